// Taking a promotion back: when the outputs are empty, and when the input `undo` writes nothing.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { putIndex } from "../emulator/images.ts";
import { blobsOf, readManifestDocument } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";
import { earlierTags, heldTags, pasted, promoted, rollbackOf, seed } from "./undo-scene.ts";

const { dev, prod } = contoso;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

describe("the outputs rollback and rollback-file", () => {
  it("are empty where nothing moved, in a dry run, and where the step failed before its first tag", async () => {
    const scene = seed(world);
    const created = await world.runInProcess({ images: `${dev}/team/api:1 => fresh:2.0`, referrers: "none" });
    const dry = await world.runInProcess({ ...scene.inputs, "dry-run": "true" });
    const refused = await world.runInProcess({ ...scene.inputs, "mutable-tags": "latest" });
    for (const { outputs, summary } of [created, dry, refused]) {
      expect([outputs["rollback"], outputs["rollback-file"]]).toEqual(["", ""]);
      expect(summary).not.toContain("Undo this promotion");
    }
    expect(heldTags(world, scene)).toEqual(earlierTags(scene));
  });

  it("leave out tags of a target that cannot be read, and the summary names them", async () => {
    const scene = seed(world);
    Object.assign(world.prod.properties, { publicNetworkAccess: "Disabled" });
    const run = await world.runInProcess({
      ...scene.inputs,
      images: `${dev}/team/web:1 => team/web:stable,2.0`,
      referrers: "none",
      verify: "best-effort",
    });
    expect(run.result.counts).toEqual({ unverified: 1 });
    expect([run.outputs["rollback"], run.outputs["rollback-file"]]).toEqual(["", ""]);
    expect(run.summary).toContain("their earlier digest is not known: <code>team/web&#58;stable</code>.");
  });

  it("of a second attempt come with the advice to undo the first one, too", async () => {
    const { inputs } = seed(world);
    const run = await world.runInProcess(inputs, { env: { GITHUB_RUN_ATTEMPT: "2" } });
    expect(run.summary).toContain("Undo the earlier attempts too, the newest first: this one, then attempt 1.");
  });
});

