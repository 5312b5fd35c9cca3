// The local Azure as the recorded clients found theirs: the same names of subscriptions, groups, registries and repositories, so
// that it can be asked the recorded requests as they are.
import type { Answer } from "../../emulator/answers.ts";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import { type Place, putIndex } from "../../emulator/images.ts";
import type { AzureRegistry, RegistryOptions } from "../../emulator/world.ts";
import { type RecordedRequest, type Recording, textOf } from "../../recordings/recording.ts";
import { bodyOf, type Client, createClient } from "../emulator/client.ts";

interface RegistryId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** The registry that a resource ID or an ARM URL names; undefined where it names none. */
function parseResourceId(text: string): RegistryId | undefined {
  const [, subscriptionId = "", resourceGroup = "", name] =
    /\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/?]+)/i.exec(
      text,
    ) ?? [];
  return name === undefined ? undefined : { subscriptionId, resourceGroup, name };
}

const TENANT = "00000000-0000-0000-0000-000000000000";
const CLIENT = "00000000-0000-0000-0000-0000000000c1";
const ARM_SCOPE = "https://management.azure.com/.default";
const REGISTRY_SCOPE = "https://containerregistry.azure.net/.default";

/** Parts of a request that this world knows under another name: digests of content that is not on record, tokens, signed URLs. */
export interface Substitutes {
  readonly url?: string | ((recorded: string) => string);
  readonly body?: string;
  readonly token?: string;
}

export interface Stage {
  readonly azure: LocalAzure;
  readonly client: Client;
  readonly clientId: string;
  /** Sends a recorded request. */
  ask(request: RecordedRequest, substitutes?: Substitutes): Promise<Answer>;
  /** A registry that a resource ID or a login server names. */
  addRegistry(idOrHost: string, options?: Partial<RegistryOptions>): AzureRegistry;
  armToken(): Promise<string>;
  refreshToken(host: string): Promise<string>;
  registryToken(host: string, ...scopes: string[]): Promise<string>;
  close(): Promise<void>;
}

/** What a recording's requests are answered here, by their place in it; the others are in `NOT_ASKED`. */
export type Scene = (stage: Stage, recording: Recording) => Promise<Map<number, Answer>>;

const PUBLIC_SUBJECT = "repo:contoso/shop:environment:production";

export async function openStage(): Promise<Stage> {
  const azure = await startLocalAzure();
  const client = createClient(azure);
  azure.addTenant({ id: TENANT, name: "Recorded" });
  azure.addApp({
    clientId: CLIENT,
    tenantId: TENANT,
    federatedCredentials: [{ subject: PUBLIC_SUBJECT }],
  });
  const groups = ["rg1", "rg2", "rgname", "fake_rg", "ContainerTest", "go-sdk-test-rg", "azure-shell-dev"];
  for (const id of ["0", "1"]) {
    azure.addSubscription({
      id: `00000000-0000-0000-0000-00000000000${id}`,
      tenantId: TENANT,
      resourceGroups: [...groups, "cli_test_acrre_000001", "resourcegroupsamesub", "resourcegroupdiffsub"],
    });
    azure.grant(CLIENT, "Owner", `/subscriptions/00000000-0000-0000-0000-00000000000${id}`);
  }
  const tokenOf = async (scope: string) =>
    String(bodyOf(await client.signIn({ scope, clientId: CLIENT, tenantId: TENANT }))["access_token"]);
  const stage: Stage = {
    azure,
    client,
    clientId: CLIENT,
    ask({ method, url, headers = {}, body = "" }, substitutes = {}) {
      const { token } = substitutes;
      return azure.ask(typeof substitutes.url === "function" ? substitutes.url(url) : (substitutes.url ?? url), {
        method,
        headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
        body: substitutes.body ?? textOf(body),
      });
    },
    addRegistry(idOrHost, options = {}) {
      const id = parseResourceId(idOrHost);
      return azure.addRegistry({
        name: id?.name ?? idOrHost.split(".")[0] ?? "",
        resourceGroup: id?.resourceGroup ?? "rg1",
        subscriptionId: id?.subscriptionId ?? "00000000-0000-0000-0000-000000000000",
        ...options,
      });
    },
    armToken: () => tokenOf(ARM_SCOPE),
    async refreshToken(host) {
      return String(bodyOf(await client.exchange(host, await tokenOf(REGISTRY_SCOPE)))["refresh_token"]);
    },
    async registryToken(host, ...scopes) {
      const given = await client.postForm(`https://${host}/oauth2/token`, [
        ["grant_type", "refresh_token"],
        ["service", host],
        ["refresh_token", await stage.refreshToken(host)],
        ...scopes.map((scope): [string, string] => ["scope", scope]),
      ]);
      return String(bodyOf(given)["access_token"]);
    },
    close: () => azure.close(),
  };
  return stage;
}

const PLATFORMS = ["linux/amd64", "linux/arm/v6", "linux/arm64"];

/** A multi-platform image of Docker's media types, as the recorded ones are. */
export function putDockerList(place: Place, tag: string): string {
  return putIndex(place, { platforms: PLATFORMS, docker: true, content: `${place.repository} ${tag}`, tag }).index
    .digest;
}

/** The same text with one digest in place of every digest. */
export const withDigest = (digest: string) => (text: string) =>
  text.replace(/sha256(:|%3A)[0-9a-f]{64}/g, (_, colon: string) => `sha256${colon}${digest.slice("sha256:".length)}`);

/** A form with a token in place of the recorder's placeholder. */
export const formWith = (body: string | object | undefined, name: string, token: string): string => {
  const form = new URLSearchParams(String(body));
  form.set(name, token);
  return form.toString();
};
