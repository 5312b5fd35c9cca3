// `npm run bench [-- part …]`: runs the shipped bundle, and that of version 1.0.0, against the local Azure and prints figures. It judges
// none of them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureFeatures } from "./features.ts";
import { besides, formatTable, type Subject, type Table } from "./figures.ts";
import { measureImagesFiles } from "./images-files.ts";
import { measureLookups } from "./lookups.ts";
import { measureScale, measureThrottled } from "./many-images.ts";
import { measureCompletion, measureOneImage, measureRoundTrips, measureStartup } from "./one-image.ts";
import { measureOtherTools } from "./other-tools.ts";
import { measureParallel } from "./parallel.ts";
import { measureProof } from "./proof.ts";

/** The last commit of `dist` of version 1.0.0. */
const VERSION_1_0_0 = "22f8844";

const PARTS: Readonly<Record<string, (subject: Subject) => Promise<Table[]>>> = {
  startup: measureStartup,
  "one-image": measureOneImage,
  "round-trips": measureRoundTrips,
  completion: measureCompletion,
  scale: measureScale,
  throttled: measureThrottled,
  "images-files": measureImagesFiles,
  "other-tools": measureOtherTools,
  proof: measureProof,
  lookups: measureLookups,
  features: measureFeatures,
  parallel: measureParallel,
};
/** Parts in which an earlier version has no row of its own. */
const NEW_PARTS = new Set(["features"]);

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Puts the bundle of a commit into the folder; undefined where this clone does not have the commit. */
function bundleOf(revision: string, folder: string): string | undefined {
  try {
    const archive = execFileSync("git", ["archive", revision, "dist"], {
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 1e8,
    });
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    return join(folder, "dist/index.js");
  } catch {
    return undefined;
  }
}

function fail(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

async function measure(part: string, subject: Subject, earlier: string | undefined): Promise<readonly Table[]> {
  const work = PARTS[part] ?? fail(`no such part: ${part}`);
  const before =
    earlier === undefined || NEW_PARTS.has(part)
      ? []
      : await work({ ...subject, bundle: earlier }).catch((error: Error) => {
          say(`not measured at the earlier version: ${error.message.slice(0, 200)}\n`);
          return [];
        });
  const now = await work(subject);
  return now.map((table, at) => {
    const other = before[at];
    return other === undefined ? table : besides(other, table);
  });
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    sizes: { type: "string", default: "1,10,100,500" },
    beside: { type: "string", default: VERSION_1_0_0 },
  },
});
const subject: Subject = { runs: Number(values.runs), sizes: values.sizes.split(",").map(Number) };
const isCount = (value: number) => Number.isInteger(value) && value > 0;
// Before anything is measured, which takes minutes.
const unknown = positionals.find((part) => !Object.hasOwn(PARTS, part));
if (unknown !== undefined) fail(`no such part: ${unknown}; there are ${Object.keys(PARTS).join(", ")}`);
if (!isCount(subject.runs) || !subject.sizes.every(isCount)) fail("--runs and --sizes must be whole numbers above 0");
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const earlier = values.beside === "none" ? undefined : bundleOf(values.beside, folder);
  const [processor] = cpus();
  say(
    `${cpus().length} × ${processor?.model.trim()}, node ${process.version}, median of ${subject.runs} where repeated`,
  );
  const alone = `the present version alone${values.beside === "none" ? "" : `: this clone has no ${values.beside} (git fetch --unshallow)`}`;
  const isBeside = earlier === undefined ? alone : `${values.beside} → the present version`;
  say(`figures: ${isBeside}\n`);
  for (const part of positionals.length === 0 ? Object.keys(PARTS) : positionals) {
    say(`## ${part}\n`);
    for (const table of await measure(part, subject, earlier)) say(`${formatTable(table)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
