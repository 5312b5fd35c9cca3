// Parses in-toto statements, the signed payload of an attestation. Strict; checks no signature.
// https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md

import { asJsonObject, valueAt } from "../json.ts";
import { type Digest, isDigest } from "../oci/digest.ts";
import { invalidAttestation, parseAttestationJson } from "./found-bundle.ts";
import type { Statement } from "./policy.ts";

/** https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/envelope.md */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_TYPES: readonly unknown[] = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];

/** The subject's digest; undefined where it has no sha256. */
function parseSubject(subject: unknown): Digest | undefined {
  const digest = asJsonObject(valueAt(subject, "digest"));
  if (digest === undefined) throw invalidAttestation("a subject of its statement has no digest");
  const sha256 = valueAt(digest, "sha256");
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
  const statement = asJsonObject(parseAttestationJson(payload, "its statement"));
  if (statement === undefined) throw invalidAttestation("its statement is not a JSON object");
  if (!STATEMENT_TYPES.includes(valueAt(statement, "_type"))) {
    throw invalidAttestation("its statement is not of in-toto v1 or v0.1 (_type)");
  }
  const predicateType = valueAt(statement, "predicateType");
  if (typeof predicateType !== "string" || predicateType === "") {
    throw invalidAttestation("its statement has no predicate type");
  }
  const subjects = valueAt(statement, "subject");
  if (!Array.isArray(subjects) || subjects.length === 0) throw invalidAttestation("its statement has no subject");
  return { predicateType, subjects: subjects.map(parseSubject).filter((digest) => digest !== undefined) };
}
