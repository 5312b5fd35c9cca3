// What must hold after every run of the shipped action, whatever was done to it. Knows no test framework: each broken
// invariant is a sentence, so that tests and the fault matrix hold the same.
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { validate } from "../description/validation.ts";
import type { LocalAzure } from "../emulator/azure.ts";
import type { ActionRun } from "../emulator/runner.ts";
import { findSecretsInText } from "../emulator/secrets.ts";
import { findMisplacedTokens } from "../emulator/token-whereabouts.ts";
import { withoutMaskCommands } from "../emulator/workflow-commands.ts";

/** One entry of the `json` output's `images`, as far as tests look into it. */
export interface ResultImage {
  source: string;
  repository: string;
  digest: string | null;
  image: string | null;
  status: string;
  verified: boolean;
  eligibleAt?: string | null;
  tags: { name: string; status: string; previousDigest: string | null; locked?: boolean }[];
  manifests: { platform: string | null; digest: string; mediaType: string; size: number }[];
  referrers: { digest: string; subject: string; artifactType: string; tag: string | null; status: string }[];
  durationMs: number;
  operationId: string | null;
  mayStillRun: string[];
  attestations: { line: string; status: string; reasons: string[]; attestation: object | null }[];
  error: { code: string; side?: string; message: string; remedy?: string } | null;
}

export interface Result {
  version: number;
  registry: string;
  dryRun: boolean;
  changed: boolean;
  counts: Record<string, number>;
  images: ResultImage[];
  error: { code: string; message: string; remedy?: string } | null;
}

/** A finished run with its result document; undefined where the step ended before there was one. */
export interface ShippedRun extends ActionRun {
  readonly result: Result;
  /** Text of all error annotations. */
  readonly errors: string;
  /** Requests that this run made. */
  readonly requests: LocalAzure["requests"];
  /** importImage calls, decoded. */
  readonly imports: ImportBody[];
}

export interface ImportBody {
  source: { sourceImage: string; resourceId?: string; registryUri?: string; credentials?: unknown };
  targetTags?: string[];
  untaggedTargetRepositories?: string[];
  mode: string;
}

/** The outputs of action.yml. */
export const OUTPUTS = [
  "status",
  "digest",
  "image",
  "images",
  "manifest-list",
  "json",
  "json-file",
  "summary-file",
  "subject-checksums",
  "changed",
  "lock-file",
  "updated-files",
  "rollback",
  "rollback-file",
];
/** The first of these that any image has is the status of the step. */
const STATUSES = [
  "cancelled",
  "failed",
  "conflict",
  "blocked",
  "missing",
  "pending",
  "unverified",
  "promoted",
  "planned",
  "held",
  "skipped",
  "up-to-date",
];
const COMMANDS = ["add-mask", "debug", "error", "warning", "notice", "group", "endgroup"];
const GOOD = ["promoted", "up-to-date", "planned", "held", "skipped"];
/** Far above what any test needs; a run that asks more often is in a loop. */
const REQUESTS_MAX = 20_000;

/** What kind of run it was, as far as it changes what must hold. */
export interface RunKind {
  /** `verify: best-effort`: an image may be `unverified`. */
  readonly bestEffort?: boolean;
  readonly undoes?: boolean;
  /** `summary: false`: there is no job summary. */
  readonly withoutSummary?: boolean;
  /** Targets to which a trap of the test leads the action at Azure's own hosts: they are no operation of Azure's. */
  readonly strays?: RegExp | undefined;
}

