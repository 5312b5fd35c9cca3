// Owns one import from its acceptance to its end: what is copied, when, and what ARM may say of it. Knows no HTTP.
// https://learn.microsoft.com/azure/container-registry/container-registry-import-images
import type { LocalClock } from "./clock.ts";
import type { ManifestContent, RegistryContent } from "./content.ts";
import { manifestUnknown } from "./distribution.ts";
import { type ImportRequest, refusalOf, type SourceRefusal } from "./import-sources.ts";
import { blobsOf, readManifestDocument } from "./registry-store.ts";
import type { AzureRegistry } from "./world.ts";

/** https://learn.microsoft.com/azure/container-registry/container-registry-import-images#limitations */
const MAX_MANIFESTS = 50;

export interface ImportOperation {
  /** The client-request-id of the POST. */
  readonly id: string;
  readonly target: AzureRegistry;
  readonly request: ImportRequest;
  /** By the emulator's clock. */
  readonly startedAt: number;
  state: "running" | "succeeded" | "failed";
  error?: { status: number; code: string; message: string };
  /** Manifests that are still to be copied, as progress reports name them. */
  readonly pending: Set<string>;
  polls: number;
  /** The body of the poll that reports success. */
  readonly finalBody: string;
  /** Whether a test chose that body. */
  readonly isDictated: boolean;
  /** Resolves once nothing more will happen, late blobs included, unless it hangs. */
  readonly finished: Promise<void>;
}

/** How an import shall go, where it shall not go well. Times count from the POST, by the emulator's clock. */
export interface ImportOutcome {
  /** When the target shows the copy. */
  copyMs?: number;
  /**
   * When the target shows configs and layers, where that is after their manifests and tags; `Infinity` for never. Reported are
   * a success whose image could not be pulled (https://github.com/Azure/azure-cli/issues/29974) and `Error copying blobs`
   * (https://github.com/Azure/acr/issues/632); in which order the service writes is not on record. Only in memory: a real
   * registry behind the front refuses such manifests.
   */
  blobsMs?: number | ((digest: string) => number);
  /** Between one manifest and the next, so that a reader can see an index that is not there yet. */
  stepMs?: number;
  /** When ARM says it is done; never before the manifests and tags, but blobs may come later. */
  reportMs?: number;
  /** Fails with the text after the registry's name in ARM's message: at `copyMs`, or at `reportMs` with manifests and tags in place. */
  fail?: { status?: number; code?: string; text: string; afterCopy?: boolean };
  /** ARM reports success, but nothing was copied. */
  copyNothing?: boolean;
  /** Digests of manifests that are left out of the copy. */
  omit?: readonly string[];
  /** The digest that target tags get instead of the source's. */
  tagDigest?: string;
  /** Accepted for ever; the copy lands all the same unless `copyNothing`. */
  neverReport?: boolean;
  /** Body of the final poll, instead of `{"status":"Succeeded"}`. */
  finalBody?: string;
}

/** An image of a request, taken apart: `repo`, `repo:tag` or `repo@sha256:…`. */
export interface SourceImage {
  readonly repository: string;
  readonly reference: string;
  readonly tag: string | undefined;
}

const NAME = "[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*";
const SOURCE_IMAGE = new RegExp(`^(${NAME})(?::([\\w][\\w.-]{0,127})|@(sha256:[a-f0-9]{64}))?$`);
const TARGET_TAG = new RegExp(`^(${NAME})(?::([\\w][\\w.-]{0,127}))?$`);

/** Takes a source image apart; undefined for what ARM refuses, a tag with a digest included. */
export function parseSourceImage(text: string): SourceImage | undefined {
  const [, repository, tag, digest] = SOURCE_IMAGE.exec(text) ?? [];
  if (repository === undefined) return undefined;
  return {
    repository,
    reference: digest ?? tag ?? "latest",
    tag: digest === undefined ? (tag ?? "latest") : undefined,
  };
}

/** Takes a target tag apart; without a tag it gets the source's, or `latest`. */
export function parseTargetTag(text: string, source: SourceImage): { repository: string; tag: string } | undefined {
  const [, repository, tag] = TARGET_TAG.exec(text) ?? [];
  return repository === undefined ? undefined : { repository, tag: tag ?? source.tag ?? "latest" };
}

/** What the copy of one image needs, so that a test of the order or of a race can look at each step. */
export interface ImportJob {
  readonly target: RegistryContent;
  readonly source: SourceImage;
  readonly tags: readonly { repository: string; tag: string }[];
  readonly untagged: readonly string[];
  readonly outcome: ImportOutcome;
  readonly clock: LocalClock;
  openSource(): RegistryContent | SourceRefusal | string;
  refuseTarget(): string | undefined;
}

class ImportFailure extends Error {
  readonly status: number;
  readonly code: string;
  constructor(code: string, text: string, status = 400) {
    super(text);
    this.code = code;
    this.status = status;
  }
}

const scriptedFailure = ({ code = "InvalidParameters", text, status }: NonNullable<ImportOutcome["fail"]>) =>
  new ImportFailure(code, text, status);

/** What is alike for all imports. */
export interface ImportRules {
  readonly clock: LocalClock;
  /** The status of a poll that reports a tag that exists. */
  readonly conflictStatus: number;
}

interface Walk {
  readonly from: RegistryContent;
  readonly repository: string;
  /** In the order of writing: children before the index that lists them. */
  readonly manifests: ManifestContent[];
}

