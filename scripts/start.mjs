// `npm start` on any machine with Node 20 or newer: installs what is missing, then runs the demo on Node 24.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const NEEDED_NODE = 24;

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (error !== undefined || status !== 0) process.exit(status ?? 1);
}

if (!existsSync(`${root}node_modules/.package-lock.json`)) {
  process.stdout.write("Installing what the demo needs (npm ci), once…\n");
  // npm is a script on Windows, which only a shell starts.
  run("npm", ["ci"], { shell: process.platform === "win32" });
}
const bundled = `${root}node_modules/.bin/node${process.platform === "win32" ? ".cmd" : ""}`;
const isNewEnough = Number(process.versions.node.split(".")[0]) >= NEEDED_NODE;
if (!isNewEnough && !existsSync(bundled)) {
  process.stderr.write(
    `The action runs on Node ${NEEDED_NODE}; here is ${process.versions.node}. Install Node ${NEEDED_NODE} and try again.\n`,
  );
  process.exit(1);
}
run(isNewEnough ? process.execPath : bundled, ["__tests__/demo.ts"], {
  shell: !isNewEnough && process.platform === "win32",
});
