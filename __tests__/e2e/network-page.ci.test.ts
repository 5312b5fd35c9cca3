// docs/network.md against what the bundle does. It contacts no host that the table lacks, and each feature contacts the host of its row.
// Without that host, the step ends as the row states. What an optional host costs: optional-hosts.ci.test.ts.
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { compressSnappy, type MintedInstance, startSigstoreInstance } from "../attestation-minting.ts";
import { type CloudName, clouds } from "../emulator/clouds.ts";
import type { Fault } from "../emulator/faults.ts";
import { addGitHubApi } from "../emulator/github-api.ts";
import { putReferrer } from "../emulator/images.ts";
import { contoso, IMPORTER_ROLE } from "../emulator/seed.ts";
import { seedCompanyRegistry, seedDockerHub } from "../emulator/seed-sources.ts";
import { addHistory, promote, putBoth, stated } from "./changes-scene.ts";
import { SYSTEM } from "./runner-identities.ts";
import type { ShippedRun } from "./shipped-action.ts";
import { openWorld, type World } from "./world.ts";

const page = readFileSync("docs/network.md", "utf8");
const { dev, prod } = contoso;
const WORKER = { images: `${dev}/worker:build-812 => worker:1`, referrers: "none" };
const PROVENANCE = { ...WORKER, "require-attestations": "provenance", "dry-run": "true" };
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SLSA = "https://slsa.dev/provenance/v1";
const ID_TOKENS = "run-actions-1-azure-eastus.actions.githubusercontent.com";
const REDIRECTED = "cdn.fabrikam.example";

type Inputs = Record<string, string>;
type Env = Record<string, string | undefined>;

/** A run in which a feature contacts the host of a row. */
interface Scenario {
  /** A part of the row's second cell, or of its first one. */
  readonly row: string;
  readonly host: string;
  readonly inputs: Inputs;
  readonly seed?: (world: World) => Promise<unknown> | unknown;
  readonly env?: (world: World) => Env;
  /** Inputs with which the step can do without the host. */
  readonly without?: Inputs;
  /** The host is one of the machine, and the environment leads to a stand-in. */
  readonly party?: string;
}

let instance: MintedInstance;
let world: World;

beforeAll(async () => {
  instance = await startSigstoreInstance("github");
});
afterEach(async () => {
  await world?.close();
});

async function mintForWorker(): Promise<unknown> {
  return await instance.mint({
    subjects: [world.digests.worker.replace("sha256:", "")],
    repository: "contoso/shop",
    repositoryId: String(world.azure.run.repositoryId),
    ownerId: String(world.azure.run.repositoryOwnerId),
    signerWorkflow: "contoso/shop/.github/workflows/build.yml@refs/heads/main",
  });
}

/** An attestation that GitHub keeps in its storage. */
async function attestByUrl(): Promise<void> {
  const bundle = await mintForWorker();
  const bytes = Buffer.from(compressSnappy(Buffer.from(JSON.stringify(bundle))));
  const subjectDigest = world.digests.worker;
  const attestation = { repository: "contoso/shop", subjectDigest, predicateType: SLSA, bundle, byUrl: true, bytes };
  addGitHubApi(world.azure).attestations.push(attestation);
}

/** An attestation that was pushed to the registry. */
async function attestByReferrer(): Promise<void> {
  addGitHubApi(world.azure);
  world.dev.properties.dataEndpointEnabled = true;
  const place = { store: world.dev.store, repository: "worker" };
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const digest = world.digests.worker;
  const size = place.store.manifest("worker", digest)?.bytes.length ?? 0;
  putReferrer(place, { mediaType, digest, size }, BUNDLE, JSON.stringify(await mintForWorker()));
}

