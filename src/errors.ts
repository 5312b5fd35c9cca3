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

/** The root of all our errors: a {@link Problem} that can be thrown. Stage and remedy are the table's unless the options give them. */
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

/** An error that only says on what it happened has the cause of the error that it wraps. */
function causeKeyOf(cause: unknown): string | undefined {
  return cause instanceof PromotionError ? (cause.causeKey ?? cause.message) : undefined;
}

/** Where an input problem is: the input's name, or a file with its line. */
export interface InputProblem extends Problem {
  readonly input?: string;
  readonly file?: string;
  readonly line?: number;
}

/** The user's mistake: every problem of all inputs at once. */
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

/** A request that got no (complete) answer: DNS, connection, TLS, time-out, an answer over its size limit. */
export class NetworkError extends PromotionError {
  readonly host: string;
  /** True where the request may have reached the server, so that repeating it is not free of effect. */
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

/** No token: GitHub's ID token service, Entra, or a registry's token service refused. */
export class AuthenticationError extends PromotionError {}

/** A registry's answer that is not what was asked for. */
export class RegistryError extends PromotionError {
  /** HTTP status; undefined where the answer had a good status and a bad content. */
  readonly status: number | undefined;

  constructor(code: ProblemCode, message: string, options: PromotionErrorOptions & { readonly status?: number } = {}) {
    super(code, message, options);
    this.status = options.status;
  }
}

/** Bytes that are no manifest, or not the manifest that was asked for. */
export class ManifestError extends PromotionError {}

/** Azure Resource Manager refused or failed an import, or a look-up of a registry. */
export class AzureError extends PromotionError {
  readonly status: number | undefined;
  /** Worth another try, by the error catalogue. */
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

/** Attestations that could not be looked up, or one that proves nothing: malformed, too large, signed by nobody we trust. */
export class ProvenanceError extends PromotionError {}

/** What a {@link PromotionError} says, without its stack; anything else becomes code `UNEXPECTED`. */
export function problemOf(error: unknown, stage: Stage): Problem {
  if (error instanceof PromotionError) return problem(error.code, error.message, error);
  const message = Error.isError(error) ? `${error.name}: ${error.message}` : String(error);
  return problem("UNEXPECTED", message, { stage });
}
