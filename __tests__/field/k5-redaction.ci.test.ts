// K5.2: registries and Azure repeat what was sent to them. No secret of the run is in what the run leaves behind: log,
// annotations, outputs, result files, summary, lock file.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { addEcho, ENCODINGS, secretsIn } from "../emulator/echo.ts";
import type { Fault } from "../emulator/faults.ts";
import { addForeignRegistry, type ForeignRegistry } from "../emulator/foreign-registry.ts";
import { MEDIA_TYPES, putDocument, putImage } from "../emulator/images.ts";
import { findSecretsInText } from "../emulator/secrets.ts";
import { contoso } from "../emulator/seed.ts";

/** A password with every character that an encoding changes. */
const PASSWORD = `p@ss w0rd/+&=?"'<ä>\\%2F~(0)-Zq7Lk3Vx9`;
const HOST = "registry.fabrikam.example";

let world: World;
let registry: ForeignRegistry;

beforeEach(async () => {
  world = await startWorld();
  // An import that takes its time is polled.
  Object.assign(world.azure.imports.settings, { retryAfterSeconds: 1, copyMs: 5_000 });
  registry = addForeignRegistry(world.azure, {
    host: HOST,
    authentication: "bearer",
    realm: "https://auth.fabrikam.example/token",
    anonymousPull: false,
    referrersApi: true,
  });
  registry.addUser("deploy", PASSWORD);
  world.azure.world.tokens.addSecret(PASSWORD);
  for (const repository of ["app", "other"]) {
    putImage({ store: registry.store, repository }, { tag: "1", content: repository });
  }
});
afterEach(() => world.close());

const INPUTS = {
  "source-username": "deploy",
  "source-password": PASSWORD,
  images: `${HOST}/app:1 => app:1`,
};

const unescapeHtml = (text: string) =>
  text
    .replaceAll("<wbr>", "")
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

/** All strings in a JSON text, decoded. */
function stringsIn(json: string): string[] {
  const found: string[] = [];
  if (json !== "") {
    JSON.parse(json, (key, value: unknown) => {
      if (typeof value === "string") found.push(key, value);
      return value;
    });
  }
  return found;
}

/** Everything that a run leaves behind, as written and as its readers decode it. */
async function traces(run: ShippedRun): Promise<string> {
  const fileOf = async (name: string) => {
    const path = run.outputs[name] ?? "";
    return path === "" ? "" : readFile(path, "utf8");
  };
  const [json, summary, ...others] = await Promise.all(
    ["json-file", "summary-file", "subject-checksums", "lock-file"].map(fileOf),
  );
  const written = [run.log, run.summary, ...Object.values(run.outputs), json, summary, ...others];
  const commands = run.commands
    .filter(({ command }) => command !== "add-mask")
    .flatMap(({ message, properties }) => [message, ...Object.values(properties)]);
  const decoded = [
    unescapeHtml(run.summary),
    ...commands,
    ...stringsIn(json ?? ""),
    ...stringsIn(run.outputs["json"] ?? ""),
    ...stringsIn(run.outputs["manifest-list"] ?? ""),
  ];
  // What stands there twice is searched once.
  return [...new Set([...written, ...decoded].flatMap((text) => text?.split("\n") ?? []))].join("\n");
}

/** The start of the password, which a cut may leave, and its end, which the removal of a query may leave. */
const PARTS = [PASSWORD.slice(0, 8), PASSWORD.slice(-8)];

async function expectNoSecret(run: ShippedRun, encoding = ""): Promise<void> {
  const text = await traces(run);
  const secrets = [...secretsIn(run.requests), ...PARTS];
  expect(secrets.length).toBeGreaterThan(PARTS.length);
  expect([encoding, findSecretsInText(secrets, text).map((secret) => secret.slice(0, 20))]).toEqual([encoding, []]);
  expect(unescapeHtml(text)).not.toContain(PASSWORD.slice(0, 8));
}

