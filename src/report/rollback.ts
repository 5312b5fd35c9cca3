// The tags that a step moved, created, or may have: what the input `undo` takes back. Made from the plan and the runs.
import type { ImageRun } from "../import/run.ts";
import type { Digest } from "../oci/digest.ts";
import { type ImagePlan, type ImportStep, type Plan, type StepTag, stepsOf } from "../plan/plan.ts";

/** A tag that the step created. */
export interface CreatedTag {
  readonly repository: string;
  readonly tag: string;
  /** The digest that the step set it to. */
  readonly now: Digest;
  /** Set where it is not known whether the step set the tag: the Azure operation that sets it. */
  readonly uncertainOperation?: string;
}

/** A tag that the step moved. */
export interface MovedTag extends CreatedTag {
  /** The digest that it had when the plan was made. */
  readonly before: Digest;
}

/** Everything that an undo needs to know about a step. */
export interface Rollback {
  readonly moved: readonly MovedTag[];
  readonly created: readonly CreatedTag[];
  /** Tags that may have moved, as `repository:tag`, whose earlier digest is not known, because the target could not be read. */
  readonly unknown: readonly string[];
}

/**
 * Collects the tags of all images, cosign's too, each once.
 * `planned`: before the first tag is set, all that will be set count as uncertain. `done`: only those whose import was sent.
 */
export function rollbackOf(plan: Plan, runs: readonly ImageRun[], moment: "planned" | "done"): Rollback {
  const moved = new Map<string, MovedTag>();
  const created = new Map<string, CreatedTag>();
  const unknown = new Set<string>();
  plan.images.forEach((image, at) => {
    const run = runs[at];
    if (run === undefined) return;
    for (const step of stepsOf(image)) {
      for (const tag of step.tags) {
        const state = stateOf(tag.name, step, image, run, moment);
        if (state === undefined) continue;
        const name = `${step.repository}:${tag.name}`;
        const entry: CreatedTag = { repository: step.repository, tag: tag.name, now: step.digest, ...state };
        const before = earlierDigest(tag, step);
        if (before === undefined) unknown.add(name);
        else if (before === null) addSurest(created, name, entry);
        else if (before !== step.digest) addSurest(moved, name, { ...entry, before });
      }
    }
  });
  return { moved: [...moved.values()], created: [...created.values()], unknown: [...unknown] };
}

/** Null: the tag was absent. Under NoForce it was, even where the plan could not see it: otherwise Azure refuses the import. */
function earlierDigest({ previous }: StepTag, { mode }: ImportStep): Digest | null | undefined {
  return previous === undefined && mode === "NoForce" ? null : previous;
}

/** Undefined: the tag was not set by this step. */
function stateOf(
  tag: string,
  step: ImportStep,
  image: ImagePlan,
  run: ImageRun,
  moment: "planned" | "done",
): Pick<CreatedTag, "uncertainOperation"> | undefined {
  const isImagesOwn = step.digest === image.source?.digest;
  const isSet = isImagesOwn ? run.tagsSet.has(tag) : run.referrersImported.has(tag);
  if (isSet) return {};
  const operation = run.tagOperations.get(tag);
  if (operation === undefined || (moment === "done" && !operation.sent)) return undefined;
  return { uncertainOperation: operation.id };
}

/** Of two images that share a tag, one may know more. */
function addSurest<Entry extends CreatedTag>(entries: Map<string, Entry>, name: string, entry: Entry): void {
  const earlier = entries.get(name);
  if (earlier === undefined || earlier.uncertainOperation !== undefined) entries.set(name, entry);
}
