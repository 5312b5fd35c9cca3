// `lock-tags`: what is locked, when, with which right, and what the step reports where it could not lock.
import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const LOCKED = { writeEnabled: false, deleteEnabled: false };
const UNLOCKED = { writeEnabled: true, deleteEnabled: true };
const HELD = { writeEnabled: true, deleteEnabled: false };
let world: World;

/** PATCH requests, as `_tags/1.4.2 {"writeEnabled":false,…}`. */
function patchesOf({ requests }: ShippedRun): string[] {
  return requests
    .filter(({ method }) => method === "PATCH")
    .map(({ target, body }) => `${target.replace(/^.*\/(?=_)/, "")} ${body}`);
}

function scopesOf({ requests }: ShippedRun): string[] {
  return requests
    .filter(({ target, host }) => host === prod && target.startsWith("/oauth2/token"))
    .flatMap(({ body }) => new URLSearchParams(body).getAll("scope"));
}

/** `[tag, manifest]` as the registry has them. */
function attributesOf(repository: string, tag: string) {
  const { tags, manifests } = world.prod.store.repository(repository);
  const held = tags.get(tag);
  const of = (attributes: { writeEnabled: boolean; deleteEnabled: boolean } | undefined) =>
    attributes && { writeEnabled: attributes.writeEnabled, deleteEnabled: attributes.deleteEnabled };
  return [of(held?.attributes), of(manifests.get(held?.digest ?? "")?.attributes)];
}

function tagsOf({ result }: ShippedRun, at = 0) {
  return result.images[at]?.tags.map(({ name, status, locked }) => [name, status, locked]);
}

const line = (repository: string, tags = "1.4.2") => `${dev}/worker:build-812 => ${repository}:${tags}`;

