// Setting locks: what is sent, what counts as set, and which failures name a missing role.
import { describe, expect, it } from "@jest/globals";
import { AuthenticationError, NetworkError, type PromotionError } from "../../../src/errors.ts";
import type { Authorization, RepositoryScope } from "../../../src/registry/auth/authorization.ts";
import { statesMissingRight } from "../../../src/registry/auth/token-claims.ts";
import { createTagLocker } from "../../../src/registry/tag-locker.ts";
import { ManualClock } from "../../manual-clock.ts";
import { challenge, image, RecordedHttp, type Route, redirect, refusal, response } from "./recorded-http.ts";

const HOST = "contoso.azurecr.io";
const SIGNAL = new AbortController().signal;
const { digest } = image("api");
const other = image("other").digest;
const TAG = `PATCH https://${HOST}/acr/v1/team/api/_tags/1.4.2`;
const MANIFEST = `PATCH https://${HOST}/acr/v1/team/api/_manifests/${digest}`;
const LOCKED = { readEnabled: true, listEnabled: true, writeEnabled: false, deleteEnabled: false };

function setUp(routes: Readonly<Record<string, Route>>, authorize?: Authorization["authorize"], isAbac = false) {
  const http = new RecordedHttp(routes);
  const scopes: RepositoryScope[] = [];
  const authorization: Authorization = {
    origin: { kind: "identity", name: "this step's identity", grantee: "own" },
    authorize:
      authorize ??
      (async ({ repository, action }) => {
        scopes.push({ repository, action });
        return "Bearer credential";
      }),
    renew: async () => undefined,
  };
  const log = { debug: () => undefined, notice: () => undefined };
  const options = { host: HOST, side: "target", flavour: "acr", authorization, http, log } as const;
  const locker = createTagLocker({ ...options, clock: new ManualClock(), pauses: () => [] }, isAbac);
  return { http, scopes, locker };
}

const failure = (work: Promise<unknown>): Promise<PromotionError> =>
  work.then(
    () => Promise.reject(new Error("It did not fail.")),
    (error: PromotionError) => error,
  );

const tagBody = (attributes: object, at: string = digest) => ({
  registry: HOST,
  imageName: "team/api",
  tag: { name: "1.4.2", digest: at, changeableAttributes: attributes },
});

describe("a lock", () => {
  it("of a tag forbids writing and deleting, with the right of this repository alone", async () => {
    const { http, scopes, locker } = setUp({ [TAG]: response(200, tagBody(LOCKED)) });
    expect(await locker.lockTag("team/api", "1.4.2", SIGNAL)).toBe(digest);
    expect(http.sent).toEqual([
      {
        method: "PATCH",
        url: TAG.slice("PATCH ".length),
        headers: { accept: "application/json", authorization: "Bearer credential", "content-type": "application/json" },
        body: '{"writeEnabled":false,"deleteEnabled":false}',
      },
    ]);
    expect(http.requests[0]).toMatchObject({ repeat: "safe", stage: "import", side: "target" });
    expect(scopes).toEqual([{ repository: "team/api", action: "metadata_write" }]);
  });

  it("of a manifest forbids deleting alone", async () => {
    const body = { manifest: { digest, changeableAttributes: { ...LOCKED, writeEnabled: true } } };
    const { http, locker } = setUp({ [MANIFEST]: response(200, body) });
    await locker.lockManifest("team/api", digest, SIGNAL);
    expect(http.sent.map(({ body: sent }) => sent)).toEqual(['{"deleteEnabled":false}']);
  });

  it.each([
    ["no body", response(200)],
    ["a tag that may be written", response(200, tagBody({ ...LOCKED, writeEnabled: true }))],
    ["a tag that may be deleted", response(200, tagBody({ writeEnabled: false }))],
    ["attributes as texts", response(200, tagBody({ writeEnabled: "false", deleteEnabled: "false" }))],
    ["no digest", response(200, tagBody(LOCKED, ""))],
    ["another kind of thing", response(200, { manifest: { digest, changeableAttributes: LOCKED } })],
  ])("does not count as set with %s in the response", async (_words, answer) => {
    const { locker } = setUp({ [TAG]: answer });
    const error = await failure(locker.lockTag("team/api", "1.4.2", SIGNAL));
    expect(error).toMatchObject({ code: "REGISTRY_ANSWER_INVALID", side: "target" });
  });

  it("of a tag that someone else moved in between is returned with its digest", async () => {
    const { locker } = setUp({ [TAG]: response(200, tagBody(LOCKED, other)) });
    expect(await locker.lockTag("team/api", "1.4.2", SIGNAL)).toBe(other);
  });

  it("does not follow a redirect", async () => {
    const { http, locker } = setUp({ [TAG]: redirect(`https://${HOST}/acr/v1/team/api/_tags/latest`) });
    const error = await failure(locker.lockTag("team/api", "1.4.2", SIGNAL));
    expect([error.code, http.sent.length]).toEqual(["REGISTRY_REDIRECTED", 1]);
  });

  const bearer = `Bearer realm="https://${HOST}/oauth2/token",service="${HOST}",scope="repository:team/api:metadata_write",error="insufficient_scope"`;
  it.each([
    ["401 with a challenge", challenge(bearer), "LOCK_ROLE_MISSING"],
    ["403", refusal(403, "DENIED"), "LOCK_ROLE_MISSING"],
    [
      "403 of the firewall",
      refusal(403, "DENIED", "client with IP '20.1.2.3' is not allowed access."),
      "REGISTRY_FORBIDDEN_FIREWALL",
    ],
    ["404", refusal(404, "TAG_UNKNOWN"), "REGISTRY_NOT_FOUND"],
    ["500", refusal(500, "UNKNOWN"), "REGISTRY_UNAVAILABLE"],
  ])("that is refused with %s fails with the right cause", async (_words, answer, code) => {
    const { locker } = setUp({ [TAG]: answer });
    expect(await failure(locker.lockTag("team/api", "1.4.2", SIGNAL))).toMatchObject({ code, side: "target" });
  });

  it("names the roles of the registry's mode, and quotes no secret", async () => {
    for (const isAbac of [false, true]) {
      const { http, locker } = setUp(
        { [TAG]: refusal(403, "DENIED", "no: Bearer s3cret-credential") },
        undefined,
        isAbac,
      );
      http.redactor.add("s3cret-credential");
      const { remedy, message } = await failure(locker.lockTag("team/api", "1.4.2", SIGNAL));
      expect(remedy).toContain(`--role "${isAbac ? "Container Registry Repository Writer" : "Contributor"}"`);
      expect(message).toContain("[redacted]");
      expect(message).not.toContain("s3cret");
    }
  });
});

