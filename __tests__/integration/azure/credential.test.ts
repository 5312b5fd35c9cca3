// The exchange of GitHub's ID token at Entra, through @azure/identity and MSAL as they are, over a scripted HTTP port.
import { describe, expect, it } from "@jest/globals";
import { cloudOf } from "../../../src/azure/cloud.ts";
import { createEntraTokens, type EntraTokensOptions } from "../../../src/azure/credential.ts";
import type { IdTokenClaims } from "../../../src/azure/id-token-claims.ts";
import { AuthenticationError, NetworkError } from "../../../src/errors.ts";
import { type Answer, createFakeClock, createFakeHttp, inOrder } from "./fake-http.ts";

const ARM = "https://management.azure.com/.default";
const REGISTRY = "https://containerregistry.azure.net/.default";
const TENANT = "11111111-2222-3333-4444-555555555555";
const CLIENT = "66666666-7777-8888-9999-000000000000";
const SUBJECT = "repo:contoso/shop:ref:refs/heads/main";

function idToken(number: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part({
    iss: "https://token.actions.githubusercontent.com",
    sub: SUBJECT,
    aud: "api://AzureADTokenExchange",
    job_workflow_ref: "contoso/shop/.github/workflows/promote.yml@refs/heads/main",
    jti: `${number}`,
  })}.signature${number}`;
}

const granted = (token: string, expiresInS = 3599): Answer => ({
  status: 200,
  body: { token_type: "Bearer", expires_in: expiresInS, ext_expires_in: expiresInS, access_token: token },
});

const refused = (number: number, text = "Refused", status = 401): Answer => ({
  status,
  body: {
    error: "invalid_client",
    error_description: `AADSTS${number}: ${text} Trace ID: 0b0b Correlation ID: 0c0c Timestamp: 2026-11-22 08:00:00Z`,
    error_codes: [number],
    correlation_id: "99999999-aaaa-bbbb-cccc-dddddddddddd",
  },
});

function build(answer: Parameters<typeof createFakeHttp>[0], options: Partial<EntraTokensOptions> = {}) {
  const http = createFakeHttp(answer);
  const clock = createFakeClock();
  const audiences: string[] = [];
  const tokens = createEntraTokens({
    grantee: "own",
    cloud: cloudOf("azurecloud"),
    identity: { clientId: CLIENT, tenantId: TENANT },
    audience: "api://AzureADTokenExchange",
    getIdToken: async (audience) => idToken(audiences.push(audience)),
    http,
    clock,
    ...options,
  });
  const { signal } = new AbortController();
  return { http, clock, audiences, tokens, signal };
}

const formOf = (body: string | Uint8Array | undefined) => new URLSearchParams(typeof body === "string" ? body : "");

describe("an exchange", () => {
  it("is one POST to the tenant's token endpoint with one fresh ID token, and no discovery", async () => {
    const { http, audiences, tokens, signal, clock } = build(inOrder(granted("arm-token", 3599)));
    const { token, expiresAtMs } = await tokens.getToken(ARM, signal);
    expect(token).toBe("arm-token");
    expect(expiresAtMs).toBe(clock.nowMs() + 3_599_000);
    expect(audiences).toEqual(["api://AzureADTokenExchange"]);
    expect(http.requests.map(({ method, url }) => `${method} ${url.origin}${url.pathname}`)).toEqual([
      `POST https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
    ]);
    const form = formOf(http.requests[0]?.body);
    expect(form.get("client_id")).toBe(CLIENT);
    expect(form.get("grant_type")).toBe("client_credentials");
    expect(form.get("client_assertion")).toBe(idToken(1));
    expect(form.get("scope")?.split(" ")).toContain(ARM);
    expect(http.requests[0]).toMatchObject({ repeat: "safe", stage: "login", maxBodyBytes: 65_536 });
  });

  it.each([
    ["azureusgovernment", "https://login.microsoftonline.us"],
    ["azurechinacloud", "https://login.partner.microsoftonline.cn"],
  ] as const)("asks the authority of %s alone", async (name, authority) => {
    const { http, tokens, signal } = build(inOrder(granted("token")), { cloud: cloudOf(name) });
    await tokens.getToken(cloudOf(name).armScope, signal);
    expect(http.requests.map(({ url }) => url.origin)).toEqual([authority]);
  });

  it("tells once who asks, before Entra does", async () => {
    const seen: IdTokenClaims[] = [];
    const { tokens, signal } = build(inOrder(refused(700213), granted("late")), {
      onIdentity: (claims) => seen.push(claims),
    });
    await expect(tokens.getToken(ARM, signal)).rejects.toThrow("AADSTS700213");
    await tokens.getToken(ARM, signal);
    expect(seen).toMatchObject([{ subject: SUBJECT, audience: "api://AzureADTokenExchange" }]);
  });
});

