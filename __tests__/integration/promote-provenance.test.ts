// The use case with the gate in it: what is written where one image of a set cannot prove where it came from.
import { describe, expect, it } from "@jest/globals";
import type { Http } from "../../src/http/http.ts";
import { type Digest, digestOf } from "../../src/oci/digest.ts";
import { decodeManifest, type Manifest } from "../../src/oci/manifest.ts";
import type { ImportRequest, Ports, RegistryReader } from "../../src/ports.ts";
import { promote } from "../../src/promote.ts";
import type { AttestationRequirement, ProvenancePolicy } from "../../src/provenance/policy.ts";
import { createProvenanceVerifier } from "../../src/provenance/verifier.ts";
import type { ImageRequest, PromotionRequest } from "../../src/request/request.ts";
import { NO_ROOT, startSigstoreInstance } from "../attestation-minting.ts";
import { buildRegistry } from "../builders/registries.ts";
import { ManualClock } from "../manual-clock.ts";
import { ModelLocker, ModelRegistry } from "../model-registry.ts";

const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** Manifests by `repository@digest` and `repository:tag`. */
type Content = Map<string, Manifest>;

function manifest(mediaType: string, body: object): Manifest {
  return decodeManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...body })), mediaType);
}

/** An index of one platform, in a repository of its own. */
function push(content: Content, repository: string): Digest {
  const blob = (mediaType: string) => ({
    mediaType,
    digest: digestOf(Buffer.from(repository)),
    size: repository.length,
  });
  const child = manifest(OCI_MANIFEST, { config: blob("application/vnd.oci.image.config.v1+json"), layers: [] });
  const platform = { os: "linux", architecture: "arm64" };
  const index = manifest(OCI_INDEX, {
    manifests: [{ mediaType: OCI_MANIFEST, digest: child.digest, size: child.sizeBytes, platform }],
  });
  for (const each of [child, index]) content.set(`${repository}@${each.digest}`, each);
  content.set(`${repository}:1.0`, index);
  return index.digest;
}

function reader(host: string, content: Content): RegistryReader {
  const find = (repository: string, reference: string) =>
    content.get(`${repository}${reference.startsWith("sha256:") ? "@" : ":"}${reference}`);
  return {
    host,
    pauses: () => [],
    fetchManifest: async (repository, reference) => find(repository, reference),
    readTag: async (repository, reference) => {
      const manifest = find(repository, reference);
      return manifest && { digest: manifest.digest, manifest };
    },
    lookUpTag: async () => ({ kind: "absent" }),
    lookUpManifest: async (_repository, { mediaType, sizeBytes }) => ({
      kind: "known",
      value: { mediaType, sizeBytes },
    }),
    lookUpReferrers: async () => ({ found: [] }),
    lookUpSignatures: async (_repository, _subject, tags) => tags.map(() => ({ kind: "absent" })),
    fetchBlob: async () => Buffer.from("{}"),
    lookUpBlob: async () => ({ kind: "known", value: { sizeBytes: undefined } }),
    lookUpLocks: async () => ({ kind: "known", value: { writeEnabled: true } }),
    lookUpLabels: async () => ({ kind: "absent" }),
  };
}

const RESOURCE = buildRegistry();

const PROVENANCE: AttestationRequirement = {
  line: "provenance",
  predicate: "provenance",
  source: "contoso/api",
  signer: "contoso/api",
};

const REPOSITORIES = ["api", "worker"] as const;

