import { describe, expect, it } from "@jest/globals";
import { ManifestError, PromotionError } from "../../../src/errors.ts";
import type { HttpResponse } from "../../../src/http/http.ts";
import type { Descriptor } from "../../../src/oci/descriptor.ts";
import { type Digest, digestOf } from "../../../src/oci/digest.ts";
import type { Lockable, Lookup, ReferrerList, RegistryReader } from "../../../src/ports.ts";
import type { Problem } from "../../../src/problems.ts";
import type { RegistryAccessOptions } from "../../../src/registry/access.ts";
import type { Authorization } from "../../../src/registry/auth/authorization.ts";
import type { LoginOrigin } from "../../../src/registry/auth/login-origin.ts";
import { createRegistryReader } from "../../../src/registry/client.ts";
import { ManualClock } from "../../manual-clock.ts";
import {
  image,
  index,
  OCI_INDEX_TYPE,
  OCI_MANIFEST_TYPE,
  RecordedHttp,
  type Route,
  redirect,
  refusal,
  response,
  type Served,
  signature,
} from "./recorded-http.ts";

const ORIGIN: LoginOrigin = { kind: "identity", name: "this step's identity", grantee: "own" };
const HOST = "contoso.azurecr.io";
const V2 = `https://${HOST}/v2/team/api`;
const SIGNAL = new AbortController().signal;
const CREDENTIAL = "Bearer credential-of-this-registry";
const ACCEPT =
  "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json";

/** Lets everything in with one credential and has no other. */
const letIn: Authorization = { origin: ORIGIN, authorize: async () => CREDENTIAL, renew: async () => undefined };

function setUp(routes: Readonly<Record<string, Route>>, options: Partial<RegistryAccessOptions> = {}) {
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
    pauses: () => [],
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

/** Rejects with the problem of an unknown lookup; resolves with any other. */
async function unknown(lookup: Promise<Lookup<unknown> | undefined>): Promise<unknown> {
  const result = await lookup;
  if (result?.kind === "unknown") throw result.problem;
  return result;
}

function headersOf({ digest }: Served): Readonly<Record<string, string>> {
  return { "content-type": OCI_MANIFEST_TYPE, "docker-content-digest": digest };
}

function descriptorOf({ digest, bytes }: Served): Descriptor {
  return { digest, mediaType: OCI_MANIFEST_TYPE, sizeBytes: bytes.byteLength };
}

describe("fetchManifest", () => {
  it("requests all four manifest types and returns what the bytes say, with their digest", async () => {
    const { reader, http } = setUp({ [`GET ${V2}/manifests/1.4.2`]: API.response });
    const manifest = await reader.fetchManifest("team/api", "1.4.2", SIGNAL);
    expect(manifest).toMatchObject({ digest: API.digest, kind: "image", mediaType: OCI_MANIFEST_TYPE });
    expect(manifest?.sizeBytes).toBe(API.bytes.byteLength);
    expect(http.sent[0]?.headers).toEqual({ accept: ACCEPT, authorization: CREDENTIAL });
  });

  it("does without a Docker-Content-Digest header", async () => {
    const scripted = response(200, API.bytes, { "content-type": `${OCI_MANIFEST_TYPE}; charset=utf-8` });
    const { reader } = setUp({ [`GET ${V2}/manifests/1`]: scripted });
    expect((await reader.fetchManifest("team/api", "1", SIGNAL))?.digest).toBe(API.digest);
  });

  const served = { "content-type": OCI_MANIFEST_TYPE };
  const other = image("other");
  it.each([
    ["a body that was cut", response(200, API.bytes.subarray(0, -1), served)],
    ["a body with a newline more", response(200, Buffer.concat([API.bytes, Buffer.from("\n")]), served)],
    ["a body with a byte order mark", response(200, Buffer.concat([Buffer.from("\ufeff"), API.bytes]), served)],
    ["another valid manifest", other.response],
    [
      "another valid manifest under the right header",
      response(200, other.bytes, { ...served, "docker-content-digest": API.digest }),
    ],
    ["a header of another digest", response(200, API.bytes, { ...served, "docker-content-digest": other.digest })],
    ["a header that is no digest", response(200, API.bytes, { ...served, "docker-content-digest": "sha256:../../x" })],
  ])("refuses %s for a pinned digest", async (_name, response) => {
    const { reader } = setUp({ [`GET ${V2}/manifests/${API.digest}`]: response });
    const error = await problem(reader.fetchManifest("team/api", API.digest, SIGNAL));
    expect(error).toBeInstanceOf(ManifestError);
    expect(error).toMatchObject({ code: "DIGEST_MISMATCH", side: "source" });
    expect(error.message).toContain(`${HOST}/team/api@${API.digest}`);
  });

  it("refuses for a tag a header that contradicts the content", async () => {
    const scripted = response(200, API.bytes, { ...served, "docker-content-digest": other.digest });
    const { reader } = setUp({ [`GET ${V2}/manifests/1`]: scripted });
    expect(await problem(reader.fetchManifest("team/api", "1", SIGNAL))).toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  describe("from the upstream of a cache rule", () => {
    const cached = response(200, API.bytes, { ...headersOf(API), "x-azure-origin": "upstream" });
    const served = {
      [`GET ${V2}/manifests/1`]: cached,
      [`GET ${V2}/manifests/${API.digest}`]: cached,
      [`HEAD ${V2}/manifests/1`]: response(200, "", { ...headersOf(API), "x-azure-origin": "upstream" }),
      [`HEAD ${V2}/manifests/${API.digest}`]: response(200, "", { ...headersOf(API), "x-azure-origin": "upstream" }),
    };

    it.each<[string, (reader: RegistryReader) => Promise<unknown>]>([
      ["a manifest by its tag", (reader) => reader.fetchManifest("team/api", "1", SIGNAL)],
      ["a manifest by its digest", (reader) => reader.fetchManifest("team/api", API.digest, SIGNAL)],
      ["a tag", (reader) => reader.readTag("team/api", "1", SIGNAL)],
      ["HEAD of a tag", (reader) => unknown(reader.lookUpTag("team/api", "1", SIGNAL))],
      ["HEAD of a digest", (reader) => unknown(reader.lookUpManifest("team/api", descriptorOf(API), SIGNAL))],
    ])("is not the target's content: %s", async (_name, read) => {
      const { reader } = setUp(served, { side: "target", flavour: "acr" });
      const error = await read(reader).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "TARGET_IS_CACHE", side: "target", causeKey: `${HOST}/team/api` });
      expect((error as PromotionError).remedy).toContain(`az acr cache list --registry ${HOST.split(".")[0]} `);
    });

    it("is content as any other at a source", async () => {
      const { reader } = setUp(served, { flavour: "acr" });
      expect((await reader.fetchManifest("team/api", "1", SIGNAL))?.digest).toBe(API.digest);
    });
  });

  it("names the reference and the side where a manifest is none", async () => {
    const { reader } = setUp({ [`GET ${V2}/manifests/1`]: response(200, "<html>", { "content-type": "text/html" }) });
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
      response(404, "<html><title>Blocked by policy</title></html>"),
      "REGISTRY_NOT_FOUND",
      "Blocked by policy",
    ],
    ["nothing", response(404), "REGISTRY_NOT_FOUND", "returned 404."],
    ["other JSON", response(404, { message: "no Route matched" }), "REGISTRY_NOT_FOUND", "no Route matched"],
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
    await problem(reader.readTag(repository, reference, SIGNAL));
    await problem(reader.fetchBlob(repository, `${reference}x` as Digest, 100, SIGNAL));
    expect(http.sent).toEqual([]);
  });

  it("requests Docker Hub at the host of its API", async () => {
    const { reader, http } = setUp(
      { "GET https://registry-1.docker.io/v2/library/alpine/manifests/3": API.response },
      { host: "docker.io", flavour: "generic" },
    );
    await reader.fetchManifest("library/alpine", "3", SIGNAL);
    expect(http.sent).toHaveLength(1);
    expect(reader.host).toBe("docker.io");
  });
});

