// One ARM import through @azure/arm-containerregistry and its poller as they are, over a scripted HTTP port.
// Shapes are those recorded in Azure/azure-cli and Azure/azure-powershell: src/azure/cli/command_modules/acr/tests/latest/recordings.
import { describe, expect, it } from "@jest/globals";
import { createApiVersions } from "../../../src/azure/api-versions.ts";
import { cloudOf } from "../../../src/azure/cloud.ts";
import { createImporter } from "../../../src/azure/importer.ts";
import { AuthenticationError } from "../../../src/errors.ts";
import type { ImportRequest } from "../../../src/ports.ts";
import { buildRegistry } from "../../builders/registries.ts";
import { type Answer, createFakeClock, createFakeHttp, inOrder } from "./fake-http.ts";

const OPERATION = "0a1b2c3d-1111-2222-3333-444455556666";
const ARM = "https://management.azure.com";
const OPERATIONS = `${ARM}/subscriptions/00000000-0000-0000-0000-0000000000bb/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-${OPERATION}`;
const DIGEST = `sha256:${"a".repeat(64)}`;
const location = (poll: number) =>
  `${OPERATIONS}?api-version=2025-11-01&t=63842186193257269${poll}&c=${"M".repeat(3000)}&s=sig%2Bnature${poll}&h=hash`;
const accepted = (poll: number, headers: Record<string, string> = {}, body: string | object = ""): Answer => ({
  status: 202,
  headers: { location: location(poll), "retry-after": "10", ...headers },
  body,
});
const running = (poll: number, extra: object = {}) => accepted(poll, {}, { ...extra, status: "Accepted" });
const succeeded: Answer = { status: 200, body: { status: "Succeeded" } };
const failure = (code: string, message: string, status = 400): Answer => ({
  status,
  body: { error: { code, message } },
});

const REQUEST: ImportRequest = {
  source: { registryUri: "docker.io", credentials: { username: "contoso", password: "docker-hub-token" } },
  sourceImage: `library/alpine@${DIGEST}`,
  targetTags: ["base/alpine:3.22", "base/alpine:latest"],
  untaggedTargetRepositories: [],
  mode: "NoForce",
};

function build(answer: Parameters<typeof createFakeHttp>[0], options: { tokenFailure?: Error; skewMs?: number } = {}) {
  const http = createFakeHttp(answer);
  const clock = createFakeClock(options.skewMs);
  const debugged: string[] = [];
  const abort = new AbortController();
  let current = 1;
  const importer = createImporter({
    cloud: cloudOf("azurecloud"),
    apiVersions: createApiVersions(),
    http,
    clock,
    target: buildRegistry({ name: "contosoprod", subscriptionId: "00000000-0000-0000-0000-0000000000bb" }),
    tokens: {
      getToken: async () => {
        if (options.tokenFailure !== undefined) throw options.tokenFailure;
        return { token: `arm-token-${current}`, expiresAtMs: Number.POSITIVE_INFINITY };
      },
      invalidate: (_, token) => {
        if (token === `arm-token-${current}`) current += 1;
      },
    },
    log: { debug: (message) => debugged.push(message) },
  });
  const accepts: number[] = [];
  const run = (request: ImportRequest = REQUEST) =>
    importer.importImage(request, {
      operationId: OPERATION,
      signal: abort.signal,
      onAccepted: () => accepts.push(http.requests.length),
    });
  return { http, clock, debugged, accepts, abort, run };
}

