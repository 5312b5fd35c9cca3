// Owns Microsoft Entra's token endpoint: which assertion of which app gets which token. Knows no registry and no ARM resource.
// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
// Texts as users reported them: https://github.com/Azure/login/issues/482, /515, /180, /561; codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer, type Party, type PartyRequest, parseForm } from "./answers.ts";
import { type Cloud, REGISTRY_AUDIENCE } from "./clouds.ts";
import type { Token } from "./tokens.ts";
import type { App, FederatedCredential, Tenant, World } from "./world.ts";

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const FEDERATION_HELP =
  "Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

/** What a test may change about Entra. */
export interface EntraSettings {
  accessTokenLifetimeSeconds: number;
}

const timestamp = (time: number) =>
  new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");

/** An error of Entra's token endpoint, for faults that say what the local Entra has no reason to. */
export function entraError(
  status: number,
  error: string,
  code: number,
  text: string,
  time = Date.now(),
  authorityHost = "login.microsoftonline.com",
): Answer {
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  return jsonAnswer(
    status,
    {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp(time)}`,
      error_codes: [code],
      timestamp: timestamp(time),
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://${authorityHost}/error?code=${code}`,
    },
    { "x-ms-request-id": traceId, "Cache-Control": "no-store, no-cache" },
  );
}

/** An access token for an identity, as Entra and a machine's identity endpoint issue it. */
export function mintAccessToken(world: World, app: App, tenant: Tenant, resource: string, lifetime: number): string {
  const issuer = `https://sts.windows.net/${tenant.id}/`;
  const identity = { oid: app.objectId, sub: app.objectId, appid: app.clientId, idtyp: "app", tid: tenant.id };
  return world.tokens.mint("entra", { aud: resource, iss: issuer, ...identity, ver: "1.0" }, lifetime).value;
}

