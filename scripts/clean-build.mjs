// Empties what the build writes: neither tsc nor ncc removes files of an earlier build.
import { rmSync } from "node:fs";

for (const folder of ["lib", "dist"]) rmSync(folder, { recursive: true, force: true });