/** One sentence for each invariant that this run broke. */
export async function brokenInvariants(azure: LocalAzure, run: ShippedRun, kind: RunKind = {}): Promise<string[]> {
  const broken: string[] = [];
  const hold = (holds: boolean, otherwise: () => string) => {
    if (!holds) broken.push(otherwise());
  };
  hold(
    !run.timedOut && run.signal === null,
    () => `the process was ended by ${run.timedOut ? "our limit" : run.signal}`,
  );
  hold(run.stderr === "", () => `stderr: ${run.stderr.slice(0, 2000)}`);
  hold(run.runnerErrors.length === 0, () => `the runner: ${run.runnerErrors.join(" ")}`);
  // A set of thousands sends more than any run that goes in circles.
  const most = Math.max(REQUESTS_MAX, 25 * (run.result?.images.length ?? 0));
  hold(run.requests.length <= most, () => `${run.requests.length} requests`);
  broken.push(...(await leaks(azure, run)));
  // Requests and responses as Microsoft describes Resource Manager and ACR's own API.
  broken.push(...validate(run.requests.filter(({ target }) => kind.strays?.test(target) !== true)));
  for (const { command, line } of run.commands) {
    hold(COMMANDS.includes(command), () => `a workflow command that is not ours: ${line.slice(0, 200)}`);
  }
  if (run.result === undefined) {
    hold(run.exitCode !== 0 && run.exitCode !== null, () => `exit code ${run.exitCode} without a result`);
    hold(run.errors !== "", () => "failed without saying why");
    hold(run.outputs["status"] === "failed", () => `status is ${run.outputs["status"]} of a step without a result`);
    return broken;
  }
  broken.push(...disagreements(run, kind));
  for (const image of run.result.images.filter(({ status }) => status === "held")) {
    broken.push(...notHeld(azure, run.result, image));
  }
  for (const image of run.result.images.filter(({ status }) => status === "promoted" || status === "up-to-date")) {
    broken.push(...notInPlace(azure, run.result.registry, image));
  }
  return broken;
}

/** In the log of an undo, which promotes nothing. */
const UNDO_WORDS: Readonly<Record<string, string>> = { promoted: "moved back", "up-to-date": "already back" };

/** Outputs, exit code, annotations, log and summary tell the same. */
function disagreements(
  run: ShippedRun,
  { bestEffort = false, undoes = false, withoutSummary = false }: RunKind,
): string[] {
  const broken: string[] = [];
  const { outputs, result } = run;
  if (Object.keys(outputs).sort().join() !== [...OUTPUTS].sort().join()) {
    broken.push(`outputs are ${Object.keys(outputs).sort().join(", ")}`);
  }
  if (outputs["changed"] !== String(result.changed))
    broken.push(`changed is ${outputs["changed"]}, ${result.changed} in the result`);
  const dropped = Object.keys(outputs).filter((name) => outputs[name] !== "" && run.jobOutputs[name] === undefined);
  broken.push(...dropped.map((name) => `the job drops the output ${name}, because it holds a masked text`));
  const isGood = ({ status }: ResultImage) => GOOD.includes(status) || (bestEffort && status === "unverified");
  const good = result.error === null && result.images.every(isGood);
  const inPlace = result.images.filter(
    (image) => isGood(image) && !["planned", "held", "skipped"].includes(image.status),
  );
  broken.push(...missingInRollback(run));
  const pinned = [...new Set(inPlace.map(({ image }) => image))].join("\n");
  if (outputs["images"] !== pinned) broken.push(`images is ${outputs["images"]}, in place is ${pinned}`);
  const cancelled = run.stdout.includes("::warning::Cancelled");
  if (!cancelled && (run.exitCode === 0) !== good) {
    broken.push(
      `exit code ${run.exitCode} with ${JSON.stringify(result.counts)} and error ${JSON.stringify(result.error)}`,
    );
  }
  const failedForItself = result.error !== null || (good && run.exitCode !== 0);
  const ofImages = STATUSES.find((status) => result.images.some((image) => image.status === status));
  const status = cancelled ? "cancelled" : failedForItself ? "failed" : ofImages;
  if (outputs["status"] !== status) broken.push(`status is ${outputs["status"]} instead of ${status}`);
  if (cancelled && run.exitCode === 0) broken.push("exit code 0 of a cancelled run");
  if (!cancelled && (run.errors === "") !== good) broken.push(`good: ${good}, errors: ${JSON.stringify(run.errors)}`);

  const counted = result.images.reduce(
    (counts, { status }) => counts.set(status, (counts.get(status) ?? 0) + 1),
    new Map(),
  );
  if (JSON.stringify(Object.entries(result.counts).sort()) !== JSON.stringify([...counted].sort())) {
    broken.push(`counts ${JSON.stringify(result.counts)} are not those of the images`);
  }
  for (const [status, count] of counted) {
    const word = (undoes ? UNDO_WORDS[status] : undefined) ?? status;
    if (!run.log.includes(`${count} ${word}`)) broken.push(`the log does not tell ${count} ${word}`);
  }
  const failedHeading = /^## .*(?:failed|cancelled)/m.test(run.summary);
  if (!withoutSummary && (run.summary === "" || failedHeading !== (run.exitCode !== 0))) {
    broken.push(`exit code ${run.exitCode} under the heading ${run.summary.split("\n")[0]}`);
  }
  return broken;
}

