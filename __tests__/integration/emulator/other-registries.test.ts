// Holds Docker Hub, MCR, other registries, a second tenant and GitHub's API to what is documented of them.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { addGitHubApi } from "../../emulator/github-api.ts";
import { type Contoso, seedContoso } from "../../emulator/seed.ts";
import {
  fabrikam,
  seedBasicRegistry,
  seedCompanyRegistry,
  seedDockerHub,
  seedFabrikam,
  seedMicrosoftRegistry,
} from "../../emulator/seed-sources.ts";
import { basic, bodyOf, type Client, createClient, EVERY_MANIFEST_TYPE, errorOf } from "./client.ts";

let azure: LocalAzure;
let world: Contoso;
let client: Client;

beforeEach(async () => {
  azure = await startLocalAzure();
  world = seedContoso(azure);
  client = createClient(azure);
});
afterEach(() => azure.close());

describe("Docker Hub", () => {
  const manifest = "https://registry-1.docker.io/v2/library/alpine/manifests/3.22";
  const token = async (headers: Record<string, string> = {}) => {
    const url = "https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/alpine:pull";
    return {
      Authorization: `Bearer ${bodyOf(await azure.ask(url, { headers }))["token"]}`,
      Accept: EVERY_MANIFEST_TYPE,
    };
  };

  it("challenges to its token service and counts GET but not HEAD as a pull", async () => {
    const { digests } = seedDockerHub(azure);
    expect((await azure.ask(manifest)).headers["WWW-Authenticate"]).toBe(
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/alpine:pull"',
    );
    const headers = await token();
    const head = await azure.ask(manifest, { method: "HEAD", headers });
    expect(head.headers["ratelimit-remaining"]).toBe("100;w=21600");
    const get = await azure.ask(manifest, { headers });
    expect(get.headers["ratelimit-remaining"]).toBe("99;w=21600");
    expect(get.headers["Docker-Content-Digest"]).toBe(digests["library/alpine:3.22"]);
  });

  it("refuses pulls past the quota, to the anonymous earlier than to a user", async () => {
    const { registry } = seedDockerHub(azure);
    registry.pulls.set("", 100);
    const refused = await azure.ask(manifest, { headers: await token() });
    expect([refused.status, errorOf(refused).message]).toEqual([
      429,
      expect.stringContaining("unauthenticated pull rate limit"),
    ]);
    const user = basic("contoso", registry.users.get("contoso") ?? "");
    expect((await azure.ask(manifest, { headers: await token(user) })).status).toBe(200);
  });

  it("knows official images under library/ only, for imports too", async () => {
    const { digests } = seedDockerHub(azure);
    const importOf = (sourceImage: string) =>
      client.importInto(world.prod, {
        source: { registryUri: "docker.io", sourceImage },
        targetTags: ["base/alpine:1"],
        mode: "Force",
      });
    expect(errorOf(await importOf("alpine:3.22")).message).toMatch(
      /Invalid message Unauthorized Unauthorized .+"Name":"alpine","Action":"pull"/,
    );
    expect((await importOf("library/alpine:3.22")).status).toBe(200);
    expect(world.prod.store.tagDigest("base/alpine", "1")).toBe(digests["library/alpine:3.22"]);
  });
});

