// K8.15 to K8.17: what an index says of platforms, and what has none.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import {
  MEDIA_TYPES,
  putBuildxAttestation,
  putDocument,
  putHelmChart,
  putImage,
  putIndex,
} from "../emulator/images.ts";
import type { Descriptor } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterAll(() => world.close());

const at = (repository: string) => ({ store: world.dev.store, repository });
const ARM_V6 = { architecture: "arm", os: "linux", variant: "v6" };
const ARM_V7 = { architecture: "arm", os: "linux", variant: "v7" };

/** GETs of a manifest in the target. */
const targetReads = ({ requests }: ShippedRun, reference: string) =>
  requests.filter(
    ({ host, method, target }) => host === contoso.prod && method === "GET" && target.endsWith(reference),
  );

// An index may list a digest again: containerd/containerd#5379 shows one that lists a digest three times. One binary for two
// variants of arm is the same with two platforms (c).
describe("K8.15 one digest for two platforms in an index", () => {
  let amd64: Descriptor;
  let arm: Descriptor;
  let digest: string;
  let promoted: ShippedRun;

  beforeAll(async () => {
    const place = at("sensor");
    amd64 = putImage(place, { platform: "linux/amd64" });
    arm = putImage(place, { platform: "linux/arm/v6" });
    const attestation = putBuildxAttestation(place, arm);
    // The second platform stands in a nested index, where a tool joined two builds.
    const nested = putDocument(place, {
      mediaType: MEDIA_TYPES.index,
      manifests: [{ ...arm, platform: { ...ARM_V7, "os.version": "12" } }],
    });
    const manifests = [
      amd64,
      { ...arm, platform: ARM_V6 },
      { ...arm, platform: ARM_V7 },
      attestation,
      attestation,
      nested,
    ];
    ({ digest } = putDocument(place, { mediaType: MEDIA_TYPES.index, manifests }, "1"));
    putIndex(
      { store: world.prod.store, repository: "sensor" },
      { platforms: ["linux/amd64"], content: "old", tag: "1" },
    );
    promoted = await world.run({
      images: `${contoso.dev}/sensor:1`,
      referrers: "none",
      "on-conflict": "overwrite",
      "require-platforms": "linux/amd64,linux/arm/v6,linux/arm/v7",
      "lock-file": "lock.yml",
    });
  });

  it("keeps both: require-platforms is met, and the manifest list names each", () => {
    expect(promoted.errors).toBe("");
    const entries = [
      ["linux/amd64", amd64.digest],
      ["linux/arm/v6", arm.digest],
      ["linux/arm/v7", arm.digest],
      ["linux/arm/v7:12", arm.digest],
      ["attestation", expect.any(String)],
      [null, expect.any(String)],
    ];
    const [image] = promoted.result.images;
    expect(image).toMatchObject({ status: "promoted", digest });
    expect(image?.manifests.map((manifest) => [manifest.platform, manifest.digest])).toEqual(entries);
    const [listed] = JSON.parse(promoted.outputs["manifest-list"] ?? "[]") as { manifests: unknown }[];
    expect(listed?.manifests).toEqual(image?.manifests);
  });

  it("shows both in the plan, the summary and the lock file", async () => {
    expect(promoted.log).toContain("1 gains linux/arm/v6, linux/arm/v7, linux/arm/v7:12");
    expect(promoted.summary).toContain("linux/arm/v6<br>linux/arm/v7");
    const lock = parse(await readFile(promoted.outputs["lock-file"] ?? "", "utf8")) as {
      images: { platforms: string[] }[];
    };
    expect(lock.images[0]?.platforms).toEqual(["linux/amd64", "linux/arm/v6", "linux/arm/v7", "linux/arm/v7:12"]);
  });

  it("imports and reads the manifest once, and takes the lock file", async () => {
    expect(new Set(promoted.imports.map(({ source }) => source.sourceImage))).toEqual(new Set([`sensor@${digest}`]));
    const again = await world.runInProcess(
      { "images-file": "lock.yml", referrers: "none", "require-platforms": "linux/arm/v7" },
      { workspace: promoted.workspace },
    );
    expect(again.result.counts).toEqual({ "up-to-date": 1 });
    const dry = await world.runInProcess({ images: `${contoso.dev}/sensor:1`, referrers: "none", "dry-run": "true" });
    expect(dry.result.counts).toEqual({ "up-to-date": 1 });
    expect(targetReads(dry, arm.digest)).toHaveLength(1);
  });

  it("keeps both where the source is closed to the runner and the target shows what was imported", async () => {
    world.dev.properties.publicNetworkAccess = "Disabled";
    const images = `${contoso.dev}/sensor@${digest} => closed/sensor:1`;
    const run = await world.runInProcess({ images, referrers: "none" });
    world.dev.properties.publicNetworkAccess = "Enabled";
    expect(run.errors).toBe("");
    expect(run.result.images[0]?.manifests.map(({ platform }) => platform)).toEqual(
      promoted.result.images[0]?.manifests.map(({ platform }) => platform),
    );
  });

  it("still reports a platform that no entry has", async () => {
    const run = await world.runInProcess({ images: `${contoso.dev}/sensor:1`, "require-platforms": "linux/arm/v5" });
    expect(run.result.images[0]?.error).toMatchObject({
      code: "PLATFORM_MISSING",
      message: expect.stringContaining("it has linux/amd64, linux/arm/v6, linux/arm/v7, linux/arm/v7:12."),
    });
  });
});

