// Runs the shipped bundle against the local Azure and holds, after every single run, what must always be true:
// success means the target holds the plan, no secret leaves, the runner sees only our commands, outputs and exit code agree.
import { readFile } from "node:fs/promises";
import { expect } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../emulator/azure.ts";
import { type ActionRun, type RunOptions, runAction } from "../emulator/runner.ts";
import { type Contoso, seedContoso } from "../emulator/seed.ts";

/** One entry of the `json` output's `images`, as far as tests look into it. */
export interface ResultImage {
  source: string;
  repository: string;
  digest: string | null;
  image: string | null;
  status: string;
  verified: boolean;
  tags: { name: string; status: string; previousDigest: string | null }[];
  manifests: { platform: string | null; digest: string; mediaType: string; size: number }[];
  referrers: { digest: string; subject: string; artifactType: string; tag: string | null; status: string }[];
  operationId: string | null;
  error: { code: string; side?: string; message: string; remedy?: string } | null;
}

export interface Result {
  version: number;
  registry: string;
  dryRun: boolean;
  changed: boolean;
  counts: Record<string, number>;
  images: ResultImage[];
  error: { code: string; message: string } | null;
}

/** A finished run with its result document; undefined where the step ended before there was one. */
export interface ShippedRun extends ActionRun {
  readonly result: Result;
  /** Text of all error annotations. */
  readonly errors: string;
  /** Requests that this run made. */
  readonly requests: LocalAzure["requests"];
  /** importImage calls, decoded. */
  readonly imports: ImportBody[];
}

export interface ImportBody {
  source: { sourceImage: string; resourceId?: string; registryUri?: string; credentials?: unknown };
  targetTags?: string[];
  untaggedTargetRepositories?: string[];
  mode: string;
}

const OUTPUTS = [
  "digest",
  "image",
  "images",
  "manifest-list",
  "json",
  "json-file",
  "summary-file",
  "subject-checksums",
  "changed",
  "lockfile",
];
const COMMANDS = ["add-mask", "debug", "error", "warning", "notice", "group", "endgroup"];
const GOOD = ["promoted", "up-to-date", "planned", "skipped"];

/** A local Azure with Contoso in it, and the shipped action beside it. */
export interface World extends Contoso {
  readonly azure: LocalAzure;
  /** Runs the action with Contoso's inputs and these. */
  run(inputs: Record<string, string>, options?: Omit<RunOptions, "inputs">): Promise<ShippedRun>;
  close(): Promise<void>;
}

/** Starts a world. Each run in it is held to the invariants. */
export async function startWorld(options?: Parameters<typeof startLocalAzure>[0]): Promise<World> {
  const azure = await startLocalAzure(options);
  const contoso = seedContoso(azure);
  const runs: ActionRun[] = [];
  return {
    ...contoso,
    azure,
    async run(inputs, runOptions = {}) {
      const from = azure.requests.length;
      const run = await runAction(azure, { debug: true, ...runOptions, inputs: { ...contoso.inputs, ...inputs } });
      runs.push(run);
      const requests = azure.requests.slice(from);
      const json = run.outputs["json-file"] ?? "";
      const result = (json === "" ? undefined : JSON.parse(await readFile(json, "utf8"))) as Result;
      const shipped: ShippedRun = {
        ...run,
        result,
        errors: run.annotations
          .filter(({ command }) => command === "error")
          .map(({ message }) => message)
          .join("\n"),
        requests,
        imports: requests
          .filter(({ method, target }) => method === "POST" && target.includes("/importImage"))
          .map(({ body }) => JSON.parse(body) as ImportBody),
      };
      await assertInvariants(azure, shipped, inputs["verify"] === "best-effort");
      return shipped;
    },
    async close() {
      for (const run of runs) await run.dispose();
      await azure.close();
    },
  };
}

/** What holds after every run, whatever was done to it. */
export async function assertInvariants(azure: LocalAzure, run: ShippedRun, bestEffort = false): Promise<void> {
  expect({ timedOut: run.timedOut, signal: run.signal }).toEqual({ timedOut: false, signal: null });
  await assertNothingLeaks(azure, run);
  expect(run.commands.map(({ command }) => command).filter((command) => !COMMANDS.includes(command))).toEqual([]);
  expect(run.stderr).toBe("");
  if (run.result === undefined) {
    expect(run.exitCode).toBe(1);
    expect(run.errors).not.toBe("");
    return;
  }
  expect(Object.keys(run.outputs).sort()).toEqual([...OUTPUTS].sort());
  expect(run.outputs["changed"]).toBe(String(run.result.changed));
  for (const mask of run.masks) for (const value of Object.values(run.outputs)) expect(value).not.toContain(mask);
  const good = run.result.images.every(
    ({ status }) => GOOD.includes(status) || (status === "unverified" && bestEffort),
  );
  expect({ exitCode: run.exitCode, errors: run.errors === "" }).toEqual(
    good && run.result.error === null ? { exitCode: 0, errors: true } : { exitCode: 1, errors: false },
  );
  for (const image of run.result.images.filter(({ status }) => status === "promoted" || status === "up-to-date")) {
    assertInPlace(azure, run.result.registry, image);
  }
}

/** Every tag holds the digest, and the image and all its children are there. */
function assertInPlace(azure: LocalAzure, registry: string, image: ResultImage): void {
  const store = azure.registry(registry);
  expect(image.verified).toBe(true);
  for (const { name } of image.tags) {
    expect(`${name} ${store.tagDigest(image.repository, name)}`).toBe(`${name} ${image.digest}`);
  }
  for (const digest of [image.digest, ...image.manifests.map((manifest) => manifest.digest)]) {
    expect(store.manifest(image.repository, digest ?? "")?.digest).toBe(digest);
  }
}

/** No token or password, in no common encoding, in anything that outlives the process. */
async function assertNothingLeaks(azure: LocalAzure, run: ActionRun): Promise<void> {
  const files = await Promise.all(
    ["json-file", "summary-file", "subject-checksums", "lockfile"].map((name) => {
      const path = run.outputs[name] ?? "";
      return path === "" ? "" : readFile(path, "utf8");
    }),
  );
  const unmasked = (text: string) =>
    text
      .split("\n")
      .filter((line) => !line.startsWith("::add-mask::"))
      .join("\n");
  const text = [unmasked(run.stdout), unmasked(run.stderr), run.summary, ...Object.values(run.outputs), ...files].join(
    "\n",
  );
  const leaked = azure
    .secrets()
    .filter((secret) => secret.length >= 8)
    .flatMap((secret) => [secret, ...base64Forms(secret)])
    .filter((form) => text.includes(form));
  expect(leaked).toEqual([]);
}

/** Base64 at the three offsets, without the characters that neighbours change. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${"x".repeat(offset)}${secret}`)
      .toString("base64")
      .replace(/=+$/, "");
    return encoded.slice(offset === 0 ? 0 : offset + 1, -2);
  });
}
