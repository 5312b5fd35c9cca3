// Renders the document of the outputs `rollback` and `rollback-file`, which the input `undo` reads. The same result gives the same
// bytes.
import { Document, Scalar, YAMLSeq } from "yaml";
import type { Digest } from "../oci/digest.ts";
import type { PromotionReport } from "./report.ts";
import type { CreatedTag } from "./rollback.ts";

type Reported = Pick<PromotionReport, "registry" | "rollback">;

/** The document; empty if no tag moved or may have moved. */
export function renderRollback({ registry, rollback }: Reported): string {
  const { moved, created } = rollback;
  if (moved.length === 0) return "";
  const document = new Document();
  const list = (entries: readonly object[]) => {
    const sequence = new YAMLSeq();
    for (const entry of entries) sequence.add(document.createNode(entry, { flow: true }));
    return sequence;
  };
  document.contents = document.createNode({
    version: 1,
    registry: registry.toWellFormed(),
    undo: list(moved.map((tag) => ({ ...nameOf(tag), before: quoted(tag.before), ...doubtOf(tag) }))),
    ...(created.length > 0 && { created: list(created.map((tag) => ({ ...nameOf(tag), ...doubtOf(tag) }))) }),
  });
  // No line is folded, and lists are not indented.
  return document.toString({ lineWidth: 0, indentSeq: false });
}

/** What takes the document's place in an output that it does not fit into. The input `undo` refuses it. */
export function renderTruncatedRollback({ registry }: Reported): string {
  return new Document({ version: 1, registry: registry.toWellFormed(), truncated: true }).toString({ lineWidth: 0 });
}

function nameOf({ repository, tag, now }: CreatedTag): object {
  return { repository, tag, now: quoted(now) };
}

function doubtOf({ uncertainOperation }: CreatedTag): object {
  return uncertainOperation === undefined ? {} : { uncertain: true, operationId: uncertainOperation };
}

function quoted(digest: Digest): Scalar {
  const scalar = new Scalar(digest);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
