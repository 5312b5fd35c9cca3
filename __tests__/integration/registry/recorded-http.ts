// An Http that responds as the test scripted it, and records every request.
import type { Http, HttpRequest, HttpResponse } from "../../../src/http/http.ts";
import { type Digest, digestOf } from "../../../src/oci/digest.ts";
import { createRedactor } from "../../../src/redact.ts";

/** A request as a server would see it. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What one address answers: always the same, or by what was sent. */
export type Route = HttpResponse | ((sent: SentRequest) => HttpResponse);

/** Answers by "METHOD url"; the query counts. Fails a test that asks for anything else. */
export class RecordedHttp implements Http {
  readonly sent: SentRequest[] = [];
  readonly requests: HttpRequest[] = [];
  /** Knows the secrets that a test adds, as the run knows its own. */
  readonly redactor = createRedactor();
  readonly redact = this.redactor.redact;
  readonly #routes: Map<string, Route>;

  constructor(routes: Readonly<Record<string, Route>>) {
    this.#routes = new Map(Object.entries(routes));
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    request.signal.throwIfAborted();
    const { method, url, headers = {}, body = "" } = request;
    const sent = {
      method,
      url: url.href,
      headers,
      body: typeof body === "string" ? body : Buffer.from(body).toString(),
    };
    this.sent.push(sent);
    this.requests.push(request);
    // Others that were started at the same time are seen before the first answer.
    await Promise.resolve();
    const route = this.#routes.get(`${method} ${url.href}`);
    if (route === undefined) throw new Error(`Nobody answers ${method} ${url.href}`);
    return typeof route === "function" ? route(sent) : route;
  }

  /** "METHOD url" of every request, in order. */
  get requested(): readonly string[] {
    return this.sent.map(({ method, url }) => `${method} ${url}`);
  }
}

/** A response; an object becomes JSON. */
export function response(
  status: number,
  body: string | Uint8Array | object = "",
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const isBytes = typeof body === "string" || body instanceof Uint8Array;
  return {
    status,
    headers: new Map(Object.entries(headers)),
    body: Buffer.from(isBytes ? body : JSON.stringify(body)),
  };
}

/** A registry's error answer. */
export function refusal(status: number, code: string, message = "", headers: Readonly<Record<string, string>> = {}) {
  return response(status, { errors: [{ code, message, detail: null }] }, headers);
}

/** A 401 with a challenge. */
export function challenge(header: string): HttpResponse {
  return refusal(401, "UNAUTHORIZED", "authentication required", { "www-authenticate": header });
}

/** A redirect to another place. */
export function redirect(location: string, status = 307): HttpResponse {
  return response(status, "", { location });
}

/** A JWT that nobody signed, with so many seconds to live. */
export function jwt(seconds: number, name = "token"): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ sub: name, iat: 1_000_000, exp: 1_000_000 + seconds })}.c2ln`;
}

export const OCI_INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
export const OCI_MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

/** A manifest with its digest and a good answer that serves it. */
export interface Served {
  readonly bytes: Buffer;
  readonly digest: Digest;
  readonly response: HttpResponse;
}

/** Serves a document under a media type. */
export function serve(document: object, contentType: string): Served {
  const bytes = Buffer.from(JSON.stringify(document));
  const digest = digestOf(bytes);
  const headers = { "content-type": contentType, "docker-content-digest": digest };
  return { bytes, digest, response: response(200, bytes, headers) };
}

/** An image manifest; `name` makes its digest its own. */
export function image(name: string): Served {
  const descriptor = (text: string) => ({
    mediaType: "application/octet-stream",
    digest: digestOf(Buffer.from(text)),
    size: text.length,
  });
  const document = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST_TYPE,
    config: descriptor(`${name} config`),
    layers: [descriptor(`${name} layer`)],
  };
  return serve(document, OCI_MANIFEST_TYPE);
}

/** An artifact that names another manifest as its subject. */
export function signature(name: string, subject: Served): Served {
  const document = JSON.parse(image(name).bytes.toString()) as object;
  const { digest, bytes } = subject;
  return serve(
    { ...document, subject: { mediaType: OCI_MANIFEST_TYPE, digest, size: bytes.length } },
    OCI_MANIFEST_TYPE,
  );
}

/** An index of descriptors, as the referrers API serves them. */
export function index(entries: readonly Served[]): Served {
  const manifests = entries.map(({ digest, bytes }) => ({ mediaType: OCI_MANIFEST_TYPE, digest, size: bytes.length }));
  return serve({ schemaVersion: 2, mediaType: OCI_INDEX_TYPE, manifests }, OCI_INDEX_TYPE);
}
