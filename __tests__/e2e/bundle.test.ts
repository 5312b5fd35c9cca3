// What the shipped bundle is made of, what it may touch, and how it ends.
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

const { dev } = contoso;
const DIST = resolve(import.meta.dirname, "../../dist");
const images = `${dev}/api:build-812 => api:1.4.2`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
  world.azure.imports.settings.retryAfterSeconds = 1;
});
afterEach(async () => {
  await world.close();
});

async function readBundle(): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(DIST)).filter((name) => name.endsWith(".js"));
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(DIST, name), "utf8") })));
}

/** A pattern's places in the bundle, with some text around each. */
async function findInBundle(pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const { name, text } of await readBundle()) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index ?? 0;
      found.push(`${name}: ${text.slice(Math.max(0, at - 60), at + match[0].length + 60).replace(/\s+/g, " ")}`);
    }
  }
  return found;
}

describe("the files of the bundle", () => {
  it("are the start, eleven chunks and the file that makes them modules, none of them a program", async () => {
    const entries = await readdir(DIST, { withFileTypes: true });
    const kinds = entries.map(({ name }) => name.replace(/^\d+\./, "<number>."));
    expect(kinds.toSorted()).toEqual([...Array(11).fill("<number>.index.js"), "index.js", "package.json"]);
    expect(entries.filter((entry) => !entry.isFile())).toEqual([]);
    const modes = await Promise.all(entries.map(async ({ name }) => (await stat(join(DIST, name))).mode & 0o111));
    expect(modes.filter((mode) => mode !== 0)).toEqual([]);
  });

  it("have readable text", async () => {
    for (const { text } of await readBundle()) {
      const lines = text.split("\n");
      expect(text.length / lines.length).toBeLessThan(200);
    }
    expect(await findInBundle(/function announceStatus\(status, runner\) \{/g)).toHaveLength(1);
  });
});

describe("the text of the bundle", () => {
  it("is there", async () => {
    const sizes = (await readBundle()).map(({ text }) => text.length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeGreaterThan(100_000);
  });

  it.each<[string, RegExp, readonly RegExp[]]>([
    // @actions/http-client has such a switch for its callers; the next row shows that nobody turns it on.
    [
      "turns off certificate checks",
      /rejectUnauthorized\s*:\s*(?:false|!1)/g,
      [/(?:agent|proxyAgent)\.options.*rejectUnauthorized: false/],
    ],
    ["turns on the switch of @actions/http-client for that", /ignoreSslError\s*[:=]\s*(?:true|!0)/g, []],
    ["sets NODE_TLS_REJECT_UNAUTHORIZED", /env(?:\.|\[["'])NODE_TLS_REJECT_UNAUTHORIZED["'\]]*\s*=(?!=)/g, []],
    // Loads a package that is not in the bundle, for proxies that want Kerberos; ours are made by undici alone.
    ["evaluates text as code", /(?<![.\w$"'`])eval\(/g, [/eval\("require"\)\("kerberos"\)/]],
    ["has an input or variable that lets a check go", /INPUT_(?:INSECURE|SKIP|ALLOW_HTTP)|ACR_PROMOTE_[A-Z]+/g, []],
  ])("nowhere %s, but for what is known", async (_name, pattern, known) => {
    const found = await findInBundle(pattern);
    expect(found.filter((place) => !known.some((each) => each.test(place)))).toEqual([]);
    expect(found.length).toBeLessThanOrEqual(2 * known.length);
  });
});

describe("NODE_TLS_REJECT_UNAUTHORIZED=0", () => {
  it("is refused before any request", async () => {
    const run = await world.run({ images }, { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
    expect(run.exitCode).toBe(1);
    expect(run.errors).toContain("NODE_TLS_REJECT_UNAUTHORIZED");
    expect(run.requests).toEqual([]);
  });
});

describe("what a run may touch", () => {
  /** Node's flags that allow the bundle, the runner's own files and the network, and neither processes nor threads. */
  const permissions = () => {
    const root = dirname(world.azure.caFile);
    return [
      "--permission",
      `--allow-fs-read=${DIST}`,
      `--allow-fs-read=${resolve(DIST, "../package.json")}`,
      // Workspace, RUNNER_TEMP, HOME and the CA file of this run.
      `--allow-fs-read=${root}`,
      `--allow-fs-write=${root}`,
      // Not a permission of earlier releases of Node 24; without it there is no network where it is one.
      ...(process.allowedNodeEnvironmentFlags.has("--allow-net") ? ["--allow-net"] : []),
    ];
  };

  it("are the bundle and the runner's own files: under Node's permission model a whole promotion succeeds", async () => {
    const run = await world.run({ images, "lock-file": "promoted.lock.yml" }, { nodeArgs: permissions() });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.outputs["lock-file"]).not.toBe("");
  });

  it.each<[string, Record<string, string>, string]>([
    ["inputs that are wrong", { images: "nohost:1" }, "SOURCE_REGISTRY_MISSING"],
    [
      "a gate whose service cannot be reached",
      { images: `${dev}/worker:build-812`, "require-attestations": "provenance" },
      "ATTESTATION_UNREACHABLE",
    ],
    ["a source that does not exist", { images: `${dev}/worker:build-999` }, "SOURCE_MISSING"],
  ])("are no more with %s: the step fails as it does without those limits", async (_name, inputs, code) => {
    const run = await world.run(inputs, { nodeArgs: permissions() });
    expect(run.exitCode).toBe(1);
    const titles = run.annotations.map(({ properties }) => properties["title"]);
    expect([...titles, ...(run.result?.images ?? []).map(({ error }) => error?.code)]).toContain(code);
    expect(run.stderr + run.log).not.toContain("ERR_ACCESS_DENIED");
  });

  it.each(["spawn", "spawnSync", "exec", "execFile", "fork"])("are no processes: %s is refused there", (call) => {
    const script = `require("node:child_process").${call}(process.execPath, [])`;
    const { stderr, status } = spawnSync(process.execPath, [...permissions(), "--eval", script], { encoding: "utf8" });
    expect(stderr).toContain("ERR_ACCESS_DENIED");
    expect(status).toBe(1);
  });

  it("and no more: neither child processes nor worker threads nor native code are needed", async () => {
    const denied = ["child_process", "worker_threads"];
    const folder = await mkdtemp(join(dirname(world.azure.caFile), "guard-"));
    const guard = join(folder, "guard.cjs");
    await writeFile(
      guard,
      `const calls = ${JSON.stringify(denied)};
for (const name of calls) {
  const real = require("node:" + name);
  for (const key of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork", "Worker"])
    if (key in real) real[key] = function () { process.stderr.write("used " + name + "." + key); process.exit(99); };
}`,
    );
    const run = await world.run({ images }, { nodeArgs: ["--require", guard] });
    expect(run.result.counts).toEqual({ promoted: 1 });
    await rm(folder, { recursive: true });
  });
});

describe("a runner of Windows", () => {
  it("reads outputs and log with its own line ends as they were meant", async () => {
    const folder = await mkdtemp(join(dirname(world.azure.caFile), "eol-"));
    const hook = join(folder, "eol.cjs");
    await writeFile(hook, `Object.defineProperty(require("node:os"), "EOL", { value: "\\r\\n" });`);
    const { stdout, outputs, result, masks } = await world.run(
      { images },
      { env: { RUNNER_OS: "Windows" }, nodeArgs: ["--require", hook] },
    );
    expect(stdout.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(result.counts).toEqual({ promoted: 1 });
    expect(outputs).toMatchObject({ status: "promoted", changed: "true", "lock-file": "" });
    expect(Object.values(outputs).join()).not.toContain("\r");
    expect(masks.join()).not.toContain("\r");
    await rm(folder, { recursive: true });
  });
});

describe("the end of the process", () => {
  it("comes within a second of the last words, although connections were kept alive", async () => {
    let lastAt = 0;
    const run = await world.run(
      { images },
      {
        signal: {
          name: "SIGKILL",
          when: (stdout) => {
            if (/contosoprod\.azurecr\.io: 1 promoted after/.test(stdout)) lastAt = performance.now();
            return false;
          },
        },
      },
    );
    expect(run.exitCode).toBe(0);
    expect(lastAt).toBeGreaterThan(0);
    expect(performance.now() - lastAt).toBeLessThan(1_500);
  });

  it("is a failure after a rejection that nobody handles", async () => {
    const folder = await mkdtemp(join(dirname(world.azure.caFile), "guard-"));
    const hook = join(folder, "hook.cjs");
    await writeFile(hook, `setTimeout(() => { Promise.reject(new Error("nobody handles this")); }, 100);`);
    const child = spawn(process.execPath, ["--require", hook, join(DIST, "index.js")], {
      env: {
        INPUT_REGISTRY: "contosoprod",
        INPUT_IMAGES: images,
        "INPUT_CLIENT-ID": contoso.clientId,
        "INPUT_TENANT-ID": contoso.tenantId,
        "INPUT_SUBSCRIPTION-ID": contoso.subscriptionId,
        ACTIONS_ID_TOKEN_REQUEST_URL: "http://127.0.0.1:9/never",
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: "none",
      },
      stdio: "ignore",
    });
    const exitCode = await new Promise((done) => child.on("close", done));
    expect(exitCode).not.toBe(0);
    await rm(folder, { recursive: true });
  });
});
