// Reads the current state of one image in source and target. Starts each read as soon as its inputs are known.
import { abortable } from "../deadline.ts";
import { PromotionError, problemOf } from "../errors.ts";
import type { ImageTime } from "../image-time.ts";
import type { Digest } from "../oci/digest.ts";
import type { Manifest } from "../oci/manifest.ts";
import type { Clock, ProvenanceVerifier, SourceRegistry, TagTarget, TargetRegistry } from "../ports.ts";
import { isDenied, type Problem } from "../problems.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import { formatSource } from "../request/source-name.ts";
import type { ContentCheck } from "./content-check.ts";
import { type ImageReads, readerOfImage } from "./image-reader.ts";
import { observeLockTags } from "./lock-tags.ts";
import type { Observation, SourceImage, TargetObservation } from "./observation.ts";
import { observeSource, refusedSource } from "./observe-source.ts";
import {
  observeTarget,
  readLocksAlone,
  readTargetContent,
  readTargetTags,
  type TargetContent,
  type TargetReading,
  type TargetTags,
} from "./observe-target.ts";
import { needsPlatforms } from "./platforms.ts";
import { readInTime } from "./read-in-time.ts";
import { explainDenied, preflight } from "./registry-settings.ts";
import { lackingIn, lookUpInSource } from "./source-lookups.ts";
import { type ResolvedSource, resolveSource } from "./source-resolution.ts";

/** Both registries, and the verifier of attestations. */
export interface ObservationPorts {
  readonly source: Promise<SourceRegistry>;
  readonly target: TargetRegistry;
  /** Several replicas may answer reads of the target. */
  readonly hasReplicas: boolean;
  readonly content: ContentCheck;
  readonly provenance: ProvenanceVerifier;
  readonly clock: Clock;
  readonly time: ImageTime;
  readonly reads: ImageReads;
}

/**
 * Reads everything that the plan needs to know about an image, within the image's time limit. A failure on one side becomes a
 * value of that side.
 */
export async function observeImage(
  image: ImageRequest,
  request: PromotionRequest,
  ports: ObservationPorts,
  signal: AbortSignal,
): Promise<Observation> {
  const { target, time, reads, clock } = ports;
  let source: SourceRegistry | undefined;
  const connected = ports.source.then((registry) => {
    source = registry;
    return registry;
  });
  // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
  connected.catch(() => undefined);
  const pauses = () => [...target.reader.pauses(), ...(source?.reader.pauses() ?? [])];
  const reading = {
    name: formatSource(image, request),
    limitMs: request.timeoutMs,
    time,
    clock,
    waits: reads.waits,
    pauses,
  };
  try {
    return await readInTime(reading, signal, (limited) =>
      observe(image, request, { ...ports, source: connected }, limited),
    );
  } catch (error) {
    if (!(error instanceof PromotionError) || error.code !== "READING_TIMEOUT") throw error;
    return refusedSource(error, []);
  }
}

async function observe(
  image: ImageRequest,
  request: PromotionRequest,
  ports: ObservationPorts,
  signal: AbortSignal,
): Promise<Observation> {
  const { content: contentCheck, reads, clock, hasReplicas } = ports;
  const { resource } = ports.target;
  const reader = readerOfImage(ports.target.reader, "target", reads);
  const reading: TargetReading = {
    image,
    reader,
    content: contentCheck,
    ...reads,
    hasReplicas,
    checksLayers: request.verify === "layers",
    rules: request,
    clock,
    signal,
  };
  const tags = settled(readTargetTags(reading));
  let source: SourceImage;
  let registry: SourceRegistry | undefined;
  let settings: readonly Problem[] = [];
  let content: Settled<TargetContent>;
  try {
    registry = await connectSource(ports, formatSource(image, request), signal);
    settings = preflight(resource, registry);
    const resolved = await resolveSource(image, registry, signal, async (digest) => {
      const tagged = targetsOf(await tags).find((target) => target.digest === digest)?.manifest;
      // While tags wait for min-age, the target has the image without them.
      return tagged ?? (image.minAgeMs === undefined ? undefined : await readUntagged(digest, reading));
    });
    content = settled(tags.then(async (read) => readTargetContent(resolved, read(), reading)));
    const [walked, provenance] = await Promise.all([
      observeSource(resolved, image, registry, {
        needsPlatforms: needsPlatforms(request, image),
        preflight: settings,
        copy: { reader, repository: image.target.repository, root: content.then((read) => rootOf(read)) },
        budget: reads.budget,
        signal,
      }),
      request.provenance.mode === "off"
        ? []
        : reads.waits.during(
            { host: "GitHub", what: `the attestations of ${resolved.name}`, side: "source" },
            verifyProvenance(resolved, image, { ...ports, registry }, signal),
          ),
    ]);
    source = { ...walked, provenance };
  } catch (error) {
    signal.throwIfAborted();
    const { problems, ...refused } = refusedSource(error, settings);
    return { ...refused, problems: problems.map((problem) => withSettings(problem, registry?.resource)) };
  }
  const writesUnread = request.verify === "best-effort";
  const target = await readTarget(source, { tags, content, resource, writesUnread }, reading);
  const locks = observeLockTags(source, target, request, { ...reading, locker: ports.target.locker });
  locks.catch(() => undefined);
  const lacking = lackingIn(target, source, writesUnread);
  const location = {
    reader: registry.reader,
    repository: image.source.repository,
    side: "source",
    budget: reads.budget,
  } as const;
  const findings = await lookUpInSource(lacking, location, signal);
  const lockTags = await locks;
  return { kind: "observed", source, target, findings, ...(lockTags !== undefined && { lockTags }) };
}