describe("lookUpBlob", () => {
  const digest = digestOf(Buffer.from("layer"));
  const BLOB = `HEAD ${V2}/blobs/${digest}`;
  const lookUp = (response: HttpResponse) => {
    const { reader, http } = setUp({ [BLOB]: response });
    return { http, found: reader.lookUpBlob("team/api", digest, SIGNAL) };
  };

  it.each<[string, HttpResponse, object]>([
    ["200 with a length", response(200, "", { "content-length": "5" }), { kind: "known", value: { sizeBytes: 5 } }],
    [
      "307 to a storage account",
      redirect("https://contoso.blob.core.windows.net/layer?sig=secret"),
      { kind: "known", value: { sizeBytes: undefined } },
    ],
    ["404", response(404), { kind: "absent" }],
  ])("takes %s, by one request", async (_name, response, expected) => {
    const { http, found } = lookUp(response);
    expect(await found).toEqual(expected);
    expect(http.requested).toEqual([BLOB]);
  });

  it("leaves no connection on which a server could wrongly send the blob as the next response", async () => {
    const { http, found } = lookUp(response(404));
    await found;
    expect(http.requests).toMatchObject([{ closeAfter: true }]);
  });

  it.each([
    ["no length, as a proxy's page has none", response(200)],
    ["a length that is not a number", response(200, "", { "content-length": "5, 5" })],
  ])("takes nothing from a 200 with %s", async (_name, response) => {
    const { found } = lookUp(response);
    expect(await found).toMatchObject({ kind: "unknown", problem: { code: "REGISTRY_ANSWER_INVALID" } });
  });

  it("is sent once for callers side by side", async () => {
    const { reader, http } = setUp({ [BLOB]: response(200, "", { "content-length": "5" }) });
    const found = await Promise.all([1, 2, 3].map(() => reader.lookUpBlob("team/api", digest, SIGNAL)));
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(["known"]));
    expect(http.requested).toEqual([BLOB]);
  });

  it.each([301, 302, 303, 308])(
    "takes nothing from a redirect with %i, which ACR does not send for blobs",
    async (status) => {
      const { http, found } = lookUp(redirect("https://login.example/", status));
      expect(await found).toMatchObject({ kind: "unknown" });
      expect(http.requested).toEqual([BLOB]);
    },
  );
});

