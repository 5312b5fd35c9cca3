// K9: the cheap request comes before the expensive one. A refresh that finds nothing new costs no pull at Docker Hub.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import type { ForeignRegistry } from "../emulator/foreign-registry.ts";
import { putCosignTag, putImage, putIndex, putReferrer } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { seedDockerHub } from "../emulator/seed-sources.ts";

const HUB = "registry-1.docker.io";
let world: World;
let hub: ForeignRegistry;

beforeEach(async () => {
  world = await startWorld();
  hub = seedDockerHub(world.azure).registry;
});
afterEach(() => world.close());

/** One image at Docker Hub, and as it was copied earlier. `put` may be that of an index. */
function put(name: string, content: string, earlier = content, store: typeof putImage | typeof putIndex = putImage) {
  store({ store: hub.store, repository: `library/${name}` }, { content, tag: "1" });
  store({ store: world.prod.store, repository: `base/${name}` }, { content: earlier, tag: "1" });
}

const lineOf = (name: string) => `docker.io/${name}:1 => base/${name}:1`;
const refresh = (names: readonly string[], inputs: Record<string, string> = {}) =>
  world.runInProcess({ images: names.map(lineOf).join("\n"), "mutable-tags": "*", ...inputs });
const pulls = () => [...hub.pulls.values()].reduce((sum, count) => sum + count, 0);
const atHub = (run: ShippedRun) => run.requests.filter(({ host }) => host === HUB);

