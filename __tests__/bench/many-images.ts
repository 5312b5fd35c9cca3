// Measures large sets: time and memory by size, and with the limits that Azure documents.
import { putImage, putIndex } from "../emulator/images.ts";
import { isImport, type RecordedRequest } from "../emulator/request-log.ts";
import { contoso } from "../emulator/seed.ts";
import {
  PREMIUM_LIMITS_PER_IDENTITY,
  type RegistryLimits,
  STANDARD_LIMITS_PER_IDENTITY,
} from "../emulator/throttle.ts";
import { FIGURES, figureCells, formatMegabytes, formatSeconds, type Subject, type Table } from "./figures.ts";
import { measureRun, medianOf, repeat } from "./measured-run.ts";
import { freshName, type World, withWorld } from "./world.ts";

/** What a run is given. */
interface Fleet {
  readonly name: string;
  readonly inputs: Record<string, string>;
  readonly files: Record<string, string>;
}

/** Images in repositories of their own, each of one manifest or of an index of two. */
function seed({ dev, inputs }: World, count: number, shape: "image" | "index"): Fleet {
  const tag = freshName();
  const entries = Array.from({ length: count }, (_, at) => {
    const repository = `${shape}/app-${String(at).padStart(3, "0")}`;
    const place = { store: dev.store, repository };
    if (shape === "image") putImage(place, { tag: "1" });
    else putIndex(place, { tag: "1" });
    return `  - { source: "${repository}:1", repository: ${repository}, tags: [${tag}] }\n`;
  });
  // An input has at most 128 KiB, and version 1.0.0 read documents only.
  const document = `version: 1\nimages:\n${entries.join("")}`;
  return {
    name: `${count} ${shape === "image" ? "images" : "indexes of 2"}`,
    inputs: { ...inputs, "images-file": "images.yml" },
    files: { "images.yml": document },
  };
}

/** To promote, and with nothing to do. */
export async function measureScale({ bundle, runs, sizes }: Subject): Promise<Table[]> {
  const rows: string[][] = [];
  const shapes = [...sizes.map((count) => [count, "image"] as const), [100, "index"] as const];
  for (const [count, shape] of shapes) {
    await withWorld(async (world) => {
      world.azure.latencyMs = 20;
      const { name, inputs, files } = seed(world, count, shape);
      const run = () => measureRun(world.azure, inputs, { bundle, files });
      const promote = await run();
      const nothing = medianOf(await repeat(count > 100 ? 1 : Math.min(runs, 3), run));
      for (const [what, figures] of [
        ["promote", promote],
        ["nothing to do", nothing],
      ] as const) {
        rows.push([name, what, ...figureCells(figures), (figures.requests / count).toFixed(2)]);
      }
    });
  }
  return [{ labels: ["set, 20 ms round trip", ""], figures: [...FIGURES, "requests an image"], rows }];
}

interface Bucket {
  readonly counts: (request: RecordedRequest) => boolean;
  readonly limit: number;
  readonly windowMs: number;
}

const isReferrers = ({ target }: RecordedRequest) => target.includes("/referrers/");
const isRead = ({ host, method }: RecordedRequest) => host === contoso.prod && (method === "GET" || method === "HEAD");
const MINUTE_MS = 60_000;

/**
 * What the parties allow at the least, however well it is used: the first burst is free, the rest has to wait. Everything is read
 * before the first import, so both parts have their own limit.
 */
function ownLimitMs(arrived: readonly RecordedRequest[], buckets: readonly Bucket[]): number {
  const firstImport = arrived.findIndex(isImport);
  return [arrived.slice(0, firstImport), arrived.slice(firstImport)]
    .map((part) => Math.max(0, ...buckets.map((bucket) => leastWaitMs(part, bucket))))
    .reduce((sum, waitMs) => sum + waitMs, 0);
}

function leastWaitMs(arrived: readonly RecordedRequest[], { counts, limit, windowMs }: Bucket): number {
  const counted = arrived.filter((request) => request.status !== 429 && counts(request)).length;
  return Math.max(0, Math.ceil(counted / limit) - 1) * windowMs;
}

/**
 * The largest set while the parties count as documented, per identity.
 * https://learn.microsoft.com/azure/container-registry/container-registry-skus#registry-throughput-and-throttling
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export async function measureThrottled({ bundle, sizes }: Subject): Promise<Table[]> {
  const count = sizes.at(-1) ?? 500;
  const cases = [
    { name: "none", limit: () => undefined, buckets: [] },
    registries("Basic", STANDARD_LIMITS_PER_IDENTITY),
    registries("Standard", STANDARD_LIMITS_PER_IDENTITY),
    registries("Premium", PREMIUM_LIMITS_PER_IDENTITY),
    {
      name: "ARM: 200 writes, then 10 a second",
      limit: ({ azure }: World) => {
        azure.resourceManager.writeLimit = 200;
        azure.resourceManager.writeWindowMs = 20_000;
      },
      buckets: [{ counts: isImport, limit: 200, windowMs: 20_000 }],
    },
  ];
  const rows: string[][] = [];
  for (const { name, limit, buckets } of cases) {
    await withWorld(async (world) => {
      world.azure.latencyMs = 20;
      limit(world);
      const { inputs, files } = seed(world, count, "image");
      const run = await measureRun(world.azure, { ...inputs, "all-or-nothing": "false" }, { bundle, files });
      const refused = run.arrived.filter(({ status }) => status === 429).length;
      const own = ownLimitMs(run.arrived, buckets);
      rows.push([
        name,
        formatSeconds(run.wallMs),
        formatSeconds(own),
        own === 0 ? "" : `${Math.round((run.wallMs / own - 1) * 100)} %`,
        formatSeconds(run.cpuMs),
        formatMegabytes(run.maxRssBytes),
        String(run.requests),
        String(refused),
      ]);
    });
  }
  const figures = ["wall", "the limits' own", "over it", "CPU", "peak memory", "requests", "of them 429"];
  return [{ labels: [`limits, ${count} images`], figures, rows }];
}

/** Both registries of one tier. */
function registries(sku: World["dev"]["sku"], limits: RegistryLimits) {
  const { listReferrers: listings = 0, dataplaneRead: reads = 0 } = limits;
  return {
    name: `${sku} registries`,
    limit: ({ dev, prod }: World) => {
      for (const registry of [dev, prod]) Object.assign(Object.assign(registry, { sku }).limits, limits);
    },
    buckets: [
      { counts: isReferrers, limit: listings, windowMs: MINUTE_MS },
      { counts: isRead, limit: reads, windowMs: MINUTE_MS },
    ],
  };
}