describe("with a role that may set locks", () => {
  beforeAll(async () => {
    world = await startWorld();
    world.azure.grant(contoso.clientId, "Contributor", world.prod.id);
  });
  afterAll(() => world.close());
  afterEach(() => world.azure.faults.clear());

  it("locks tag and manifest once the tag is in place, and a second run only reads", async () => {
    const inputs = { images: line("first"), "lock-tags": "1.*" };
    const run = await world.run(inputs);
    expect(run.exitCode).toBe(0);
    const digest = world.digests.worker;
    expect(patchesOf(run)).toEqual([
      `_manifests/${digest} {"deleteEnabled":false}`,
      '_tags/1.4.2 {"writeEnabled":false,"deleteEnabled":false}',
    ]);
    expect(attributesOf("first", "1.4.2")).toEqual([LOCKED, HELD]);
    expect(tagsOf(run)).toEqual([["1.4.2", "created", true]]);
    expect(scopesOf(run).filter((scope) => scope.includes("metadata_write"))).toEqual([
      "repository:first:metadata_write",
    ]);
    expect(run.log).toContain("+1.4.2 (lock)");
    expect(run.log).toContain("locked: 1.4.2");
    expect(run.summary).toContain("new, locked");
    expect(run.outputs["status"]).toBe("promoted");

    const again = await world.run(inputs);
    expect(again.outputs["status"]).toBe("up-to-date");
    expect(again.outputs["changed"]).toBe("false");
    expect(patchesOf(again)).toEqual([]);
    expect(scopesOf(again).filter((scope) => scope.includes("metadata_write"))).toEqual([]);
    expect(tagsOf(again)).toEqual([["1.4.2", "unchanged", true]]);
    expect(again.log).toContain("=1.4.2 (locked)");
  });

  it("sets a later tag on a manifest with a locked tag, and locks it too", async () => {
    await world.runInProcess({ images: line("later"), "lock-tags": "*" });
    const run = await world.runInProcess({ images: line("later", "1.4.2,1.4,latest"), "lock-tags": "*" });
    expect(tagsOf(run)).toEqual([
      ["1.4.2", "unchanged", true],
      ["1.4", "created", true],
      ["latest", "created", undefined],
    ]);
    expect(patchesOf(run)).toEqual(['_tags/1.4 {"writeEnabled":false,"deleteEnabled":false}']);
    expect(run.outputs["status"]).toBe("promoted");
  });

  it("does not lock a tag that is also mutable, nor one that no pattern matches, nor cosign's, and the plan says so", async () => {
    const images = `${dev}/api:build-812 => mutable:2.0,latest,edge`;
    const inputs = { images, "lock-tags": "2.*,latest,sha256-*", "mutable-tags": "latest" };
    const plan = await world.runInProcess({ ...inputs, "dry-run": "true" });
    expect(plan.log).toContain("+latest (not locked: mutable)");
    expect(plan.log).toMatch(/\+edge /);
    const run = await world.runInProcess(inputs);
    expect(attributesOf("mutable", "2.0")).toEqual([LOCKED, HELD]);
    expect(attributesOf("mutable", "latest")[0]).toEqual(UNLOCKED);
    expect(attributesOf("mutable", "edge")[0]).toEqual(UNLOCKED);
    const cosign = Object.keys(world.prod.store.tags("mutable")).filter((tag) => tag.startsWith("sha256-"));
    expect(cosign).toHaveLength(3);
    for (const tag of cosign) expect(attributesOf("mutable", tag)).toEqual([UNLOCKED, UNLOCKED]);
    expect(run.summary).toContain("mutable,&nbsp;not&nbsp;locked");
  });

  it("patches nothing in a dry run, also where only locks are missing", async () => {
    const absent = await world.runInProcess({ images: line("dry"), "lock-tags": "*", "dry-run": "true" });
    expect([patchesOf(absent), tagsOf(absent)]).toEqual([[], [["1.4.2", "created", undefined]]]);
    await world.runInProcess({ images: line("dry") });
    const there = await world.runInProcess({ images: line("dry"), "lock-tags": "*", "dry-run": "true" });
    expect([patchesOf(there), there.outputs["status"]]).toEqual([[], "up-to-date"]);
    expect(there.log).toContain("=1.4.2 (lock)");
    expect(there.summary).toContain("1 tag to lock");
    expect(attributesOf("dry", "1.4.2")).toEqual([UNLOCKED, UNLOCKED]);
  });

  it("locks a tag that is in place already, which changes nothing else", async () => {
    await world.runInProcess({ images: line("there") });
    const run = await world.runInProcess({ images: line("there"), "lock-tags": "1.4.2" });
    expect([run.outputs["status"], run.outputs["changed"], run.imports]).toEqual(["up-to-date", "false", []]);
    expect(attributesOf("there", "1.4.2")).toEqual([LOCKED, HELD]);
    expect(tagsOf(run)).toEqual([["1.4.2", "unchanged", true]]);
  });

  it("sets what is missing of a lock", async () => {
    await world.runInProcess({ images: line("half"), "lock-tags": "*" });
    const { tags, manifests } = world.prod.store.repository("half");
    const tag = tags.get("1.4.2");
    if (tag === undefined) throw new Error("the tag is absent");
    tag.attributes.deleteEnabled = true;
    const ofTag = await world.runInProcess({ images: line("half"), "lock-tags": "*" });
    expect(patchesOf(ofTag)).toEqual(['_tags/1.4.2 {"writeEnabled":false,"deleteEnabled":false}']);
    const manifest = manifests.get(tag.digest);
    if (manifest !== undefined) manifest.attributes.deleteEnabled = true;
    const ofManifest = await world.runInProcess({ images: line("half"), "lock-tags": "*" });
    expect(patchesOf(ofManifest)).toEqual([`_manifests/${tag.digest} {"deleteEnabled":false}`]);
  });

  it("locks a moved tag, and then refuses to move it", async () => {
    putImage({ store: world.prod.store, repository: "moved" }, { content: "earlier", tag: "1.4.2" });
    const inputs = { images: line("moved"), "lock-tags": "*", "on-conflict": "overwrite" };
    const run = await world.runInProcess(inputs);
    expect([tagsOf(run), attributesOf("moved", "1.4.2")]).toEqual([[["1.4.2", "moved", true]], [LOCKED, HELD]]);
    const other = await world.runInProcess({ ...inputs, images: `${dev}/legacy:7 => moved:1.4.2` });
    expect(other.result.images[0]?.error?.code).toBe("TARGET_LOCKED");
    expect(tagsOf(other)).toEqual([["1.4.2", "pending", undefined]]);
  });

  it("leaves a tag that on-conflict: skip keeps on another digest", async () => {
    putImage({ store: world.prod.store, repository: "kept" }, { content: "earlier", tag: "1.4.2" });
    const run = await world.runInProcess({ images: line("kept"), "lock-tags": "*", "on-conflict": "skip" });
    expect([run.outputs["status"], patchesOf(run)]).toEqual(["skipped", []]);
  });

  it("leaves a tag that forward-only keeps on another digest, and locks the others", async () => {
    putImage({ store: world.prod.store, repository: "forward" }, { content: "newer", tag: "2.0.0" });
    const { digest } = putImage(
      { store: world.prod.store, repository: "forward" },
      { content: "newer", tag: "latest" },
    );
    const run = await world.run({
      images: line("forward", "1.4.9,latest"),
      "forward-only": "latest",
      "mutable-tags": "",
      "lock-tags": "*",
    });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(tagsOf(run)).toEqual([
      ["1.4.9", "created", true],
      ["latest", "kept", undefined],
    ]);
    expect(world.prod.store.tags("forward")["latest"]).toBe(digest);
    expect(attributesOf("forward", "latest")).toEqual([UNLOCKED, UNLOCKED]);
  });

  it("locks after all tags of a set, and nothing where the set fails", async () => {
    const images = `${line("set/a")}\n${dev}/legacy:7 => set/b:1.4.2`;
    const run = await world.runInProcess({ images, "lock-tags": "*" });
    expect(run.exitCode).toBe(0);
    const at = (test: (request: ShippedRun["requests"][number]) => boolean) => run.requests.findIndex(test);
    const lastImport = run.requests.findLastIndex(({ target }) => target.includes("/importImage"));
    expect(at(({ method }) => method === "PATCH")).toBeGreaterThan(lastImport);
    expect(patchesOf(run)).toHaveLength(4);

    world.azure.faults.add({
      party: "resource-manager",
      method: "POST",
      body: /set\/d:1\.4\.2/,
      times: "always",
      action: { kind: "status", status: 403, body: "{}" },
    });
    const failing = images.replace("set/a", "set/c").replace("set/b", "set/d");
    const failed = await world.runInProcess({ images: failing, "lock-tags": "*" });
    expect([failed.result.images.map(({ status }) => status), patchesOf(failed)]).toEqual([["promoted", "failed"], []]);
    expect(tagsOf(failed)).toEqual([["1.4.2", "created", undefined]]);
    expect(failed.summary).toContain("In place, but not known to be locked");
    expect(failed.log).toMatch(/promoted {2}\S+\/set\/c@sha256:\w+ {2}not locked: 1\.4\.2/);

    const single = await world.runInProcess({ images: failing, "lock-tags": "*", "all-or-nothing": "false" });
    expect(single.result.images.map(({ status }) => status)).toEqual(["up-to-date", "failed"]);
    expect([attributesOf("set/c", "1.4.2"), patchesOf(single)]).toEqual([
      [LOCKED, HELD],
      [expect.stringContaining("_manifests/"), expect.stringContaining("_tags/1.4.2")],
    ]);
  });

  it.each([
    ["is answered by a server error", { kind: "status", status: 503, body: "" } as const, "request" as const],
    ["is answered, and the response is lost", { kind: "reset" } as const, "response" as const],
  ])("repeats a lock that %s", async (words, action, phase) => {
    const repository = `repeat/${phase}`;
    const fault = world.azure.faults.add({ host: prod, method: "PATCH", path: /_tags/, phase, action });
    const run = await world.runInProcess({ images: line(repository), "lock-tags": "*" });
    expect([words, fault.struck, run.exitCode, patchesOf(run).length]).toEqual([words, 1, 0, 3]);
    expect(tagsOf(run)).toEqual([["1.4.2", "created", true]]);
  });

  it("is a conflict where someone else moves the tag before it is locked", async () => {
    world.azure.faults.add({
      host: prod,
      method: "PATCH",
      path: /_tags/,
      onRequest: () => putImage({ store: world.prod.store, repository: "rival" }, { content: "rival", tag: "1.4.2" }),
    });
    const run = await world.runInProcess({ images: line("rival"), "lock-tags": "*", "lock-file": "rival.yml" });
    expect([run.outputs["status"], run.outputs["images"], run.outputs["lock-file"]]).toEqual(["conflict", "", ""]);
    expect(tagsOf(run)).toEqual([["1.4.2", "conflict", undefined]]);
    expect(run.errors).toContain("rival:1.4.2 was set to");
  });

  it("quotes the registry's refusal without the token", async () => {
    world.azure.faults.add({
      host: prod,
      method: "PATCH",
      times: "always",
      action: {
        kind: "answer",
        answer: (request) => ({
          status: 403,
          headers: { "Content-Type": "application/json" },
          body: Buffer.from(
            JSON.stringify({ errors: [{ code: "DENIED", message: `no: ${request.headers["authorization"]}` }] }),
          ),
        }),
      },
    });
    const run = await world.runInProcess({ images: line("echo"), "lock-tags": "*" });
    expect([run.outputs["status"], run.result.error?.code]).toEqual(["failed", "TAG_NOT_LOCKED"]);
    expect(run.result.error?.message).toContain("DENIED: no: Bearer [redacted]");
  });

  it("makes no request more where lock-tags matches nothing, and says exactly which it makes more where it does", async () => {
    const kinds = ({ requests }: ShippedRun) =>
      requests
        .filter(({ host }) => host === prod)
        .map(({ method, target, body }) =>
          target.startsWith("/oauth2/token")
            ? `TOKEN ${new URLSearchParams(body).getAll("scope").join(" ")}`
            : `${method} ${target}`,
        )
        .map((text) => text.replaceAll(/count\/\w+/g, "count/x"))
        .sort();
    const without = await world.runInProcess({ images: line("count/without") });
    const off = await world.runInProcess({ images: line("count/off"), "lock-tags": "2.*" });
    const on = await world.runInProcess({ images: line("count/on"), "lock-tags": "*" });
    expect(kinds(off)).toEqual(kinds(without));
    const more = kinds(on).filter((kind) => !kinds(off).includes(kind));
    expect(more).toEqual([
      `PATCH /acr/v1/count/x/_manifests/${world.digests.worker}`,
      "PATCH /acr/v1/count/x/_tags/1.4.2",
      "TOKEN repository:count/x:metadata_write",
    ]);
    const again = await world.runInProcess({ images: line("count/on"), "lock-tags": "*" });
    const unlocked = await world.runInProcess({ images: line("count/without") });
    expect(kinds(again).filter((kind) => !kinds(unlocked).includes(kind))).toEqual([
      `GET /acr/v1/count/x/_manifests/${world.digests.worker}`,
      "GET /acr/v1/count/x/_tags/1.4.2",
    ]);
  });
});

