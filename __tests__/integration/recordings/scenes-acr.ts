// Scenes of the data plane: the local registries are asked what the recorded ones were asked.
import type { Answer } from "../../emulator/answers.ts";
import { putImage, putIndex } from "../../emulator/images.ts";
import { seedGitHubRegistry } from "../../emulator/seed-sources.ts";
import type { AzureRegistry } from "../../emulator/world.ts";
import type { Recording } from "../../recordings/recording.ts";
import { bodyOf } from "../emulator/client.ts";
import { formWith, putDockerList, type Scene, type Stage, type Substitutes, withDigest } from "./stage.ts";

const hostOf = (recording: Recording) => new URL(recording.exchanges[0]?.request.url ?? "").host;

/** Asks a recording's requests one after the other; `how` says what is sent in place of recorded tokens and digests. */
async function askAll(
  stage: Stage,
  recording: Recording,
  how: (at: number, answers: ReadonlyMap<number, Answer>) => Promise<Substitutes> | Substitutes = () => ({}),
  only?: readonly number[],
): Promise<Map<number, Answer>> {
  const answers = new Map<number, Answer>();
  for (const [at, { request }] of recording.exchanges.entries()) {
    if (only !== undefined && !only.includes(at)) continue;
    answers.set(at, await stage.ask(request, await how(at, answers)));
  }
  return answers;
}

const tokenOf = (answer: Answer | undefined, name = "access_token") =>
  String(answer === undefined ? undefined : bodyOf(answer)[name]);

const loginToRegistry: Scene = async (stage, recording) => {
  stage.addRegistry(hostOf(recording));
  const entra = String(
    bodyOf(
      await stage.client.signIn({
        scope: "https://containerregistry.azure.net/.default",
        clientId: stage.clientId,
        tenantId: "00000000-0000-0000-0000-000000000000",
      }),
    )["access_token"],
  );
  return askAll(stage, recording, (at, answers) => {
    const { body } = recording.exchanges[at]?.request ?? {};
    if (at === 1) return { body: formWith(body, "access_token", entra) };
    if (at === 2) return { body: formWith(body, "refresh_token", tokenOf(answers.get(1), "refresh_token")) };
    return at === 3 ? { token: tokenOf(answers.get(2)) } : {};
  });
};

const tokenRefusals: Scene = async (stage, recording) => {
  stage.addRegistry(hostOf(recording));
  return askAll(stage, recording);
};

const anonymousCatalogue: Scene = async (stage, recording) => {
  const { store } = stage.addRegistry(hostOf(recording), { properties: { anonymousPullEnabled: true } });
  for (const repository of ["alpine", "hello-world", "nginx", "ubuntu"]) putImage({ store, repository }, { tag: "1" });
  return askAll(stage, recording, (at, answers) =>
    at === 2 || at === 3 ? { token: tokenOf(answers.get(1)) } : at === 5 ? { token: tokenOf(answers.get(4)) } : {},
  );
};

const anonymousMetadata: Scene = async (stage, recording) => {
  const { store } = stage.addRegistry(hostOf(recording), { properties: { anonymousPullEnabled: true } });
  const digest = putDockerList({ store, repository: "library/hello-world" }, "latest");
  return askAll(stage, recording, (at, answers) => ({
    url: withDigest(digest),
    ...(at === 2 && { token: tokenOf(answers.get(1)) }),
    ...(at === 5 && { token: tokenOf(answers.get(4)) }),
  }));
};

const manifestByTag: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  const { store } = stage.addRegistry(host);
  putDockerList({ store, repository: "alpine" }, "3.17.1");
  const refresh = await stage.refreshToken(host);
  const entra = await stage.client.signIn({
    scope: "https://containerregistry.azure.net/.default",
    clientId: stage.clientId,
    tenantId: "00000000-0000-0000-0000-000000000000",
  });
  const token = await stage.registryToken(host, "repository:alpine:pull");
  return askAll(stage, recording, (at) => {
    const { body } = recording.exchanges[at]?.request ?? {};
    if (at === 1) return { body: formWith(body, "access_token", tokenOf(entra)) };
    if (at === 2) return { body: formWith(body, "refresh_token", refresh) };
    return at === 0 ? {} : { token };
  });
};

