// Promotions that need several proofs. The action runs in this process with trust roots of our own in place of the shipped ones, so
// that the attestations here are good in everything but what a test is about.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type MintedInstance, type MintOptions, NO_ROOT, startSigstoreInstance } from "../attestation-minting.ts";
import { addGitHubApi, type GitHubApi } from "../emulator/github-api.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const API = "api.github.com";
const SLSA = "https://slsa.dev/provenance/v1";
const SPDX = "https://spdx.dev/Document/v2.3";
const CYCLONE_DX = "https://cyclonedx.org/bom";
const SCAN = "https://contoso.example/scan/v1";
const BUILD = "contoso/shop/.github/workflows/build.yml";
const SHARED = "contoso/workflows/.github/workflows/build.yml";
const IMAGE = `${contoso.dev}/worker:build-812 => worker:1.0`;
const INDEX = `${contoso.dev}/api:build-812 => api:1.0`;

const instance = await startSigstoreInstance("github");
const newer = await startSigstoreInstance("github");
jest.unstable_mockModule("../../src/provenance/trusted-roots/github.json", () => ({
  default: { ...instance.root, obtained: "2020-01-01" },
}));
jest.unstable_mockModule("../../src/provenance/trusted-roots/public-good.json", () => ({ default: NO_ROOT }));

let world: World;
let github: GitHubApi;

beforeAll(async () => {
  world = await startWorld();
  github = addGitHubApi(world.azure);
});
beforeEach(() => {
  github.attestations.length = 0;
});
afterAll(() => world.close());

/** Attests the worker, as its build does unless options say otherwise. */
async function attest(
  options: MintOptions & { readonly by?: MintedInstance; readonly of?: string; readonly subject?: string } = {},
): Promise<void> {
  const { by = instance, of = world.digests.worker, predicateType = SLSA, repository = "contoso/shop" } = options;
  const bundle = await by.mint({
    subjects: [(options.subject ?? of).replace("sha256:", "")],
    repositoryId: String(world.azure.run.repositoryId),
    ownerId: String(world.azure.run.repositoryOwnerId),
    signerWorkflow: `${BUILD}@refs/heads/main`,
    ...options,
    predicateType,
    repository,
  });
  github.attestations.push({ repository: repository ?? "", subjectDigest: of, predicateType, bundle });
}

async function promote(lines: readonly string[], inputs: Record<string, string> = {}) {
  return world.runInProcess({
    images: IMAGE,
    referrers: "none",
    "dry-run": "true",
    "require-attestations": lines.join("\n"),
    ...inputs,
  });
}

const attestationsOf = (run: Awaited<ReturnType<typeof promote>>) => run.result.images[0]?.attestations ?? [];
const statusesOf = (run: Awaited<ReturnType<typeof promote>>) => attestationsOf(run).map(({ status }) => status);
const reasonsOf = (run: Awaited<ReturnType<typeof promote>>) =>
  attestationsOf(run)
    .flatMap(({ reasons }) => reasons)
    .join(" ");

// The bundle has the shipped roots only: there, every attestation that is minted here is refused (e2e/provenance).
const describeInProcess = process.env["BUNDLE_ALWAYS"] === "1" ? describe.skip : describe;

