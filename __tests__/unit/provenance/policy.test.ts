import { describe, expect, it } from "@jest/globals";
import { digestOf } from "../../../src/oci/digest.ts";
import {
  type AttestationRequirement,
  isHolder,
  isSignerWorkflow,
  judgeAttestation,
  type ProvenanceSubject,
  type SignedAttestation,
  type SignerClaims,
  SLSA_PROVENANCE_V1,
  type Statement,
} from "../../../src/provenance/policy.ts";

const INDEX = digestOf(Buffer.from("index"));
const AMD64 = digestOf(Buffer.from("amd64"));
const ARM64 = digestOf(Buffer.from("arm64"));
const MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

const subject: ProvenanceSubject = {
  digest: INDEX,
  children: [
    { mediaType: MEDIA_TYPE, digest: AMD64, sizeBytes: 1, platform: { os: "linux", architecture: "amd64" } },
    { mediaType: MEDIA_TYPE, digest: ARM64, sizeBytes: 1, platform: { os: "linux", architecture: "arm64" } },
  ],
};
const required: AttestationRequirement = {
  line: "provenance by contoso/api/.github/workflows/release.yml",
  predicate: "provenance",
  source: "contoso/api",
  signer: "contoso/api/.github/workflows/release.yml",
};

function signed(claims: SignerClaims = {}, statement: Partial<Statement> = {}): SignedAttestation {
  return {
    statement: { predicateType: SLSA_PROVENANCE_V1, subjects: [INDEX], ...statement },
    claims: {
      issuer: "https://token.actions.githubusercontent.com",
      signerUri: "https://github.com/contoso/api/.github/workflows/release.yml@refs/heads/main",
      sourceRepositoryUri: "https://github.com/contoso/api",
      repositoryId: "1",
      ownerId: "2",
      ...claims,
    },
    instance: "github",
    signedAt: "2026-11-22T08:00:00.000Z",
  };
}

function reasonFor(attestation: SignedAttestation, change: Partial<AttestationRequirement> = {}): string {
  const judged = judgeAttestation(attestation, { ...required, ...change }, subject, "github-api");
  return "reason" in judged ? judged.reason : "";
}

