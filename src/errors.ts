// Every error class that this action throws. A message says what failed, on which thing, why; the remedy says what to do.

import {
  PROBLEMS,
  type Problem,
  type ProblemCode,
  type ProblemOptions,
  problem,
  type Side,
  type Stage,
} from "./problems.ts";

interface PromotionErrorOptions extends ProblemOptions {
  readonly cause?: unknown;
}

/** The base class of all our errors: a {@link Problem} that can be thrown. Stage and remedy default to the table's. */
export class PromotionError extends Error implements Problem {
  readonly code: ProblemCode;
  readonly stage: Stage;
  declare readonly side?: Side;
  readonly remedy: string;
  declare readonly causeKey?: string;

  constructor(code: ProblemCode, message: string, options: PromotionErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.stage = options.stage ?? PROBLEMS[code].stage;
    this.remedy = options.remedy ?? PROBLEMS[code].remedy;
    if (options.side !== undefined) this.side = options.side;
    const causeKey = options.causeKey ?? causeKeyOf(options.cause);
    if (causeKey !== undefined) this.causeKey = causeKey;
  }
}

/** Where an error wraps another one of ours, both count as one cause, so that they share an annotation. */
function causeKeyOf(cause: unknown): string | undefined {
  return cause instanceof PromotionError ? (cause.causeKey ?? cause.message) : undefined;
}

/** A problem of an input, with its place: the name of the input, or a file and a line. */
export interface InputProblem extends Problem {
  readonly input?: string;
  readonly file?: string;
  readonly line?: number;
}

/** The inputs are invalid. Contains every problem of all inputs. */
export class InputError extends PromotionError {
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    const [first] = problems;
    super(first?.code ?? "INPUT_INVALID", problems.map(({ message }) => message).join("\n"), {
      stage: "input",
      remedy: problems.length === 1 ? first?.remedy : undefined,
    });
    this.problems = problems;
  }
}

/** A request without a complete response: DNS, connection, TLS, timeout, or a response over its size limit. */
export class NetworkError extends PromotionError {
  readonly host: string;
  /** True where the request may have reached the server. Then a retry may repeat its effect. */
  readonly sent: boolean;

  constructor(
    code: ProblemCode,
    message: string,
    options: PromotionErrorOptions & { readonly host: string; readonly sent: boolean },
  ) {
    super(code, message, { causeKey: options.host, ...options });
    this.host = options.host;
    this.sent = options.sent;
  }
}

/** A login failed: GitHub's ID token service, Entra or a registry's token service issued no token. */
export class AuthenticationError extends PromotionError {}

/** A registry responded with an error, or with content that is not valid. */
export class RegistryError extends PromotionError {
  /** HTTP status; undefined where only the content of the response is not valid. */
  readonly status: number | undefined;

  constructor(code: ProblemCode, message: string, options: PromotionErrorOptions & { readonly status?: number } = {}) {
    super(code, message, options);
    this.status = options.status;
  }
}

/** Bytes that are not a valid manifest, or not the requested one. */
export class ManifestError extends PromotionError {}

/** Azure Resource Manager rejected an import or the lookup of a registry, or an import failed. */
export class AzureError extends PromotionError {
  readonly status: number | undefined;
  /** True where a retry may succeed, by the error catalogue. */
  readonly transient: boolean;

  constructor(
    code: ProblemCode,
    message: string,
    options: PromotionErrorOptions & { readonly status?: number | undefined; readonly transient?: boolean } = {},
  ) {
    super(code, message, options);
    this.status = options.status;
    this.transient = options.transient ?? false;
  }
}

/** Attestations could not be looked up, or one is not valid: malformed, too large, or not signed by a trusted identity. */
export class ProvenanceError extends PromotionError {}

/** Returns the problem of a {@link PromotionError}. Any other error becomes code `UNEXPECTED`. */
export function problemOf(error: unknown, stage: Stage): Problem {
  if (error instanceof PromotionError) return problem(error.code, error.message, error);
  const message = Error.isError(error) ? `${error.name}: ${error.message}` : String(error);
  return problem("UNEXPECTED", message, { stage });
}
