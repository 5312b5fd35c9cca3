// Scenes of Resource Manager: the local one is asked what the recorded one was asked.

import type { Answer } from "../../emulator/answers.ts";
import { putImage } from "../../emulator/images.ts";
import { seedDockerHub } from "../../emulator/seed-sources.ts";
import type { AzureRegistry } from "../../emulator/world.ts";
import { type Recording, textOf } from "../../recordings/recording.ts";
import type { Scene, Stage } from "./stage.ts";
import { putDockerList } from "./stage.ts";

const TARGET =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry";
const SOURCE =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg2/providers/Microsoft.ContainerRegistry/registries/sourceregistry";

const requestOf = (recording: Recording, at: number) => {
  const exchange = recording.exchanges[at];
  if (exchange === undefined) throw new Error(`${recording.file} has no exchange ${at}`);
  return exchange.request;
};

const pollOf = (answer: Answer) => ({ method: "GET", url: String(answer.headers["Location"]) });

/** A poll once all imports are at their end. */
async function pollToEnd(stage: Stage, accepted: Answer): Promise<Answer> {
  await Promise.all(stage.azure.imports.operations.map(({ finished }) => finished));
  return stage.ask(pollOf(accepted), { token: await stage.armToken() });
}

/** A list of resources, a registry, an import by resource ID, polled while it runs and at its end. */
const importByResourceId: Scene = async (stage, recording) => {
  const { azure } = stage;
  const token = await stage.armToken();
  const [list, show, post] = [0, 1, 2].map((at) => requestOf(recording, at));
  if (list === undefined || show === undefined || post === undefined) throw new Error("an exchange is missing");
  const { source } = JSON.parse(textOf(post.body ?? "")) as { source: { resourceId: string } };
  const samesub = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/resourcegroupsamesub";
  stage.addRegistry(`${samesub}/providers/Microsoft.ContainerRegistry/registries/sourceregistrysamesub000001`, {
    sku: "Standard",
  });
  stage.addRegistry(show.url, { regionalEndpoints: ["westus"] });
  putImage({ store: stage.addRegistry(source.resourceId).store, repository: "microsoft" }, { tag: "azure-cli" });
  azure.imports.settings.copyMs = 60_000;
  const accepted = await stage.ask(post, { token });
  await new Promise((resolve) => setImmediate(resolve));
  const running = await stage.ask(pollOf(accepted), { token });
  azure.world.clock.offsetMs += 60_000;
  return new Map([
    [0, await stage.ask(list, { token })],
    [1, await stage.ask(show, { token })],
    [2, accepted],
    [3, running],
    [4, await pollToEnd(stage, running)],
  ]);
};

/** An import from Docker Hub and its last poll. */
const importFromDockerHub =
  (repository: string, prepare: (stage: Stage) => void = () => {}): Scene =>
  async (stage, recording) => {
    prepare(stage);
    const post = requestOf(recording, 0);
    stage.addRegistry(post.url, { location: recording.file.includes("2023") ? "eastus" : "westus" });
    putImage({ store: seedDockerHub(stage.azure).registry.store, repository }, { tag: "latest" });
    const accepted = await stage.ask(post, { token: await stage.armToken() });
    return new Map([
      [0, accepted],
      [1, await pollToEnd(stage, accepted)],
    ]);
  };

/** A registry as it is shown; recorded were also answers to the PUT that made it. */
const showRegistry =
  (options: Parameters<Stage["addRegistry"]>[1]): Scene =>
  async (stage, recording) => {
    const { url } = requestOf(recording, 0);
    stage.addRegistry(url, options);
    return new Map([[0, await stage.ask({ method: "GET", url }, { token: await stage.armToken() })]]);
  };

const listRegistries: Scene = async (stage, recording) => {
  const id =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/azure-shell-dev/providers/Microsoft.ContainerRegistry/registries/azureshelldev";
  stage.addRegistry(id, { sku: "Basic" });
  return new Map([[0, await stage.ask(requestOf(recording, 0), { token: await stage.armToken() })]]);
};

