// What each optional lookup becomes under each kind of failure, how many requests that takes, and how long: on a given clock,
// through the real HTTP client. The table in docs/optional-lookups.md is generated from it.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import pLimit from "p-limit";
import { createHttp } from "../../../src/http/undici-http.ts";
import type { Lookup } from "../../../src/ports.ts";
import { problem } from "../../../src/problems.ts";
import type { LoginOrigin } from "../../../src/registry/auth/login-origin.ts";
import { createRegistryReader } from "../../../src/registry/client.ts";
import { ManualClock } from "../../manual-clock.ts";
import { type Script, ScriptedDispatcher } from "../http/scripted-dispatcher.ts";
import { image, index, OCI_INDEX_TYPE, signature } from "./recorded-http.ts";

const ORIGIN: LoginOrigin = { kind: "identity", name: "this step's identity", grantee: "own" };
const HOST = "registry.example.com";
const SIGNAL = new AbortController().signal;
const SUBJECT = index([image("amd64"), image("arm64")]);
const TAG_PREFIX = SUBJECT.digest.replace(":", "-");
const SIGNATURES = ["sig", "att", "sbom"].map((suffix) => `${TAG_PREFIX}.${suffix}`);

/** Requests of one lookup, by "METHOD path". */
const LOOKUPS = {
  "referrers API": /^GET \/v2\/team\/api\/referrers\//,
  "referrers tag": new RegExp(`^GET /v2/team/api/manifests/${TAG_PREFIX}$`),
  "tag list": /^GET \/v2\/team\/api\/tags\/list/,
  "cosign tag": new RegExp(`^GET /v2/team/api/manifests/${TAG_PREFIX}\\.sig$`),
  "tag beside a digest": /^HEAD \/v2\/team\/api\/manifests\/1\.4\.2$/,
} as const;

const ON_API: readonly string[] = ["referrers API", "tag list"];

const PAGE = { "content-type": "text/html; charset=utf-8" };

