// The provenance gate on the shipped bundle. It trusts the roots that ship with it and no others, so that here every
// attestation has to be refused; that good ones pass is shown at the verifier's own door (integration/github/provenance).
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { compressSnappy, issuedBy, type MintedInstance, startSigstoreInstance } from "../attestation-minting.ts";
import { addGitHubApi, type GitHubApi } from "../emulator/github-api.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;
const API = "api.github.com";
const SLSA = "https://slsa.dev/provenance/v1";
let instance: MintedInstance;
let world: World;
let github: GitHubApi;

beforeAll(async () => {
  instance = await startSigstoreInstance("github");
});
beforeEach(async () => {
  world = await startWorld();
  github = addGitHubApi(world.azure);
});
afterEach(() => world.close());

/** An attestation of the worker that is right in all but one thing: who vouches for its certificate. */
async function attestWorker(byUrl = false, organization?: string): Promise<void> {
  const subjectDigest = world.digests.worker;
  const minted = await instance.mint({
    subjects: [subjectDigest.replace("sha256:", "")],
    repository: "contoso/shop",
    repositoryId: String(world.azure.run.repositoryId),
    ownerId: String(world.azure.run.repositoryOwnerId),
    signerWorkflow: "contoso/shop/.github/workflows/release.yml@refs/heads/main",
  });
  const bundle = organization === undefined ? minted : issuedBy(minted, organization);
  const bytes = Buffer.from(compressSnappy(Buffer.from(JSON.stringify(bundle))));
  github.attestations.push({ repository: "contoso/shop", subjectDigest, predicateType: SLSA, bundle, byUrl, bytes });
}

const set = `${dev}/worker:build-812 => worker:1.0\n${dev}/charts/shop:0.9.1`;

describe("require-attestations", () => {
  it("asks nobody while it is off", async () => {
    const run = await world.runInProcess({ images: set });
    expect(run.result.counts).toEqual({ promoted: 2 });
    expect(world.azure.connections.filter(({ host }) => host.startsWith(API))).toEqual([]);
    expect(run.result.images.map((image) => image.attestations)).toEqual([[], []]);
  });

  it("enforce: nothing of a set is written where none of it is attested, and every image says so", async () => {
    const run = await world.run({ images: set, "require-attestations": "provenance" });
    expect(run.result.counts).toEqual({ blocked: 2 });
    expect(run.result.images.map(({ error }) => error?.code)).toEqual(["ATTESTATION_MISSING", "ATTESTATION_MISSING"]);
    expect(run.imports).toEqual([]);
    expect(run.errors).toContain('has no attestation for "provenance"');
    expect(run.log).toContain('attestation "provenance": missing');
  });

  it.each([
    ["inline", false],
    ["by URL, which is asked without the token", true],
  ])("enforce: an attestation that no trusted authority vouches for is refused (%s)", async (_name, byUrl) => {
    await attestWorker(byUrl);
    const run = await world.runInProcess({ images: `${dev}/worker:build-812`, "require-attestations": "provenance" });
    expect(run.result.images[0]?.error?.code).toBe("ATTESTATION_UNTRUSTED");
    expect(run.result.images[0]?.attestations).toMatchObject([{ line: "provenance", status: "untrusted" }]);
    expect(run.imports).toEqual([]);
    const [stored] = run.requests.filter(({ host }) => host === github.bundleHost);
    expect(stored?.headers["authorization"]).toBeUndefined();
    expect(stored === undefined).toBe(!byUrl);
  });

  it("warn: tells, and promotes", async () => {
    const run = await world.runInProcess({
      images: `${dev}/worker:build-812`,
      "require-attestations": "provenance",
      "attestation-policy": "warn",
    });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.annotations.map(({ command, message }) => [command, message])).toEqual([
      ["warning", expect.stringContaining("has no attestation")],
    ]);
  });

  it("enforce: one that claims to be of a newer authority of GitHub's is refused with the advice to update", async () => {
    await attestWorker(false, "GitHub, Inc.");
    const run = await world.run({ images: `${dev}/worker:build-812`, "require-attestations": "provenance\nsbom" });
    expect(run.result.images[0]?.attestations).toMatchObject([
      { line: "provenance", status: "roots-outdated", attestation: null },
      { line: "sbom", status: "missing", attestation: null },
    ]);
    expect(run.result.images[0]?.error).toMatchObject({ code: "ATTESTATION_ROOTS_OUTDATED" });
    expect(run.errors).toContain("Update this action to its latest release");
    expect(run.imports).toEqual([]);
  });

  it("refuses the earlier inputs before any request, with the line to write", async () => {
    const run = await world.run({
      images: `${dev}/worker:build-812`,
      "require-attestation": "require",
      "attestation-repository": "contoso/api",
    });
    expect(run.errors).toContain("require-attestations: provenance by contoso/api");
    expect(run.requests).toEqual([]);
  });

  it.each([
    ["403", 403],
    ["500", 500],
  ])("enforce: an API that answers %s is told apart from an image without attestation", async (_name, status) => {
    world.azure.faults.add({ host: API, times: "always", action: { kind: "status", status, body: "{}" } });
    const run = await world.runInProcess({ images: `${dev}/worker:build-812`, "require-attestations": "provenance" });
    expect(run.result.images[0]?.error?.code).toBe("ATTESTATION_UNREACHABLE");
    expect(run.imports).toEqual([]);
  });

  it("asks for the owner's attestations where only an owner is named, and refuses a malformed signer before any request", async () => {
    const owner = await world.runInProcess({
      images: `${dev}/worker:build-812`,
      "require-attestations": "provenance by contoso",
      "attestation-policy": "warn",
    });
    expect(owner.requests.filter(({ host }) => host === API).map(({ target }) => target.split("?")[0])).toContainEqual(
      expect.stringMatching(/^\/(orgs|users)\/contoso\/attestations\//),
    );
    const refused = await world.runInProcess({
      images: `${dev}/worker:build-812`,
      "require-attestations": "provenance by release.yml/x/y",
    });
    expect(refused.errors).toContain("require-attestations, line 1");
    expect(refused.requests).toEqual([]);
  });
});