describe("judgeAttestation", () => {
  it("says what a full match proves", () => {
    expect(judgeAttestation(signed(), required, subject, "referrers")).toEqual({
      attestation: {
        predicateType: SLSA_PROVENANCE_V1,
        repository: "contoso/api",
        repositoryId: "1",
        ownerId: "2",
        signerWorkflow: "contoso/api/.github/workflows/release.yml@refs/heads/main",
        issuer: "https://token.actions.githubusercontent.com",
        instance: "github",
        foundIn: "referrers",
        signedAt: "2026-11-22T08:00:00.000Z",
        subject: INDEX,
      },
    });
  });

  it.each<readonly [string, Partial<AttestationRequirement>]>([
    ["the owner alone", { source: "contoso" }],
    ["names in another case", { source: "Contoso/API", signer: "CONTOSO/Api/.github/workflows/release.yml" }],
    ["the workflow with its ref", { signer: "contoso/api/.github/workflows/release.yml@refs/heads/main" }],
  ])("accepts %s", (_name, change) => {
    expect(judgeAttestation(signed(), { ...required, ...change }, subject, "github-api")).toHaveProperty("attestation");
  });

  describe("where a repository or an owner signs", () => {
    const shared = signed({ signerUri: "https://github.com/contoso/shared/.github/workflows/build.yml@v1" });
    const judge = (attestation: SignedAttestation, signer: string) =>
      judgeAttestation(attestation, { ...required, signer }, subject, "github-api");

    it.each<readonly [string, SignedAttestation, string]>([
      ["any workflow of the repository", signed(), "contoso/api"],
      ["any workflow of the owner", shared, "contoso"],
      ["any workflow of a shared repository", shared, "Contoso/shared"],
    ])("accepts %s", (_name, attestation, signer) => {
      expect(judge(attestation, signer)).toHaveProperty("attestation");
    });

    it("refuses a reusable workflow of another repository, and says what to name", () => {
      expect(judge(shared, "contoso/api")).toEqual({
        reason:
          'it was signed by workflow "https://github.com/contoso/shared/.github/workflows/build.yml@v1", which is not in contoso/api; if you trust this workflow, name it in the line after "by"',
      });
    });
  });

  it.each([
    ["sbom", "https://spdx.dev/Document", true],
    ["sbom", "https://spdx.dev/Document/v2.3", true],
    ["sbom", "https://cyclonedx.org/bom", true],
    ["sbom", "https://cyclonedx.org/bom/v1.6", true],
    ["sbom", "https://spdx.dev/Document.evil.example", false],
    ["sbom", "https://spdx.dev/Document/v2.3/x", false],
    ["sbom", "https://spdxxdev/Document", false],
    ["sbom", "https://evil.example/https://cyclonedx.org/bom", false],
    ["sbom", SLSA_PROVENANCE_V1, false],
    ["provenance", SLSA_PROVENANCE_V1, true],
    ["provenance", "https://slsa.dev/provenance/v0.2", false],
    ["https://contoso.example/scan/v1", "https://contoso.example/scan/v1", true],
    ["https://contoso.example/scan/v1", "https://contoso.example/scan/v1.1", false],
  ])("the predicate %s, attested as %s: %s", (predicate, predicateType, isAccepted) => {
    const judged = judgeAttestation(signed({}, { predicateType }), { ...required, predicate }, subject, "github-api");
    expect("attestation" in judged).toBe(isAccepted);
  });

  describe("where the policy has the IDs of this run's own repository and owner", () => {
    const own = { sourceId: "1", ownerId: "2" };

    it.each<readonly [string, Partial<AttestationRequirement>]>([
      ["both", own],
      ["only the owner's, for the owner alone", { source: "contoso", ownerId: "2" }],
    ])("accepts a certificate with %s", (_name, change) => {
      expect(judgeAttestation(signed(), { ...required, ...change }, subject, "github-api")).toHaveProperty(
        "attestation",
      );
    });

    it.each<readonly [string, SignerClaims, string]>([
      [
        "another repository of this name",
        { repositoryId: "9" },
        'its source repository contoso/api has the ID "9", not 1: it is another one that has, or had, the same name',
      ],
      [
        "another owner of this name",
        { ownerId: "9" },
        'the owner contoso of its source repository has the ID "9", not 2: it is another one that has, or had, the same name',
      ],
      ["an ID that begins alike", { repositoryId: "11" }, 'its source repository contoso/api has the ID "11", not 1'],
    ])("refuses %s, with a reason of its own", (_name, claims, reason) => {
      expect(reasonFor(signed(claims), own)).toMatch(new RegExp(`^${reason}`));
    });

    it.each(["repositoryId", "ownerId"] as const)("refuses a certificate without %s", (claim) => {
      const attestation = signed();
      const { [claim]: _, ...claims } = attestation.claims;
      expect(reasonFor({ ...attestation, claims }, own)).toContain("has the ID (none), not");
    });

    it("compares no ID of a repository with another name: the name says it", () => {
      const reason = reasonFor(signed({ sourceRepositoryUri: "https://github.com/evil/api", repositoryId: "9" }), own);
      expect(reason).toBe('its source repository is "https://github.com/evil/api", not contoso/api');
    });
  });

  it("accepts one of several subjects", () => {
    expect(judgeAttestation(signed({}, { subjects: [AMD64, INDEX] }), required, subject, "github-api")).toHaveProperty(
      "attestation",
    );
  });

  it.each<readonly [string, SignedAttestation, Partial<AttestationRequirement>, RegExp]>([
    [
      "another issuer",
      signed({ issuer: "https://accounts.google.com" }),
      {},
      /^its issuer is "https:\/\/accounts\.google\.com", not https:\/\/token/,
    ],
    [
      "an enterprise's own issuer",
      signed({ issuer: "https://token.actions.githubusercontent.com/contoso" }),
      {},
      /its issuer is/,
    ],
    [
      "another repository",
      signed(),
      { source: "contoso/web" },
      /^its source repository is "https:\/\/github\.com\/contoso\/api", not contoso\/web$/,
    ],
    [
      "a repository that begins alike",
      signed({ sourceRepositoryUri: "https://github.com/contoso/api-evil" }),
      {},
      /source repository/,
    ],
    ["an owner that begins alike", signed(), { source: "conto" }, /source repository/],
    [
      "a repository on another host",
      signed({ sourceRepositoryUri: "https://github.com.evil.example/contoso/api" }),
      {},
      /source repository/,
    ],
    [
      "a repository with more of a path",
      signed({ sourceRepositoryUri: "https://github.com/contoso/api/x" }),
      {},
      /source repository/,
    ],
    [
      "another workflow",
      signed(),
      { signer: "contoso/api/.github/workflows/build.yml" },
      /^it was signed by workflow ".*release\.yml@refs\/heads\/main", not /,
    ],
    [
      "a workflow in another case of its path",
      signed(),
      { signer: "contoso/api/.github/workflows/Release.yml" },
      /signed by workflow/,
    ],
    [
      "the same workflow file of a fork",
      signed({ signerUri: "https://github.com/evil/api/.github/workflows/release.yml@refs/heads/main" }),
      {},
      /signed by workflow/,
    ],
    [
      "another ref",
      signed(),
      { signer: "contoso/api/.github/workflows/release.yml@refs/tags/v1" },
      /signed by workflow/,
    ],
    [
      "a ref that begins alike",
      signed(),
      { signer: "contoso/api/.github/workflows/release.yml@refs/heads/mai" },
      /signed by workflow/,
    ],
    [
      "a repository on a host that looks like GitHub's",
      signed({ sourceRepositoryUri: "https://githubxcom/contoso/api" }),
      {},
      /source repository/,
    ],
    [
      "a signer on a host that looks like GitHub's",
      signed({ signerUri: "https://githubxcom/contoso/api/.github/workflows/release.yml@x" }),
      {},
      /signed by workflow/,
    ],
    [
      "a signer with GitHub's host twice",
      signed({ signerUri: "https://github.com/github.com/contoso/api/.github/workflows/release.yml@x" }),
      {},
      /signed by workflow/,
    ],
    [
      "a signer that is no workflow",
      signed({ signerUri: "https://dotcom.releases.github.com" }),
      {},
      /signed by workflow/,
    ],
    [
      "a signer on another host",
      signed({ signerUri: "https://evil.example/contoso/api/.github/workflows/release.yml@x" }),
      {},
      /signed by workflow/,
    ],
    [
      "another predicate",
      signed({}, { predicateType: "https://spdx.dev/Document/v2.3" }),
      {},
      /^its predicate type is "https:\/\/spdx\.dev\/Document\/v2\.3", not provenance$/,
    ],
    [
      "another subject",
      signed({}, { subjects: [digestOf(Buffer.from("other"))] }),
      {},
      /^it is about another subject, sha256:[0-9a-f]{12}$/,
    ],
    [
      "a child only",
      signed({}, { subjects: [ARM64] }),
      {},
      /^it covers only the linux\/arm64 child \(sha256:[0-9a-f]{12}\), not the index$/,
    ],
    [
      "all children but not the index",
      signed({}, { subjects: [AMD64, ARM64] }),
      {},
      /^it covers only the linux\/amd64 child .*, linux\/arm64 child .*, not the index$/,
    ],
    ["no subject with a sha256", signed({}, { subjects: [] }), {}, /^none of its subjects has a sha256 digest$/],
  ])("refuses %s with a reason of its own", (_name, attestation, change, reason) => {
    expect(reasonFor(attestation, change)).toMatch(reason);
  });

  it("refuses a certificate without claims", () => {
    const bare: SignedAttestation = { statement: { predicateType: "x", subjects: [] }, claims: {}, instance: "github" };
    expect(reasonFor(bare)).toMatch(
      /issuer is \(none\).*source repository is \(none\).*signed by workflow \(none\).*predicate type.*none of its subjects/,
    );
  });

  it("bounds and quotes what it repeats of an attestation", () => {
    const reason = reasonFor(signed({}, { predicateType: `\n::error::${"x".repeat(100_000)}` }));
    expect(reason.length).toBeLessThan(300);
    expect(reason).not.toMatch(/\n/);
  });
});

