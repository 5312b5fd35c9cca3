// Owns the check that every token went only where it belongs, over the whole log of requests. Knows no client.
import type { LocalAzure } from "./azure.ts";
import { clouds, REGISTRY_AUDIENCE } from "./clouds.ts";
import type { RecordedRequest } from "./request-log.ts";
import { findSecretsInText } from "./secrets.ts";
import type { Token } from "./tokens.ts";

const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** All text of a request, credentials of a Basic header decoded. */
function textsOf(request: RecordedRequest): string {
  const basic = /^Basic\s+(\S+)/i.exec(request.headers["authorization"] ?? "")?.[1] ?? "";
  const decoded = Buffer.from(basic, "base64").toString("utf8");
  return [request.target, ...Object.values(request.headers), decoded, request.body].join("\n");
}

/** All text of a request as {@link findSecretsInText} searches it: headers, and the target and body also decoded. */
export function searchableTextOf({ target, headers, body }: RecordedRequest): string {
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text.replaceAll("+", " "));
    } catch {
      return text;
    }
  };
  return [target, decode(target), ...Object.values(headers), body, decode(body)].join("\n");
}

/** The hosts that a secret was sent to, in whatever encoding. */
export function hostsThatGot(azure: LocalAzure, secret: string): string[] {
  const reached = azure.requests.filter((request) => findSecretsInText([secret], searchableTextOf(request)).length > 0);
  return [...new Set(reached.map(({ host }) => host))].sort();
}

/** The password that an import hands to Azure so that it can read the source. */
function importPassword(request: RecordedRequest): string | undefined {
  if (request.party !== "resource-manager" || !/\/importImage\?/.test(request.target)) return undefined;
  const body = JSON.parse(request.body) as { source?: { credentials?: { password?: string } } };
  return body.source?.credentials?.password;
}

function belongs(azure: LocalAzure, token: Token, request: RecordedRequest): boolean {
  const audience = String(token.claims["aud"]);
  const registry = azure.world.registryByHost(request.host);
  if (token.kind === "github-id-token" || token.kind === "service-account")
    return request.party === "entra" && request.method === "POST";
  if (token.kind === "registry-access") return request.party === "foreign-registry";
  const asImportPassword =
    importPassword(request) === token.value && !Object.values(clouds).some((cloud) => isArmAudience(cloud, audience));
  if (asImportPassword) return true;
  if (token.kind === "entra") {
    if (audience === REGISTRY_AUDIENCE) return registry !== undefined && request.target === "/oauth2/exchange";
    return request.party === "resource-manager";
  }
  return registry !== undefined && azure.world.registryByHost(audience) === registry;
}

const isArmAudience = (cloud: { resourceManagerAudiences: readonly string[] }, audience: string) =>
  cloud.resourceManagerAudiences.includes(audience);

/**
 * One sentence for each token of the local Azure that was sent where it does not belong: an ID token elsewhere than to Entra,
 * ARM's token elsewhere than to ARM, a registry's token to another host. Handing a registry's token to an import as its password is right.
 */
export function findMisplacedTokens(azure: LocalAzure, requests = azure.requests): string[] {
  const misplaced: string[] = [];
  const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken = "" } = azure.env();
  const { IDENTITY_HEADER: identityHeader = "" } = azure.appServiceEnv();
  for (const request of requests) {
    const text = textsOf(request);
    const where = `${request.method} ${request.host}${request.target.replace(/\?.*/, "")}`;
    if (text.includes(requestToken) && request.host !== azure.idTokenHost) misplaced.push(`request token at ${where}`);
    if (text.includes(identityHeader) && request.host !== azure.identityHost)
      misplaced.push(`identity header at ${where}`);
    for (const value of new Set(text.match(JWT) ?? [])) {
      const token = azure.world.tokens.findAny(value);
      if (token !== undefined && !belongs(azure, token, request))
        misplaced.push(`${token.kind} for ${String(token.claims["aud"])} at ${where}`);
    }
  }
  return misplaced;
}
