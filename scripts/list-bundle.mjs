// Lists what is in the bundle: packages with version, licence and size, from the bundler's own statistics of a fresh build.
// `--json` prints the same for programs.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";

mkdirSync(".artifacts", { recursive: true });
// Inside the project, so that the compiled files find node_modules.
const folder = mkdtempSync(join(".artifacts", "bundle-"));

/** Modules that were joined into one are listed inside it, and share its chunks. */
function leavesOf(modules, chunks) {
  return modules.flatMap((module) => {
    const own = module.chunks?.length > 0 ? module.chunks : chunks;
    return module.modules === undefined ? [{ ...module, chunks: own }] : leavesOf(module.modules, own);
  });
}

/** `./node_modules/a/node_modules/@b/c/lib/d.js` → `node_modules/a/node_modules/@b/c`; undefined for what is our own. */
function packageFolderOf(name) {
  return /^\.\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1];
}

function listPackages({ modules, chunks }) {
  const entries = new Set(chunks.filter(({ initial }) => initial).map(({ id }) => id));
  const packages = new Map();
  let ownBytes = 0;
  for (const module of leavesOf(modules, [])) {
    const place = packageFolderOf(module.name);
    // Built-in modules of node, and what is in no file.
    if (module.moduleType === undefined || module.chunks.length === 0) continue;
    if (place === undefined) {
      if (module.name.startsWith("./lib/")) ownBytes += module.size;
      continue;
    }
    const held = packages.get(place);
    const atStart = module.chunks.some((id) => entries.has(id));
    packages.set(place, { bytes: (held?.bytes ?? 0) + module.size, atStart: atStart || held?.atStart === true });
  }
  const starters = new Set(
    modules
      .filter(({ name }) => /^external "(?:node:)?(?:child_process|cluster)"$/.test(name))
      .flatMap(({ reasons }) => reasons.map(({ moduleName }) => packageFolderOf(moduleName ?? ""))),
  );
  const listed = [...packages].map(([place, { bytes, atStart }]) => {
    const { name, version, license } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
    const loaded = atStart ? "at start" : "when needed";
    return { name, version, license: license ?? "none stated", bytes, loaded, mayStartProcesses: starters.has(place) };
  });
  return { ownBytes, packages: listed.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1)) };
}

function filesOf(bundle) {
  return readdirSync(bundle)
    .map((name) => ({ name, bytes: statSync(join(bundle, name)).size }))
    .sort((a, b) => b.bytes - a.bytes);
}

try {
  const [lib, bundle, statistics] = ["lib", "dist", "stats.json"].map((name) => join(folder, name));
  build({ lib, dist: bundle, statistics });
  const own = `./${folder}/lib/`;
  const text = readFileSync(statistics, "utf8").replaceAll(own, "./lib/");
  const { ownBytes, packages } = listPackages(JSON.parse(text));
  const files = filesOf(bundle);
  if (process.argv.includes("--json")) {
    process.stdout.write(JSON.stringify({ ownBytes, packages, files }));
  } else {
    const kib = (bytes) => (bytes / 1024).toFixed(0).padStart(6);
    const line = ({ name, version, license, bytes, loaded }) =>
      `${kib(bytes)} KiB  ${`${name} ${version}`.padEnd(52)} ${license.padEnd(14)} ${loaded}`;
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    process.stdout.write(`${packages.map(line).join("\n")}\n${kib(ownBytes)} KiB  this action's own\n`);
    process.stdout.write(`${kib(total)} KiB  in ${files.length} files, the largest ${files[0]?.name}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
