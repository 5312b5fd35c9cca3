// Owns the images that the interoperability suite promotes, and the registry outside of Azure that one of them comes from. Knows no client.
import type { LocalAzure } from "../emulator/azure.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { MEDIA_TYPES, type Place, putDocument, putIndex, putReferrer } from "../emulator/images.ts";
import { type Descriptor, RegistryStore } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";
import { createUpstream } from "../emulator/upstream.ts";

/** The host of the registry outside of Azure. */
export const OUTSIDE_HOST = "registry.fabrikam.example";

/** One image on its way. */
export interface Scenario {
  readonly name: string;
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  readonly target: { readonly repository: string; readonly tags: readonly string[] };
  /** How many referrers and cosign tags travel along. */
  readonly referrers: number;
}

const from = (source: string, host: string = contoso.dev) => {
  const [repository = "", tag = ""] = source.split(":");
  return { host, repository, tag };
};

export const scenarios: readonly Scenario[] = [
  {
    name: "single image, name kept",
    ...from("worker:build-812"),
    target: { repository: "worker", tags: ["build-812"] },
    referrers: 0,
  },
  {
    name: "image renamed, three tags",
    ...from("worker:build-812"),
    target: { repository: "jobs/worker", tags: ["2.0.1", "2.0", "latest"] },
    referrers: 0,
  },
  {
    name: "OCI index with attestations, signatures, SBOM and cosign's tags",
    ...from("api:build-812"),
    target: { repository: "api", tags: ["1.4.2"] },
    referrers: 7,
  },
  {
    name: "Docker manifest list",
    ...from("legacy:7"),
    target: { repository: "legacy", tags: ["7"] },
    referrers: 0,
  },
  {
    name: "Helm chart",
    ...from("charts/shop:0.9.1"),
    target: { repository: "charts/shop", tags: ["0.9.1"] },
    referrers: 0,
  },
  {
    name: "index from a registry outside of Azure, referrers by tag schema",
    ...from("base/runtime:3", OUTSIDE_HOST),
    target: { repository: "base/runtime", tags: ["3"] },
    referrers: 2,
  },
];

/** Lists the referrers of a digest under a tag, for registries without a referrers API: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
function putReferrersTag(place: Place, subject: Descriptor): void {
  const manifests = place.store.referrers(place.repository, subject.digest);
  putDocument(place, { mediaType: MEDIA_TYPES.index, manifests }, subject.digest.replace(":", "-"));
}

/** Adds the registry outside of Azure, with what it holds in memory or in the real registry at `url`. */
export function addOutsideRegistry(azure: LocalAzure, url: string | undefined): RegistryStore {
  const { store } =
    url === undefined
      ? addForeignRegistry(azure, { host: OUTSIDE_HOST, authentication: "none" })
      : { store: new RegistryStore(azure.world.clock.now) };
  const place = { store, repository: "base/runtime" };
  const { index, children } = putIndex(place, { content: "runtime 3", attestations: true, tag: "3" });
  for (const subject of [index, ...children.slice(0, 1)]) {
    putReferrer(place, subject, "application/vnd.cncf.notary.signature", `signature of ${subject.digest}`);
    putReferrersTag(place, subject);
  }
  if (url !== undefined) {
    const upstream = createUpstream(url, store);
    azure.addHost(OUTSIDE_HOST, "foreign-registry", (request) => upstream.forward(request));
    azure.addForeignSource([OUTSIDE_HOST], { content: upstream.content, admit: () => undefined });
  }
  return store;
}
