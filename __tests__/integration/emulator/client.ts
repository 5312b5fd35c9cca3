// Owns the requests that a client of Azure makes, written out by hand, so that tests can hold the local Azure to its answers.
import type { Answer } from "../../emulator/answers.ts";
import type { LocalAzure } from "../../emulator/azure.ts";
import { MEDIA_TYPES } from "../../emulator/images.ts";
import { contoso } from "../../emulator/seed.ts";
import type { AzureRegistry } from "../../emulator/world.ts";

export const ARM_SCOPE = "https://management.azure.com/.default";
export const REGISTRY_SCOPE = "https://containerregistry.azure.net/.default";
export const API_VERSION = "api-version=2025-11-01";
export const EVERY_MANIFEST_TYPE = [
  MEDIA_TYPES.index,
  MEDIA_TYPES.manifest,
  MEDIA_TYPES.dockerList,
  MEDIA_TYPES.dockerManifest,
].join();

interface ErrorEntry {
  code: string;
  message: string;
}

/** The JSON object of an answer; of an empty body, none of its fields. */
export const bodyOf = (answer: Answer) => JSON.parse(answer.body.toString() || "{}") as Record<string, unknown>;

/** The error of Resource Manager, or the first one of a registry. */
export function errorOf(answer: Answer): ErrorEntry {
  const { error, errors } = bodyOf(answer) as { error?: ErrorEntry; errors?: ErrorEntry[] };
  return error ?? errors?.[0] ?? { code: "", message: "" };
}

/** The header of Basic authentication. */
export const basic = (username: string, password: string) => ({
  Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
});

export interface SignIn {
  scope?: string;
  audience?: string;
  authority?: string;
  clientId?: string;
  tenantId?: string;
  /** Instead of a fresh ID token. */
  assertion?: string;
}

export interface Client {
  postForm(url: string, fields: Record<string, string> | [string, string][]): Promise<Answer>;
  idToken(audience?: string): Promise<string>;
  signIn(options?: SignIn): Promise<Answer>;
  entraToken(scope: string): Promise<string>;
  exchange(loginServer: string, accessToken: string): Promise<Answer>;
  /** Headers that read from a registry under these scopes. */
  registryHeaders(registry: AzureRegistry, ...scopes: string[]): Promise<Record<string, string>>;
  /** Starts an import; the answer to the POST. */
  postImport(target: AzureRegistry, body: object, clientRequestId?: string): Promise<Answer>;
  /** Waits until all imports are at their end, and polls once. */
  pollToEnd(accepted: Answer): Promise<Answer>;
  /** Imports; the final poll, or the refusal of the POST. */
  importInto(target: AzureRegistry, body: object): Promise<Answer>;
}

export function createClient(azure: LocalAzure): Client {
  const client: Client = {
    postForm: (url, fields) =>
      azure.ask(url, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
      }),
    async idToken(audience = "api://AzureADTokenExchange") {
      const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = azure.env();
      const answer = await azure.ask(`${url}&audience=${encodeURIComponent(audience)}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      return String(bodyOf(answer)["value"]);
    },
    async signIn({ scope = ARM_SCOPE, audience, assertion, ...options } = {}) {
      const { authority = "login.microsoftonline.com", tenantId = contoso.tenantId } = options;
      return await client.postForm(`https://${authority}/${tenantId}/oauth2/v2.0/token`, {
        client_id: options.clientId ?? contoso.clientId,
        grant_type: "client_credentials",
        scope,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion ?? (await client.idToken(audience)),
      });
    },
    entraToken: async (scope) => String(bodyOf(await client.signIn({ scope }))["access_token"]),
    exchange: (loginServer, accessToken) =>
      client.postForm(`https://${loginServer}/oauth2/exchange`, {
        grant_type: "access_token",
        service: loginServer,
        tenant: contoso.tenantId,
        access_token: accessToken,
      }),
    async registryHeaders(registry, ...scopes) {
      const { loginServer } = registry.properties;
      const exchanged = await client.exchange(loginServer, await client.entraToken(REGISTRY_SCOPE));
      const given = await client.postForm(`https://${loginServer}/oauth2/token`, [
        ["grant_type", "refresh_token"],
        ["service", loginServer],
        ["refresh_token", String(bodyOf(exchanged)["refresh_token"])],
        ...scopes.map((scope): [string, string] => ["scope", scope]),
      ]);
      return { Authorization: `Bearer ${bodyOf(given)["access_token"]}`, Accept: EVERY_MANIFEST_TYPE };
    },
    async postImport(target, body, clientRequestId = "c0ffee00-0000-4000-8000-000000000001") {
      return await azure.ask(`https://management.azure.com${target.id}/importImage?${API_VERSION}`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${await client.entraToken(ARM_SCOPE)}`,
          "Content-Type": "application/json",
          "x-ms-client-request-id": clientRequestId,
        },
        body: JSON.stringify(body),
      });
    },
    async pollToEnd(accepted) {
      const headers = { Authorization: `Bearer ${await client.entraToken(ARM_SCOPE)}` };
      await Promise.all(azure.imports.operations.map((operation) => operation.finished));
      return await azure.ask(String(accepted.headers["Location"]), { headers });
    },
    async importInto(target, body) {
      const accepted = await client.postImport(target, body);
      return accepted.status === 202 ? await client.pollToEnd(accepted) : accepted;
    },
  };
  return client;
}