/** Promotes `api` and `worker`, of which only those named are attested. */
async function promoteBoth(mode: ProvenancePolicy["mode"], attested: readonly string[]) {
  const source: Content = new Map();
  const target: Content = new Map();
  const instance = await startSigstoreInstance("github");
  const bundles = new Map<string, unknown>();
  for (const repository of REPOSITORIES) {
    const digest = push(source, repository);
    if (attested.includes(repository)) bundles.set(digest, await instance.mint({ subjects: [digest.slice(7)] }));
  }
  const requested: string[] = [];
  const http: Http = {
    redact: (text) => text,
    async send({ url }) {
      requested.push(url.pathname);
      const bundle = bundles.get(decodeURIComponent(url.pathname).split("/").at(-1) ?? "");
      const body = bundle === undefined ? {} : { attestations: [{ bundle }] };
      return { status: bundle === undefined ? 404 : 200, headers: new Map(), body: Buffer.from(JSON.stringify(body)) };
    },
  };
  const imports: ImportRequest[] = [];
  const importImage = async (request: ImportRequest) => {
    imports.push(request);
    const [repository = "", digest = ""] = request.sourceImage.split("@");
    const copied = [...source].filter(([key]) => key.startsWith(`${repository}@`));
    for (const [key, value] of copied) target.set(key, value);
    const root = copied.find(([key]) => key.endsWith(digest))?.[1];
    for (const tag of request.targetTags) if (root !== undefined) target.set(tag, root);
    return { kind: "succeeded" } as const;
  };
  const image = (repository: string, line: number): ImageRequest => ({
    origin: { line, text: `${repository}:1.0` },
    source: { repository, tag: "1.0" },
    target: { repository, tags: ["1.0"] },
    referrers: "none",
  });
  const provenance: ProvenancePolicy = { mode, requirements: mode === "off" ? [] : [PROVENANCE] };
  const request: PromotionRequest = {
    cloud: "azurecloud",
    target: { kind: "login-server", host: RESOURCE.loginServer },
    images: REPOSITORIES.map((repository, at) => image(repository, at + 1)),
    identity: {
      login: "github",
      clientId: "00000000-0000-0000-0000-000000000002",
      tenantId: "00000000-0000-0000-0000-000000000003",
    },
    trustedTokenHosts: [],
    dryRun: false,
    changes: "annotations",
    github: { server: "https://github.com", repository: "contoso/api" },
    onConflict: "fail",
    mutableTags: [],
    forwardOnly: [],
    lockTags: [],
    allOrNothing: true,
    verify: "required",
    requirePlatforms: [],
    provenance,
    maxParallel: 4,
    timeoutMs: 60_000,
    summary: false,
  };
  const clock = new ManualClock();
  const ignore = () => undefined;
  const ports: Ports = {
    registries: {
      connectTarget: async () => ({
        resource: RESOURCE,
        reader: reader(RESOURCE.loginServer, target),
        importer: { importImage },
        locker: new ModelLocker(new ModelRegistry(RESOURCE.loginServer, new ManualClock())),
      }),
      connectSource: async () => ({
        reader: reader("contosodev.azurecr.io", source),
        route: "anonymous",
        routeReason: "a test",
        importSource: async () => ({ registryUri: "contosodev.azurecr.io" }),
      }),
    },
    commits: { compare: async () => ({ kind: "unknown", reason: "There is no history.", isFinal: true }) },
    provenance: createProvenanceVerifier({
      ...provenance,
      apiUrl: new URL("https://api.github.com"),
      token: "ghs_0123456789abcdefghijklmnopqrstuvwxyz",
      http,
      loadTrustedRoots: async () => ({ "public-good": NO_ROOT, github: instance.root }),
    }),
    log: { info: ignore, debug: ignore, warning: ignore, error: ignore, notice: ignore, group: ignore },
    clock,
    operationId: () => "00000000-0000-0000-0000-000000000004",
    onPlan: ignore,
    beforeTags: async () => undefined,
  };
  const report = await promote(request, ports, new AbortController().signal).finished;
  return {
    ok: report.ok,
    statuses: report.images.map(({ status }) => status),
    verdicts: report.images.map(({ attestations }) => attestations.map(({ status }) => status)),
    problems: report.images.map(({ error }) => error?.code ?? null),
    imports,
    requested,
  };
}

describe("promote with the provenance gate", () => {
  it("writes nothing where one image of the set has no attestation and it is required", async () => {
    const { imports, ...told } = await promoteBoth("enforce", ["api"]);
    expect(imports).toEqual([]);
    expect(told).toMatchObject({
      ok: false,
      statuses: ["pending", "blocked"],
      verdicts: [["verified"], ["missing"]],
      problems: [null, "ATTESTATION_MISSING"],
    });
  });

  it("promotes both where both are attested", async () => {
    const { imports, ...told } = await promoteBoth("enforce", ["api", "worker"]);
    expect(imports).not.toEqual([]);
    expect(told).toMatchObject({
      ok: true,
      statuses: ["promoted", "promoted"],
      verdicts: [["verified"], ["verified"]],
    });
  });

  it("promotes both where it only warns, and still tells the verdicts", async () => {
    const told = await promoteBoth("warn", ["api"]);
    expect(told).toMatchObject({ ok: true, statuses: ["promoted", "promoted"], verdicts: [["verified"], ["missing"]] });
  });

  it("asks nobody where it is off", async () => {
    const told = await promoteBoth("off", []);
    expect(told).toMatchObject({ ok: true, statuses: ["promoted", "promoted"], verdicts: [[], []], requested: [] });
  });
});