/** Every tag that moved, with its earlier digest; where that is known. */
function missingInRollback({ outputs, result }: ShippedRun): string[] {
  const text = outputs["rollback"] ?? "";
  const { undo = [], truncated = false } = (parse(text) ?? {}) as { undo?: RollbackTag[]; truncated?: boolean };
  if (result.dryRun) return text === "" ? [] : ["a rollback of a dry run"];
  const listed = new Set(undo.map(({ repository, tag, now, before }) => [repository, tag, now, before].join(" ")));
  return result.images.flatMap(({ repository, digest, tags }) =>
    tags
      .filter(({ status, previousDigest }) => status === "moved" && previousDigest !== null && !truncated)
      .map(({ name, previousDigest }) => [repository, name, digest, previousDigest].join(" "))
      .filter((move) => !listed.has(move))
      .map((move) => `not in the rollback: ${move}`),
  );
}

interface RollbackTag {
  readonly repository: string;
  readonly tag: string;
  readonly now: string;
  readonly before: string;
}

/** Every tag holds the digest unless it is kept, one of them at least does, and the image and all its children are there. */
function notInPlace(azure: LocalAzure, registry: string, image: ResultImage): string[] {
  const store = azure.registry(registry);
  const { repository, digest, tags, manifests } = image;
  const broken = image.verified ? [] : [`${repository} is ${image.status} and not verified`];
  if (tags.length > 0 && tags.every((tag) => tag.status === "kept")) broken.push(`${image.status}: no tag was set`);
  for (const { name, status, previousDigest } of tags) {
    const held = store.tagDigest(repository, name);
    if (status === "kept") {
      if (held !== previousDigest) broken.push(`${repository}:${name} is kept at ${previousDigest} and holds ${held}`);
    } else if (held !== digest)
      broken.push(`${image.status}: ${repository}:${name} holds ${held}, ${digest} was promoted`);
  }
  for (const wanted of [digest, ...manifests.map((manifest) => manifest.digest)]) {
    if (store.manifest(repository, wanted ?? "") === undefined)
      broken.push(`${image.status}: ${repository}@${wanted} is absent`);
  }
  return broken;
}

/** The target has the image, and none of the tags that wait points to it. */
function notHeld(azure: LocalAzure, { registry, dryRun }: Result, image: ResultImage): string[] {
  const store = azure.registry(registry);
  const { repository, digest, tags } = image;
  const waiting = tags.filter(({ status }) => status === "held");
  return [
    ...(waiting.length > 0 ? [] : [`held: no tag of ${repository} waits`]),
    ...(dryRun || store.missingParts(repository, digest ?? "").length === 0
      ? []
      : [`held: ${repository} is incomplete`]),
    ...waiting.flatMap(({ name, previousDigest }) => {
      const now = store.tagDigest(repository, name) ?? null;
      return now === previousDigest ? [] : [`held: ${repository}:${name} moved to ${now}`];
    }),
  ];
}

/** No token or password, in no common encoding, in anything that outlives the process or at a host where it does not belong. */
async function leaks(azure: LocalAzure, run: ShippedRun): Promise<string[]> {
  const files = await Promise.all(
    ["json-file", "summary-file", "subject-checksums", "lock-file", "rollback-file"].map((name) => {
      const path = run.outputs[name] ?? "";
      return path === "" ? "" : readFile(path, "utf8");
    }),
  );
  // Not the printed log: that is cut.
  const streams = [run.stdout, run.stderr].map(withoutMaskCommands);
  const text = [...streams, run.summary, ...Object.values(run.outputs), ...files].join("\n");
  const secrets = azure.secrets().filter((secret) => secret.length >= 8);
  return [
    ...findSecretsInText(secrets, text).map(
      (secret) => `leaked: ${secret.slice(0, 12)}… (${secret.length} characters)`,
    ),
    ...findMisplacedTokens(azure, run.requests).map((where) => `misplaced: ${where}`),
  ];
}
