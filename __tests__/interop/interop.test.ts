// The shipped action among software that nobody here wrote: Debian's docker-registry behind the local Azure's front, Debian's skopeo
// and azure-cli as clients. What a program is missing for is skipped by name. The table of it all ends up in .artifacts/interop.md.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { digestOfBytes, type RegistryStore } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import type { AzureRegistry } from "../emulator/world.ts";
import { bodyOf, type Client, createClient, REGISTRY_SCOPE } from "../integration/emulator/client.ts";
import { AZ, type AzureCli, createAzureCli } from "./azure-cli.ts";
import { DOCKER_REGISTRY, type DockerRegistry } from "./docker-registry.ts";
import { CLIENTS, type ClientName, createInteropTable, REGISTRIES, type RegistryKind } from "./interop-table.ts";
import { PATH, runProgram } from "./program.ts";
import { placeRealRegistries } from "./real-registries.ts";
import { addOutsideRegistry, OUTSIDE_HOST, type Scenario, scenarios } from "./scenarios.ts";
import { createSkopeo, type ImagePlace, SKOPEO, type Skopeo } from "./skopeo.ts";

const { dev, prod } = contoso;
const [PROD_NAME = ""] = prod.split(".");
const TOKEN_USER = "00000000-0000-0000-0000-000000000000";
const CONFLICT = expect.stringMatching(/\(Conflict\).*already exists in target registry/);
/** How a program tells its version. */
const VERSIONS: Record<string, [args: readonly string[], pattern: RegExp]> = {
  [DOCKER_REGISTRY]: [["--version"], /(\d+\.\d+\.\d+)/],
  [SKOPEO]: [["--version"], /(\d+\.\d+\.\d+)/],
  [AZ]: [["version"], /"azure-cli": "([^"]+)"/],
};
const PROGRAMS: Record<ClientName, string> = { skopeo: SKOPEO, az: AZ };
const isInstalled = (kind: RegistryKind, ...clients: ClientName[]) =>
  (kind === "in memory" || existsSync(DOCKER_REGISTRY)) && clients.every((client) => existsSync(PROGRAMS[client]));
const describeWhere = (possible: boolean) => (possible ? describe : describe.skip);
const itWhere = (possible: boolean) => (possible ? it : it.skip);

/** Each az call is a Python program to load: seconds on a busy machine. */
const LIMIT_MS = 120_000;

const COPIED = "copied by the client, then promoted: up to date";
const TAKEN = "tag that holds another digest: refused, nothing moves";
const MOVING = "source tag moves as the import starts: the digest that was read is promoted";
const ROWS = [...scenarios.map(({ name }) => name), COPIED, TAKEN, MOVING];
const table = createInteropTable(ROWS);

/** A test that is one cell of the table. */
function cell(row: string, kind: RegistryKind, client: ClientName, statement: string, body: () => Promise<void>): void {
  const possible = isInstalled(kind, client);
  table.set(row, kind, client, possible ? "not run" : "not installed");
  itWhere(possible)(
    `${client}: ${statement}`,
    async () => {
      table.set(row, kind, client, "FAIL");
      await body();
      table.set(row, kind, client, "pass");
    },
    LIMIT_MS,
  );
}

/** The world of one kind of registries, with the clients in it. */
interface Surroundings {
  readonly world: World;
  readonly client: Client;
  readonly skopeo: Skopeo;
  readonly az: AzureCli;
  /** What a registry holds, by its host; the seed itself, no matter where it was copied to. */
  readonly seeds: ReadonlyMap<string, RegistryStore>;
  /** The real registry behind prod. */
  readonly behindProd: DockerRegistry | undefined;
  /** A fresh directory. */
  directory(): Promise<string>;
  close(): Promise<void>;
}

