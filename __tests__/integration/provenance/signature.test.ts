// Signatures of bundles minted here and of real ones, against the roots that are given or shipped.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { isDigest } from "../../../src/oci/digest.ts";
import { type AttestationRequirement, judgeAttestation, SLSA_PROVENANCE_V1 } from "../../../src/provenance/policy.ts";
import { createSignatureVerifier, type DatedRoot, type TrustedRoots } from "../../../src/provenance/signature.ts";
import { loadShippedRoots } from "../../../src/provenance/verifier.ts";
import {
  type InstanceKind,
  issuedBy,
  MINTED_REVISION,
  MINTED_SUBJECT,
  MINTED_WORKFLOW,
  type MintedBundle,
  type MintedInstance,
  type MintOptions,
  NO_ROOT,
  startSigstoreInstance,
  type TrustedRootDocument,
} from "../../attestation-minting.ts";

const instances: Record<InstanceKind, MintedInstance> = {
  "public-good": await startSigstoreInstance("public-good"),
  github: await startSigstoreInstance("github"),
};
const strangers: Record<InstanceKind, MintedInstance> = {
  "public-good": await startSigstoreInstance("public-good"),
  github: await startSigstoreInstance("github"),
};
const roots: TrustedRoots = {
  "public-good": instances["public-good"].root,
  github: instances.github.root,
};
const verify = await createSignatureVerifier(roots);

function tampered(bundle: MintedBundle, change: (bundle: MintedBundle) => void): MintedBundle {
  const copy = structuredClone(bundle);
  change(copy);
  return copy;
}

function rewritePayload(bundle: MintedBundle): void {
  const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString();
  const other = payload.replace(MINTED_SUBJECT, "0".repeat(64));
  bundle.dsseEnvelope.payload = Buffer.from(other).toString("base64");
}

