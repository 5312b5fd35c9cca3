// Removes the secrets of the run from texts, and from untrusted texts also what looks like a token. Takes linear time: the texts
// come from servers. Imports nothing.

/** Knows every secret of the run. */
export interface Redactor {
  add(secret: string): void;
  /** The text without the secrets: plain, encoded in base64, for URLs, JSON or HTML, and cut off before `…`. */
  redact(text: string): string;
}

/** Shorter secrets are not removed: they are parts of ordinary words, so that nothing of the text would be left. */
export const SECRET_MIN_LENGTH = 4;

const REDACTED = "[redacted]";
/** What stands where a text was cut off. */
const CUT = "…";

/** What identifies a form of a secret: comparing all of it could take quadratic time. */
const HEAD_LENGTH = 128;
const TAIL_LENGTH = 12;
/** The shortest start of a secret that is removed before `…`, and at the end of a text. */
const CUT_MIN_LENGTH = 4;
const END_MIN_LENGTH = 12;

/** One way to write a secret. */
interface Form {
  readonly length: number;
  readonly head: string;
  /** Base64: the characters next to it encode other parts of the secret, or the user name before it. */
  readonly isBase64: boolean;
}

/** A range of a text, the end excluded. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Knows no secret yet. */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  const byTail = new Map<string, Form[]>();
  const byHead = new Map<string, Form[]>();
  const tailLengths = new Set<number>();
  // Which hashes of three characters end a form. Most positions of a text are ruled out by it.
  const tailHashes = new Uint8Array(0x10000);
  let maxLength = 0;

  function addForm(text: string, isBase64: boolean): void {
    if (text.length < SECRET_MIN_LENGTH || known.has(text)) return;
    known.add(text);
    const form = { length: text.length, head: text.slice(0, HEAD_LENGTH), isBase64 };
    const tail = text.slice(-TAIL_LENGTH);
    append(byTail, tail, form);
    append(byHead, text.slice(0, CUT_MIN_LENGTH), form);
    tailLengths.add(tail.length);
    tailHashes[hashBefore(text, text.length)] = 1;
    maxLength = Math.max(maxLength, text.length);
  }

  /** The occurrences of whole forms, by their ends. They may overlap: one secret may be a part of another. */
  function* wholeForms(text: string): Generator<Range> {
    for (let end = SECRET_MIN_LENGTH; end <= text.length; end += 1) {
      if (tailHashes[hashBefore(text, end)] === 0) continue;
      for (const tailLength of tailLengths) {
        if (tailLength > end) continue;
        for (const { length, head, isBase64 } of byTail.get(text.slice(end - tailLength, end)) ?? []) {
          const start = end - length;
          if (start >= 0 && text.startsWith(head, start)) yield isBase64 ? widen(text, { start, end }) : { start, end };
        }
      }
    }
  }

  /** The starts of forms that `…` or the end of the text cuts off. */
  function* cutForms(text: string): Generator<Range> {
    for (let from = 0, end = 0; from <= text.length; from = end + CUT.length) {
      const cut = text.indexOf(CUT, from);
      end = cut < 0 ? text.length : cut;
      const minLength = cut < 0 ? END_MIN_LENGTH : CUT_MIN_LENGTH;
      for (let start = Math.max(from, end - maxLength); start <= end - minLength; start += 1) {
        const rest = text.slice(start, Math.min(end, start + HEAD_LENGTH));
        const candidates = byHead.get(rest.slice(0, CUT_MIN_LENGTH)) ?? [];
        if (candidates.some(({ length, head }) => end - start < length && head.startsWith(rest))) yield { start, end };
      }
    }
  }

  return {
    add(secret) {
      if (secret.length < SECRET_MIN_LENGTH || known.has(secret)) return;
      for (const form of plainForms(secret)) addForm(form, false);
      for (const form of base64Forms(secret)) addForm(form, true);
    },
    redact(text) {
      if (known.size === 0 || text.length < SECRET_MIN_LENGTH) return text;
      const ranges = viewsOf(text)
        .flatMap((view) => [...wholeForms(view.text), ...cutForms(view.text)].map((range) => toOriginal(view, range)))
        .sort((one, other) => one.start - other.start);
      let redacted = "";
      let from = 0;
      for (const { start, end } of ranges) {
        if (start >= from) redacted += text.slice(from, start) + REDACTED;
        from = Math.max(from, end);
      }
      return from === 0 ? text : redacted + text.slice(from);
    },
  };
}

/** A text as it is searched: with percent signs decoded, or as it is. */
interface View {
  readonly text: string;
  /** Where each character begins in the original text, and where that ends. Undefined: it is the original. */
  readonly origins?: readonly number[];
}

/** More rounds of encoding are not undone. */
const DECODED_MAX = 2;

