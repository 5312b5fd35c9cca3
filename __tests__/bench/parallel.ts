// Measures how long a hundred imports of three seconds take by `max-parallel`: fixed values, and none, which adapts.
import { startLocalAzure } from "../emulator/azure.ts";
import { putImage } from "../emulator/images.ts";
import { contoso, seedContoso } from "../emulator/seed.ts";
import { formatSeconds } from "./figures.ts";
import { measureRun } from "./measured-run.ts";

const IMAGES = 100;
const LATENCY_MS = 20;
/** As they were recorded. */
const RETRY_AFTER_S = 10;
const COPY_MS = 3_000;

async function measure(maxParallel: string, allOrNothing: boolean): Promise<string[]> {
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
    const run = await measureRun(azure, {
      ...inputs,
      images: lines.join("\n"),
      "all-or-nothing": String(allOrNothing),
      ...(maxParallel !== "" && { "max-parallel": maxParallel }),
    });
    return [formatSeconds(run.wallMs), formatSeconds(run.cpuMs), String(run.requests), String(run.mostInFlight)];
  } finally {
    await azure.close();
  }
}

/** One row for each value and mode. */
export async function measureParallel(): Promise<string[][]> {
  const rows: string[][] = [];
  for (const allOrNothing of [false, true]) {
    for (const maxParallel of ["32", "64", "128", ""]) {
      const name = maxParallel === "" ? "none: adapts" : maxParallel;
      rows.push([name, allOrNothing ? "a set" : "each alone", ...(await measure(maxParallel, allOrNothing))]);
    }
  }
  return rows;
}
