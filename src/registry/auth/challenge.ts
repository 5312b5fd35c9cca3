// Parses WWW-Authenticate, strictly and in linear time: a header that is invalid anywhere is rejected as a whole.
// https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1

/** One scheme of a server's challenge; scheme and parameter names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** More than any registry sends; undici accepts 16 KiB of headers in total. */
const CHALLENGE_MAX_LENGTH = 16 * 1024;
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const SCHEME = new RegExp(`(${TOKEN})(?: +|(?=,|$))`, "y");
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4, in printable ASCII. Each alternative begins with another character, so matching is linear. */
const PARAMETER = new RegExp(
  `(${TOKEN})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\\\x00-\\x1f\\x7f-\\uffff]|\\\\[ -~])*)"|(${TOKEN}))[ \\t]*`,
  "y",
);
const COMMA = /[ \t]*,[ \t,]*/y;

/** All challenges of a header, in order. Undefined where any part is malformed, or a parameter is repeated. */
export function parseChallenges(header: string): readonly Challenge[] | undefined {
  if (header.length > CHALLENGE_MAX_LENGTH) return undefined;
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < header.length) {
    const current = challenges.at(-1);
    const parameter = current === undefined ? null : take(PARAMETER);
    if (parameter !== null) {
      const [, name = "", quoted, token] = parameter;
      const key = name.toLowerCase();
      if (current === undefined || current.parameters.has(key)) return undefined;
      current.parameters.set(key, quoted?.replace(/\\(.)/g, "$1") ?? token ?? "");
    } else {
      const scheme = take(SCHEME)?.[1];
      if (scheme === undefined) return undefined;
      challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
      // Parameters of a scheme follow it without a comma.
      if (at < header.length && header[at] !== ",") continue;
    }
    if (at < header.length && take(COMMA) === null) return undefined;
  }
  return challenges.length > 0 ? challenges : undefined;
}
