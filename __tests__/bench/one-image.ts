// Measures one image: start-up, a whole run, round trips in sequence, and how soon the end of an import is seen.
import { spawn } from "node:child_process";
import { isImport } from "../emulator/request-log.ts";
import { contoso } from "../emulator/seed.ts";
import { FIGURES, figureCells, formatMs, formatSeconds, median, type Subject, slope, type Table } from "./figures.ts";
import { type MeasuredRun, measureRun, medianOf, repeat } from "./measured-run.ts";
import { freshName, promoteOne, type World, withWorld } from "./world.ts";

/** A program that loads node:https and sends the action's first request, and nothing else: the floor. */
async function emptyProgram({ azure }: World): Promise<number> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = "" } = azure.env();
  const script = `
    import "node:https";
    import { get } from "node:http";
    get(process.argv[1], { headers: { authorization: "Bearer " + process.argv[2] } }, (answer) => answer.resume());`;
  const from = azure.requests.length;
  const startedAt = Date.now();
  const args = ["--input-type=module", "--eval", script, `${url}&audience=x`, token];
  const child = spawn(process.execPath, args, { env: azure.env(), stdio: "ignore" });
  await new Promise((done) => child.on("close", done));
  return (azure.requests[from]?.time ?? Number.NaN) - startedAt;
}

/** From the start of the process to its first request. */
export async function measureStartup({ bundle, runs }: Subject): Promise<Table[]> {
  return withWorld(async (world) => {
    const empty = median(await repeat(runs * 2, () => emptyProgram(world)));
    const started = await repeat(runs * 2, () => promoteOne(world, freshName(), bundle));
    const ours = median(started.map((run) => run.firstRequestMs));
    return [
      {
        labels: ["start to first request"],
        figures: ["median", "over the empty program"],
        rows: [
          ...(bundle === undefined ? [["empty node:https program", formatMs(empty), ""]] : []),
          ["the action", formatMs(ours), `+${formatMs(ours - empty)}`],
        ],
      },
    ];
  });
}

/** A whole run, by what the import takes and by the distance of all parties. */
export async function measureOneImage({ bundle, runs }: Subject): Promise<Table[]> {
  const rows: string[][] = [];
  for (const copyMs of [0, 2_000, 10_000]) {
    for (const latencyMs of [0, 50, 150]) {
      const figures = await withWorld(async (world) => {
        world.azure.latencyMs = latencyMs;
        world.azure.imports.settings.copyMs = copyMs;
        world.azure.imports.settings.reportMs = copyMs;
        return medianOf(await repeat(runs, () => promoteOne(world, freshName(), bundle)));
      });
      rows.push([`${copyMs / 1000} s`, `${latencyMs} ms`, ...figureCells(figures)]);
    }
  }
  return [{ labels: ["import takes", "round trip"], figures: FIGURES, rows }];
}

/** Sequential round trips are how much longer a run takes for each millisecond that an answer takes longer. */
export async function measureRoundTrips({ bundle, runs }: Subject): Promise<Table[]> {
  const cases: readonly [string, (world: World) => Promise<Record<string, string>>][] = [
    [
      "promote, by resource IDs",
      async (world) => ({ ...world.inputs, images: `worker:build-812 => worker-${freshName()}:1` }),
    ],
    [
      "promote, by login servers",
      async (world) => ({ ...byLoginServer(world), images: `worker:build-812 => worker-${freshName()}:1` }),
    ],
    [
      "promote, three platforms and attestations",
      async (world) => ({ ...world.inputs, referrers: "none", images: `api:build-812 => api-${freshName()}:1` }),
    ],
    [
      "promote, with all its referrers",
      async (world) => ({ ...world.inputs, images: `api:build-812 => api-${freshName()}:1` }),
    ],
    [
      "nothing to do, by resource IDs",
      async (world) => ({ ...world.inputs, images: "worker:build-812 => worker-kept:1" }),
    ],
    [
      "nothing to do, by login servers",
      async (world) => ({ ...byLoginServer(world), images: "worker:build-812 => worker-kept:1" }),
    ],
    [
      "nothing to do, referrers: none",
      async (world) => ({ ...world.inputs, referrers: "none", images: "worker:build-812 => worker-kept:1" }),
    ],
  ];
  const rows = await withWorld(async (world) => {
    await promoteOne(world, "kept", bundle);
    const measured: string[][] = [];
    for (const [name, inputsOf] of cases) {
      const points: [number, number][] = [];
      let requests = 0;
      for (const latencyMs of [0, 50, 100, 150]) {
        world.azure.latencyMs = latencyMs;
        const of = await repeat(runs, async () => measureRun(world.azure, await inputsOf(world), { bundle }));
        // What disturbs a run makes it longer: the shortest is the least disturbed.
        points.push([latencyMs, Math.min(...of.map(({ wallMs }) => wallMs))]);
        requests = median(of.map((run) => run.requests));
      }
      measured.push([name, slope(points).toFixed(1), String(requests), formatSeconds(points[0]?.[1] ?? Number.NaN)]);
    }
    return measured;
  });
  return [{ labels: ["one image"], figures: ["round trips in sequence", "requests", "wall at 0 ms"], rows }];
}

const byLoginServer = ({ inputs }: World) => ({ ...inputs, registry: contoso.prod, "source-registry": contoso.dev });

/** From the moment the target shows the copy to the end of the step's work; what the process needs to end is in it. */
export async function measureCompletion({ bundle, runs }: Subject): Promise<Table[]> {
  const rows: string[][] = [];
  for (const copyMs of [0, 300, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000]) {
    const of = await withWorld(async ({ azure, inputs }) => {
      azure.latencyMs = 50;
      azure.imports.settings.copyMs = copyMs;
      azure.imports.settings.reportMs = copyMs;
      return repeat(copyMs > 5_000 ? 1 : Math.min(runs, 3), async () => {
        const images = `worker:build-812 => worker-${freshName()}:1`;
        const run = await measureRun(azure, { ...inputs, images }, { bundle });
        return watchOf(run, copyMs);
      });
    });
    const medianOfRuns = (figure: "delayMs" | "reads" | "mostInASecond") => median(of.map((run) => run[figure]));
    rows.push([
      `${copyMs / 1000} s`,
      formatMs(medianOfRuns("delayMs")),
      String(medianOfRuns("reads")),
      String(medianOfRuns("mostInASecond")),
    ]);
  }
  const figures = ["seen after", "reads of the target", "most in any second"];
  return [{ labels: ["import takes"], figures, rows }];
}

function watchOf({ arrived }: MeasuredRun, copyMs: number) {
  const post = arrived.find(isImport);
  const acceptedAt = post?.endTime ?? Number.NaN;
  const looks = arrived.filter(
    ({ time, host, target }) => host === contoso.prod && target.includes("/manifests/") && time > (post?.time ?? 0),
  );
  const mostInASecond = Math.max(
    ...looks.map(({ time }) => looks.filter((look) => look.time >= time && look.time < time + 1_000).length),
  );
  return { reads: looks.length, mostInASecond, delayMs: (looks.at(-1)?.endTime ?? Number.NaN) - acceptedAt - copyMs };
}
