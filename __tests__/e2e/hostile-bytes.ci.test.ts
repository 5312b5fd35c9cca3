// Answers that are too large, too long, encoded, cut or simply other bytes: nothing of it is believed, and memory stays small.

import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../emulator/faults.ts";
import { MEDIA_TYPES, putImage, putIndex } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const MANIFEST_MAX_BYTES = 4 * 1024 * 1024;
const RSS_MAX_BYTES = 256 * 1024 * 1024;
const images = `${dev}/worker:build-812 => worker:1.0`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

/** The worker's manifest with blanks behind it, so large that it has just this size. */
function putPadded(sizeBytes: number): string {
  const { bytes, mediaType } = world.dev.store.manifest("worker", world.digests.worker) ?? {
    bytes: Buffer.of(),
    mediaType: "",
  };
  const padded = Buffer.concat([bytes, Buffer.alloc(sizeBytes - bytes.length, " ")]);
  return world.dev.store.putManifest("worker", mediaType, padded, "padded").digest;
}

describe("the size of a manifest", () => {
  it("may be 4 MiB", async () => {
    const digest = putPadded(MANIFEST_MAX_BYTES);
    const run = await world.run({ images: `${dev}/worker:padded => worker:1.0` });
    expect(run.outputs["digest"]).toBe(digest);
  });

  it("may not be one byte more", async () => {
    putPadded(MANIFEST_MAX_BYTES + 1);
    const run = await world.runInProcess({ images: `${dev}/worker:padded => worker:1.0` });
    expect(run.result.images[0]?.error?.code).toBe("ANSWER_TOO_LARGE");
    expect(run.imports).toEqual([]);
  });
});