describe("the cache", () => {
  it("keeps a token per scope and shares one exchange among all who wait", async () => {
    const { http, tokens, signal, audiences } = build(inOrder(granted("arm"), granted("registry")));
    const arm = await Promise.all(Array.from({ length: 50 }, () => tokens.getToken(ARM, signal)));
    const registry = await tokens.getToken(REGISTRY, signal);
    expect(new Set(arm.map(({ token }) => token))).toEqual(new Set(["arm"]));
    expect(registry.token).toBe("registry");
    expect(http.requests).toHaveLength(2);
    expect(audiences).toHaveLength(2);
  });

  it("renews five minutes before the end, each time with a new ID token", async () => {
    const { http, tokens, signal, clock } = build(inOrder(granted("first", 3600), granted("second", 3600)));
    await tokens.getToken(ARM, signal);
    clock.advance(3_299_000);
    expect((await tokens.getToken(ARM, signal)).token).toBe("first");
    clock.advance(2_000);
    expect((await tokens.getToken(ARM, signal)).token).toBe("second");
    expect(formOf(http.requests[1]?.body).get("client_assertion")).toBe(idToken(2));
  });

  it("uses a token of 30 s for three quarters of its life", async () => {
    const { tokens, signal, clock } = build(inOrder(granted("first", 30), granted("second", 30)));
    await tokens.getToken(ARM, signal);
    clock.advance(22_000);
    expect((await tokens.getToken(ARM, signal)).token).toBe("first");
    clock.advance(1_000);
    expect((await tokens.getToken(ARM, signal)).token).toBe("second");
  });

  it("forgets a refused token, but not its successor", async () => {
    const { tokens, signal } = build(inOrder(granted("first"), granted("second")));
    await tokens.getToken(ARM, signal);
    tokens.invalidate(ARM, "first");
    expect((await tokens.getToken(ARM, signal)).token).toBe("second");
    tokens.invalidate(ARM, "first");
    expect((await tokens.getToken(ARM, signal)).token).toBe("second");
  });

  it("does not keep a failure", async () => {
    const { tokens, signal } = build(inOrder(refused(700213), granted("later")));
    await expect(tokens.getToken(ARM, signal)).rejects.toBeInstanceOf(AuthenticationError);
    expect((await tokens.getToken(ARM, signal)).token).toBe("later");
  });
});

describe("a refusal", () => {
  it("becomes an error with code, evidence and the command to paste, and without any ID or token", async () => {
    const { http, tokens, signal } = build(
      inOrder(
        refused(700213, `No matching federated identity record found for presented assertion subject '${SUBJECT}'.`),
      ),
    );
    const error = await tokens.getToken(ARM, signal).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      code: "ENTRA_SUBJECT_MISMATCH",
      stage: "login",
      remedy: expect.stringContaining(`"subject":"${SUBJECT}"`),
      message: expect.stringContaining("job_workflow_ref contoso/shop/.github/workflows/promote.yml@refs/heads/main"),
    });
    expect(JSON.stringify([error, (error as Error).message])).not.toMatch(/signature1|66666666|11111111/);
    expect(http.requests).toHaveLength(1);
  });

  it("of a stale assertion is answered once with a new ID token", async () => {
    const { http, tokens, signal, clock } = build(inOrder(refused(700024), granted("token")));
    expect((await tokens.getToken(ARM, signal)).token).toBe("token");
    expect(http.requests.map(({ body }) => formOf(body).get("client_assertion"))).toEqual([idToken(1), idToken(2)]);
    expect(clock.sleptMs).toEqual([]);
  });

  it("of a stale assertion twice ends", async () => {
    const { http, tokens, signal } = build(inOrder(refused(700024), refused(700024)));
    await expect(tokens.getToken(ARM, signal)).rejects.toMatchObject({ code: "ENTRA_ASSERTION_EXPIRED" });
    expect(http.requests).toHaveLength(2);
  });

  it("that is transient is followed by two more exchanges, with pauses", async () => {
    const { http, tokens, signal, clock } = build(() => refused(90033, "A transient error has occurred.", 400));
    await expect(tokens.getToken(ARM, signal)).rejects.toMatchObject({ code: "ENTRA_UNAVAILABLE" });
    expect(http.requests).toHaveLength(3);
    expect(clock.sleptMs).toEqual([2_000, 4_000]);
  });

  it("with a status that HTTP has repeated already is not repeated again", async () => {
    const { http, tokens, signal } = build(() => ({ status: 503, body: "<html>Service Unavailable</html>" }));
    await expect(tokens.getToken(ARM, signal)).rejects.toMatchObject({ code: "ENTRA_UNAVAILABLE" });
    expect(http.requests).toHaveLength(1);
  });
});

