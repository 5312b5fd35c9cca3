// Measures how long a hundred imports of three seconds take by `max-parallel`: fixed values, and none, which adapts.
import { startLocalAzure } from "../emulator/azure.ts";
import { putImage } from "../emulator/images.ts";
import { contoso, seedContoso } from "../emulator/seed.ts";
import { formatSeconds, type Subject, type Table } from "./figures.ts";
import { measureRun } from "./measured-run.ts";

const IMAGES = 100;
const LATENCY_MS = 20;
/** As they were recorded. */
const RETRY_AFTER_S = 10;
const COPY_MS = 3_000;

async function measure(maxParallel: string, allOrNothing: boolean, bundle?: string): Promise<string[]> {
  const azure = await startLocalAzure();
  try {
    const { dev, inputs } = seedContoso(azure);
    const lines = Array.from({ length: IMAGES }, (_, at) => {
      const repository = `team/app-${String(at).padStart(3, "0")}`;
      putImage({ store: dev.store, repository }, { content: repository, tag: "build" });
      return `${contoso.dev}/${repository}:build => ${repository}:1`;
    });
    Object.assign(azure.imports.settings, { retryAfterSeconds: RETRY_AFTER_S, copyMs: COPY_MS });
    azure.latencyMs = LATENCY_MS;
    const given = {
      ...inputs,
      images: lines.join("\n"),
      "all-or-nothing": String(allOrNothing),
      ...(maxParallel !== "" && { "max-parallel": maxParallel }),
    };
    const run = await measureRun(azure, given, { bundle });
    return [formatSeconds(run.wallMs), formatSeconds(run.cpuMs), String(run.requests), String(run.mostInFlight)];
  } finally {
    await azure.close();
  }
}

/** One row for each value and mode. */
export async function measureParallel({ bundle }: Subject): Promise<Table[]> {
  const rows: string[][] = [];
  for (const allOrNothing of [false, true]) {
    for (const maxParallel of ["32", "64", "128", ""]) {
      const name = maxParallel === "" ? "none" : maxParallel;
      rows.push([name, allOrNothing ? "a set" : "each alone", ...(await measure(maxParallel, allOrNothing, bundle))]);
    }
  }
  const figures = ["wall", "CPU", "requests", "most in flight"];
  return [{ labels: ["max-parallel", "100 images, imports of 3 s"], figures, rows }];
}
