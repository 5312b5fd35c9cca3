import { describe, expect, it } from "@jest/globals";
import type { HttpResponse } from "../../../src/http/http.ts";
import { type FailedExchange, responseError } from "../../../src/registry/response-error.ts";

function response(status: number, body: string | object, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: new Map(Object.entries(headers)), body: Buffer.from(text) };
}

function stated(code: string, message: string): object {
  return { errors: [{ code, message, detail: null }] };
}

const IDENTITY = { kind: "identity", name: "this step's identity", grantee: "own" } as const;

function errorOf(answer: HttpResponse, changes: Partial<FailedExchange> = {}) {
  return responseError({
    response: answer,
    method: "GET",
    url: new URL("https://contoso.azurecr.io/v2/api/manifests/1?sig=secret"),
    what: "Reading contoso.azurecr.io/api:1",
    host: "contoso.azurecr.io",
    side: "target",
    flavour: "acr",
    login: { origin: IDENTITY, use: "sent" },
    redact: (text) => text,
    ...changes,
  });
}

const NONE = { kind: "none", checked: "/home/runner/.docker/config.json has no login" } as const;

const FIREWALL = stated(
  "DENIED",
  "client with IP '203.0.113.7' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
);
const SOURCE = { side: "source" } as const;
const HUB = { host: "docker.io", flavour: "generic", side: "source", login: { origin: NONE, use: "sent" } } as const;

describe("responseError", () => {
  it("names what failed, where, the status, and the reason", () => {
    const error = errorOf(response(403, stated("DENIED", "requested access to the resource is denied")));
    expect(error.message).toBe(
      "Reading contoso.azurecr.io/api:1 failed: GET https://contoso.azurecr.io/v2/api/manifests/1 returned 403: DENIED: requested access to the resource is denied (sent as this step's identity).",
    );
    expect(error).toMatchObject({ code: "REGISTRY_DENIED", side: "target", status: 403, stage: "observe" });
  });

  it("has one cause for all images that a host refuses alike, and not for another host, status or code", () => {
    const denied = (repository: string) =>
      response(403, stated("DENIED", `no access to ${repository} (request ${repository}-7)`));
    const of = (repository: string, answer = denied(repository), changes: Partial<FailedExchange> = {}) =>
      errorOf(answer, { url: new URL(`https://contoso.azurecr.io/v2/${repository}/manifests/1`), ...changes }).causeKey;
    expect(of("a")).toBe(of("b"));
    const other = { host: "ghcr.io", url: new URL("https://ghcr.io/v2/b/manifests/1") };
    const different = [of("b"), of("b", denied("b"), other), of("b", response(403, "")), of("b", response(503, ""))];
    expect(new Set(different).size).toBe(4);
  });

  it.each<[string, HttpResponse, Partial<FailedExchange>, string, RegExp]>([
    [
      "a missing role",
      response(401, stated("UNAUTHORIZED", "authentication required")),
      {},
      "REGISTRY_UNAUTHORIZED",
      /ABAC.*Data Importer and Data Reader/,
    ],
    ["a private source", response(401, ""), HUB, "REGISTRY_UNAUTHORIZED", /source-username/],
    ["the target's firewall", response(403, FIREWALL), {}, "REGISTRY_FORBIDDEN_FIREWALL", /verify: best-effort/],
    [
      "the source's firewall",
      response(403, FIREWALL),
      SOURCE,
      "REGISTRY_FORBIDDEN_FIREWALL",
      /source-registry to the registry's resource ID/,
    ],
    ["a private endpoint", response(403, stated("DENIED", "denied")), {}, "REGISTRY_DENIED", /private endpoint/],
    ["a private source, by 403", response(403, "no"), HUB, "REGISTRY_DENIED", /docker\/login-action for docker\.io/],
    [
      "Docker Hub's pull limit",
      response(429, stated("TOOMANYREQUESTS", "You have reached your unauthenticated pull rate limit."), {
        "retry-after": "120",
      }),
      HUB,
      "DOCKER_HUB_RATE_LIMIT",
      /sent without credentials\. Retry-After is 120 s\. Run docker\/login-action/,
    ],
    ["Docker Hub's abuse limit", response(429, "Too Many Requests (HAP429)."), HUB, "DOCKER_HUB_RATE_LIMIT", /abuse/],
    [
      "ACR's limit",
      response(429, stated("TOOMANYREQUESTS", "Too many requests.")),
      {},
      "REGISTRY_THROTTLED",
      /aka\.ms\/acr\/skus/,
    ],
    [
      "MCR's limit",
      response(429, "Ref A: 1 Ref B: 2 Ref C: 3"),
      { ...HUB, host: "mcr.microsoft.com", url: new URL("https://mcr.microsoft.com/v2/dotnet/manifests/9") },
      "REGISTRY_THROTTLED",
      /mcr\.microsoft\.com limits the requests/,
    ],
    [
      "a lock",
      response(405, stated("REGISTRY_DISALLOWED_OPERATION", "The operation is disallowed")),
      {},
      "REGISTRY_DISALLOWED",
      /never removes locks/,
    ],
    [
      "an outage",
      response(503, "<html><head><title>503 Service Unavailable</title>"),
      {},
      "REGISTRY_UNAVAILABLE",
      /Run the job again later/,
    ],
    ["a time-out of the server", response(408, ""), {}, "REGISTRY_UNAVAILABLE", /Run the job again later/],
  ])("names %s and what to do", (_name, answer, changes, code, remedy) => {
    expect(errorOf(answer, changes)).toMatchObject({ code, remedy: expect.stringMatching(remedy) });
  });

  it("has a code for what it does not know", () => {
    expect(errorOf(response(418, "")).code).toBe("REGISTRY_ANSWER_UNEXPECTED");
  });

  it.each([
    ["text as one line", "first\nsecond\t third", "returned 400: first second third."],
    ["a page by its title", "<!doctype html><title> Sign in </title><p>x", 'returned 400: a page titled "Sign in".'],
    ["a page without a title", "<html><body>x", "returned 400: a page without a title."],
    ["several errors", { errors: [{ code: "A", message: "one" }, { message: "two" }] }, "returned 400: A: one; two."],
    ["nothing", "", "returned 400."],
  ])("quotes %s", (_name, body, expected) => {
    expect(errorOf(response(400, body)).message).toContain(expected);
  });

  it("quotes no more than 300 characters", () => {
    expect(errorOf(response(400, "x ".repeat(5000))).message.length).toBeLessThan(450);
  });

  const token = `eyJhbGciOiJSUzI1NiJ9.${"Ab3_-".repeat(20)}.${"Cd4".repeat(20)}`;
  it.each([
    ["a JWT", `bad token ${token} given`, "bad token [redacted] given"],
    ["half a JWT", `bad token ${token.slice(0, 60)}`, "bad token [redacted]"],
    ["an opaque token", `token ${"aB3".repeat(20)}!`, "token [redacted]!"],
    ["a signed URL", "see https://storage.example/x?sig=abc&se=1 there", "see https://storage.example/x?… there"],
    ["what was sent", "password hunter2 is wrong", "password [redacted] is wrong"],
  ])("takes out %s", (_name, body, expected) => {
    expect(
      errorOf(response(400, body), { redact: (text) => text.replaceAll("hunter2", "[redacted]") }).message,
    ).toContain(`returned 400: ${expected}.`);
  });

  it("leaves digests and long names as they are", () => {
    const text = `manifest sha256:${"0a".repeat(32)} of a-very-long-repository-name-with-many-words-in-it-0123456789`;
    expect(errorOf(response(400, text)).message).toContain(text);
  });
});