/** One read with a token for the repository. */
const readContent =
  (repository: string, fill: (registry: AzureRegistry) => string, accept?: string): Scene =>
  async (stage, recording) => {
    const host = hostOf(recording);
    const digest = fill(stage.addRegistry(host));
    const token = await stage.registryToken(host, `repository:${repository}:pull`);
    const [exchange] = recording.exchanges;
    if (exchange === undefined) throw new Error(`${recording.file} is empty`);
    const { request } = exchange;
    const headers = accept === undefined ? {} : { headers: { ...request.headers, accept } };
    const answer = await stage.ask({ ...request, ...headers }, { token, url: withDigest(digest) });
    // Recorded is what a client sees that follows the redirect to storage.
    const location = answer.headers["Location"];
    const seen = answer.status === 307 ? await stage.ask({ method: "GET", url: String(location) }) : answer;
    const answers = new Map([[0, seen]]);
    const [, malformed] = recording.exchanges;
    if (malformed !== undefined) answers.set(1, await stage.ask(malformed.request));
    return answers;
  };

const lists: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  const { store } = stage.addRegistry(host);
  for (const tag of ["latest", "v1", "v2", "v3"]) putImage({ store, repository: "hello-world" }, { tag });
  for (const repository of ["alpine", "contoso-marketing"]) putImage({ store, repository }, { tag: "1" });
  const catalogue = await stage.registryToken(host, "registry:catalog:*");
  const pull = await stage.registryToken(host, "repository:hello-world:pull");
  return askAll(stage, recording, (at) => (at === 3 ? {} : { token: at === 0 ? catalogue : pull }));
};

const metadata: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  const digest = putDockerList({ store: stage.addRegistry(host).store, repository: "alpine" }, "3.17.1");
  const refresh = await stage.refreshToken(host);
  return askAll(stage, recording, (at, answers) => {
    if (at === 1) return { body: formWith(recording.exchanges[at]?.request.body, "refresh_token", refresh) };
    return { url: withDigest(digest), ...(at > 1 && { token: tokenOf(answers.get(1)) }) };
  });
};

const absentMetadata: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  const { store } = stage.addRegistry(host);
  for (const repository of ["alpine", "repo"]) putImage({ store, repository }, { tag: "1" });
  const scopes = ["alpine", "wrong-name", "repo"].map((name) => `repository:${name}:metadata_read`);
  const token = await stage.registryToken(host, ...scopes);
  return askAll(stage, recording, (at) => (at === 3 ? {} : { token }));
};

const metadataLists: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  const { store } = stage.addRegistry(host);
  // Pushed in this order: the one that sorts first is the newest.
  for (const tag of ["3.17.1", "3.16.3", "3.15.6"]) {
    putDockerList({ store, repository: "alpine" }, tag);
    stage.azure.world.clock.offsetMs += 10_000;
  }
  const token = await stage.registryToken(host, "repository:alpine:metadata_read");
  const { manifests } = store.repository("alpine");
  const firstTwo = () => [...manifests.values()].sort((one, other) => (one.digest < other.digest ? -1 : 1)).slice(0, 2);
  // The first two manifests by digest are children of lists, as they were recorded.
  for (let at = 0; firstTwo().some(({ mediaType }) => mediaType.includes("list")); at += 1)
    putImage({ store, repository: "alpine" }, { docker: true, content: `child ${at}` });
  const [first] = firstTwo();
  return askAll(stage, recording, (at) => ({ token, ...(at === 6 && { url: withDigest(first?.digest ?? "") }) }));
};

const locks: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  putDockerList({ store: stage.addRegistry(host).store, repository: "alpine" }, "3.17.1");
  const token = await stage.registryToken(host, "repository:alpine:metadata_write");
  return askAll(stage, recording, () => ({ token }));
};

const deletes: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  const { store } = stage.addRegistry(host);
  const digest = putImage({ store, repository: "ubuntu" }, { tag: "1" }).digest;
  for (const repository of ["hello-world", "nginx"]) putImage({ store, repository }, { tag: "1" });
  putImage({ store, repository: "alpine" }, { tag: "3.14.8" });
  const narrow = await stage.registryToken(host, "repository:ubuntu:metadata_read");
  const names = ["ubuntu", "alpine", "nginx", "hello-world"];
  const wide = await stage.registryToken(host, ...names.map((name) => `repository:${name}:delete`));
  const refresh = await stage.refreshToken(host);
  return askAll(stage, recording, (at) => {
    const { body } = recording.exchanges[at]?.request ?? {};
    if (at === 1) return { body: formWith(body, "refresh_token", refresh) };
    return { token: at === 0 ? narrow : wide, ...(at < 3 && { url: withDigest(digest) }) };
  });
};

