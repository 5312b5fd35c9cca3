// Locks what `lock-tags` requests, once the tags of the set are in place. The images are in place whatever becomes of their locks.
import type { LimitFunction } from "p-limit";
import { DeadlinePassed } from "../deadline.ts";
import { problemOf } from "../errors.ts";
import type { ImageTime } from "../image-time.ts";
import { type Digest, shortDigest } from "../oci/digest.ts";
import type { ImagePlan, LockStep } from "../plan/plan.ts";
import type { TargetRegistry } from "../ports.ts";
import { problem } from "../problems.ts";
import type { ImageRun } from "./run.ts";

/** An image that is in place, with what is to be locked of it. */
export interface LockItem {
  readonly repository: string;
  readonly digest: Digest;
  readonly lockStep: LockStep;
  readonly run: ImageRun;
  /** The image's own time limit holds for its locks too. */
  readonly time: ImageTime;
}

/** The image with what is to be locked of it; undefined if there is nothing, or if the image is not in place. */
export function lockItemOf(
  image: ImagePlan,
  run: ImageRun | undefined,
  time: ImageTime | undefined,
): LockItem | undefined {
  const { verdict, source, lockStep, request } = image;
  if (source === null || lockStep === undefined || run === undefined || time === undefined) return undefined;
  // Of a held image, only tags that point to it already are locked.
  const isInPlace =
    verdict === "up-to-date" ||
    verdict === "held" ||
    verdict === "import" ||
    (verdict === "promote" && run.state === "done");
  if (!isInPlace) return undefined;
  return { repository: request.target.repository, digest: source.digest, lockStep, run, time };
}

/** Locks the images side by side. A failure is noted in the image's run; on abort nothing more is started. */
export async function lockTags(
  items: readonly LockItem[],
  { reader, locker }: TargetRegistry,
  limit: LimitFunction,
  signal: AbortSignal,
): Promise<void> {
  const lockImage = async ({ repository, digest, lockStep, run, time }: LockItem) => {
    if (signal.aborted) return;
    try {
      await time.run(
        signal,
        () => reader.pauses(),
        async ({ signal: limited }) => {
          // The manifest first: until it is locked, deleting it would delete the tag with it.
          if (lockStep.manifest) await locker.lockManifest(repository, digest, limited);
          const results = await Promise.allSettled(
            lockStep.tags.map(async (tag) => {
              const held = await locker.lockTag(repository, tag, limited);
              if (held === digest) run.tagsLocked.add(tag);
              else noteRival(run, { repository, tag, digest, held });
            }),
          );
          for (const result of results) if (result.status === "rejected") throw result.reason;
        },
      );
    } catch (error) {
      if (signal.aborted) return;
      run.lockProblem = error instanceof DeadlinePassed ? timedOut() : problemOf(error, "import");
    }
  };
  await Promise.all(items.map((item) => limit(() => lockImage(item))));
}

/** Someone else moved the tag after it was read back, and the lock now holds it there: the image is not in place. */
function noteRival(
  run: ImageRun,
  {
    repository,
    tag,
    digest,
    held,
  }: { readonly [name in "repository" | "tag"]: string } & {
    readonly [name in "digest" | "held"]: Digest;
  },
): void {
  run.rivalTags.add(tag);
  run.state = "conflict";
  const message = `${repository}:${tag} was set to ${shortDigest(held)}… before it was locked, and is locked there; ${shortDigest(digest)}… was planned.`;
  run.problem = problem("TAG_CONFLICT", message, {
    stage: "import",
    side: "target",
    remedy:
      "Someone else promotes to the same tag. If it is to move, unlock it. Give these workflows a common `concurrency` group.",
  });
}

function timedOut() {
  const message = "The time limit passed before the registry confirmed the lock.";
  return problem("IMPORT_TIMEOUT", message, {
    side: "target",
    remedy: "Run the job again, or raise timeout-minutes: what is in place is only locked, and not imported again.",
  });
}