export function createEntra(world: World, cloud: Cloud, settings: EntraSettings): Party {
  const refuse = (status: number, error: string, code: number, text: string) =>
    entraError(status, error, code, text, world.clock.now(), cloud.authorityHost);

  const findTenant = (name: string): Tenant | Answer => {
    if (!/^[0-9a-f-]{36}$|^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name))
      return refuse(
        400,
        "invalid_request",
        900023,
        `Specified tenant identifier '${name}' is neither a valid DNS name, nor a valid external domain.`,
      );
    const tenant = world.tenants.find(
      (candidate) => candidate.cloud === cloud.name && candidate.id.toLowerCase() === name.toLowerCase(),
    );
    return (
      tenant ??
      refuse(
        400,
        "invalid_request",
        90002,
        `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
      )
    );
  };

  /** Undefined where one of the app's credentials matches the assertion. */
  const refuseAssertion = (app: App, assertion: string): Answer | undefined => {
    const token = world.tokens.find(assertion, "github-id-token") ?? world.tokens.find(assertion, "service-account");
    if (token === undefined) return refuse(401, "invalid_client", 50027, "JWT token is invalid or malformed.");
    const now = world.clock.now();
    if (token.expiresAt <= now) {
      const [from, until] = [Number(token.claims["nbf"]) * 1000, token.expiresAt].map((time) =>
        new Date(time).toISOString().replace(/\.\d+Z$/, ".0000000Z"),
      );
      return refuse(
        401,
        "invalid_client",
        700024,
        `Client assertion is not within its valid time range. Current time: ${new Date(now).toISOString()}, assertion valid from ${from}, expiry time of assertion ${until}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
      );
    }
    if (app.federatedCredentials.length === 0)
      return refuse(
        401,
        "invalid_client",
        70025,
        `The client '${app.clientId}'(${app.name}) has no configured federated identity credentials.`,
      );
    return refuseClaims(app.federatedCredentials, token);
  };

  const refuseClaims = (credentials: readonly FederatedCredential[], token: Token): Answer | undefined => {
    // Kubernetes states its one audience as a list.
    const [issuer, subject, audience] = ["iss", "sub", "aud"].map((name) => [token.claims[name]].flat().join());
    const mismatch = (code: number, what: string, value: string | undefined) =>
      refuse(
        401,
        "invalid_client",
        code,
        `No matching federated identity record found for presented assertion ${what} '${value}'. ${FEDERATION_HELP}`,
      );
    const ofIssuer = credentials.filter((credential) => (credential.issuer ?? GITHUB_ISSUER) === issuer);
    if (ofIssuer.length === 0) return mismatch(700211, "issuer", issuer);
    const ofSubject = ofIssuer.filter((credential) => credential.subject === subject);
    if (ofSubject.length === 0) {
      const caseOnly = ofIssuer.some((credential) => credential.subject.toLowerCase() === subject?.toLowerCase());
      return caseOnly
        ? refuse(
            401,
            "invalid_client",
            7002138,
            `No matching federated identity record found for presented assertion subject '${subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. See documentation at: https://learn.microsoft.com/entra/workload-id/workload-identity-federation. See breaking change notification and remediation at: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024.`,
          )
        : mismatch(700213, "subject", subject);
    }
    if (!ofSubject.some((credential) => (credential.audience ?? cloud.federationAudience) === audience))
      return mismatch(700212, "audience", audience);
    return undefined;
  };

  const grant = (request: PartyRequest, tenantName: string): Answer => {
    const form = parseForm(request);
    const tenant = findTenant(tenantName);
    if ("status" in tenant) return tenant;
    if (form.get("grant_type") !== "client_credentials")
      return refuse(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
    const clientId = form.get("client_id") ?? "";
    const app = world.apps.find(
      (candidate) => candidate.clientId.toLowerCase() === clientId.toLowerCase() && candidate.tenantId === tenant.id,
    );
    if (app === undefined)
      return refuse(
        400,
        "unauthorized_client",
        700016,
        `Application with identifier '${clientId}' was not found in the directory '${tenant.name}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
      );
    const assertion = form.get("client_assertion");
    if (assertion !== null && form.get("client_assertion_type") === ASSERTION_TYPE) {
      const refusal = refuseAssertion(app, assertion);
      if (refusal !== undefined) return refusal;
    } else if (!app.clientSecrets.includes(form.get("client_secret") ?? "")) {
      return form.has("client_secret")
        ? refuse(
            401,
            "invalid_client",
            7000215,
            `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
          )
        : refuse(
            401,
            "invalid_client",
            7000218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
          );
    }
    const resource = /^(.+?)\/*\/\.default$/.exec(form.get("scope") ?? "")?.[1];
    if (resource === undefined)
      return refuse(400, "invalid_scope", 70011, `The provided value for scope ${form.get("scope")} is not valid.`);
    if (resource !== REGISTRY_AUDIENCE && !cloud.resourceManagerAudiences.includes(resource))
      return refuse(
        400,
        "invalid_resource",
        500011,
        `The resource principal named ${resource} was not found in the tenant named ${tenant.name}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
      );
    return jsonAnswer(200, accessToken(app, tenant, resource), { "Cache-Control": "no-store, no-cache" });
  };

  const accessToken = (app: App, tenant: Tenant, resource: string) => {
    const lifetime = settings.accessTokenLifetimeSeconds;
    const token = mintAccessToken(world, app, tenant, resource, lifetime);
    return {
      token_type: "Bearer",
      expires_in: lifetime - 1,
      ext_expires_in: lifetime - 1,
      // Recorded of a token that holds a day: half of its lifetime. Tokens of an hour come without it.
      ...(lifetime >= 7_200 && { refresh_in: Math.floor((lifetime - 1) / 2) }),
      access_token: token,
    };
  };

  const configuration = (tenantName: string): Answer => {
    const tenant = findTenant(tenantName);
    if ("status" in tenant) return tenant;
    const base = `https://${cloud.authorityHost}/${tenant.id}`;
    return jsonAnswer(200, {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      request_uri_parameter_supported: false,
      userinfo_endpoint: "https://graph.microsoft.com/oidc/userinfo",
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      claims_supported: ["sub", "iss", "aud", "exp", "iat", "tid", "ver"],
      kerberos_endpoint: `${base}/kerberos`,
      tenant_region_scope: "NA",
      cloud_instance_name: cloud.authorityHost.replace("login.", ""),
      cloud_graph_host_name: "graph.windows.net",
      msgraph_host: "graph.microsoft.com",
      rbac_url: "https://pas.windows.net",
    });
  };

  return (request) => {
    const [, tenant = "", ...rest] = request.path.split("/").map(decodeURIComponent);
    const route = `${request.method} ${rest.join("/")}`;
    if (route === "POST oauth2/v2.0/token") return grant(request, tenant);
    if (route === "GET v2.0/.well-known/openid-configuration") return configuration(tenant);
    if (request.method === "GET" && request.path === "/common/discovery/instance") {
      const host = cloud.authorityHost;
      return jsonAnswer(200, {
        tenant_discovery_endpoint: `https://${host}/common/.well-known/openid-configuration`,
        "api-version": "1.1",
        metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
      });
    }
    return jsonAnswer(404, { error: "not_found" });
  };
}