async function surround(kind: RegistryKind): Promise<Surroundings> {
  const root = await mkdtemp(join(tmpdir(), "interop-"));
  const world = await startWorld();
  const { azure } = world;
  azure.imports.settings.copyMs = 0;
  azure.imports.settings.retryAfterSeconds = 1;
  azure.grant(contoso.clientId, "AcrPush", world.prod.id);
  const real = kind === "docker-registry" ? await placeRealRegistries(world) : undefined;
  const outside = addOutsideRegistry(azure, (await real?.startAnother("outside"))?.url);
  return {
    world,
    client: createClient(azure),
    skopeo: createSkopeo(azure, root),
    az: createAzureCli(azure, root),
    seeds: new Map([
      [dev, world.dev.store],
      [OUTSIDE_HOST, outside],
    ]),
    behindProd: real?.prod,
    directory: () => mkdtemp(join(root, "copy-")),
    async close() {
      await world.close();
      await real?.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A directory's files, by name. */
async function readFiles(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory)).toSorted();
  const files = await Promise.all(names.map((name) => readFile(join(directory, name))));
  return Object.fromEntries(names.map((name, at) => [name, digestOfBytes(files[at] ?? Buffer.of())]));
}

/** Puts an image of one layer into a registry; its digest. */
function putInto({ store }: AzureRegistry, name: string, content: string): string {
  const [repository = "", tag = ""] = name.split(":");
  return putImage({ store, repository }, { content, tag }).digest;
}

const sourceOf = ({ host, repository, tag }: Scenario) => `${host}/${repository}:${tag}`;

for (const kind of REGISTRIES) {
  describeWhere(isInstalled(kind))(`with registries: ${kind}`, () => {
    let here: Surroundings;
    /** What skopeo signs in with, by host. */
    const credentials: Record<string, string> = {};

    beforeAll(async () => {
      here = await surround(kind);
      for (const host of [dev, prod]) {
        const exchanged = await here.client.exchange(host, await here.client.entraToken(REGISTRY_SCOPE));
        credentials[host] = `${TOKEN_USER}:${bodyOf(exchanged)["refresh_token"]}`;
      }
      if (!isInstalled(kind, "az")) return;
      const { clientId, tenantId } = contoso;
      await here.az.login({ clientId, tenantId, idToken: await here.client.idToken() });
    }, LIMIT_MS);

    afterAll(() => here.close());

    const at = (reference: string): ImagePlace => {
      const held = credentials[reference.split("/")[0] ?? ""];
      return held === undefined ? { reference } : { reference, credentials: held };
    };
    const digestAt = async (reference: string) => digestOfBytes(await here.skopeo.inspectRaw(at(reference)));
    const filesAt = async (place: ImagePlace) => {
      const directory = await here.directory();
      await here.skopeo.copyToDirectory(place, directory);
      return await readFiles(directory);
    };

    describe.each(scenarios)("$name", (scenario) => {
      const { target } = scenario;
      let run: ShippedRun;

      beforeAll(async () => {
        run = await here.world.run({ images: `${sourceOf(scenario)} => ${target.repository}:${target.tags.join()}` });
        expect(run.result.counts).toEqual({ promoted: 1 });
      });

      cell(scenario.name, kind, "skopeo", "reads back every byte of what the action promoted", async () => {
        const seed = here.seeds.get(scenario.host);
        const bytes = seed?.manifest(scenario.repository, scenario.tag)?.bytes;
        expect(bytes).toBeDefined();
        for (const tag of target.tags)
          expect(await here.skopeo.inspectRaw(at(`${prod}/${target.repository}:${tag}`))).toEqual(bytes);
        const { referrers = [] } = run.result.images[0] ?? {};
        expect(referrers).toHaveLength(scenario.referrers);
        for (const { digest, tag } of referrers) {
          const reference = tag === null ? `@${digest}` : `:${tag}`;
          expect(await here.skopeo.inspectRaw(at(`${prod}/${target.repository}${reference}`))).toEqual(
            seed?.manifest(scenario.repository, digest)?.bytes,
          );
        }
        const promoted = `${target.repository}:${target.tags[0]}`;
        const original = await filesAt(at(sourceOf(scenario)));
        expect(Object.keys(original).length).toBeGreaterThanOrEqual(4);
        expect(await filesAt(at(`${prod}/${promoted}`))).toEqual(original);
        // Past the front as well: two programs that nobody here wrote, and nothing of ours between them.
        if (here.behindProd !== undefined)
          expect(await filesAt({ reference: `${here.behindProd.host}/${promoted}`, plain: true })).toEqual(original);
      });

      cell(scenario.name, kind, "az", "lists what the action promoted; what az imported is up to date", async () => {
        const { digest, referrers } = run.result.images[0] ?? {};
        const listed = await here.az.listManifests(PROD_NAME, target.repository);
        expect(listed.find((each) => each.digest === digest)?.tags?.toSorted()).toEqual(target.tags.toSorted());
        if (scenario.referrers > 0) {
          const refer = referrers?.filter(({ subject, tag }) => subject === digest && tag === null);
          expect(refer?.length).toBeGreaterThan(0);
          const shown = await here.az.listReferrers(PROD_NAME, `${target.repository}:${target.tags[0]}`);
          expect(shown.toSorted()).toEqual(refer?.map((each) => each.digest).toSorted());
        }

        const tags = target.tags.map((tag) => `az/${target.repository}:${tag}`);
        const imported = await here.az.import(
          PROD_NAME,
          sourceOf(scenario),
          ...tags.flatMap((tag) => ["--image", tag]),
        );
        expect(imported).toMatchObject({ exitCode: 0, stderr: "" });
        const line = `${sourceOf(scenario)} => az/${target.repository}:${target.tags.join()}`;
        const again = await here.world.run({ images: line, referrers: "none" });
        expect(again.result.counts).toEqual({ "up-to-date": 1 });
        expect(again.result.images[0]?.digest).toBe(digest);
        expect(again.imports).toEqual([]);
      });
    });

    describe(COPIED, () => {
      cell(COPIED, kind, "skopeo", "what skopeo copied needs no import", async () => {
        await here.skopeo.copy(at(`${dev}/api:build-812`), at(`${prod}/copied/api:1`));
        const run = await here.world.run({ images: `${dev}/api:build-812 => copied/api:1`, referrers: "none" });
        expect(run.result.counts).toEqual({ "up-to-date": 1 });
        expect(run.imports).toEqual([]);
      });

      cell(COPIED, kind, "az", "a second import is a conflict to az, and nothing to do for the action", async () => {
        const options = [`${dev}/worker:build-812`, "--image", "twice/worker:1"] as const;
        expect((await here.az.import(PROD_NAME, ...options)).exitCode).toBe(0);
        expect(await here.az.import(PROD_NAME, ...options)).toMatchObject({ exitCode: 1, stderr: CONFLICT });
        const run = await here.world.run({ images: `${dev}/worker:build-812 => twice/worker:1` });
        expect(run.result.counts).toEqual({ "up-to-date": 1 });
      });
    });

    describe(TAKEN, () => {
      cell(TAKEN, kind, "skopeo", "reads the old image after the action refused", async () => {
        const old = putInto(here.world.prod, "taken/worker:1.0", "worker 700");
        const run = await here.world.run({ images: `${dev}/worker:build-812 => taken/worker:1.0` });
        expect(run.result.counts).toEqual({ conflict: 1 });
        expect(run.imports).toEqual([]);
        expect(await digestAt(`${prod}/taken/worker:1.0`)).toBe(old);
      });

      cell(TAKEN, kind, "az", "is refused the tag as well, and lists the old image", async () => {
        const old = putInto(here.world.prod, "az-taken/worker:1.0", "worker 700");
        const refused = await here.az.import(PROD_NAME, `${dev}/worker:build-812`, "--image", "az-taken/worker:1.0");
        expect(refused).toMatchObject({ exitCode: 1, stderr: CONFLICT });
        expect(await here.az.listManifests(PROD_NAME, "az-taken/worker")).toMatchObject([
          { digest: old, tags: ["1.0"] },
        ]);
      });
    });

    describe(MOVING, () => {
      /** Puts a build under a tag that moves on to the next build as soon as an import is asked for. */
      const putMoving = (name: string) => {
        const looked = putInto(here.world.dev, name, "build 1");
        const move = here.world.azure.faults.add({
          party: "resource-manager",
          method: "POST",
          path: /\/importImage\?/,
          onRequest: () => putInto(here.world.dev, name, "build 2"),
        });
        return { looked, move };
      };

      cell(MOVING, kind, "skopeo", "finds in the target what it had looked at in the source", async () => {
        const { move } = putMoving("moving/app:rc");
        const looked = await digestAt(`${dev}/moving/app:rc`);
        const run = await here.world.run({ images: `${dev}/moving/app:rc => moving/app:1.0` });
        expect(move.struck).toBe(1);
        expect(run.result.counts).toEqual({ promoted: 1 });
        expect(await digestAt(`${prod}/moving/app:1.0`)).toBe(looked);
        expect(await digestAt(`${dev}/moving/app:rc`)).not.toBe(looked);
      });

      cell(MOVING, kind, "az", "imports by tag what nobody looked at, and the action tells", async () => {
        const { looked, move } = putMoving("az-moving/app:rc");
        const imported = await here.az.import(PROD_NAME, `${dev}/az-moving/app:rc`, "--image", "az-moving/app:1.0");
        expect(move.struck).toBe(1);
        expect(imported).toMatchObject({ exitCode: 0, stderr: "" });
        const [listed] = await here.az.listManifests(PROD_NAME, "az-moving/app");
        expect(listed?.tags).toEqual(["1.0"]);
        expect(listed?.digest).not.toBe(looked);
        const run = await here.world.run({ images: `${dev}/az-moving/app@${looked} => az-moving/app:1.0` });
        expect(run.result.counts).toEqual({ conflict: 1 });
        expect(run.errors).toContain(looked.slice(7, 19));
      });
    });

    itWhere(isInstalled(kind, "skopeo", "az"))(
      "az acr login lets skopeo in",
      async () => {
        const token = await here.az.exposeToken(PROD_NAME);
        const reference = `${prod}/worker:build-812`;
        const bytes = await here.skopeo.inspectRaw({ reference, credentials: `${TOKEN_USER}:${token}` });
        expect(digestOfBytes(bytes)).toBe(here.world.digests.worker);
      },
      LIMIT_MS,
    );
  });
}

it("has its table in docs/interoperability.md, all green", async () => {
  const green = createInteropTable(ROWS);
  for (const row of ROWS)
    for (const kind of REGISTRIES) for (const client of CLIENTS) green.set(row, kind, client, "pass");
  expect(await readFile("docs/interoperability.md", "utf8")).toContain(green.render());
});

afterAll(async () => {
  const versions = await Promise.all(
    Object.entries(VERSIONS).map(async ([file, [args, pattern]]) =>
      existsSync(file)
        ? `${basename(file)} ${pattern.exec((await runProgram(file, args, { PATH })).stdout.toString())?.[1]}`
        : `no ${basename(file)}`,
    ),
  );
  const text = `${table.render()}\nWith ${versions.join(", ")}.\n`;
  process.stdout.write(`\n${text}\n`);
  await mkdir(".artifacts", { recursive: true });
  await writeFile(".artifacts/interop.md", text);
});
