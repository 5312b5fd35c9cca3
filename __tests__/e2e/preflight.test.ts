// What ARM's properties and the registries' answers forbid is found before any write, and told with registry, setting and cure.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { putImage, putIndex } from "../emulator/images.ts";
import { contoso } from "../emulator/seed.ts";
import { fabrikam, seedFabrikam } from "../emulator/seed-sources.ts";
import { startWorld, type World } from "./shipped-action.ts";

const IMAGES = `${contoso.dev}/worker:build-812 => worker:1`;
let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

interface Preflight {
  readonly name: string;
  /** Changes the world, and gives the inputs that then are refused. */
  readonly arrange: () => Record<string, string> | undefined;
  readonly code: string;
  readonly side: "source" | "target";
  /** Registry, setting and cure, as the annotation names them. */
  readonly says: readonly string[];
}

const pinned = () => ({ images: `${contoso.dev}/worker@${world.digests.worker} => worker:1`, referrers: "none" });

const PREFLIGHTS: Preflight[] = [
  {
    name: "a source with a firewall that keeps trusted services out",
    arrange: () => {
      world.dev.properties.networkRuleSet = {
        defaultAction: "Deny",
        ipRules: [{ action: "Allow", value: world.azure.world.runnerAddress }],
      };
      world.dev.properties.networkRuleBypassOptions = "None";
      return undefined;
    },
    code: "PREFLIGHT_TRUSTED_SERVICES",
    side: "source",
    says: [
      contoso.dev,
      "networkRuleBypassOptions: None",
      "az acr update --name contosodev --allow-trusted-services true",
    ],
  },
  {
    name: "a source with private endpoints only that keeps trusted services out, pinned by digest",
    arrange: () => {
      world.dev.properties.publicNetworkAccess = "Disabled";
      world.dev.properties.networkRuleBypassOptions = "None";
      return pinned();
    },
    code: "PREFLIGHT_TRUSTED_SERVICES",
    side: "source",
    says: [
      contoso.dev,
      "publicNetworkAccess: Disabled",
      "az acr update --name contosodev --allow-trusted-services true",
    ],
  },
  {
    name: "the same by tag, where nothing could be read anyway",
    arrange: () => {
      world.dev.properties.publicNetworkAccess = "Disabled";
      world.dev.properties.networkRuleBypassOptions = "None";
      return undefined;
    },
    code: "PREFLIGHT_TRUSTED_SERVICES",
    side: "source",
    says: [
      contoso.dev,
      "networkRuleBypassOptions: None",
      "az acr update --name contosodev --allow-trusted-services true",
    ],
  },
  {
    name: "a target with a firewall that keeps trusted services out",
    arrange: () => {
      world.prod.properties.networkRuleSet = {
        defaultAction: "Deny",
        ipRules: [{ action: "Allow", value: world.azure.world.runnerAddress }],
      };
      world.prod.properties.networkRuleBypassOptions = "None";
      return undefined;
    },
    code: "PREFLIGHT_TRUSTED_SERVICES",
    side: "target",
    says: [
      contoso.prod,
      "networkRuleBypassOptions: None",
      "az acr update --name contosoprod --allow-trusted-services true",
    ],
  },
  {
    name: "a source whose export policy is disabled",
    arrange: () => {
      world.dev.properties.policies.exportPolicy.status = "disabled";
      world.dev.properties.publicNetworkAccess = "Disabled";
      return pinned();
    },
    code: "PREFLIGHT_EXPORT_DISABLED",
    side: "source",
    says: [contoso.dev, "exportPolicy: disabled", "properties.policies.exportPolicy.status=enabled"],
  },
  {
    name: "a source that is being deleted",
    arrange: () => {
      world.dev.properties.provisioningState = "Deleting";
      return undefined;
    },
    code: "PREFLIGHT_NOT_READY",
    side: "source",
    says: [contoso.dev, "provisioningState: Deleting", "az acr show --name contosodev"],
  },
  {
    name: "a target that is being created",
    arrange: () => {
      world.prod.properties.provisioningState = "Creating";
      return undefined;
    },
    code: "PREFLIGHT_NOT_READY",
    side: "target",
    says: [contoso.prod, "provisioningState: Creating", "az acr show --name contosoprod"],
  },
  {
    name: "an index of more manifests than ACR imports",
    arrange: () => {
      const platforms = Array.from({ length: 26 }, (_, at) => `linux/amd64/v${at}`);
      putIndex({ store: world.dev.store, repository: "wide" }, { platforms, attestations: true, tag: "1" });
      return { images: `${contoso.dev}/wide:1` };
    },
    code: "TOO_MANY_MANIFESTS",
    side: "source",
    says: [`${contoso.dev}/wide:1`, "at most 50", "buildx attestations count too"],
  },
  {
    name: "an image that is soft-deleted at the source",
    arrange: () => {
      world.dev.properties.policies.softDeletePolicy.status = "enabled";
      world.dev.store.deleteManifest("worker", world.digests.worker);
      return undefined;
    },
    code: "SOURCE_MISSING",
    side: "source",
    says: [
      `${contoso.dev}/worker:build-812`,
      "az acr manifest list-deleted --registry contosodev",
      "az acr manifest restore",
    ],
  },
  {
    name: "an image in quarantine at the source",
    arrange: () => {
      world.dev.properties.policies.quarantinePolicy.status = "enabled";
      world.dev.store.deleteManifest("worker", world.digests.worker);
      return undefined;
    },
    code: "SOURCE_MISSING",
    side: "source",
    says: ["quarantinePolicy: enabled", "scanner"],
  },
  {
    name: "a Docker schema 1 image",
    arrange: () => {
      world.dev.store.putManifest(
        "ancient",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        Buffer.from('{"schemaVersion":1,"name":"ancient","tag":"1","fsLayers":[]}'),
        "1",
      );
      return { images: `${contoso.dev}/ancient:1` };
    },
    code: "MANIFEST_SCHEMA1",
    side: "source",
    says: [`${contoso.dev}/ancient:1`, "schema 1", "Rebuild or re-push"],
  },
  {
    name: "a source in ABAC mode with a role that counts there no more",
    arrange: () => {
      world.dev.properties.roleAssignmentMode = "AbacRepositoryPermissions";
      world.azure.revoke(contoso.clientId, world.dev.id);
      world.azure.grant(contoso.clientId, "Reader", world.dev.id);
      return undefined;
    },
    code: "REGISTRY_LOGIN_REFUSED",
    side: "source",
    says: [contoso.dev, "AbacRepositoryPermissions", "Container Registry Data Importer and Data Reader"],
  },
  {
    name: "a target in ABAC mode with a role that counts there no more",
    arrange: () => {
      world.prod.properties.roleAssignmentMode = "AbacRepositoryPermissions";
      world.azure.revoke(contoso.clientId, world.prod.id);
      world.azure.grant(contoso.clientId, "Contributor", world.prod.id);
      return undefined;
    },
    code: "REGISTRY_LOGIN_REFUSED",
    side: "target",
    says: [contoso.prod, "AbacRepositoryPermissions", "Container Registry Data Importer and Data Reader"],
  },
  {
    name: "a closed source in another tenant",
    arrange: () => {
      const { registry } = seedFabrikam(world.azure);
      world.azure.grant(fabrikam.clientId, "Reader", registry.id);
      registry.properties.publicNetworkAccess = "Disabled";
      return {
        "source-registry": registry.id,
        "source-client-id": fabrikam.clientId,
        "source-tenant-id": fabrikam.tenantId,
        images: "partner/app:5",
      };
    },
    code: "PREFLIGHT_SOURCE_CLOSED",
    side: "source",
    says: [
      fabrikam.loginServer,
      "publicNetworkAccess: Disabled",
      "across tenants",
      "promote through a registry that is open",
    ],
  },
];