describe("the input undo", () => {
  it("prints every move in the plan, and is undone by its own rollback", async () => {
    const { scene, run } = await promoted(world);
    const undone = await world.runInProcess(pasted(run));
    expect(undone.exitCode).toBe(0);
    for (const { tag, now } of rollbackOf(run).undo) {
      expect(undone.log).toContain(`${tag} (from ${now.slice(7, 19)})`);
    }
    const images = rollbackOf(run).undo.map(({ repository, before }) => ({ repository, digest: before }));
    expect(undone.result.images).toMatchObject(
      images.map(({ repository, digest }) => ({ repository, digest, source: `${prod}/${repository}@${digest}` })),
    );
    const redone = await world.runInProcess(pasted(undone));
    expect(redone.exitCode).toBe(0);
    expect(heldTags(world, scene)).toEqual({
      ...Object.fromEntries(scene.images.map(({ repository, now }) => [repository, now])),
      signature: scene.signature.now,
    });
  });

  it.each([
    ["moved", (store: World["prod"]["store"]) => store.putTag("team/web", "stable", other(store))],
    ["deleted", (store: World["prod"]["store"]) => void store.deleteTag("team/web", "stable")],
  ])("writes nothing where somebody %s a tag since", async (_what, change) => {
    const { scene, run } = await promoted(world);
    change(world.prod.store);
    const before = heldTags(world, scene);
    const undone = await world.runInProcess(pasted(run));
    expect([undone.exitCode, undone.outputs["status"]]).toEqual([1, "conflict"]);
    expect(undone.summary).toMatch(/^## Undo in contosoprod\.azurecr\.io failed\n/);
    expect(undone.imports).toEqual([]);
    expect(heldTags(world, scene)).toEqual(before);
    expect(undone.errors).toContain("team/web:stable");
    expect(undone.result.images.flatMap(({ error }) => error?.code ?? [])).toEqual(["UNDO_CONFLICT"]);
  });

  it("writes nothing where a tag is locked", async () => {
    const { scene, run } = await promoted(world);
    world.prod.store.lock("team/web", "stable");
    const before = heldTags(world, scene);
    const undone = await world.runInProcess(pasted(run));
    expect([undone.exitCode, undone.outputs["status"], undone.imports]).toEqual([1, "blocked", []]);
    expect(undone.errors).toContain("The tag team/web:stable is locked");
    expect(heldTags(world, scene)).toEqual(before);
  });

  it.each([
    ["a layer", (store: World["prod"]["store"], digest: string) => loseLayer(store, digest)],
    ["a manifest of an index", (store: World["prod"]["store"], digest: string) => loseChild(store, digest)],
    ["the manifest", (store: World["prod"]["store"], digest: string) => void store.deleteManifest("team/web", digest)],
  ])("writes nothing where the earlier image lost %s", async (_what, lose) => {
    const { scene, run } = await promoted(world);
    lose(world.prod.store, scene.images[1]?.before ?? "");
    const before = heldTags(world, scene);
    const undone = await world.runInProcess(pasted(run));
    expect([undone.exitCode, undone.outputs["status"], undone.imports]).toEqual([1, "missing", []]);
    expect(undone.result.images.flatMap(({ error }) => error?.code ?? [])).toEqual(["UNDO_MISSING"]);
    expect(heldTags(world, scene)).toEqual(before);
  });

  it("writes nothing where the target cannot be read, with verify: best-effort too", async () => {
    const { scene, run } = await promoted(world);
    world.prod.properties.publicNetworkAccess = "Disabled";
    const undone = await world.runInProcess({ ...pasted(run), verify: "best-effort" });
    expect([undone.exitCode, undone.outputs["status"], undone.imports]).toEqual([1, "failed", []]);
    expect(heldTags(world, scene)).not.toEqual(earlierTags(scene));
  });

  it("only shows the plan in a dry run, and writes the lock file of what is back", async () => {
    const { scene, run } = await promoted(world);
    const dry = await world.runInProcess({ ...pasted(run), "dry-run": "true" });
    expect([dry.exitCode, dry.outputs["status"], dry.imports]).toEqual([0, "planned", []]);
    expect(dry.summary).toMatch(/^## Plan for contosoprod\.azurecr\.io: 3 tags to move back\n/);
    expect(dry.log).not.toContain("REFERRERS none");
    const undone = await world.runInProcess({ ...pasted(run), "lock-file": "images.lock.yml" });
    const lock = parse(await readFile(undone.outputs["lock-file"] ?? "", "utf8")) as { images: { digest: string }[] };
    expect(lock.images.map(({ digest }) => digest)).toEqual(
      Object.values(earlierTags(scene)).toSorted(byImage(undone)),
    );
  });

  it("reads a path in the workspace, and nothing outside of it", async () => {
    const { scene, run } = await promoted(world);
    const files = { "back/rollback.yml": `${run.outputs["rollback"]}\n` };
    const outside = await world.runInProcess({ undo: "../rollback.yml" });
    expect(outside.errors).toContain('undo: "../rollback.yml" is outside the workspace.');
    const absent = await world.runInProcess({ undo: "rollback.yml" });
    expect(absent.errors).toContain('undo: "rollback.yml" cannot be read (ENOENT).');
    const undone = await world.runInProcess({ undo: "back/rollback.yml" }, { files });
    expect(undone.exitCode).toBe(0);
    expect(heldTags(world, scene)).toEqual(earlierTags(scene));
  });

  it("is refused on an event of a fork, before any request", async () => {
    const { run } = await promoted(world);
    const repo = { id: 1 };
    const payload = { repository: repo, pull_request: { base: { repo }, head: { repo: { id: 2 } } } };
    const undone = await world.runInProcess(
      { ...pasted(run), "dry-run": "true" },
      { event: "pull_request", eventPayload: payload },
    );
    expect([undone.exitCode, undone.requests]).toEqual([1, []]);
    expect(undone.errors).toContain("An undo moves tags whatever mutable-tags allows");
  });

  it.each<[string, Record<string, string>, string]>([
    ["beside images", { images: "api:1" }, "images cannot be set together with undo."],
    ["beside tags", { tags: "latest" }, "tags cannot be set together with undo."],
    [
      "in another registry",
      { registry: "contosodev.azurecr.io" },
      "the document is of contosoprod.azurecr.io, but registry is",
    ],
    [
      "that is the shortened output",
      { undo: `version: 1\nregistry: ${prod}\ntruncated: true` },
      "was too long for an output",
    ],
    ["that is cut off", { undo: `version: 1\nregistry: ${prod}` }, "undo must be a list of tags"],
  ])("is refused %s, before any request", async (_where, inputs, message) => {
    const { run } = await promoted(world);
    const undone = await world.runInProcess({ ...pasted(run), ...inputs });
    expect([undone.exitCode, undone.requests]).toEqual([1, []]);
    expect(undone.errors).toContain(message);
  });

  it("is an empty input where nothing moved, and says so", async () => {
    const run = await world.runInProcess({ undo: "" });
    expect(run.errors).toContain("images has no image, and images-file is not set.");
    expect(run.errors).toContain("set undo to the output rollback of an earlier step, which is empty if no tag moved.");
  });

  it.each(["the earlier digest", "a digest from before that"])(
    "does not believe one stale replica that a tag has %s",
    async (remembered) => {
      const scene = seed(world);
      const { store } = world.prod;
      world.prod.sku = "Premium";
      const lag = () => world.prod.lag(({ kind }) => kind === "tag", "eastus");
      if (remembered === "the earlier digest") lag();
      else {
        store.putTag("team/web", "stable", other(store));
        lag();
        store.putTag("team/web", "stable", scene.images[1]?.before ?? "");
      }
      const run = await world.runInProcess(scene.inputs);
      expect(run.exitCode).toBe(0);
      // The first read of each tag is answered by a replica that shows no tag as it was set since.
      world.prod.routeReads(({ reads }) => (reads === 0 ? "eastus" : "westeurope"));
      const undone = await world.runInProcess(pasted(run));
      expect([undone.exitCode, undone.outputs["status"]]).toEqual([0, "promoted"]);
      expect(heldTags(world, scene)).toEqual(earlierTags(scene));
    },
  );

  it("is refused where the registry's name has another login server", async () => {
    const { run } = await promoted(world);
    const undo = run.outputs["rollback"]?.replace(prod, "contosoprod-a1b2c3d4.azurecr.io") ?? "";
    const undone = await world.runInProcess({ undo, registry: "contosoprod" });
    expect([undone.exitCode, undone.imports]).toEqual([1, []]);
    expect(undone.errors).toContain(
      `The document of undo is of contosoprod-a1b2c3d4.azurecr.io, but registry is ${prod}.`,
    );
  });

  it("makes nothing but text of what a document holds", async () => {
    const names = [
      "::error::pwned",
      "\u2028::add-mask::sha256",
      `\${{ github.token }}`,
      "<script>alert(1)</script>",
      "@octocat #1",
    ];
    const lines = names.map(
      (name) => `- { repository: ${JSON.stringify(name)}, ${JSON.stringify(name)}: 1, tag: ${JSON.stringify(name)} }`,
    );
    const run = await world.runInProcess({ undo: [`version: 1`, `registry: ${prod}`, "undo:", ...lines].join("\n") });
    expect([run.exitCode, run.requests]).toEqual([1, []]);
    expect(run.annotations.map(({ command }) => command)).toEqual(run.annotations.map(() => "error"));
    const titles = new Set(run.annotations.map(({ properties }) => properties["title"]));
    expect([...titles].toSorted()).toEqual(["REFERENCE_INVALID", "UNDO_INVALID"]);
    expect(run.masks).not.toContain("sha256");
  });
});

/** Another image of the repository, under no tag. */
function other(store: World["prod"]["store"]): string {
  return putIndex({ store, repository: "team/web" }, { content: "somebody else's" }).index.digest;
}

function childrenOf(store: World["prod"]["store"], digest: string): string[] {
  const index = readManifestDocument(store.manifest("team/web", digest)?.bytes ?? Buffer.alloc(0));
  return (index as { manifests?: { digest: string }[] }).manifests?.map((child) => child.digest) ?? [];
}

function loseLayer(store: World["prod"]["store"], digest: string): void {
  const [child = ""] = childrenOf(store, digest);
  const [, layer = ""] = blobsOf(readManifestDocument(store.manifest("team/web", child)?.bytes ?? Buffer.alloc(0)));
  expect(store.repository("team/web").blobs.delete(layer)).toBe(true);
}

function loseChild(store: World["prod"]["store"], digest: string): void {
  const [child = ""] = childrenOf(store, digest);
  expect(store.repository("team/web").manifests.delete(child)).toBe(true);
}

/** In the order of the report's images. */
function byImage({ result }: ShippedRun): (one: string | undefined, another: string | undefined) => number {
  const order = result.images.map(({ digest }) => digest);
  return (one, another) => order.indexOf(one ?? null) - order.indexOf(another ?? null);
}