describe("createSignatureVerifier", () => {
  it.each(["public-good", "github"] as const)(
    "accepts a good bundle of the %s instance and says whose it is",
    async (kind) => {
      expect(verify(await instances[kind].mint())).toEqual({
        statement: { predicateType: SLSA_PROVENANCE_V1, subjects: [`sha256:${MINTED_SUBJECT}`] },
        claims: {
          issuer: "https://token.actions.githubusercontent.com",
          signerUri: `https://github.com/${MINTED_WORKFLOW}`,
          sourceRepositoryUri: "https://github.com/contoso/api",
          repositoryId: "804070735",
          ownerId: "16248153",
          revision: MINTED_REVISION,
        },
        instance: kind,
        signedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.000Z$/),
      });
    },
  );

  it("accepts a public-good bundle with a log entry and a timestamp", async () => {
    expect(verify(await instances["public-good"].mint({ proof: "both" })).instance).toBe("public-good");
  });

  const refusedMints: readonly (readonly [string, InstanceKind, MintOptions, RegExp])[] = [
    [
      "no log entry and no timestamp (public-good)",
      "public-good",
      { proof: "none" },
      /signed timestamp .*expected 1 timestamps, got 0/,
    ],
    [
      "no log entry and no timestamp (github)",
      "github",
      { proof: "none" },
      /signed timestamp .*expected 1 timestamps, got 0/,
    ],
    [
      "a timestamp but no log entry (public-good)",
      "public-good",
      { proof: "timestamp" },
      /log entry .*expected 1 tlog entries, got 0/,
    ],
    ["a log entry where no log is trusted (github)", "github", { proof: "log" }, /log entry does not verify/],
    [
      "a certificate expired when it was logged",
      "public-good",
      { signedAfterMs: 3_600_000 },
      /certificate does not verify .*expired/,
    ],
    [
      "a certificate expired when it was stamped",
      "github",
      { signedAfterMs: 3_600_000 },
      /certificate does not verify .*expired/,
    ],
    [
      "a certificate used before it was issued",
      "github",
      { signedAfterMs: -60_000 },
      /its (certificate|signed timestamp) does not verify/,
    ],
    ["a payload of another type", "github", { payloadType: "text/plain" }, /not an in-toto statement/],
    ["a statement that is no JSON", "github", { statement: "{" }, /not JSON/],
  ];
  it.each(refusedMints)("refuses %s", async (_name, kind, options, reason) => {
    const bundle = await instances[kind].mint(options);
    expect(() => verify(bundle)).toThrow(
      expect.objectContaining({ code: "ATTESTATION_INVALID", message: expect.stringMatching(reason) }),
    );
  });

  const tamperings: readonly (readonly [string, InstanceKind, (bundle: MintedBundle) => void, RegExp])[] = [
    ["a payload changed after signing (public-good)", "public-good", rewritePayload, /payload hash mismatch/],
    ["a payload changed after signing (github)", "github", rewritePayload, /signature does not verify/],
    [
      "a signature cut off",
      "github",
      (bundle) => {
        bundle.dsseEnvelope.signatures = [];
      },
      /signatures/,
    ],
    [
      "a public key instead of a certificate",
      "github",
      (bundle) => {
        Object.assign(bundle.verificationMaterial, { certificate: undefined, publicKey: { hint: "constructor" } });
      },
      /public key/,
    ],
    [
      "a certificate that is none",
      "github",
      (bundle) => {
        bundle.verificationMaterial.certificate.rawBytes = "AAAA";
      },
      /cannot be read/,
    ],
    [
      "a timestamp that is none",
      "github",
      (bundle) => {
        bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp: "AAAA" }] };
      },
      /cannot be read/,
    ],
    [
      "a thousand log entries",
      "public-good",
      (bundle) => {
        bundle.verificationMaterial.tlogEntries = Array(1000).fill(bundle.verificationMaterial.tlogEntries[0]);
      },
      /more than 8/,
    ],
    [
      "a log entry twice",
      "public-good",
      (bundle) => {
        bundle.verificationMaterial.tlogEntries.push(bundle.verificationMaterial.tlogEntries[0]);
      },
      /duplicate/,
    ],
    [
      "a bundle of a file, not of a statement",
      "github",
      (bundle) => {
        Object.assign(bundle, {
          dsseEnvelope: undefined,
          messageSignature: { messageDigest: { algorithm: "SHA2_256", digest: "AAAA" }, signature: "AAAA" },
        });
      },
      /signs a file/,
    ],
    [
      "a bundle of no known media type",
      "github",
      (bundle) => {
        bundle.mediaType = "text/html";
      },
      /mediaType|invalid bundle/,
    ],
  ];
  it.each(tamperings)("refuses %s", async (_name, kind, change, reason) => {
    const bundle = await instances[kind].mint();
    expect(verify(bundle).instance).toBe(kind);
    expect(() => verify(tampered(bundle, change))).toThrow(
      expect.objectContaining({ code: "ATTESTATION_INVALID", message: expect.stringMatching(reason) }),
    );
  });

  it.each(["public-good", "github"] as const)("refuses a certificate of a stranger's %s instance", async (kind) => {
    const bundle = await strangers[kind].mint();
    expect(() => verify(bundle)).toThrow(/issued neither by Sigstore's public-good instance nor by GitHub's own/);
  });

  it("refuses a timestamp of a stranger's authority", async () => {
    const bundle = await instances.github.mint();
    const other = await strangers.github.mint();
    const mixed = tampered(bundle, ({ verificationMaterial }) => {
      Object.assign(verificationMaterial, {
        timestampVerificationData: other.verificationMaterial.timestampVerificationData,
      });
    });
    expect(() => verify(mixed)).toThrow(/signed timestamp does not verify/);
  });

  it("never judges a bundle of one instance by the other's thresholds", async () => {
    const swapped = await createSignatureVerifier({ "public-good": roots.github, github: roots["public-good"] });
    const bundle = await instances.github.mint();
    expect(() => swapped(bundle)).toThrow(/public-good/);
  });

  it.each([
    ["null", null],
    ["a text", "bundle"],
    ["a list", []],
    ["nothing in it", {}],
    ["prototype keys", JSON.parse('{"__proto__":{"mediaType":"x"},"constructor":1}')],
    ["numbers for texts", { mediaType: 1, dsseEnvelope: 2, verificationMaterial: 3 }],
  ])("refuses a bundle that is %s", (_name, bundle) => {
    expect(() => verify(bundle)).toThrow(expect.objectContaining({ code: "ATTESTATION_INVALID" }));
  });
});