describe("isHolder", () => {
  it.each(["contoso", "contoso/api", "Contoso_corp/.github", "a/b.c-d_e"])("takes %s", (text) => {
    expect(isHolder(text)).toBe(true);
  });
  it.each([
    "",
    "/",
    "contoso/",
    "/api",
    "a/b/c",
    "contoso/..",
    "contoso/.",
    "con toso",
    "https://github.com/a/b",
    "a/b?x",
    "a/b%2f",
    "a/b\n",
    "-a/b",
  ])("refuses %j", (text) => {
    expect(isHolder(text)).toBe(false);
  });
});

describe("isSignerWorkflow", () => {
  it.each([
    "contoso/api/.github/workflows/release.yml",
    "contoso/api/.github/workflows/release.yaml@refs/heads/main",
    "contoso/api/.github/workflows/release.yml@09b495c3f12c7881b3cc17209a327792065c1a1d",
  ])("takes %s", (text) => {
    expect(isSignerWorkflow(text)).toBe(true);
  });
  it.each([
    "",
    "release.yml",
    "contoso/api",
    "contoso/api/release.yml",
    "contoso/api/.github/workflows/",
    "contoso/api/.github/workflows/a/b.yml",
    "contoso/api/.github/workflows/release.yml@",
    "ghe.example/contoso/api/.github/workflows/release.yml",
    "https://github.com/contoso/api/.github/workflows/release.yml",
    "contoso/api/.github/workflows/release.ymlx",
  ])("refuses %j", (text) => {
    expect(isSignerWorkflow(text)).toBe(false);
  });
});
