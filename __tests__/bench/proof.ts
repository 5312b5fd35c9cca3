// Measures what the proof of a promotion takes: requests by party and seconds, for new and moved tags, by SKU and ARM's polls.
import { startLocalAzure } from "../emulator/azure.ts";
import { putImage, putIndex } from "../emulator/images.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { contoso, seedContoso } from "../emulator/seed.ts";
import { formatSeconds } from "./figures.ts";
import { measureRun } from "./measured-run.ts";

/** As they were recorded. */
const RETRY_AFTER_S = 10;
const COPY_MS = 3_000;

const TAGS = ["new", "moved", "in place"] as const;
const SKUS = ["Standard", "Premium"] as const;

interface Case {
  readonly count: number;
  readonly shape: "image" | "index";
  readonly tags: (typeof TAGS)[number];
  readonly sku: (typeof SKUS)[number];
  readonly pollsRefused?: boolean;
}

/** Requests to registries, to ARM and for tokens, all of them, and the time from the first request to the last response. */
async function measure({ count, shape, tags, sku, pollsRefused }: Case, bundle?: string): Promise<string[]> {
  const azure = await startLocalAzure();
  try {
    const { dev, prod, inputs } = seedContoso(azure);
    for (const registry of [dev, prod]) registry.sku = sku;
    Object.assign(azure.imports.settings, { retryAfterSeconds: RETRY_AFTER_S, copyMs: COPY_MS });
    if (pollsRefused === true) azure.imports.settings.pollRefusal = 403;
    const put = shape === "image" ? putImage : putIndex;
    const lines = Array.from({ length: count }, (_, at) => {
      const repository = `team/app-${String(at).padStart(3, "0")}`;
      put({ store: dev.store, repository }, { content: "new", tag: "build" });
      if (tags !== "new") {
        put({ store: prod.store, repository }, { content: tags === "moved" ? "old" : "new", tag: "latest" });
      }
      return `${contoso.dev}/${repository}:build => ${repository}:latest`;
    });
    const images = lines.join("\n");
    const { arrived } = await measureRun(azure, { ...inputs, images, "mutable-tags": "latest" }, bundle);
    const parties = ["registries", "ARM", "login"].map(
      (name) => arrived.filter((request) => partyOf(request) === name).length,
    );
    const lastMs = Math.max(...arrived.map(({ time, endTime }) => endTime ?? time));
    return [...[...parties, arrived.length].map(String), formatSeconds(lastMs - (arrived[0]?.time ?? Number.NaN))];
  } finally {
    await azure.close();
  }
}

function partyOf({ party, target }: RecordedRequest): string {
  if (party === "id-token" || party === "entra" || target.startsWith("/oauth2/")) return "login";
  return party === "resource-manager" ? "ARM" : "registries";
}

/** One image and a hundred, of one manifest and of two platforms, with ARM's polls answered. */
export async function measureProof(bundle?: string): Promise<string[][]> {
  const rows: string[][] = [];
  for (const count of [1, 100])
    for (const shape of ["image", "index"] as const)
      for (const tags of TAGS)
        for (const sku of SKUS) {
          rows.push([`${count} × ${shape}`, tags, sku, ...(await measure({ count, shape, tags, sku }, bundle))]);
        }
  return rows;
}

/** One image whose tag is created or moved, with ARM's polls answered and refused. */
export async function measureProofByPolls(bundle?: string): Promise<string[][]> {
  const rows: string[][] = [];
  for (const tags of ["new", "moved"] as const)
    for (const sku of SKUS)
      for (const pollsRefused of [false, true]) {
        const figures = await measure({ count: 1, shape: "image", tags, sku, pollsRefused }, bundle);
        rows.push([tags, sku, pollsRefused ? "refused" : "answered", ...figures]);
      }
  return rows;
}