describe("K9.1 images of one platform at Docker Hub", () => {
  const names = Array.from({ length: 100 }, (_, at) => `tool-${String(at).padStart(2, "0")}`);

  it("nothing new in 100: no pull, and at most 500 requests", async () => {
    for (const name of names) put(name, name);
    const run = await refresh(names);
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "up-to-date"]);
    expect(pulls()).toBe(0);
    expect(run.requests.length).toBeLessThanOrEqual(500);
    expect(atHub(run).filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it("one new in 100: one pull, and its promotion", async () => {
    for (const name of names) put(name, name, name === "tool-42" ? "earlier" : name);
    const run = await refresh(names);
    expect([run.exitCode, run.result.counts]).toEqual([0, { promoted: 1, "up-to-date": 99 }]);
    expect(pulls()).toBe(1);
    expect(run.imports.every(({ source }) => source.sourceImage.includes("/tool-42@sha256:"))).toBe(true);
    expect(run.requests.length).toBeLessThanOrEqual(530);
  });

  it("nothing new, where Docker Hub has no referrers API: it is asked once a run", async () => {
    world.azure.faults.add({
      host: HUB,
      path: /\/referrers\//,
      times: "always",
      action: { kind: "status", status: 404, body: "404 page not found\n" },
    });
    for (const name of names) put(name, name);
    const run = await refresh(names);
    expect([run.outputs["status"], pulls()]).toEqual(["up-to-date", 0]);
    expect(atHub(run).filter(({ target }) => target.includes("/referrers/"))).toHaveLength(1);
    expect(run.requests.length).toBeLessThanOrEqual(450);
  });
});

describe("the target's copy in place of the source's manifest", () => {
  it("of an index: one read in the target for each of its manifests", async () => {
    put("wide", "wide", "wide", putIndex);
    const run = await refresh(["wide"]);
    expect([run.outputs["status"], pulls()]).toEqual(["up-to-date", 0]);
    const reads = run.requests.filter(({ host, target }) => host === contoso.prod && target.includes("/manifests/"));
    expect(reads).toHaveLength(3);
    expect(run.result.images[0]?.manifests.map(({ platform }) => platform)).toEqual(["linux/amd64", "linux/arm64"]);
  });

  it("with require-platforms: the config is read there, too", async () => {
    put("alone", "alone");
    const run = await refresh(["alone"], { "require-platforms": "linux/amd64" });
    expect([run.exitCode, run.outputs["status"], pulls()]).toEqual([0, "up-to-date", 0]);
  });

  it("without a tag, while min-age holds it: one pull until it has its tag", async () => {
    put("alone", "new", "earlier");
    put("wide", "new", "earlier", putIndex);
    const statuses = [];
    for (let day = 0; day <= 4; day++) {
      const run = await refresh(["alone", "wide"], { "min-age": "3d" });
      statuses.push(run.outputs["status"]);
      expect(pulls()).toBe(2);
      world.azure.world.clock.offsetMs += 25 * 60 * 60 * 1000;
    }
    expect(statuses).toEqual(["held", "held", "held", "promoted", "up-to-date"]);
    expect(world.prod.store.tagDigest("base/wide", "1")).toBe(hub.store.tagDigest("library/wide", "1"));
  });

  it("that lacks a manifest of the index: it is imported again, and the source is not read by GET", async () => {
    put("wide", "wide", "wide", putIndex);
    const { children } = putIndex({ store: hub.store, repository: "library/wide" }, { content: "wide" });
    world.prod.store.deleteManifest("base/wide", children[1]?.digest ?? "");
    const run = await refresh(["wide"]);
    expect([run.exitCode, run.outputs["status"], pulls()]).toEqual([0, "promoted", 0]);
    expect(world.prod.store.manifest("base/wide", children[1]?.digest ?? "")).toBeDefined();
  });

  it("by tag and digest, and by digest alone", async () => {
    const { digest } = putImage({ store: hub.store, repository: "library/pinned" }, { content: "pinned", tag: "1" });
    putImage({ store: world.prod.store, repository: "base/pinned" }, { content: "pinned", tag: "1" });
    for (const source of [`pinned:1@${digest}`, `pinned@${digest}`]) {
      const run = await world.runInProcess({ images: `docker.io/${source} => base/pinned:1` });
      expect([run.exitCode, run.outputs["status"], pulls()]).toEqual([0, "up-to-date", 0]);
    }
  });

  it("does not make a tag list whole that lags behind the tag", async () => {
    put("signed", "signed");
    const { digest } = putImage({ store: hub.store, repository: "library/signed" }, { content: "signed" });
    const subject = hub.store.manifest("library/signed", digest);
    const described = { mediaType: subject?.mediaType ?? "", digest, size: subject?.bytes.length ?? 0 };
    putCosignTag({ store: hub.store, repository: "library/signed" }, described, "sig");
    const body = JSON.stringify({ name: "library/signed", tags: ["0.9"] });
    world.azure.faults.add({ host: HUB, path: /tags\/list/, times: "always", action: { kind: "replace-body", body } });
    const run = await refresh(["signed"]);
    expect(run.result.images[0]?.referrers.map(({ status }) => status)).toEqual(["promoted"]);
  });

  it("does not hide new signatures", async () => {
    put("signed", "signed");
    const { digest } = putImage({ store: hub.store, repository: "library/signed" }, { content: "signed" });
    const subject = hub.store.manifest("library/signed", digest);
    const described = { mediaType: subject?.mediaType ?? "", digest, size: subject?.bytes.length ?? 0 };
    putCosignTag({ store: hub.store, repository: "library/signed" }, described, "sig");
    putReferrer({ store: hub.store, repository: "library/signed" }, described, "application/spdx+json", "an SBOM");
    const run = await refresh(["signed"]);
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "promoted"]);
    expect(run.result.images[0]?.referrers.map(({ status }) => status)).toEqual(["promoted", "promoted"]);
    expect(Object.keys(world.prod.store.tags("base/signed"))).toContain(`sha256-${digest.slice(7)}.sig`);
  });
});

