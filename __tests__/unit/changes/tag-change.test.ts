// Which statement about a tag's two digests is shown, and which commits may be compared.
import { describe, expect, it } from "@jest/globals";
import { ChangeRecord } from "../../../src/changes/read-changes.ts";
import { changeOf, sidesOf } from "../../../src/changes/tag-change.ts";
import type { Digest } from "../../../src/oci/digest.ts";
import type { Manifest } from "../../../src/oci/manifest.ts";
import type { ImagePlan, PlannedTag } from "../../../src/plan/plan.ts";
import type { VerifiedAttestation } from "../../../src/provenance/policy.ts";
import type { GitHubPlace } from "../../../src/request/request.ts";
import { AMD64, ARM64, buildImage, buildIndex } from "../../builders/images.ts";
import { imageRequest } from "../../builders/requests.ts";

const KEY = "org.opencontainers.image.";
const [A, B, C] = ["a", "b", "c"].map((digit) => digit.repeat(40)) as [string, string, string];
const OWN = "https://github.com/contoso/api";
const github: GitHubPlace = { server: "https://github.com", repository: "contoso/api" };

const stated = (revision: string, source: string | undefined = OWN, version = "1") => ({
  [`${KEY}version`]: version,
  [`${KEY}revision`]: revision,
  ...(source !== "" && { [`${KEY}source`]: source }),
});

function plan(root: Manifest, attestation?: Partial<VerifiedAttestation>): ImagePlan {
  return {
    request: imageRequest("api"),
    verdict: "promote",
    source: {
      name: "dev.azurecr.io/api:build",
      digest: root.digest,
      root,
      members: root.kind === "index" ? root.manifests : [],
      platforms: null,
      referrers: [],
      unknownReferrers: [],
      provenance:
        attestation === undefined
          ? []
          : [
              { line: "sbom", status: "missing", reasons: [] },
              {
                line: "provenance",
                status: "verified",
                reasons: [],
                attestation: {
                  repository: "contoso/api",
                  predicateType: "https://slsa.dev/provenance/v1",
                  ...attestation,
                } as VerifiedAttestation,
              },
            ],
      preflight: [],
    },
    tags: [],
    referrers: [],
    present: [],
    referrerSteps: [],
    signatureTagSteps: [],
    tagSteps: [],
    verifiable: true,
    problems: [],
    warnings: [],
  };
}

const tag = (previous: Manifest, changes: Partial<PlannedTag> = {}): PlannedTag => ({
  name: "latest",
  action: "move",
  previousDigest: previous.digest,
  previous,
  gained: [],
  lost: [],
  ...changes,
});
const image = (name: string, annotations?: Record<string, string>) =>
  buildImage(name, annotations === undefined ? {} : { annotations });

const versions = {
  order: "forward",
  before: "1.4.1",
  after: "1.4.2",
  replacesRelease: false,
  forwardOnly: false,
} as const;

