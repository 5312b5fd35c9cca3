// Reads the current state of one image in source and target. Starts each read as soon as its inputs are known.
import { problemOf } from "../errors.ts";
import type { Clock, ProvenanceVerifier, SourceRegistry, TargetRegistry } from "../ports.ts";
import type { Problem, ProblemCode } from "../problems.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import type { ContentCheck } from "./content-check.ts";
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
import { explainDenied, preflight } from "./registry-settings.ts";
import { type ResolvedSource, resolveSource } from "./source-resolution.ts";

/** Both registries, and the verifier of attestations. */
export interface ObservationPorts {
  readonly source: Promise<SourceRegistry>;
  readonly target: TargetRegistry;
  readonly content: ContentCheck;
  readonly provenance: ProvenanceVerifier;
  readonly clock: Clock;
}

/** Reads everything that the plan needs to know about an image. A failure on one side becomes a value of that side. */
export async function observeImage(
  image: ImageRequest,
  request: PromotionRequest,
  ports: ObservationPorts,
  signal: AbortSignal,
): Promise<Observation> {
  const { reader, resource } = ports.target;
  const checksLayers = request.verify === "layers";
  const { content: contentCheck, clock } = ports;
  const reading: TargetReading = { image, reader, content: contentCheck, checksLayers, rules: request, clock, signal };
  const tags = settled(readTargetTags(reading));
  let source: SourceImage;
  let registry: SourceRegistry | undefined;
  let settings: readonly Problem[] = [];
  let content: Settled<TargetContent>;
  try {
    registry = await ports.source;
    settings = preflight(resource, registry);
    const resolved = await resolveSource(image, registry, signal);
    content = settled(tags.then(async (read) => readTargetContent(resolved, read(), reading)));
    const [walked, provenance] = await Promise.all([
      observeSource(resolved, image, registry, {
        needsPlatforms: needsPlatforms(request, image),
        preflight: settings,
        copy: { reader, repository: image.target.repository, root: content.then((read) => rootOf(read)) },
        signal,
      }),
      request.provenance.mode === "off" ? null : verifyProvenance(resolved, image, { ...ports, registry }, signal),
    ]);
    source = { ...walked, provenance };
  } catch (error) {
    signal.throwIfAborted();
    const { problems, ...refused } = refusedSource(error, settings);
    return { ...refused, problems: problems.map((problem) => withSettings(problem, registry?.resource)) };
  }
  const writesUnread = request.verify === "best-effort";
  const target = await readTarget(source, { tags, content, resource, writesUnread }, reading);
  return { kind: "observed", source, target };
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
      target.writesUnread && DENIED.includes(problem.code)
        ? await readLocksAlone(source, reading)
        : { repositoryLocked: false, lockedTags: new Set<string>(), unknownLocks: [problem] };
    return { kind: "unreadable", problem, locks };
  }
}

/** Codes of a registry that refuses an identity. */
const DENIED: readonly ProblemCode[] = ["REGISTRY_LOGIN_REFUSED", "REGISTRY_UNAUTHORIZED", "REGISTRY_DENIED"];

/** Adds the registry setting that may explain a refusal. */
function withSettings(problem: Problem, resource: RegistryResource | undefined): Problem {
  const explanation = resource === undefined || !DENIED.includes(problem.code) ? undefined : explainDenied(resource);
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
