// Observes one image on both sides, each read started as early as what it needs is known. Reads only.
import { problemOf } from "../errors.ts";
import type { ProvenanceVerifier, SourceRegistry, TargetRegistry } from "../ports.ts";
import type { Problem, ProblemCode } from "../problems.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";
import type { Observation, SourceImage, TargetObservation } from "./observation.ts";
import { observeSource, type ResolvedSource, refusedSource, resolveSource } from "./observe-source.ts";
import {
  needsPlatforms,
  observeTarget,
  readTargetContent,
  readTargetTags,
  type TargetContent,
} from "./observe-target.ts";
import { explainDenied, preflight } from "./registry-settings.ts";

/** What observing is given beside the image. */
export interface ObservationPorts {
  readonly source: Promise<SourceRegistry>;
  readonly target: TargetRegistry;
  readonly provenance: ProvenanceVerifier;
}

/** Reads everything that the plan wants to know of an image. What goes wrong on a side is a value of that side. */
export async function observeImage(
  image: ImageRequest,
  request: PromotionRequest,
  ports: ObservationPorts,
  signal: AbortSignal,
): Promise<Observation> {
  const { reader } = ports.target;
  const tags = settled(readTargetTags(image, reader, signal));
  let source: SourceImage;
  let registry: SourceRegistry | undefined;
  let settings: readonly Problem[] = [];
  let resolved: ResolvedSource;
  let content: Settled<Awaited<ReturnType<typeof readTargetContent>>>;
  try {
    registry = await ports.source;
    settings = preflight(ports.target.resource, registry);
    resolved = await resolveSource(image, registry, signal);
    content = settled(tags.then(async (read) => readTargetContent(resolved, read(), image, reader, signal)));
    const [walked, provenance] = await Promise.all([
      observeSource(resolved, image, registry, {
        needsPlatforms: needsPlatforms(request, image),
        preflight: settings,
        copy: { reader, repository: image.target.repository, root: content.then((read) => rootOf(read)) },
        signal,
      }),
      verifyProvenance(resolved, request, ports.provenance, registry, image, signal),
    ]);
    source = { ...walked, provenance };
  } catch (error) {
    signal.throwIfAborted();
    const { problems, ...refused } = refusedSource(error, settings);
    return { ...refused, problems: problems.map((problem) => withSettings(problem, registry?.resource)) };
  }
  return {
    kind: "observed",
    source,
    target: await readTarget(source, tags, content, image, ports.target, signal),
  };
}

/** A promise of a function that gives the value or throws, so that a failure waits for whoever asks for it. */
type Settled<T> = Promise<() => T>;

function settled<T>(promise: Promise<T>): Settled<T> {
  return promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
}

/** The target's own copy of the root. A target that cannot be read holds none that counts; why is told with the target. */
function rootOf(read: () => TargetContent): TargetContent["root"] {
  try {
    return read().root;
  } catch {
    return undefined;
  }
}

async function readTarget(
  source: SourceImage,
  tags: Settled<Awaited<ReturnType<typeof readTargetTags>>>,
  content: Settled<Awaited<ReturnType<typeof readTargetContent>>>,
  image: ImageRequest,
  { reader, resource }: TargetRegistry,
  signal: AbortSignal,
): Promise<TargetObservation> {
  try {
    const [readTags, readContent] = [(await tags)(), (await content)()];
    return { kind: "read", image: await observeTarget(source, readTags, readContent, image, reader, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: "unreadable", problem: { ...withSettings(problemOf(error, "observe"), resource), side: "target" } };
  }
}

/** Codes with which a registry refuses an identity. */
const DENIED: readonly ProblemCode[] = ["REGISTRY_LOGIN_REFUSED", "REGISTRY_UNAUTHORIZED", "REGISTRY_DENIED"];

/** A refusal with what the registry's settings say to it. */
function withSettings(problem: Problem, resource: RegistryResource | undefined): Problem {
  const explanation = resource === undefined || !DENIED.includes(problem.code) ? undefined : explainDenied(resource);
  return explanation === undefined ? problem : { ...problem, message: `${problem.message} ${explanation}` };
}

async function verifyProvenance(
  { digest, root }: ResolvedSource,
  request: PromotionRequest,
  verifier: ProvenanceVerifier,
  registry: SourceRegistry,
  image: ImageRequest,
  signal: AbortSignal,
): Promise<SourceImage["provenance"]> {
  if (request.provenance.mode === "off") return null;
  const children = root?.kind === "index" ? root.manifests : [];
  return verifier.verifyProvenance({ digest, repository: image.source.repository, children }, registry, signal);
}
