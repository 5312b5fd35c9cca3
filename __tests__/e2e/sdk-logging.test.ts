// Azure's SDKs have switches that write requests to stderr, where the runner reads commands. The shipped action leaves them off.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startWorld, type World } from "./shipped-action.ts";

let world: World;

beforeEach(async () => {
  world = await startWorld();
});

afterEach(() => world.close());

describe("the SDKs' own logging", () => {
  it.each([
    ["AZURE_LOG_LEVEL", "verbose"],
    ["TYPESPEC_RUNTIME_LOG_LEVEL", "verbose"],
    ["DEBUG", "*"],
  ])("stays off where %s is set", async (name, value) => {
    const run = await world.run(
      { images: "contosodev.azurecr.io/api:build-812 => api:1.4.2", referrers: "none" },
      { env: { [name]: value } },
    );
    expect(run.exitCode).toBe(0);
    expect(run.imports).toHaveLength(1);
    expect(run.stderr).toBe("");
    expect(run.stdout).not.toMatch(/azure:|typeSpecRuntime|operationResults/);
  });
});
