// The commits between two revisions: of which repository they may be, and their page on GitHub.
import type { GitHubPlace } from "../request/request.ts";
import { claimOf, type Statement } from "./claims.ts";

/** Commits that a comparison is about. Base and head are full commit IDs. */
export interface CommitRange {
  /** `owner/name` on the run's own server. */
  readonly repository: string;
  readonly base: string;
  readonly head: string;
  /** Both images state that the commits are of this repository. */
  readonly isStated: boolean;
}

/** Attestations are accepted of workflows on this server only. */
const ATTESTED_SERVER = "https://github.com";

/**
 * The range between the revisions of two images. Undefined where one is not known, where both are equal, and where an image states
 * another repository: that of its base image, for example. `attested`: the repository that a verified attestation names.
 */
export function rangeOf(
  previous: readonly Statement[],
  current: readonly Statement[],
  attested: string | undefined,
  github: GitHubPlace,
): CommitRange | undefined {
  const repository = attested !== undefined && github.server === ATTESTED_SERVER ? attested : github.repository;
  const [base, head] = [previous, current].map((statements) => commitIn(repository, statements, github.server));
  if (base === undefined || head === undefined || base.id === head.id) return undefined;
  return { repository, base: base.id, head: head.id, isStated: base.isStated && head.isStated };
}

function commitIn(
  repository: string,
  statements: readonly Statement[],
  server: string,
): { readonly id: string; readonly isStated: boolean } | undefined {
  const stating = statements.find(({ claims }) => claims.revision !== undefined);
  const id = claimOf(statements, "revision")?.text;
  if (stating === undefined || id === undefined) return undefined;
  const { source } = stating.claims;
  if (source === undefined) return { id, isStated: false };
  return repositoryAt(source, server)?.toLowerCase() === repository.toLowerCase() ? { id, isStated: true } : undefined;
}

/** `owner/name` of a repository's URL on the server; undefined for every other text. */
function repositoryAt(source: string, server: string): string | undefined {
  const url = URL.parse(source);
  if (url === null || url.origin !== server) return undefined;
  return /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url.pathname)?.[1];
}

/** A key for the result of a comparison. */
export function rangeKey({ repository, base, head }: CommitRange): string {
  return `${repository} ${base}...${head}`;
}

/** GitHub's page that compares the commits. */
export function compareUrl({ repository, base, head }: CommitRange, { server }: GitHubPlace): string {
  return `${server}/${repository}/compare/${base}...${head}`;
}