describe("refused with 0 imports, naming registry, setting and cure:", () => {
  it.each(PREFLIGHTS)("$name", async ({ arrange, code, side, says }) => {
    const inputs = arrange() ?? { images: IMAGES };
    for (const dryRun of ["true", "false"]) {
      const run = await world.runInProcess({ ...inputs, "dry-run": dryRun });
      expect(run.exitCode).toBe(1);
      expect(run.result.images[0]?.error).toMatchObject({ code, side });
      for (const part of says) expect(run.errors).toContain(part);
      expect(run.imports).toEqual([]);
    }
    expect(world.prod.store.repositories.size).toBe(0);
  });

  it.each([
    ["source", 0],
    ["target", 1],
  ])("a subscription of the %s without the provider, when ARM says so", async (_side, at) => {
    const own = "51a4b3c2-5555-4666-8777-966666666666";
    world.azure.addSubscription({ id: own, tenantId: contoso.tenantId, resourceGroups: ["rg-own"] });
    const other = world.azure.addRegistry({ name: "contosoother", resourceGroup: "rg-own", subscriptionId: own });
    world.azure.grant(contoso.clientId, "Container Registry Data Importer and Data Reader", other.id);
    putImage({ store: other.store, repository: "worker" }, { content: "worker", tag: "1" });
    const subscription = world.azure.world.subscriptions.find(({ id }) => id === own);
    if (subscription !== undefined) subscription.registered = false;
    const run = await world.runInProcess(
      at === 0
        ? { "source-registry": other.id, images: "worker:1", referrers: "none" }
        : { registry: other.id, images: `${contoso.dev}/worker:build-812 => fresh:1`, referrers: "none" },
    );
    expect(run.exitCode).toBe(1);
    expect(run.errors).toContain("az provider register --namespace Microsoft.ContainerRegistry");
    expect([...other.store.repositories.keys()]).toEqual(["worker"]);
    expect(world.prod.store.repositories.size).toBe(0);
  });
});

describe("not refused:", () => {
  it("45 manifests or more, which are warned of", async () => {
    const platforms = Array.from({ length: 46 }, (_, at) => `linux/amd64/v${at}`);
    putIndex({ store: world.dev.store, repository: "wide" }, { platforms, tag: "1" });
    const run = await world.runInProcess({ images: `${contoso.dev}/wide:1`, referrers: "none" });
    expect(run.result.counts).toEqual({ promoted: 1 });
    expect(run.annotations.map(({ command, message }) => `${command} ${message}`)).toEqual([
      expect.stringMatching(/^warning .*has 46 manifests; ACR imports at most 50/),
    ]);
  });

  it("settings that forbid writing, where nothing has to be written", async () => {
    await world.run({ images: IMAGES, referrers: "none" });
    world.prod.properties.networkRuleSet = {
      defaultAction: "Deny",
      ipRules: [{ action: "Allow", value: world.azure.world.runnerAddress }],
    };
    world.prod.properties.networkRuleBypassOptions = "None";
    const run = await world.run({ images: IMAGES, referrers: "none" });
    expect(run.result.counts).toEqual({ "up-to-date": 1 });
  });
});
