// npm drops optional platform packages that the registry at hand lacks from the lock file, and `npm ci` then refuses it.
// This adds an entry for each of them, so that the lock file holds on every machine. Run by `npm run relock`.
import { readFileSync, writeFileSync } from "node:fs";

const OS = ["darwin", "linux", "win32", "freebsd", "android", "openharmony", "wasm32", "aix", "sunos", "netbsd"];
const CPU = ["x64", "arm64", "arm", "ia32", "ppc64", "s390x", "riscv64", "loong64", "wasm32"];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
let added = 0;
for (const entry of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path] !== undefined) continue;
    const words = name.split(/[-/]/);
    const os = words.filter((word) => OS.includes(word) && word !== "wasm32");
    const cpu = words.filter((word) => CPU.includes(word));
    lock.packages[path] = {
      version,
      ...(cpu.length > 0 && { cpu }),
      ...(os.length > 0 && { os }),
      ...(words.includes("musl") && { libc: ["musl"] }),
      dev: true,
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`package-lock.json: ${added} platform packages added\n`);
