// The whole gate over its port: GitHub's API and a registry as values, bundles minted here, trust roots given by parameter.
import { beforeAll, describe, expect, it } from "@jest/globals";
import { NetworkError, problemOf, RegistryError } from "../../../src/errors.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../src/http/http.ts";
import type { Descriptor } from "../../../src/oci/descriptor.ts";
import { type Digest, digestOf, isDigest } from "../../../src/oci/digest.ts";
import { decodeManifest } from "../../../src/oci/manifest.ts";
import type { RegistryReader, SourceRegistry } from "../../../src/ports.ts";
import { PROBLEMS } from "../../../src/problems.ts";
import {
  type AttestationRequirement,
  type AttestationVerdict,
  SLSA_PROVENANCE_V1,
} from "../../../src/provenance/policy.ts";
import { createProvenanceVerifier } from "../../../src/provenance/verifier.ts";
import {
  compressSnappy,
  type InstanceKind,
  MINTED_REPOSITORY,
  MINTED_REVISION,
  MINTED_SUBJECT,
  type MintedBundle,
  type MintedInstance,
  type MintOptions,
  startSigstoreInstance,
} from "../../attestation-minting.ts";

const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const MIB = 1024 * 1024;
const TOKEN = "ghs_0123456789abcdefghijklmnopqrstuvwxyz";
const API = "https://api.github.com";
const STORE = "https://store.blob.core.windows.net";

function asDigest(text: string): Digest {
  if (!isDigest(text)) throw new Error(`${text} is no digest`);
  return text;
}
const SUBJECT = asDigest(`sha256:${MINTED_SUBJECT}`);
const ARM64: Descriptor = {
  mediaType: OCI_MANIFEST,
  digest: digestOf(Buffer.from("arm64")),
  sizeBytes: 5,
  platform: { os: "linux", architecture: "arm64" },
};
const BUILDX: Descriptor = {
  mediaType: OCI_MANIFEST,
  digest: digestOf(Buffer.from("buildx")),
  sizeBytes: 6,
  platform: { os: "unknown", architecture: "unknown" },
};

const REQUIRED: AttestationRequirement = {
  line: "provenance",
  predicate: "provenance",
  source: MINTED_REPOSITORY,
  signer: MINTED_REPOSITORY,
};
/** As Octokit writes it. */
const pathOf = (digest: Digest, holder = `repos/${MINTED_REPOSITORY}`) =>
  `/${holder}/attestations/${encodeURIComponent(digest)}`;
const FIRST_PAGE = pathOf(SUBJECT);

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
type Routes = (url: URL) => Answer;

function respond({ status = 200, headers = {}, body = "" }: Answer): HttpResponse {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const type: readonly [string, string][] =
    body instanceof Uint8Array ? [] : [["content-type", "application/json; charset=utf-8"]];
  return { status, headers: new Map([...type, ...Object.entries(headers)]), body: bytes };
}

/** The network as one function; remembers what was sent, and holds to the size caps as the real one does. */
function network(routes: Routes): { readonly http: Http; readonly sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  return {
    sent,
    http: {
      redact: (text) => text,
      async send(request) {
        request.signal.throwIfAborted();
        sent.push(request);
        const response = respond(routes(request.url));
        if (response.body.length > request.maxBodyBytes) {
          const options = { host: request.url.host, sent: true };
          throw new NetworkError("ANSWER_TOO_LARGE", `${request.what} failed: the answer is too large.`, {
            stage: request.stage,
            ...options,
          });
        }
        return response;
      },
    },
  };
}

interface Referrer {
  readonly subject?: Digest;
  readonly artifactType?: string;
  readonly layers?: readonly (readonly [mediaType: string, bytes: Uint8Array])[];
  readonly claimedSizeBytes?: number;
}