const PLACES: Record<string, Fault> = {
  "the ID token service": { party: "id-token" },
  Entra: { party: "entra" },
  "ARM's list": { party: "resource-manager", path: /\/registries\?/ },
  "the import's POST": { path: /importImage/ },
  "a poll": { path: /operationResults/ },
  "the target's token exchange": { host: contoso.prod, path: /oauth2\/exchange/ },
  "the target's token service": { host: contoso.prod, path: /oauth2\/token/ },
  "the target": { host: contoso.prod, path: /\/v2\// },
  "the source's token service": { host: "auth.fabrikam.example" },
  "the source": { host: HOST, path: /\/manifests\// },
};

describe("K5.2 a server that repeats every secret it has received", () => {
  it.each(Object.keys(PLACES))("in an error of %s, in every encoding", async (name) => {
    const at = PLACES[name] ?? {};
    let shown = 0;
    for (const [encoding, encode] of Object.entries(ENCODINGS)) {
      for (const shape of encoding === "plain" ? (["json", "text"] as const) : (["json"] as const)) {
        world.azure.faults.clear();
        const fault = addEcho(world.azure, { at, status: 403, encode, shape });
        const images = `${HOST}/other:1 => other:${encoding.replace(/\W/g, "")}-${shape}`;
        const run = await world.runInProcess({ ...INPUTS, images });
        expect([encoding, fault.struck > 0]).toEqual([encoding, true]);
        await expectNoSecret(run, encoding);
        if (run.log.includes("[redacted]")) shown += 1;
      }
    }
    // Some places quote no JSON, or nothing at all; none may pass because nothing was repeated anywhere.
    if (!["the ID token service"].includes(name)) expect(shown).toBeGreaterThan(5);
  });

  it("with the longest secrets first: tokens", async () => {
    for (const at of [{ host: HOST, path: /\/manifests\// }, { path: /importImage/ }]) {
      for (const encode of Object.values(ENCODINGS).slice(0, 5)) {
        world.azure.faults.clear();
        addEcho(world.azure, { at, status: 403, encode, shape: "json", longestFirst: true });
        await expectNoSecret(await world.runInProcess({ ...INPUTS, images: `${HOST}/other:1 => other:tokens` }));
      }
    }
  });

  it("by the shipped bundle, in ARM's and the registry's errors", async () => {
    for (const at of [{ path: /importImage/ }, { host: HOST, path: /\/manifests\// }]) {
      world.azure.faults.clear();
      addEcho(world.azure, { at, status: 403, encode: (secret) => encodeURIComponent(secret), shape: "json" });
      const run = await world.run({ ...INPUTS, images: `${HOST}/other:1 => other:bundle` });
      expect(run.exitCode).toBe(1);
      expect(run.errors).toContain("[redacted]");
      await expectNoSecret(run);
    }
  });

  it("in an operation that ARM reports as failed with a good status", async () => {
    for (const [encoding, encode] of Object.entries(ENCODINGS)) {
      world.azure.faults.clear();
      addEcho(world.azure, { at: { path: /operationResults/ }, status: 200, encode, shape: "json" });
      const run = await world.runInProcess({ ...INPUTS, images: `${HOST}/other:1 => other:${encoding.length}-poll` });
      await expectNoSecret(run);
    }
  });

  it("in platforms and types of an image, which outputs, summary and lock file repeat", async () => {
    const place = { store: registry.store, repository: "echo" };
    const manifest = putImage(place, { content: "echo" });
    putDocument(
      place,
      {
        mediaType: MEDIA_TYPES.index,
        manifests: Object.values(ENCODINGS).map((encode, at) => ({
          ...putImage(place, { content: `echo ${at}` }),
          platform: { os: "linux", architecture: encode(PASSWORD).slice(0, 200), variant: `v${at}` },
        })),
      },
      "1",
    );
    const referrer = putDocument(place, {
      mediaType: MEDIA_TYPES.manifest,
      artifactType: `application/vnd.${PASSWORD}`,
      config: { mediaType: MEDIA_TYPES.empty, digest: manifest.digest, size: 2 },
      layers: [],
      subject: manifest,
    });
    expect(referrer.digest).toMatch(/^sha256:/);
    const run = await world.runInProcess({ ...INPUTS, images: `${HOST}/echo:1 => echo:1`, "lock-file": "lock.yml" });
    expect(JSON.stringify(run.result)).toContain("[redacted]");
    await expectNoSecret(run);
  });
});

describe("K5.2 a short password", () => {
  it("of three characters is not masked, and the outputs stay whole", async () => {
    const user = { "source-username": "short", "source-password": "app" };
    registry.addUser("short", "app");
    const run = await world.runInProcess({ ...INPUTS, ...user, images: `${HOST}/app:1 => app:short` });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.outputs["image"]).toContain("/app@sha256:");
    expect(run.masks).not.toContain("app");
    expect(run.log).not.toContain("[redacted]");
    expect(run.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining("source-password has fewer than 4 characters. It is not masked"),
    ]);
  });
});
