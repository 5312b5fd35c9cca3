// K5.3: an attestation of a repository with our name and another ID. The action runs in this process with a trust root of our
// own in place of the shipped ones, so that the attestations here are good in everything but their IDs.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type MintOptions, startSigstoreInstance } from "../attestation-minting.ts";
import { startWorld, type World } from "../e2e/shipped-action.ts";
import { addGitHubApi, type GitHubApi } from "../emulator/github-api.ts";
import { contoso } from "../emulator/seed.ts";

const SLSA = "https://slsa.dev/provenance/v1";
const instance = await startSigstoreInstance("github");
jest.unstable_mockModule("../../src/provenance/trusted-roots/github.json", () => ({
  default: instance.root,
}));

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

/** Attests the worker for contoso/shop, or another repository, and requires that. */
async function promote(
  ids: Pick<MintOptions, "repositoryId" | "ownerId">,
  repository = "contoso/shop",
  line = "provenance",
) {
  const subjectDigest = world.digests.worker;
  const bundle = await instance.mint({
    subjects: [subjectDigest.replace("sha256:", "")],
    repository,
    signerWorkflow: `${repository}/.github/workflows/release.yml@refs/heads/main`,
    ...ids,
  });
  github.attestations.push({ repository, subjectDigest, predicateType: SLSA, bundle });
  return world.runInProcess({
    images: `${contoso.dev}/worker:build-812`,
    referrers: "none",
    "dry-run": "true",
    "require-attestations": line,
  });
}

// The bundle has the shipped roots only: there, every attestation that is minted here is refused (e2e/provenance).
const describeInProcess = process.env["BUNDLE_ALWAYS"] === "1" ? describe.skip : describe;

describeInProcess("K5.3 the IDs of repository and owner", () => {
  const own = () => ({ repositoryId: world.azure.run.repositoryId, ownerId: world.azure.run.repositoryOwnerId });

  it("are compared with the certificate's, and promote where they are equal", async () => {
    const run = await promote(own());
    expect(run.errors).toBe("");
    expect(run.result.images[0]).toMatchObject({ status: "planned", attestations: [{ status: "verified" }] });
  });

  it.each([
    ["repository", { repositoryId: "999999999" }, 'its source repository contoso/shop has the ID "999999999", not '],
    ["owner", { ownerId: "999999999" }, 'the owner contoso of its source repository has the ID "999999999", not '],
    ["repository, which the certificate does not name", { repositoryId: null }, "has the ID (none), not "],
  ])("refuse another %s of the same name, with a reason of its own", async (_name, ids, reason) => {
    const run = await promote({ ...own(), ...ids });
    const [image] = run.result.images;
    expect(image).toMatchObject({ status: "blocked", error: { code: "ATTESTATION_UNTRUSTED" } });
    expect(image?.attestations[0]?.reasons.join(" ")).toContain(reason);
    expect(image?.attestations[0]?.reasons.join(" ")).toContain("it is another one that has, or had, the same name");
    expect(run.imports).toEqual([]);
  });

  it("of another repository of our owner are compared by the owner alone", async () => {
    const good = await promote({ ...own(), repositoryId: "5" }, "contoso/web", "provenance by contoso/web");
    expect(good.result.images[0]?.attestations[0]?.status).toBe("verified");
    github.attestations.length = 0;
    const bad = await promote({ repositoryId: "5", ownerId: "6" }, "contoso/web", "provenance by contoso");
    expect(bad.result.images[0]?.attestations[0]?.reasons.join(" ")).toContain(
      'the owner contoso of its source repository has the ID "6"',
    );
  });

  it("of a repository of another owner cannot be compared: its name counts", async () => {
    const run = await promote({ repositoryId: "5", ownerId: "6" }, "fabrikam/api", "provenance by fabrikam/api");
    expect(run.result.images[0]?.attestations[0]?.status).toBe("verified");
  });
});
