// All recordings by name: the shortened ones of this folder, and the full material where it is at hand.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as content from "./acr-content.ts";
import * as metadata from "./acr-metadata.ts";
import * as metadataLists from "./acr-metadata-lists.ts";
import * as acrRefusals from "./acr-refusals.ts";
import * as acrTokens from "./acr-tokens.ts";
import * as writes from "./acr-writes.ts";
import * as armErrors from "./arm-errors.ts";
import * as importFailures from "./arm-import-failures.ts";
import * as imports from "./arm-imports.ts";
import * as registries from "./arm-registries.ts";
import * as logins from "./logins.ts";
import type { Evidence, Exchange, Recording } from "./recording.ts";

/** A set of recordings; the tests go through both. */
export interface Library {
  readonly name: string;
  readonly recordings: ReadonlyMap<string, Recording>;
}

const FILES = [
  content,
  metadata,
  metadataLists,
  acrRefusals,
  acrTokens,
  writes,
  armErrors,
  importFailures,
  imports,
  registries,
  logins,
];
const byFile = (recordings: readonly Recording[]) => new Map(recordings.map((each) => [each.file, each]));

export const SHORTENED: Library = {
  name: "shortened",
  recordings: byFile(FILES.flatMap((file): Recording[] => Object.values(file))),
};

/** Where the full material is, if it is. */
export const FOLDER = join(process.env["ACR_PROMOTE_FIXTURES"] ?? "../shared/fixtures", "recordings");

/** The full material; undefined where its folder is absent. Read once it is needed. */
export function readFull(): Library | undefined {
  if (!existsSync(FOLDER)) return undefined;
  return { name: "full", recordings: byFile([...SHORTENED.recordings.keys()].map(readRecording)) };
}

interface FullExchange {
  quoted?: boolean;
  second_hand?: boolean;
  documented?: boolean;
  thread?: string;
  stated?: string[];
  request: { method: string; url: string; headers?: Record<string, string | string[]>; body?: string | object };
  response: { status: number | null; headers: Record<string, string | string[]>; body: string | object };
}

function readRecording(file: string): Recording {
  const read = JSON.parse(readFileSync(join(FOLDER, `${file}.json`), "utf8")) as {
    source: string;
    exchanges: FullExchange[];
  };
  return { file, origin: read.source, exchanges: read.exchanges.map(exchangeOf) };
}

function exchangeOf({ request, response, thread, stated, ...marks }: FullExchange): Exchange {
  const evidence: Evidence = marks.second_hand
    ? "second-hand"
    : marks.quoted
      ? "quoted"
      : marks.documented
        ? "documented"
        : "recorded";
  return {
    evidence,
    ...(thread !== undefined && { thread }),
    ...(stated !== undefined && { stated }),
    request: { ...request, headers: lowered(request.headers ?? {}) },
    response: { ...response, headers: lowered(response.headers) },
  };
}

function lowered(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")]),
  );
}
