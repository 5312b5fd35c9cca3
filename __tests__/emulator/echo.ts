// Owns servers that repeat what was sent to them: every secret that any host has received, in one encoding.
import { type Answer, jsonAnswer, type PartyRequest, parseBasic, textAnswer } from "./answers.ts";
import type { LocalAzure } from "./azure.ts";
import type { Fault, ScriptedFault } from "./faults.ts";
import type { RecordedRequest } from "./request-log.ts";

/** How a server may write a secret that it repeats. */
export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  "base64 of the secret": (secret) => base64(secret),
  "base64 of user and password": (secret) => base64(`deploy:${secret}`),
  "base64, one byte later": (secret) => base64(`{"${secret}"}`),
  "base64 for URLs": (secret) => Buffer.from(`::${secret}`).toString("base64url"),
  "percent signs": (secret) => encodeURIComponent(secret),
  "percent signs in lower case": (secret) =>
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  "percent signs as Go writes them": (secret) =>
    encodeURIComponent(secret)
      .replace(/[!'()*]/g, percentOf)
      .replaceAll("%20", "+"),
  "percent signs as Python writes them": (secret) =>
    encodeURIComponent(secret)
      .replace(/[!'()*]/g, percentOf)
      .replaceAll("%2F", "/"),
  "percent signs of every byte": (secret) => Array.from(Buffer.from(secret).toString("latin1"), percentOf).join(""),
  "percent signs, twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  "a form": (secret) => new URLSearchParams({ secret }).toString().slice("secret=".length),
  "a URL": (secret) => `https://deploy:${secret}@registry.example/?password=${encodeURIComponent(secret)}&x=1`,
  JSON: (secret) => JSON.stringify({ secret }),
  "JSON as Go writes it": (secret) =>
    JSON.stringify({ secret }).replace(/[<>&]/g, (each) => `\\u00${each.charCodeAt(0).toString(16)}`),
  HTML: (secret) =>
    secret.replace(/[&<>"']/g, (each) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;" })[each] ?? "&#39;"),
  "a long text that ends in the secret's middle": (secret) => `${"x ".repeat(145 - secret.length / 4)}${secret}`,
};

function percentOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

const SECRET_FIELDS = ["access_token", "refresh_token", "client_assertion", "client_secret", "password"];

/** The secrets that these requests carry: in Authorization, in forms, and in the body of an import. The shortest first. */
export function secretsIn(requests: readonly RecordedRequest[]): string[] {
  const found = requests.flatMap(({ headers, body }) => {
    const authorization = headers["authorization"] ?? "";
    const basic = parseBasic(authorization)?.password;
    const form = headers["content-type"]?.includes("urlencoded") ? new URLSearchParams(body) : new URLSearchParams();
    const json = /"password":("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
    return [
      authorization.split(" ")[1] ?? "",
      basic ?? "",
      ...SECRET_FIELDS.map((name) => form.get(name) ?? ""),
      json === undefined ? "" : (JSON.parse(json) as string),
    ];
  });
  return [...new Set(found)].filter((secret) => secret !== "").sort((one, other) => one.length - other.length);
}

/** Which responses repeat the secrets, and how. */
export interface Echo {
  readonly at: Fault;
  readonly status: number;
  readonly encode: (secret: string) => string;
  /** `text`: as plain text; `json`: as the message of an error of registries, Azure and Entra at once. */
  readonly shape: "text" | "json";
  /** The longest first: a quote has room for only some of them. */
  readonly longestFirst?: boolean;
}

/** Lets the matching responses repeat every secret received from now on, in their bodies and headers. */
export function addEcho(azure: LocalAzure, { at, status, encode, shape, longestFirst }: Echo): ScriptedFault {
  const from = azure.requests.length;
  const answer = (_request: PartyRequest, given: Answer): Answer => {
    const secrets = secretsIn(azure.requests.slice(from));
    if (longestFirst) secrets.reverse();
    const text = secrets.map(encode).join(" ");
    const header = (/^[ -~]*$/.test(text) ? text : encodeURIComponent(text)).slice(0, 2_000);
    const headers = {
      "Docker-Distribution-Api-Version": header,
      "x-ms-correlation-request-id": header,
      "WWW-Authenticate": `Bearer realm="https://${given.headers["Host"] ?? "registry.example"}/${header}",service="${header}"`,
    };
    if (shape === "text") return textAnswer(status, text, headers);
    const code = "DENIED";
    const body = {
      errors: [{ code, message: text, detail: text }],
      error: { code, message: text, details: [{ code, message: text }] },
      error_description: `AADSTS900000: ${text}`,
      error_codes: [900_000],
      message: text,
    };
    return jsonAnswer(status, body, headers);
  };
  return azure.faults.add({ ...at, times: "always", action: { kind: "answer", answer } });
}
