// Counts what the lookups in the source cost for one index of 12 children: requests by host, with a target that has all, half or none.
import { startLocalAzure } from "../emulator/azure.ts";
import { putIndex } from "../emulator/images.ts";
import { contoso, seedContoso } from "../emulator/seed.ts";
import { seedDockerHub } from "../emulator/seed-sources.ts";
import type { Subject, Table } from "./figures.ts";
import { measureRun } from "./measured-run.ts";

const SOURCES = ["Docker Hub", "ACR"] as const;
const TARGETS = ["nothing", "6 of 12 children", "everything"] as const;
const REPOSITORY = "library/wide";
/** With buildx's attestation beside each. */
const PLATFORMS = ["amd64", "arm64", "arm/v7", "s390x", "ppc64le", "riscv64"].map((name) => `linux/${name}`);

interface Case {
  readonly source: (typeof SOURCES)[number];
  readonly target: (typeof TARGETS)[number];
  readonly referrers: "all" | "none";
}

/** Requests to the source: lookups, GETs that Docker Hub counts as pulls, and all of them; to the target; and to all other hosts. */
async function measure({ source, target, referrers }: Case, bundle?: string): Promise<string[]> {
  const azure = await startLocalAzure();
  try {
    const { dev, prod, inputs } = seedContoso(azure);
    const hub = seedDockerHub(azure).registry;
    const options = { platforms: PLATFORMS, attestations: true, content: "wide", tag: "1" };
    const { children } = putIndex({ store: source === "ACR" ? dev.store : hub.store, repository: REPOSITORY }, options);
    if (target !== "nothing") putIndex({ store: prod.store, repository: REPOSITORY }, options);
    if (target === "6 of 12 children") {
      for (const { digest } of children.slice(0, 6)) prod.store.deleteManifest(REPOSITORY, digest);
    }
    const host = source === "ACR" ? contoso.dev : "docker.io";
    const images = `${host}/${REPOSITORY}:1 => ${REPOSITORY}:1`;
    const { arrived } = await measureRun(azure, { ...inputs, images, referrers }, { bundle });
    const toSource = arrived.filter((request) => request.host === (source === "ACR" ? contoso.dev : hub.host));
    const isManifest = /\/manifests\//;
    const lookups = toSource.filter(
      (request) => request.method === "HEAD" && request.target.includes("/manifests/sha256:"),
    );
    // A 401 comes before the token, and is not counted by Docker Hub.
    const gets = toSource.filter(
      ({ method, target: path, status }) => method === "GET" && isManifest.test(path) && status !== 401,
    );
    const toTarget = arrived.filter((request) => request.host === contoso.prod);
    const others = arrived.length - toSource.length - toTarget.length;
    return [lookups.length, gets.length, toSource.length, toTarget.length, others].map(String);
  } finally {
    await azure.close();
  }
}

/** Each source and state of the target, with and without signatures. */
export async function measureLookups({ bundle }: Subject): Promise<Table[]> {
  const rows: string[][] = [];
  for (const source of SOURCES)
    for (const target of TARGETS)
      for (const referrers of ["all", "none"] as const) {
        rows.push([source, target, referrers, ...(await measure({ source, target, referrers }, bundle))]);
      }
  const figures = ["HEADs by digest", "GETs of manifests", "to the source", "to the target", "to others"];
  return [{ labels: ["source", "the target has", "referrers"], figures, rows }];
}