describe("the statement that counts", () => {
  it("is the attestation's before the annotation's, and the annotation's before the tag's and the label's", () => {
    const [before, after] = [image("before"), image("after", stated(B, OWN, "2"))];
    const record = new ChangeRecord();
    record.labels.set(before.digest, { version: "7", revision: A, baseName: "debian:11" });
    record.labels.set(after.digest, { version: "8", revision: C, baseName: "debian:12" });
    const change = changeOf(tag(before, { versions }), plan(after, { revision: C }), record, github);
    expect(change).toMatchObject({
      version: { previous: { text: "1.4.1", from: "tag" }, current: { text: "2", from: "annotation" } },
      revision: { previous: { text: A, from: "label" }, current: { text: C, from: "attestation" } },
      baseImage: { previous: { text: "debian:11", from: "label" }, current: { text: "debian:12", from: "label" } },
    });
  });

  it("is not an attestation that states no commit ID", () => {
    const [before, after] = [image("before"), image("after", stated(B))];
    const change = changeOf(tag(before), plan(after, { revision: "main" }), new ChangeRecord(), github);
    expect(change?.revision.current).toEqual({ text: B, from: "annotation" });
  });

  it("is the index's before its images', and only one that all its images share", () => {
    const images = [image("one", stated(A, OWN, "1")), image("two", stated(A, OWN, "2"))];
    const children = images.map((manifest, at) => ({ manifest, platform: at === 0 ? AMD64 : ARM64 }));
    const index = buildIndex(children);
    const record = new ChangeRecord();
    record.addManifests(images);
    const change = changeOf(tag(image("before")), plan(index), record, github);
    expect([change?.version, change?.revision]).toEqual([{}, { current: { text: A, from: "annotation" } }]);
    expect(change?.pullSizes.map(({ platform }) => platform)).toEqual(["linux/amd64", "linux/arm64"]);
  });

  it.each<[string, Partial<PlannedTag>]>([
    ["is created", { action: "create", previousDigest: null }],
    ["stays", { action: "stay" }],
    ["is kept", { action: "keep" }],
    ["is in conflict", { action: "conflict" }],
  ])("is none where a tag %s", (_name, changes) => {
    expect(changeOf(tag(image("before"), changes), plan(image("after")), new ChangeRecord(), github)).toBeUndefined();
  });

  it("is only the new image's where the target cannot be read", () => {
    const { previous: _, ...unread } = tag(image("before"), { previousDigest: null });
    const change = changeOf(unread, plan(image("after", stated(B))), new ChangeRecord(), github);
    expect(change).toMatchObject({ revision: { current: { text: B } } });
    expect(change?.revision.previous).toBeUndefined();
    expect(change?.commits).toBeUndefined();
  });
});

describe("commits", () => {
  const range = (
    old: Record<string, string>,
    fresh: Record<string, string>,
    attestation?: Partial<VerifiedAttestation>,
    place = github,
  ) => sidesOf(tag(image("before", old)), plan(image("after", fresh), attestation), new ChangeRecord(), place)?.range;

  it.each<[string, Record<string, string>, Record<string, string>, boolean | undefined]>([
    ["both of the own repository", stated(A), stated(B), true],
    ["one without a source", stated(A, ""), stated(B), false],
    ["one of another repository", stated(A, "https://github.com/nginx/nginx"), stated(B), undefined],
    [
      "one of another owner with the name in its path",
      stated(A, "https://github.com/x/contoso/api"),
      stated(B),
      undefined,
    ],
    ["another server", stated(A, "https://github.example/contoso/api"), stated(B), undefined],
    ["http", stated(A, "http://github.com/contoso/api"), stated(B), undefined],
    ["equal ones", stated(A), stated(A), undefined],
  ])("are compared in the own repository: %s", (_name, old, fresh, isStated) => {
    const found = range(old, fresh);
    expect(found?.isStated).toBe(isStated);
    if (found !== undefined) expect(found).toMatchObject({ repository: "contoso/api", base: A, head: B });
  });

  it("are compared in the repository that a verified attestation names, and in no other then", () => {
    const attested = { repository: "contoso/shared", revision: C };
    const shared = "https://github.com/contoso/shared";
    expect(range(stated(A, shared), stated(B, shared), attested)).toEqual({
      repository: "contoso/shared",
      base: A,
      head: C,
      isStated: true,
    });
    expect(range(stated(A, OWN), stated(B, shared), attested)).toBeUndefined();
  });

  it("are never compared on another server than the run's", () => {
    const place = { server: "https://github.example", repository: "contoso/api" };
    const attested = { repository: "contoso/shared", revision: C };
    expect(range(stated(A, OWN), stated(B, OWN), attested, place)).toBeUndefined();
    const own = "https://github.example/contoso/api";
    expect(range(stated(A, own), stated(B, own), undefined, place)).toMatchObject({ repository: "contoso/api" });
  });

  it("take the source from the statement that has the commit", () => {
    const record = new ChangeRecord();
    const before = image("before", { [`${KEY}source`]: OWN });
    const after = image("after", stated(B));
    record.labels.set(before.digest as Digest, { revision: A, source: "https://github.com/debian/base" });
    expect(sidesOf(tag(before), plan(after), record, github)?.range).toBeUndefined();
  });
});
