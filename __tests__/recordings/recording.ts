// What Azure, GitHub and registries were recorded to say, as data: the form of it, and what its placeholders stand for.
// Each file of this folder holds recordings; origin and date are in each. Headers that no client reads, repeated entries of lists
// and pages, and secrets are left out.

/** How good the evidence is. `quoted`: the text is the service's, from a public thread; only what `stated` names is evidence. */
export type Evidence = "recorded" | "quoted" | "second-hand" | "documented";

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case, as everywhere here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is JSON. */
  readonly body?: string | object;
}

export interface RecordedResponse {
  /** null: not known. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is JSON; `""` is no body. */
  readonly body: string | object;
}

/** One request and its response. */
export interface Exchange {
  readonly evidence: Evidence;
  readonly thread?: string;
  readonly stated?: readonly string[];
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Exchanges in the order in which they happened. */
export interface Recording {
  /** Its name; the full material has a file of this name. */
  readonly file: string;
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
}

/** A polling URL: signed, with a certificate, about 3,800 characters long. */
export function signed(url: string): string {
  return `${url}&c=${"MIIHhzCCBm-gAwIBAgITfAlq".padEnd(3_150, "A1b2")}&s=${"S".repeat(342)}&h=${"H".repeat(43)}`;
}

/** A token with these claims that nobody signed. */
export function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT", kid: "PLACEHOLDER" })}.${part(claims)}.PLACEHOLDER-SIGNATURE`;
}

/** A body as it goes over the wire. */
export function textOf(body: string | object): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