describeInProcess("require-attestations", () => {
  const LINES = [`provenance by ${BUILD}`, "sbom", `${SCAN} by contoso`];

  it("promotes where each line is met, and gives the attestation of each", async () => {
    await attest();
    await attest({ predicateType: SPDX });
    await attest({ predicateType: SCAN });
    const run = await promote(LINES, { "dry-run": "false" });
    expect(run.errors).toBe("");
    expect(run.result.images[0]?.status).toBe("promoted");
    expect(attestationsOf(run)).toMatchObject(
      LINES.map((line, at) => ({
        line,
        status: "verified",
        attestation: { predicateType: [SLSA, SPDX, SCAN][at], repository: "contoso/shop" },
        reasons: [],
      })),
    );
    for (const line of LINES) expect(run.log).toContain(`attestation "${line}": verified`);
  });

  it("blocks where two of three are there, says which line is not met, and writes nothing of the set", async () => {
    await attest();
    await attest({ predicateType: SCAN });
    const images = `${IMAGE}\n${contoso.dev}/charts/shop:0.9.1`;
    const run = await promote(LINES, { images, "dry-run": "false" });
    expect(statusesOf(run)).toEqual(["verified", "missing", "verified"]);
    expect(run.result.images[0]).toMatchObject({ status: "blocked", error: { code: "ATTESTATION_MISSING" } });
    expect(run.result.images[0]?.error?.message).toContain('has no attestation for "sbom"');
    expect(reasonsOf(run)).toContain(`GitHub has attestations of other predicate types only: "${SLSA}", "${SCAN}".`);
    expect(run.imports).toEqual([]);
    expect(run.log).toContain('attestation "sbom": missing');
    expect(run.summary).toMatch(/sbom<\/code> missing/);
    expect(run.summary).toMatch(/build&#46;yml|build.yml/);
  });

  it.each<readonly [string, string, MintOptions, string]>([
    [
      "another workflow",
      `provenance by ${BUILD}`,
      { signerWorkflow: "contoso/shop/.github/workflows/test.yml@refs/heads/main" },
      'it was signed by workflow "https://github.com/contoso/shop/.github/workflows/test.yml@refs/heads/main", not contoso/shop/',
    ],
    [
      "a workflow with the right file name in another repository",
      `provenance by ${BUILD}`,
      { signerWorkflow: "contoso/web/.github/workflows/build.yml@refs/heads/main" },
      'it was signed by workflow "https://github.com/contoso/web/.github/workflows/build.yml@refs/heads/main", not contoso/shop/',
    ],
    [
      "the right reusable workflow, called by another repository",
      `provenance from contoso by ${SHARED}`,
      { signerWorkflow: `${SHARED}@v1`, repository: "contoso/web", ownerId: "5" },
      'the owner contoso of its source repository has the ID "5", not ',
    ],
    [
      "a reusable workflow that is not named",
      "provenance",
      { signerWorkflow: `${SHARED}@v1` },
      `which is not in contoso/shop; if you trust this workflow, name it in the line after "by"`,
    ],
  ])("does not accept %s", async (_name, line, options, reason) => {
    await attest(options);
    const run = await promote([line]);
    expect(run.result.images[0]).toMatchObject({ status: "blocked", error: { code: "ATTESTATION_UNTRUSTED" } });
    expect(reasonsOf(run)).toContain(reason);
  });

  it("does not accept the right reusable workflow that another repository called, even under our repository", async () => {
    await attest({ signerWorkflow: `${SHARED}@v1`, repository: "contoso/web" });
    Object.assign(github.attestations[0] ?? {}, { repository: "contoso/shop" });
    const run = await promote([`provenance by ${SHARED}`]);
    expect(statusesOf(run)).toEqual(["untrusted"]);
    expect(reasonsOf(run)).toContain('its source repository is "https://github.com/contoso/web", not contoso/shop');
  });

  it("accepts the right reusable workflow that our repository called", async () => {
    await attest({ signerWorkflow: `${SHARED}@v1` });
    expect(statusesOf(await promote([`provenance by ${SHARED}@v1`]))).toEqual(["verified"]);
  });

  it("does not accept an attestation of one platform", async () => {
    const [child = ""] = Object.values(world.digests.api.platforms);
    await attest({ of: child });
    const missing = await promote(["provenance", "sbom"], { images: INDEX });
    expect(statusesOf(missing)).toEqual(["missing", "missing"]);
    expect(attestationsOf(missing)[0]?.reasons.join(" ")).toMatch(/An attestation covers only the linux\/\S+ child/);
    await attest({ of: world.digests.api.index, subject: child });
    const untrusted = await promote(["provenance"], { images: INDEX });
    expect(statusesOf(untrusted)).toEqual(["untrusted"]);
    expect(reasonsOf(untrusted)).toMatch(/it covers only the linux\/\S+ child \(sha256:[0-9a-f]{12}\), not the index/);
  });

  it.each([SPDX, "https://spdx.dev/Document", CYCLONE_DX])("accepts %s as sbom", async (predicateType) => {
    await attest({ predicateType });
    expect(statusesOf(await promote(["sbom"]))).toEqual(["verified"]);
  });

  it("warn: promotes, and warns of each line that is not met with its reason", async () => {
    await attest({ signerWorkflow: "contoso/shop/.github/workflows/test.yml@refs/heads/main" });
    const run = await promote([`provenance by ${BUILD}`, "sbom"], {
      "attestation-policy": "warn",
      "dry-run": "false",
      images: `${contoso.dev}/worker:build-812 => worker:warned`,
    });
    expect(run.result.images[0]?.status).toBe("promoted");
    expect(statusesOf(run)).toEqual(["untrusted", "missing"]);
    const warnings = run.annotations.map(({ command, message }) => `${command} ${message}`);
    expect(warnings).toEqual([
      expect.stringMatching(/^warning .*no trusted attestation for "provenance by contoso\/shop\/.*test\.yml/),
      expect.stringMatching(/^warning .*no attestation for "sbom"/),
    ]);
  });

  it("sends one look-up for lines that share a repository and a predicate", async () => {
    await attest();
    await attest({ signerWorkflow: `${SHARED}@v1` });
    const lines = [`provenance by ${BUILD}`, `provenance by ${SHARED}`, "provenance from contoso/shop by contoso"];
    const run = await promote(lines);
    expect(statusesOf(run)).toEqual(["verified", "verified", "verified"]);
    expect(run.requests.filter(({ host }) => host === API)).toHaveLength(1);
  });

  it("asks for the action to be updated where a signature is newer than its roots, and blocks", async () => {
    await attest({ by: newer });
    const run = await promote(["provenance"], { "dry-run": "false" });
    expect(run.result.images[0]).toMatchObject({
      status: "blocked",
      error: { code: "ATTESTATION_ROOTS_OUTDATED", remedy: expect.stringMatching(/^Update this action/) },
    });
    expect(statusesOf(run)).toEqual(["roots-outdated"]);
    expect(attestationsOf(run)[0]?.attestation).toBeNull();
    expect(run.imports).toEqual([]);
    expect(run.log).toContain('attestation "provenance": roots outdated');
  });

  it("does not where newer roots would not help: another workflow signed", async () => {
    await attest({ by: newer, signerWorkflow: "evil/shop/.github/workflows/build.yml@refs/heads/main" });
    const run = await promote(["provenance"]);
    expect(statusesOf(run)).toEqual(["untrusted"]);
    expect(reasonsOf(run)).toContain("it was signed by workflow");
  });
});

describe("the earlier inputs", () => {
  it.each<readonly [string, Record<string, string>, string]>([
    ["require-attestation", { "require-attestation": "require" }, "require-attestations: provenance"],
    [
      "attestation-signer-workflow",
      {
        "require-attestation": "warn",
        "attestation-signer-workflow": BUILD,
        "attestation-repository": "contoso/api",
        "attestation-predicate-type": SCAN,
      },
      `require-attestations: ${SCAN} from contoso/api by ${BUILD}\nattestation-policy: warn`,
    ],
    ["attestation-repository", { "attestation-repository": "" }, "Remove it."],
  ])("%s is refused with what to write", async (name, inputs, remedy) => {
    const run = await world.runInProcess({ images: IMAGE, ...inputs });
    expect(run.exitCode).not.toBe(0);
    expect(run.errors).toContain(`${name}: this input is now part of require-attestations`);
    expect(run.errors).toContain(remedy);
    expect(run.requests).toEqual([]);
  });
});
