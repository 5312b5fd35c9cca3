// Runs the provenance gate: looks for attestations at GitHub, then in the source registry, and verifies them until each requirement
// is met. Decides only the order, and which failures mean "could not be looked up".
import { NetworkError, PromotionError } from "../errors.ts";
import type { GitHubApiOptions } from "../github/api.ts";
import { isAttestationChild } from "../oci/descriptor.ts";
import type { Digest } from "../oci/digest.ts";
import type { ProvenanceVerifier } from "../ports.ts";
import { quote } from "../quote.ts";
import { createAttestationsApi } from "./attestations.ts";
import { findBundleReferrers } from "./bundle-referrers.ts";
import { AttestationBudget, type FoundBundle } from "./found-bundle.ts";
import { OutdatedRootsError } from "./outdated-roots.ts";
import {
  type AttestationClaims,
  type AttestationPlace,
  type AttestationRequirement,
  describeChild,
  hasPredicate,
  judgeAttestation,
  type ProvenanceSubject,
  predicateTypeOf,
  type VerifiedAttestation,
  whyRefused,
} from "./policy.ts";
import { createSignatureVerifier, type TrustedRoots, type VerifySignature } from "./signature.ts";
import { decideProvenance } from "./verdict.ts";

/** Everything that {@link createProvenanceVerifier} needs. */
export interface ProvenanceVerifierOptions extends GitHubApiOptions {
  readonly requirements: readonly AttestationRequirement[];
  /** Default: the roots that ship with the action. Tests mint their own. */
  readonly loadTrustedRoots?: () => Promise<TrustedRoots>;
}

/** Children of one index that are looked up where the index itself has no attestation. More would only cost requests: each is a hint. */
const MAX_CHILDREN = 4;

/** Loads the trust roots that ship with the action. Origin and date are in their files; scripts/refresh-trust-roots.mjs writes them. */
export async function loadShippedRoots(): Promise<TrustedRoots> {
  const [publicGood, github] = await Promise.all([
    import(/* webpackChunkName: "provenance" */ "./trusted-roots/public-good.json", { with: { type: "json" } }),
    import(/* webpackChunkName: "provenance" */ "./trusted-roots/github.json", { with: { type: "json" } }),
  ]);
  return { "public-good": publicGood.default, github: github.default };
}

/** What was found out about one requirement; it grows while the search runs. */
interface LineSearch {
  readonly required: AttestationRequirement;
  verified?: VerifiedAttestation;
  readonly refused: string[];
  readonly outdated: string[];
  readonly unreachable: string[];
  readonly absent: string[];
}

/** One place to look in, for the lines that it can meet: yields what it finds, and returns the reason that applies if that was nothing. */
interface Place {
  readonly name: AttestationPlace;
  readonly lines: readonly LineSearch[];
  find(digest: Digest): AsyncGenerator<FoundBundle, string>;
}

/** The search for one image. */
interface Search {
  readonly subject: ProvenanceSubject;
  readonly budget: AttestationBudget;
  readonly signal: AbortSignal;
}

function reasonOf({ message, remedy }: PromotionError): string {
  return `${message.replace(/\.$/, "")}. ${remedy}`;
}

/** True where the attestation itself is invalid, so that another attempt would not help. */
function isRefusal(error: PromotionError): boolean {
  return error.code === "ATTESTATION_INVALID" || (error instanceof NetworkError && error.code === "ANSWER_TOO_LARGE");
}

/** Returns the error if it is a finding; throws after an abort, and for defects. */
function asFinding(error: unknown, signal: AbortSignal): PromotionError {
  signal.throwIfAborted();
  if (!(error instanceof PromotionError)) throw error;
  return error;
}

function openLines(lines: readonly LineSearch[]): readonly LineSearch[] {
  return lines.filter(({ verified }) => verified === undefined);
}

/** The lines to which an attestation with this statement matters. An SBOM says nothing about a line that requires provenance. */
function concernedLines(lines: readonly LineSearch[], { statement }: AttestationClaims): readonly LineSearch[] {
  return lines.filter(({ required }) => hasPredicate(statement, required));
}