// mesosphere/mindthegap#814: a chart beside its images is refused, since it is "for \"\"" and not for linux/amd64.
describe("K8.16 require-platforms with artifacts in the same step", () => {
  it("exempts a Helm chart and another artifact, says so in plan and summary, and still checks the images", async () => {
    putHelmChart(at("charts/argo-cd"), "argo-cd", "5.46.7");
    const { store } = world.dev;
    putDocument(
      at("policies"),
      {
        mediaType: MEDIA_TYPES.manifest,
        artifactType: "application/vnd.contoso.policy",
        config: { mediaType: MEDIA_TYPES.empty, digest: store.putBlob("policies", Buffer.from("{}")), size: 2 },
        layers: [],
      },
      "1",
    );
    const images = ["charts/argo-cd:5.46.7", "policies:1", "worker:build-812"].map((name) => `${contoso.dev}/${name}`);
    const inputs = { images: images.join("\n"), referrers: "none", "require-platforms": "linux/amd64" };
    const run = await world.runInProcess(inputs);
    expect(run.errors).toBe("");
    expect(run.result.counts).toEqual({ promoted: 3 });
    const exempt = run.log
      .split("\n")
      .filter((line) => line.includes("has no platforms, exempt from require-platforms"));
    expect(exempt.map((line) => line.split(" ")[0])).toEqual(["charts/argo-cd", "policies"]);
    expect(run.summary.match(/none<br><sub>exempt from <code>require-platforms<\/code>/g)).toHaveLength(2);
    // Without the input there is nothing to be exempt from.
    const plain = await world.runInProcess({ images: images.join("\n"), referrers: "none" });
    expect(plain.log + plain.summary).not.toContain("exempt");
  });

  it("exempts neither an index without platforms, nor an image whose config names no os, nor a chart of which a file states platforms", async () => {
    const place = at("bare");
    const { platform: _, ...child } = putImage(place);
    putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [child] }, "index");
    const imageOf = (repository: string, mediaType: string, config: Descriptor["mediaType"], content: string) => {
      const bytes = Buffer.from(content);
      const descriptor = { mediaType: config, digest: world.dev.store.putBlob(repository, bytes), size: bytes.length };
      putDocument(at(repository), { mediaType, config: descriptor, layers: [] }, "1");
    };
    imageOf("no-os", MEDIA_TYPES.manifest, MEDIA_TYPES.config, '{"config":{}}');
    imageOf("empty-os", MEDIA_TYPES.manifest, MEDIA_TYPES.config, '{"os":"","architecture":""}');
    // Docker pulls such an image: distribution/distribution#1621.
    imageOf("untyped", MEDIA_TYPES.dockerManifest, "application/octet-stream", '{"config":{}}');
    const entries = ["bare:index", "no-os:1", "empty-os:1", "untyped:1"].map(
      (name) => `  - source: ${contoso.dev}/${name}`,
    );
    const chart = `  - { source: "${contoso.dev}/charts/shop:0.9.1", platforms: [linux/amd64] }`;
    const file = ["version: 1", "images:", ...entries, chart, ""].join("\n");
    const run = await world.runInProcess(
      { "images-file": "images.yml", referrers: "none", "require-platforms": "linux/amd64" },
      { files: { "images.yml": file } },
    );
    expect(run.result.images.map(({ repository, error }) => [repository, error?.code])).toEqual([
      ["bare", "PLATFORM_MISSING"],
      ["no-os", "CONFIG_INVALID"],
      ["empty-os", "CONFIG_INVALID"],
      ["untyped", "CONFIG_INVALID"],
      ["charts/shop", "PLATFORM_MISSING"],
    ]);
    expect(run.imports).toEqual([]);
  });
});

// pulp/pulp_container#1147: Docker Hub serves as application/vnd.oci.image.index.v1+json what another tool made as a Docker list.
describe("K8.17 an index whose Content-Type and mediaType differ", () => {
  it("is refused before any write, with what to do", async () => {
    const { index } = putIndex(at("mixed"), { docker: true, tag: "latest" });
    world.azure.faults.add({
      host: contoso.dev,
      path: /\/mixed\/manifests\//,
      times: "always",
      action: { kind: "headers", set: { "Content-Type": MEDIA_TYPES.index } },
    });
    const run = await world.runInProcess({
      images: `${contoso.dev}/mixed@${index.digest} => mixed:1`,
      referrers: "none",
    });
    expect(run.result.images[0]).toMatchObject({
      status: "blocked",
      error: {
        code: "MANIFEST_INVALID",
        side: "source",
        message: expect.stringContaining(
          `Content-Type is ${MEDIA_TYPES.index} and its mediaType is "${MEDIA_TYPES.dockerList}"`,
        ),
        remedy: expect.stringMatching(/push it again with one tool/),
      },
    });
    expect(run.imports).toEqual([]);
  });
});
