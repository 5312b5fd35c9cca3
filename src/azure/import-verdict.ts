// What ARM's answers say of an import: succeeded, failed, unclear, or still running. Pure; the importer fetches the answers.
import { NetworkError, problemOf } from "../errors.ts";
import { parseRetryAfter } from "../http/retry-after.ts";
import type { ImportVerdict } from "../ports.ts";
import { type ProblemCode, problem } from "../problems.ts";
import type { ArmAnswer } from "./arm-client.ts";
import { quoteAzure } from "./diagnosis/azure-text.ts";
import { type ArmSubject, type Diagnosis, diagnoseArm, parseArmFailure, sentenceStart } from "./diagnosis/diagnosis.ts";

/** Which of our two requests was answered: the import itself, or the question how it is doing. */
export type Asked = "post" | "poll";

interface OperationState {
  readonly status: unknown;
  /** Manifests that ARM names as still to be copied; not every region sends them. */
  readonly pending: readonly string[];
}

/** Parses the body of a poll; undefined where it is neither JSON nor empty. */
export function parseOperation(text: string): OperationState | undefined {
  if (text.trim() === "") return { status: undefined, pending: [] };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (json === null) return { status: undefined, pending: [] };
  if (typeof json !== "object") return undefined;
  const { status, ...rest } = Object.fromEntries(Object.entries(json)) as { status?: unknown };
  const pending = Object.entries(rest).filter(([name, state]) => /[@:/]/.test(name) && state === "Pending");
  return { status, pending: pending.map(([name]) => name) };
}

function unclear(code: ProblemCode, why: string, { what, side, operationId }: ArmSubject): ImportVerdict {
  const message = `${sentenceStart(what)}: ${why} (operation ID ${operationId}).`;
  return { kind: "unclear", problem: problem(code, message, { side }), transient: false };
}

function diagnosed(kind: "failed" | "unclear", diagnosis: Diagnosis, retryAfterMs?: number): ImportVerdict {
  const { code, message, side, remedy, transient } = diagnosis;
  return {
    kind,
    problem: problem(code, message, { stage: "import", side, remedy }),
    transient,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** ARM's own word for success, or nothing at all, is success; any other 2xx is none. */
function verdictOfGood({ status, text }: ArmAnswer, subject: ArmSubject): ImportVerdict {
  const operation = parseOperation(text);
  const word = operation?.status;
  if ((status === 200 || status === 201) && operation !== undefined && (word === undefined || word === "Succeeded")) {
    return { kind: "succeeded" };
  }
  if (typeof word === "string" && /^(?:failed|cancell?ed)$/i.test(word)) {
    const { code, message } = parseArmFailure(status, text);
    return diagnosed("failed", diagnoseArm({ status, code: code || word, message }, subject));
  }
  const said = quoteAzure(text, [subject.operationId]).slice(0, 200);
  const answer = said === "" ? "no body" : `an answer that is no verdict: ${said}`;
  return unclear("IMPORT_ANSWER_INVALID", `Azure ended the operation with HTTP ${status} and ${answer}`, subject);
}

function verdictOfBad(answer: ArmAnswer, asked: Asked, subject: ArmSubject, wallMs: number): ImportVerdict {
  const { status, text } = answer;
  if (asked === "poll" && (status === 401 || status === 403 || status === 404)) {
    // The right to import is no right to follow the operation, which lives at the subscription:
    // https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations#permission-for-tracking-async-status
    return unclear("IMPORT_NOT_TRACKED", `Azure answered HTTP ${status} when asked how the import is doing`, subject);
  }
  const failure = parseArmFailure(status, text, answer.header("x-ms-correlation-request-id"));
  const diagnosis = diagnoseArm(failure, subject);
  const retryAfterMs = parseRetryAfter(answer.header("retry-after"), wallMs);
  const settledByTarget =
    status === 408 ||
    status >= 500 ||
    // A throttled POST did nothing. A poll that is throttled, or answered by anything but an ARM error, says nothing of the import.
    (asked === "poll" && (status === 429 || status < 400 || failure.code === "")) ||
    // A POST that conflicts for no known reason may have met the work of an earlier one, whose answer was lost.
    (asked === "post" && status === 409 && diagnosis.code === "IMPORT_FAILED");
  return diagnosed(settledByTarget ? "unclear" : "failed", diagnosis, retryAfterMs);
}

/** The verdict of an answer; undefined: the import is running. */
export function verdictOf(
  answer: ArmAnswer,
  asked: Asked,
  subject: ArmSubject,
  wallMs: number,
): ImportVerdict | undefined {
  if (answer.status < 200 || answer.status >= 300) return verdictOfBad(answer, asked, subject, wallMs);
  if (answer.status !== 202) return verdictOfGood(answer, subject);
  if (asked === "poll" || answer.header("location") !== undefined) return undefined;
  return unclear("IMPORT_NOT_TRACKED", "Azure accepted it without saying where to follow it", subject);
}

/** The verdict where there is no answer: before the POST left, nothing happened; after it, anything may have. */
export function verdictOfNothing(error: unknown, asked: Asked, { side }: ArmSubject): ImportVerdict {
  const network = error instanceof NetworkError;
  const before = asked === "post" && !(network && error.sent);
  const failure = { side, ...problemOf(error, "import") };
  return { kind: before ? "failed" : "unclear", problem: failure, transient: network };
}
