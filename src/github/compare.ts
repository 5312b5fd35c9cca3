// Compares two commits by GitHub's API. https://docs.github.com/rest/commits/commits#compare-two-commits
import { PromotionError } from "../errors.ts";
import type { HttpResponse } from "../http/http.ts";
import { parseJsonObject, textAt, valueAt } from "../json.ts";
import type { CommitComparison, CommitHistory, ComparisonLookup } from "../ports.ts";
import { apiPathUrl, createGitHubApi, type GitHubApiOptions, isRateLimited } from "./api.ts";

/** A response lists up to 250 commits and the patches of up to 300 files. */
const RESPONSE_MAX_BYTES = 8 * 1024 * 1024;
const SUBJECTS_MAX = 20;
const SUBJECT_MAX_LENGTH = 200;

/** Creates the comparisons of one run. Loads and sends nothing before the first one. */
export function createCommitHistory(options: GitHubApiOptions): CommitHistory {
  const { apiUrl, token } = options;
  const get = createGitHubApi(options);
  return {
    async compare({ repository, base, head }, signal) {
      if (token === undefined) return unknown("github-token is empty", true);
      try {
        const response = await get({
          // Without paging, the last of the commits is the latest of all.
          url: apiPathUrl(apiUrl, `repos/${repository}/compare/${base}...${head}`),
          maxBodyBytes: RESPONSE_MAX_BYTES,
          repeat: "probe",
          what: `Comparing commits of ${repository} at ${apiUrl.origin}`,
          signal,
        });
        return readComparison(response, repository, apiUrl.origin);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof PromotionError)) throw error;
        return unknown(error.message.replace(/\.$/, ""), error.code !== "ANSWER_TOO_LARGE");
      }
    },
  };
}

function unknown(reason: string, isFinal: boolean): ComparisonLookup {
  return { kind: "unknown", reason: `${reason}.`, isFinal };
}

function readComparison(response: HttpResponse, repository: string, origin: string): ComparisonLookup {
  const { status } = response;
  if (status === 200) {
    const value = parseComparison(response.body);
    return value === undefined
      ? unknown(`${origin} sent a comparison of commits that cannot be read`, true)
      : { kind: "known", value };
  }
  if (isRateLimited(response)) return unknown(`The rate limit of ${origin} is reached (HTTP ${status})`, true);
  if (status === 404) {
    const why = "github-token may not read it (`permissions: contents: read`)";
    return unknown(`${repository} does not have both commits in one history, or ${why}`, false);
  }
  if (status === 401) return unknown(`${origin} refused github-token (HTTP 401)`, true);
  if (status === 403) {
    return unknown(
      `github-token may not read ${repository} (HTTP 403): give the job \`permissions: contents: read\``,
      false,
    );
  }
  return unknown(`${origin} responded HTTP ${status} to the comparison of commits`, true);
}

function parseComparison(body: Uint8Array): CommitComparison | undefined {
  const comparison = parseJsonObject(body);
  const [ahead, behind] = ["ahead_by", "behind_by"].map((key) => valueAt(comparison, key));
  const commits = valueAt(comparison, "commits");
  if (!isCount(ahead) || !isCount(behind) || !Array.isArray(commits)) return undefined;
  const subjects = commits.slice(-SUBJECTS_MAX).map((commit) => {
    const [line = ""] = (textAt(commit, "commit", "message") ?? "").split(/\r?\n/, 1);
    return line.length > SUBJECT_MAX_LENGTH ? `${line.slice(0, SUBJECT_MAX_LENGTH - 1)}…` : line;
  });
  return { ahead, behind, subjects: subjects.filter((line) => line !== "").toReversed() };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