/** A company's registry with a token service of its own, which redirects reads of manifests to another host. */
function seedRedirectingRegistry(): void {
  const { registry } = seedCompanyRegistry(world.azure);
  world.azure.faults.add({
    host: registry.host,
    path: /\/manifests\//,
    method: "GET",
    times: "always",
    action: {
      kind: "answer",
      answer: ({ target }, answer) =>
        answer.status === 200
          ? { status: 307, headers: { Location: `https://${REDIRECTED}${target}` }, body: Buffer.alloc(0) }
          : answer,
    },
  });
  world.azure.addHost(REDIRECTED, "foreign", ({ path }) => {
    const reference = path.split("/").at(-1) ?? "";
    const { mediaType = "", bytes = Buffer.alloc(0) } = registry.store.manifest("team/app", reference) ?? {};
    return { status: 200, headers: { "Content-Type": mediaType }, body: bytes };
  });
}

function giveMachineAnIdentity(): void {
  const { azure } = world;
  azure.addApp({ clientId: SYSTEM, tenantId: contoso.tenantId, name: "runner" });
  for (const { id } of [world.dev, world.prod]) azure.grant(SYSTEM, IMPORTER_ROLE, id);
  azure.machine.systemAssigned = SYSTEM;
}

const COMPANY = {
  images: "registry.fabrikam.example/team/app:2 => app:2",
  "source-registry": "registry.fabrikam.example",
  "source-username": "deploy",
  "source-password": "glpat-0localAzureCompany0",
  referrers: "none",
};
const CLOSED = (digest: string) => ({ images: `worker@${digest} => worker:1` });

const SCENARIOS: readonly Scenario[] = [
  { row: "the ID token", host: ID_TOKENS, inputs: WORKER },
  { row: "tokens of Microsoft Entra", host: "login.microsoftonline.com", inputs: WORKER },
  {
    row: "`login: managed-identity`",
    host: "169.254.169.254",
    inputs: { ...WORKER, login: "managed-identity", "client-id": "", "tenant-id": "" },
    seed: giveMachineAnIdentity,
    env: ({ azure }) => azure.virtualMachineEnv(),
    party: "identity-endpoint",
  },
  { row: "looking up registries", host: "management.azure.com", inputs: WORKER },
  { row: "and locks", host: prod, inputs: WORKER, without: { verify: "best-effort" } },
  {
    row: "a source in ACR",
    host: dev,
    inputs: WORKER,
    // Azure reads a closed source by its resource ID; a digest needs no reading here.
    seed: () => {
      world.dev.properties.publicNetworkAccess = "Disabled";
    },
    without: { images: "DIGEST" },
  },
  {
    row: "a source in ACR",
    host: "contosodev.eastus.geo.azurecr.io",
    inputs: { images: "contosodev.eastus.geo.azurecr.io/worker:build-812 => worker:1", referrers: "none" },
    seed: () => world.dev.regionalEndpoints.push("eastus"),
  },
  ...["registry-1.docker.io", "auth.docker.io"].map((host) => ({
    row: "a source on Docker Hub",
    host,
    inputs: { images: "docker.io/alpine:3.22 => alpine:3.22", referrers: "none" },
    seed: () => seedDockerHub(world.azure),
  })),
  ...[
    ["the host of any other source", "registry.fabrikam.example"],
    ["the token service", "auth.fabrikam.example"],
    ["a host to which such a source redirects", REDIRECTED],
  ].map(([row = "", host = ""]) => ({ row, host, inputs: COMPANY, seed: seedRedirectingRegistry })),
  {
    row: "attestations in GitHub's API",
    host: "api.github.com",
    inputs: PROVENANCE,
    seed: () => addGitHubApi(world.azure),
    without: { "attestation-policy": "warn" },
  },
  {
    row: "attestations that GitHub keeps in its storage",
    host: "tmaproduction.blob.core.windows.net",
    inputs: PROVENANCE,
    seed: attestByUrl,
    without: { "attestation-policy": "warn" },
  },
  {
    row: "attestations that the source has as referrers",
    host: "contosodev.westus.data.azurecr.io",
    inputs: PROVENANCE,
    seed: attestByReferrer,
    without: { "attestation-policy": "warn" },
  },
  {
    row: "labels of images in ACR",
    host: "eusmanaged12.blob.core.windows.net",
    inputs: promote("labels", { "dry-run": "true" }),
    seed: putLabels,
  },
  {
    row: "`changes: commits` |",
    host: "api.github.com",
    inputs: promote("commits", { "dry-run": "true" }),
    seed: putLabels,
  },
];

