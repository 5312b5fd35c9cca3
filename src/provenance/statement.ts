// Parses in-toto statements, the signed payload of an attestation. Knows nothing of signatures; says what the bytes say, strictly.
// https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md
import { ProvenanceError } from "../errors.ts";
import { type Digest, isDigest } from "../oci/digest.ts";
import type { Statement } from "./policy.ts";

/** https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/envelope.md */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_TYPES: readonly unknown[] = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];

/** An attestation that cannot count, whatever else it says. */
export function invalidAttestation(reason: string, cause?: unknown): ProvenanceError {
  return new ProvenanceError("ATTESTATION_INVALID", reason, { cause });
}

/** Bytes → JSON value, with nothing repaired on the way. */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw invalidAttestation(`${what} is not JSON in UTF-8`, error);
  }
}

/** True for a JSON object; its keys are foreign, so read them by {@link ownValue}. */
export function isJsonObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A key's value, never an inherited one. */
export function ownValue(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function parseSubject(subject: unknown): Digest | undefined {
  const digest = isJsonObject(subject) ? ownValue(subject, "digest") : undefined;
  if (!isJsonObject(digest)) throw invalidAttestation("a subject of its statement has no digest");
  const sha256 = ownValue(digest, "sha256");
  if (sha256 === undefined) return undefined;
  const text = typeof sha256 === "string" ? `sha256:${sha256}` : "";
  if (!isDigest(text)) throw invalidAttestation("a subject's sha256 is not 64 lowercase hexadecimal digits");
  return text;
}

/**
 * Parses the payload of a DSSE envelope.
 * @throws ProvenanceError `ATTESTATION_INVALID`
 */
export function parseStatement(payloadType: string, payload: Uint8Array): Statement {
  if (payloadType !== PAYLOAD_TYPE) throw invalidAttestation("its payload is not an in-toto statement (payloadType)");
  const statement = parseJson(payload, "its statement");
  if (!isJsonObject(statement)) throw invalidAttestation("its statement is no JSON object");
  if (!STATEMENT_TYPES.includes(ownValue(statement, "_type"))) {
    throw invalidAttestation("its statement is not of in-toto v1 or v0.1 (_type)");
  }
  const predicateType = ownValue(statement, "predicateType");
  if (typeof predicateType !== "string" || predicateType === "") {
    throw invalidAttestation("its statement has no predicate type");
  }
  const subjects = ownValue(statement, "subject");
  if (!Array.isArray(subjects) || subjects.length === 0) throw invalidAttestation("its statement has no subject");
  return { predicateType, subjects: subjects.map(parseSubject).filter((digest) => digest !== undefined) };
}
