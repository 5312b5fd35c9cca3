// Finds references `login-server/repository[:tag][@digest]` in any text, and what they become.
import { type Edit, type Found, type Left, NOTHING_FOUND } from "./edit.ts";
import type { Pins } from "./pins.ts";

/**
 * What may stand before a reference: not a part of a longer host or path, not a URL but `docker://`, nothing that a template puts in front;
 * `:-` is the default of a variable in a compose file.
 */
const BEFORE = /(?:^|docker:\/\/|:-|[^\p{L}\p{N}._/@%$}\\-])$/u;
const BEFORE_MAX_LENGTH = "docker://".length;

const COMPONENT = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
/** What may stand behind: not a longer path, another tag, a glob or a template. A full stop only at the end of a sentence. */
const BEHIND = "(?=$|[\\s\"'`,;)\\]}<>|\\\\]|\\.(?:\\s|$))";
const REFERENCE = new RegExp(
  `(${COMPONENT}(?:/${COMPONENT})*)(?::([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_])?))?(?:@(sha256:[a-f0-9]{64}))?${BEHIND}`,
  "y",
);

/** A comment of YAML, Dockerfile, shell and others, or of Bicep and JSON with comments. A fragment or a URL has no blank before it. */
const COMMENT = /(?:^|\s)(?:#|\/\/)/;

/** Where a repository alone is an image, and not a name that gets its tag elsewhere: the value of a key `image`, and a Dockerfile's image. */
const IMAGE_KEY = /(?:^|[\s{,])["']?image["']?\s*[:=]\s*["']?$/i;
const IMAGE_KEY_END = /^["']?\s*(?:$|#|\/\/|[,}\]])/;
const DOCKERFILE = /(?:^\s*FROM\s+(?:--platform=\S+\s+)?|\s--from=)$/i;
/** A tag in a key of its own, anywhere on a line: a digest behind the repository would end up before the tag. No path, and no `${TAG:-…}`. */
const TAG_KEY = /(?<![/\w.-]|\$\{)[\w.-]*tag["']?[ \t]*[:=]/i;
/** The query of a URL. */
const QUERY = /:\/\/[^\s"'<>?]*\?[^\s"'<>]*$/;
/** How much of a line is looked at on each side. */
const CONTEXT = 200;

/** The login server and the slash behind it, in any spelling. */
export function hostPattern({ host }: Pins): RegExp {
  return new RegExp(`${host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?::443)?/`, "gi");
}

/** Finds the references of a text. `taken`: ranges whose references are somebody else's. */
export function findReferences(text: string, pins: Pins, taken: Found["taken"] = []): Found {
  let tagKey: boolean | undefined;
  const hasTagKey = () => {
    tagKey ??= TAG_KEY.test(text);
    return tagKey;
  };
  const edits: Edit[] = [];
  const left: Left[] = [];
  const lines = lineReader(text);
  for (const { 0: prefix, index: from } of text.matchAll(hostPattern(pins))) {
    if (!BEFORE.test(text.slice(Math.max(0, from - BEFORE_MAX_LENGTH), from))) continue;
    REFERENCE.lastIndex = from + prefix.length;
    const match = REFERENCE.exec(text);
    if (match === null) continue;
    const [rest, repository = "", tag, digest] = match;
    const to = from + prefix.length + rest.length;
    if (!pins.has(repository) || taken.some(([start, end]) => start <= from && to <= end)) continue;
    const line = lines(from);
    if (from >= line.comment || QUERY.test(text.slice(Math.max(line.from, from - CONTEXT), from))) continue;
    const before = text.slice(from, to);
    const leave = (reason: string) => left.push({ from, reference: before, reason });
    if (tag === undefined && digest === undefined && !isImage(text, line, from, to, hasTagKey)) {
      leave(
        "it names the repository without a tag or digest; write the tag behind it, or leave it to the tool that adds the tag",
      );
      continue;
    }
    const choice = pins.choose({ repository, tag, digest });
    if (choice.pin === undefined) leave(choice.reason);
    else {
      const { pin } = choice;
      const insert = `${prefix}${repository}${pin.tag === undefined ? "" : `:${pin.tag}`}@${pin.digest}`;
      if (insert !== before) edits.push({ from, to, insert, before, after: insert });
    }
  }
  return edits.length + left.length === 0 ? NOTHING_FOUND : { edits, left, taken: [] };
}

interface Line {
  readonly from: number;
  readonly to: number;
  /** Where its comment begins. */
  readonly comment: number;
}

/** The lines of a text, asked for in ascending order: each is looked at once, however many references it has. */
function lineReader(text: string): (at: number) => Line {
  let line: Line = { from: 0, to: -1, comment: 0 };
  // Only forwards: a search back for a line break that the text does not have would go to its start each time.
  const end = /[\r\n]|$/g;
  return (at) => {
    if (at <= line.to) return line;
    let from = line.to + 1;
    let to = line.to;
    do {
      from = to + 1;
      end.lastIndex = from;
      to = end.exec(text)?.index ?? text.length;
    } while (to < at);
    const comment = COMMENT.exec(text.slice(from, to))?.index;
    line = { from, to, comment: comment === undefined ? Number.POSITIVE_INFINITY : from + comment };
    return line;
  };
}

/** True where a repository without tag and digest is an image. */
function isImage(text: string, line: Line, from: number, to: number, hasTagKey: () => boolean): boolean {
  const before = text.slice(Math.max(line.from, from - CONTEXT), from);
  // A Dockerfile has no other place for the tag.
  if (DOCKERFILE.test(before)) return true;
  if (!IMAGE_KEY.test(before) || !IMAGE_KEY_END.test(text.slice(to, Math.min(line.to, to + CONTEXT)))) return false;
  return !hasTagKey();
}
