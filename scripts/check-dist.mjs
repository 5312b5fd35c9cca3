// Proves that dist/ is what src/ builds to: builds into a temporary folder and compares every file, new and missing ones included.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "./build.mjs";

const fresh = mkdtempSync(join(tmpdir(), "dist-"));
const files = (root) =>
  readdirSync(root, { recursive: true })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(root, path))
    .sort();
try {
  build({ lib: "lib", dist: fresh });
  const [committed, built] = [files("dist"), files(fresh)];
  const problems = [
    ...built.filter((name) => !committed.includes(name)).map((name) => `missing in dist: ${name}`),
    ...committed.filter((name) => !built.includes(name)).map((name) => `not built from src: ${name}`),
    ...built
      .filter((name) => committed.includes(name))
      .filter((name) => !readFileSync(join("dist", name)).equals(readFileSync(join(fresh, name))))
      .map((name) => `differs: ${name}`),
  ];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(
    `dist: ${built.length} files, ${problems.length === 0 ? "equal to a fresh build" : "run npm run build"}\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
