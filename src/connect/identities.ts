// The identities of a step: its own, by the login that was requested, and GitHub's second one.
import type { Cloud } from "../azure/cloud.ts";
import { createEntraTokens, createFederatedTokens, type EntraTokens } from "../azure/credential.ts";
import type { IdTokenClaims } from "../azure/id-token-claims.ts";
import type { FederatedIdentity, PromotionRequest, StepIdentity } from "../request/request.ts";
import type { ConnectionPorts } from "./step.ts";

/** The tokens of one step's identities. */
export interface Identities {
  /** Of the identity that imports. */
  readonly own: EntraTokens;
  /** Of another identity that trusts GitHub's ID tokens. */
  readonly ofGitHub: (identity: FederatedIdentity) => EntraTokens;
}

/** Prepares the identities; sends nothing yet. */
export function createIdentities(
  { identity, audience }: Pick<PromotionRequest, "identity" | "audience">,
  cloud: Cloud,
  ports: ConnectionPorts,
): Identities {
  const { http, clock, log, mask, getIdToken } = ports;
  const onClaims = (claims: IdTokenClaims) =>
    log.info(`Logging in as ${claims.subject} (issuer ${claims.issuer}, audience ${claims.audience})`);

  function masked(tokens: EntraTokens): EntraTokens {
    return {
      ...tokens,
      getToken: async (scope, signal) => {
        const issued = await tokens.getToken(scope, signal);
        mask(issued.token);
        return issued;
      },
    };
  }

  function ofGitHub(federated: FederatedIdentity): EntraTokens {
    return masked(
      createEntraTokens({
        cloud,
        identity: federated,
        audience: audience ?? cloud.idTokenAudience,
        getIdToken,
        http,
        clock,
        onIdentity: onClaims,
      }),
    );
  }

  async function ofServiceAccount(own: StepIdentity & { login: "workload-identity" }): Promise<EntraTokens> {
    const { createServiceAccount } = await import(
      /* webpackChunkName: "runner-logins" */ "../azure/workload-identity.ts"
    );
    const exchange = { cloud, identity: own, http, clock, onIdentity: onClaims };
    return createFederatedTokens(exchange, createServiceAccount(own.tokenFile, mask));
  }

  async function ofMachine({ clientId }: StepIdentity & { login: "managed-identity" }): Promise<EntraTokens> {
    const { findIdentityEndpoint } = await import(
      /* webpackChunkName: "runner-logins" */ "../azure/identity-endpoint.ts"
    );
    const { createManagedIdentityTokens } = await import(
      /* webpackChunkName: "runner-logins" */ "../azure/managed-identity.ts"
    );
    const endpoint = findIdentityEndpoint(ports.env);
    const secret = endpoint.variables["IDENTITY_HEADER"];
    if (secret !== undefined) mask(secret);
    const kind = clientId === undefined ? "system-assigned" : "user-assigned";
    return createManagedIdentityTokens({
      cloud,
      endpoint,
      clientId,
      http: ports.openDirect(endpoint.url.origin),
      clock,
      onIdentity: (found) => {
        const id = found.clientId ?? clientId;
        log.info(
          `Logging in as the ${kind} managed identity of this runner${id === undefined ? "" : ` (client ID ${id})`}, from ${endpoint.url.host}`,
        );
      },
    });
  }

  switch (identity.login) {
    case "github":
      return { own: ofGitHub(identity), ofGitHub };
    case "workload-identity":
      return { own: masked(whenNeeded(() => ofServiceAccount(identity))), ofGitHub };
    case "managed-identity":
      return { own: masked(whenNeeded(() => ofMachine(identity))), ofGitHub };
  }
}

/** Tokens whose code is loaded with the first request for one. */
function whenNeeded(load: () => Promise<EntraTokens>): EntraTokens {
  let loading: Promise<EntraTokens> | undefined;
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  return {
    getToken: async (scope, signal) => (await loaded()).getToken(scope, signal),
    invalidate: (scope, token) => {
      // A token was issued, so loading has not failed. Runs before the next getToken, which waits for the same promise.
      void loading?.then((tokens) => tokens.invalidate(scope, token));
    },
  };
}