/** The source registry, read as this image. The login that its images share goes on when one of them no longer waits. */
export async function connectSource(
  { source, reads }: Pick<ObservationPorts, "source" | "reads">,
  name: string,
  signal: AbortSignal,
): Promise<SourceRegistry> {
  const wait = { host: name.split("/")[0] ?? name, what: "the login", side: "source" } as const;
  const registry = await reads.waits.during(wait, abortable(source, signal));
  return { ...registry, reader: readerOfImage(registry.reader, "source", reads) };
}

/** A promise of a function that returns the value or throws: a failure is handled where the value is used. */
type Settled<T> = Promise<() => T>;

function settled<T>(promise: Promise<T>): Settled<T> {
  return promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
}

/** What the requested tags point to; nothing where the target cannot be read, which is reported with the target. */
function targetsOf(read: () => TargetTags): readonly TagTarget[] {
  try {
    return [...read().values()].filter((target) => target !== undefined);
  } catch {
    return [];
  }
}

/** A manifest of the target by its digest; nothing where the target cannot be read, which is reported with the target. */
async function readUntagged(digest: Digest, { image, reader, signal }: TargetReading): Promise<Manifest | undefined> {
  try {
    return await reader.fetchManifest(image.target.repository, digest, signal);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** The root in the target; undefined where the target cannot be read, which is reported with the target. */
function rootOf(read: () => TargetContent): TargetContent["root"] {
  try {
    return read().root;
  } catch {
    return undefined;
  }
}

async function readTarget(
  source: SourceImage,
  target: {
    readonly tags: Settled<TargetTags>;
    readonly content: Settled<TargetContent>;
    readonly resource: RegistryResource;
    /** The image is promoted although the target cannot be read. */
    readonly writesUnread: boolean;
  },
  reading: TargetReading,
): Promise<TargetObservation> {
  try {
    const [tags, content] = [(await target.tags)(), (await target.content)()];
    return { kind: "read", image: await observeTarget(source, tags, content, reading) };
  } catch (error) {
    reading.signal.throwIfAborted();
    const explained = withSettings(problemOf(error, "observe"), target.resource);
    const problem: Problem = { ...explained, side: "target" };
    if (problem.code === "TARGET_IS_CACHE") return { kind: "cache", problem };
    // An identity that may not read content may still read locks. What else keeps content from being read hides locks too.
    const locks =
      target.writesUnread && isDenied(problem.code)
        ? await readLocksAlone(source, reading)
        : { repositoryLocked: false, lockedTags: new Set<string>(), unknownLocks: [problem] };
    return { kind: "unreadable", problem, locks };
  }
}

/** Adds the registry setting that may explain a refusal. */
function withSettings(problem: Problem, resource: RegistryResource | undefined): Problem {
  const explanation = resource === undefined || !isDenied(problem.code) ? undefined : explainDenied(resource);
  return explanation === undefined ? problem : { ...problem, message: `${problem.message} ${explanation}` };
}

function verifyProvenance(
  { digest, root }: ResolvedSource,
  image: ImageRequest,
  { provenance, registry }: { readonly provenance: ProvenanceVerifier; readonly registry: SourceRegistry },
  signal: AbortSignal,
): Promise<SourceImage["provenance"]> {
  const children = root?.kind === "index" ? root.manifests : [];
  return provenance.verifyProvenance({ digest, repository: image.source.repository, children }, registry, signal);
}