/** Servers differ in which characters they encode, so what they encoded is decoded instead. */
function viewsOf(text: string): readonly View[] {
  const views: View[] = [{ text }];
  for (let view = views[0]; view?.text.includes("%") && views.length <= DECODED_MAX; ) {
    view = decodePercent(view);
    views.push(view);
  }
  return views;
}

function decodePercent({ text, origins }: View): View {
  let decoded = "";
  const from: number[] = [];
  const add = (part: string, widthOf: (character: string) => number, start: number) => {
    let at = start;
    for (const character of part) {
      for (let unit = 0; unit < character.length; unit += 1) from.push(origins?.[at + unit] ?? at + unit);
      at += widthOf(character);
    }
    decoded += part;
  };
  let end = 0;
  // A cut may leave the start of an escape.
  for (const { 0: run, index } of text.matchAll(
    /(?:%[0-9A-Fa-f]{2})+(?:%[0-9A-Fa-f]?(?=…|$))?|%[0-9A-Fa-f]?(?=…|$)/g,
  )) {
    add(text.slice(end, index), ({ length }) => length, end);
    add(decodeBytes(run), (character) => Buffer.byteLength(character) * "%00".length, index);
    end = index + run.length;
  }
  add(text.slice(end), ({ length }) => length, end);
  from.push(origins?.[text.length] ?? text.length);
  return { text: decoded, origins: from };
}

/** The characters that escapes encode, without one that a cut left incomplete; only those of ASCII where they are not UTF-8. */
function decodeBytes(escapes: string): string {
  const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    // One character for each byte, as the caller counts.
    return bytes.toString("latin1").replace(/[\x80-\xff]/g, "\0");
  }
}

function toOriginal({ origins }: View, { start, end }: Range): Range {
  return origins === undefined ? { start, end } : { start: origins[start] ?? 0, end: origins[end] ?? 0 };
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** A hash of the three characters before `end`. */
function hashBefore(text: string, end: number): number {
  return (text.charCodeAt(end - 1) * 961 + text.charCodeAt(end - 2) * 31 + text.charCodeAt(end - 3)) & 0xffff;
}

/** The run of base64 characters around a range; not further than a secret is long, so that the time stays linear. */
function widen(text: string, { start, end }: Range): Range {
  const limit = end - start;
  let [from, to] = [start, end];
  while (from > 0 && start - from < limit && isBase64At(text, from - 1)) from -= 1;
  while (to < text.length && to - end < limit && isBase64At(text, to)) to += 1;
  return { start: from, end: to };
}

function isBase64At(text: string, at: number): boolean {
  return /[\w+/=-]/.test(text.charAt(at));
}

/** The secret as servers write it in texts, forms, JSON and HTML. */
function plainForms(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
  return [
    secret,
    // A key file has several lines. Quotes are on one line, and a log may show a part of them.
    ...(lines.length > 1 ? lines.filter((line) => line.length >= TAIL_LENGTH) : []),
    secret.replace(/\s+/g, " ").trim(),
    secret.replaceAll(" ", "+"),
    // URLs have host names in lower case. Shorter ones are ordinary words.
    ...(secret.length >= END_MIN_LENGTH ? [secret.toLowerCase(), secret.toUpperCase()] : []),
    json,
    json.replaceAll("/", "\\/"),
    escapeAs(json, /[<>&]/g),
    escapeAs(json, /[^\x20-\x7e]/g),
    html.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    html.replaceAll('"', "&#34;").replaceAll("'", "&#39;"),
    html.replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
    Buffer.from(secret).toString("base64"),
  ];
}

function escapeAs(json: string, characters: RegExp): string {
  return json.replace(characters, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Shorter parts of base64 appear by chance. */
const BASE64_MIN_LENGTH = 8;

/**
 * The secret in base64, in both alphabets, where it begins at a whole character and one or two bytes later. Without the
 * characters at both ends that depend on what is next to the secret.
 */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const core = encoded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6));
    if (core.length < BASE64_MIN_LENGTH) return [];
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** Cuts an untrusted text, so that the time for what follows has a limit. */
export function cut(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}${CUT}` : text;
}

/** More of an untrusted text is never shown, so that no more is searched. */
const SEARCHED_MAX_LENGTH = 4096;

/**
 * Prepares an untrusted text for a quote: cut, then without the secrets of the run, then without queries of URLs and JSON Web
 * Tokens of others. In this order: a query that is removed may take a part of a secret with it and leave the rest.
 */
export function prepareQuote(text: string, redact: (text: string) => string): string {
  return redact(cut(text, SEARCHED_MAX_LENGTH))
    .replace(/\?(?:\[redacted\]|[^\s"'<>)\]}])+/g, "?…")
    .replace(/eyJ[\w-]{5,}(?:\.[\w-]*){0,4}/g, REDACTED);
}