describe("an import", () => {
  it("is one POST, then polls at the Location of the answer before, ten seconds apart", async () => {
    const { http, clock, accepts, run } = build(inOrder(accepted(1), running(2), running(3), succeeded));
    expect(await run()).toEqual({ kind: "succeeded" });
    expect(http.requests.map(({ method, url }) => `${method} ${url.href}`)).toEqual([
      `POST ${ARM}/subscriptions/00000000-0000-0000-0000-0000000000bb/resourceGroups/registries/providers/Microsoft.ContainerRegistry/registries/contosoprod/importImage?api-version=2025-11-01`,
      `GET ${location(1)}`,
      `GET ${location(2)}`,
      `GET ${location(3)}`,
    ]);
    expect(clock.sleptMs).toEqual([10_000, 10_000, 10_000]);
    expect(accepts).toEqual([1]);
  });

  it("sends the request that the user's command would, and the operation's ID", async () => {
    const { http, run } = build(inOrder(accepted(1), succeeded));
    await run();
    const [post, poll] = http.requests;
    expect(JSON.parse(String(post?.body))).toEqual({
      source: {
        registryUri: "docker.io",
        credentials: { username: "contoso", password: "docker-hub-token" },
        sourceImage: `library/alpine@${DIGEST}`,
      },
      targetTags: ["base/alpine:3.22", "base/alpine:latest"],
      mode: "NoForce",
    });
    expect(post).toMatchObject({
      repeat: "never",
      stage: "import",
      side: "target",
      headers: {
        authorization: "Bearer arm-token-1",
        "content-type": "application/json",
        "x-ms-client-request-id": OPERATION,
      },
    });
    expect(poll).toMatchObject({ repeat: "safe", headers: { authorization: "Bearer arm-token-1" } });
    expect(poll?.body).toBeUndefined();
  });

  it("names a source by resource ID, and imports without tags", async () => {
    const { http, run } = build(inOrder(accepted(1), succeeded));
    const resourceId =
      "/subscriptions/00000000-0000-0000-0000-0000000000bb/resourceGroups/dev/providers/Microsoft.ContainerRegistry/registries/contosodev";
    const sourceImage = `api@${DIGEST}`;
    await run({
      source: { resourceId },
      sourceImage,
      targetTags: [],
      untaggedTargetRepositories: ["api"],
      mode: "Force",
    });
    expect(JSON.parse(String(http.requests[0]?.body))).toEqual({
      source: { resourceId, sourceImage },
      untaggedTargetRepositories: ["api"],
      mode: "Force",
    });
  });

  it.each<[string, readonly Answer[]]>([
    ["200 at once with an empty body", [{ status: 200 }]],
    ["200 at once with Succeeded", [succeeded]],
    ["202 with a body of null, as before 2023", [accepted(1, {}, "null"), succeeded]],
    ["a last poll without a body", [accepted(1), { status: 200 }]],
    ["a last poll with a body of null", [accepted(1), { status: 200, body: "null" }]],
    ["a poll without a new Location", [accepted(1), { status: 202, body: { status: "Accepted" } }, succeeded]],
  ])("succeeds by %s", async (_, answers) => {
    const { http, run } = build(inOrder(...answers));
    expect(await run()).toEqual({ kind: "succeeded" });
    expect(http.requests).toHaveLength(answers.length);
  });

  it("logs progress where ARM tells it, and never the signed URL", async () => {
    const { debugged, run } = build(
      inOrder(
        accepted(1),
        running(2, { "microsoft:azure-cli": "Pending" }),
        running(3, { [`api@${DIGEST}`]: "Pending", [`api@sha256:${"b".repeat(64)}`]: "Pending" }),
        succeeded,
      ),
    );
    await run();
    expect(debugged).toEqual([
      `Import ${OPERATION}, poll 1: running, 1 pending`,
      `Import ${OPERATION}, poll 2: running, 2 pending`,
      `Import ${OPERATION}, poll 3: succeeded`,
    ]);
  });

  it.each([
    ["seconds", "47", 47_000],
    ["a date", "Sun, 22 Nov 2026 08:00:30 GMT", 30_100],
    ["zero", "0", 5_000],
    ["a date in the past", "Sun, 22 Nov 2026 07:00:00 GMT", 5_000],
    ["garbage", "soon", 5_000],
    ["a negative number", "-3", 5_000],
    ["a date one tenth of a second ahead", "Sun, 22 Nov 2026 08:00:00 GMT", 1_000],
  ])("waits as Retry-After says: %s", async (_, header, waitedMs) => {
    const { clock, run } = build(inOrder(accepted(1, { "retry-after": header }), succeeded), { skewMs: -100 });
    await run();
    expect(clock.sleptMs).toEqual([waitedMs]);
  });

  it("ignores a second way to follow it", async () => {
    const { http, run } = build(
      inOrder(accepted(1, { "azure-asyncoperation": "https://evil.example/operation" }), succeeded),
    );
    expect(await run()).toEqual({ kind: "succeeded" });
    expect(http.requests[1]?.url.href).toBe(location(1));
  });
});

