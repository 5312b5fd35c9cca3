// Measures what the proof of a promotion takes: requests by party and seconds, for new and moved tags, by SKU and ARM's polls.
import { startLocalAzure } from "../emulator/azure.ts";
import { putImage, putIndex } from "../emulator/images.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { contoso, seedContoso } from "../emulator/seed.ts";
import { formatSeconds, type Subject, type Table } from "./figures.ts";
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
    const { arrived } = await measureRun(azure, { ...inputs, images, "mutable-tags": "latest" }, { bundle });
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

const HEAD = ["registries", "ARM", "login", "all", "until the last response"];

/** One image and a hundred, of one manifest and of two platforms, with ARM's polls answered; then one with polls refused. */
export async function measureProof({ bundle }: Subject): Promise<Table[]> {
  const sets: string[][] = [];
  for (const count of [1, 100])
    for (const shape of ["image", "index"] as const)
      for (const tags of TAGS)
        for (const sku of SKUS) {
          sets.push([`${count} × ${shape}`, tags, sku, ...(await measure({ count, shape, tags, sku }, bundle))]);
        }
  const byPolls: string[][] = [];
  for (const tags of ["new", "moved"] as const)
    for (const sku of SKUS)
      for (const pollsRefused of [false, true]) {
        const figures = await measure({ count: 1, shape: "image", tags, sku, pollsRefused }, bundle);
        byPolls.push([tags, sku, pollsRefused ? "refused" : "answered", ...figures]);
      }
  return [
    { labels: ["set", "tags", "SKU"], figures: HEAD, rows: sets },
    { labels: ["one image, its tag is", "SKU", "polls are"], figures: HEAD, rows: byPolls },
  ];
}
