// Observes one image on both sides, each read started as early as what it needs is known. Reads only.
import { problemOf } from "../errors.ts";
import type { ProvenanceVerifier, RegistryReader, SourceRegistry, TargetRegistry } from "../ports.ts";
import type { Observation, SourceImage, TargetObservation } from "../promotion/observation.ts";
import { preflight } from "../promotion/preflight.ts";
import type { ImageRequest, PromotionRequest } from "../promotion/request.ts";
import { observeSource, type ResolvedSource, refusedSource, resolveSource } from "./observe-source.ts";
import { needsPlatforms, observeTarget, readTargetContent, readTargetTags } from "./observe-target.ts";

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
  let resolved: ResolvedSource;
  let content: Settled<Awaited<ReturnType<typeof readTargetContent>>>;
  try {
    const registry = await ports.source;
    resolved = await resolveSource(image, registry, signal);
    content = settled(tags.then(async (read) => readTargetContent(resolved, read(), image, reader, signal)));
    const [walked, provenance] = await Promise.all([
      observeSource(resolved, image, registry, {
        needsPlatforms: needsPlatforms(request, image),
        preflight: preflight(ports.target.resource, registry),
        signal,
      }),
      verifyProvenance(resolved, request, ports.provenance, registry, image, signal),
    ]);
    source = { ...walked, provenance };
  } catch (error) {
    signal.throwIfAborted();
    return refusedSource(error);
  }
  return {
    kind: "observed",
    source,
    target: await readTarget(source, tags, content, image, reader, signal),
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

async function readTarget(
  source: SourceImage,
  tags: Settled<Awaited<ReturnType<typeof readTargetTags>>>,
  content: Settled<Awaited<ReturnType<typeof readTargetContent>>>,
  image: ImageRequest,
  reader: RegistryReader,
  signal: AbortSignal,
): Promise<TargetObservation> {
  try {
    const [readTags, readContent] = [(await tags)(), (await content)()];
    return { kind: "read", image: await observeTarget(source, readTags, readContent, image, reader, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: "unreadable", problem: { ...problemOf(error, "observe"), side: "target" } };
  }
}

async function verifyProvenance(
  { root }: ResolvedSource,
  request: PromotionRequest,
  verifier: ProvenanceVerifier,
  registry: SourceRegistry,
  image: ImageRequest,
  signal: AbortSignal,
): Promise<SourceImage["provenance"]> {
  if (request.provenance.mode === "off") return null;
  const children = root.kind === "index" ? root.manifests : [];
  return verifier.verifyProvenance(
    { digest: root.digest, repository: image.source.repository, children },
    registry,
    signal,
  );
}