describe("what HEAD cannot tell is read", () => {
  it.each([
    ["does not support it", { kind: "status", status: 405 } as const],
    ["states no digest", { kind: "headers", remove: ["Docker-Content-Digest"] } as const],
    ["responds 503", { kind: "status", status: 503 } as const],
  ])("where Docker Hub %s", async (_name, action) => {
    put("alone", "alone");
    world.azure.faults.add({ host: HUB, method: "HEAD", times: "always", action });
    const run = await refresh(["alone"]);
    expect([run.exitCode, run.outputs["status"], pulls()]).toEqual([0, "up-to-date", 1]);
  });

  it("a tag that moves between HEAD and GET: what HEAD saw is promoted", async () => {
    put("moving", "now", "earlier");
    const seen = hub.store.tagDigest("library/moving", "1");
    world.azure.faults.add({
      host: HUB,
      method: "HEAD",
      path: /manifests\/1$/,
      onResponse: () => putImage({ store: hub.store, repository: "library/moving" }, { content: "later", tag: "1" }),
    });
    const run = await refresh(["moving"]);
    expect(run.result.images[0]?.digest).toBe(seen);
    expect(world.prod.store.tagDigest("base/moving", "1")).toBe(seen);
  });

  it("a manifest that is gone after HEAD: the tag is read", async () => {
    put("moving", "now", "earlier");
    const gone = `sha256:${"0".repeat(64)}`;
    const action = { kind: "headers", set: { "Docker-Content-Digest": gone } } as const;
    world.azure.faults.add({ host: HUB, method: "HEAD", path: /manifests\/1$/, times: "always", action });
    const run = await refresh(["moving"]);
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "promoted"]);
    expect(run.result.images[0]?.digest).toBe(hub.store.tagDigest("library/moving", "1"));
  });

  it("an image that does not exist is missing, as before", async () => {
    const run = await world.runInProcess({ images: "docker.io/alpine:9.9 => base/alpine:9.9" });
    expect(run.result.images[0]).toMatchObject({ status: "missing", error: { code: "SOURCE_MISSING" } });
  });

  it("no other registry is asked by HEAD first", async () => {
    const run = await world.runInProcess({ images: `${contoso.dev}/worker:build-812 => worker:1` });
    const again = await world.runInProcess({ images: `${contoso.dev}/worker:build-812 => worker:1` });
    expect([run.exitCode, again.outputs["status"]]).toEqual([0, "up-to-date"]);
    const heads = again.requests.filter(({ method, host }) => method === "HEAD" && host === contoso.dev);
    expect(heads).toEqual([]);
  });
});

describe("one token for several repositories of Docker Hub", () => {
  it("a wrong password is tried for the first of them only: Docker Hub locks the account after a few", async () => {
    const names = Array.from({ length: 40 }, (_, at) => `tool-${at}`);
    for (const name of names) put(name, name);
    const login = { "source-registry": "docker.io", "source-username": "contoso", "source-password": "a wrong one" };
    const images = names.map((name) => `library/${name}:1 => base/${name}:1`).join("\n");
    const run = await world.runInProcess({ images, ...login });
    expect(run.result.counts).toEqual({ failed: 40 });
    expect(run.result.images[39]?.error?.code).toBe("REGISTRY_LOGIN_REFUSED");
    // Five groups are requested side by side.
    expect(run.requests.filter(({ host }) => host === "auth.docker.io").length).toBeLessThanOrEqual(5);
  });

  it("is requested for eight of them; a private one fails alone", async () => {
    const names = Array.from({ length: 9 }, (_, at) => `tool-${at}`);
    for (const name of names) put(name, name);
    const images = [...names.map(lineOf), "docker.io/contoso/base:1 => base/own:1"].join("\n");
    const run = await world.runInProcess({ images, "all-or-nothing": "false" });
    expect(run.result.counts).toEqual({ failed: 1, "up-to-date": 9 });
    const tokens = run.requests.filter(({ host }) => host === "auth.docker.io");
    const scopes = tokens.map(({ target }) => new URLSearchParams(target.split("?")[1]).getAll("scope").length);
    // The private repository's own tokens, because the shared one did not open it: by HEAD and by GET.
    expect(scopes.toSorted((a, b) => b - a)).toEqual([8, 2, 1, 1]);
  });

  it.each([400, 401, 403, 404])("that is refused with %d: each gets its own", async (status) => {
    for (const name of ["one", "two"]) put(name, name);
    world.azure.faults.add({
      host: "auth.docker.io",
      path: /scope=.*scope=/,
      times: "always",
      action: { kind: "status", status },
    });
    const run = await refresh(["one", "two"]);
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "up-to-date"]);
  });
});
