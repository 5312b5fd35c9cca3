// The inputs of the provenance gate: which proofs every image must have, and what becomes of one that lacks some.
import {
  type AttestationRequirement,
  isHolder,
  isSignerWorkflow,
  type ProvenancePolicy,
  SLSA_PROVENANCE_V1,
} from "../provenance/policy.ts";
import { quote } from "../quote.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { type ListItem, parseList } from "./list-input.ts";
import { formatPlace } from "./place.ts";
import { choiceOf } from "./typed-inputs.ts";

const INPUT = "require-attestations";
const LINE = /^(\S+)(?:\s+from\s+(\S+))?(?:\s+by\s+(\S+))?$/;
const FORM = "Write PREDICATE [from OWNER[/REPO]] [by SIGNER], for example";

/** The policy; `off` without a line. */
export function provenanceOf(inputs: Inputs): ProvenancePolicy {
  const mode = choiceOf(inputs, "attestation-policy", ["enforce", "warn"], "enforce");
  const lines = parseList(textOf(inputs, INPUT), "lines");
  if (lines.length === 0) return { mode: "off", requirements: [] };
  const requirements = lines.flatMap((line) => requirementOf(inputs, line) ?? []);
  const byLine = new Map(requirements.map((requirement) => [requirement.line, requirement]));
  return { mode, requirements: [...byLine.values()] };
}

/** One line. Undefined where it is invalid, which is reported. */
function requirementOf(inputs: Inputs, { text, line }: ListItem): AttestationRequirement | undefined {
  const place = { input: INPUT, line };
  const refuse = (reason: string, example: string) => {
    addProblem(inputs, place, `${formatPlace(place)}: ${reason}.`, { remedy: `${FORM}\n${INPUT}: ${example}` });
    return undefined;
  };
  const own = inputs.raw.repository;
  const [, predicate, from, by] = LINE.exec(text) ?? [];
  if (predicate === undefined) {
    return refuse(`${quote(text)} is not a requirement`, `provenance by ${own}/.github/workflows/build.yml`);
  }
  if (predicate !== "provenance" && predicate !== "sbom" && !/^[a-z][a-z0-9+.-]*:\S{1,500}$/i.test(predicate)) {
    return refuse(`${quote(predicate)} is not provenance, sbom or the URI of a predicate type`, SLSA_PROVENANCE_V1);
  }
  if (from !== undefined && !isHolder(from)) {
    return refuse(`after "from", ${quote(from)} is not owner or owner/repository`, `${predicate} from ${own}`);
  }
  // As `gh attestation verify --signer-workflow` accepts it.
  const signer = by?.replace(/^github\.com\//, "") ?? own;
  if (!isHolder(signer) && !isSignerWorkflow(signer)) {
    return refuse(
      `after "by", ${quote(signer)} is not owner, owner/repository or owner/repository/.github/workflows/file.yml[@ref]`,
      `${predicate} by ${own}/.github/workflows/build.yml`,
    );
  }
  // A workflow may be a reusable one: what it was called for is this repository, unless the line names another.
  const source = from ?? (isHolder(signer) ? signer : own);
  return { line: text.replace(/\s+/g, " "), predicate, source, ...ownIdsOf(inputs, source), signer };
}

/** The IDs of a required repository or owner that is this run's own. GitHub gives no IDs of others. */
function ownIdsOf({ raw }: Inputs, required: string): Pick<AttestationRequirement, "sourceId" | "ownerId"> {
  const [own, name] = [raw.repository.toLowerCase(), required.toLowerCase()];
  const isOwnOwner = name.split("/")[0] === own.split("/")[0];
  return {
    ...(name === own && raw.repositoryId !== undefined && { sourceId: raw.repositoryId }),
    ...(isOwnOwner && raw.repositoryOwnerId !== undefined && { ownerId: raw.repositoryOwnerId }),
  };
}
