import { describe, expect, it } from "@jest/globals";
import { ManifestError, PromotionError } from "../../../src/errors.ts";
import { type Digest, digestOf } from "../../../src/oci/digest.ts";
import type { Lockable } from "../../../src/ports.ts";
import type { Authorization } from "../../../src/registry/authorization.ts";
import { createRegistryReader, type RegistryReaderOptions } from "../../../src/registry/client.ts";
import { ManualClock } from "../../manual-clock.ts";
import {
  answer,
  image,
  index,
  OCI_INDEX_TYPE,
  OCI_MANIFEST_TYPE,
  RecordedHttp,
  type Route,
  redirect,
  refusal,
} from "./recorded-http.ts";

const HOST = "contoso.azurecr.io";
const V2 = `https://${HOST}/v2/team/api`;
const SIGNAL = new AbortController().signal;
const CREDENTIAL = "Bearer credential-of-this-registry";
const ACCEPT =
  "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json";

/** Lets everything in with one credential and has no other. */
const letIn: Authorization = { authorize: async () => CREDENTIAL, renew: async () => undefined };

function setUp(routes: Readonly<Record<string, Route>>, options: Partial<RegistryReaderOptions> = {}) {
  const http = new RecordedHttp(routes);
  const clock = new ManualClock();
  const notices: string[] = [];
  const log = { debug: () => undefined, notice: (text: string) => void notices.push(text) };
  const reader = createRegistryReader({
    host: HOST,
    side: "source",
    flavour: "acr",
    authorization: letIn,
    http,
    clock,
    log,
    ...options,
  });
  return { http, clock, notices, reader };
}

const API = image("api");

async function problem(work: Promise<unknown>): Promise<PromotionError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PromotionError);
  return error as PromotionError;
}

