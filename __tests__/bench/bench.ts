// `npm run bench [-- part …]`: runs the shipped bundle against the local Azure and prints figures. It judges none of them.
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type LocalAzure, startLocalAzure } from "../emulator/azure.ts";
import { putImage, putIndex } from "../emulator/images.ts";
import type { RecordedRequest } from "../emulator/request-log.ts";
import { type Contoso, contoso, seedContoso } from "../emulator/seed.ts";
import { PREMIUM_LIMITS_PER_IDENTITY } from "../emulator/throttle.ts";
import { measureFeatures } from "./features.ts";
import { formatMegabytes, formatMs, formatSeconds, formatTable, median, slope } from "./figures.ts";
import { measureLookups } from "./lookups.ts";
import { type Figures, type MeasuredRun, measureRun, medianOf, repeat } from "./measured-run.ts";
import { measureParallel } from "./parallel.ts";
import { measureProof, measureProofByPolls } from "./proof.ts";
import { isAzInstalled, isSkopeoInstalled, startAzureCli, startSkopeo } from "./rivals.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    sizes: { type: "string", default: "1,10,100,500" },
    bundle: { type: "string" },
  },
});
const runs = Number(values.runs);
const sizes = values.sizes.split(",").map(Number);

const say = (text: string) => process.stdout.write(`${text}\n`);

interface World extends Contoso {
  readonly azure: LocalAzure;
}

/** A fresh Contoso, whose imports take no time of their own, under the registries' resource IDs. */
async function withWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const azure = await startLocalAzure();
  const seeded = seedContoso(azure);
  azure.imports.settings.copyMs = 0;
  const { dev, prod, inputs } = seeded;
  try {
    return await work({ azure, ...seeded, inputs: { ...inputs, registry: prod.id, "source-registry": dev.id } });
  } finally {
    await azure.close();
  }
}

let imagesNamed = 0;
/** Part of a name that the target does not have yet. */
function freshName(): string {
  imagesNamed += 1;
  return `t${imagesNamed}`;
}

const single = (world: World, tag: string) =>
  measureRun(world.azure, { ...world.inputs, images: `worker:build-812 => worker-${tag}:1` });

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

async function startup(): Promise<void> {
  await withWorld(async (world) => {
    const empty = median(await repeat(runs * 2, () => emptyProgram(world)));
    const ours = median((await repeat(runs * 2, () => single(world, freshName()))).map((run) => run.firstRequestMs));
    const rows = [
      ["empty node:https program", formatMs(empty), ""],
      ["the action", formatMs(ours), `+${formatMs(ours - empty)}`],
    ];
    say(formatTable(["start to first request", "median", "over the empty program"], rows));
  });
}

const FIGURES = ["wall", "CPU", "peak memory", "requests", "most in flight"];
const cells = ({ wallMs, cpuMs, maxRssBytes, requests, mostInFlight }: Figures) => [
  formatSeconds(wallMs),
  formatSeconds(cpuMs),
  formatMegabytes(maxRssBytes),
  String(requests),
  String(mostInFlight),
];

async function oneImage(): Promise<void> {
  const rows: string[][] = [];
  for (const copyMs of [0, 2_000, 10_000]) {
    for (const latencyMs of [0, 50, 150]) {
      const figures = await withWorld(async (world) => {
        world.azure.latencyMs = latencyMs;
        world.azure.imports.settings.copyMs = copyMs;
        world.azure.imports.settings.reportMs = copyMs;
        return medianOf(await repeat(runs, () => single(world, freshName())));
      });
      rows.push([`${copyMs / 1000} s`, `${latencyMs} ms`, ...cells(figures)]);
    }
  }
  say(formatTable(["import takes", "round trip", ...FIGURES], rows));
}

/** Sequential round trips are how much longer a run takes for each millisecond that an answer takes longer. */
async function roundTrips(): Promise<void> {
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
    await single(world, "kept");
    const measured: string[][] = [];
    for (const [name, inputsOf] of cases) {
      const points: [number, number][] = [];
      let requests = 0;
      for (const latencyMs of [0, 50, 100, 150]) {
        world.azure.latencyMs = latencyMs;
        const of = await repeat(runs, async () => measureRun(world.azure, await inputsOf(world)));
        // What disturbs a run makes it longer: the shortest is the least disturbed.
        points.push([latencyMs, Math.min(...of.map(({ wallMs }) => wallMs))]);
        requests = median(of.map((run) => run.requests));
      }
      measured.push([name, slope(points).toFixed(1), String(requests), formatSeconds(points[0]?.[1] ?? Number.NaN)]);
    }
    return measured;
  });
  say(formatTable(["one image", "round trips in sequence", "requests", "wall at 0 ms"], rows));
}

