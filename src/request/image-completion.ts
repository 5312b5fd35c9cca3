// Completes an image as written with the inputs that apply to all images: source-registry, target-prefix, tags, referrers.
import { DOCKER_HUB, formatReference, inDockerLibrary } from "../oci/reference.ts";
import { quote } from "../quote.ts";
import type { ImageEntry } from "./image-entry.ts";
import { addProblem, type Inputs } from "./inputs.ts";
import { formatPlace, placeOf } from "./place.ts";
import { checkCloud, type Destination } from "./registry-inputs.ts";
import type { RegistryName } from "./registry-name.ts";
import { type ImageRequest, REFERRERS_MODES, type ReferrersMode } from "./request.ts";
import { type AddedTag, isAddedTo } from "./tags-input.ts";
import { targetRepositoryOf } from "./target-repository.ts";

/** The inputs that complete an image. */
export interface Completion extends Destination {
  /** The input `source-registry`. */
  readonly sourceRegistry: RegistryName | undefined;
  /** Empty, or with a slash at the end. */
  readonly targetPrefix: string;
  readonly addedTags: readonly AddedTag[];
  readonly referrers: ReferrersMode;
  /** The input `min-age`; 0: none. */
  readonly minAgeMs: number;
}

/**
 * Completes an entry; undefined after a problem.
 * @param fileRegistry - the `sourceRegistry` of the entry's file; the input takes precedence
 */
export function completeImage(
  inputs: Inputs,
  completion: Completion,
  entry: ImageEntry,
  fileRegistry: RegistryName | undefined,
): ImageRequest | undefined {
  const { origin, source } = entry;
  const place = placeOf(origin);
  const written: RegistryName | undefined =
    source.registry === undefined ? undefined : { kind: "login-server", host: source.registry };
  // Undefined in the request: the registry of the input.
  const own = written ?? (completion.sourceRegistry === undefined ? fileRegistry : undefined);
  const registry = own ?? completion.sourceRegistry;
  if (registry === undefined) {
    const message = `${formatPlace(place)}: ${quote(origin.text)} has no registry host, and source-registry is not set.`;
    addProblem(inputs, place, message, {
      code: "SOURCE_REGISTRY_MISSING",
      remedy: `Start the line with the source's host, or set source-registry.${suggestDockerHub(source)}`,
    });
    return undefined;
  }
  if (written !== undefined) checkCloud(inputs, place, written, completion.cloud);
  const isDockerHub = registry.kind === "login-server" && registry.host === DOCKER_HUB;
  const sourceRepository = isDockerHub ? inDockerLibrary(DOCKER_HUB, source.repository) : source.repository;
  const { targetPrefix, addedTags, referrers } = completion;
  const minAgeMs = entry.minAgeMs ?? completion.minAgeMs;
  const repository = targetRepositoryOf(inputs, completion, entry, { sourceRepository, targetPrefix });
  if (repository === undefined) return undefined;
  const ownTags = entry.tags ?? (source.tag === undefined ? [] : [source.tag]);
  const added = addedTags.filter((tag) => isAddedTo(tag, repository)).map(({ name }) => name);
  return {
    origin,
    source: {
      ...(own !== undefined && { registry: own }),
      repository: sourceRepository,
      ...(source.tag !== undefined && { tag: source.tag }),
      ...(source.digest !== undefined && { digest: source.digest }),
    },
    target: { repository, tags: [...new Set([...ownTags, ...added])] },
    referrers: lessStrict(referrers, entry.referrers ?? "all"),
    // Whoever writes a digest has chosen it.
    ...(minAgeMs > 0 && source.digest === undefined && { minAgeMs }),
    ...(entry.mediaType !== undefined && { mediaType: entry.mediaType }),
    ...(entry.platforms !== undefined && { platforms: entry.platforms }),
  };
}

/** The input's default `all` looks the same as a choice, so a file's less strict mode applies beside it. */
function lessStrict(one: ReferrersMode, other: ReferrersMode): ReferrersMode {
  return REFERRERS_MODES[Math.max(REFERRERS_MODES.indexOf(one), REFERRERS_MODES.indexOf(other))] ?? "all";
}

/** The source as a reference to Docker Hub, whose names have at most two parts. */
function suggestDockerHub({ repository, tag, digest }: ImageEntry["source"]): string {
  if (repository.split("/").length > 2) return "";
  const reference = formatReference({
    registry: DOCKER_HUB,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  });
  return ` For Docker Hub, write ${reference}`;
}
