// What all connections of one step share: its cloud, its identity and its look-ups in Azure Resource Manager.
import { type Cloud, cloudOf, loginServerOf } from "../azure/cloud.ts";
import { createEntraTokens, type EntraTokens } from "../azure/credential.ts";
import { createRegistryDirectory, type RegistryDirectory } from "../azure/directory.ts";
import type { Http } from "../http/http.ts";
import type { Clock, Log } from "../ports.ts";
import type { FederatedIdentity, PromotionRequest } from "../request/request.ts";

/** The step's edges that connections use. */
export interface ConnectionPorts {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly mask: (secret: string) => void;
  readonly getIdToken: (audience: string, signal: AbortSignal) => Promise<string>;
  /** Of the runner: where Docker's configuration is. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One step with its own identity. */
export interface Step {
  readonly request: PromotionRequest;
  readonly ports: ConnectionPorts;
  readonly cloud: Cloud;
  readonly tokens: EntraTokens;
  readonly directory: RegistryDirectory;
  /** Tokens of another identity of the same step. */
  readonly tokensOf: (identity: FederatedIdentity) => EntraTokens;
  /** The host that issues tokens and that Resource Manager imports from: an ACR's login server, never a regional endpoint. */
  readonly loginServerOf: (host: string) => string;
}

/** Prepares the connections of one step; sends nothing yet. */
export function createStep(request: PromotionRequest, ports: ConnectionPorts): Step {
  const { target, subscriptionId, identity, audience } = request;
  const { http, clock, log, mask, getIdToken } = ports;
  const cloud = cloudOf(request.cloud);

  function tokensOf(federated: FederatedIdentity): EntraTokens {
    const issuer = createEntraTokens({
      cloud,
      identity: federated,
      audience: audience ?? cloud.idTokenAudience,
      getIdToken,
      http,
      clock,
      onIdentity: (claims) =>
        log.info(`Logging in as ${claims.subject} (issuer ${claims.issuer}, audience ${claims.audience})`),
    });
    return {
      ...issuer,
      getToken: async (scope, signal) => {
        const issued = await issuer.getToken(scope, signal);
        mask(issued.token);
        return issued;
      },
    };
  }

  const tokens = tokensOf(identity);
  const directory = createRegistryDirectory({
    cloud,
    http,
    tokens,
    subscriptionId: subscriptionId ?? (target.kind === "resource-id" ? target.id.subscriptionId : undefined),
  });
  return {
    request,
    ports,
    cloud,
    tokens,
    directory,
    tokensOf,
    loginServerOf: (host) => loginServerOf(cloud, host) ?? host,
  };
}