describe("other registries", () => {
  it("let Microsoft's images be read and imported without any token", async () => {
    const { digests } = seedMicrosoftRegistry(azure);
    const url = "https://mcr.microsoft.com/v2/dotnet/runtime/manifests/9.0";
    expect((await azure.ask(url)).headers["Docker-Content-Digest"]).toBe(digests["dotnet/runtime:9.0"]);
    const source = { registryUri: "mcr.microsoft.com", sourceImage: "dotnet/runtime:9.0" };
    expect((await client.importInto(world.prod, { source, targetTags: ["runtime:9"] })).status).toBe(200);
  });

  it("give tokens at another host of the company, which hold at their own registry only", async () => {
    const { registry } = seedCompanyRegistry(azure);
    const url = "https://auth.fabrikam.example/jwt/auth?service=container_registry&scope=repository:team/app:pull";
    const headers = basic("deploy", registry.users.get("deploy") ?? "");
    expect((await azure.ask(url, { headers: basic("deploy", "wrong") })).status).toBe(401);
    const authorization = {
      Authorization: `Bearer ${bodyOf(await azure.ask(url, { headers }))["token"]}`,
      Accept: EVERY_MANIFEST_TYPE,
    };
    const manifest = "https://registry.fabrikam.example/v2/team/app/manifests/2";
    expect((await azure.ask(manifest, { headers: authorization })).status).toBe(200);
    expect((await azure.ask(manifest)).status).toBe(401);
    seedDockerHub(azure);
    const hub = "https://registry-1.docker.io/v2/library/alpine/manifests/3.22";
    expect((await azure.ask(hub, { headers: authorization })).status).toBe(401);
  });

  it("take Basic authentication where they have no tokens", async () => {
    const { registry } = seedBasicRegistry(azure);
    const url = "https://mirror.fabrikam.example/v2/base/debian/manifests/12";
    expect((await azure.ask(url)).headers["WWW-Authenticate"]).toBe('Basic realm="Registry"');
    const headers = { ...basic("reader", registry.users.get("reader") ?? ""), Accept: EVERY_MANIFEST_TYPE };
    expect((await azure.ask(url, { headers })).status).toBe(200);
  });
});

describe("a second tenant", () => {
  const credentials: [string, () => object | undefined, number][] = [
    ["nothing", () => undefined, 400],
    ["a service principal", () => ({ username: fabrikam.clientId, password: fabrikam.clientSecret }), 200],
    ["a repository-scoped token", () => repositoryScoped(), 200],
    ["a wrong password", () => ({ username: fabrikam.repositoryScopedToken.name, password: "wrong-password" }), 400],
  ];
  const repositoryScoped = () => {
    const { name, password } = fabrikam.repositoryScopedToken;
    return { username: name, password };
  };

  it.each(credentials)("is read with %s or not at all", async (_name, make, status) => {
    const { digest } = seedFabrikam(azure);
    const given = make();
    const source = {
      registryUri: fabrikam.loginServer,
      sourceImage: `partner/app@${digest}`,
      ...(given === undefined ? {} : { credentials: given }),
    };
    const done = await client.importInto(world.prod, { source, targetTags: ["app:5"] });
    expect(done.status).toBe(status);
    expect(world.prod.store.tagDigest("app", "5")).toBe(status === 200 ? digest : undefined);
  });

  it("is out of reach by resource ID", async () => {
    const { registry, digest } = seedFabrikam(azure);
    const source = { resourceId: registry.id, sourceImage: `partner/app@${digest}` };
    expect((await client.importInto(world.prod, { source, targetTags: ["app:5"] })).status).toBe(403);
  });
});

it("lists attestations of a repository and of an owner in pages, bundles inline or by URL", async () => {
  const github = addGitHubApi(azure);
  const subjectDigest = world.digests.worker;
  const repository = "contoso/shop";
  github.attestations.push(
    { repository, subjectDigest, bundle: { n: 1 } },
    { repository, subjectDigest, bundle: { n: 2 }, byUrl: true },
  );
  github.pageSize = 1;
  const first = await azure.ask(`https://api.github.com/repos/Contoso/shop/attestations/${subjectDigest}`);
  expect(bodyOf(first)["attestations"]).toMatchObject([{ bundle: { n: 1 } }]);
  const next = /<(.+)>; rel="next"/.exec(String(first.headers["Link"]))?.[1] ?? "";
  const [second] = bodyOf(await azure.ask(next))["attestations"] as { bundle: unknown; bundle_url: string }[];
  expect(second?.bundle).toBeNull();
  expect(bodyOf(await azure.ask(second?.bundle_url ?? ""))).toEqual({ n: 2 });
  expect((await azure.ask(`https://api.github.com/orgs/contoso/attestations/${subjectDigest}`)).status).toBe(200);
  expect((await azure.ask(`https://api.github.com/orgs/contoso/attestations/${world.digests.chart}`)).status).toBe(404);
});