/** A source registry that holds these referrers and counts what it is asked. */
function registry(
  referrers: readonly Referrer[],
  fail?: () => Error,
): SourceRegistry & { readonly requested: string[] } {
  const requested: string[] = [];
  const blobs = new Map<string, Uint8Array>();
  const manifests = referrers.map(({ subject = SUBJECT, artifactType = BUNDLE, layers = [], claimedSizeBytes }) => {
    const descriptor = (mediaType: string, bytes: Uint8Array) => {
      const digest = digestOf(bytes);
      blobs.set(digest, bytes);
      return { mediaType, digest, size: claimedSizeBytes ?? bytes.length };
    };
    const bytes = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        artifactType,
        config: descriptor("application/vnd.oci.empty.v1+json", Buffer.from("{}")),
        layers: layers.map(([mediaType, content]) => descriptor(mediaType, content)),
        subject: { mediaType: "application/vnd.oci.image.index.v1+json", digest: subject, size: 1 },
      }),
    );
    return { subject, artifactType, manifest: decodeManifest(bytes, OCI_MANIFEST) };
  });
  const refuse = (): never => {
    throw new Error("the gate does not ask that");
  };
  const reader: RegistryReader = {
    host: "dev.azurecr.io",
    pauses: () => [],
    async lookUpReferrers(repository, subject) {
      requested.push(`referrers ${repository}@${subject}`);
      if (fail !== undefined) return { found: [], unknown: problemOf(fail(), "observe") };
      const found = manifests
        .filter((entry) => entry.subject === subject)
        .map(({ artifactType, manifest: { digest, mediaType, sizeBytes } }) => ({
          artifactType,
          digest,
          mediaType,
          sizeBytes,
        }));
      return { found };
    },
    async fetchManifest(_repository, reference) {
      return manifests.find(({ manifest }) => manifest.digest === reference)?.manifest;
    },
    async fetchBlob(_repository, digest, maxBytes) {
      const bytes = blobs.get(digest) ?? Buffer.alloc(0);
      if (bytes.length > maxBytes) {
        throw new RegistryError("ANSWER_TOO_LARGE", `${digest} is larger than ${maxBytes} bytes.`, {
          stage: "observe",
          side: "source",
        });
      }
      return bytes;
    },
    readTag: refuse,
    lookUpTag: refuse,
    lookUpManifest: refuse,
    lookUpSignatures: refuse,
    lookUpBlob: refuse,
    lookUpLocks: refuse,
    lookUpLabels: refuse,
  };
  return { requested, reader, route: "anonymous", routeReason: "a test", importSource: refuse };
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const pushed = (bundle: unknown, rest: Partial<Referrer> = {}): Referrer => ({
  layers: [[BUNDLE, json(bundle)]],
  ...rest,
});

const notFound: Answer = { status: 404, body: { message: "Not Found" } };
const nothing: Routes = () => notFound;
const listing =
  (...bundles: readonly unknown[]): Routes =>
  ({ pathname }) =>
    pathname === FIRST_PAGE
      ? { body: { attestations: bundles.map((bundle) => ({ bundle, repository_id: 1 })) } }
      : notFound;
const stored =
  (object: Answer): Routes =>
  ({ origin }) =>
    origin === API
      ? { body: { attestations: [{ bundle: null, bundle_url: `${STORE}/attestations/1.json.sn?se=1&sig=s3cr3t` }] } }
      : object;

interface Given {
  readonly routes?: Routes;
  readonly referrers?: readonly Referrer[];
  readonly registryFailure?: () => Error;
  readonly required?: Partial<AttestationRequirement>;
  readonly children?: readonly Descriptor[];
  readonly token?: string | undefined;
  readonly signal?: AbortSignal;
}

let instances: Record<InstanceKind, MintedInstance>;
let stranger: MintedInstance;
let good: MintedBundle;

beforeAll(async () => {
  instances = {
    "public-good": await startSigstoreInstance("public-good"),
    github: await startSigstoreInstance("github"),
  };
  stranger = await startSigstoreInstance("github");
  good = await instances.github.mint();
});

async function ask(given: Given) {
  const { http, sent } = network(given.routes ?? nothing);
  const source = registry(given.referrers ?? [], given.registryFailure);
  let rootsLoaded = 0;
  const gate = createProvenanceVerifier({
    requirements: [{ ...REQUIRED, ...given.required }],
    apiUrl: new URL(API),
    token: "token" in given ? given.token : TOKEN,
    http,
    loadTrustedRoots: async () => {
      rootsLoaded += 1;
      return { "public-good": instances["public-good"].root, github: instances.github.root };
    },
  });
  const before = { sent: sent.length, requested: source.requested.length, rootsLoaded };
  const subject = { digest: SUBJECT, repository: "api", children: given.children ?? [] };
  const [judged] = await gate.verifyProvenance(subject, source, given.signal ?? new AbortController().signal);
  if (judged === undefined) throw new Error("the requirement has no verdict");
  const { line, ...verdict }: AttestationVerdict = judged;
  expect(line).toBe("provenance");
  return { verdict, sent, requested: source.requested, before };
}

