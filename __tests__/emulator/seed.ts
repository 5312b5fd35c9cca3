// Owns the default world that tests and the demo start from: Contoso, its shop, a dev and a prod registry.
import type { LocalAzure } from "./azure.ts";
import type { CloudName } from "./clouds.ts";
import { putCosignTag, putHelmChart, putImage, putIndex, putReferrer } from "./images.ts";
import type { AzureRegistry } from "./world.ts";

export const IMPORTER_ROLE = "Container Registry Data Importer and Data Reader";

export const contoso = {
  tenantId: "72f988bf-0000-4000-8000-2d7cd011db47",
  clientId: "3f1a7b6c-1111-4222-8333-944444444444",
  subscriptionId: "0b1f6471-5555-4666-8777-988888888888",
  subject: "repo:contoso/shop:environment:production",
  dev: "contosodev.azurecr.io",
  prod: "contosoprod.azurecr.io",
} as const;

/** The digests of what the dev registry holds, by what they are. */
export interface ContosoDigests {
  api: {
    index: string;
    /** Platform → digest of the image. */
    platforms: Record<string, string>;
    /** The `unknown/unknown` children, one an image. */
    attestations: string[];
    /** Notation-style signature of the index. */
    signature: string;
    sbom: string;
    /** The signature of the SBOM: a referrer of a referrer. */
    sbomSignature: string;
    /** A signature of the linux/amd64 child. */
    childSignature: string;
    /** Tag → digest of cosign's manifests. */
    cosign: Record<string, string>;
  };
  worker: string;
  legacy: { list: string; children: string[] };
  chart: string;
}

export interface Contoso {
  readonly dev: AzureRegistry;
  readonly prod: AzureRegistry;
  readonly digests: ContosoDigests;
  /** The inputs of the smallest workflow. */
  readonly inputs: Record<string, string>;
}

const SIGNATURE = "application/vnd.cncf.notary.signature";
const SBOM = "application/spdx+json";

/** Fills a registry with the images of the shop. */
export function seedImages(registry: AzureRegistry): ContosoDigests {
  const { store } = registry;
  const api = { store, repository: "api" };
  const platforms = ["linux/amd64", "linux/arm64", "linux/arm/v7"];
  const { index, children } = putIndex(api, { platforms, attestations: true, content: "api 812", tag: "build-812" });
  const images = children.slice(0, platforms.length);
  const signature = putReferrer(api, index, SIGNATURE, "signature of the index");
  const sbom = putReferrer(api, index, SBOM, '{"spdxVersion":"SPDX-2.3","name":"api"}');
  const sbomSignature = putReferrer(api, sbom, SIGNATURE, "signature of the SBOM");
  const [amd64] = images;
  if (amd64 === undefined) throw new Error("the index has no image");
  const childSignature = putReferrer(api, amd64, SIGNATURE, "signature of linux/amd64");
  const cosign: Record<string, string> = {};
  for (const suffix of ["sig", "att", "sbom"] as const)
    cosign[`${index.digest.replace(":", "-")}.${suffix}`] = putCosignTag(api, index, suffix).digest;

  const worker = putImage({ store, repository: "worker" }, { content: "worker 812", tag: "build-812" });
  const legacy = putIndex({ store, repository: "legacy" }, { docker: true, content: "legacy 7", tag: "7" });
  const chart = putHelmChart({ store, repository: "charts/shop" }, "shop", "0.9.1");
  return {
    api: {
      index: index.digest,
      platforms: Object.fromEntries(platforms.map((platform, at) => [platform, images[at]?.digest ?? ""])),
      attestations: children.slice(platforms.length).map((child) => child.digest),
      signature: signature.digest,
      sbom: sbom.digest,
      sbomSignature: sbomSignature.digest,
      childSignature: childSignature.digest,
      cosign,
    },
    worker: worker.digest,
    legacy: { list: legacy.index.digest, children: legacy.children.map((child) => child.digest) },
    chart: chart.digest,
  };
}

/** How the action calls the clouds. */
const ENVIRONMENTS: Record<CloudName, string> = {
  public: "azurecloud",
  government: "azureusgovernment",
  china: "azurechinacloud",
};

/** Contoso's tenant, identity, registries, roles and images; in another cloud, their login servers have that cloud's suffix. */
export function seedContoso(azure: LocalAzure, cloud: CloudName = "public"): Contoso {
  const { tenantId, clientId, subscriptionId, subject } = contoso;
  azure.addTenant({ id: tenantId, name: "Contoso", cloud });
  azure.addApp({ clientId, tenantId, name: "shop-promoter", federatedCredentials: [{ subject }] });
  azure.addSubscription({ id: subscriptionId, tenantId, resourceGroups: ["rg-dev", "rg-prod"] });
  const dev = azure.addRegistry({ name: "contosodev", resourceGroup: "rg-dev", subscriptionId });
  const prod = azure.addRegistry({
    name: "contosoprod",
    resourceGroup: "rg-prod",
    subscriptionId,
    location: "westeurope",
  });
  azure.grant(clientId, IMPORTER_ROLE, dev.id);
  azure.grant(clientId, IMPORTER_ROLE, prod.id);
  return {
    dev,
    prod,
    digests: seedImages(dev),
    inputs: {
      registry: prod.properties.loginServer,
      "client-id": clientId,
      "tenant-id": tenantId,
      "subscription-id": subscriptionId,
      ...(cloud === "public" ? {} : { environment: ENVIRONMENTS[cloud] }),
    },
  };
}

/** One of many images, as a line of `images` names it. */
export interface FleetImage {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** Many small multi-architecture images, for tests of sets: `fleet/image-000:1` and so on. */
export function seedFleet(registry: AzureRegistry, count: number): FleetImage[] {
  return Array.from({ length: count }, (_, at) => {
    const repository = `fleet/image-${String(at).padStart(3, "0")}`;
    const { index } = putIndex({ store: registry.store, repository }, { tag: "1" });
    return { repository, tag: "1", digest: index.digest };
  });
}
