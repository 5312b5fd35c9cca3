// The scripts of the example with a leg for each registry, run over the files that the action writes: legs are joined, whatever became of
// them, and the last rollback of a leg takes it back.
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { type ShippedRun, startWorld, type World } from "../e2e/shipped-action.ts";
import { putImage } from "../emulator/images.ts";
import { contoso, IMPORTER_ROLE } from "../emulator/seed.ts";
import type { AzureRegistry } from "../emulator/world.ts";
import { runBash } from "./bash.ts";

/** GitHub's runners have both. */
const haveTools = ["bash", "jq"].every((tool) => spawnSync(tool, ["--version"]).status === 0);
const itWithTools = haveTools && process.platform !== "win32" ? it : it.skip;

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
type Jobs = Readonly<Record<string, { readonly steps: readonly Step[] }>>;

let folder: string;
let jobs: Jobs;
let world: World;
let europe: AzureRegistry;
let asia: AzureRegistry;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "several-"));
  jobs = (parse(await readFile("docs/examples/several-registries.yml", "utf8")) as { jobs: Jobs }).jobs;
  world = await startWorld();
  [europe, asia] = ["contosoeurope", "contosoasia"].map((name) => {
    const { subscriptionId } = contoso;
    const registry = world.azure.addRegistry({ name, resourceGroup: "rg-prod", subscriptionId });
    world.azure.grant(contoso.clientId, IMPORTER_ROLE, registry.id);
    for (const repository of ["api", "worker"]) {
      putImage({ store: registry.store, repository }, { content: `${repository} before`, tag: "stable" });
    }
    return registry;
  }) as [AzureRegistry, AzureRegistry];
  for (const repository of ["api", "worker"]) {
    putImage({ store: world.dev.store, repository }, { content: `${repository} now`, tag: "v2.0.0" });
  }
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

type Contexts = Readonly<Record<string, string>>;

const stepOf = (job: string, name: string) => {
  const step = jobs[job]?.steps.find((each) => each.name === name);
  if (step === undefined) throw new Error(`${job} has no step "${name}"`);
  return step;
};
/** The text with the values of expressions; one that is not given is an output that is empty. */
const evaluate = (text: unknown, contexts: Contexts) =>
  String(text).replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => contexts[name] ?? "");

/** Runs a script as the runner does. Resolves with the step's outputs and its log. */
async function runScript(job: string, name: string, cwd: string, contexts: Contexts = {}) {
  const step = stepOf(job, name);
  const [output, summary] = [join(cwd, "output"), join(cwd, "summary.md")];
  await writeFile(output, "");
  const values = Object.entries(step.env ?? {}).map(([key, value]) => [key, evaluate(value, contexts)]);
  const env = {
    PATH: process.env["PATH"],
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    ...Object.fromEntries(values),
  };
  const { stdout } = await runBash(step.run ?? "exit 1", { cwd, env });
  return { stdout, outputs: await readFile(output, "utf8") };
}

/** One leg in a workspace of its own, and its artifact as the other jobs get it. */
async function runLeg(registry: AzureRegistry, attempt: number): Promise<ShippedRun> {
  const workspace = join(folder, `${registry.name}-${attempt}`);
  await mkdir(workspace);
  const contexts: Contexts = {
    "matrix.registry": registry.name,
    "github.run_attempt": String(attempt),
    "github.event.release.tag_name": "v2.0.0",
    "vars.AZURE_CLIENT_ID": contoso.clientId,
    "vars.AZURE_TENANT_ID": contoso.tenantId,
    "vars.AZURE_SUBSCRIPTION_ID": contoso.subscriptionId,
  };
  const inputs = Object.entries(stepOf("promote", "Promote").with ?? {});
  const promoted = await world.runInProcess(
    Object.fromEntries(inputs.map(([name, value]) => [name, evaluate(value, contexts)])),
    { workspace },
  );
  const outputs = Object.entries(promoted.outputs).map(([name, value]) => [`steps.promote.outputs.${name}`, value]);
  await runScript("promote", "Collect the files of this leg", workspace, {
    ...contexts,
    ...(Object.fromEntries(outputs) as Contexts),
  });
  await cp(join(workspace, "promotion"), join(folder, "promotions"), { recursive: true });
  return promoted;
}

const stableOf = ({ store }: AzureRegistry) => ["api", "worker"].map((name) => store.tagDigest(name, "stable"));

itWithTools("joins legs that succeeded, failed and were repeated", async () => {
  world.azure.revoke(contoso.clientId, asia.id);
  expect((await runLeg(europe, 1)).exitCode).toBe(0);
  expect((await runLeg(asia, 1)).exitCode).toBe(1);
  world.azure.grant(contoso.clientId, IMPORTER_ROLE, asia.id);
  expect((await runLeg(asia, 2)).exitCode).toBe(0);

  await runScript("join", "Join the results", folder);
  const results = JSON.parse(await readFile(join(folder, "promotions/results.json"), "utf8")) as object[];
  expect(results).toMatchObject([
    { leg: "contosoasia", attempt: 1, counts: { pending: 2 } },
    { leg: "contosoasia", attempt: 2, counts: { promoted: 2 } },
    { leg: "contosoeurope", attempt: 1, counts: { promoted: 2 } },
  ]);
  expect((await readFile(join(folder, "summary.md"), "utf8")).split("\n")).toEqual([
    "| Registry | Attempt | Images | Tags created | Tags moved | Errors |",
    "| --- | ---: | --- | ---: | ---: | --- |",
    "| contosoasia | 1 | 2 pending | 0 | 0 | ARM_REGISTRY_NOT_FOUND |",
    "| contosoasia | 2 | 2 promoted | 2 | 2 |  |",
    "| contosoeurope | 1 | 2 promoted | 2 | 2 |  |",
    "",
  ]);
  const lockFile = await readFile(join(folder, "promotions/contosoeurope/1/images.lock.yml"), "utf8");
  expect(lockFile).toContain('sourceRegistry: "contosoeurope.azurecr.io"');
});

itWithTools("says so where no leg has a result", async () => {
  await runScript("join", "Join the results", folder);
  expect(await readFile(join(folder, "summary.md"), "utf8")).toBe("No leg has a result.\n");
});

itWithTools("takes a leg back by the rollback of its last attempt, and names earlier ones", async () => {
  const choose = () => runScript("undo", "Choose the rollback of the last attempt", folder, contexts);
  const contexts = { "matrix.registry": europe.name };
  const before = stableOf(europe);
  expect((await choose()).outputs).toBe("");

  await runLeg(europe, 2);
  expect(stableOf(europe)).not.toEqual(before);
  const { outputs, stdout } = await choose();
  expect([outputs, stdout]).toEqual(["file=promotions/contosoeurope/2/rollback.yml\n", ""]);
  const undo = evaluate(stepOf("undo", "Move the tags back").with?.["undo"], {
    "steps.rollback.outputs.file": outputs.trim().replace("file=", ""),
  });
  const undone = await world.runInProcess({ registry: europe.name, undo, images: "" }, { workspace: folder });
  expect(undone.exitCode).toBe(0);
  expect(stableOf(europe)).toEqual(before);

  await runLeg(europe, 10);
  const again = await choose();
  expect(again.outputs).toBe("file=promotions/contosoeurope/10/rollback.yml\n");
  expect(again.stdout).toContain("::warning::2 attempts moved tags.");
});