/** Creates the gate of one step. Loads nothing and sends nothing before the first image. */
export function createProvenanceVerifier(options: ProvenanceVerifierOptions): ProvenanceVerifier {
  const { requirements, loadTrustedRoots = loadShippedRoots } = options;
  const findAttestations = createAttestationsApi(options);
  let loading: Promise<VerifySignature> | undefined;
  const loadSignatureVerifier = () => {
    loading ??= loadTrustedRoots().then(createSignatureVerifier);
    return loading;
  };

  /** Verifies one attestation and compares it with each line. Returns its predicate type where no line requires that. */
  async function examine(
    found: FoundBundle,
    foundIn: AttestationPlace,
    lines: readonly LineSearch[],
    { subject, signal }: Search,
  ): Promise<string | undefined> {
    const verifySignature = await loadSignatureVerifier();
    try {
      const signed = verifySignature(await found.read(signal));
      const concerned = concernedLines(lines, signed);
      for (const line of concerned) {
        const judged = judgeAttestation(signed, line.required, subject, foundIn);
        if ("attestation" in judged) line.verified = judged.attestation;
        else line.refused.push(`${found.name}: ${judged.reason}`);
      }
      return concerned.length > 0 ? undefined : signed.statement.predicateType;
    } catch (thrown) {
      const error = asFinding(thrown, signal);
      if (error instanceof OutdatedRootsError) {
        const concerned = concernedLines(lines, error.claimed);
        for (const line of concerned) {
          // Newer roots would not help an attestation that states something else than is required.
          const reasons = whyRefused(error.claimed, line.required, subject);
          if (reasons.length > 0) line.refused.push(`${found.name}: ${[...reasons, error.message].join("; ")}`);
          else line.outdated.push(`${found.name}: ${error.message}`);
        }
        return concerned.length > 0 ? undefined : error.claimed.statement.predicateType;
      }
      for (const line of lines) {
        if (isRefusal(error)) line.refused.push(`${found.name}: ${error.message}`);
        else line.unreachable.push(`${found.name}: ${reasonOf(error)}`);
      }
      return undefined;
    }
  }

  /** Verifies the attestations in one place until each of its lines is met. */
  async function examinePlace(place: Place, search: Search): Promise<void> {
    const { subject, budget, signal } = search;
    if (openLines(place.lines).length === 0) return;
    try {
      const bundles = place.find(subject.digest);
      const others: string[] = [];
      for (let count = 0; ; count++) {
        const next = await bundles.next();
        if (next.done === true) {
          for (const { absent } of openLines(place.lines)) {
            if (count === 0) absent.push(next.value);
            else if (others.length > 0) absent.push(describeOthers(place.name, others));
          }
          return;
        }
        budget.check();
        const other = await examine(next.value, place.name, openLines(place.lines), search);
        if (other !== undefined) others.push(other);
        if (openLines(place.lines).length === 0) return;
      }
    } catch (thrown) {
      const reason = reasonOf(asFinding(thrown, signal));
      for (const { unreachable } of openLines(place.lines)) unreachable.push(reason);
    }
  }

  /** Adds to "missing" which children have attestations: often only the children of an index were attested. */
  async function examineChildren(places: readonly Place[], { subject, budget, signal }: Search): Promise<void> {
    const isMissing = ({ verified, refused, outdated, unreachable }: LineSearch) =>
      verified === undefined && refused.length + outdated.length + unreachable.length === 0;
    const lines = new Set(places.flatMap((place) => place.lines).filter(isMissing));
    const failed = new Set<AttestationPlace>();
    for (const child of subject.children.filter((each) => !isAttestationChild(each)).slice(0, MAX_CHILDREN)) {
      const uncovered = new Set(lines);
      for (const place of places) {
        const asking = place.lines.filter((line) => uncovered.has(line));
        if (asking.length === 0 || failed.has(place.name)) continue;
        try {
          budget.check();
          if ((await place.find(child.digest).next()).done === true) continue;
          for (const line of asking) {
            uncovered.delete(line);
            // Only GitHub tells the type, where it was asked for one.
            const isTyped = place.name === "github-api" && predicateTypeOf(line.required.predicate) !== undefined;
            line.absent.push(
              `An attestation ${isTyped ? "" : "of some type "}covers only the ${describeChild(child)}, which does not count for the index.`,
            );
          }
        } catch (thrown) {
          const reason = reasonOf(asFinding(thrown, signal));
          // A reached rate limit must not be asked again for each child and line.
          failed.add(place.name);
          for (const { absent } of asking) {
            absent.push(`Looking up attestations of the ${describeChild(child)} failed: ${reason}`);
          }
        }
      }
    }
  }

  return {
    async verifyProvenance({ digest, repository, children }, source, signal) {
      const budget = new AttestationBudget();
      const search: Search = { subject: { digest, children }, budget, signal };
      const lines = requirements.map(
        (required): LineSearch => ({ required, refused: [], outdated: [], unreachable: [], absent: [] }),
      );
      // Lines with the same holder and predicate share one look-up at GitHub, and all lines the one in the registry.
      const queries = Map.groupBy(lines, ({ required: { source: holder, predicate } }) =>
        JSON.stringify([holder.toLowerCase(), predicateTypeOf(predicate)]),
      );
      const places = [...queries.values()].flatMap((shared): Place[] => {
        const [first] = shared;
        if (first === undefined) return [];
        const query = { holder: first.required.source, predicateType: predicateTypeOf(first.required.predicate) };
        return [{ name: "github-api", lines: shared, find: (of) => findAttestations(query, of, budget, signal) }];
      });
      places.push({
        name: "referrers",
        lines,
        find: (of) => findBundleReferrers(source.reader, repository, of, budget, signal),
      });
      for (const place of places) await examinePlace(place, search);
      await examineChildren(places, search);
      return lines.map(({ required, ...findings }) => decideProvenance(required, findings));
    },
  };
}

/** Names at most three of the predicate types. */
function describeOthers(place: AttestationPlace, types: readonly string[]): string {
  const where = place === "github-api" ? "GitHub" : "The source registry";
  const names = [...new Set(types)].map((type) => quote(type, 200));
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return `${where} has attestations of other predicate types only: ${names.slice(0, 3).join(", ")}${more}.`;
}
