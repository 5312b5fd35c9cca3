// What all connections of one step share: its cloud, its identity and its look-ups in Azure Resource Manager.
import { type ApiVersions, createApiVersions } from "../azure/api-versions.ts";
import { type Cloud, cloudOf, loginServerOf } from "../azure/cloud.ts";
import type { EntraTokens } from "../azure/credential.ts";
import { createRegistryDirectory, type RegistryDirectory } from "../azure/directory.ts";
import type { Http } from "../http/http.ts";
import type { Clock, Log } from "../ports.ts";
import type { FederatedIdentity, PromotionRequest } from "../request/request.ts";
import { createIdentities } from "./identities.ts";

/** The step's edges that connections use. */
export interface ConnectionPorts {
  readonly http: Http;
  /** Opens a client that uses no proxy, for a service of the runner's machine; plain http is allowed at this origin. */
  readonly openDirect: (origin: string) => Http;
  /** The runner's environment: the machine's identity endpoint, and where Docker's configuration is. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly mask: (secret: string) => void;
  readonly getIdToken: (audience: string, signal: AbortSignal) => Promise<string>;
}

/** One step with its own identity. */
export interface Step {
  readonly request: PromotionRequest;
  readonly ports: ConnectionPorts;
  readonly cloud: Cloud;
  readonly tokens: EntraTokens;
  readonly apiVersions: ApiVersions;
  readonly directory: RegistryDirectory;
  /** Tokens of another identity of the same step, which trusts GitHub's ID tokens. */
  readonly tokensOf: (identity: FederatedIdentity) => EntraTokens;
  /** The host that issues tokens and that Resource Manager imports from: an ACR's login server, never a regional endpoint. */
  readonly loginServerOf: (host: string) => string;
}

/** Prepares the connections of one step; sends nothing yet. */
export function createStep(request: PromotionRequest, ports: ConnectionPorts): Step {
  const { target, subscriptionId } = request;
  const { http } = ports;
  const cloud = cloudOf(request.cloud);

  const { own: tokens, second } = createIdentities(request, cloud, ports);
  const apiVersions = createApiVersions();
  const directory = createRegistryDirectory({
    cloud,
    http,
    tokens,
    apiVersions,
    subscriptionId: subscriptionId ?? (target.kind === "resource-id" ? target.id.subscriptionId : undefined),
  });
  return {
    request,
    ports,
    cloud,
    tokens,
    apiVersions,
    directory,
    tokensOf: second,
    loginServerOf: (host) => loginServerOf(cloud, host) ?? host,
  };
}