const ENDPOINTS: [string, Fault][] = [
  ["GitHub's ID token service", { party: "id-token" }],
  ["Entra", { party: "entra" }],
  ["ARM's list of registries", { party: "resource-manager", path: /\/registries\?/ }],
  ["a registry's token exchange", { host: prod, path: /oauth2\/exchange/ }],
  ["a registry's token service", { host: dev, path: /oauth2\/token/ }],
  ["the source's manifests", { host: dev, path: /\/manifests\// }],
  ["the source's referrers", { host: dev, path: /\/referrers\// }],
  ["the target's manifests", { host: prod, path: /\/manifests\// }],
];

describe("an endless answer", () => {
  it.each(ENDPOINTS)("of %s is cut off, and memory stays below 256 MB", async (_name, where) => {
    putImage({ store: world.prod.store, repository: "worker" }, { content: "worker 700", tag: "1.0" });
    const fault = world.azure.faults.add({ ...where, times: "always", action: { kind: "endless-body" } });
    const run = await world.run({ images, "on-conflict": "overwrite" }, { measureMemory: true });
    expect(fault.struck).toBeGreaterThan(0);
    expect(run.exitCode).toBe(1);
    expect(run.imports).toEqual([]);
    expect(run.maxRssBytes).toBeGreaterThan(0);
    expect(run.maxRssBytes).toBeLessThan(RSS_MAX_BYTES);
  });

  it("of an error is cut off and quoted in short", async () => {
    world.azure.faults.add({
      host: dev,
      path: /\/manifests\//,
      times: "always",
      action: [{ kind: "status", status: 403, body: "x".repeat(1000) }, { kind: "endless-body" }],
      phase: "response",
    });
    const run = await world.run({ images }, { measureMemory: true });
    expect(run.result.images[0]?.error?.code).toBe("REGISTRY_DENIED");
    expect(run.result.images[0]?.error?.message.length).toBeLessThan(1_000);
    expect(run.maxRssBytes).toBeLessThan(RSS_MAX_BYTES);
  });
});

describe("a content coding", () => {
  const encodeManifests = (coding: string, encode: (body: Buffer) => Buffer) =>
    world.azure.faults.add({
      host: dev,
      path: /\/manifests\//,
      times: "always",
      action: [
        { kind: "replace-body", body: encode },
        { kind: "headers", set: { "Content-Encoding": coding } },
      ],
    });

  it.each([
    ["gzip", (body: Buffer) => gzipSync(body)],
    ["gzip, gzip", (body: Buffer) => gzipSync(gzipSync(body))],
    ["br", (body: Buffer) => brotliCompressSync(body)],
    ["zebra", (body: Buffer) => body],
  ])("%s is refused, unpacked by nobody", async (coding, encode) => {
    encodeManifests(coding, encode);
    const run = await world.runInProcess({ images });
    expect(run.result.images[0]?.error?.code).toBe("ANSWER_ENCODED");
    expect(run.imports).toEqual([]);
    expect(run.requests.every(({ headers }) => headers["accept-encoding"] === "identity")).toBe(true);
  });

  it("that unpacks to 64 MiB is refused, and memory stays below 256 MB", async () => {
    encodeManifests("gzip", () => gzipSync(Buffer.alloc(64 * 1024 * 1024)));
    const run = await world.run({ images }, { measureMemory: true });
    expect(run.result.images[0]?.error?.code).toBe("ANSWER_ENCODED");
    expect(run.imports).toEqual([]);
    expect(run.maxRssBytes).toBeGreaterThan(0);
    expect(run.maxRssBytes).toBeLessThan(RSS_MAX_BYTES);
  });
});

describe("other bytes than those of the digest", () => {
  const byDigest = () => `${dev}/worker@${world.digests.worker} => worker:1.0`;
  const other = (body: Buffer) => Buffer.concat([body, Buffer.from("\n")]);

  it.each<[string, NonNullable<Fault["action"]>]>([
    ["one byte more", { kind: "replace-body", body: other }],
    [
      "a byte-order mark before",
      { kind: "replace-body", body: (body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) },
    ],
    ["other line ends", { kind: "replace-body", body: (body) => body.toString("utf8").replaceAll("\n", "\r\n") }],
    ["nothing at all", { kind: "replace-body", body: "" }],
    ["another header", { kind: "headers", set: { "Docker-Content-Digest": `sha256:${"0".repeat(64)}` } }],
    ["a header that is no digest", { kind: "headers", set: { "Docker-Content-Digest": "sha256:../../../v2/x" } }],
    [
      "another valid manifest under the right header",
      [
        {
          kind: "replace-body",
          body: () => world.dev.store.manifest("legacy", world.digests.legacy.list)?.bytes ?? "",
        },
      ],
    ],
  ])("are refused: %s", async (_name, action) => {
    world.azure.faults.add({ host: dev, path: /\/manifests\//, method: "GET", times: "always", action });
    const run = await world.runInProcess({ images: byDigest() });
    expect(run.exitCode).toBe(1);
    expect(run.result.images[0]?.error?.code).toBe("DIGEST_MISMATCH");
    expect(run.imports).toEqual([]);
  });

  it("are refused where the target serves them when it is read back", async () => {
    world.azure.faults.add({
      host: prod,
      path: /\/manifests\//,
      method: "GET",
      times: "always",
      when: () => world.azure.imports.operations.length > 0,
      action: [{ kind: "replace-body", body: other }],
    });
    const run = await world.runInProcess({ images });
    expect(run.result.counts).toEqual({ unverified: 1 });
    expect(run.result.images[0]).toMatchObject({ verified: false, error: { code: "DIGEST_MISMATCH" } });
    expect(run.summary).toMatch(/failed/);
  });

  it.each([
    "",
    "sha256:",
    `sha256:${"A".repeat(64)}`,
    "sha256:../../../../oauth2/token",
    `sha256:${"a".repeat(63)}`,
    `sha256:${"a".repeat(64)}\n`,
    `sha256:${"ａ".repeat(64)}`,
    "sha512:00",
  ])("are never asked for by a child's digest such as %j", async (digest) => {
    const { index } = putIndex({ store: world.dev.store, repository: "odd" }, {});
    const document = JSON.parse(world.dev.store.manifest("odd", index.digest)?.bytes.toString("utf8") ?? "");
    document.manifests[0].digest = digest;
    world.dev.store.putManifest("odd", MEDIA_TYPES.index, Buffer.from(JSON.stringify(document)), "1");
    const run = await world.runInProcess({ images: `${dev}/odd:1` });
    expect(run.exitCode).toBe(1);
    expect(run.imports).toEqual([]);
    const asked = run.requests.filter(({ host, target }) => host === dev && target.includes("/v2/odd/manifests/"));
    expect(asked.map(({ target }) => target)).toEqual(["/v2/odd/manifests/1"]);
  });
});

describe("a Content-Length", () => {
  it.each([
    ["absent", { kind: "headers", remove: ["content-length"], set: { "Transfer-Encoding": "chunked" } }, 0],
    ["too large", { kind: "headers", set: { "Content-Length": "99999" } }, 1],
    ["too small", { kind: "headers", set: { "Content-Length": "20" } }, 1],
  ] as const)("that is %s changes nothing about what is believed", async (_name, action, exitCode) => {
    world.azure.faults.add({
      host: dev,
      path: /\/manifests\//,
      method: "GET",
      times: "always",
      action: { ...action },
    });
    const run = await world.runInProcess({ images });
    expect(run.exitCode).toBe(exitCode);
    if (exitCode === 1) expect(run.imports).toEqual([]);
  });
});

describe("prototypes", () => {
  it.each([[], ["--disable-proto=throw"]])(
    "are not polluted by any JSON of any server, run with %j",
    async (...nodeArgs) => {
      const pollute = (body: Buffer) => {
        const text = body.toString("utf8");
        return text.startsWith("{")
          ? `{"__proto__":{"polluted":"yes","status":"Succeeded"},"constructor":{"prototype":{"polluted":"yes"}},${text.slice(1)}`
          : text;
      };
      const json = (request: { target: string }) => !request.target.includes("/manifests/");
      world.azure.faults.add({ when: json, times: "always", action: { kind: "replace-body", body: pollute } });
      const { index } = putIndex({ store: world.dev.store, repository: "odd" }, {});
      const document = world.dev.store.manifest("odd", index.digest)?.bytes.toString("utf8") ?? "";
      const polluted = document
        .replace('"annotations"', '"annotations"')
        .replace("{", '{"__proto__":{"mediaType":"x"},"constructor":1,');
      const { digest } = world.dev.store.putManifest("odd", MEDIA_TYPES.index, Buffer.from(polluted), "1");
      const run = await world.run({ images: `${dev}/odd:1` }, { nodeArgs });
      expect(run.result.counts).toEqual({ promoted: 1 });
      expect(run.outputs["digest"]).toBe(digest);
      expect(run.log).not.toContain("polluted");
    },
  );

  it.each([
    ["nested 100,000 deep", `{"schemaVersion":2,"config":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["a negative size", '{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:D","size":-1},"layers":[]}'],
    [
      "a size past 2^53",
      '{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:D","size":1e300},"layers":[]}',
    ],
    [
      "a fractional size",
      '{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:D","size":1.5},"layers":[]}',
    ],
    [
      "layers and manifests in one",
      '{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:D","size":1},"layers":[],"manifests":[]}',
    ],
    ["schema 1", '{"schemaVersion":1,"name":"odd","fsLayers":[],"history":[]}'],
    ["not JSON", "<html></html>"],
  ])("and a manifest is refused that is %s", async (_name, text) => {
    const bytes = Buffer.from(text.replaceAll("sha256:D", `sha256:${"d".repeat(64)}`));
    world.dev.store.putManifest("odd", MEDIA_TYPES.manifest, bytes, "1");
    const run = await world.runInProcess({ images: `${dev}/odd:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
    expect(run.imports).toEqual([]);
    expect(run.result.images[0]?.error?.code).not.toBe("UNEXPECTED");
  });
});

describe("graphs", () => {
  const place = () => ({ store: world.dev.store, repository: "graph" });
  const putIndexOf = (children: unknown[], tag?: string) => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: children }));
    const { digest } = world.dev.store.putManifest("graph", MEDIA_TYPES.index, bytes, tag);
    return { mediaType: MEDIA_TYPES.index, digest, size: bytes.length };
  };

  it("of indexes within indexes are promoted whole", async () => {
    const child = putImage(place(), { content: "leaf" });
    const root = putIndexOf([putIndexOf([child]), child], "1");
    const run = await world.runInProcess({ images: `${dev}/graph:1` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.outputs["digest"]).toBe(root.digest);
    expect(world.prod.store.manifest("graph", child.digest)).toBeDefined();
  });

  it("of 50 children are promoted, a child that is listed twice is imported once", async () => {
    const children = Array.from({ length: 49 }, (_, at) => putImage(place(), { content: `child ${at}` }));
    putIndexOf([...children, ...children.slice(0, 1)], "1");
    const run = await world.runInProcess({ images: `${dev}/graph:1`, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.imports).toHaveLength(1);
  });

  it("of a chain of 200 indexes are refused after a few reads", async () => {
    let next: ReturnType<typeof putIndexOf> = putIndexOf([putImage(place(), { content: "end" })]);
    for (let at = 1; at < 200; at += 1) next = putIndexOf([next], at === 199 ? "1" : undefined);
    const run = await world.runInProcess({ images: `${dev}/graph:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
    expect(run.imports).toEqual([]);
    expect(
      run.requests.filter(({ host, target }) => host === dev && target.includes("/manifests/")).length,
    ).toBeLessThan(12);
  });

  it("that run in a circle, by a registry that lies, are refused", async () => {
    const child = putIndexOf([putImage(place(), { content: "end" })]);
    const root = putIndexOf([child], "1");
    world.azure.faults.add({
      host: dev,
      path: new RegExp(child.digest),
      times: "always",
      action: { kind: "replace-body", body: () => world.dev.store.manifest("graph", root.digest)?.bytes ?? "" },
    });
    const run = await world.runInProcess({ images: `${dev}/graph:1`, referrers: "none" });
    expect(run.result.images[0]?.error?.code).toBe("DIGEST_MISMATCH");
    expect(run.imports).toEqual([]);
  });

  it("whose child is served under another media type than its parent says are refused", async () => {
    const child = putImage(place(), { content: "typed" });
    putIndexOf([{ ...child, mediaType: MEDIA_TYPES.index }], "1");
    const run = await world.runInProcess({ images: `${dev}/graph:1`, referrers: "none" });
    expect(run.exitCode).toBe(1);
    expect(run.imports).toEqual([]);
  });

  it("whose manifest is served under another Content-Type than it says are refused", async () => {
    world.azure.faults.add({
      host: dev,
      path: /worker\/manifests/,
      times: "always",
      action: { kind: "headers", set: { "Content-Type": MEDIA_TYPES.index } },
    });
    const run = await world.runInProcess({ images });
    expect(run.exitCode).toBe(1);
    expect(run.imports).toEqual([]);
  });
});