describe("fetchManifest", () => {
  it("asks for all four manifest types and hands back the bytes with their digest", async () => {
    const { reader, http } = setUp({ [`GET ${V2}/manifests/1.4.2`]: API.response });
    const manifest = await reader.fetchManifest("team/api", "1.4.2", SIGNAL);
    expect(manifest).toMatchObject({ digest: API.digest, kind: "image", mediaType: OCI_MANIFEST_TYPE });
    expect(Buffer.from(manifest?.bytes ?? [])).toEqual(API.bytes);
    expect(http.sent[0]?.headers).toEqual({ accept: ACCEPT, authorization: CREDENTIAL });
  });

  it("does without a Docker-Content-Digest header", async () => {
    const response = answer(200, API.bytes, { "content-type": `${OCI_MANIFEST_TYPE}; charset=utf-8` });
    const { reader } = setUp({ [`GET ${V2}/manifests/1`]: response });
    expect((await reader.fetchManifest("team/api", "1", SIGNAL))?.digest).toBe(API.digest);
  });

  const served = { "content-type": OCI_MANIFEST_TYPE };
  const other = image("other");
  it.each([
    ["a body that was cut", answer(200, API.bytes.subarray(0, -1), served)],
    ["a body with a newline more", answer(200, Buffer.concat([API.bytes, Buffer.from("\n")]), served)],
    ["a body with a byte order mark", answer(200, Buffer.concat([Buffer.from("\ufeff"), API.bytes]), served)],
    ["another valid manifest", other.response],
    [
      "another valid manifest under the right header",
      answer(200, other.bytes, { ...served, "docker-content-digest": API.digest }),
    ],
    ["a header of another digest", answer(200, API.bytes, { ...served, "docker-content-digest": other.digest })],
    ["a header that is no digest", answer(200, API.bytes, { ...served, "docker-content-digest": "sha256:../../x" })],
  ])("refuses %s for a pinned digest", async (_name, response) => {
    const { reader } = setUp({ [`GET ${V2}/manifests/${API.digest}`]: response });
    const error = await problem(reader.fetchManifest("team/api", API.digest, SIGNAL));
    expect(error).toBeInstanceOf(ManifestError);
    expect(error).toMatchObject({ code: "DIGEST_MISMATCH", side: "source" });
    expect(error.message).toContain(`${HOST}/team/api@${API.digest}`);
  });

  it("refuses for a tag a header that contradicts the content", async () => {
    const response = answer(200, API.bytes, { ...served, "docker-content-digest": other.digest });
    const { reader } = setUp({ [`GET ${V2}/manifests/1`]: response });
    expect(await problem(reader.fetchManifest("team/api", "1", SIGNAL))).toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  it("names the reference and the side where a manifest is none", async () => {
    const { reader } = setUp({ [`GET ${V2}/manifests/1`]: answer(200, "<html>", { "content-type": "text/html" }) });
    const error = await problem(reader.fetchManifest("team/api", "1", SIGNAL));
    expect(error).toMatchObject({ code: "MANIFEST_UNSUPPORTED", side: "source" });
    expect(error.message).toContain(`Reading ${HOST}/team/api:1 failed: `);
  });

  it.each(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "TAG_UNKNOWN", "NOT_FOUND"])(
    "takes a 404 %s as absent",
    async (code) => {
      const { reader } = setUp({ [`GET ${V2}/manifests/1`]: refusal(404, code) });
      expect(await reader.fetchManifest("team/api", "1", SIGNAL)).toBeUndefined();
    },
  );

  const oci = "OCI artifact found, but accept header does not support OCI artifacts";
  it.each([
    [
      "a page of a proxy",
      answer(404, "<html><title>Blocked by policy</title></html>"),
      "REGISTRY_NOT_FOUND",
      "Blocked by policy",
    ],
    ["nothing", answer(404), "REGISTRY_NOT_FOUND", "answered 404."],
    ["other JSON", answer(404, { message: "no Route matched" }), "REGISTRY_NOT_FOUND", "no Route matched"],
    ["ACR's complaint about Accept", refusal(404, "MANIFEST_UNKNOWN", oci), "REGISTRY_ACCEPT_REFUSED", oci],
  ])("takes a 404 with %s as a failure", async (_name, response, code, text) => {
    const { reader } = setUp({ [`GET ${V2}/manifests/1`]: response });
    const error = await problem(reader.fetchManifest("team/api", "1", SIGNAL));
    expect(error).toMatchObject({ code, status: 404 });
    expect(error.message).toContain(text);
  });

  it.each([
    ["a repository that climbs", "../secrets", "1"],
    ["a repository with an escape", "team%2fapi", "1"],
    ["a repository with a query", "team/api?x=", "1"],
    ["a tag that climbs", "team/api", "../../x"],
    ["a tag with a slash", "team/api", "a/b"],
    ["a tag with a line break", "team/api", "1\n"],
    ["a digest in upper case", "team/api", `sha256:${"A".repeat(64)}`],
    ["a digest that is too short", "team/api", `sha256:${"a".repeat(63)}`],
    ["a digest that is too long", "team/api", `sha256:${"a".repeat(65)}`],
    ["a sha512 digest", "team/api", `sha512:${"a".repeat(128)}`],
    ["a digest in full-width letters", "team/api", `sha256:${"ａ".repeat(64)}`],
  ])("makes no request of %s", async (_name, repository, reference) => {
    const { reader, http } = setUp({});
    await problem(reader.fetchManifest(repository, reference, SIGNAL));
    await problem(reader.headManifest(repository, reference, SIGNAL));
    await problem(reader.listReferrers(repository, `${reference}x` as Digest, SIGNAL));
    expect(http.sent).toEqual([]);
  });

  it("asks Docker Hub at the host of its API", async () => {
    const { reader, http } = setUp(
      { "GET https://registry-1.docker.io/v2/library/alpine/manifests/3": API.response },
      { host: "docker.io", flavour: "generic" },
    );
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    expect(http.sent).toHaveLength(1);
    expect(reader.host).toBe("docker.io");
  });
});

describe("a 401", () => {
  it("is tried once more with what the authorization has instead, and with the challenge known to it", async () => {
    const seen: unknown[] = [];
    const authorization: Authorization = {
      authorize: async () => "Bearer old",
      renew: async (scope, refused) => {
        seen.push(scope.repository, scope.action, refused);
        return "Bearer new";
      },
    };
    const route: Route = ({ headers }) =>
      headers["authorization"] === "Bearer new" ? API.response : answer(401, "", { "www-authenticate": "Bearer x=y" });
    const { reader, http } = setUp({ [`GET ${V2}/manifests/1`]: route }, { authorization });
    expect((await reader.fetchManifest("team/api", "1", SIGNAL))?.digest).toBe(API.digest);
    expect(http.sent).toHaveLength(2);
    expect(seen).toEqual(["team/api", "pull", { authorization: "Bearer old", challenge: "Bearer x=y" }]);
  });

  it("of the second try is final and says which role is missing", async () => {
    const authorization = { ...letIn, renew: async () => "Bearer new" };
    const route = refusal(401, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization");
    const { reader, http } = setUp({ [`GET ${V2}/manifests/1`]: route }, { authorization });
    const error = await problem(reader.fetchManifest("team/api", "1", SIGNAL));
    expect(error).toMatchObject({ code: "REGISTRY_UNAUTHORIZED", status: 401 });
    expect(error.remedy).toContain("Container Registry Data Importer and Data Reader");
    expect(http.sent).toHaveLength(2);
  });
});

describe("redirects", () => {
  const places = [
    ["another host", "https://evil.example/v2/x"],
    ["another port", `https://${HOST}:8443/v2/x`],
    ["plain http", `http://${HOST}/v2/x`],
    ["the same host", `${V2}/manifests/2`],
  ] as const;
  const statuses = [301, 302, 303, 307, 308];

  it.each(places.flatMap(([name, to]) => statuses.map((status) => [status, name, to] as const)))(
    "of an ACR are never followed: %i to %s",
    async (status, _name, to) => {
      const response = redirect(to, status);
      const { reader, http } = setUp({
        [`GET ${V2}/manifests/1`]: response,
        [`HEAD ${V2}/manifests/1`]: response,
        [`GET ${V2}/referrers/${API.digest}`]: response,
        [`GET ${V2}/tags/list?n=1000`]: response,
        [`GET https://${HOST}/acr/v1/team/api/_tags/1`]: response,
      });
      const reads = [
        reader.fetchManifest("team/api", "1", SIGNAL),
        reader.headManifest("team/api", "1", SIGNAL),
        reader.listReferrers("team/api", API.digest, SIGNAL),
        reader.findTags("team/api", ["1"], SIGNAL),
        reader.readLocks({ repository: "team/api", tag: "1" }, SIGNAL),
      ];
      for (const read of reads) {
        const error = await problem(read);
        expect(error.code).toBe("REGISTRY_REDIRECTED");
        expect(error.message).toContain(new URL(to).host);
      }
      expect(http.sent).toHaveLength(reads.length);
    },
  );

  const regional = "https://us-docker.pkg.dev/v2/k8s/pause/manifests/3?sig=secret";
  const K8S = { host: "registry.k8s.io", flavour: "generic" } as const;
  const first = "GET https://registry.k8s.io/v2/pause/manifests/3";

  it("of another registry's manifest are followed bare of everything but Accept, and the bytes are hashed", async () => {
    const { reader, http } = setUp({ [first]: redirect(regional), [`GET ${regional}`]: API.response }, K8S);
    expect((await reader.fetchManifest("pause", "3", SIGNAL))?.digest).toBe(API.digest);
    expect(http.sent[1]?.headers).toEqual({ accept: ACCEPT });
  });

  it("of another registry's manifest are followed three times, not four", async () => {
    const hop = (at: number) => `https://hop${at}.example.com/m`;
    const routes = (hops: number) => ({
      [first]: redirect(hop(1)),
      ...Object.fromEntries(
        Array.from({ length: hops }, (_, at) => [
          `GET ${hop(at + 1)}`,
          at + 1 === hops ? API.response : redirect(hop(at + 2)),
        ]),
      ),
    });
    const three = setUp(routes(3), K8S);
    expect((await three.reader.fetchManifest("pause", "3", SIGNAL))?.digest).toBe(API.digest);
    const four = setUp(routes(4), K8S);
    const error = await problem(four.reader.fetchManifest("pause", "3", SIGNAL));
    expect(error.code).toBe("REGISTRY_REDIRECTED");
    expect(error.message).toContain("hop4.example.com");
    expect(four.http.sent).toHaveLength(4);
  });

  it.each([
    ["plain http", "http://us-docker.pkg.dev/x"],
    ["an IPv4 address", "https://169.254.169.254/latest/meta-data"],
    ["an IPv4 address in disguise", "https://0xa9fea9fe/latest"],
    ["an IPv6 address", "https://[fd00:ec2::254]/latest"],
    ["localhost", "https://localhost/x"],
    ["userinfo", "https://user:pass@us-docker.pkg.dev/x"],
    ["a file", "file:///etc/passwd"],
    ["nothing", ""],
  ])("of another registry are not followed to %s", async (_name, to) => {
    const response = to === "" ? answer(307) : redirect(to);
    const { reader, http } = setUp({ [first]: response }, K8S);
    expect(await problem(reader.fetchManifest("pause", "3", SIGNAL))).toMatchObject({ code: "REGISTRY_REDIRECTED" });
    expect(http.sent).toHaveLength(1);
  });

  it("never show a signed query in an error", async () => {
    const { reader } = setUp({ [first]: redirect(regional), [`GET ${regional}`]: answer(403, "no") }, K8S);
    const error = await problem(reader.fetchManifest("pause", "3", SIGNAL));
    expect(error.message).toContain("https://us-docker.pkg.dev/v2/k8s/pause/manifests/3 answered 403");
    expect(error.message).not.toContain("secret");
  });
});

describe("fetchBlob", () => {
  const blob = Buffer.from("config");
  const digest = digestOf(blob);
  const at = `GET ${V2}/blobs/${digest}`;
  const storage = "https://account.blob.core.windows.net/x?sig=secret";

  it("takes one hop bare of our headers and hashes what comes", async () => {
    const { reader, http } = setUp({ [at]: redirect(storage), [`GET ${storage}`]: answer(200, blob) });
    expect(Buffer.from(await reader.fetchBlob("team/api", digest, 100, SIGNAL))).toEqual(blob);
    expect(http.sent.map(({ headers }) => headers)).toEqual([{ authorization: CREDENTIAL }, {}]);
    expect(http.requests.map(({ maxBodyBytes }) => maxBodyBytes)).toEqual([100, 100]);
  });

  it("takes no second hop", async () => {
    const { reader } = setUp({ [at]: redirect(storage), [`GET ${storage}`]: redirect("https://evil.example/") });
    expect(await problem(reader.fetchBlob("team/api", digest, 100, SIGNAL))).toMatchObject({
      code: "REGISTRY_REDIRECTED",
    });
  });

  it("refuses other bytes", async () => {
    const { reader } = setUp({ [at]: answer(200, "confiG") });
    expect(await problem(reader.fetchBlob("team/api", digest, 100, SIGNAL))).toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  it("takes absence as a failure", async () => {
    const { reader } = setUp({ [at]: refusal(404, "BLOB_UNKNOWN", "blob unknown") });
    expect((await problem(reader.fetchBlob("team/api", digest, 100, SIGNAL))).message).toContain("BLOB_UNKNOWN");
  });
});

describe("headManifest", () => {
  it.each([
    ["the digest that the registry states", answer(200, "", { "docker-content-digest": API.digest }), API.digest],
    ["nothing for an absent tag", answer(404), undefined],
  ])("gives %s", async (_name, response, digest) => {
    const { reader } = setUp({ [`HEAD ${V2}/manifests/1`]: response });
    expect(await reader.headManifest("team/api", "1", SIGNAL)).toBe(digest);
  });

  it.each([
    ["no digest", {}],
    ["a malformed digest", { "docker-content-digest": "sha256:abc" }],
  ])("refuses %s", async (_name, headers) => {
    const { reader } = setUp({ [`HEAD ${V2}/manifests/1`]: answer(200, "", headers) });
    expect(await problem(reader.headManifest("team/api", "1", SIGNAL))).toMatchObject({
      code: "REGISTRY_ANSWER_INVALID",
    });
  });
});

describe("listReferrers", () => {
  const FIRST = `${V2}/referrers/${API.digest}`;
  const TAG = `GET ${V2}/manifests/${API.digest.replace(":", "-")}`;
  const [one, two] = [image("signature"), image("sbom")];
  const page = (entries: Parameters<typeof index>[0], link?: string) =>
    answer(200, index(entries).bytes, { "content-type": OCI_INDEX_TYPE, ...(link !== undefined && { link }) });
  const list = (routes: Readonly<Record<string, Route>>, options?: Partial<RegistryReaderOptions>) => {
    const all = setUp(routes, options);
    return { ...all, work: all.reader.listReferrers("team/api", API.digest, SIGNAL) };
  };

  it("puts pages together", async () => {
    const { work } = list({
      [`GET ${FIRST}`]: page([one], `</v2/team/api/referrers/${API.digest}?last=a%2Fb&n=1>; rel="next"`),
      [`GET ${FIRST}?last=a%2Fb&n=1`]: page([two]),
    });
    expect((await work).map(({ digest }) => digest)).toEqual([one.digest, two.digest]);
  });

  it.each([
    ["another host", `<https://evil.example/v2/team/api/referrers/${API.digest}?n=1>; rel="next"`],
    ["another port", `<https://${HOST}:8443/v2/team/api/referrers/${API.digest}?n=1>; rel="next"`],
    ["plain http", `<http://${HOST}/v2/team/api/referrers/${API.digest}?n=1>; rel="next"`],
    ["userinfo", `<https://a:b@${HOST}/v2/team/api/referrers/${API.digest}?n=1>; rel="next"`],
    ["a host without a scheme", `<//evil.example/v2/team/api/referrers/${API.digest}>; rel="next"`],
    ["a host with backslashes", `<\\\\evil.example/x>; rel="next"`],
    ["another path", `</v2/team/other/referrers/${API.digest}>; rel="next"`],
    ["a path that climbs", `</v2/team/api/referrers/../../../x>; rel="next"`],
    ["what cannot be read", "next page please"],
  ])("asks no next page of %s", async (_name, link) => {
    const { work, http } = list({ [`GET ${FIRST}`]: page([one], link) });
    expect(await problem(work)).toMatchObject({ code: "LINK_REFUSED", side: "source" });
    expect(http.sent).toHaveLength(1);
  });

  it("ends an endless list", async () => {
    const endless = page([one], `<?again>; rel="next"`);
    const { work, http } = list({ [`GET ${FIRST}`]: endless, [`GET ${FIRST}?again`]: endless });
    expect(await problem(work)).toMatchObject({ code: "REFERRERS_TOO_MANY" });
    expect(http.sent).toHaveLength(50);
  });

  it.each([404, 405, 501])("reads the tag schema where the API is absent (%i)", async (status) => {
    const { work } = list({ [`GET ${FIRST}`]: answer(status, "page not found"), [TAG]: index([one, two]).response });
    expect((await work).map(({ digest }) => digest)).toEqual([one.digest, two.digest]);
  });

  it("finds none where there is no such tag either", async () => {
    const { work } = list({ [`GET ${FIRST}`]: answer(404), [TAG]: refusal(404, "MANIFEST_UNKNOWN") });
    expect(await work).toEqual([]);
  });

  it.each([
    ["401", refusal(401, "UNAUTHORIZED"), "REGISTRY_UNAUTHORIZED"],
    ["403", refusal(403, "DENIED"), "REGISTRY_DENIED"],
    ["429", refusal(429, "TOOMANYREQUESTS"), "REGISTRY_THROTTLED"],
    ["500", answer(500), "REGISTRY_UNAVAILABLE"],
    ["503", answer(503), "REGISTRY_UNAVAILABLE"],
    ["200 with garbage", answer(200, "{", { "content-type": OCI_INDEX_TYPE }), "MANIFEST_INVALID"],
    ["200 with a page", answer(200, "<html>", { "content-type": "text/html" }), "MANIFEST_UNSUPPORTED"],
    ["200 with an image", API.response, "REGISTRY_ANSWER_INVALID"],
  ])("takes %s as a failure, never as none", async (_name, response, code) => {
    expect(await problem(list({ [`GET ${FIRST}`]: response }).work)).toMatchObject({ code });
  });

  it("takes a failure of the tag schema as a failure", async () => {
    const gone = list({ [`GET ${FIRST}`]: answer(404), [TAG]: answer(503) });
    expect(await problem(gone.work)).toMatchObject({ code: "REGISTRY_UNAVAILABLE" });
    const wrong = list({ [`GET ${FIRST}`]: answer(404), [TAG]: one.response });
    expect(await problem(wrong.work)).toMatchObject({ code: "REFERRERS_INVALID" });
  });

  it("keeps to 250 a minute once a 429 was met, not before", async () => {
    const { reader, http, clock } = setUp({ [`GET ${FIRST}`]: page([]) });
    const list100 = () =>
      clock.runUntilSettled(
        Promise.all(Array.from({ length: 100 }, () => reader.listReferrers("team/api", API.digest, SIGNAL))),
      );
    await list100();
    expect(clock.nowMs()).toBe(0);
    http.requests[0]?.onThrottled?.();
    await list100();
    expect(clock.nowMs()).toBe(99 * 240);
  });

  it("uses what the allowance has grown by while the registry was left alone, up to a minute's", async () => {
    const { reader, http, clock } = setUp({ [`GET ${FIRST}`]: page([]) });
    const listMany = (count: number) =>
      clock.runUntilSettled(
        Promise.all(Array.from({ length: count }, () => reader.listReferrers("team/api", API.digest, SIGNAL))),
      );
    await listMany(1);
    http.requests[0]?.onThrottled?.();
    await clock.advance(100 * 240);
    await listMany(100);
    expect(clock.nowMs()).toBe(100 * 240);
    await clock.advance(10 * 60_000);
    const restedAtMs = clock.nowMs();
    await listMany(300);
    expect(clock.nowMs() - restedAtMs).toBe(49 * 240);
  });
});

describe("findTags", () => {
  const LIST = `GET ${V2}/tags/list?n=1000`;

  it("asks once for all that look into one repository at the same time", async () => {
    const { reader, http, clock } = setUp({
      [LIST]: answer(200, { name: "team/api", tags: ["1", "2", "sha256-a.sig"] }),
    });
    const found = await Promise.all([
      reader.findTags("team/api", ["1", "3"], SIGNAL),
      reader.findTags("team/api", ["sha256-a.sig", "sha256-b.sig"], SIGNAL),
    ]);
    expect(found).toEqual([new Set(["1"]), new Set(["sha256-a.sig"])]);
    expect(http.sent).toHaveLength(1);
    await clock.advance(15_000);
    await reader.findTags("team/api", ["1"], SIGNAL);
    expect(http.sent).toHaveLength(2);
  });

  it.each([
    ["a repository that does not exist", refusal(404, "NAME_UNKNOWN")],
    ["an empty list", answer(200, { name: "team/api", tags: [] })],
    ["an empty list in Go's spelling", answer(200, { name: "team/api", tags: null })],
  ])("finds none in %s", async (_name, response) => {
    const { reader } = setUp({ [LIST]: response });
    expect(await reader.findTags("team/api", ["1"], SIGNAL)).toEqual(new Set());
  });

  it.each([
    ["has a next page", answer(200, { tags: ["1"] }, { link: `</v2/team/api/tags/list?last=1>; rel="next"` })],
    ["is as long as a page", answer(200, { tags: Array.from({ length: 1000 }, (_, at) => `t${at}`) })],
    ["is refused", refusal(403, "DENIED")],
    ["needs a right that is missing", refusal(401, "UNAUTHORIZED")],
    ["is unknown to the registry", answer(404, "page not found")],
  ])("looks for each where the listing %s", async (_name, response) => {
    const { reader, http } = setUp({
      [LIST]: response,
      [`HEAD ${V2}/manifests/1`]: answer(200, "", { "docker-content-digest": API.digest }),
      [`HEAD ${V2}/manifests/9`]: answer(404),
    });
    expect(await reader.findTags("team/api", ["1", "9"], SIGNAL)).toEqual(new Set(["1"]));
    await reader.findTags("team/api", ["1"], SIGNAL);
    expect(http.asked.filter((asked) => asked === LIST)).toHaveLength(1);
  });

  it.each([
    ["429", answer(429), "REGISTRY_THROTTLED"],
    ["500", answer(500), "REGISTRY_UNAVAILABLE"],
    ["something else", answer(200, { repositories: [] }), "REGISTRY_ANSWER_INVALID"],
    ["a page", answer(200, "<html>"), "REGISTRY_ANSWER_INVALID"],
  ])("takes %s as a failure", async (_name, response, code) => {
    const { reader } = setUp({ [LIST]: response });
    expect(await problem(reader.findTags("team/api", ["1"], SIGNAL))).toMatchObject({ code });
  });

  it("takes a failure of one look as a failure", async () => {
    const { reader } = setUp({ [LIST]: refusal(403, "DENIED"), [`HEAD ${V2}/manifests/1`]: answer(503) });
    expect(await problem(reader.findTags("team/api", ["1"], SIGNAL))).toMatchObject({ code: "REGISTRY_UNAVAILABLE" });
  });

  it("looks into a listing that was asked for ahead", async () => {
    const { reader, http } = setUp({ [LIST]: answer(200, { name: "team/api", tags: ["1", "2"] }) });
    reader.listTagsAhead?.("team/api", SIGNAL);
    expect(await reader.findTags("team/api", ["2", "3"], SIGNAL)).toEqual(new Set(["2"]));
    expect(http.sent).toHaveLength(1);
  });

  it("asks nothing for no tags", async () => {
    const { reader, http } = setUp({});
    expect(await reader.findTags("team/api", [], SIGNAL)).toEqual(new Set());
    expect(http.sent).toEqual([]);
  });
});

describe("readLocks", () => {
  const ACR = `GET https://${HOST}/acr/v1/team/api`;
  const locked = { changeableAttributes: { deleteEnabled: true, writeEnabled: false } };
  const targets: readonly (readonly [string, Lockable, string, object])[] = [
    ["a tag", { repository: "team/api", tag: "1" }, `${ACR}/_tags/1`, { tag: locked }],
    [
      "a manifest",
      { repository: "team/api", digest: API.digest },
      `${ACR}/_manifests/${API.digest}`,
      { manifest: locked },
    ],
    ["a repository", { repository: "team/api" }, ACR, locked],
  ];

  it.each(targets)(
    "reads those of %s with no more than the right to read metadata",
    async (_name, lockable, at, body) => {
      const scopes: unknown[] = [];
      const authorization: Authorization = {
        ...letIn,
        authorize: async ({ repository, action }) => {
          scopes.push([repository, action]);
          return CREDENTIAL;
        },
      };
      const { reader } = setUp({ [at]: answer(200, body) }, { authorization });
      expect(await reader.readLocks(lockable, SIGNAL)).toEqual({ writeEnabled: false });
      expect(scopes).toEqual([["team/api", "metadata_read"]]);
    },
  );

  it.each(targets)("finds none where %s does not exist", async (_name, lockable, at, _body) => {
    const { reader } = setUp({ [at]: refusal(404, "TAG_UNKNOWN", "the specified tag does not exist") });
    expect(await reader.readLocks(lockable, SIGNAL)).toBeUndefined();
  });

  it.each([
    ["nothing", {}],
    ["no attributes", { tag: { name: "1" } }],
    ["something else", { tag: { changeableAttributes: { writeEnabled: "false" } } }],
  ])("takes an answer that says %s as a failure, never as unlocked", async (_name, body) => {
    const { reader } = setUp({ [`${ACR}/_tags/1`]: answer(200, body) });
    const error = await problem(reader.readLocks({ repository: "team/api", tag: "1" }, SIGNAL));
    expect(error.code).toBe("REGISTRY_ANSWER_INVALID");
  });

  it("has no answer for a registry that is no ACR", async () => {
    const { reader, http } = setUp({}, { flavour: "generic" });
    expect(await problem(reader.readLocks({ repository: "a" }, SIGNAL))).toMatchObject({ code: "LOCKS_UNSUPPORTED" });
    expect(http.sent).toEqual([]);
  });
});

describe("a shrinking allowance", () => {
  it("is told once", async () => {
    const withRemaining = (remaining: number) =>
      answer(200, "", { "docker-content-digest": API.digest, "ratelimit-remaining": `${remaining};w=21600` });
    let remaining = 12;
    const { reader, notices } = setUp(
      { "HEAD https://registry-1.docker.io/v2/library/alpine/manifests/3": () => withRemaining(--remaining) },
      { host: "docker.io", flavour: "generic" },
    );
    await reader.headManifest("library/alpine", "3", SIGNAL);
    expect(notices).toEqual([]);
    await reader.headManifest("library/alpine", "3", SIGNAL);
    await reader.headManifest("library/alpine", "3", SIGNAL);
    expect(notices).toEqual([expect.stringContaining("docker.io allows 10 more pulls")]);
  });
});