/** A tag that moves, between images whose labels state commits that GitHub knows. */
function putLabels(): void {
  const { first, last } = addHistory(addGitHubApi(world.azure).commits);
  putBoth(world, { labels: stated("1", first) }, { labels: stated("2", last) });
}

interface Row {
  readonly text: string;
  readonly hosts: string;
  readonly needed: string;
}

const table = page.slice(page.indexOf("<!-- hosts:begin -->"), page.indexOf("<!-- hosts:end -->"));
const rows: readonly Row[] = table
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) => {
    const [hosts = "", , needed = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return { text: line.replace(/ +/g, " "), hosts, needed };
  });
const rowOf = (text: string) => rows.filter((row) => row.text.includes(text));

/** What a row names by code, and the hosts that only the inputs of a scenario name. */
function describes({ hosts }: Row, host: string): boolean {
  const patterns = [...hosts.matchAll(/`([^`]+)`/g)].map(([, name = ""]) =>
    name.replaceAll(".", "\\.").replace("*", "[\\w.-]+").replace("NAME", "[a-z0-9-]+").replace("REGION", "[a-z0-9]+"),
  );
  const named = SCENARIOS.filter(({ row }) => hosts.startsWith(row)).map((each) => each.host);
  return patterns.some((pattern) => new RegExp(`^${pattern}$`).test(host)) || named.includes(host);
}

async function open(scenario?: Scenario, cloud?: CloudName): Promise<void> {
  // The invariants know GitHub's service by its address on loopback only.
  const judge = (broken: readonly string[]) =>
    expect(broken.filter((each) => !each.startsWith(`misplaced: request token at GET ${ID_TOKENS}/`))).toEqual([]);
  world = await openWorld(judge, cloud === undefined ? {} : { cloud });
  const { azure } = world;
  azure.imports.settings.retryAfterSeconds = 1;
  // GitHub's service has a name, and is reached like every other host.
  azure.addHost(ID_TOKENS, "id-token", ({ target, method, headers }) =>
    azure.ask(`http://${azure.idTokenHost}${target}`, { method, headers: { ...headers } }),
  );
  await scenario?.seed?.(world);
}

function environment(scenario?: Scenario): Env {
  const url = world.azure
    .env()
    ["ACTIONS_ID_TOKEN_REQUEST_URL"]?.replace(`http://${world.azure.idTokenHost}`, `https://${ID_TOKENS}`);
  return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ...scenario?.env?.(world) };
}

/** The hosts that a run contacted. Where the environment leads to a stand-in on loopback, the host that it stands for. */
function contactedBy({ requests }: ShippedRun, scenario?: Scenario): string[] {
  const hosts = requests.map(({ host, party }) => (party === scenario?.party ? scenario.host : host));
  return [...new Set(hosts)].filter((host) => host !== world.azure.idTokenHost).toSorted();
}

const resolved = (inputs: Inputs): Inputs =>
  inputs["images"] === "DIGEST"
    ? { ...inputs, "source-registry": world.dev.id, ...CLOSED(world.digests.worker) }
    : inputs;

/** A machine's identity needs a process of its own. */
const start = (scenario: Scenario, inputs: Inputs) =>
  (scenario.party === undefined ? world.runInProcess : world.run)(resolved(inputs), { env: environment(scenario) });

