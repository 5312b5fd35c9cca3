// Reads what is optional about changes: labels and commits, a few requests at a time, for two seconds in all. Fails nothing.
import pLimit from "p-limit";
import { withDeadline } from "../deadline.ts";
import { problemOf } from "../errors.ts";
import { runtimePlatformsOf } from "../observe/members.ts";
import { formatPlatform } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { ImageClaims } from "../oci/image-claims.ts";
import type { ImageManifest, Manifest } from "../oci/manifest.ts";
import { type ManifestSummary, summarize } from "../oci/manifest-summary.ts";
import { isIndexMediaType } from "../oci/media-type.ts";
import type { ImagePlan, Plan, PlannedTag } from "../plan/plan.ts";
import type { Clock, CommitComparison, CommitHistory, RegistryReader, SourceRegistry } from "../ports.ts";
import type { PromotionRequest } from "../request/request.ts";
import { claimOf } from "./claims.ts";
import { rangeKey } from "./commits.ts";
import { type ChangeFacts, type ImageSide, sidesOf } from "./tag-change.ts";

/** {@link ChangeFacts} as they become known. */
export class ChangeRecord implements ChangeFacts {
  readonly manifests = new Map<Digest, ManifestSummary>();
  readonly labels = new Map<Digest, ImageClaims>();
  readonly comparisons = new Map<string, CommitComparison>();
  readonly notes = new Set<string>();

  addManifests(manifests: Iterable<Manifest>): void {
    for (const manifest of manifests) this.manifests.set(manifest.digest, summarize(manifest));
  }
}

/** What the requests need. */
export interface ChangePorts {
  readonly target: RegistryReader;
  /** In the order of the plan's images. */
  readonly sources: readonly (Pick<SourceRegistry, "reader"> | undefined)[];
  readonly commits: CommitHistory;
  readonly clock: Clock;
}

/** Reading under way. */
export interface ChangeReading {
  /** Never rejects. */
  readonly done: Promise<void>;
  /** Takes the manifests of an image that was read back. */
  readonly onReadBack: (root: Digest, manifests: Iterable<Manifest>) => void;
  /** Ends it at once. */
  readonly stop: () => void;
}

/** For all requests of a run together. */
const TIME_MS = 2_000;
const PARALLEL = 4;

/** Starts to read what `changes` asks for about the tags of a plan that move. */
export function readChanges(
  plan: Plan,
  request: Pick<PromotionRequest, "changes" | "github" | "dryRun">,
  record: ChangeRecord,
  ports: ChangePorts,
  signal: AbortSignal,
): ChangeReading {
  const moves = plan.images.flatMap((image, at) => {
    const source = ports.sources[at]?.reader;
    const tags = image.verdict === "promote" ? image.tags.filter(({ action }) => action === "move") : [];
    return tags.map((tag) => ({ image, tag, source }));
  });
  if (request.changes === "off" || moves.length === 0) return NOTHING_TO_READ;
  const roots = new Set(moves.map(({ image }) => image.source?.digest));
  const onReadBack: ChangeReading["onReadBack"] = (root, manifests) => {
    if (roots.has(root)) record.addManifests(manifests);
  };
  for (const { image } of moves) record.addManifests(image.present);
  // With all-or-nothing, a refused image keeps all others from moving.
  if (request.changes === "annotations" || (plan.refused && !request.dryRun)) return { ...NOTHING_TO_READ, onReadBack };
  const over = new AbortController();
  const deadline = withDeadline(ports.clock, TIME_MS, AbortSignal.any([signal, over.signal]));
  const run = new ChangeRun(request, record, ports, deadline.signal);
  let isDone = false;
  const explain = (error: unknown) => {
    if (signal.aborted || over.signal.aborted) return;
    record.notes.add(
      deadline.signal.aborted
        ? `Not everything about the changes was read within ${TIME_MS / 1000} s.`
        : `Not everything about the changes was read: ${problemOf(error, "observe").message}`,
    );
  };
  // Also a defect is only a note: nobody awaits this in a promotion, and an unhandled rejection would end the process between two tags.
  const done = Promise.all(moves.map((move) => run.read(move).catch(explain))).then(() => {
    isDone = true;
    deadline.clear();
  });
  const stop = () => {
    // The report is made at once, before any request has noticed.
    if (!isDone && !signal.aborted) record.notes.add(OVER);
    over.abort("The step is over.");
  };
  return { done, onReadBack, stop };
}

