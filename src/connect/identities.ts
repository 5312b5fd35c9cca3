// The identities of a step: its own, by the login that was requested, and GitHub's second one.
import type { Cloud } from "../azure/cloud.ts";
import { createEntraTokens, createFederatedTokens, type EntraTokens } from "../azure/credential.ts";
import type { IdTokenClaims } from "../azure/id-token-claims.ts";
import type { FederatedIdentity, PromotionRequest, StepIdentity } from "../request/request.ts";
import type { Grantee } from "../role-grant.ts";
import type { ConnectionPorts } from "./step.ts";

/** The tokens of one step's identities. */
export interface Identities {
  /** Of the identity that imports. */
  readonly own: EntraTokens;
  /** Of `source-client-id`, which trusts GitHub's ID tokens. */
  readonly second: (identity: FederatedIdentity) => EntraTokens;
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

  function ofGitHub(federated: FederatedIdentity, grantee: Grantee): EntraTokens {
    return masked(
      createEntraTokens({
        cloud,
        identity: federated,
        grantee,
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
    const exchange = { cloud, identity: own, grantee: "own", http, clock, onIdentity: onClaims } as const;
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
    return createManagedIdentityTokens({
      cloud,
      endpoint,
      clientId,
      http: ports.openDirect(endpoint.url.origin),
      clock,
      onIdentity: (found) => {
        // Without client-id, a virtual machine's only user-assigned identity is used where it has no system-assigned one.
        const kind = clientId === undefined ? "" : "user-assigned ";
        const id = found.clientId ?? clientId;
        log.info(
          `Logging in as the ${kind}managed identity of this runner${id === undefined ? "" : ` (client ID ${id})`}, from ${endpoint.url.host}`,
        );
      },
    });
  }

  const second = (federated: FederatedIdentity) => ofGitHub(federated, "second");
  switch (identity.login) {
    case "github":
      return { own: ofGitHub(identity, "own"), second };
    case "workload-identity":
      return { own: masked(whenNeeded(() => ofServiceAccount(identity))), second };
    case "managed-identity":
      return { own: masked(whenNeeded(() => ofMachine(identity))), second };
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
