// The gate against the emulator's attestations API, which shares no code with it: pages, bundles by URL, tokens.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Http } from "../../../src/http/http.ts";
import { isDigest } from "../../../src/oci/digest.ts";
import type { SourceRegistry } from "../../../src/ports.ts";
import { SLSA_PROVENANCE_V1 } from "../../../src/provenance/policy.ts";
import { createProvenanceVerifier } from "../../../src/provenance/verifier.ts";
import {
  compressSnappy,
  MINTED_SUBJECT,
  type MintedInstance,
  NO_ROOT,
  startSigstoreInstance,
} from "../../attestation-minting.ts";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { addGitHubApi, type GitHubApi } from "../../emulator/github-api.ts";

const SUBJECT = `sha256:${MINTED_SUBJECT}`;
const TOKEN = "ghs_0123456789abcdefghijklmnopqrstuvwxyz";
const instance: MintedInstance = await startSigstoreInstance("github");
let azure: LocalAzure;
let github: GitHubApi;

beforeEach(async () => {
  azure = await startLocalAzure();
  github = addGitHubApi(azure);
  github.requireToken = TOKEN;
});
afterEach(() => azure.close());

async function store(options: { readonly repository?: string; readonly byUrl?: boolean } = {}): Promise<void> {
  const { repository = "contoso/api", byUrl = false } = options;
  const bundle = await instance.mint({
    repository,
    signerWorkflow: `${repository}/.github/workflows/build.yml@refs/heads/main`,
  });
  github.attestations.push({
    repository: "contoso/api",
    subjectDigest: SUBJECT,
    predicateType: SLSA_PROVENANCE_V1,
    bundle,
    byUrl,
    bytes: Buffer.from(compressSnappy(Buffer.from(JSON.stringify(bundle)))),
  });
}

async function ask(token: string, repository = "contoso/api") {
  const http: Http = {
    redact: (text) => text,
    async send({ url, method, headers }) {
      const answer = await azure.ask(url.href, { method, headers: { ...headers } });
      const told = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
      return { status: answer.status, headers: new Map(told), body: answer.body };
    },
  };
  const refuse = (): never => {
    throw new Error("not asked for");
  };
  const source: SourceRegistry = {
    reader: {
      host: "contosodev.azurecr.io",
      pauses: () => [],
      lookUpReferrers: async () => ({ found: [] }),
      fetchManifest: refuse,
      readTag: refuse,
      lookUpTag: refuse,
      lookUpManifest: refuse,
      lookUpSignatures: refuse,
      fetchBlob: refuse,
      lookUpBlob: refuse,
      lookUpLocks: refuse,
      lookUpLabels: refuse,
    },
    route: "anonymous",
    routeReason: "a test",
    importSource: refuse,
  };
  const gate = createProvenanceVerifier({
    requirements: [{ line: "provenance", predicate: "provenance", source: repository, signer: repository }],
    apiUrl: new URL("https://api.github.com"),
    token,
    http,
    loadTrustedRoots: async () => ({ "public-good": NO_ROOT, github: instance.root }),
  });
  if (!isDigest(SUBJECT)) throw new Error("no digest");
  const subject = { digest: SUBJECT, repository: "api", children: [] };
  const [verdict] = await gate.verifyProvenance(subject, source, new AbortController().signal);
  return verdict;
}

describe("the gate against the local GitHub", () => {
  it("finds the good attestation on the third page, behind two of other repositories", async () => {
    github.pageSize = 1;
    await store({ repository: "contoso/web" });
    await store({ repository: "contoso/web", byUrl: true });
    await store();
    expect(await ask(TOKEN)).toMatchObject({ status: "verified", reasons: [expect.anything(), expect.anything()] });
    expect(azure.requestsTo("api.github.com")).toHaveLength(3);
  });

  it("reads a bundle by its URL, whose host refuses every request that brings a token", async () => {
    await store({ byUrl: true });
    expect(await ask(TOKEN)).toMatchObject({ status: "verified", reasons: [] });
    expect(azure.requestsTo(github.bundleHost)).toHaveLength(1);
  });

  it("finds it under the owner alone", async () => {
    await store();
    expect((await ask(TOKEN, "contoso"))?.status).toBe("verified");
  });

  it("is unreachable by a wrong token", async () => {
    await store();
    expect(await ask("ghs_wrong")).toEqual({
      line: "provenance",
      status: "unreachable",
      reasons: [expect.stringMatching(/refused github-token/)],
    });
  });

  it("is missing where GitHub has none", async () => {
    expect(await ask(TOKEN)).toEqual({
      line: "provenance",
      status: "missing",
      reasons: [expect.stringMatching(/404/), expect.anything()],
    });
  });
});