/** An import into the target; the answer to the POST where it is refused, else its last poll. */
async function importInto(stage: Stage, target: AzureRegistry, body: object): Promise<Answer> {
  const request = {
    method: "POST",
    url: `https://management.azure.com${target.id}/importImage?api-version=2025-11-01`,
    headers: { "content-type": "application/json" },
    body,
  };
  const answer = await stage.ask(request, { token: await stage.armToken() });
  return answer.status === 202 ? pollToEnd(stage, answer) : answer;
}

const importFailures: Scene = async (stage) => {
  const { azure } = stage;
  const target = stage.addRegistry(TARGET);
  const source = stage.addRegistry(SOURCE);
  const digest = putDockerList({ store: source.store, repository: "app" }, "1");
  const byHost = {
    source: { registryUri: "sourceregistry.azurecr.io", sourceImage: `app@${digest}` },
    targetTags: ["app:1"],
  };
  source.properties.publicNetworkAccess = "Disabled";
  const privateOnly = await importInto(stage, target, byHost);
  source.properties.publicNetworkAccess = "Enabled";
  source.properties.networkRuleSet.defaultAction = "Deny";
  const firewall = await importInto(stage, target, byHost);
  Object.assign(target.properties, { publicNetworkAccess: "Disabled", networkRuleBypassOptions: "None" });
  azure.world.runnerAddress = "192.0.2.1";
  const closedTarget = await importInto(stage, target, byHost);
  return new Map([
    [0, privateOnly],
    [2, closedTarget],
    [4, firewall],
  ]);
};

const moreImportFailures: Scene = async (stage) => {
  const target = stage.addRegistry(TARGET);
  const source = stage.addRegistry(SOURCE);
  const repository = "ingress-nginx/controller";
  const digest = putDockerList({ store: source.store, repository }, "1");
  putImage({ store: target.store, repository: "repo" }, { tag: "tag" });
  seedDockerHub(stage.azure);
  const from = (sourceImage: string) => ({ resourceId: source.id, sourceImage });
  const conflict = await importInto(stage, target, {
    source: from(`${repository}@${digest}`),
    targetTags: ["repo:tag"],
    mode: "NoForce",
  });
  const unauthorized = await importInto(stage, target, {
    source: { registryUri: "docker.io", sourceImage: "nats:latest" },
    targetTags: ["nats:latest"],
  });
  const malformed = await importInto(stage, target, { source: from(`repo:tag@sha256:${"0".repeat(64)}`) });
  stage.azure.imports.settings.copyMs = 60_000;
  const token = await stage.armToken();
  const accepted = await stage.ask(
    {
      method: "POST",
      url: `https://management.azure.com${target.id}/importImage?api-version=2025-11-01`,
      body: { source: from(`${repository}@${digest}`), targetTags: ["ingress:1"] },
    },
    { token },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return new Map([
    [0, conflict],
    [1, unauthorized],
    [2, malformed],
    [3, await stage.ask(pollOf(accepted), { token })],
  ]);
};

const armErrors: Scene = async (stage) => {
  const { azure, clientId } = stage;
  const target = stage.addRegistry(TARGET);
  const source = stage.addRegistry(SOURCE);
  azure.revoke(clientId, "/subscriptions/00000000-0000-0000-0000-000000000001");
  const body = { source: { resourceId: source.id, sourceImage: "app:1" }, targetTags: ["app:1"] };
  const linked = await importInto(stage, target, body);
  azure.resourceManager.writeLimit = 0;
  return new Map([
    [3, linked],
    [5, await importInto(stage, target, body)],
  ]);
};

export const ARM_SCENES: Readonly<Record<string, Scene>> = {
  "arm-import-2026-03-01-preview": importByResourceId,
  "arm-import-2023-01-01-preview": importFromDockerHub("library/busybox"),
  "arm-import-2019-05-01": importFromDockerHub("library/hello-world", ({ azure }) => {
    azure.imports.settings.acceptedBody = "null";
  }),
  "arm-import-failures-quoted": importFailures,
  "arm-import-failures-second-hand": moreImportFailures,
  "arm-errors-quoted": armErrors,
  "arm-registry-2021-09-01": showRegistry({}),
  "arm-registry-2023-01-01-preview": showRegistry({ location: "eastus", loginServer: "registrynaDjHbLB.azurecr.io" }),
  "arm-registry-2026-03-01-preview-standard": showRegistry({ sku: "Standard" }),
  "arm-registry-list-2023-01-01-preview": listRegistries,
};