describe("a token that is refused", () => {
  it.each<[string, readonly Answer[], number]>([
    ["at the POST", [{ status: 401 }, accepted(1), succeeded], 1],
    ["at a poll", [accepted(1), { status: 401 }, succeeded], 2],
  ])("%s is renewed once and the request replayed", async (_, answers, replayed) => {
    const { http, run } = build(inOrder(...answers));
    expect(await run()).toEqual({ kind: "succeeded" });
    expect(http.requests[replayed]?.headers?.["authorization"]).toBe("Bearer arm-token-2");
    expect(http.requests[replayed]?.url.href).toBe(http.requests[replayed - 1]?.url.href);
  });

  it("twice at the POST fails, as nothing was done", async () => {
    const { http, run } = build(() => ({
      status: 401,
      body: { error: { code: "InvalidAuthenticationToken", message: "" } },
    }));
    expect(await run()).toMatchObject({ kind: "failed", transient: false, problem: { code: "ARM_UNAUTHORIZED" } });
    expect(http.requests).toHaveLength(2);
  });

  it("twice at a poll leaves it unclear", async () => {
    const { run } = build(inOrder(accepted(1), { status: 401 }, { status: 401 }));
    expect(await run()).toMatchObject({ kind: "unclear", problem: { code: "IMPORT_NOT_TRACKED" } });
  });

  it("and cannot be renewed fails with the login's own problem", async () => {
    const tokenFailure = new AuthenticationError("ENTRA_SUBJECT_MISMATCH", "Refused.", { remedy: "Cure." });
    const { http, run } = build(inOrder(), { tokenFailure });
    expect(await run()).toEqual({
      kind: "failed",
      transient: false,
      problem: { code: "ENTRA_SUBJECT_MISMATCH", stage: "login", side: "target", message: "Refused.", remedy: "Cure." },
    });
    expect(http.requests).toHaveLength(0);
  });
});

describe("a Location elsewhere", () => {
  const foreign = [
    "https://evil.example/operation",
    "https://management.azure.com.evil.example/operation",
    "https://management.azure.com:8443/operation",
    "http://management.azure.com/operation",
    "https://user:secret@management.azure.com/operation",
    "https://management.azure.com@evil.example/operation",
    "//evil.example/operation",
  ];
  it.each(foreign.slice(0, -1))("is not asked: %s, in the first answer", async (url) => {
    const { http, run } = build(inOrder({ status: 202, headers: { location: url } }));
    expect(await run()).toMatchObject({ kind: "unclear", problem: { code: "ARM_FOREIGN_URL" } });
    expect(http.requests).toHaveLength(1);
  });

  it.each(foreign.slice(0, -1))("is not asked: %s, in a poll's answer", async (url) => {
    const { http, run } = build(inOrder(accepted(1), { status: 202, headers: { location: url } }));
    expect(await run()).toMatchObject({ kind: "unclear", problem: { code: "ARM_FOREIGN_URL" } });
    expect(http.requests).toHaveLength(2);
  });

  it.each(foreign)("never gets a request: %s", async (url) => {
    const { http, run } = build((_, index) =>
      index === 0 ? { status: 202, headers: { location: url } } : { status: 404, body: "" },
    );
    expect(await run()).toMatchObject({ kind: "unclear" });
    expect(new Set(http.requests.map((request) => request.url.origin))).toEqual(new Set([ARM]));
    expect(http.requests.every(({ url: requested }) => requested.username === "")).toBe(true);
  });
});

it("polls on after a server error, and takes the verdict that follows", async () => {
  const trouble = { status: 503 } as const;
  const { http, run } = build(inOrder(accepted(1), trouble, trouble, { status: 200, body: '{"status":"Succeeded"}' }));
  expect(await run()).toEqual({ kind: "succeeded" });
  expect(http.requests).toHaveLength(4);
});

