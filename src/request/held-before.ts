// The list `held` of an earlier lock file: what is remembered of tags that wait. As images-file input it is ignored.
import { asJsonObject } from "../json.ts";
import { isDigest } from "../oci/digest.ts";
import { isTag } from "../oci/reference.ts";
import type { HeldBefore } from "./request.ts";
import { openYamlFile, parseYaml } from "./yaml-file.ts";

/** Parses the text of a lock file. What cannot be read is not remembered: undefined for a text that is no lock file. */
export function parseHeldBefore(text: string, path: string): readonly HeldBefore[] | undefined {
  const file = openYamlFile(path);
  const document = asJsonObject(parseYaml(file, text)?.toJSON());
  if (document === undefined || file.problems.length > 0) return undefined;
  const { held } = document;
  return Array.isArray(held) ? held.flatMap(entryOf) : [];
}

function entryOf(value: unknown): HeldBefore[] {
  const { repository, tag, digest, since, changes } = asJsonObject(value) ?? {};
  const sinceMs = typeof since === "string" ? Date.parse(since) : Number.NaN;
  const isWhole =
    typeof repository === "string" &&
    typeof tag === "string" &&
    isTag(tag) &&
    typeof digest === "string" &&
    isDigest(digest) &&
    /^[0-9]{1,9}$/.test(String(changes)) &&
    !Number.isNaN(sinceMs);
  return isWhole ? [{ repository, tag, digest, sinceMs, changes: Number(changes) }] : [];
}