describe("an attestation that is newer than the roots", () => {
  const LONG_AGO = "2020-01-01";
  const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const verifierOf = async (change: Partial<TrustedRoots>) => createSignatureVerifier({ ...roots, ...change });
  const old = (kind: InstanceKind, change: Partial<TrustedRootDocument> = {}, obtained = LONG_AGO): DatedRoot => ({
    obtained,
    trustedRoot: { ...instances[kind].trustedRoot, ...change },
  });
  const ended = (authorities: TrustedRootDocument["certificateAuthorities"]) =>
    authorities.map((each) => ({ ...each, validFor: { start: "2020-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z" } }));
  const { github, "public-good": publicGood } = instances;

  const outdated: readonly (readonly [string, InstanceKind, Partial<TrustedRootDocument>, MintedInstance, string])[] = [
    ["a certificate authority of GitHub's", "github", {}, strangers.github, "certificate authority"],
    ["a certificate authority of Sigstore's", "public-good", {}, strangers["public-good"], "certificate authority"],
    [
      "a certificate authority whose time had ended",
      "github",
      { certificateAuthorities: ended(github.trustedRoot.certificateAuthorities) },
      github,
      "certificate authority",
    ],
    [
      "a log of certificates",
      "public-good",
      { ctlogs: strangers["public-good"].trustedRoot.ctlogs },
      publicGood,
      "log of certificates",
    ],
    [
      "a transparency log",
      "public-good",
      { tlogs: strangers["public-good"].trustedRoot.tlogs },
      publicGood,
      "transparency log",
    ],
    [
      "a timestamp authority whose time had ended",
      "github",
      { timestampAuthorities: ended(github.trustedRoot.timestampAuthorities) },
      github,
      "timestamp authority",
    ],
  ];

  it.each(outdated)("by %s is told so, with what it claims", async (_name, kind, change, signer, what) => {
    const verifyOld = await verifierOf({ [kind]: old(kind, change) });
    const bundle = await signer.mint();
    expect(() => verifyOld(bundle)).toThrow(
      expect.objectContaining({
        code: "ATTESTATION_ROOTS_OUTDATED",
        message: expect.stringContaining(
          `under a ${what} that the trust roots of this action do not have for that day: they are of ${LONG_AGO}`,
        ),
        claimed: {
          statement: { predicateType: SLSA_PROVENANCE_V1, subjects: [`sha256:${MINTED_SUBJECT}`] },
          claims: expect.objectContaining({
            issuer: "https://token.actions.githubusercontent.com",
            signerUri: `https://github.com/${MINTED_WORKFLOW}`,
            sourceRepositoryUri: "https://github.com/contoso/api",
            repositoryId: "804070735",
          }),
        },
      }),
    );
  });

  it.each(outdated)("by %s is untrusted where the roots are newer", async (_name, kind, change, signer) => {
    const verifyNew = await verifierOf({ [kind]: old(kind, change, TOMORROW) });
    const bundle = await signer.mint();
    expect(() => verifyNew(bundle)).toThrow(expect.objectContaining({ code: "ATTESTATION_INVALID" }));
  });

  it.each<readonly [string, (bundle: MintedBundle) => MintedBundle]>([
    ["a payload that was changed", (bundle) => tampered(bundle, rewritePayload)],
    ["an issuer of another organization", (bundle) => issuedBy(bundle, "Contoso")],
    [
      "a signature of another key",
      (bundle) =>
        tampered(bundle, ({ dsseEnvelope }) => {
          dsseEnvelope.signatures = [{ sig: Buffer.from("no").toString("base64") }];
        }),
    ],
  ])("is untrusted with %s", async (_name, change) => {
    const verifyOld = await verifierOf({ github: old("github") });
    const bundle = change(await strangers.github.mint());
    expect(() => verifyOld(bundle)).toThrow(expect.objectContaining({ code: "ATTESTATION_INVALID" }));
  });

  it("is untrusted with a certificate that a known authority did not sign", async () => {
    const certificateAuthorities = ended(github.trustedRoot.certificateAuthorities);
    const verifyOld = await verifierOf({ github: old("github", { certificateAuthorities }) });
    const bundle = tampered(await github.mint(), ({ verificationMaterial: { certificate } }) => {
      const der = Buffer.from(certificate.rawBytes, "base64");
      der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
      certificate.rawBytes = der.toString("base64");
    });
    expect(() => verifyOld(bundle)).toThrow(expect.objectContaining({ code: "ATTESTATION_INVALID" }));
  });

  it("is verified where only roots of another authority are old", async () => {
    const verifyOld = await verifierOf({ github: old("github"), "public-good": old("public-good") });
    expect(verifyOld(await github.mint()).instance).toBe("github");
    expect(verifyOld(await publicGood.mint()).instance).toBe("public-good");
  });

  it("of GitHub's own is told from a stranger's by the roots that ship with the action", async () => {
    const verifyShipped = await createSignatureVerifier(await loadShippedRoots());
    const bundle = await strangers.github.mint();
    expect(() => verifyShipped(issuedBy(bundle, "GitHub, Inc."))).toThrow(
      expect.objectContaining({ code: "ATTESTATION_ROOTS_OUTDATED" }),
    );
    expect(() => verifyShipped(bundle)).toThrow(expect.objectContaining({ code: "ATTESTATION_INVALID" }));
  });
});

describe("loadShippedRoots", () => {
  it("gives each instance the root of its own operator, which the verifier takes", async () => {
    const shipped = await loadShippedRoots();
    expect(shipped["public-good"]).toHaveProperty(
      "trustedRoot.certificateAuthorities.0.subject.organization",
      "sigstore.dev",
    );
    expect(shipped.github).toHaveProperty("trustedRoot.certificateAuthorities.0.subject.organization", "GitHub, Inc.");
    const bundle = await instances.github.mint();
    const verifyShipped = await createSignatureVerifier(shipped);
    expect(() => verifyShipped(bundle)).toThrow(/issued neither/);
  });
});