describe("an end that is no success", () => {
  it.each<[string, Answer, object]>([
    [
      "200 with Failed",
      { status: 200, body: { status: "Failed" } },
      { kind: "failed", problem: { code: "IMPORT_FAILED" } },
    ],
    ["200 with Canceled", { status: 200, body: { status: "Canceled" } }, { kind: "failed" }],
    [
      "200 with Failed and a reason",
      { status: 200, body: { status: "Failed", error: { code: "InvalidParameters", message: "Error copying blobs" } } },
      { kind: "failed", transient: true, problem: { code: "IMPORT_COPY_FAILED", side: "source" } },
    ],
    [
      "200 with another word",
      { status: 200, body: { status: "Accepted" } },
      { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } },
    ],
    [
      "200 with HTML",
      { status: 200, body: "<html>proxy</html>" },
      { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } },
    ],
    ["200 with a number", { status: 200, body: "17" }, { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } }],
    [
      "200 with broken JSON",
      { status: 200, headers: { "content-type": "application/json" }, body: "{" },
      { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } },
    ],
    ["204", { status: 204 }, { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } }],
    ["a redirect", { status: 307, headers: { location: "https://evil.example/" } }, { kind: "unclear" }],
    [
      "400 from a proxy",
      { status: 400, body: "<html>Bad Request</html>" },
      { kind: "unclear", problem: { code: "IMPORT_FAILED" } },
    ],
    [
      "403",
      failure("AuthorizationFailed", "no right to poll", 403),
      { kind: "unclear", problem: { code: "IMPORT_NOT_TRACKED" } },
    ],
    ["404", { status: 404 }, { kind: "unclear", problem: { code: "IMPORT_NOT_TRACKED" } }],
    [
      "429",
      { status: 429, headers: { "retry-after": "17" } },
      { kind: "unclear", transient: true, retryAfterMs: 17_000 },
    ],
    ["500", { status: 500 }, { kind: "unclear", transient: true, problem: { code: "ARM_UNAVAILABLE" } }],
    [
      "a lost answer",
      { lost: { sent: true } },
      { kind: "unclear", transient: true, problem: { code: "NETWORK_RESET" } },
    ],
    ["a connection that never was", { lost: { sent: false } }, { kind: "unclear", transient: true }],
    [
      "400 for a tag that exists",
      failure(
        "Conflict",
        `Operation registries-${OPERATION} failed. Resource /subscriptions/x/resourceGroups/y/providers/Microsoft.ContainerRegistry/registries/contosoprod Tag base/alpine:3.22 already exists in target registry.`,
      ),
      { kind: "failed", transient: false, problem: { code: "TAG_EXISTS", side: "target" } },
    ],
    [
      "409 for a tag that exists",
      failure("Conflict", "Tag base/alpine:3.22 already exists in target registry.", 409),
      { kind: "failed", transient: false, problem: { code: "TAG_EXISTS", side: "target" } },
    ],
    [
      "400 for a source that is unauthorized",
      failure(
        "InvalidParameters",
        `Operation registries-${OPERATION} failed. Resource /subscriptions/x/resourceGroups/y/providers/Microsoft.ContainerRegistry/registries/contosoprod Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}`,
      ),
      { kind: "failed", transient: false, problem: { code: "IMPORT_SOURCE_UNAUTHORIZED", side: "source" } },
    ],
    [
      "404 with a reason of the operation",
      failure("ExportPolicyDisabled", "Export is disabled on the source registry.", 404),
      { kind: "failed", transient: false, problem: { message: expect.stringContaining("Export is disabled") } },
    ],
    [
      "200 with an error and no status",
      { status: 200, body: '{"error":{"code":"InvalidParameters","message":"Error copying blobs"}}' },
      { kind: "failed", problem: { code: "IMPORT_COPY_FAILED" } },
    ],
    [
      "200 with a status and no error",
      { status: 200, body: '{"status":"Succeeded","error":null}' },
      { kind: "succeeded" },
    ],
    [
      "202 with a failure",
      { status: 202, body: '{"status":"Failed","error":{"code":"InvalidParameters","message":"Error copying blobs"}}' },
      { kind: "failed", problem: { code: "IMPORT_COPY_FAILED" } },
    ],
    ["200 with a list", { status: 200, body: "[]" }, { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } }],
    ["200 with an object without a status", { status: 200, body: "{}" }, { kind: "unclear" }],
    ["200 with null", { status: 200, body: "null" }, { kind: "succeeded" }],
  ])("at a poll: %s", async (_, answer, verdict) => {
    // What is wrong with polls three times in a row counts.
    const { http, run } = build(inOrder(accepted(1), answer, answer, answer));
    expect(await run()).toMatchObject(verdict);
    expect(http.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it.each<[string, Answer, object]>([
    ["202 without a Location", { status: 202 }, { kind: "unclear", problem: { code: "IMPORT_NOT_TRACKED" } }],
    [
      "400",
      failure(
        "InvalidParameters",
        "Invalid value {x} for property parameters.Source.SourceImage for resource name contosoprod.",
      ),
      { kind: "failed", transient: false, problem: { code: "IMPORT_SOURCE_IMAGE_INVALID" } },
    ],
    [
      "403",
      failure("AuthorizationFailed", "The client has no right", 403),
      { kind: "failed", transient: false, problem: { code: "ARM_ROLE_MISSING", side: "target" } },
    ],
    [
      "404",
      failure("ResourceNotFound", "not found", 404),
      { kind: "failed", transient: false, problem: { code: "ARM_REGISTRY_NOT_FOUND" } },
    ],
    ["408", { status: 408 }, { kind: "unclear", transient: true }],
    [
      "409 without a known reason",
      failure("Conflict", "Another operation is in progress.", 409),
      { kind: "unclear", problem: { code: "IMPORT_FAILED" } },
    ],
    [
      "409 with a known one",
      failure("ScopeLocked", "The scope is locked.", 409),
      { kind: "failed", transient: false, problem: { code: "ARM_SCOPE_LOCKED" } },
    ],
    [
      "429, which did nothing",
      { status: 429, headers: { "retry-after": "17" } },
      { kind: "failed", transient: true, retryAfterMs: 17_000, problem: { code: "ARM_THROTTLED" } },
    ],
    ["500", { status: 500 }, { kind: "unclear", transient: true }],
    [
      "503",
      { status: 503, headers: { "retry-after": "3" } },
      { kind: "unclear", transient: true, retryAfterMs: 3_000 },
    ],
    [
      "a lost answer",
      { lost: { sent: true } },
      { kind: "unclear", transient: true, problem: { code: "NETWORK_RESET", side: "target" } },
    ],
    ["a connection that never was", { lost: { sent: false } }, { kind: "failed", transient: true }],
    [
      "200 with HTML",
      { status: 200, body: "<html>proxy</html>" },
      { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } },
    ],
    ["200 with a list", { status: 200, body: "[]" }, { kind: "unclear", problem: { code: "IMPORT_ANSWER_INVALID" } }],
    [
      "200 with an error and no status",
      { status: 200, body: '{"error":{"code":"InvalidParameters","message":"Error copying blobs"}}' },
      { kind: "failed", problem: { code: "IMPORT_COPY_FAILED" } },
    ],
  ])("at the POST, which is never repeated: %s", async (_, answer, verdict) => {
    const { http, accepts, run } = build(inOrder(answer));
    expect(await run()).toMatchObject(verdict);
    expect(http.requests).toHaveLength(1);
    expect(accepts).toHaveLength("status" in answer && answer.status === 202 ? 1 : 0);
  });

  it("names operation and correlation, and no Azure ID, signed URL or token", async () => {
    const correlation = "77777777-8888-9999-aaaa-bbbbbbbbbbbb";
    const { run } = build(
      inOrder(accepted(1), {
        status: 400,
        headers: { "x-ms-correlation-request-id": correlation },
        body: {
          error: {
            code: "InvalidParameters",
            message: `Operation registries-${OPERATION} failed. Resource /subscriptions/00000000-0000-0000-0000-0000000000bb/resourceGroups/registries/providers/Microsoft.ContainerRegistry/registries/contosoprod Something at ${location(1)} for eyJhbGciOi.eyJzdWIi.sig and /subscriptions/00000000-0000-0000-0000-0000000000cc/resourceGroups/other`,
          },
        },
      }),
    );
    const verdict = await run();
    const text = JSON.stringify(verdict);
    expect(text).toContain(OPERATION);
    expect(text).toContain(correlation);
    expect(text).not.toMatch(/00000000-0000|eyJ|sig%2B|MMMM|resourceGroups|docker-hub-token|arm-token/);
  });
});

describe("aborting", () => {
  it.each<[string, readonly Answer[]]>([
    ["the POST", [{ hang: true }]],
    ["a poll", [accepted(1), { hang: true }]],
  ])("during %s rejects with the signal's own reason", async (_, answers) => {
    const { http, abort, run } = build(inOrder(...answers));
    const pending = run();
    while (http.requests.length < answers.length) await new Promise((resolve) => setImmediate(resolve));
    const reason = new Error("cancelled by the runner");
    abort.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });

  it("before anything sends nothing", async () => {
    const { http, abort, run } = build(inOrder());
    abort.abort(new Error("too late"));
    await expect(run()).rejects.toThrow("too late");
    expect(http.requests).toHaveLength(0);
  });
});
