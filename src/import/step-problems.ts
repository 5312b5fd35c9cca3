// Puts into words how a step ended without its proof. Pure.
import { shortDigest } from "../oci/digest.ts";
import type { ImportStep } from "../plan/plan.ts";
import type { ImportVerdict } from "../ports.ts";
import { type Problem, problem } from "../problems.ts";
import type { Next, Proof } from "./settle.ts";

type Verdict = ImportVerdict | undefined;

/** A tag has a digest that it did not have when the plan was made, and that is not ours. */
export function lostRace(step: ImportStep, { tags, digest }: Extract<Next, { kind: "conflict" }>): Problem {
  const names = tags.map((tag) => `${step.repository}:${tag}`).join(", ");
  return problem(
    "TAG_CONFLICT",
    `${names} was set to ${shortDigest(digest)}… while this step ran; ${shortDigest(step.digest)}… was planned.`,
    {
      stage: "import",
      side: "target",
      remedy:
        "Someone else promotes to the same tag. Run again, and give these workflows a common `concurrency` group.",
    },
  );
}

/** ARM found a tag. `verifiable`: the plan could read the target, and saw the tag absent. */
export function existsUnread(step: ImportStep, verdict: Verdict, verifiable: boolean): Problem {
  const names = qualifiedTags(step).join(", ");
  return problem(
    "TAG_EXISTS",
    `${step.tags.length > 1 ? "One of the tags " : ""}${names} exists in the target and cannot be compared from this runner: ${problemOfVerdict(verdict).message}`,
    {
      side: "target",
      // A tag that the plan saw absent was set by someone else: the table's remedy.
      remedy: verifiable
        ? undefined
        : "Set on-conflict: skip to leave an existing tag as it is, or on-conflict: overwrite to move it. Or use a runner that can read the target.",
    },
  );
}

/** Nothing more is waited for, and the target does not show everything. */
export function notShown(
  step: ImportStep,
  { missing, blob }: Extract<Next, { kind: "not-shown" }>,
  verdict: Verdict,
): Problem {
  if (blob) return incomplete(step, missing, verdict);
  if (verdict?.kind === "failed") return verdict.problem;
  return problem(
    "TARGET_NOT_SHOWN",
    `Azure reports that the import succeeded, but the target does not show it: ${missing} is missing.`,
    { side: "target" },
  );
}

/** Manifests and tags are there, and a config or layer is not: who pulls gets an error. */
export function incomplete(step: ImportStep, missing: string, verdict: Verdict): Problem {
  const tags = qualifiedTags(step).join(", ");
  const exists = tags === "" ? "This import set no tag." : `The tag exists already: ${tags}.`;
  const reported = verdict?.kind === "succeeded" ? "Azure reports that the import succeeded, but the" : "The";
  return problem("CONTENT_INCOMPLETE", `${reported} target lacks the ${missing}. ${exists}`, { side: "target" });
}

/** Adds that tags exist already although their content is not proven: the next run finds them up to date. */
export function withSeenTags(step: ImportStep, names: ReadonlySet<string>, reason: Problem): Problem {
  const seen = step.tags.filter(({ name }) => names.has(name)).map(({ name }) => `${step.repository}:${name}`);
  if (seen.length === 0) return reason;
  const message = `${reason.message} The tag exists already: ${seen.join(", ")}.`;
  const remedy = `${reason.remedy} Then run again with verify: layers, which checks configs and layers of what is there.`;
  return { ...reason, message, remedy };
}

/** The time limit passed; `proof` is what the last read proved. */
export function timedOut(step: ImportStep, proof: Proof, verdict: Verdict): Problem {
  if (proof.kind === "whole") {
    const message = `The target shows ${formatStep(step)}, but Azure has not confirmed it within the time limit; a replica may be behind.`;
    return problem("IMPORT_TIMEOUT", message, { side: "target" });
  }
  const lacking = formatLastRead(proof);
  const because =
    verdict === undefined || verdict.kind === "succeeded" ? lacking : `${lacking} ${verdict.problem.message}`;
  const message = `${formatStep(step)} did not appear in the target within the time limit.${because}`;
  return problem("IMPORT_TIMEOUT", message, { side: "target" });
}

function formatLastRead(proof: Proof): string {
  if (proof.kind === "partial") return ` Last read: ${proof.missing} was missing.`;
  if (proof.kind !== "rival") return "";
  const rivals = proof.rivals.map(({ name, digest }) => `the tag ${name} had ${shortDigest(digest)}…`);
  return ` Last read: ${rivals.join(", ")}.`;
}

/** Why ARM ended the import. */
export function problemOfVerdict(verdict: Verdict): Problem {
  if (verdict === undefined || verdict.kind === "succeeded") {
    return problem("IMPORT_FAILED", "Azure ended the import without a reason.", { side: "target" });
  }
  return verdict.problem;
}

/** Why an image that was read may not be there for Azure. */
export const SOURCE_BEHIND =
  " Azure imports from the home region of the source, which may be behind the region that this runner has read (geo-replication).";

/** The problem of an image that the source's home region did not get in time, or that was deleted after it was read. */
export function sourceBehind(reason: Problem, waitedMs: number): Problem {
  const minutes = waitedMs / 60_000;
  return {
    ...reason,
    message: `${reason.message} This runner has read it there, and Azure was asked again for ${minutes} minutes.${SOURCE_BEHIND}`,
    remedy: `If the image was pushed a short time ago, run the job again later, or push to the home region of the registry. If it was deleted meanwhile, build it again.`,
  };
}

/** `repository:tag` of every tag of a step. */
export function qualifiedTags({ repository, tags }: ImportStep): string[] {
  return tags.map(({ name }) => `${repository}:${name}`);
}

/** A step as the log names it. */
export function formatStep({ repository, digest, tags }: ImportStep): string {
  const names = tags.length === 0 ? "untagged" : `as ${tags.map(({ name }) => name).join(", ")}`;
  return `${repository}@${shortDigest(digest)}… ${names}`;
}
