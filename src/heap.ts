// Keeps the memory of a large run small. V8 lets garbage grow to several times what is in use before it collects, more so on a machine
// with much memory, and an action cannot pass flags to Node.
import { setFlagsFromString } from "node:v8";

/** Smaller runs end before it matters. */
const LARGE_RUN = 1_000;

/** Makes V8 collect after each 5 % of growth. This flag is read anew for each collection, so that it works after the start. */
export function boundHeap(images: number): void {
  if (images >= LARGE_RUN) setFlagsFromString("--heap-growing-percent=5");
}