const byLoginServer = ({ inputs }: World) => ({ ...inputs, registry: contoso.prod, "source-registry": contoso.dev });

/** From the moment the target shows the copy to the end of the step's work; what the process needs to end is in it. */
async function completion(): Promise<void> {
  const rows: string[][] = [];
  for (const copyMs of [0, 300, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000]) {
    const of = await withWorld(async ({ azure, inputs }) => {
      azure.latencyMs = 50;
      azure.imports.settings.copyMs = copyMs;
      azure.imports.settings.reportMs = copyMs;
      return repeat(copyMs > 5_000 ? 1 : Math.min(runs, 3), async () => {
        const run = await measureRun(azure, { ...inputs, images: `worker:build-812 => worker-${freshName()}:1` });
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
  say(formatTable(["import takes", "seen after", "reads of the target", "most in any second"], rows));
}

function watchOf({ arrived }: MeasuredRun, copyMs: number) {
  const post = arrived.find(({ method, target }) => method === "POST" && target.includes("/importImage"));
  const acceptedAt = post?.endTime ?? Number.NaN;
  const looks = arrived.filter(
    ({ time, host, target }) => host === contoso.prod && target.includes("/manifests/") && time > (post?.time ?? 0),
  );
  const mostInASecond = Math.max(
    ...looks.map(({ time }) => looks.filter((look) => look.time >= time && look.time < time + 1_000).length),
  );
  return { reads: looks.length, mostInASecond, delayMs: (looks.at(-1)?.endTime ?? Number.NaN) - acceptedAt - copyMs };
}

interface Fleet {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Images in repositories of their own, each of one manifest or of an index of two. */
function seed({ dev }: World, count: number, shape: "image" | "index"): Fleet {
  const target = freshName();
  const lines = Array.from({ length: count }, (_, at) => {
    const repository = `${shape}/app-${String(at).padStart(3, "0")}`;
    const place = { store: dev.store, repository };
    if (shape === "image") putImage(place, { tag: "1" });
    else putIndex(place, { tag: "1" });
    return `${repository}:1 => ${repository}:${target}`;
  });
  return { name: `${count} ${shape === "image" ? "images" : "indexes of 2"}`, lines };
}

async function scale(): Promise<void> {
  const rows: string[][] = [];
  const shapes = [...sizes.map((count) => [count, "image"] as const), [100, "index"] as const];
  for (const [count, shape] of shapes) {
    await withWorld(async (world) => {
      world.azure.latencyMs = 20;
      const { name, lines } = seed(world, count, shape);
      // An input has at most 128 KiB.
      const files = { "images.txt": lines.join("\n") };
      const inputs = { ...world.inputs, "images-file": "images.txt" };
      const run = () => measureRun(world.azure, inputs, undefined, files);
      const promote = await run();
      const nothing = medianOf(await repeat(count > 100 ? 1 : Math.min(runs, 3), run));
      for (const [what, figures] of [
        ["promote", promote],
        ["nothing to do", nothing],
      ] as const) {
        rows.push([name, what, ...cells(figures), (figures.requests / count).toFixed(2)]);
      }
    });
  }
  say(formatTable(["set, 20 ms round trip", "", ...FIGURES, "requests an image"], rows));
}

interface Bucket {
  readonly counts: (request: RecordedRequest) => boolean;
  readonly limit: number;
  readonly windowMs: number;
}

const isReferrers = ({ target }: RecordedRequest) => target.includes("/referrers/");
const isImport = ({ method, target }: RecordedRequest) => method === "POST" && target.includes("/importImage");
const MINUTE_MS = 60_000;

/** What the parties allow at the least, however well it is used: the first burst is free, the rest has to wait. */
function ownLimitMs(arrived: readonly RecordedRequest[], buckets: readonly Bucket[]): number {
  const waits = buckets.map(({ counts, limit, windowMs }) => {
    const counted = arrived.filter((request) => request.status !== 429 && counts(request)).length;
    return (Math.ceil(counted / limit) - 1) * windowMs;
  });
  return Math.max(0, ...waits);
}

/**
 * The largest set while the parties count as documented, per identity.
 * https://learn.microsoft.com/azure/container-registry/container-registry-skus#registry-throughput-and-throttling
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
async function throttled(): Promise<void> {
  const count = sizes.at(-1) ?? 500;
  const reads = (host: string, limit: number): Bucket => ({
    counts: (request) => request.host === host && request.method === "GET",
    limit,
    windowMs: MINUTE_MS,
  });
  const cases: readonly { name: string; limit: (world: World) => void; buckets: readonly Bucket[] }[] = [
    { name: "none", limit: () => undefined, buckets: [] },
    {
      name: "Premium registries",
      limit: ({ dev, prod }) => {
        for (const { limits } of [dev, prod]) Object.assign(limits, PREMIUM_LIMITS_PER_IDENTITY);
      },
      buckets: [{ counts: isReferrers, limit: 1_000, windowMs: MINUTE_MS }, reads(contoso.prod, 10_000)],
    },
    {
      name: "Standard registries",
      limit: ({ dev, prod }) => {
        for (const { limits } of [dev, prod]) {
          Object.assign(limits, { dataplaneRead: 5_000, listReferrers: 250, oauth: 10_000 });
        }
      },
      buckets: [{ counts: isReferrers, limit: 250, windowMs: MINUTE_MS }, reads(contoso.prod, 5_000)],
    },
    {
      name: "ARM: 200 writes, then 10 a second",
      limit: ({ azure }) => {
        azure.resourceManager.writeLimit = 200;
        azure.resourceManager.writeWindowMs = 20_000;
      },
      buckets: [{ counts: isImport, limit: 200, windowMs: 20_000 }],
    },
  ];
  const rows: string[][] = [];
  for (const { name, limit, buckets } of cases) {
    const run = await withWorld((world) => {
      world.azure.latencyMs = 20;
      limit(world);
      return measureRun(world.azure, { ...world.inputs, images: seed(world, count, "image").lines.join("\n") });
    });
    const refused = run.arrived.filter(({ status }) => status === 429).length;
    const own = formatSeconds(ownLimitMs(run.arrived, buckets));
    rows.push([name, formatSeconds(run.wallMs), own, formatSeconds(run.cpuMs), String(run.requests), String(refused)]);
  }
  say(formatTable([`limits, ${count} images`, "wall", "the limits' own", "CPU", "requests", "of them 429"], rows));
}

async function rivals(): Promise<void> {
  const rows: string[][] = [];
  for (const copyMs of [0, 2_000]) {
    await withWorld(async (world) => {
      world.azure.imports.settings.copyMs = copyMs;
      world.azure.imports.settings.reportMs = copyMs;
      const label = `${copyMs / 1000} s`;
      rows.push(["the action", label, ...cells(medianOf(await repeat(runs, () => single(world, freshName()))))]);
      if (isAzInstalled()) {
        const cli = await startAzureCli(world.azure, world);
        if (copyMs === 0) rows.push(["az login", "", ...cells(medianOf(await repeat(runs, () => cli.login())))]);
        else await cli.login();
        const imports = await repeat(Math.min(runs, 3), () =>
          cli.importImage("worker:build-812", `worker-${freshName()}:1`),
        );
        rows.push(["az acr import", label, ...cells(medianOf(imports))]);
      }
      if (isSkopeoInstalled() && copyMs === 0) {
        const skopeo = await startSkopeo(world.azure, world);
        const copies = await repeat(runs, () => skopeo.copy("worker:build-812", `worker-${freshName()}:1`));
        rows.push(["skopeo copy --all, login not counted", "", ...cells(medianOf(copies))]);
      }
    });
  }
  say(formatTable(["one image, no added latency", "import takes", ...FIGURES], rows));
}

/** `--bundle <dist/index.js>` measures another version. */
async function proof(): Promise<void> {
  const head = ["registries", "ARM", "login", "all", "until the last response"];
  say(`${formatTable(["set", "tags", "SKU", ...head], await measureProof(values.bundle))}\n`);
  say(formatTable(["one image, its tag is", "SKU", "polls are", ...head], await measureProofByPolls(values.bundle)));
}

async function lookups(): Promise<void> {
  const head = [
    "source",
    "the target has",
    "referrers",
    "HEADs by digest",
    "GETs of manifests",
    "source",
    "target",
    "others",
  ];
  say(formatTable(head, await measureLookups(values.bundle)));
}

async function features(): Promise<void> {
  say(formatTable(["feature", "requests", "seconds", "of a dry run", "seconds"], await measureFeatures()));
}

async function parallel(): Promise<void> {
  const head = ["max-parallel", "100 images, imports of 3 s", "wall", "CPU", "requests", "most in flight"];
  say(formatTable(head, await measureParallel()));
}

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  startup,
  "one-image": oneImage,
  "round-trips": roundTrips,
  completion,
  scale,
  throttled,
  rivals,
  proof,
  lookups,
  features,
  parallel,
};

const wanted = positionals.length === 0 ? Object.keys(PARTS) : positionals;
const [processor] = cpus();
say(`${cpus().length} × ${processor?.model.trim()}, node ${process.version}, median of ${runs} where repeated\n`);
for (const part of wanted) {
  const measure = PARTS[part];
  if (measure === undefined) throw new Error(`no such part: ${part}; there are ${Object.keys(PARTS).join(", ")}`);
  say(`## ${part}\n`);
  await measure();
  say("");
}