async function walk(into: Walk, reference: string): Promise<ManifestContent> {
  const found = await into.from.readManifest(into.repository, reference);
  if (found === undefined) throw sourceFailure(refusalOf(manifestUnknown(into.repository, reference)));
  for (const child of readManifestDocument(found.bytes).manifests ?? [])
    if (!into.manifests.some((known) => known.digest === child.digest)) await walk(into, child.digest);
  into.manifests.push(found);
  if (into.manifests.length > MAX_MANIFESTS + 1)
    throw new ImportFailure("InvalidParameters", `The image has more than ${MAX_MANIFESTS} manifests.`);
  return found;
}

const sourceFailure = ({ reason, body }: SourceRefusal) =>
  new ImportFailure("InvalidParameters", `Invalid message ${reason} ${reason} ${body}`);

/** Fills in what progress reports name: the tag, or else the digest and its children. */
async function announce(job: ImportJob, operation: ImportOperation): Promise<void> {
  const { repository, reference, tag } = job.source;
  const from = job.openSource();
  if (tag !== undefined) operation.pending.add(`${repository}:${tag}`);
  if (tag !== undefined || typeof from === "string" || "reason" in from) return;
  const found = await from.readManifest(repository, reference);
  if (found === undefined) return;
  for (const { digest } of [found, ...(readManifestDocument(found.bytes).manifests ?? [])])
    operation.pending.add(`${repository}@${digest}`);
}

/** Copies; what is still to come is added to `late`. */
async function copy(
  job: ImportJob,
  operation: ImportOperation,
  { clock, conflictStatus }: ImportRules,
  late: Promise<void>[],
): Promise<void> {
  const since = (ms: number) => clock.waitUntil(operation.startedAt + ms);
  const refusal = job.refuseTarget();
  if (refusal !== undefined) throw new ImportFailure("InvalidParameters", refusal);
  if (operation.request.mode !== "Force") {
    for (const { repository, tag } of job.tags) {
      const present =
        operation.target.store.tagDigest(repository, tag) ?? (await job.target.readManifest(repository, tag));
      if (present !== undefined)
        throw new ImportFailure(
          "Conflict",
          `Tag ${repository}:${tag} already exists in target registry.`,
          conflictStatus,
        );
    }
  }
  await announce(job, operation);
  await since(job.outcome.copyMs ?? 0);
  const { fail, blobsMs = 0 } = job.outcome;
  if (fail !== undefined && fail.afterCopy !== true) throw scriptedFailure(fail);
  if (job.outcome.copyNothing === true) return;
  const from = job.openSource();
  if (typeof from === "string") throw new ImportFailure("InvalidParameters", from);
  if ("reason" in from) throw sourceFailure(from);

  const into: Walk = { from, repository: job.source.repository, manifests: [] };
  const root = await walk(into, job.source.reference);
  const repositories = new Set([...job.tags.map((tag) => tag.repository), ...job.untagged]);
  const omitted = (digest: string) => job.outcome.omit?.includes(digest) === true;
  for (const manifest of into.manifests.filter((each) => !omitted(each.digest))) {
    for (const digest of blobsOf(readManifestDocument(manifest.bytes))) {
      const blob = await from.readBlob(job.source.repository, digest);
      if (blob === undefined) throw new ImportFailure("InvalidParameters", "Error copying blobs");
      const bring = async () => {
        for (const repository of repositories) await job.target.writeBlob(repository, blob);
      };
      const atMs = typeof blobsMs === "function" ? blobsMs(digest) : blobsMs;
      if (clock.now() >= operation.startedAt + atMs) await bring();
      else if (Number.isFinite(atMs)) late.push(since(atMs).then(bring));
    }
    for (const repository of repositories) await job.target.writeManifest(repository, manifest);
    operation.pending.delete(`${job.source.repository}@${manifest.digest}`);
    if (job.outcome.stepMs !== undefined) await clock.waitUntil(clock.now() + job.outcome.stepMs);
  }
  const tagged = job.outcome.tagDigest === undefined ? root : { ...root, digest: job.outcome.tagDigest };
  for (const { repository, tag } of job.tags) await job.target.writeTag(repository, tag, tagged);
}

/** Starts the copy; the operation's state changes by itself. */
export function startImport(
  id: string,
  target: AzureRegistry,
  request: ImportRequest,
  job: ImportJob,
  rules: ImportRules,
): ImportOperation {
  const startedAt = rules.clock.now();
  const run = async () => {
    const late: Promise<void>[] = [];
    try {
      await copy(job, operation, rules, late);
      await rules.clock.waitUntil(startedAt + (job.outcome.reportMs ?? 0));
      if (job.outcome.fail !== undefined) throw scriptedFailure(job.outcome.fail);
      if (job.outcome.neverReport !== true) operation.state = "succeeded";
    } catch (error) {
      const failure = error instanceof ImportFailure ? error : undefined;
      operation.error = {
        status: failure?.status ?? 400,
        code: failure?.code ?? "InternalServerError",
        message: `Operation registries-${id} failed. Resource ${target.id} ${failure?.message ?? (error as Error).stack}`,
      };
      if (job.outcome.neverReport !== true) operation.state = "failed";
    }
    await Promise.all(late);
  };
  const operation: ImportOperation = {
    id,
    target,
    request,
    startedAt,
    state: "running",
    pending: new Set(),
    polls: 0,
    finalBody: job.outcome.finalBody ?? '{"status":"Succeeded"}',
    isDictated: job.outcome.finalBody !== undefined,
    // Started one turn later: `run` reads the operation that this statement makes.
    finished: Promise.resolve().then(run),
  };
  return operation;
}