describe("where an attestation is found", () => {
  it.each(["public-good", "github"] as const)("verifies one of the %s instance in GitHub's answer", async (kind) => {
    const { verdict, sent, requested } = await ask({ routes: listing(await instances[kind].mint()) });
    expect(verdict).toMatchObject({
      status: "verified",
      attestation: {
        instance: kind,
        foundIn: "github-api",
        repository: MINTED_REPOSITORY,
        repositoryId: "804070735",
        ownerId: "16248153",
        revision: MINTED_REVISION,
        subject: SUBJECT,
      },
      reasons: [],
    });
    expect(sent.map(({ url }) => url.href)).toEqual([
      `${API}${FIRST_PAGE}?per_page=30&predicate_type=https%3A%2F%2Fslsa.dev%2Fprovenance%2Fv1`,
    ]);
    expect(sent[0]?.headers).toMatchObject({ authorization: `token ${TOKEN}`, "x-github-api-version": "2022-11-28" });
    expect(requested).toEqual([]);
  });

  it("verifies one beside the image where GitHub has none", async () => {
    const { verdict } = await ask({ referrers: [pushed(good)] });
    expect(verdict).toMatchObject({ status: "verified", attestation: { foundIn: "referrers" }, reasons: [] });
  });

  it("verifies one behind a bundle_url, and gives its host nothing of ours", async () => {
    const { verdict, sent } = await ask({ routes: stored({ body: compressSnappy(json(good)) }) });
    expect(verdict).toMatchObject({ status: "verified", attestation: { foundIn: "github-api" } });
    expect(sent[1]?.url.host).toBe("store.blob.core.windows.net");
    expect(sent[1]?.headers).toBeUndefined();
    expect(JSON.stringify(sent.slice(1))).not.toContain(TOKEN);
    expect(sent[1]?.what).not.toContain("s3cr3t");
  });

  it.each([
    ["as asked for", `${API}${FIRST_PAGE}?per_page=30&after=Y3Vyc29y:djI6{x}`],
    ["by the repository's number", `${API}/repositories/1/attestations/${SUBJECT}?after=Y3Vyc29y:djI6{x}`],
  ])("goes on to the next page, named %s", async (_name, target) => {
    const other = await instances.github.mint({ repository: "contoso/web" });
    const routes: Routes = ({ searchParams }) => {
      if (searchParams.get("after") === "Y3Vyc29y:djI6{x}") return { body: { attestations: [{ bundle: good }] } };
      const link = `<${API}${FIRST_PAGE}?before=y>; rel="prev", <${target}>; rel="next"`;
      return { body: { attestations: [{ bundle: other }] }, headers: { link } };
    };
    const { verdict, sent } = await ask({ routes });
    expect(verdict).toMatchObject({
      status: "verified",
      reasons: [expect.stringMatching(/^attestation 1 of repos\/contoso\/api/)],
    });
    expect(sent).toHaveLength(2);
  });

  it.each([
    ["another host", "https://evil.example/repos/contoso/api/attestations"],
    ["another port", `https://api.github.com:8443${FIRST_PAGE}`],
    ["plain http", `http://api.github.com${FIRST_PAGE}`],
    ["another path", `${API}/user`],
    ["the attestations of another digest", `${API}${pathOf(ARM64.digest)}`],
    ["no URL", "https://"],
  ])("follows no link to %s", async (_name, target) => {
    const routes: Routes = () => ({ body: { attestations: [] }, headers: { link: `<${target}>; rel="next"` } });
    const { verdict, sent } = await ask({ routes });
    expect(verdict).toEqual({
      status: "unreachable",
      reasons: [expect.stringMatching(/at another address, which is not followed/)],
    });
    expect(sent).toHaveLength(1);
  });

  it("reads ten pages at most", async () => {
    let page = 0;
    const routes: Routes = () => ({
      body: { attestations: [] },
      headers: { link: `<${API}${FIRST_PAGE}?after=${++page}>; rel="next"` },
    });
    const { verdict, sent } = await ask({ routes });
    expect(verdict.status).toBe("unreachable");
    expect(sent).toHaveLength(10);
  });

  it.each(["orgs", "users"])("asks for %s where only the owner is given", async (kind) => {
    const path = pathOf(SUBJECT, `${kind}/contoso`);
    const routes: Routes = ({ pathname }) =>
      pathname === path ? { body: { attestations: [{ bundle: good }] } } : notFound;
    expect((await ask({ routes, required: { source: "contoso", signer: "contoso" } })).verdict.status).toBe("verified");
  });

  it("needs one full match only, and lists why the others are none", async () => {
    const bundles = [await stranger.mint(), await instances.github.mint({ repository: "contoso/web" }), good];
    const { verdict } = await ask({ routes: listing(...bundles) });
    expect(verdict).toMatchObject({
      status: "verified",
      reasons: [
        expect.stringMatching(/^attestation 1 .*issued neither/),
        expect.stringMatching(/^attestation 2 .*source repository/),
      ],
    });
  });

  it("loads no roots and asks nobody before the first image", async () => {
    expect((await ask({})).before).toEqual({ sent: 0, requested: 0, rootsLoaded: 0 });
  });
});