describe("a 401", () => {
  it("is tried once more with what the authorization has instead, and with the challenge known to it", async () => {
    const seen: unknown[] = [];
    const authorization: Authorization = {
      origin: ORIGIN,
      authorize: async () => "Bearer old",
      renew: async (scope, refused) => {
        seen.push(scope.repository, scope.action, refused);
        return "Bearer new";
      },
    };
    const route: Route = ({ headers }) =>
      headers["authorization"] === "Bearer new"
        ? API.response
        : response(401, "", { "www-authenticate": "Bearer x=y" });
    const { reader, http } = setUp({ [`GET ${V2}/manifests/1`]: route }, { authorization });
    expect((await reader.fetchManifest("team/api", "1", SIGNAL))?.digest).toBe(API.digest);
    expect(http.sent).toHaveLength(2);
    expect(seen).toEqual(["team/api", "pull", { authorization: "Bearer old", challenge: "Bearer x=y" }]);
  });

  it("of the second attempt is final and names the missing role", async () => {
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
        [`GET ${V2}/manifests/${API.digest.replace(":", "-")}`]: response,
        [`GET ${V2}/tags/list?n=1000`]: response,
        [`GET https://${HOST}/acr/v1/team/api/_tags/1`]: response,
      });
      const reads = [
        reader.fetchManifest("team/api", "1", SIGNAL),
        reader.readTag("team/api", "1", SIGNAL),
        unknown(reader.lookUpTag("team/api", "1", SIGNAL)),
        reader.lookUpReferrers("team/api", API.digest, SIGNAL).then((list) => Promise.reject(list.unknown)),
        unknown(reader.lookUpSignatures("team/api", API.digest, ["1"], SIGNAL).then(([first]) => first)),
        unknown(reader.lookUpLocks({ repository: "team/api", tag: "1" }, SIGNAL)),
      ];
      for (const read of reads) {
        const error = await read.then(
          () => undefined as never,
          (reason: Problem) => reason,
        );
        expect(error.code).toBe("REGISTRY_REDIRECTED");
        expect(error.message).toContain(new URL(to).host);
      }
      // Beside one each: the referrers tag, and HEAD and GET of a signature that no list shows.
      expect(http.sent).toHaveLength(reads.length + 3);
      expect(new Set(http.sent.map(({ url }) => new URL(url).host))).toEqual(new Set([HOST]));
    },
  );

  const regional = "https://us-docker.pkg.dev/v2/k8s/pause/manifests/3?sig=secret";
  const K8S = { host: "registry.k8s.io", flavour: "generic" } as const;
  const first = "GET https://registry.k8s.io/v2/pause/manifests/3";

  it("of another registry's manifest are followed with no header but Accept, and the bytes are hashed", async () => {
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
    const scripted = to === "" ? response(307) : redirect(to);
    const { reader, http } = setUp({ [first]: scripted }, K8S);
    expect(await problem(reader.fetchManifest("pause", "3", SIGNAL))).toMatchObject({ code: "REGISTRY_REDIRECTED" });
    expect(http.sent).toHaveLength(1);
  });

  it("never show a signed query in an error", async () => {
    const { reader } = setUp({ [first]: redirect(regional), [`GET ${regional}`]: response(403, "no") }, K8S);
    const error = await problem(reader.fetchManifest("pause", "3", SIGNAL));
    expect(error.message).toContain("https://us-docker.pkg.dev/v2/k8s/pause/manifests/3 returned 403");
    expect(error.message).not.toContain("secret");
  });
});

