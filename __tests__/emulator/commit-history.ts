// Owns the commits of repositories on the local GitHub, and its compare API: which commits only one of two has. Knows no image.
// https://docs.github.com/rest/commits/commits#compare-two-commits
import { createHash } from "node:crypto";
import { type Answer, jsonAnswer } from "./answers.ts";

interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly parents: readonly string[];
}

/** Commits by repository, `owner/name`. */
export class CommitHistories {
  readonly #repositories = new Map<string, Map<string, Commit>>();
  /** Repositories that the token may not read: GitHub hides private ones, and refuses a token of the run without `contents`. */
  readonly hidden = new Set<string>();
  readonly refused = new Set<string>();

  /** Adds a commit, and returns its ID. */
  add(repository: string, message: string, ...parents: readonly string[]): string {
    const commits = this.#repositories.get(repository.toLowerCase()) ?? new Map<string, Commit>();
    this.#repositories.set(repository.toLowerCase(), commits);
    const sha = createHash("sha1").update(`${repository} ${message} ${parents.join()} ${commits.size}`).digest("hex");
    commits.set(sha, { sha, message, parents });
    return sha;
  }

  /** The answer to `/repos/{repository}/compare/{base}...{head}`. */
  compare(repository: string, base: string, head: string, query: URLSearchParams): Answer {
    const name = repository.toLowerCase();
    const commits = this.#repositories.get(name);
    if (this.refused.has(name)) return problem(403, "Resource not accessible by integration");
    if (commits === undefined || this.hidden.has(name) || !commits.has(base) || !commits.has(head)) {
      return problem(404, "Not Found");
    }
    const [ofBase, ofHead] = [base, head].map((sha) => ancestorsOf(commits, sha)) as [Set<string>, Set<string>];
    const merged = [...ofHead].find((sha) => ofBase.has(sha));
    if (merged === undefined) return problem(404, `No common ancestor between ${base} and ${head}.`);
    // Ancestors are listed from the commit back: oldest first is the other way round.
    const ahead = [...ofHead].filter((sha) => !ofBase.has(sha)).toReversed();
    const behind = [...ofBase].filter((sha) => !ofHead.has(sha)).length;
    const isPaged = query.has("per_page") || query.has("page");
    const size = Math.min(100, Number(query.get("per_page") ?? 30));
    const page = Number(query.get("page") ?? 1);
    // Without paging, at most 250 commits, the last of which is the latest of all.
    const listed = isPaged ? ahead.slice((page - 1) * size, page * size) : ahead.slice(-250);
    const status = ahead.length === 0 ? (behind === 0 ? "identical" : "behind") : behind === 0 ? "ahead" : "diverged";
    return jsonAnswer(200, {
      url: `https://api.github.com/repos/${repository}/compare/${base}...${head}`,
      html_url: `https://github.com/${repository}/compare/${base}...${head}`,
      base_commit: describe(commits, repository, base),
      merge_base_commit: describe(commits, repository, merged),
      status,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: listed.map((sha) => describe(commits, repository, sha)),
      ...(page === 1 && {
        files: [{ filename: "README.md", status: "modified", additions: 1, deletions: 1, patch: "@@ -1 +1 @@" }],
      }),
    });
  }
}

function problem(status: number, message: string): Answer {
  return jsonAnswer(status, {
    message,
    documentation_url: "https://docs.github.com/rest/commits/commits#compare-two-commits",
    status: String(status),
  });
}

/** The commit and all before it, the later first. */
function ancestorsOf(commits: ReadonlyMap<string, Commit>, sha: string): Set<string> {
  const found = new Set<string>();
  for (let level = [sha]; level.length > 0; ) {
    for (const each of level) found.add(each);
    level = level.flatMap((each) => commits.get(each)?.parents ?? []).filter((each) => !found.has(each));
  }
  return found;
}

function describe(commits: ReadonlyMap<string, Commit>, repository: string, sha: string): object {
  const { message = "", parents = [] } = commits.get(sha) ?? {};
  return {
    sha,
    commit: { message, author: { name: "Mona", email: "mona@example.com", date: "2026-11-01T00:00:00Z" } },
    html_url: `https://github.com/${repository}/commit/${sha}`,
    author: { login: "octocat" },
    parents: parents.map((parent) => ({ sha: parent })),
  };
}
