// Since when the target has an image, from lookups that are made for locks anyway. Makes no request.
import type { Locks, Lookup } from "../ports.ts";
import { problem } from "../problems.ts";
import type { AgeObservation } from "./observation.ts";

/**
 * The age of an image in the target.
 * @param manifest - undefined: the target does not have it
 * @param repository - shows for an image that is not there whether this identity may read its age once it is
 */
export function ageOf(manifest: Lookup<Locks> | undefined, repository: Lookup<Locks>, name: string): AgeObservation {
  const shown = manifest ?? repository;
  if (shown.kind === "unknown") return { kind: "unknown", problem: shown.problem };
  const readAtMs = shown.kind === "known" ? shown.value.readAtMs : undefined;
  if (manifest?.kind !== "known") return { kind: "absent", ...(readAtMs !== undefined && { readAtMs }) };
  const { createdAtMs } = manifest.value;
  if (createdAtMs !== undefined && readAtMs !== undefined) return { kind: "known", createdAtMs, readAtMs };
  const lacking = createdAtMs === undefined ? "createdTime" : "Date header";
  const message = `The response about the attributes of ${name} has no valid ${lacking}.`;
  return { kind: "unknown", problem: problem("REGISTRY_ANSWER_INVALID", message, { side: "target" }) };
}