describe("the table of hosts", () => {
  it("has a scenario for each row, and a row for each scenario", () => {
    expect(rows.length).toBeGreaterThan(12);
    expect(SCENARIOS.filter(({ row }) => rowOf(row).length !== 1).map(({ row }) => row)).toEqual([]);
    const covered = SCENARIOS.flatMap(({ row }) => rowOf(row));
    expect(rows.filter((row) => !covered.includes(row)).map(({ text }) => text)).toEqual([]);
  });

  it.each(SCENARIOS)("has what is contacted for $row, and what follows without it: $host", async (scenario) => {
    await open(scenario);
    const { host, party, inputs, without } = scenario;
    const dryRun = { ...inputs, "dry-run": "true" };
    const contacted = contactedBy(await start(scenario, dryRun), scenario);
    expect(contacted.filter((each) => !rows.some((row) => describes(row, each)))).toEqual([]);
    expect(contacted).toContain(host);
    const [row = { hosts: "", needed: "", text: "" }] = rowOf(scenario.row);
    expect(describes(row, host)).toBe(true);

    const fault: Fault =
      party === undefined ? { host, action: { kind: "refuse-connect" } } : { party, action: { kind: "reset" } };
    world.azure.faults.add({ ...fault, times: "always" });
    const run = await start(scenario, dryRun);
    const [needed, exception] = row.needed.split(", ");
    expect([needed, run.exitCode]).toEqual(needed === "optional" ? ["optional", 0] : ["required", 1]);
    if (needed === "optional") expect(run.annotations).toEqual([]);
    else expect(run.errors).toContain(party === undefined ? host : "managed identity");
    // Both forms of an ACR's name are in one row.
    if (scenario.row !== "a source in ACR") expect(exception !== undefined).toBe(without !== undefined);
    if (without === undefined) return;
    const anyway = await start(scenario, { ...inputs, ...without });
    expect([anyway.exitCode, anyway.errors]).toEqual([0, ""]);
  });

  it("has what the bundle contacts with every feature, and without any", async () => {
    await open();
    putLabels();
    seedDockerHub(world.azure);
    seedRedirectingRegistry();
    await attestByUrl();
    const images = [`${dev}/app:build-1 => app:latest`, COMPANY.images, "docker.io/alpine:3.22 => alpine:3.22"];
    const bundle = async (inputs: Inputs) => contactedBy(await world.run(inputs, { env: environment() }));
    const all = await bundle({
      ...COMPANY,
      images: [...images, WORKER.images].join("\n"),
      "source-registry": "registry.fabrikam.example",
      "require-attestations": "provenance",
      "attestation-policy": "warn",
      changes: "commits",
      "all-or-nothing": "false",
    });
    // The other hosts are those of another login, of one form of a source, and of a registry with data endpoints.
    const others = /^169\.|\.geo\.|\.data\./;
    const expected = [...new Set(SCENARIOS.map(({ host }) => host))].filter((host) => !others.test(host));
    expect(all).toEqual(expected.toSorted());
    // One proxy decision for all of them.
    expect([...new Set(world.azure.connections.map(({ host }) => host))].toSorted()).toEqual(all);
    expect(await bundle({ ...WORKER, changes: "off" })).toEqual(
      [ID_TOKENS, "login.microsoftonline.com", "management.azure.com", dev, prod].toSorted(),
    );
  });

  it.each<[string, CloudName]>([
    ["azureusgovernment", "government"],
    ["azurechinacloud", "china"],
  ])("has the names of %s", async (column, name) => {
    const lines = page.slice(page.indexOf("## Other clouds"), page.indexOf("## Proxies")).split("\n");
    const cells = lines
      .filter((line) => line.startsWith("|"))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const at = cells[0]?.indexOf(`\`${column}\``) ?? -1;
    const names = cells.slice(2).map((row) => row[at]?.replaceAll("`", ""));
    const { authorityHost, resourceManagerHost, registrySuffix, blobSuffix } = clouds[name];
    expect(names).toEqual([authorityHost, resourceManagerHost, `NAME${registrySuffix}`, `*${blobSuffix}`]);

    await open(undefined, name);
    putLabels();
    const host = world.dev.properties.loginServer;
    const run = await world.runInProcess({ ...promote("labels"), images: `${host}/app:build-1 => app:latest` });
    expect(contactedBy(run)).toEqual(
      [authorityHost, resourceManagerHost, host, world.prod.properties.loginServer, `eusmanaged12${blobSuffix}`].sort(),
    );
  });
});
