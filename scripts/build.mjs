// Builds `lib/` by tsc and `dist/` by ncc. check-dist.mjs and list-bundle.mjs build the same into folders of their own.
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A program of `open`, which a login by browser would start. ncc copies it; the action has no such login. */
const UNUSED_PROGRAM = "xdg-open";
/** The start, the chunks, and the file that makes them ES modules. */
const BUILT_FILE = /^(?:index\.js|\d+\.index\.js|package\.json)$/;

/** Empties both folders and builds into them. The numbers in `dist` depend on the path of `lib`. `statistics`: a file for ncc's. */
export function build({ lib, dist, statistics }) {
  // Neither tsc nor ncc removes files of an earlier build.
  for (const folder of [lib, dist]) rmSync(folder, { recursive: true, force: true });
  const run = (script, args) => execFileSync(process.execPath, [script, ...args], { stdio: ["ignore", 2, 2] });
  run("node_modules/typescript/bin/tsc", ["-p", "tsconfig.build.json", "--outDir", lib]);
  const more = statistics === undefined ? [] : ["--stats-out", statistics];
  run("node_modules/@vercel/ncc/dist/ncc/cli.js", ["build", join(lib, "index.js"), "-q", "-o", dist, ...more]);
  // Fails where the file is gone, so that this rule goes too.
  rmSync(join(dist, UNUSED_PROGRAM));
  const unexpected = readdirSync(dist).filter((name) => !BUILT_FILE.test(name));
  if (unexpected.length > 0) throw new Error(`ncc wrote files of another kind: ${unexpected.join(", ")}`);
}

if (import.meta.main) build({ lib: "lib", dist: "dist" });
