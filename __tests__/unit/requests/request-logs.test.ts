// Request logs: what two logs must show as different, and what they must not.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { compareLogs, formatComparison, isUnchanged } from "../../requests/comparison.ts";
import { type LoggedRequest, logRun, type RunLog } from "../../requests/run-log.ts";
import { UNSTABLE_TESTS } from "../../requests/unstable-tests.ts";

const PROD = "contosoprod.azurecr.io";
const MANAGEMENT = "management.azure.com";
const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER_DIGEST = `sha256:${"b".repeat(64)}`;

const FORM = { "content-type": "application/x-www-form-urlencoded;charset=utf-8" };
const TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";
const REGISTRY =
  "/subscriptions/0b1f6471-5555-4666-8777-988888888888/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/contosoprod";

function request(method: string, host: string, target: string, more: Partial<LoggedRequest> = {}): LoggedRequest {
  return { host, party: "registry", method, target, headers: {}, body: "", status: 200, ...more };
}

/** A token whose identifier and signature are new each time. */
function token(aud: string, serial: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part({ jti: `id ${serial}`, aud, exp: 1_700_000_000 + serial })}.c2ln${serial}`;
}

const guid = (serial: number) => `9c1b6c3e-0000-4000-8000-${String(serial).padStart(12, "0")}`;

const read = (path: string) => request("GET", PROD, path);
const importOf = (image: string, more: Record<string, unknown>) =>
  request("POST", MANAGEMENT, `${REGISTRY}/importImage?api-version=2025-11-01`, {
    party: "resource-manager",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ source: { sourceImage: `worker@${image}` }, mode: "NoForce", ...more }),
  });
const contentImport = (digest = DIGEST) => importOf(digest, { untaggedTargetRepositories: ["worker"] });
const tagImport = (digest = DIGEST) => importOf(digest, { targetTags: ["worker:1.0"] });
const poll = (serial: number) =>
  request(
    "GET",
    MANAGEMENT,
    `/subscriptions/0b1f6471/locations/WESTUS/operationResults/registries-${guid(serial)}?api-version=2025-11-01&t=${serial}&c=c${serial}&s=s${serial}&h=h${serial}`,
    {
      party: "resource-manager",
      headers: { authorization: `Bearer ${token("https://management.azure.com", serial)}` },
    },
  );
const registryToken = (scope: string, serial = 1) =>
  request("POST", PROD, "/oauth2/token", {
    headers: FORM,
    body: new URLSearchParams({
      grant_type: "refresh_token",
      service: PROD,
      scope,
      refresh_token: token(PROD, serial),
    }).toString(),
  });
const entraToken = (serial: number) =>
  request("POST", "login.microsoftonline.com", `/${TENANT}/oauth2/v2.0/token?client-request-id=${guid(serial)}`, {
    party: "entra",
    headers: FORM,
    body: new URLSearchParams({
      scope: "https://management.azure.com/.default",
      client_assertion: token("api://AzureADTokenExchange", serial),
      "client-request-id": guid(serial),
    }).toString(),
  });
const idToken = (port: number) =>
  request("GET", `127.0.0.1:${port}`, "/idtoken?audience=api%3A%2F%2FAzureADTokenExchange", {
    party: "id-token",
    headers: { authorization: `Bearer opaque${port}` },
  });

/** One whole run. */
function wholeRun(serial: number): LoggedRequest[] {
  return [
    idToken(40_000 + serial),
    entraToken(serial),
    registryToken("repository:worker:pull", serial),
    read("/v2/worker/manifests/1.0"),
    read("/v2/worker/tags/list?n=1000"),
    contentImport(),
    poll(serial),
    read(`/v2/worker/manifests/${DIGEST}`),
    tagImport(),
    read("/v2/worker/manifests/1.0"),
  ];
}

const folder = (log: RunLog | string, name = "promotes, run 1") => ({ "e2e/main-job": { [name]: log } });

/** The differing lines between two runs. */
function difference(before: readonly LoggedRequest[], after: readonly LoggedRequest[]): readonly string[] {
  return compareLogs(folder(logRun(before)), folder(logRun(after))).differences.flatMap(({ lines }) => lines);
}

function insertAt(at: number, ...added: LoggedRequest[]): LoggedRequest[] {
  return wholeRun(1).toSpliced(at, 0, ...added);
}

function replaceAt(at: number, by: LoggedRequest): LoggedRequest[] {
  return wholeRun(1).toSpliced(at, 1, by);
}

describe("two runs compare equal", () => {
  it("whatever their GUIDs, tokens, ports and signatures", () => {
    expect(difference(wholeRun(1), wholeRun(2))).toEqual([]);
  });

  it("whatever times are in a request", () => {
    const at = (time: string) => [request("GET", "api.github.com", `/x?since=${encodeURIComponent(time)}`)];
    expect(difference(at("2026-01-01T00:00:00Z"), at("2026-02-03T04:05:06.789Z"))).toEqual([]);
  });

  it("with parallel requests in another order", () => {
    const [before, after] = [wholeRun(1).slice(0, 5), wholeRun(1).slice(5)];
    expect(difference(wholeRun(1), [...before.toReversed(), ...after])).toEqual([]);
    const [one, other] = [
      [contentImport(), contentImport(OTHER_DIGEST)],
      [contentImport(OTHER_DIGEST), contentImport()],
    ];
    expect(difference(one, other)).toEqual([]);
  });

  it("with more polls and more reads of the target after the import", () => {
    expect(difference(wholeRun(1), insertAt(7, poll(1), poll(2), read(`/v2/worker/manifests/${DIGEST}`)))).toEqual([]);
  });

  it("with more refused requests for one token", () => {
    const refused = { ...registryToken("repository:worker:pull"), status: 401 };
    expect(difference(insertAt(2, refused), insertAt(2, refused, refused))).toEqual([]);
  });

  it("with the members of an import's body in another order", () => {
    const { body, ...rest } = tagImport();
    const reversed = Object.fromEntries(Object.entries(JSON.parse(body)).reverse());
    expect(difference([tagImport()], [{ ...rest, body: JSON.stringify(reversed) }])).toEqual([]);
  });
});

describe("a difference is found", () => {
  it.each([
    ["before the first import", 3],
    ["from the first import on", 8],
  ])("where a request is added %s", (section, at) => {
    expect(difference(wholeRun(1), insertAt(at, read("/v2/worker/manifests/2.0")))).toEqual([
      section,
      `+ GET ${PROD} /v2/worker/manifests/2.0`,
    ]);
  });

  it("where a read before the first import is repeated", () => {
    expect(difference(wholeRun(1), insertAt(4, read("/v2/worker/manifests/1.0")))).toEqual([
      "before the first import",
      `- GET ${PROD} /v2/worker/manifests/1.0`,
      `+ GET ${PROD} /v2/worker/manifests/1.0 (2 times)`,
    ]);
  });

  it("where a token has another scope", () => {
    const lines = difference(wholeRun(1), replaceAt(2, registryToken("repository:worker:pull,push")));
    expect(lines).toEqual([
      "before the first import",
      `- POST ${PROD} /oauth2/token grant_type=refresh_token & refresh_token=<token for ${PROD}> & scope=repository:worker:pull & service=${PROD}`,
      `+ POST ${PROD} /oauth2/token grant_type=refresh_token & refresh_token=<token for ${PROD}> & scope=repository:worker:pull,push & service=${PROD}`,
    ]);
  });

  it.each([
    ["an ID token", idToken(40_001)],
    ["Entra's token", entraToken(1)],
    ["a registry's token", registryToken("repository:worker:pull")],
    ["a token by GET", request("GET", "auth.docker.io", "/token?service=registry.docker.io&scope=repository:a:pull")],
  ])("where %s is requested once more, at any time", (_name, extra) => {
    for (const at of [1, 9]) {
      const [once, twice] = [insertAt(at, extra), insertAt(at, extra, extra)];
      expect(difference(once, twice).slice(1)).toEqual([
        expect.stringMatching(/^- (?!.*times\)$)|^- .*\(2 times\)$/),
        expect.stringMatching(/^\+ .*\([23] times\)$/),
      ]);
    }
  });

  it("where a token is refused, and where a request for it fails once more", () => {
    const withStatus = (status: number) => ({ ...registryToken("repository:worker:pull"), status });
    expect(difference(wholeRun(1), insertAt(2, withStatus(401)))).toEqual([
      "before the first import",
      expect.stringMatching(/^\+ POST .*repository:worker:pull .*\(refused\)$/),
    ]);
    expect(difference(insertAt(2, withStatus(503)), insertAt(2, withStatus(503), withStatus(503)))).toHaveLength(3);
  });

  it("where a token is used at another place, or none is", () => {
    const bearer = (aud: string) => ({ headers: { authorization: `Bearer ${token(aud, 1)}` } });
    const [own, others] = [bearer(PROD), bearer("https://management.azure.com")].map((more) => [
      request("GET", PROD, "/v2/", more),
    ]);
    expect(difference(own ?? [], others ?? [])).toEqual([
      "before the first import",
      `- GET ${PROD} /v2/ [Bearer <token for ${PROD}>]`,
      `+ GET ${PROD} /v2/ [Bearer <token for https://management.azure.com>]`,
    ]);
    expect(difference(own ?? [], [read("/v2/")])).toHaveLength(3);
  });

  it("where another user logs in", () => {
    const login = (user: string) => [
      request("GET", PROD, "/v2/", {
        headers: { authorization: `Basic ${Buffer.from(`${user}:secret`).toString("base64")}` },
      }),
    ];
    expect(difference(login("one"), login("other"))).toContain(`+ GET ${PROD} /v2/ [Basic other]`);
    expect(JSON.stringify(logRun(login("one")))).not.toContain("secret");
  });

  it("where an import has another body", () => {
    const lines = difference(
      wholeRun(1),
      replaceAt(8, importOf(DIGEST, { targetTags: ["worker:1.0"], mode: "Force" })),
    );
    expect(lines).toEqual([
      "from the first import on",
      expect.stringMatching(/^- POST management\.azure\.com .*"mode":"NoForce"/),
      expect.stringMatching(/^\+ POST management\.azure\.com .*"mode":"Force"/),
    ]);
  });

  it("where an import is sent twice", () => {
    expect(difference(wholeRun(1), insertAt(9, tagImport()))).toEqual([
      "from the first import on",
      expect.stringMatching(new RegExp(`^\\+ POST .*worker:1\\.0.* \\(import 3 of ${DIGEST}\\)$`)),
    ]);
  });

  it("where the tag of a digest is imported before its content", () => {
    const swapped = wholeRun(1).toSpliced(5, 1, tagImport()).toSpliced(8, 1, contentImport());
    expect(difference(wholeRun(1), swapped)).toHaveLength(5);
  });

  it("where a read moves from before the first import to after it", () => {
    const moved = read("/v2/worker/tags/list?n=1000");
    expect(difference(wholeRun(1), [...wholeRun(1).toSpliced(4, 1), moved])).toEqual([
      "before the first import",
      `- GET ${PROD} /v2/worker/tags/list?n=1000`,
      "from the first import on",
      `+ GET ${PROD} /v2/worker/tags/list?n=1000`,
    ]);
  });

  it("where the bundle connects to a host that does not exist", () => {
    const connections = (host: string) => [{ host, allowed: false }];
    const [before, after] = ["evil.example", "other.example"].map((host) => logRun([], connections(host)));
    expect(compareLogs(folder(before ?? ""), folder(after ?? "")).differences).toEqual([
      {
        run: "e2e/main-job: promotes, run 1",
        lines: ["hosts that do not exist", "- evil.example", "+ other.example"],
      },
    ]);
  });
});