describe("why an attestation does not count", () => {
  const OTHER = "0".repeat(64);
  it.each<readonly [string, InstanceKind, MintOptions, RegExp]>([
    [
      "another repository",
      "public-good",
      { repository: "contoso/web" },
      /its source repository is "https:\/\/github.com\/contoso\/web", not contoso\/api\.$/,
    ],
    ["no repository", "github", { repository: null }, /its source repository is \(none\)/],
    [
      "another workflow",
      "github",
      { signerWorkflow: "contoso/api/.github/workflows/other.yml@refs/heads/main" },
      /signed by workflow ".*other\.yml/,
    ],
    ["another subject", "github", { subjects: [OTHER] }, /about another subject, sha256:000000000000/],
    ["a child only", "github", { subjects: [ARM64.digest.slice(7)] }, /covers only the linux\/arm64 child/],
    ["another issuer", "github", { issuer: "https://evil.example" }, /issuer is "https:\/\/evil\.example"/],
    ["no issuer", "github", { issuer: null }, /issuer is \(none\)/],
    ["no proof of time or log", "public-good", { proof: "none" }, /signed timestamp does not verify/],
    ["no proof of time", "github", { proof: "none" }, /signed timestamp does not verify/],
    ["a timestamp but no log entry", "public-good", { proof: "timestamp" }, /log entry does not verify/],
    ["a certificate that had expired", "github", { signedAfterMs: 3_600_000 }, /certificate does not verify/],
  ])("says of %s", async (_name, kind, options, reason) => {
    const bundle = await instances[kind].mint(options);
    const required = { signer: "contoso/api/.github/workflows/release.yml" };
    for (const given of [{ routes: listing(bundle) }, { referrers: [pushed(bundle)] }]) {
      const { verdict } = await ask({ ...given, required, children: [ARM64] });
      expect(verdict).toEqual({ status: "untrusted", reasons: [expect.stringMatching(reason)] });
      expect(verdict.reasons[0]?.length).toBeLessThan(700);
    }
  });

  it.each<readonly [string, () => unknown, RegExp]>([
    ["a stranger's certificate", () => stranger.mint(), /issued neither/],
    [
      "a payload changed after signing",
      () => ({ ...good, dsseEnvelope: { ...good.dsseEnvelope, payload: Buffer.from("{}").toString("base64") } }),
      /signature does not verify/,
    ],
    ["prototype keys", () => JSON.parse('{"__proto__":{"bundle":{}},"mediaType":"constructor"}'), /cannot be read/],
  ])("says of %s", async (_name, bundle, reason) => {
    const { verdict } = await ask({ routes: listing(await bundle()) });
    expect(verdict).toEqual({ status: "untrusted", reasons: [expect.stringMatching(reason)] });
  });

  it.each<readonly [string, unknown, RegExp]>([
    ["neither bundle nor bundle_url", { bundle: null }, /neither a bundle nor a bundle_url/],
    [
      "a bundle_url by plain http",
      { bundle: null, bundle_url: "http://store.blob.core.windows.net/x" },
      /not an https URL of a public host/,
    ],
    [
      "a bundle_url with userinfo",
      { bundle_url: "https://user:pass@store.blob.core.windows.net/x" },
      /not an https URL of a public host/,
    ],
    [
      "a bundle_url at an address",
      { bundle_url: "https://169.254.169.254/metadata" },
      /not an https URL of a public host/,
    ],
    ["a bundle_url at an IPv6 address", { bundle_url: "https://[::1]/metadata" }, /not an https URL of a public host/],
    ["a bundle_url at localhost", { bundle_url: "https://localhost/x" }, /not an https URL of a public host/],
    [
      "a bundle_url on another port",
      { bundle_url: "https://store.blob.core.windows.net:8443/x" },
      /not an https URL of a public host/,
    ],
    ["a bundle_url that is none", { bundle_url: "::::" }, /not an https URL of a public host/],
    ["no object", "bundle", /neither a bundle nor a bundle_url/],
  ])("says of an entry with %s, and opens no connection", async (_name, entry, reason) => {
    const { verdict, sent } = await ask({ routes: () => ({ body: { attestations: [entry] } }) });
    expect(verdict).toEqual({ status: "untrusted", reasons: [expect.stringMatching(reason)] });
    expect(sent).toHaveLength(1);
  });

  it.each<readonly [string, () => Answer, RegExp]>([
    ["a stored bundle of 20 MiB", () => ({ body: new Uint8Array(20 * MIB) }), /too large/],
    [
      "a stored bundle that becomes 20 MiB",
      () => ({ body: compressSnappy(new Uint8Array(15 * MIB + 5 * MIB)).subarray(0, 15 * MIB) }),
      /20971520 bytes uncompressed, more than 16777216/,
    ],
    [
      "a Snappy bomb",
      () => ({ body: Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0x61, 0xfe, 1, 0]) }),
      /4294967295 bytes uncompressed/,
    ],
    ["a stored bundle that is not compressed", () => ({ body: json(good) }), /not valid Snappy|bytes uncompressed/],
    ["a stored bundle that is not JSON", () => ({ body: compressSnappy(Buffer.from("<html>")) }), /not JSON/],
  ])("says of %s", async (_name, object, reason) => {
    const { verdict } = await ask({ routes: stored(object()) });
    expect(verdict).toEqual({ status: "untrusted", reasons: [expect.stringMatching(reason)] });
  });

  it.each<readonly [string, () => Referrer, RegExp]>([
    [
      "two layers",
      () => ({
        layers: [
          [BUNDLE, json(good)],
          [BUNDLE, json({})],
        ],
      }),
      /exactly one Sigstore bundle/,
    ],
    ["no layer", () => ({}), /exactly one Sigstore bundle/],
    ["a layer of another type", () => ({ layers: [["application/json", json(good)]] }), /exactly one Sigstore bundle/],
    [
      "a layer that claims 20 MiB",
      () => pushed(good, { claimedSizeBytes: 20 * MIB }),
      /20971520 bytes, more than 16777216/,
    ],
    ["a layer that is not JSON", () => ({ layers: [[BUNDLE, Buffer.from([0xff])]] }), /not JSON/],
  ])("says of a referrer with %s", async (_name, referrer, reason) => {
    const { verdict } = await ask({ referrers: [referrer()] });
    expect(verdict).toEqual({ status: "untrusted", reasons: [expect.stringMatching(reason)] });
  });
});

