// Finds artifact attestations of a digest through GitHub's API. Trusts nothing in them: they are verified elsewhere.
import { apiPathUrl, createGitHubApi, type GitHubApiOptions } from "../github/api.ts";
import { asJsonObject, valueAt } from "../json.ts";
import type { Digest } from "../oci/digest.ts";
import { createAttestationPages } from "./attestation-pages.ts";
import {
  type AttestationBudget,
  attestationsUnreachable,
  type FoundBundle,
  invalidAttestation,
} from "./found-bundle.ts";
import { fetchStoredBundle } from "./stored-bundle.ts";

/** Where to look at GitHub, and for what. */
export interface AttestationQuery {
  /** `owner/repository` or `owner`. */
  readonly holder: string;
  /** Undefined: of any type. */
  readonly predicateType: string | undefined;
}

/** Looks up the attestations of one digest: yields each bundle, and returns the reason that applies if there was none. */
export type FindAttestations = (
  query: AttestationQuery,
  subject: Digest,
  budget: AttestationBudget,
  signal: AbortSignal,
) => AsyncGenerator<FoundBundle, string>;

const PAGE_SIZE = 30;
/** Pages per look-up: more than 300 attestations of one digest and one predicate are a mistake. */
const MAX_PAGES = 10;

/** Creates the look-up of one gate. */
export function createAttestationsApi(options: GitHubApiOptions): FindAttestations {
  const { apiUrl, token, http } = options;
  const fetchPage = createAttestationPages(apiUrl, createGitHubApi(options));

  const readBundle = (attestation: unknown, budget: AttestationBudget) => async (signal: AbortSignal) => {
    const bundle = asJsonObject(valueAt(attestation, "bundle"));
    if (bundle !== undefined) return bundle;
    const url = valueAt(attestation, "bundle_url");
    if (typeof url === "string") return await fetchStoredBundle(url, http, budget, signal);
    throw invalidAttestation("GitHub lists it with neither a bundle nor a bundle_url");
  };

  return async function* findAttestations({ holder: name, predicateType }, subject, budget, signal) {
    if (token === undefined) {
      throw attestationsUnreachable("github-token is empty, so attestations were not looked up at GitHub");
    }
    // An owner is an organisation or a user. Only the response shows which.
    const holders = name.includes("/") ? [`repos/${name}`] : [`orgs/${name}`, `users/${name}`];
    let listed = false;
    for (const holder of holders) {
      const first = apiPathUrl(apiUrl, `${holder}/attestations/${subject}`);
      first.searchParams.set("per_page", String(PAGE_SIZE));
      if (predicateType !== undefined) first.searchParams.set("predicate_type", predicateType);
      let next: URL | undefined = first;
      for (let pages = 0, count = 0; next !== undefined; pages++) {
        if (pages === MAX_PAGES) {
          throw attestationsUnreachable(
            `${apiUrl.origin} lists more than ${count} attestations; the rest was not read`,
          );
        }
        const page: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(next, subject, signal);
        if (page === undefined) break;
        listed = true;
        budget.count(page.sizeBytes);
        for (const attestation of page.attestations) {
          yield {
            name: `attestation ${++count} of ${holder} at ${apiUrl.host}`,
            read: readBundle(attestation, budget),
          };
        }
        next = page.next;
      }
      if (listed) break;
    }
    const about = `${predicateType === undefined ? "" : `${predicateType} `}attestation of ${subject} for ${name}`;
    return listed
      ? `GitHub's list for this digest is empty: no ${about}.`
      : `GitHub responded with HTTP 404: there is no ${about}, or github-token has no permission to see it (\`attestations: read\` there).`;
  };
}