describe("fetchBlob", () => {
  const blob = Buffer.from("config");
  const digest = digestOf(blob);
  const at = `GET ${V2}/blobs/${digest}`;
  const storage = "https://account.blob.core.windows.net/x?sig=secret";

  it("follows one redirect without our headers and hashes the content", async () => {
    const { reader, http } = setUp({ [at]: redirect(storage), [`GET ${storage}`]: response(200, blob) });
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
    const { reader } = setUp({ [at]: response(200, "confiG") });
    expect(await problem(reader.fetchBlob("team/api", digest, 100, SIGNAL))).toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  it("takes absence as a failure", async () => {
    const { reader } = setUp({ [at]: refusal(404, "BLOB_UNKNOWN", "blob unknown") });
    expect((await problem(reader.fetchBlob("team/api", digest, 100, SIGNAL))).message).toContain("BLOB_UNKNOWN");
  });
});

describe("readTag", () => {
  const AT = `GET ${V2}/manifests/1`;
  const SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";
  const ARTIFACT = Buffer.from(
    JSON.stringify({ mediaType: "application/vnd.oci.artifact.manifest.v1+json", blobs: [] }),
  );

  it("returns the manifest and its digest", async () => {
    const { reader } = setUp({ [AT]: API.response });
    expect(await reader.readTag("team/api", "1", SIGNAL)).toMatchObject({
      digest: API.digest,
      manifest: { digest: API.digest, kind: "image" },
    });
  });

  it("takes the digest of a signed schema 1 manifest from the registry", async () => {
    const served = response(200, "{}", { "content-type": SCHEMA1, "docker-content-digest": API.digest });
    const { reader } = setUp({ [AT]: served });
    expect(await reader.readTag("team/api", "1", SIGNAL)).toEqual({ digest: API.digest, manifest: undefined });
  });

  it("requests an artifact manifest with a wider Accept", async () => {
    const digest = digestOf(ARTIFACT);
    const { reader, http } = setUp({
      [AT]: ({ headers }) =>
        headers["accept"]?.includes("application/vnd.oci.artifact.manifest.v1+json")
          ? response(200, ARTIFACT, {
              "content-type": "application/vnd.oci.artifact.manifest.v1+json",
              "docker-content-digest": digest,
            })
          : refusal(404, "MANIFEST_UNKNOWN", "OCI artifact found, but accept header does not support OCI artifacts"),
    });
    expect(await reader.readTag("team/api", "1", SIGNAL)).toEqual({ digest, manifest: undefined });
    expect(http.sent).toHaveLength(2);
  });

  it.each([
    ["garbage without a stated digest", response(200, "{", { "content-type": OCI_MANIFEST_TYPE }), "MANIFEST_INVALID"],
    ["a page", response(200, "<html>", { "content-type": "text/html" }), "MANIFEST_UNSUPPORTED"],
    ["content that was cut", response(200, "{", { ...headersOf(API) }), "DIGEST_MISMATCH"],
    ["a server error", response(503), "REGISTRY_UNAVAILABLE"],
  ])("fails for %s", async (_name, response, code) => {
    const { reader } = setUp({ [AT]: response });
    expect(await problem(reader.readTag("team/api", "1", SIGNAL))).toMatchObject({ code });
  });

  it("returns nothing for an absent tag", async () => {
    const { reader } = setUp({ [AT]: refusal(404, "MANIFEST_UNKNOWN") });
    expect(await reader.readTag("team/api", "1", SIGNAL)).toBeUndefined();
  });
});

describe("lookUpTag", () => {
  const HEAD = `HEAD ${V2}/manifests/1`;
  const GET = `GET ${V2}/manifests/1`;
  const lookUp = (routes: Readonly<Record<string, Route>>, options?: Partial<RegistryAccessOptions>) => {
    const all = setUp(routes, options);
    return { ...all, lookup: all.reader.lookUpTag("team/api", "1", SIGNAL) };
  };

  it("returns the digest that HEAD states", async () => {
    const { lookup } = lookUp({ [HEAD]: response(200, "", { "docker-content-digest": API.digest }) });
    expect(await lookup).toEqual({ kind: "known", value: API.digest });
  });

  it("believes a HEAD's 404 of an ACR", async () => {
    const { lookup, http } = lookUp({ [HEAD]: response(404) });
    expect(await lookup).toEqual({ kind: "absent" });
    expect(http.requested).toEqual([HEAD]);
  });

  it.each([
    ["which finds it", API.response, { kind: "known", value: API.digest }],
    ["which finds nothing", response(404), { kind: "absent" }],
    ["which fails", response(503), { kind: "unknown" }],
  ])("confirms a 404 of another registry by GET, %s", async (_name, scripted, expected) => {
    const { lookup, http } = lookUp({ [HEAD]: response(404), [GET]: scripted }, { flavour: "generic" });
    expect(await lookup).toMatchObject(expected);
    expect(http.requested).toEqual([HEAD, GET]);
  });

  it.each([
    ["no digest", response(200), "REGISTRY_ANSWER_INVALID"],
    ["a malformed digest", response(200, "", { "docker-content-digest": "sha256:abc" }), "REGISTRY_ANSWER_INVALID"],
    ["a server error", response(503), "REGISTRY_UNAVAILABLE"],
  ])("is unknown with %s", async (_name, response, code) => {
    const { lookup } = lookUp({ [HEAD]: response });
    expect(await lookup).toMatchObject({ kind: "unknown", problem: { code } });
  });
});

describe("lookUpManifest", () => {
  const HEAD = `HEAD ${V2}/manifests/${API.digest}`;
  const GET = `GET ${V2}/manifests/${API.digest}`;
  const { mediaType, sizeBytes } = descriptorOf(API);
  const facts = { mediaType, sizeBytes };
  const whole = { ...headersOf(API), "content-length": String(sizeBytes) };
  const lookUp = (routes: Readonly<Record<string, Route>>, expected: Partial<Descriptor> = {}) => {
    const all = setUp(routes, { flavour: "generic" });
    const descriptor = { ...descriptorOf(API), ...expected };
    return { ...all, descriptor, lookup: all.reader.lookUpManifest("team/api", descriptor, SIGNAL) };
  };

  it("takes one HEAD where it shows all that is expected", async () => {
    const { lookup, http } = lookUp({ [HEAD]: response(200, "", whole) });
    expect(await lookup).toMatchObject({ kind: "known", value: facts });
    expect(http.requested).toEqual([HEAD]);
  });

  it("needs no digest in the HEAD", async () => {
    const { lookup, http } = lookUp({
      [HEAD]: response(200, "", { "content-type": OCI_MANIFEST_TYPE, "content-length": String(sizeBytes) }),
    });
    expect(await lookup).toMatchObject({ kind: "known" });
    expect(http.requested).toEqual([HEAD]);
  });

  const GET_DECIDES: readonly (readonly [string, Route])[] = [
    ["404", response(404)],
    ["405", response(405)],
    ["501", response(501)],
    ["200 without a size", response(200, "", headersOf(API))],
    ["200 with another size", response(200, "", { ...whole, "content-length": "0" })],
    ["200 without a media type", response(200, "", { ...whole, "content-type": "" })],
    ["200 with another digest", response(200, "", { ...whole, "docker-content-digest": digestOf(Buffer.from("x")) })],
  ];
  it.each(GET_DECIDES)("after a HEAD's %s, GET decides", async (_name, head) => {
    for (const [get, expected] of [
      [API.response, { kind: "known", value: facts }],
      [response(404), { kind: "absent" }],
      [refusal(404, "MANIFEST_UNKNOWN"), { kind: "absent" }],
      [response(503), { kind: "unknown", problem: { code: "REGISTRY_UNAVAILABLE" } }],
      [refusal(404, "MANIFEST_UNKNOWN", "accept header does not support it"), { kind: "unknown" }],
      [image("other").response, { kind: "unknown", problem: { code: "DIGEST_MISMATCH" } }],
    ] as const) {
      const { lookup, http } = lookUp({ [HEAD]: head, [GET]: get });
      expect(await lookup).toMatchObject(expected);
      expect(http.requested).toEqual([HEAD, GET]);
    }
  });

  it.each([400, 401, 403, 429, 500, 503])("is unknown after a HEAD's %i, without a GET", async (status) => {
    const { lookup, http } = lookUp({ [HEAD]: response(status) });
    expect(await lookup).toMatchObject({ kind: "unknown" });
    expect(http.requested).toEqual([HEAD]);
  });

  it("shows by GET what it is where it is not what was expected, whatever its type", async () => {
    const odd = "application/vnd.oci.artifact.manifest.v1+json";
    const served = response(200, API.bytes, { "content-type": odd });
    const { lookup, http } = lookUp({ [HEAD]: response(404), [GET]: served });
    expect(await lookup).toEqual({ kind: "known", value: { mediaType: odd, sizeBytes } });
    expect(http.sent[1]?.headers["accept"]).toContain("*/*");
    const other = lookUp({ [HEAD]: response(200, "", whole), [GET]: API.response }, { sizeBytes: 7 });
    expect(await other.lookup).toEqual({ kind: "known", value: facts });
  });

  it("asks once for what was read or looked up by its digest, and again for what was absent", async () => {
    const { lookup, http, reader, descriptor } = lookUp({ [HEAD]: response(200, "", whole) });
    await Promise.all([lookup, reader.lookUpManifest("team/api", descriptor, SIGNAL)]);
    await reader.lookUpManifest("team/api", descriptor, SIGNAL);
    expect(http.requested).toEqual([HEAD]);
    const read = setUp({ [GET]: API.response });
    await read.reader.fetchManifest("team/api", API.digest, SIGNAL);
    expect(await read.reader.lookUpManifest("team/api", descriptor, SIGNAL)).toEqual({ kind: "known", value: facts });
    expect(read.http.requested).toEqual([GET]);
    const gone = lookUp({ [HEAD]: response(404), [GET]: response(404) });
    await gone.lookup;
    await gone.reader.lookUpManifest("team/api", descriptor, SIGNAL);
    expect(gone.http.requested).toEqual([HEAD, GET, HEAD, GET]);
  });

  it("is repeated as a required read is", async () => {
    const { lookup, http } = lookUp({ [HEAD]: response(404), [GET]: API.response });
    await lookup;
    expect(http.requests.map(({ repeat }) => repeat)).toEqual(["safe", "safe"]);
  });
});

describe("lookUpReferrers", () => {
  const FIRST = `${V2}/referrers/${API.digest}`;
  const TAG = `GET ${V2}/manifests/${API.digest.replace(":", "-")}`;
  const [one, two] = [signature("signature", API), signature("sbom", API)];
  const page = (entries: Parameters<typeof index>[0], link?: string) =>
    response(200, index(entries).bytes, { "content-type": OCI_INDEX_TYPE, ...(link !== undefined && { link }) });
  const lookUp = (routes: Readonly<Record<string, Route>>, options?: Partial<RegistryAccessOptions>) => {
    const all = setUp(routes, options);
    return { ...all, list: all.reader.lookUpReferrers("team/api", API.digest, SIGNAL) };
  };
  const digestsOf = ({ found }: ReferrerList) => found.map(({ digest }) => digest);

  it("joins pages", async () => {
    const { list } = lookUp({
      [`GET ${FIRST}`]: page([one], `</v2/team/api/referrers/${API.digest}?last=a%2Fb&n=1>; rel="next"`),
      [`GET ${FIRST}?last=a%2Fb&n=1`]: page([two]),
    });
    expect(digestsOf(await list)).toEqual([one.digest, two.digest]);
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
  ])("requests no next page of %s", async (_name, link) => {
    const { list, http } = lookUp({ [`GET ${FIRST}`]: page([one], link), [TAG]: response(404) });
    expect(await list).toMatchObject({ unknown: { code: "LINK_REFUSED", side: "source" } });
    expect(http.requested).toEqual([`GET ${FIRST}`, TAG]);
  });

  it("ends an endless list", async () => {
    const endless = page([one], `<?again>; rel="next"`);
    const { list, http } = lookUp({ [`GET ${FIRST}`]: endless, [`GET ${FIRST}?again`]: endless, [TAG]: response(404) });
    expect(await list).toMatchObject({ unknown: { code: "REFERRERS_TOO_MANY" } });
    expect(http.requested.filter((requested) => requested.startsWith(`GET ${FIRST}`))).toHaveLength(50);
  });

  it.each([404, 405, 501])("reads the referrers tag where the API is absent (%i)", async (status) => {
    const { list } = lookUp({
      [`GET ${FIRST}`]: response(status, "page not found"),
      [TAG]: index([one, two]).response,
      [`GET ${V2}/manifests/${one.digest}`]: one.response,
      [`GET ${V2}/manifests/${two.digest}`]: two.response,
    });
    expect(await list).toMatchObject({ found: [{ digest: one.digest }, { digest: two.digest }] });
    expect((await list).unknown).toBeUndefined();
  });

  it("counts no listed referrer that names another subject", async () => {
    const stranger = signature("stranger", image("another image"));
    const { list } = lookUp({
      [`GET ${FIRST}`]: response(404),
      [TAG]: index([one, stranger]).response,
      [`GET ${V2}/manifests/${one.digest}`]: one.response,
      [`GET ${V2}/manifests/${stranger.digest}`]: stranger.response,
    });
    expect(await list).toEqual({ found: [expect.objectContaining({ digest: one.digest })] });
  });

  it("reports a listed referrer that is gone, never as none", async () => {
    const { list } = lookUp({
      [`GET ${FIRST}`]: response(404),
      [TAG]: index([one]).response,
      [`GET ${V2}/manifests/${one.digest}`]: response(404),
    });
    expect(await list).toEqual({ found: [], gone: [expect.objectContaining({ digest: one.digest })] });
  });

  it.each([400, 403, 405, 500])("reports a listed referrer as unknown after %i", async (status) => {
    const { list } = lookUp({
      [`GET ${FIRST}`]: response(404),
      [TAG]: index([one]).response,
      [`GET ${V2}/manifests/${one.digest}`]: response(status),
    });
    expect(await list).toMatchObject({ found: [], unknown: { message: expect.stringContaining(one.digest) } });
  });

  it.each([
    ["there is no such tag", refusal(404, "MANIFEST_UNKNOWN")],
    ["the tag's 404 has an unusual code (registry.redhat.io)", refusal(404, "UNKNOWN", "Not Found")],
    ["the tag points to an image manifest", one.response],
    ["the tag points to the subject itself (GitLab)", API.response],
    ["the tag is a page", response(200, "<html>", { "content-type": "text/html" })],
  ])("finds none where %s", async (_name, scripted) => {
    const { list } = lookUp({ [`GET ${FIRST}`]: response(404), [TAG]: scripted });
    expect(await list).toEqual({ found: [] });
  });

  it.each([
    ["401", refusal(401, "UNAUTHORIZED"), "REGISTRY_UNAUTHORIZED"],
    ["403", refusal(403, "DENIED"), "REGISTRY_DENIED"],
    ["424", refusal(424, "FAILED_DEPENDENCY"), "REGISTRY_ANSWER_UNEXPECTED"],
    ["429", refusal(429, "TOOMANYREQUESTS"), "REGISTRY_THROTTLED"],
    ["500", response(500), "REGISTRY_UNAVAILABLE"],
    ["503", response(503), "REGISTRY_UNAVAILABLE"],
    ["200 with garbage", response(200, "{", { "content-type": OCI_INDEX_TYPE }), "MANIFEST_INVALID"],
    ["200 with a page", response(200, "<html>", { "content-type": "text/html" }), "MANIFEST_UNSUPPORTED"],
    ["200 with an image", API.response, "REGISTRY_ANSWER_INVALID"],
  ])("of an ACR is unknown after %s, never none", async (_name, scripted, code) => {
    const { list } = lookUp({ [`GET ${FIRST}`]: scripted, [TAG]: response(404) });
    expect(await list).toMatchObject({ found: [], unknown: { code } });
  });

  it("is unknown where the referrers tag fails", async () => {
    const { list } = lookUp({ [`GET ${FIRST}`]: response(404), [TAG]: response(503) });
    expect(await list).toMatchObject({ unknown: { code: "REGISTRY_UNAVAILABLE" } });
  });

  it("reads Go's null as an empty list", async () => {
    const none = response(200, `{"schemaVersion":2,"mediaType":"${OCI_INDEX_TYPE}","manifests":null}`, {
      "content-type": OCI_INDEX_TYPE,
    });
    expect(await lookUp({ [`GET ${FIRST}`]: none }).list).toEqual({ found: [] });
  });

  it("keeps to 250 a minute once a 429 was met, not before", async () => {
    const { reader, http, clock } = setUp({ [`GET ${FIRST}`]: page([]) });
    const list100 = () =>
      clock.runUntilSettled(
        Promise.all(Array.from({ length: 100 }, () => reader.lookUpReferrers("team/api", API.digest, SIGNAL))),
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
        Promise.all(Array.from({ length: count }, () => reader.lookUpReferrers("team/api", API.digest, SIGNAL))),
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

describe("lookUpSignatures", () => {
  const LIST = `GET ${V2}/tags/list?n=1000`;
  const SIG = image("cosign");
  const ABSENT = { kind: "absent" };
  const KNOWN = { kind: "known", value: expect.objectContaining({ digest: SIG.digest }) };
  const found = (reader: RegistryReader, tags: readonly string[]) =>
    reader.lookUpSignatures("team/api", API.digest, tags, SIGNAL);

  it("requests the list once for all that look into one repository at the same time", async () => {
    const { reader, http, clock } = setUp({
      [LIST]: response(200, { name: "team/api", tags: ["1", "2", "a.sig"] }),
      [`GET ${V2}/manifests/a.sig`]: SIG.response,
    });
    const both = await Promise.all([found(reader, ["3", "4"]), found(reader, ["a.sig", "b.sig"])]);
    expect(both).toEqual([
      [ABSENT, ABSENT],
      [KNOWN, ABSENT],
    ]);
    expect(http.requested).toEqual([LIST, `GET ${V2}/manifests/a.sig`]);
    await clock.advance(15_000);
    await found(reader, ["3"]);
    expect(http.requested.filter((requested) => requested === LIST)).toHaveLength(2);
  });

  it.each([
    ["a repository that does not exist", refusal(404, "NAME_UNKNOWN")],
    ["an empty list", response(200, { name: "team/api", tags: [] })],
    ["an empty list in Go's spelling", response(200, { name: "team/api", tags: null })],
  ])("finds none in %s", async (_name, response) => {
    const { reader } = setUp({ [LIST]: response });
    expect(await found(reader, ["1"])).toEqual([ABSENT]);
  });

  const UNUSABLE: readonly (readonly [string, HttpResponse])[] = [
    ["has a next page", response(200, { tags: ["0"] }, { link: `</v2/team/api/tags/list?last=0>; rel="next"` })],
    ["is as long as a page", response(200, { tags: Array.from({ length: 1000 }, (_, at) => `t${at}`) })],
    ["is refused", refusal(403, "DENIED")],
    ["needs a right that is missing", refusal(401, "UNAUTHORIZED")],
    ["is unknown to the registry", response(404, "page not found")],
    ["is throttled", response(429)],
    ["fails", response(500)],
    ["is something else", response(200, { repositories: [] })],
    ["is a page", response(200, "<html>", { "content-type": "text/html" })],
  ];

  it.each(UNUSABLE)("looks for each by HEAD in an ACR where the list %s", async (_name, scripted) => {
    const { reader, http } = setUp({
      [LIST]: scripted,
      [`HEAD ${V2}/manifests/1`]: response(200, "", { "docker-content-digest": SIG.digest }),
      [`GET ${V2}/manifests/1`]: SIG.response,
      [`HEAD ${V2}/manifests/9`]: response(404),
    });
    expect(await found(reader, ["1", "9"])).toEqual([KNOWN, ABSENT]);
    await found(reader, ["1"]);
    expect(http.requested.filter((requested) => requested === LIST)).toHaveLength(1);
  });

  it.each(UNUSABLE)("looks for each by GET elsewhere where the list %s", async (_name, scripted) => {
    const { reader, http } = setUp(
      { [LIST]: scripted, [`GET ${V2}/manifests/1`]: SIG.response, [`GET ${V2}/manifests/9`]: response(404) },
      { flavour: "generic" },
    );
    expect(await found(reader, ["1", "9"])).toEqual([KNOWN, ABSENT]);
    await found(reader, ["1"]);
    expect(http.requested.filter((requested) => requested === LIST)).toHaveLength(1);
  });

  it("does not use a list that lacks a tag which was read", async () => {
    const { reader, http } = setUp({
      [`GET ${V2}/manifests/build-812`]: API.response,
      [LIST]: response(200, { tags: ["0"] }),
      [`HEAD ${V2}/manifests/1`]: response(200, "", { "docker-content-digest": SIG.digest }),
      [`GET ${V2}/manifests/1`]: SIG.response,
    });
    await reader.fetchManifest("team/api", "build-812", SIGNAL);
    expect(await found(reader, ["1"])).toEqual([KNOWN]);
    expect(http.requested).toContain(LIST);
  });

  it("is unknown where reading a tag fails", async () => {
    const { reader } = setUp({ [LIST]: response(200, { tags: ["1"] }), [`GET ${V2}/manifests/1`]: response(503) });
    expect(await found(reader, ["1"])).toMatchObject([{ kind: "unknown", problem: { code: "REGISTRY_UNAVAILABLE" } }]);
  });

  it("reads a listed tag again after a 404, and then reports it as unknown", async () => {
    const responses = [response(404), SIG.response];
    const late = setUp({
      [LIST]: response(200, { tags: ["1"] }),
      [`GET ${V2}/manifests/1`]: () => responses.shift() ?? response(404),
    });
    expect(await late.clock.runUntilSettled(found(late.reader, ["1"]))).toEqual([KNOWN]);
    const never = setUp({ [LIST]: response(200, { tags: ["1"] }), [`GET ${V2}/manifests/1`]: response(404) });
    expect(await never.clock.runUntilSettled(found(never.reader, ["1"]))).toMatchObject([
      { kind: "unknown", problem: { message: expect.stringContaining("team/api:1") } },
    ]);
    expect(never.clock.nowMs()).toBe(3_000);
  });

  it("does not take the subject for its own signature", async () => {
    const { reader } = setUp({ [LIST]: response(200, { tags: ["1"] }), [`GET ${V2}/manifests/1`]: API.response });
    expect(await found(reader, ["1"])).toEqual([ABSENT]);
  });

  it("uses a list that was prefetched", async () => {
    const { reader, http } = setUp({ [LIST]: response(200, { name: "team/api", tags: ["1"] }) });
    reader.prefetchTags?.("team/api", SIGNAL);
    expect(await found(reader, ["3"])).toEqual([ABSENT]);
    expect(http.sent).toHaveLength(1);
  });
});

describe("lookUpLocks", () => {
  const ACR = `GET https://${HOST}/acr/v1/team/api`;
  const locked = { changeableAttributes: { deleteEnabled: true, writeEnabled: false } };
  const MANIFEST = `${ACR}/_manifests/${API.digest}`;
  const targets: readonly (readonly [string, Lockable, string, object])[] = [
    ["a tag", { repository: "team/api", tag: "1" }, `${ACR}/_tags/1`, { tag: locked }],
    ["a manifest", { repository: "team/api", digest: API.digest }, MANIFEST, { manifest: locked }],
    ["a repository", { repository: "team/api" }, ACR, locked],
  ];

  it.each(targets)(
    "reads those of %s with no more than the right to read metadata",
    async (_name, lockable, at, body) => {
      const scopes: unknown[] = [];
      const authorization: Authorization = {
        ...letIn,
        origin: ORIGIN,
        authorize: async ({ repository, action }) => {
          scopes.push([repository, action]);
          return CREDENTIAL;
        },
      };
      const { reader } = setUp({ [at]: response(200, body) }, { authorization });
      expect(await reader.lookUpLocks(lockable, SIGNAL)).toEqual({
        kind: "known",
        value: { writeEnabled: false, deleteEnabled: true, ...("digest" in lockable && { tags: [] }) },
      });
      expect(scopes).toEqual([["team/api", "metadata_read"]]);
    },
  );

  it.each([
    [
      "both",
      { digest: API.digest, lastUpdateTime: "2026-11-27T16:34:00.1230000Z" },
      { digest: API.digest, atMs: Date.UTC(2026, 10, 27, 16, 34, 0, 123) },
    ],
    ["no digest", { lastUpdateTime: "2026-11-27T16:34:00.1230000Z" }, undefined],
    ["a digest that is none", { digest: "sha256:1", lastUpdateTime: "2026-11-27T16:34:00.1230000Z" }, undefined],
    ["no time", { digest: API.digest }, undefined],
    ["a time that is none", { digest: API.digest, lastUpdateTime: "yesterday" }, undefined],
  ])("reads a tag's latest update beside them: %s", async (_name, fields, update) => {
    const body = { tag: { ...fields, changeableAttributes: { writeEnabled: true } } };
    const { reader } = setUp({ [`${ACR}/_tags/1`]: response(200, body) });
    const lookup = await reader.lookUpLocks({ repository: "team/api", tag: "1" }, SIGNAL);
    expect(lookup).toEqual({ kind: "known", value: { writeEnabled: true, ...(update !== undefined && { update }) } });
  });

  it.each([
    ["some", { tags: ["1", "latest"] }, ["1", "latest"]],
    ["none", {}, []],
    ["something else", { tags: "latest" }, []],
    ["names that are no tags", { tags: ["1", 2, null, "a b", "::error::", "-x"] }, ["1"]],
  ])("reads a manifest's tags beside them: %s", async (_name, fields, tags) => {
    const body = { manifest: { ...fields, changeableAttributes: { writeEnabled: true } } };
    const { reader } = setUp({ [MANIFEST]: response(200, body) });
    const lookup = await reader.lookUpLocks({ repository: "team/api", digest: API.digest }, SIGNAL);
    expect(lookup).toEqual({ kind: "known", value: { writeEnabled: true, tags } });
  });

  it.each([
    ["both", { createdTime: "2026-11-27T16:34:00.1230000Z" }, { date: "Sat, 28 Nov 2026 16:34:00 GMT" }],
    ["neither", {}, {}],
    ["none that are times", { createdTime: "yesterday" }, { date: "soon" }],
    [
      "none that can be: ACR is younger",
      { createdTime: "0001-01-01T00:00:00Z" },
      { date: "Thu, 01 Jan 1970 00:00:00 GMT" },
    ],
    ["none that can be told", { createdTime: "+275760-09-13T00:00:00Z" }, { date: "+275760-09-13T00:00:00Z" }],
  ])("reads when a manifest was created, and when that was read: %s", async (name, fields, headers) => {
    const body = { manifest: { ...fields, changeableAttributes: { writeEnabled: true } } };
    const { reader } = setUp({ [MANIFEST]: response(200, body, headers) });
    const lookup = await reader.lookUpLocks({ repository: "team/api", digest: API.digest }, SIGNAL);
    const times = {
      createdAtMs: Date.UTC(2026, 10, 27, 16, 34, 0, 123),
      readAtMs: Date.UTC(2026, 10, 28, 16, 34),
    };
    expect(lookup).toEqual({
      kind: "known",
      value: { writeEnabled: true, tags: [], ...(name === "both" && times) },
    });
  });

  it.each(targets)("finds none where %s does not exist", async (_name, lockable, at, _body) => {
    const { reader } = setUp({ [at]: refusal(404, "TAG_UNKNOWN", "the specified tag does not exist") });
    expect(await reader.lookUpLocks(lockable, SIGNAL)).toEqual({ kind: "absent" });
  });

  it.each([
    ["nothing", response(200, {}), "REGISTRY_ANSWER_INVALID"],
    ["no attributes", response(200, { tag: { name: "1" } }), "REGISTRY_ANSWER_INVALID"],
    [
      "something else",
      response(200, { tag: { changeableAttributes: { writeEnabled: "false" } } }),
      "REGISTRY_ANSWER_INVALID",
    ],
    ["a refusal", refusal(403, "DENIED"), "REGISTRY_DENIED"],
    ["an unauthorized response", refusal(401, "UNAUTHORIZED"), "REGISTRY_UNAUTHORIZED"],
    ["a server error", response(503), "REGISTRY_UNAVAILABLE"],
    ["another 404", response(404, "page not found"), "REGISTRY_NOT_FOUND"],
  ])("is unknown with %s, never unlocked", async (_name, response, code) => {
    const { reader } = setUp({ [`${ACR}/_tags/1`]: response });
    const lookup = await reader.lookUpLocks({ repository: "team/api", tag: "1" }, SIGNAL);
    expect(lookup).toMatchObject({ kind: "unknown", problem: { code } });
  });

  it("is unknown for a registry that is not an ACR", async () => {
    const { reader, http } = setUp({}, { flavour: "generic" });
    expect(await reader.lookUpLocks({ repository: "a" }, SIGNAL)).toMatchObject({
      kind: "unknown",
      problem: { code: "LOCKS_UNSUPPORTED" },
    });
    expect(http.sent).toEqual([]);
  });
});

describe("a shrinking allowance", () => {
  it("is reported once", async () => {
    const withRemaining = (remaining: number) =>
      response(200, "", { "docker-content-digest": API.digest, "ratelimit-remaining": `${remaining};w=21600` });
    let remaining = 12;
    const { reader, notices } = setUp(
      { "HEAD https://registry-1.docker.io/v2/library/alpine/manifests/3": () => withRemaining(--remaining) },
      { host: "docker.io", flavour: "generic" },
    );
    await reader.lookUpTag("library/alpine", "3", SIGNAL);
    expect(notices).toEqual([]);
    await reader.lookUpTag("library/alpine", "3", SIGNAL);
    await reader.lookUpTag("library/alpine", "3", SIGNAL);
    expect(notices).toEqual([expect.stringContaining("docker.io allows only 10 more pulls")]);
  });
});