const FAILURES: Readonly<Record<string, Script>> = {
  "404": { status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found" },
  "redirect off site": { status: 303, headers: { location: "https://github.com/-/v2/packages/container" } },
  "400": { status: 400 },
  "403": { status: 403, body: '{"errors":[{"code":"DENIED","message":"denied"}]}' },
  "406": { status: 406 },
  "429, Retry-After 60": { status: 429, headers: { "retry-after": "60" } },
  "503": { status: 503 },
  "no response": { hangAfter: "request" },
  "HTML page": { status: 200, headers: PAGE, body: "<html><title>Sign in</title></html>" },
  "huge body": { status: 200, headers: { "content-type": OCI_INDEX_TYPE }, body: " ".repeat(5 * 1024 * 1024) },
  "null list": {
    status: 200,
    headers: { "content-type": OCI_INDEX_TYPE },
    body: `{"schemaVersion":2,"mediaType":"${OCI_INDEX_TYPE}","manifests":null,"tags":null}`,
  },
};

interface Cell {
  readonly lookup: keyof typeof LOOKUPS;
  readonly failure: string;
  readonly outcome: "known" | "absent" | "unknown";
  /** All requests, beside those that any lookup of an image without signatures makes. */
  readonly requests: number;
  readonly seconds: number;
}

async function measure(lookup: keyof typeof LOOKUPS, failure: string): Promise<Cell> {
  const clock = new ManualClock();
  let struck = 0;
  const dispatcher = new ScriptedDispatcher((_at, { method, origin, path }) => {
    if (String(origin) !== `https://${HOST}`) return { status: 404 };
    const requested = `${method} ${path}`;
    if (LOOKUPS[lookup].test(requested)) {
      struck += 1;
      return FAILURES[failure] ?? { status: 500 };
    }
    // Where the list is not what fails, the cosign tag is looked for without one.
    if (LOOKUPS["tag list"].test(requested) && lookup !== "cosign tag") {
      return { status: 200, headers: { "content-type": "application/json" }, body: '{"tags":["1.4.2"]}' };
    }
    return { status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found" };
  });
  const log = { debug: () => undefined, info: () => undefined, notice: () => undefined };
  const http = createHttp({ dispatcher, clock, log, version: "1", waitBudgetMs: 900_000, redact: (text) => text });
  const authorization = { origin: ORIGIN, authorize: async () => undefined, renew: async () => undefined };
  const reader = createRegistryReader({
    pauses: () => [],
    host: HOST,
    side: "source",
    flavour: "generic",
    authorization,
    http,
    clock,
    log,
    isOwnSite: (host) => host === HOST,
  });
  const work = async (): Promise<Lookup<unknown>> => {
    if (lookup === "tag beside a digest") return reader.lookUpTag("team/api", "1.4.2", SIGNAL);
    const [list, signatures] = await Promise.all([
      reader.lookUpReferrers("team/api", SUBJECT.digest, SIGNAL),
      reader.lookUpSignatures("team/api", SUBJECT.digest, SIGNATURES, SIGNAL),
    ]);
    const unknown = list.unknown ?? signatures.find(({ kind }) => kind === "unknown");
    if (unknown !== undefined)
      return { kind: "unknown", problem: list.unknown ?? problem("REFERRERS_UNKNOWN", "No signature was read.") };
    const count = list.found.length + signatures.filter(({ kind }) => kind === "known").length;
    return count === 0 ? { kind: "absent" } : { kind: "known", value: count };
  };
  const { kind } = await clock.runUntilSettled(work());
  expect(struck).toBeGreaterThan(0);
  // Manifests may lie elsewhere; nobody follows an API's redirect off the registry's site.
  const left = dispatcher.requests.filter(({ origin }) => String(origin) !== `https://${HOST}`);
  expect(left.map(({ path }) => path)).toEqual(
    ON_API.includes(lookup) ? [] : left.map(() => "/-/v2/packages/container"),
  );
  return {
    lookup,
    failure,
    outcome: kind,
    requests: dispatcher.requests.length,
    seconds: Math.ceil(clock.nowMs() / 1000),
  };
}

function renderTable(cells: readonly Cell[]): string {
  const rows = cells.map(
    ({ lookup, failure, outcome, requests, seconds }) =>
      `| ${lookup} | ${failure} | ${outcome} | ${requests} | ${seconds} |`,
  );
  return ["| lookup | failure | outcome | requests | seconds |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

const cells: Cell[] = [];
for (const lookup of Object.keys(LOOKUPS) as (keyof typeof LOOKUPS)[]) {
  for (const failure of Object.keys(FAILURES)) cells.push(await measure(lookup, failure));
}
const cellOf = (lookup: keyof typeof LOOKUPS, failure: string) =>
  cells.find((cell) => cell.lookup === lookup && cell.failure === failure);

describe("an optional lookup", () => {
  it("is in the documents with what it becomes under each failure", () => {
    const page = readFileSync("docs/optional-lookups.md", "utf8");
    const table = /<!-- table:begin -->\n\n?([\s\S]*?)\n\n?<!-- table:end -->/.exec(page)?.[1] ?? "";
    const normalized = table.replaceAll(/ +\|/g, " |").replaceAll(/-+/g, (run) => (run.length > 2 ? "---" : run));
    expect(normalized).toBe(renderTable(cells));
  });

  it("of an endpoint that has not worked yet takes five seconds at most", () => {
    for (const lookup of ["referrers API", "tag list", "tag beside a digest"] as const) {
      for (const failure of Object.keys(FAILURES)) expect(cellOf(lookup, failure)?.seconds).toBeLessThanOrEqual(5);
    }
  });

  it("of an endpoint that works takes no minutes after a time-out", () => {
    for (const lookup of ["referrers tag", "cosign tag"] as const) {
      expect(cellOf(lookup, "no response")?.seconds).toBeLessThanOrEqual(30);
    }
  });

  it.each(["404", "redirect off site", "400", "406", "HTML page", "null list"])(
    "of an endpoint that a registry lacks is absent, not unknown: %s",
    (failure) => {
      expect(cellOf("referrers API", failure)?.outcome).toBe("absent");
      expect(cellOf("tag list", failure)?.outcome).toBe("absent");
    },
  );

  it.each(["403", "429, Retry-After 60", "503", "no response", "huge body"])(
    "of referrers is unknown after %s, never absent",
    (failure) => {
      expect(cellOf("referrers API", failure)?.outcome).toBe("unknown");
      expect(cellOf("referrers tag", failure)?.outcome).toBe("unknown");
    },
  );

  it("of cosign's tags is made one by one where there is no list", () => {
    for (const failure of Object.keys(FAILURES)) expect(cellOf("tag list", failure)?.outcome).toBe("absent");
  });
});

describe("ListReferrers, which ACR limits by the minute", () => {
  it.each([
    ["250, and Retry-After counts the seconds down", 250, (leftMs: number) => Math.ceil(leftMs / 1000)],
    ["250, and Retry-After is always 60 s", 250, () => 60],
    ["500, and Retry-After counts the seconds down", 500, (leftMs: number) => Math.ceil(leftMs / 1000)],
    ["1,000, and Retry-After counts the seconds down", 1_000, (leftMs: number) => Math.ceil(leftMs / 1000)],
    ["1,000, and Retry-After is always 60 s", 1_000, () => 60],
  ])("to %s: three minutes' images have their signatures", async (_name, most, retryAfter) => {
    const clock = new ManualClock();
    const images = Array.from({ length: most * 3 }, (_, at) => image(`image ${at}`));
    const signatureOf = new Map(images.map((subject) => [subject.digest as string, signature("signature", subject)]));
    const limit = { windowMs: 60_000, startedAtMs: 0, count: 0 };
    let throttled = 0;
    const dispatcher = new ScriptedDispatcher((_at, { path }) => {
      const nowMs = clock.nowMs();
      if (nowMs - limit.startedAtMs >= limit.windowMs) Object.assign(limit, { startedAtMs: nowMs, count: 0 });
      limit.count += 1;
      if (limit.count > most) {
        throttled += 1;
        const seconds = retryAfter(limit.startedAtMs + limit.windowMs - nowMs);
        return { status: 429, headers: { "retry-after": String(seconds) } };
      }
      const found = signatureOf.get(path.split("/").at(-1) ?? "");
      const body = index(found === undefined ? [] : [found]).bytes.toString();
      return { status: 200, headers: { "content-type": OCI_INDEX_TYPE }, body };
    });
    const log = { debug: () => undefined, info: () => undefined, notice: () => undefined };
    const http = createHttp({ dispatcher, clock, log, version: "1", waitBudgetMs: 900_000, redact: (text) => text });
    const authorization = { origin: ORIGIN, authorize: async () => "Bearer token", renew: async () => undefined };
    const common = { host: "contoso.azurecr.io", side: "source", flavour: "acr" } as const;
    const reader = createRegistryReader({ ...common, authorization, http, pauses: () => [], clock, log });
    // As in a run: the pace is for what has not been sent yet.
    const someAtOnce = pLimit(64);
    const lists = await clock.runUntilSettled(
      Promise.all(images.map(({ digest }) => someAtOnce(() => reader.lookUpReferrers("team/api", digest, SIGNAL)))),
    );
    expect(throttled).toBeGreaterThan(0);
    expect(lists.filter(({ unknown }) => unknown !== undefined)).toEqual([]);
    expect(lists.map(({ found }) => found[0]?.digest)).toEqual(
      images.map(({ digest }) => signatureOf.get(digest)?.digest),
    );
    const ownMs = 2 * limit.windowMs;
    expect(clock.nowMs()).toBeGreaterThanOrEqual(ownMs);
    expect(clock.nowMs()).toBeLessThan(1.15 * ownMs);
  });
});

/** A reader of a registry that is not an ACR, on a given clock. */
function readerOf(respond: (requested: string) => Script) {
  const clock = new ManualClock();
  const dispatcher = new ScriptedDispatcher((_at, { method, path }) => respond(`${method} ${path}`));
  const log = { debug: () => undefined, info: () => undefined, notice: () => undefined };
  const http = createHttp({ dispatcher, clock, log, version: "1", waitBudgetMs: 900_000, redact: (text) => text });
  const authorization = { origin: ORIGIN, authorize: async () => undefined, renew: async () => undefined };
  const common = { host: HOST, side: "source", flavour: "generic" } as const;
  const reader = createRegistryReader({ ...common, authorization, http, pauses: () => [], clock, log });
  return { reader, clock, dispatcher };
}

const NOT_FOUND: Script = { status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found" };

/** The response of a referrers API. */
function referrersOf(...manifests: Parameters<typeof index>[0]): Script {
  return { status: 200, headers: { "content-type": OCI_INDEX_TYPE }, body: index(manifests).bytes.toString() };
}

describe("what one response proves for others", () => {
  const [first, second] = [image("first"), image("second")];
  const signed = referrersOf(signature("signature", second));
  const manifestUnknown = '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}';

  it.each([
    ["a plain 404", "team/other", NOT_FOUND],
    ["a 404 MANIFEST_UNKNOWN", "team/api", { status: 404, body: manifestUnknown }],
  ] as const)("%s does not hide the signatures of another image", async (_name, repository, refusal) => {
    const { reader, clock } = readerOf((requested) => {
      if (requested === `GET /v2/${repository}/referrers/${first.digest}`) return refusal;
      return requested === `GET /v2/team/api/referrers/${second.digest}` ? signed : NOT_FOUND;
    });
    const [, list] = await clock.runUntilSettled(
      Promise.all([
        reader.lookUpReferrers(repository, first.digest, SIGNAL),
        reader.lookUpReferrers("team/api", second.digest, SIGNAL),
      ]),
    );
    expect(list.found).toHaveLength(1);
  });

  it.each([
    ["406", { status: 406 }],
    ["503", { status: 503 }],
  ] as const)("a %s that comes late does not undo that an endpoint works", async (_name, late) => {
    const denied = '{"errors":[{"code":"DENIED","message":"denied"}]}';
    let refuse = (): void => undefined;
    const { reader, clock } = readerOf((requested) => {
      if (requested.includes("/team/private/referrers/")) return { status: 403, body: denied };
      if (requested.includes("/team/slow/referrers/"))
        return { held: (finish) => (refuse = () => finish(late.status)) };
      return requested.includes("/referrers/") ? signed : NOT_FOUND;
    });
    await clock.runUntilSettled(reader.lookUpReferrers("team/private", first.digest, SIGNAL));
    const slow = reader.lookUpReferrers("team/slow", first.digest, SIGNAL);
    expect((await clock.runUntilSettled(reader.lookUpReferrers("team/api", second.digest, SIGNAL))).found).toHaveLength(
      1,
    );
    refuse();
    await clock.runUntilSettled(slow);
    const list = await clock.runUntilSettled(reader.lookUpReferrers("team/next", second.digest, SIGNAL));
    expect(list).toMatchObject({ found: [{}] });
    expect(list.unknown).toBeUndefined();
  });

  it("a tag list that lacks a tag which was just read is not used", async () => {
    const tag = `${second.digest.replace(":", "-")}.sig`;
    const [read, held] = [second, signature("signature", second)];
    const { reader, clock } = readerOf((requested) => {
      if (requested.includes("/tags/list")) {
        return { status: 200, headers: { "content-type": "application/json" }, body: '{"tags":["0.9"]}' };
      }
      const found = requested.endsWith("/manifests/1.4.2")
        ? read
        : requested.endsWith(`/manifests/${tag}`)
          ? held
          : undefined;
      if (found === undefined) return NOT_FOUND;
      return {
        status: 200,
        headers: { "content-type": "application/vnd.oci.image.manifest.v1+json" },
        body: found.bytes.toString(),
      };
    });
    await clock.runUntilSettled(reader.fetchManifest("team/api", "1.4.2", SIGNAL));
    const [lookup] = await clock.runUntilSettled(reader.lookUpSignatures("team/api", second.digest, [tag], SIGNAL));
    expect(lookup).toMatchObject({ kind: "known", value: { digest: held.digest } });
  });
});

describe("the short time of an endpoint that has not worked yet", () => {
  it("does not run while the host is paused for another request", async () => {
    const throttled: Script = { status: 429, headers: { "retry-after": "20" } };
    const subject = image("subject");
    let reads = 0;
    const { reader, clock } = readerOf((requested) => {
      if (requested.includes("/referrers/")) return referrersOf(signature("signature", subject));
      reads += 1;
      return reads === 1 ? throttled : NOT_FOUND;
    });
    const [, list] = await clock.runUntilSettled(
      Promise.all([
        reader.fetchManifest("team/other", "1", SIGNAL).catch(() => undefined),
        Promise.resolve().then(() => reader.lookUpReferrers("team/api", subject.digest, SIGNAL)),
      ]),
    );
    expect(list).toMatchObject({ found: [{}] });
    expect(list.unknown).toBeUndefined();
    expect(clock.nowMs()).toBeGreaterThanOrEqual(20_000);
  });

  it("survives a connection that breaks off once", async () => {
    const subject = image("subject");
    let attempts = 0;
    const { reader, clock } = readerOf((requested) => {
      if (!requested.includes("/referrers/")) return NOT_FOUND;
      attempts += 1;
      const error = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
      return attempts === 1 ? { error, after: "request" } : referrersOf(signature("signature", subject));
    });
    const list = await clock.runUntilSettled(reader.lookUpReferrers("team/api", subject.digest, SIGNAL));
    expect(list).toMatchObject({ found: [{}] });
    expect(attempts).toBe(2);
  });

  it("can be waited for by others only as long as they themselves may wait", async () => {
    const { reader, clock } = readerOf((requested) =>
      requested.includes("/referrers/") ? { hangAfter: "request" } : NOT_FOUND,
    );
    const probing = reader.lookUpReferrers("team/api", image("one").digest, SIGNAL);
    const waiter = new AbortController();
    const waiting = reader.lookUpReferrers("team/api", image("two").digest, waiter.signal);
    waiter.abort(new Error("cancelled"));
    await expect(waiting).rejects.toThrow("cancelled");
    expect(clock.nowMs()).toBe(0);
    await clock.runUntilSettled(probing);
  });
});

if (process.env["PRINT_TABLE"] === "1") process.stdout.write(`${renderTable(cells)}\n`);
