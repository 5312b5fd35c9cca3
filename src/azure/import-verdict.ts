// Turns ARM's responses to an import into a verdict: succeeded, failed, unclear, or none yet (running).
// Pure: the importer sends the requests.
import { NetworkError, problemOf } from "../errors.ts";
import { parseRetryAfter } from "../http/retry-after.ts";
import { parseJson, valueAt } from "../json.ts";
import type { ImportVerdict } from "../ports.ts";
import { type ProblemCode, problem } from "../problems.ts";
import type { ArmResponse } from "./arm-client.ts";
import { type Diagnosis, diagnoseArm } from "./diagnosis/arm-diagnosis.ts";
import { parseArmFailure } from "./diagnosis/arm-failure.ts";
import type { ArmSubject } from "./diagnosis/arm-subject.ts";
import { capitalize, quoteAzure } from "./diagnosis/azure-text.ts";

/** The two requests of an import: the POST that starts it, and a GET of its operation. */
export type OperationRequest = "post" | "poll";

interface OperationState {
  readonly status: unknown;
  /** An empty body or `null`. */
  readonly isEmpty: boolean;
  readonly hasError: boolean;
  /** Manifests that ARM lists as not yet copied; not every region sends them. */
  readonly pending: readonly string[];
}

/** Parses the body of a response. An empty body and `null` have no status; undefined where it is anything but a JSON object. */
export function parseOperation(text: string): OperationState | undefined {
  const json = text.trim() === "" ? null : parseJson(text);
  if (json === null) return { status: undefined, isEmpty: true, hasError: false, pending: [] };
  if (typeof json !== "object" || Array.isArray(json)) return undefined;
  const pending = Object.entries(json).filter(([name, state]) => /[@:/]/.test(name) && state === "Pending");
  return {
    status: valueAt(json, "status"),
    isEmpty: false,
    hasError: (valueAt(json, "error") ?? undefined) !== undefined,
    pending: pending.map(([name]) => name),
  };
}

function unclear(code: ProblemCode, why: string, { what, side, operationId }: ArmSubject): ImportVerdict {
  const message = `${capitalize(what)}: ${why} (operation ID ${operationId}).`;
  return { kind: "unclear", problem: problem(code, message, { side }), transient: false };
}

function verdictOfDiagnosis(kind: "failed" | "unclear", diagnosis: Diagnosis, retryAfterMs?: number): ImportVerdict {
  const { code, message, side, remedy, transient } = diagnosis;
  return {
    kind,
    problem: problem(code, message, { stage: "import", side, remedy }),
    transient,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** A 2xx whose body says that the operation failed, also a 202. */
function failureInBody({ status, text }: ArmResponse, subject: ArmSubject): ImportVerdict | undefined {
  const operation = parseOperation(text);
  const word = typeof operation?.status === "string" ? operation.status : "";
  if (operation?.hasError !== true && !/^(?:failed|cancell?ed)$/i.test(word)) return undefined;
  const { code, message } = parseArmFailure(status, text);
  return verdictOfDiagnosis("failed", diagnoseArm({ status, code: code || word, message }, subject));
}

/**
 * Verdict of a 2xx that ends the operation. Success is 200 or 201 with status Succeeded or without a body; a 200 to the POST
 * itself is a finished import, with any body.
 */
function verdictOfEnd(response: ArmResponse, request: OperationRequest, subject: ArmSubject): ImportVerdict {
  const { status, text } = response;
  const operation = parseOperation(text);
  const word = operation?.status;
  const failure = failureInBody(response, subject);
  if (failure !== undefined) return failure;
  const isDone = word === "Succeeded" || (word === undefined && (operation?.isEmpty === true || request === "post"));
  if ((status === 200 || status === 201) && operation !== undefined && isDone) return { kind: "succeeded" };
  const quote = quoteAzure(text, { redact: subject.redact, keep: [subject.operationId], maxLength: 200 });
  const body = quote === "" ? "without a body" : `with a body that states neither success nor failure: ${quote}`;
  return unclear("IMPORT_ANSWER_INVALID", `Azure ended the operation with HTTP ${status} ${body}`, subject);
}

/** Codes that refuse the poll itself. Every other code under 401, 403 and 404 says why the operation failed: ExportPolicyDisabled. */
const POLL_REFUSED = new Set([
  "",
  "AuthenticationFailed",
  "AuthorizationFailed",
  "ExpiredAuthenticationToken",
  "Forbidden",
  "InvalidAuthenticationToken",
  "InvalidAuthenticationTokenTenant",
  "NotFound",
  "OperationNotFound",
  "ResourceNotFound",
  "SubscriptionNotFound",
  "Unauthorized",
]);

/** Verdict of a response outside 2xx. `unclear` where only the target can show whether the image was imported. */
function verdictOfErrorStatus(
  response: ArmResponse,
  request: OperationRequest,
  subject: ArmSubject,
  wallMs: number,
): ImportVerdict {
  const { status, text } = response;
  const failure = parseArmFailure(status, text, response.header("x-ms-correlation-request-id"));
  if (request === "poll" && [401, 403, 404].includes(status) && POLL_REFUSED.has(failure.code)) {
    // A role on the registry is enough to import, but not to read the operation, which belongs to the subscription:
    // https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations#permission-for-tracking-async-status
    return unclear("IMPORT_NOT_TRACKED", `Azure answered HTTP ${status} to a request for the import's status`, subject);
  }
  const diagnosis = diagnoseArm(failure, subject);
  const retryAfterMs = parseRetryAfter(response.header("retry-after"), wallMs);
  const isUnclear =
    status === 408 ||
    status >= 500 ||
    // A throttled POST imported nothing. A poll that is throttled, or has no ARM error, shows nothing about the import.
    (request === "poll" && (status === 429 || status < 400 || failure.code === "")) ||
    // A POST may conflict with an earlier one of ours whose response was lost.
    (request === "post" && status === 409 && diagnosis.code === "IMPORT_FAILED");
  return verdictOfDiagnosis(isUnclear ? "unclear" : "failed", diagnosis, retryAfterMs);
}

/** The verdict of a response; undefined while the import is running. */
export function verdictOf(
  response: ArmResponse,
  request: OperationRequest,
  subject: ArmSubject,
  wallMs: number,
): ImportVerdict | undefined {
  const { status } = response;
  if (status < 200 || status >= 300) return verdictOfErrorStatus(response, request, subject, wallMs);
  if (status !== 202) return verdictOfEnd(response, request, subject);
  const failure = failureInBody(response, subject);
  if (failure !== undefined) return failure;
  if (request === "poll" || response.header("location") !== undefined) return undefined;
  return unclear("IMPORT_NOT_TRACKED", "Azure accepted the import without a Location to follow it by", subject);
}

/** The verdict without a response: `failed` if the POST was never sent, else `unclear`. */
export function verdictWithoutResponse(error: unknown, request: OperationRequest, { side }: ArmSubject): ImportVerdict {
  const network = error instanceof NetworkError;
  const unsent = request === "post" && !(network && error.sent);
  const failure = { side, ...problemOf(error, "import") };
  return { kind: unsent ? "failed" : "unclear", problem: failure, transient: network };
}