const tokenOf = (claims: object) => `Bearer e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
const granted = (...actions: string[]) => ({ type: "repository", name: "team/api", actions });

describe("the right to lock", () => {
  const scope = { repository: "team/api", action: "metadata_write" } as const;
  it.each<[string, string, boolean]>([
    ["lists it", tokenOf({ access: [granted("metadata_write")] }), false],
    ["lists everything", tokenOf({ access: [granted("*")] }), false],
    ["lists it in a second entry", tokenOf({ access: [granted("pull"), granted("metadata_write")] }), false],
    ["lists other rights", tokenOf({ access: [granted("pull", "metadata_read")] }), true],
    ["lists no right of the repository", tokenOf({ access: [granted()] }), true],
    ["lists only another repository", tokenOf({ access: [{ ...granted("pull"), name: "team" }] }), false],
    ["lists nothing", tokenOf({ access: [] }), false],
    ["has no list", tokenOf({ sub: "x" }), false],
    ["has a list of another form", tokenOf({ access: "repository:team/api:pull" }), false],
    ["has entries of another form", tokenOf({ access: [null, 1, { ...granted(), actions: "pull" }] }), false],
    ["is no JWT", "Bearer opaque", false],
    ["has claims that are no JSON", "Bearer a.b.c", false],
  ])("is missing by a token that %s: %p", async (_words, header, isMissing) => {
    expect(statesMissingRight(header, scope)).toBe(isMissing);
    const { locker, http } = setUp({}, async () => header);
    const missing = await locker.findMissingRight("team/api", SIGNAL);
    expect([missing?.code, http.sent]).toEqual([isMissing ? "LOCK_ROLE_MISSING" : undefined, []]);
  });

  it("is missing where the token service refuses the scope", async () => {
    const { locker } = setUp({}, async () => {
      throw new AuthenticationError("REGISTRY_LOGIN_REFUSED", "Getting a token failed.", { side: "target" });
    });
    expect(await locker.findMissingRight("team/api", SIGNAL)).toMatchObject({
      code: "LOCK_ROLE_MISSING",
      side: "target",
      message: expect.stringContaining("Getting a token failed."),
    });
    expect(await failure(locker.lockTag("team/api", "1.4.2", SIGNAL))).toMatchObject({
      code: "LOCK_ROLE_MISSING",
    });
  });

  it("is not known after a failure of the network, and an abort is thrown", async () => {
    const { locker } = setUp({}, async () => {
      throw new NetworkError("NETWORK_TIMEOUT", "too slow", { host: HOST, sent: true });
    });
    expect(await locker.findMissingRight("team/api", SIGNAL)).toBeUndefined();
    const reason = new Error("cancelled");
    await expect(locker.findMissingRight("team/api", AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
