// What one run hands to the next on the shipped bundle: the images file and its errors, the lock file, tags of other actions.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { putImage } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import type { AzureRegistry } from "../emulator/world.ts";
import { type ShippedRun, startWorld, type World } from "./shipped-action.ts";

const { dev, prod } = contoso;
const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
let world: World;
let staging: AzureRegistry;
let workspace: string;

beforeAll(async () => {
  world = await startWorld();
  const { subscriptionId, clientId } = contoso;
  staging = world.azure.addRegistry({ name: "contosostaging", resourceGroup: "rg-prod", subscriptionId });
  world.azure.grant(clientId, "Container Registry Data Importer and Data Reader", staging.id);
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), "workspace-"));
  return () => rm(workspace, { recursive: true });
});

/** Error annotations as `file:line title`. */
function placesOf(run: ShippedRun): string[] {
  return run.annotations
    .filter(({ command }) => command === "error")
    .map(({ properties }) => `${properties["file"]}:${properties["line"]}`);
}

describe("a lock file", () => {
  const images = `
    # what the release consists of
    api:build-812 => shop/api:1.4.2,1.10
    worker:build-812
    legacy@sha256:LEGACY => old/legacy
  `;
  const stage = (lockFile: string, more: Record<string, string> = {}) =>
    world.runInProcess(
      {
        registry: "contosostaging",
        "source-registry": dev,
        images: images.replace("sha256:LEGACY", world.digests.legacy.list),
        referrers: "none",
        "lock-file": lockFile,
        ...more,
      },
      { workspace },
    );
  const read = (path: string) => readFile(join(workspace, path), "utf8");

  it("is production's input: staging's digests arrive, whatever its tags say by then", async () => {
    const { api, worker, legacy } = world.digests;
    await mkdir(join(workspace, "locks"));
    const staged = await stage("locks/release.yaml");
    expect(staged.result.counts).toEqual({ promoted: 3 });
    expect(staged.outputs["lock-file"]).toBe(join(workspace, "locks/release.yaml"));
    const lock = await read("locks/release.yaml");
    expect(lock.replace(/^#.*\n/, "")).toBe(`version: 1
sourceRegistry: "contosostaging.azurecr.io"
images:
  - source: "shop/api:1.4.2"
    digest: "${api.index}"
    tags:
      - "1.4.2"
      - "1.10"
    mediaType: "${INDEX}"
    platforms:
${Object.keys(api.platforms)
  .map((platform) => `      - "${platform}"\n`)
  .join("")}    from: "${dev}/api:build-812"
  - source: "worker:build-812"
    digest: "${worker}"
    tags:
      - "build-812"
    mediaType: "${MANIFEST}"
    from: "${dev}/worker:build-812"
  - source: "old/legacy"
    digest: "${legacy.list}"
    mediaType: "application/vnd.docker.distribution.manifest.list.v2+json"
    platforms:
      - "linux/amd64"
      - "linux/arm64"
    from: "${dev}/legacy@${legacy.list}"
`);

    putImage({ store: staging.store, repository: "shop/api" }, { content: "api 900", tag: "1.4.2" });
    const released = await world.run(
      { "images-file": "locks/release.yaml", referrers: "none", "lock-file": "locks/prod.yaml" },
      { workspace },
    );
    expect(released.result.images.map(({ status, digest }) => [status, digest])).toEqual([
      ["promoted", api.index],
      ["promoted", worker],
      ["promoted", legacy.list],
    ]);
    expect(world.prod.store.tags("shop/api")).toEqual({ "1.4.2": api.index, "1.10": api.index });
    expect(world.prod.store.tags("old/legacy")).toEqual({});
    const copies = released.imports.filter(
      ({ untaggedTargetRepositories = [] }) => untaggedTargetRepositories.length > 0,
    );
    expect(copies.map(({ source }) => source.resourceId)).toEqual(copies.map(() => staging.id));
    expect(copies).toHaveLength(3);
    const [warning, ...others] = released.annotations;
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      command: "warning",
      message: expect.stringContaining("has moved to"),
      properties: { file: "locks/release.yaml", line: "5" },
    });
    const release = await read("locks/prod.yaml");
    expect(release).toContain(`sourceRegistry: "${prod}"`);
    expect(release).toContain(`from: "contosostaging.azurecr.io/shop/api:1.4.2"`);
    staging.store.putTag("shop/api", "1.4.2", api.index);
  });

  it("has the same bytes for the same result, and is left alone by dry and failing runs", async () => {
    await stage("first.yaml");
    const again = await stage("second.yaml");
    expect(again.result.counts).toEqual({ "up-to-date": 3 });
    const lock = await read("first.yaml");
    expect(await read("second.yaml")).toBe(lock);
    const dry = await stage("first.yaml", { "dry-run": "true", images: "worker:build-812 => worker:2" });
    const failing = await stage("first.yaml", { images: "worker:build-999" });
    expect([dry, failing].map(({ exitCode, outputs }) => [exitCode, outputs["lock-file"]])).toEqual([
      [0, ""],
      [1, ""],
    ]);
    expect(await read("first.yaml")).toBe(lock);
  });
});

describe("an images file", () => {
  const promote = (file: string, text: string | Buffer, inputs: Record<string, string> = {}) =>
    writeFile(join(workspace, file), text).then(() =>
      world.runInProcess({ "images-file": file, ...inputs }, { workspace }),
    );

  it.each([
    [
      "images.yaml",
      (digest: string) =>
        `version: 1\nsourceRegistry: ${dev}\nimages:\n  - source: worker:build-812\n    digest: ${digest}\n    repository: PLACE/worker\n    tags: ["1.10", stable]\n    referrers: none\n`,
    ],
    [
      "images.json",
      (digest: string) =>
        JSON.stringify({
          version: 1,
          sourceRegistry: dev,
          images: [{ source: "worker", digest, repository: "PLACE/worker", tags: ["1.10", "stable"] }],
        }),
    ],
  ])("%s says what goes where, and adds up with the images input", async (file, textOf) => {
    const { worker } = world.digests;
    const place = file.replace(".", "-");
    const run = await promote(file, textOf(worker).replace("PLACE", place), {
      images: `${dev}/worker:build-812 => ${place}/own:1`,
    });
    expect(run.result.images.map(({ repository, status }) => [repository, status])).toEqual([
      [`${place}/own`, "promoted"],
      [`${place}/worker`, "promoted"],
    ]);
    expect(world.prod.store.tags(`${place}/worker`)).toEqual({ "1.10": worker, stable: worker });
  });

  it.each<[string, string, string, number[]]>([
    [
      "everything that an entry can have wrong",
      "bad.yaml",
      `version: 1
sourceRegistry: ${dev}
images:
  - repository: api
  - source: api:1.0
    tag: "1.0"
  - source: Api:1.0
  - source: api:1.0
    tags: [1.10]
  - source: api:1.0
    tags: "1.0"
  - source: api
  - source: api:1.0
    digest: sha256:123
  - source: api:1.0
    referrers: some
  - source: api:1.0
    mediaType: text/plain
`,
      [4, 6, 7, 9, 11, 12, 14, 16, 18],
    ],
    [
      "what YAML could mean otherwise than it looks",
      "tricks.yaml",
      `version: 1
images:
  - &one
    source: ${dev}/api:1.0
    source: ${dev}/api:2.0
  - *one
  - source: !secret api
`,
      [4, 5, 6, 7],
    ],
    ["broken JSON", "broken.json", `{ "version": 1,\n  "images": [\n    { "source": "a:1" \n  ]\n}`, [4]],
    ["another version and no list", "version.yaml", `version: 2\nimages:\n  source: api:1.0\n`, [1, 3]],
    [
      "two digests on one tag",
      "twice.yaml",
      `version: 1
sourceRegistry: ${dev}
images:
  - source: api@sha256:${"1".repeat(64)}
    tags: ["1.0"]
  - source: api@sha256:${"2".repeat(64)}
    tags: ["1.0"]
`,
      [6],
    ],
  ])("with %s is refused, each problem on its line, before any request", async (_name, file, text, lines) => {
    const run = await promote(file, text);
    expect(run.exitCode).toBe(1);
    expect(placesOf(run)).toEqual(lines.map((line) => `${file}:${line}`));
    expect(run.requests).toEqual([]);
  });

  it("has what fails later on its lines too", async () => {
    const run = await promote(
      "later.yaml",
      `version: 1
sourceRegistry: ${dev}
images:
  - source: worker:build-812
    repository: later/worker
  - source: worker:build-999
    repository: later/worker
    tags: ["999"]
  - source: api:build-812
    repository: later/api
    platforms: [linux/riscv64]
`,
    );
    expect(run.result.images.map(({ status }) => status)).toEqual(["pending", "missing", "blocked"]);
    expect(placesOf(run)).toEqual(["later.yaml:6", "later.yaml:9"]);
    expect(run.imports).toEqual([]);
  });

  it.each([
    ["is not there", "nowhere.yaml"],
    ["lies outside of the workspace", "../outside.yaml"],
  ])("that %s is one error before any request", async (_name, path) => {
    const run = await world.runInProcess({ "images-file": path }, { workspace });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toContain(path);
    expect(run.requests).toEqual([]);
  });
});

describe("tags of docker/metadata-action", () => {
  it("are taken as they come: this target's are set, another registry's are ignored with a notice", async () => {
    const tags = ["1.4.2", "1.4", "1", "latest", "sha-0a1b2c3"];
    const metadata = [prod, "ghcr.io"].flatMap((host) => tags.map((tag) => `${host}/shop/meta:${tag}`)).join("\n");
    const { worker } = world.digests;
    const run = await world.run({ images: `${dev}/worker@${worker} => shop/meta`, tags: metadata });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(world.prod.store.tags("shop/meta")).toEqual(Object.fromEntries(tags.map((tag) => [tag, worker])));
    expect(run.annotations.map(({ command, message }) => [command, message.split(" ")[1]])).toEqual(
      tags.map((tag) => ["notice", `ghcr.io/shop/meta:${tag}`]),
    );
    const checksums = await readFile(run.outputs["subject-checksums"] ?? "", "utf8");
    expect(checksums).toBe(`${worker.slice(7)}  ${prod}/shop/meta\n`);
  });
});
