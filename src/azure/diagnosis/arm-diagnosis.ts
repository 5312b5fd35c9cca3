// Explains failures of ARM: what failed, on which side, why, and what to do. Pure; the catalogue holds the known failures.
import { GUID_PATTERN } from "../../guid.ts";
import { PROBLEMS, type ProblemCode, type Side } from "../../problems.ts";
import type { ArmFailure } from "./arm-failure.ts";
import { ARM_REFUSALS } from "./arm-refusals.ts";
import type { ArmSubject } from "./arm-subject.ts";
import { capitalize, quoteAzure } from "./azure-text.ts";
import { gatherEvidence } from "./evidence.ts";
import { IMPORT_FAILURES, UNKNOWN_FAILURE } from "./import-failures.ts";

/** An explained failure. */
export interface Diagnosis {
  readonly code: ProblemCode;
  /** Undefined where the failure does not show it. */
  readonly side?: Side;
  readonly message: string;
  readonly remedy: string;
  /** True where another attempt may succeed. */
  readonly transient: boolean;
}

const CATALOGUE = [...ARM_REFUSALS, ...IMPORT_FAILURES];
const CORRELATION = new RegExp(`correlation\\s?id:?\\s*(${GUID_PATTERN})`, "i");

/** Explains one failure by the first row of the catalogue that matches it. */
export function diagnoseArm(failure: ArmFailure, subject: ArmSubject): Diagnosis {
  const evidence = gatherEvidence(failure, subject);
  const row = CATALOGUE.find(({ matches }) => matches(evidence)) ?? UNKNOWN_FAILURE;
  const correlationId = failure.correlationId ?? CORRELATION.exec(failure.message)?.[1];
  const quote = quoteAzure(evidence.text, { redact: subject.redact, keep: [subject.operationId, correlationId] });
  const response = quote === "" ? `Azure answered HTTP ${failure.status} without a text.` : `Azure's message: ${quote}`;
  const ids = [
    ...(subject.operationId === undefined ? [] : [`operation ID ${subject.operationId}`]),
    ...(correlationId === undefined ? [] : [`correlation ID ${correlationId}`]),
  ].join(", ");
  const side = (typeof row.side === "function" ? row.side(evidence) : row.side) ?? subject.side;
  return {
    code: row.code,
    ...(side !== "none" && { side }),
    message: `${capitalize(subject.what)} failed: ${row.why(evidence)}. ${response}${ids === "" ? "" : ` (${ids})`}`,
    remedy: row.remedy?.(evidence) ?? PROBLEMS[row.code].remedy,
    transient: row.transient ?? false,
  };
}
