import { describe, expect, it } from "@jest/globals";
import { digestOf } from "../../../src/oci/digest.ts";
import { acceptedProvenance, SLSA_PROVENANCE_V1, type VerifiedAttestation } from "../../../src/provenance/policy.ts";
import { decideProvenance } from "../../../src/provenance/verdict.ts";

const INDEX = digestOf(Buffer.from("index"));
const LINE = { line: "provenance" };

describe("decideProvenance", () => {
  const attestation: VerifiedAttestation = {
    predicateType: SLSA_PROVENANCE_V1,
    repository: "contoso/api",
    signerWorkflow: "w",
    issuer: "i",
    instance: "github",
    foundIn: "github-api",
    subject: INDEX,
  };
  it.each([
    [
      "verified over everything else",
      { verified: attestation, outdated: [], refused: ["r"], unreachable: ["u"], absent: [] },
      { status: "verified", attestation, reasons: ["u.", "r."] },
    ],
    [
      "unreachable where a place could not be asked",
      { outdated: [], refused: ["r"], unreachable: ["u"], absent: ["a"] },
      { status: "unreachable", reasons: ["u.", "r."] },
    ],
    [
      "roots-outdated where newer roots could verify one, whatever else was found",
      { outdated: ["o"], refused: ["r"], unreachable: ["u"], absent: [] },
      { status: "roots-outdated", reasons: ["o.", "u.", "r."] },
    ],
    [
      "untrusted where all that was found is refused",
      { outdated: [], refused: ["r"], unreachable: [], absent: ["a"] },
      { status: "untrusted", reasons: ["r."] },
    ],
    [
      "missing where nothing was found",
      { outdated: [], refused: [], unreachable: [], absent: ["a", "b"] },
      { status: "missing", reasons: ["a.", "b."] },
    ],
  ])("says %s", (_name, findings, verdict) => {
    expect(decideProvenance(LINE, findings)).toEqual({ ...LINE, ...verdict });
  });

  it("bounds how many reasons it lists and how long they are", () => {
    const { reasons } = decideProvenance(LINE, {
      outdated: [],
      refused: Array(300).fill("x".repeat(10_000)),
      unreachable: [],
      absent: [],
    });
    expect(reasons).toHaveLength(21);
    expect(reasons.at(-1)).toBe("And 280 more.");
    expect(Math.max(...reasons.map(({ length }) => length))).toBe(601);
  });
});

describe("acceptedProvenance", () => {
  const attestation = (predicateType: string, revision: string) =>
    ({ predicateType, revision }) as unknown as VerifiedAttestation;
  const verified = (of: VerifiedAttestation) =>
    ({ line: "", status: "verified", reasons: [], attestation: of }) as const;
  const sbom = attestation("https://spdx.dev/Document/v2.3", "1");
  const [first, second] = [attestation(SLSA_PROVENANCE_V1, "2"), attestation(SLSA_PROVENANCE_V1, "3")];

  it("is the first verified one of the build", () => {
    const missing = { line: "", status: "missing", reasons: [] } as const;
    expect(acceptedProvenance([missing, verified(sbom), verified(first), verified(second)])).toBe(first);
  });

  it("is none where only something else is verified", () => {
    expect(acceptedProvenance([verified(sbom), { line: "", status: "untrusted", reasons: [] }])).toBeUndefined();
    expect(acceptedProvenance([])).toBeUndefined();
  });
});
