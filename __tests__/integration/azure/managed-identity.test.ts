// Tokens of a managed identity, through @azure/identity and MSAL as they are, over a scripted HTTP port and a clock that jumps.
import { describe, expect, it } from "@jest/globals";
import { cloudOf } from "../../../src/azure/cloud.ts";
import { findIdentityEndpoint } from "../../../src/azure/identity-endpoint.ts";
import { createManagedIdentityTokens } from "../../../src/azure/managed-identity.ts";
import { type Answer, createFakeClock, createFakeHttp } from "./fake-http.ts";

const ARM = "https://management.azure.com/.default";
const CLIENT = "66666666-7777-8888-9999-000000000000";
/** What the metadata service answers to a request without its header. */
const THERE: Answer = {
  status: 400,
  body: { error: "invalid_request", error_description: "Required metadata header not specified" },
};

function build(answers: readonly Answer[], { clientId, skewMs }: { clientId?: string; skewMs?: number } = {}) {
  const http = createFakeHttp((_request, index) => answers[index] ?? answers.at(-1) ?? THERE);
  const clock = createFakeClock(skewMs);
  const identities: (string | undefined)[] = [];
  const tokens = createManagedIdentityTokens({
    cloud: cloudOf("azurecloud"),
    endpoint: findIdentityEndpoint({}),
    clientId,
    http,
    clock,
    onIdentity: (found) => identities.push(found.clientId),
  });
  const startedMs = clock.nowMs();
  return {
    http,
    clock,
    identities,
    tokens,
    elapsedMs: () => clock.nowMs() - startedMs,
    get: () => tokens.getToken(ARM, new AbortController().signal),
  };
}

