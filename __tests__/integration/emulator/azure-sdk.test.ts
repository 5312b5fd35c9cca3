// Lets Azure's own packages use the local Azure: what they accept was not written to fit us.

import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { runAction } from "../../emulator/runner.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";

let azure: LocalAzure;
let world: Contoso;

beforeEach(async () => {
  azure = await startLocalAzure();
  azure.imports.settings.retryAfterSeconds = 0;
  world = seedContoso(azure);
});
afterEach(() => azure.close());

async function importWithSdk(targetTags: string[]) {
  const run = await runAction(azure, {
    bundle: join(import.meta.dirname, "azure-sdk-client.ts"),
    env: {
      AZURE_TENANT_ID: contoso.tenantId,
      AZURE_CLIENT_ID: contoso.clientId,
      AZURE_SUBSCRIPTION_ID: contoso.subscriptionId,
      RESOURCE_GROUP: "rg-prod",
      REGISTRY: "contosoprod",
      IMPORT: JSON.stringify({
        source: { resourceId: world.dev.id, sourceImage: `api@${world.digests.api.index}` },
        targetTags,
      }),
    },
  });
  expect(run.stderr).toBe("");
  return JSON.parse(run.stdout) as { names: string[]; loginServer: string; error?: object };
}

it("signs in, lists in pages, reads a registry and imports by Azure's packages", async () => {
  azure.resourceManager.pageSize = 1;
  expect(await importWithSdk(["api:1.4.2"])).toEqual({
    names: ["contosodev", "contosoprod"],
    loginServer: contoso.prod,
  });
  expect(world.prod.store.tagDigest("api", "1.4.2")).toBe(world.digests.api.index);
});

it("hands a failed operation to Azure's packages as their error", async () => {
  world.prod.store.putManifest("api", "application/vnd.oci.image.manifest.v1+json", Buffer.from("{}"), "1.4.2");
  const { error } = await importWithSdk(["api:1.4.2"]);
  expect(error).toMatchObject({ code: "Conflict" });
});
