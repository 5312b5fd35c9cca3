// Recognizes common mistakes in an invalid line of `images`. Only lines that the parser has rejected get here, so that no
// guess of this file can reject a valid line.
import { schemeOf } from "../oci/reference.ts";
import { PROBLEMS } from "../problems.ts";
import { quote } from "../quote.ts";

/** The expected form of a line, with an example. */
export const LINE_FORM = PROBLEMS.REFERENCE_INVALID.remedy;

/** A mistake as the rest of a sentence "the line …", with a remedy where the expected form alone does not help. */
interface LineMistake {
  readonly what: string;
  readonly remedy?: string;
}

/** Only this much of a line is searched; no reference is as long. */
const SEARCH_MAX_LENGTH = 4096;

const INVISIBLE = /[^\P{C}\t]|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const PASSWORD = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^\s/@:]+:[^\s/@]+@(?!sha\d)[^\s/@]+\//i;
const OPTION = /^(--[a-z][\w-]*|-[a-z])(?=[\s=])/i;
const LIST_MARK = /^(?:[-*+•‣–—]+|\d{1,4}[.)](?=\s))\s*/u;
const QUOTE = /["'`“”„‘’«»]/u;
const KEY =
  /^(images?|source|src|from|ref|reference|name|repository|repo|tags?|target|destination|dest|container|uses|uri|url)\s*[:=]\s*/i;
const COMMAND = /^(from|copy|pull|docker|podman|nerdctl|buildah|crane|skopeo|regctl|oras|cosign|helm|ctr|crictl|az)\s/i;
const VARIABLE = /\$\{\{[^}]*\}?\}?|\$\{[^}]*\}?|\$\([^)]*\)?|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%/;
const PLACEHOLDER = /<[^<>\s=-][^<>\s]*>/;
const ARROW = /=&gt;|(?<![-–—])[-–—]+>|→|⇒|➜|➔|={2,}>|=>>+|=\s+>|<[-=]|(?<!=)>+|(?<=\s)=(?=\s)/u;

/** The first mistake that is recognized, if any. */
export function findLineMistake(text: string): LineMistake | undefined {
  const line = text.slice(0, SEARCH_MAX_LENGTH);
  return mistakeOfStart(line) ?? mistakeOfCharacters(line) ?? mistakeOfSides(line);
}

function mistakeOfStart(line: string): LineMistake | undefined {
  // This check comes first and quotes nothing: the others would print the password.
  if (PASSWORD.test(line)) {
    return {
      what: "contains a user name and a password",
      remedy: "Remove both from the line, and set source-username and source-password.",
    };
  }
  if (/^\s*[[{]/.test(line)) {
    return {
      what: `starts with "${line.trim().charAt(0)}"`,
      remedy: `A JSON array of lines must be the whole input or the whole file. ${LINE_FORM}`,
    };
  }
  const option = OPTION.exec(line)?.[1];
  if (option !== undefined) return { what: `starts with the option ${option}` };
  const mark = LIST_MARK.exec(line)?.[0];
  if (mark !== undefined) return { what: `starts with "${mark}"` };
  const key = KEY.exec(line)?.[1];
  if (key !== undefined) return { what: `starts with the key "${key}"` };
  const command = COMMAND.exec(line)?.[1];
  if (command !== undefined) return { what: `starts with the word "${command}"` };
  if (!QUOTE.test(line)) return undefined;
  const isWhole = QUOTE.test(line.charAt(0)) && QUOTE.test(line.replace(/[,;]$/, "").slice(-1));
  return { what: isWhole ? "is in quotes" : `contains the quote ${QUOTE.exec(line)?.[0]}` };
}

function mistakeOfCharacters(line: string): LineMistake | undefined {
  const invisible = INVISIBLE.exec(line)?.[0];
  if (invisible !== undefined) {
    const code = (invisible.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return { what: `contains the invisible character U+${code}`, remedy: "Delete it, or type the line again." };
  }
  const escaped = /\\[nrt]/.exec(line)?.[0];
  if (escaped !== undefined) {
    return {
      what: `contains the two characters ${escaped} instead of a line break`,
      remedy: `Pass a list as JSON, with toJSON(…) instead of join(…). ${LINE_FORM}`,
    };
  }
  if (line.includes("\\")) return { what: "contains a backslash" };
  const variable = VARIABLE.exec(line)?.[0];
  if (variable !== undefined) {
    return {
      what: `contains ${quote(variable)}, which was not replaced by a value`,
      remedy: `Shell variables are not replaced in inputs; write an expression such as \${{ env.TAG }}. ${LINE_FORM}`,
    };
  }
  const placeholder = PLACEHOLDER.exec(line)?.[0];
  if (placeholder !== undefined) return { what: `contains the placeholder ${placeholder.slice(0, 60)}` };
  if (/(?:^|\s)\/?subscriptions\//i.test(line)) {
    return {
      what: "contains a resource ID",
      remedy:
        "Set source-registry to the resource ID, and write the line without it, for example api:build-812 => api:1.4.2,latest",
    };
  }
  const arrow = ARROW.exec(line)?.[0];
  if (arrow !== undefined) return { what: `has "${arrow}" where => is expected` };
  const wildcard = /[*?]/.exec(line)?.[0];
  return wildcard === undefined
    ? undefined
    : { what: `contains the wildcard ${wildcard}, which is not supported`, remedy: `List each tag. ${LINE_FORM}` };
}

function mistakeOfSides(line: string): LineMistake | undefined {
  const sides = line.split("=>").map((side) => side.trim());
  const [source = "", target] = sides;
  const isSeveral = (side: string) => side.split(/[\s,;|]+/).filter((part) => /[:/]/.test(part)).length > 1;
  if (sides.length > 2) {
    return { what: sides.some((side) => /\s/.test(side)) ? "contains more than one image" : "has more than one =>" };
  }
  if (source === "") return { what: "has nothing before =>" };
  if (target === "") return { what: "has nothing after =>" };
  for (const side of [source, target ?? ""]) {
    const scheme = schemeOf(side);
    if (scheme !== undefined && !isSeveral(side)) {
      return { what: `has ${scheme} before the reference`, remedy: `Write it without ${scheme}. ${LINE_FORM}` };
    }
  }
  if (isSeveral(source)) {
    return {
      what: "contains more than one image",
      remedy: `In YAML, "images: |" keeps line breaks and "images: >" joins lines. ${LINE_FORM}`,
    };
  }
  if (target !== undefined && isSeveral(target)) return { what: "contains more than one target" };
  if (/[,;|]$/.test(line)) return { what: `ends with "${line.slice(-1)}"` };
  if (/[,;|]/.test(source))
    return { what: "has more than one tag in the source", remedy: `Write one line per source. ${LINE_FORM}` };
  if (/\s/.test(source)) return { what: "has a space in the source" };
  if (target !== undefined && /[^,\s]\s+[^,\s]|[;|]/.test(target)) return { what: "does not separate tags by commas" };
  for (const side of [source, target ?? ""]) {
    if (/:sha\d+:/i.test(side))
      return { what: "has a digest after a colon", remedy: `Write @ before it. ${LINE_FORM}` };
    if (/:(?:@|$)/.test(side)) return { what: "has no tag after the colon" };
  }
  return undefined;
}