describe("without a role that may set locks", () => {
  beforeAll(async () => {
    world = await startWorld();
    world.azure.grant(contoso.clientId, "AcrPush", world.prod.id);
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.prod.ungrantedScopes = "refused";
    world.prod.properties.roleAssignmentMode = "LegacyRegistryPermissions";
  });

  it.each([
    ["refuses the token", "refused", "run"],
    ["lists no such right in the token", "listed", "runInProcess"],
  ] as const)("writes nothing where the registry %s", async (_words, ungranted, how) => {
    world.prod.ungrantedScopes = ungranted;
    const run = await world[how]({ images: line(`denied/${ungranted}`), "lock-tags": "*" });
    expect([run.outputs["status"], run.imports, patchesOf(run)]).toEqual(["blocked", [], []]);
    const error = run.result.images[0]?.error;
    expect(error?.code).toBe("LOCK_ROLE_MISSING");
    expect(error?.message).toContain(`may not lock tags in ${prod}/denied/${ungranted} (metadata_write)`);
    for (const role of [
      "Repository Writer",
      "Repository Contributor",
      "Owner, Contributor or a custom role",
      "AcrPush is not enough",
    ])
      expect(error?.remedy).toContain(role);
    expect(error?.remedy).toContain('--role "Contributor"');
  });

  it("writes nothing for an image that is up to date, either", async () => {
    await world.runInProcess({ images: line("denied/there") });
    const run = await world.runInProcess({ images: line("denied/there"), "lock-tags": "*" });
    expect([run.outputs["status"], patchesOf(run)]).toEqual(["blocked", []]);
  });

  it("warns of it in a dry run, which another identity may do", async () => {
    const run = await world.runInProcess({ images: line("denied/dry"), "lock-tags": "*", "dry-run": "true" });
    expect([run.exitCode, run.outputs["status"]]).toEqual([0, "planned"]);
    expect(run.log).toContain("may not lock tags");
  });

  it("needs no such right where everything is locked already", async () => {
    const { digest } = putImage(
      { store: world.prod.store, repository: "held" },
      { content: "worker 812", tag: "1.4.2" },
    );
    expect(digest).toBe(world.digests.worker);
    world.prod.store.lock("held", "1.4.2", LOCKED);
    world.prod.store.lock("held", digest, { deleteEnabled: false });
    const run = await world.runInProcess({ images: line("held"), "lock-tags": "*" });
    expect([run.outputs["status"], tagsOf(run)]).toEqual(["up-to-date", [["1.4.2", "unchanged", true]]]);
  });

  it("is failed, and the images are in place, where only the lock itself shows it", async () => {
    world.prod.ungrantedScopes = "silent";
    const inputs = { images: `${line("silent/a")}\n${line("silent/b")}`, "lock-tags": "*", "lock-file": "locked.yml" };
    const run = await world.run(inputs);
    expect([run.exitCode, run.outputs["status"]]).toEqual([1, "failed"]);
    expect(run.result.error).toMatchObject({
      code: "TAG_NOT_LOCKED",
      message: expect.stringContaining("silent/a:1.4.2, silent/b:1.4.2: promoted, but not locked."),
      remedy: expect.stringContaining("AcrPush is not enough"),
    });
    expect(run.errors).toContain("promoted, but not locked");
    expect(run.result.images.map(({ status }) => status)).toEqual(["promoted", "promoted"]);
    expect([tagsOf(run, 0), tagsOf(run, 1)]).toEqual([
      [["1.4.2", "created", undefined]],
      [["1.4.2", "created", undefined]],
    ]);
    expect(run.outputs["images"]?.split("\n")).toEqual(
      ["a", "b"].map((name) => `${prod}/silent/${name}@${world.digests.worker}`),
    );
    expect(await readFile(run.outputs["lock-file"] ?? "", "utf8")).toContain("silent/b:1.4.2");
    expect(run.summary).toContain("not&nbsp;locked");
    expect(attributesOf("silent/a", "1.4.2")).toEqual([UNLOCKED, UNLOCKED]);

    const again = await world.runInProcess(inputs);
    expect([again.outputs["status"], again.result.images.map(({ status }) => status)]).toEqual([
      "failed",
      ["up-to-date", "up-to-date"],
    ]);
    expect(again.result.error?.message).toContain("silent/a:1.4.2, silent/b:1.4.2: in place, but not locked.");
  });

  it("locks in ABAC mode as Container Registry Repository Writer, and names that mode where the role is missing", async () => {
    world.prod.properties.roleAssignmentMode = "AbacRepositoryPermissions";
    const without = await world.runInProcess({ images: line("abac"), "lock-tags": "*" });
    expect(without.result.images[0]?.error?.remedy).toContain('--role "Container Registry Repository Writer"');
    world.azure.grant(contoso.clientId, "Container Registry Repository Writer", world.prod.id);
    const run = await world.runInProcess({ images: line("abac"), "lock-tags": "*" });
    expect([run.exitCode, attributesOf("abac", "1.4.2")]).toEqual([0, [LOCKED, HELD]]);
  });
});