describe("what cannot be asked, and what is not there", () => {
  it.each<readonly [string, Answer, RegExp]>([
    ["401", { status: 401, body: { message: "Bad credentials" } }, /refused github-token \(HTTP 401\)/],
    [
      "403 without the right",
      { status: 403, body: { message: "Resource not accessible by integration" } },
      /HTTP 403\)\. Give the job `permissions: attestations: read`/,
    ],
    [
      "403 over the rate",
      { status: 403, headers: { "x-ratelimit-remaining": "0" }, body: {} },
      /rate limit of https:\/\/api.github.com is reached \(HTTP 403\)/,
    ],
    [
      "429",
      { status: 429, headers: { "retry-after": "60" }, body: {} },
      /rate limit of https:\/\/api.github.com is reached \(HTTP 429\)/,
    ],
    ["500", { status: 500, body: "<html>" }, /answered HTTP 500/],
    ["500 with a content type that is none", { status: 500, headers: { "content-type": ";;=" } }, /answered HTTP 500/],
    ["503 without a content type", { status: 503, body: new Uint8Array() }, /answered HTTP 503/],
    ["a redirect", { status: 301, headers: { location: "https://evil.example/" } }, /answered HTTP 301/],
    ["HTML", { body: "<html>" }, /not JSON/],
    ["a list in no object", { body: [] }, /without a list/],
    ["a list from the prototype", { body: '{"__proto__":{"attestations":[]}}' }, /without a list/],
    ["a page of 20 MiB", { body: new Uint8Array(20 * MIB) }, /too large/],
  ])("is unreachable where GitHub answers %s", async (_name, answer, reason) => {
    const { verdict, sent } = await ask({ routes: () => answer });
    expect(verdict).toEqual({ status: "unreachable", reasons: [expect.stringMatching(reason)] });
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(verdict)).not.toContain(TOKEN);
  });

  it("is unreachable where GitHub does not answer", async () => {
    const options = { host: "api.github.com", sent: false };
    const routes: Routes = () => {
      throw new NetworkError("NETWORK_DNS", "Looking up attestations failed: no such host.", {
        stage: "observe",
        ...options,
      });
    };
    expect((await ask({ routes })).verdict).toEqual({
      status: "unreachable",
      reasons: [`Looking up attestations failed: no such host. ${PROBLEMS.NETWORK_DNS.remedy}`],
    });
  });

  it.each([403, 404, 500])(
    "is unreachable where the bundle's host answers %i, and does not tell the signed URL",
    async (status) => {
      const { verdict } = await ask({ routes: stored({ status }) });
      expect(verdict).toEqual({
        status: "unreachable",
        reasons: [expect.stringMatching(`store.blob.core.windows.net answered HTTP ${status}`)],
      });
      expect(JSON.stringify(verdict)).not.toContain("s3cr3t");
    },
  );

  it("is unreachable where the registry cannot list referrers, unless GitHub's answer suffices", async () => {
    const registryFailure = () =>
      new RegistryError("REGISTRY_THROTTLED", "dev.azurecr.io answered 429.", {
        status: 429,
        side: "source",
      });
    expect((await ask({ registryFailure })).verdict).toEqual({
      status: "unreachable",
      reasons: [`dev.azurecr.io answered 429. ${PROBLEMS.REGISTRY_THROTTLED.remedy}`],
    });
    expect((await ask({ registryFailure, routes: listing(good) })).verdict.status).toBe("verified");
  });

  it("is unreachable where the attestations of one image are larger than all together may be", async () => {
    const large = (count: number) =>
      Array.from(
        { length: count },
        (_, at): Referrer => ({ layers: [[BUNDLE, Buffer.alloc(15 * 1024 * 1024, `${at}`)]] }),
      );
    const reason = "The attestations of this image have more than 64 MiB together; the rest was not read.";
    // The fifth goes beyond the limit, and the sixth is not read.
    expect((await ask({ referrers: large(5) })).verdict.status).toBe("untrusted");
    const { verdict } = await ask({ referrers: large(6) });
    expect(verdict).toMatchObject({
      status: "unreachable",
      reasons: expect.arrayContaining([expect.stringContaining(reason)]),
    });
  });

  it("is verified by the referrer where GitHub cannot be asked, and says so", async () => {
    const { verdict } = await ask({ routes: () => ({ status: 503 }), referrers: [pushed(good)] });
    expect(verdict).toMatchObject({
      status: "verified",
      attestation: { foundIn: "referrers" },
      reasons: [expect.stringMatching(/HTTP 503/)],
    });
  });

  it("stays unreachable where the other place has nothing that counts", async () => {
    const { verdict } = await ask({ routes: () => ({ status: 503 }), referrers: [pushed(await stranger.mint())] });
    expect(verdict).toEqual({
      status: "unreachable",
      reasons: [expect.stringMatching(/HTTP 503/), expect.stringMatching(/issued neither/)],
    });
  });

  it("does not ask GitHub without a token, and asks the registry", async () => {
    const { verdict, sent } = await ask({ token: undefined, referrers: [pushed(good)] });
    expect(verdict).toMatchObject({ status: "verified", reasons: [expect.stringMatching(/github-token is empty/)] });
    expect(sent).toEqual([]);
  });

  it("tells an empty list from a 404, which may also mean that the token has no right", async () => {
    const inRegistry = `dev.azurecr.io/api has no Sigstore bundle that refers to ${SUBJECT}.`;
    expect((await ask({ routes: listing() })).verdict).toEqual({
      status: "missing",
      reasons: [
        `GitHub's list for this digest is empty: no ${SLSA_PROVENANCE_V1} attestation of ${SUBJECT} for contoso/api.`,
        inRegistry,
      ],
    });
    expect((await ask({})).verdict).toEqual({
      status: "missing",
      reasons: [
        expect.stringMatching(
          /^GitHub responded with HTTP 404: there is no .*, or github-token has no permission to see it/,
        ),
        inRegistry,
      ],
    });
  });

  it.each<readonly [string, () => Promise<Given>, string]>([
    [
      "at GitHub",
      async () => {
        const path = pathOf(ARM64.digest);
        return {
          routes: ({ pathname }) => (pathname === path ? { body: { attestations: [{ bundle: {} }] } } : notFound),
        };
      },
      "An attestation covers only",
    ],
    // Its type is not read.
    [
      "in the registry",
      async () => ({ referrers: [pushed({}, { subject: ARM64.digest })] }),
      "An attestation of some type covers only",
    ],
  ])("is missing, and says so, where only a child has an attestation %s", async (_name, given, says) => {
    const { verdict } = await ask({ ...(await given()), children: [ARM64, BUILDX] });
    expect(verdict.status).toBe("missing");
    expect(verdict.reasons.at(-1)).toMatch(
      /^An attestation (?:of some type )?covers only the linux\/arm64 child \(sha256:[0-9a-f]{12}\), which does not count/,
    );
    expect(verdict.reasons.at(-1)).toContain(says);
  });

  it("asks after children only where nothing was found, and never after buildx's own", async () => {
    const { sent } = await ask({ children: [ARM64, BUILDX] });
    expect(sent.map(({ url }) => url.pathname)).toEqual([FIRST_PAGE, pathOf(ARM64.digest)]);
    expect((await ask({ children: [ARM64], routes: listing(good) })).sent).toHaveLength(1);
  });

  it("asks after four children at most, and after no more once that failed", async () => {
    const children = Array.from({ length: 50 }, (_, at) => ({ ...ARM64, digest: digestOf(Buffer.from(String(at))) }));
    expect((await ask({ children })).sent).toHaveLength(1 + 4);
    const { sent, verdict } = await ask({
      children,
      routes: ({ pathname }) => (pathname === FIRST_PAGE ? notFound : { status: 429, body: {} }),
    });
    expect([verdict.status, sent.length]).toEqual(["missing", 2]);
    expect(verdict.reasons.filter((reason) => reason.includes("rate limit"))).toHaveLength(1);
  });

  it("looks at no referrer of another type", async () => {
    const { verdict } = await ask({ referrers: [pushed(good, { artifactType: "application/vnd.in-toto+json" })] });
    expect(verdict.status).toBe("missing");
  });

  it.each([
    ["an error of any kind", new Error("cancelled")],
    ["an error of ours", new RegistryError("CANCELLED", "The image's time is up.", { stage: "observe" })],
  ])("is no verdict but the signal's reason where the run is cancelled by %s", async (_name, reason) => {
    await expect(ask({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const during = new AbortController();
    const routes: Routes = () => {
      during.abort(reason);
      throw new NetworkError("NETWORK_CLOSED", "The connection was given up.", {
        stage: "observe",
        host: "api.github.com",
        sent: true,
      });
    };
    await expect(ask({ signal: during.signal, routes })).rejects.toBe(reason);
  });

  it("does not take a defect of ours for an unreachable place", async () => {
    const routes: Routes = () => {
      throw new TypeError("x is not a function");
    };
    await expect(ask({ routes })).rejects.toThrow("x is not a function");
  });
});