const fixtures = join(process.env["ACR_PROMOTE_FIXTURES"] ?? "../shared/fixtures", "attestations");
const describeReal = existsSync(fixtures) ? describe : describe.skip;

const realBundles = [
  {
    file: "github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl",
    instance: "github",
    repository: "actions/attest-demo",
    signerWorkflow: "actions/attest-demo/.github/workflows/build-python.yml",
    subject: "sha256:ae57936def59bc4c75edd3a837d89bcefc6d3a5e31d55a6fa7a71624f92c3c3b",
  },
  {
    file: "reusable-workflow-attestation.sigstore.json",
    instance: "public-good",
    repository: "malancas/attest-demo",
    signerWorkflow:
      "github/artifact-attestations-workflows/.github/workflows/attest.yml@09b495c3f12c7881b3cc17209a327792065c1a1d",
    subject: "sha256:49a3aa6075e0f49f82843e74b5baa614ad2a588e6675612bf108a0a008c5ac25",
  },
] as const;

describeReal("real bundles against the roots that ship with the action", () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(fixtures, file), "utf8"));
  const shipped = async () => createSignatureVerifier(await loadShippedRoots());
  const digest = (text: string) => {
    if (!isDigest(text)) throw new Error(`${text} is no digest`);
    return text;
  };

  describe.each(realBundles)("$file", ({ file, instance, repository, signerWorkflow, subject }) => {
    const required: AttestationRequirement = {
      line: "",
      predicate: "provenance",
      source: repository,
      signer: signerWorkflow,
    };
    const judge = async (change: Partial<AttestationRequirement> = {}, of: string = subject) =>
      judgeAttestation(
        (await shipped())(read(file)),
        { ...required, ...change },
        { digest: digest(of), children: [] },
        "github-api",
      );

    it("proves its subject, repository and workflow", async () => {
      expect(await judge()).toMatchObject({ attestation: { instance, repository, subject, foundIn: "github-api" } });
    });

    it.each([
      ["the owner alone", { source: repository.split("/")[0] ?? "" }],
      ["the repository in capitals", { source: repository.toUpperCase() }],
    ])("proves it by %s", async (_name, change) => {
      expect(await judge(change)).toHaveProperty("attestation");
    });

    it.each([
      ["another repository", { source: `${repository}-fork` }, /source repository/],
      ["another owner", { source: "contoso" }, /source repository/],
      ["another workflow", { signer: "contoso/api/.github/workflows/release.yml" }, /signed by workflow/],
      [
        "another ref of the workflow",
        { signer: `${signerWorkflow.split("@")[0]}@refs/heads/evil` },
        /signed by workflow/,
      ],
      ["another predicate type", { predicate: "https://spdx.dev/Document/v2.3" }, /predicate type/],
    ])("does not prove %s", async (_name, change, reason) => {
      expect(await judge(change)).toEqual({ reason: expect.stringMatching(reason) });
    });

    it("does not prove another digest", async () => {
      expect(await judge({}, `sha256:${"0".repeat(64)}`)).toEqual({ reason: expect.stringMatching(/another subject/) });
    });
  });

  it.each([
    ["github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl", "github"],
    ["github-private-attestation.sigstore.json", "github"],
    ["reusable-workflow-attestation.sigstore.json", "public-good"],
    ["sigstore-js-2.1.0-bundle.json", "public-good"],
  ] as const)("%s is signed by the %s instance, and by it only", async (file, instance) => {
    const own = await loadShippedRoots();
    expect((await shipped())(read(file)).instance).toBe(instance);
    const withoutIt = await createSignatureVerifier({ ...own, [instance]: NO_ROOT });
    expect(() => withoutIt(read(file))).toThrow(/issued neither by/);
  });

  it("refuses a release attestation, which names no workflow and no repository", async () => {
    const signed = (await shipped())(read("github-private-attestation.sigstore.json"));
    const required = { line: "", predicate: "provenance", source: "jdx/communique", signer: "jdx/communique" };
    const judged = judgeAttestation(
      signed,
      required,
      { digest: digest(`sha256:${"0".repeat(64)}`), children: [] },
      "referrers",
    );
    expect(judged).toEqual({
      reason: expect.stringMatching(/issuer is \(none\).*source repository is \(none\).*predicate type/),
    });
  });

  it("refuses npm's provenance, whose subject has no sha256", async () => {
    const signed = (await shipped())(read("sigstore-js-2.1.0-bundle.json"));
    const required = {
      line: "",
      predicate: "provenance",
      source: "sigstore/sigstore-js",
      signer: "sigstore/sigstore-js",
    };
    const judged = judgeAttestation(
      signed,
      required,
      { digest: digest(`sha256:${"0".repeat(64)}`), children: [] },
      "referrers",
    );
    expect(judged).toEqual({ reason: "none of its subjects has a sha256 digest" });
  });
});
