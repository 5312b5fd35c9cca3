// Which repositories share one token, so that a run of many images requests few of them.

/** Repositories that one token covers at most: it names them, and is sent in a header with each request. */
const GROUP_MAX = 8;

/** By repository, all that share a token with it. */
export function groupRepositories(repositories: readonly string[]): Map<string, readonly string[]> {
  const distinct = [...new Set(repositories)];
  const groups = new Map<string, readonly string[]>();
  for (let at = 0; at < distinct.length; at += GROUP_MAX) {
    const group = distinct.slice(at, at + GROUP_MAX);
    for (const repository of group) groups.set(repository, group);
  }
  return groups;
}