describe("trouble on the wire", () => {
  it("stays the NetworkError that it is, where MSAL would hide it", async () => {
    const { tokens, signal } = build(inOrder({ lost: { sent: false } }));
    const error = await tokens.getToken(ARM, signal).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ code: "NETWORK_RESET", host: "login.microsoftonline.com" });
  });

  it.each([
    ["HTML", { status: 200, body: "<html>sign in to the proxy</html>" }],
    ["no token", { status: 200, body: { token_type: "Bearer", expires_in: 3599 } }],
    ["no lifetime", { status: 200, body: { token_type: "Bearer", access_token: "token" } }],
  ])("that looks like success but holds %s is an error", async (_, answer) => {
    const { http, tokens, signal } = build(() => answer);
    await expect(tokens.getToken(ARM, signal)).rejects.toMatchObject({ code: "ENTRA_ANSWER_INVALID" });
    expect(http.requests).toHaveLength(3);
  });

  it("that is an empty body, once, is followed by another exchange", async () => {
    const { http, tokens, signal, clock } = build(inOrder({ status: 200, body: "" }, granted("token")));
    expect((await tokens.getToken(ARM, signal)).token).toBe("token");
    expect(http.requests.map(({ body }) => formOf(body).get("client_assertion"))).toEqual([idToken(1), idToken(2)]);
    expect(clock.sleptMs).toEqual([2_000]);
  });

  it("in GitHub's ID token service is told as that service tells it", async () => {
    const { http, tokens, signal } = build(inOrder(), {
      getIdToken: () => Promise.reject(new AuthenticationError("ID_TOKEN_PERMISSION_MISSING", "No id-token: write.")),
    });
    await expect(tokens.getToken(ARM, signal)).rejects.toMatchObject({ code: "ID_TOKEN_PERMISSION_MISSING" });
    expect(http.requests).toHaveLength(0);
  });

  it("refuses what is no ID token before anything is sent", async () => {
    const { http, tokens, signal } = build(inOrder(), { getIdToken: async () => "not-a-token" });
    await expect(tokens.getToken(ARM, signal)).rejects.toMatchObject({ code: "ID_TOKEN_INVALID" });
    expect(http.requests).toHaveLength(0);
  });
});

describe("aborting", () => {
  it("rejects at once with the signal's reason, and leaves the others their answer", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { tokens, signal, http } = build(inOrder(granted("token")), {
      getIdToken: async () => {
        await released;
        return idToken(1);
      },
    });
    const impatient = new AbortController();
    const first = tokens.getToken(ARM, impatient.signal);
    const second = tokens.getToken(ARM, signal);
    impatient.abort(new Error("image timed out"));
    await expect(first).rejects.toThrow("image timed out");
    release();
    expect((await second).token).toBe("token");
    expect(http.requests).toHaveLength(1);
  });

  it("of the only one who waits ends the request, and the next one starts anew", async () => {
    const { tokens, signal, http } = build(inOrder({ hang: true }, granted("token")));
    const cancelled = new AbortController();
    const pending = tokens.getToken(ARM, cancelled.signal);
    while (http.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cancelled.abort(new Error("cancelled"));
    await expect(pending).rejects.toThrow("cancelled");
    expect(http.requests[0]?.signal.aborted).toBe(true);
    expect((await tokens.getToken(ARM, signal)).token).toBe("token");
  });
});
