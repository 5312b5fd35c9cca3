// Owns cache rules: repositories of a registry that are served from another registry. Knows no identity and no import.
// https://learn.microsoft.com/azure/container-registry/artifact-cache-overview
import type { Answer, PartyRequest } from "./answers.ts";
import { answerManifest, answerReferrers, manifestUnknown, registryError } from "./distribution.ts";
import type { RegistryStore } from "./registry-store.ts";

export interface CacheRule {
  readonly name: string;
  /** `mirror/app`, or `mirror/*` together with a source that ends alike. */
  readonly targetRepository: string;
  readonly sourceRepository: string;
  readonly source: { readonly host: string; readonly store: RegistryStore };
}

/** A repository under a rule, and where it comes from. */
export interface CachedRepository {
  readonly rule: CacheRule;
  readonly sourceRepository: string;
}

/** The rule that a repository is under. */
export function findCachedRepository(rules: readonly CacheRule[], repository: string): CachedRepository | undefined {
  for (const rule of rules) {
    const { targetRepository, sourceRepository } = rule;
    if (targetRepository === repository) return { rule, sourceRepository };
    if (!targetRepository.endsWith("/*") || !repository.startsWith(targetRepository.slice(0, -1))) continue;
    const rest = repository.slice(targetRepository.length - 1);
    return { rule, sourceRepository: sourceRepository.slice(0, -1) + rest };
  }
  return undefined;
}

/**
 * A manifest that the registry does not hold, served from the source: https://github.com/Azure/acr/issues/862. There the
 * service would begin to import it; here the registry goes on without it, which is the state that a reader must recognise.
 */
export function answerCachedManifest(cached: CachedRepository, reference: string, request: PartyRequest): Answer {
  const found = cached.rule.source.store.manifest(cached.sourceRepository, reference);
  if (found === undefined) return manifestUnknown(cached.sourceRepository, reference);
  const answer = answerManifest(found, request);
  answer.headers["X-Azure-Origin"] = "upstream";
  return answer;
}

/** The referrers of what the source holds; ghcr.io has no such API, which shows as 424: https://github.com/Azure/acr/issues/891 */
export function answerCachedReferrers(
  { rule, sourceRepository }: CachedRepository,
  subject: string,
  request: PartyRequest,
  pageSize: number,
): Answer {
  if (rule.source.host !== "ghcr.io")
    return answerReferrers(rule.source.store, sourceRepository, subject, request, pageSize);
  return registryError(
    424,
    "UNKNOWN",
    `request to fetch referrers from source '${sourceRepository}' for cache rule '${rule.name}' returned status code 303. CorrelationId:5f0d2c1e-7b64-4f0a-9a55-2f1c3f6f8c10. For more information, please visit https://aka.ms/acr/cache`,
  );
}

/** Why nothing may be imported into such a repository: https://github.com/Azure/acr/issues/845. The service's text is not public. */
export function importRefusal(repository: string, { rule }: CachedRepository): string {
  return `The repository '${repository}' is the target of cache rule '${rule.name}'. Importing into it is not allowed.`;
}

/** The refusal of a push into such a repository, of which neither status nor text is public: https://github.com/Azure/acr/issues/845 */
export function pushRefusal(repository: string, { rule }: CachedRepository): Answer {
  const message = `The repository '${repository}' is the target of cache rule '${rule.name}'. Pushing to it is not allowed.`;
  return registryError(405, "REGISTRY_DISALLOWED_OPERATION", message);
}