describe("passwords", () => {
  it("are in no log", () => {
    const credentials = { username: "robot", password: "pass-word" };
    const body = JSON.stringify({ source: { registryUri: "ghcr.io", sourceImage: "a", credentials } });
    const log = JSON.stringify(
      logRun([
        { ...contentImport(), body },
        request("POST", PROD, "/token", { headers: FORM, body: "username=robot&password=pass-word" }),
      ]),
    );
    expect(log).not.toContain("pass-word");
    expect(log).toContain("robot");
  });
});

describe("the comparison", () => {
  const log = logRun(wholeRun(1));

  it("lists the runs that only one folder has; a run that is lost is a change, a new one is not", () => {
    const both = { "e2e/main-job": { "one, run 1": log, "two, run 1": log } };
    const lost = compareLogs(both, folder(log, "one, run 1"));
    expect(lost).toMatchObject({ equal: 1, onlyBefore: ["e2e/main-job: two, run 1"], onlyAfter: [] });
    expect(formatComparison(lost)).toContain("only in the first folder:\n  e2e/main-job: two, run 1");
    expect(isUnchanged(lost)).toBe(false);
    const added = compareLogs(folder(log, "one, run 1"), both);
    expect(added).toMatchObject({ equal: 1, onlyBefore: [], onlyAfter: ["e2e/main-job: two, run 1"] });
    expect(isUnchanged(added)).toBe(true);
  });

  it("excuses a request in a run that failed before any import only where both folders have it", () => {
    const stopped = (...targets: string[]) => logRun(targets.map(read), [], 1);
    const pair = (log: RunLog) => ({
      "e2e/main-job": { "fails, run 1": log, "other, run 1": stopped("/v2/", "/known") },
    });
    const excused = compareLogs(pair(stopped("/v2/")), pair(stopped("/v2/", "/known")));
    expect(excused).toMatchObject({ equal: 1, differences: [], stopped: [{ run: "e2e/main-job: fails, run 1" }] });
    expect(formatComparison(excused)).toContain(`  + GET ${PROD} /known`);
    expect(isUnchanged(excused)).toBe(true);
    for (const [one, other] of [
      [stopped("/v2/"), stopped("/v2/", "/new")],
      [stopped("/v2/", "/new"), stopped("/v2/")],
      [logRun([read("/v2/")]), stopped("/v2/", "/known")],
    ] as const) {
      expect(compareLogs(pair(one), pair(other)).differences).toHaveLength(1);
    }
  });

  it("proves nothing where nothing was compared", () => {
    expect(isUnchanged(compareLogs({}, {}))).toBe(false);
    const interrupted = folder("not logged: it was interrupted");
    const compared = compareLogs(interrupted, interrupted);
    expect(compared).toMatchObject({ equal: 0, notLogged: [expect.stringContaining("interrupted")] });
    expect(isUnchanged(compared)).toBe(false);
  });

  it("finds a run that is logged in one folder and not in the other", () => {
    const compared = compareLogs(folder(log), folder("not logged: it was interrupted"));
    expect(compared.differences.map(({ lines }) => lines)).toEqual([["- logged", "+ not logged: it was interrupted"]]);
    expect(isUnchanged(compared)).toBe(false);
  });

  it("shows differences by run, and the sums last", () => {
    const after = folder(logRun(insertAt(3, read("/v2/worker/manifests/2.0"))));
    expect(formatComparison(compareLogs(folder(log), after)).split("\n")).toEqual([
      "e2e/main-job: promotes, run 1",
      "  before the first import",
      `  + GET ${PROD} /v2/worker/manifests/2.0`,
      "",
      "runs equal: 0, different: 1, stopped: 0, only before: 0, only after: 0, not logged: 0",
    ]);
  });
});

describe("the tests without a log", () => {
  it.each(UNSTABLE_TESTS.map(({ file, text }) => [file, text]))("are there: %s, %s", (file, text) => {
    expect(readFileSync(`__tests__/${file}.test.ts`, "utf8")).toContain(text);
  });
});