const OVER = "The promotion was over before everything about the changes was read.";
const NOTHING_TO_READ: ChangeReading = { done: Promise.resolve(), onReadBack() {}, stop() {} };

interface Move {
  readonly image: ImagePlan;
  readonly tag: PlannedTag;
  readonly source: RegistryReader | undefined;
}

class ChangeRun {
  readonly #request: Pick<PromotionRequest, "changes" | "github">;
  readonly #record: ChangeRecord;
  readonly #ports: ChangePorts;
  readonly #signal: AbortSignal;
  readonly #limit = pLimit(PARALLEL);
  /** Tags of one image, and images side by side, share digests. */
  readonly #started = new Map<string, Promise<void>>();
  #readsLabels = true;
  #compares: boolean;

  constructor(
    request: Pick<PromotionRequest, "changes" | "github">,
    record: ChangeRecord,
    ports: ChangePorts,
    signal: AbortSignal,
  ) {
    this.#request = request;
    this.#record = record;
    this.#ports = ports;
    this.#signal = signal;
    this.#compares = request.changes === "commits";
  }

  /** The labels of both digests first: they may state the commits. */
  async read({ image, tag, source }: Move): Promise<void> {
    const { repository } = image.request.target;
    const sides = this.#sidesOf(image, tag);
    await Promise.all([
      source && this.#readLabels(sides?.current, source, image.request.source.repository),
      this.#readLabels(sides?.previous, this.#ports.target, repository),
    ]);
    const range = this.#compares ? this.#sidesOf(image, tag)?.range : undefined;
    if (range === undefined) return;
    await this.#once(rangeKey(range), async () => {
      if (!this.#compares) return;
      const lookup = await this.#ports.commits.compare(range, this.#signal);
      if (lookup.kind === "known") this.#record.comparisons.set(rangeKey(range), lookup.value);
      else {
        this.#compares &&= !lookup.isFinal;
        this.#record.notes.add(`Commits were not compared: ${lookup.reason}`);
      }
    });
  }

  #sidesOf(image: ImagePlan, tag: PlannedTag) {
    return sidesOf(tag, image, this.#record, this.#request.github);
  }

  async #readLabels(side: ImageSide | undefined, reader: RegistryReader, repository: string): Promise<void> {
    const image = side === undefined || !needsLabels(side) ? undefined : imageOf(side);
    if (side === undefined || image === undefined) return;
    await this.#once(`labels of ${side.digest}`, async () => {
      if (!this.#readsLabels) return;
      const lookup = await reader.lookUpLabels(repository, image, this.#signal);
      if (lookup.kind === "known") {
        this.#record.addManifests([lookup.value.manifest]);
        if (lookup.value.claims !== undefined) this.#record.labels.set(side.digest, lookup.value.claims);
      }
      if (lookup.kind === "unknown") {
        // One image with a large config must not hide the others.
        this.#readsLabels &&= lookup.problem.code === "ANSWER_TOO_LARGE";
        this.#record.notes.add(`Labels were not read: ${lookup.problem.message}`);
      }
    });
  }

  #once(key: string, work: () => Promise<void>): Promise<void> {
    const running = this.#started.get(key) ?? this.#limit(work);
    this.#started.set(key, running);
    return running;
  }
}

/** True where labels could add something to what annotations and attestations state. */
function needsLabels({ statements }: ImageSide): boolean {
  return (["version", "revision"] as const).some((key) => {
    const from = claimOf(statements, key)?.from;
    return from === undefined || from === "tag";
  });
}

/** The image whose config is read: the root, or what an index lists for linux/amd64 or else first. */
function imageOf({ root, children }: ImageSide): ImageManifest | Digest | undefined {
  if (root?.kind === "image") return root;
  const images = children.filter((child) => !isIndexMediaType(child.mediaType) && runtimePlatformsOf(child).length > 0);
  const usual = images.find((child) =>
    runtimePlatformsOf(child).some((each) => formatPlatform(each) === "linux/amd64"),
  );
  return (usual ?? images[0])?.digest;
}