/** Numbers are texts: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
const granted = (token: string, expiresOn: unknown, more: object = {}): Answer => ({
  status: 200,
  body: {
    access_token: token,
    refresh_token: "",
    expires_in: "86399",
    expires_on: expiresOn,
    token_type: "Bearer",
    ...more,
  },
});
const EIGHT = Date.UTC(2026, 10, 22, 8) / 1000;

describe("the resource of a token", () => {
  it.each(["https://management.azure.com", "https://management.azure.com/", "HTTPS://management.azure.com"])(
    "may be written as %s",
    async (resource) => {
      const { get } = build([THERE, granted("token-of-the-machine", EIGHT, { resource })]);
      expect((await get()).token).toBe("token-of-the-machine");
    },
  );

  it("must be the one that was requested", async () => {
    const { get } = build([THERE, granted("token-of-the-machine", EIGHT, { resource: "https://vault.azure.net" })]);
    await expect(get()).rejects.toMatchObject({
      code: "MANAGED_IDENTITY_REFUSED",
      message: expect.stringContaining(
        'sent a token for "https://vault.azure.net", not for https://management.azure.com',
      ),
    });
  });
});

describe("a machine without a metadata service", () => {
  it.each<[string, Answer]>([
    ["refuses the connection", { lost: { sent: false } }],
    ["never answers", { hang: true }],
    ["has the one of another cloud", { status: 404, body: "not found" }],
    [
      "has the one of another cloud, which wants its own header",
      { status: 403, body: "Missing Metadata-Flavor:Google header." },
    ],
    [
      "is a container on Docker Desktop",
      {
        status: 403,
        body: "connecting to 169.254.169.254:80: a socket operation was attempted to an unreachable network",
      },
    ],
  ])("%s: a clear error within five seconds", async (_name, answer) => {
    const { get, elapsedMs } = build([answer]);
    await expect(get()).rejects.toMatchObject({
      code: "MANAGED_IDENTITY_MISSING",
      message: expect.stringContaining("This runner has no managed identity"),
      remedy: expect.stringContaining("On GitHub-hosted runners use login: github"),
    });
    expect(elapsedMs()).toBeLessThanOrEqual(5_000);
  });

  it("is found out once for all tokens of a run", async () => {
    const { get, http } = build([{ lost: { sent: false } }]);
    await Promise.allSettled([get(), get()]);
    const { length } = http.requests;
    await expect(get()).rejects.toMatchObject({ code: "MANAGED_IDENTITY_MISSING" });
    expect(http.requests).toHaveLength(length);
  });
});

describe("a token", () => {
  it("is one GET with the resource, after one probe without the metadata header", async () => {
    const { get, http, identities } = build(
      [THERE, granted("arm-token", String(EIGHT + 3600), { client_id: CLIENT })],
      {
        clientId: CLIENT,
      },
    );
    expect((await get()).token).toBe("arm-token");
    const [probe, request] = http.requests;
    expect(probe?.headers).toBeUndefined();
    expect(request?.url.origin).toBe("http://169.254.169.254");
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      "api-version": "2018-02-01",
      resource: "https://management.azure.com",
      client_id: CLIENT,
    });
    expect(request?.headers).toMatchObject({ metadata: "true" });
    expect(identities).toEqual([CLIENT]);
  });

  it("is requested again after a refusal, although MSAL keeps tokens for the process", async () => {
    // Valid by the real clock, which is MSAL's.
    const expiresOn = Math.floor(Date.now() / 1000) + 86_000;
    const { get, tokens, http } = build([THERE, granted("first", expiresOn), granted("second", expiresOn)]);
    expect((await get()).token).toBe("first");
    expect((await get()).token).toBe("first");
    tokens.invalidate(ARM, "first");
    expect((await get()).token).toBe("second");
    expect(http.requests).toHaveLength(3);
  });

  it.each<[string, unknown, number, number]>([
    ["a text of seconds", String(EIGHT + 3600), 0, 3_600_000],
    ["a number of seconds", EIGHT + 3600, 0, 3_600_000],
    ["a date", new Date((EIGHT + 3600) * 1000).toISOString(), 0, 3_600_000],
    ["a text of seconds, on a machine whose clock is a day ahead", String(EIGHT + 3600), 86_400_000, 60_000],
    ["nothing, so expires_in counts", undefined, 0, 86_399_000],
  ])("is valid until expires_on: %s", async (_name, expiresOn, skewMs, lifetimeMs) => {
    const { get, clock } = build([THERE, granted("token", expiresOn)], { skewMs });
    const startedMs = clock.nowMs();
    const { expiresAtMs } = await get();
    // The lifetime counts from before the probe, which takes a second of this clock.
    expect(expiresAtMs - startedMs).toBeLessThanOrEqual(lifetimeMs);
    expect(expiresAtMs - startedMs).toBeGreaterThanOrEqual(lifetimeMs - 1_000);
  });

  it("comes after 410 for the seventy seconds that an update takes", async () => {
    const updating: Answer = { status: 410, body: { error: "gone" } };
    const { get, elapsedMs } = build([
      THERE,
      updating,
      updating,
      updating,
      updating,
      updating,
      granted("token", EIGHT + 99_999),
    ]);
    expect((await get()).token).toBe("token");
    expect(elapsedMs()).toBeGreaterThanOrEqual(70_000);
  });

  it.each<[string, Answer, string]>([
    ["no token", { status: 200, body: { token_type: "Bearer" } }, "MANAGED_IDENTITY_REFUSED"],
    ["a page", { status: 200, body: "<html>" }, "MANAGED_IDENTITY_REFUSED"],
    [
      "an unknown error",
      { status: 400, body: { error: "unknown", error_description: "Something else" } },
      "MANAGED_IDENTITY_REFUSED",
    ],
    [
      "no such identity",
      { status: 400, body: { error: "invalid_request", error_description: "Identity not found" } },
      "MANAGED_IDENTITY_NOT_ASSIGNED",
    ],
    [
      "several identities",
      {
        status: 400,
        body: {
          error: "invalid_request",
          error_description:
            "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
        },
      },
      "MANAGED_IDENTITY_AMBIGUOUS",
    ],
    [
      "Entra's error",
      {
        status: 400,
        body: {
          error: "invalid_resource",
          error_description: "AADSTS500011: The resource principal named x was not found.",
        },
      },
      "ENTRA_RESOURCE_UNKNOWN",
    ],
  ])("is not taken from %s", async (_name, answer, code) => {
    const { get } = build([THERE, answer]);
    await expect(get()).rejects.toMatchObject({ code, stage: "login" });
  });
});

// The last test of this file: MSAL keeps the endpoint of the process's first credential.
describe("an endpoint that the SDK finds by itself, such as that of Azure Arc's agent", () => {
  it("gets no request, because another one was checked", async () => {
    const http = createFakeHttp(() => THERE);
    const clock = createFakeClock();
    const tokens = createManagedIdentityTokens({
      cloud: cloudOf("azurecloud"),
      endpoint: findIdentityEndpoint({
        IDENTITY_ENDPOINT: "http://127.0.0.1:42356/msi/token",
        IDENTITY_HEADER: "0f1e",
      }),
      clientId: undefined,
      http,
      clock,
    });
    await expect(tokens.getToken(ARM, new AbortController().signal)).rejects.toMatchObject({
      code: "MANAGED_IDENTITY_UNSUPPORTED",
      message: expect.stringContaining("http://169.254.169.254"),
    });
    expect(http.requests.map(({ url }) => url.origin)).toEqual(["http://127.0.0.1:42356"]);
  });
});