const pushChallenge: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  stage.addRegistry(host);
  const refresh = await stage.refreshToken(host);
  return askAll(stage, recording, (at, answers) =>
    at === 1
      ? { body: formWith(recording.exchanges[at]?.request.body, "refresh_token", refresh) }
      : at === 2
        ? { token: tokenOf(answers.get(1)) }
        : {},
  );
};

const refusals: Scene = async (stage, recording) => {
  const registry = stage.addRegistry(hostOf(recording));
  const answers = await askAll(stage, recording, undefined, [0]);
  const limited = async (at: number, limits: AzureRegistry["limits"]) => {
    registry.limits = limits;
    for (const [place, answer] of await askAll(stage, recording, undefined, [at])) answers.set(place, answer);
    registry.limits = {};
  };
  await limited(3, { dataplaneRead: 0 });
  await limited(4, { oauth: 0 });
  registry.properties.networkRuleSet.defaultAction = "Deny";
  await limited(1, {});
  return answers;
};

const cacheRules: Scene = async (stage, recording) => {
  const host = hostOf(recording);
  const registry = stage.addRegistry(host);
  const source = seedGitHubRegistry(stage.azure).registry;
  putImage({ store: source.store, repository: "node" }, { tag: "22" });
  const rule = (name: string, targetRepository: string, sourceRepository: string) =>
    registry.cacheRules.push({ name, targetRepository, sourceRepository, source });
  rule("ghcr-io", "ghcr/kube-webhook", "ghcr/kube-webhook");
  rule("dhi", "dhi/node", "node");
  rule("catalog", "ghcr.io/example/catalog", "example/catalog");
  const repositories = ["ghcr/kube-webhook", "dhi/node", "ghcr.io/example/catalog"];
  const token = await stage.registryToken(host, ...repositories.map((name) => `repository:${name}:pull`));
  const accept = "application/vnd.oci.image.manifest.v1+json";
  const answers = new Map<number, Answer>();
  for (const at of [0, 1, 4]) {
    const { request } = recording.exchanges[at] ?? {};
    if (request !== undefined) answers.set(at, await stage.ask({ ...request, headers: { accept } }, { token }));
  }
  return answers;
};

const ghcrReferrers: Scene = async (stage, recording) => {
  const { registry } = seedGitHubRegistry(stage.azure);
  const repository = "owner/charts/chart";
  putImage({ store: registry.store, repository }, { tag: "1" });
  const given = await stage.ask({
    method: "GET",
    url: `https://ghcr.io/token?service=ghcr.io&scope=repository:${repository}:pull`,
  });
  return askAll(stage, recording, () => ({ token: tokenOf(given) }), [0]);
};

export const ACR_SCENES: Readonly<Record<string, Scene>> = {
  "acr-challenge-exchange-token": loginToRegistry,
  "acr-token-refusals": tokenRefusals,
  "acr-anonymous-catalogue-and-write": anonymousCatalogue,
  "acr-anonymous-metadata": anonymousMetadata,
  "acr-manifest-by-tag": manifestByTag,
  "acr-manifest-by-digest": readContent("library/hello-world", ({ store }) => {
    return putImage({ store, repository: "library/hello-world" }, { docker: true }).digest;
  }),
  "acr-manifest-index": readContent("hello-world", ({ store }) => {
    return putIndex({ store, repository: "hello-world" }, { attestations: true, tag: "latest" }).index.digest;
  }),
  "acr-blob": readContent("alpine", ({ store }) => store.putBlob("alpine", Buffer.from('{"architecture":"amd64"}'))),
  "acr-tags-list-documented": lists,
  "acr-metadata": metadata,
  "acr-metadata-absent": absentMetadata,
  "acr-metadata-lists": metadataLists,
  "acr-locks": locks,
  "acr-deletes": deletes,
  "acr-push-challenge": pushChallenge,
  "acr-refusals-quoted": refusals,
  "acr-cache-rules-quoted": cacheRules,
  "ghcr-referrers-quoted": ghcrReferrers,
};
