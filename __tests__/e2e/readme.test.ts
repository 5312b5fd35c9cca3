// The workflow of the README's quick start, as it stands there, with the variables of a repository that was set up.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { contoso } from "../emulator/seed.ts";
import { startWorld, type World } from "./shipped-action.ts";

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly { readonly uses: string; readonly with: Readonly<Record<string, string>> }[] }
    >
  >;
}

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world.close());

it("promotes what it says", async () => {
  const [, block = ""] = /```yaml\n([\s\S]*?)```/.exec(readFileSync("README.md", "utf8")) ?? [];
  const steps = (parse(block) as Workflow).jobs["promote"]?.steps ?? [];
  expect(steps.map(({ uses }) => uses)).toEqual(["OWNER/acr-promote@v1"]);
  const vars: Readonly<Record<string, string>> = {
    AZURE_CLIENT_ID: contoso.clientId,
    AZURE_TENANT_ID: contoso.tenantId,
    AZURE_SUBSCRIPTION_ID: contoso.subscriptionId,
  };
  const inputs = Object.entries(steps[0]?.with ?? {}).map(([name, value]) => [
    name,
    value.replace(/\$\{\{ vars\.(\w+) \}\}/g, (_, variable: string) => vars[variable] ?? ""),
  ]);
  const run = await world.run(Object.fromEntries(inputs));
  expect(run.exitCode).toBe(0);
  expect(run.outputs["image"]).toBe(`${contoso.prod}/api@${world.digests.api.index}`);
  const { "1.4.2": version, latest } = world.prod.store.tags("api");
  expect([version, latest]).toEqual([world.digests.api.index, world.digests.api.index]);
});
