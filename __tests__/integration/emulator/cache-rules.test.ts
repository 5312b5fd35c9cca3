// Holds repositories under a cache rule to what users and the ACR team report of them.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { blobsOf, readManifestDocument } from "../../emulator/registry-store.ts";
import { type Contoso, contoso, seedContoso } from "../../emulator/seed.ts";
import { type SeededSource, seedGitHubRegistry, seedMicrosoftRegistry } from "../../emulator/seed-sources.ts";
import { bodyOf, type Client, createClient, errorOf } from "./client.ts";

let azure: LocalAzure;
let world: Contoso;
let client: Client;
let source: SeededSource;
let digest: string;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
  source = seedMicrosoftRegistry(azure);
  digest = source.digests["hello-world:latest"] ?? "";
  world.prod.cacheRules.push({
    name: "mcr",
    targetRepository: "mcr/*",
    sourceRepository: "*",
    source: source.registry,
  });
});
afterEach(() => azure.close());

async function ask(path: string, repository = "mcr/hello-world", method = "GET") {
  const headers = await client.registryHeaders(world.prod, `repository:${repository}:pull,metadata_read`);
  return await azure.ask(`https://${contoso.prod}${path}`, { method, headers });
}

describe("a repository under a cache rule", () => {
  it.each(["GET", "HEAD"])("answers %s of a manifest from upstream, says so, and holds nothing", async (method) => {
    for (const reference of ["latest", digest]) {
      const answer = await ask(`/v2/mcr/hello-world/manifests/${reference}`, "mcr/hello-world", method);
      expect([answer.status, answer.headers["Docker-Content-Digest"]]).toEqual([200, digest]);
      expect(answer.headers["X-Azure-Origin"]).toBe("upstream");
    }
    expect(world.prod.store.repositories.has("mcr/hello-world")).toBe(false);
    expect((await ask("/acr/v1/mcr/hello-world/_tags/latest")).status).toBe(404);
    expect((await ask("/v2/mcr/hello-world/tags/list")).status).toBe(404);
  });

  it("answers without that header once it holds the manifest", async () => {
    const held = source.registry.store.manifest("hello-world", digest);
    world.prod.store.putManifest("mcr/hello-world", held?.mediaType ?? "", held?.bytes ?? Buffer.alloc(0), "latest");
    const answer = await ask("/v2/mcr/hello-world/manifests/latest");
    expect([answer.status, answer.headers["X-Azure-Origin"]]).toEqual([200, undefined]);
  });

  it("serves the blobs that a pull needs", async () => {
    const manifest = source.registry.store.manifest("hello-world", digest);
    for (const blob of blobsOf(readManifestDocument(manifest?.bytes ?? Buffer.alloc(0))))
      expect((await ask(`/v2/mcr/hello-world/blobs/${blob}`, "mcr/hello-world", "HEAD")).status).toBe(200);
  });

  it("answers 404 for what upstream does not have", async () => {
    const absent = await ask("/v2/mcr/hello-world/manifests/9");
    expect([absent.status, errorOf(absent).code]).toEqual([404, "MANIFEST_UNKNOWN"]);
    expect(absent.headers["X-Azure-Origin"]).toBeUndefined();
  });

  it("answers 424 for referrers that are at ghcr.io, and lists those of others", async () => {
    const ghcr = seedGitHubRegistry(azure);
    world.prod.cacheRules.push({
      name: "ghcr-io",
      targetRepository: "ghcr/public",
      sourceRepository: "contoso/public",
      source: ghcr.registry,
    });
    const subject = ghcr.digests["contoso/public:1"];
    const refused = await ask(`/v2/ghcr/public/referrers/${subject}`, "ghcr/public");
    expect([refused.status, errorOf(refused).code]).toEqual([424, "UNKNOWN"]);
    expect(errorOf(refused).message).toMatch(
      /^request to fetch referrers from source 'contoso\/public' for cache rule 'ghcr-io' returned status code 303\. /,
    );
    expect(bodyOf(await ask(`/v2/mcr/hello-world/referrers/${digest}`))["manifests"]).toEqual([]);
  });

  it.each([{ targetTags: ["mcr/hello-world:1"] }, { untaggedTargetRepositories: ["mcr/hello-world"] }])(
    "refuses imports: %j",
    async (target) => {
      const refused = await client.importInto(world.prod, {
        source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
        ...target,
      });
      expect(refused.status).toBe(400);
      expect(errorOf(refused).message).toMatch(
        /registries\/contosoprod The repository 'mcr\/hello-world' is the target of/,
      );
      expect(world.prod.store.history).toEqual([]);
    },
  );

  it("refuses pushes", async () => {
    azure.grant(contoso.clientId, "AcrPush", world.prod.id);
    const headers = await client.registryHeaders(world.prod, "repository:mcr/hello-world:push");
    const url = `https://${contoso.prod}/v2/mcr/hello-world/blobs/uploads/`;
    expect((await azure.ask(url, { method: "POST", headers })).status).toBe(405);
  });

  it("leaves other repositories alone", async () => {
    const done = await client.importInto(world.prod, {
      source: { resourceId: world.dev.id, sourceImage: `worker@${world.digests.worker}` },
      targetTags: ["mcr:1"],
    });
    expect(done.status).toBe(200);
    const answer = await ask("/v2/mcr/manifests/1", "mcr");
    expect([answer.status, answer.headers["X-Azure-Origin"]]).toEqual([200, undefined]);
  });
});
