// Microsoft Entra's token endpoint and GitHub's ID token service.
import type { Recording } from "./recording.ts";

export const ENTRA_TOKEN_AND_DISCOVERY: Recording = {
  file: "entra-token-and-discovery",
  origin:
    "Azure/azure-sdk-for-python/sdk/containerregistry/azure-containerregistry/tests/recordings/test_container_registry_client.pyTestContainerRegistryClienttest_get_manifest_properties_does_not_exist.json@59b60fce6694b0d7d735650823441d6e480f3113 (recorded 2022-07-28)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0/.well-known/openid-configuration",
        headers: { accept: "*/*" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          token_endpoint: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token",
          token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
          jwks_uri: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/discovery/v2.0/keys",
          response_modes_supported: ["query", "fragment", "form_post"],
          subject_types_supported: ["pairwise"],
          id_token_signing_alg_values_supported: ["RS256"],
          response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
          scopes_supported: ["openid", "profile", "email", "offline_access"],
          issuer: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
          request_uri_parameter_supported: false,
          userinfo_endpoint: "https://graph.microsoft.com/oidc/userinfo",
          authorization_endpoint:
            "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/authorize",
          device_authorization_endpoint:
            "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/devicecode",
          http_logout_supported: true,
          frontchannel_logout_supported: true,
          end_session_endpoint:
            "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/logout",
          claims_supported: [
            "sub",
            "iss",
            "cloud_instance_name",
            "cloud_instance_host_name",
            "cloud_graph_host_name",
            "msgraph_host",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "acr",
            "nonce",
            "preferred_username",
            "name",
            "tid",
            "ver",
            "at_hash",
            "c_hash",
            "email",
          ],
          kerberos_endpoint: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/kerberos",
          tenant_region_scope: "WW",
          cloud_instance_name: "microsoftonline.com",
          cloud_graph_host_name: "graph.windows.net",
          msgraph_host: "graph.microsoft.com",
          rbac_url: "https://pas.windows.net",
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&authorization_endpoint=https://login.microsoftonline.com/common/oauth2/authorize",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          tenant_discovery_endpoint: "https://login.microsoftonline.com/common/.well-known/openid-configuration",
          "api-version": "1.1",
          metadata: [
            {
              preferred_network: "login.microsoftonline.com",
              preferred_cache: "login.windows.net",
              aliases: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
            },
            {
              preferred_network: "login.partner.microsoftonline.cn",
              preferred_cache: "login.partner.microsoftonline.cn",
              aliases: ["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
            },
            {
              preferred_network: "login.microsoftonline.de",
              preferred_cache: "login.microsoftonline.de",
              aliases: ["login.microsoftonline.de"],
            },
            {
              preferred_network: "login.microsoftonline.us",
              preferred_cache: "login.microsoftonline.us",
              aliases: ["login.microsoftonline.us", "login.usgovcloudapi.net"],
            },
            {
              preferred_network: "login-us.microsoftonline.com",
              preferred_cache: "login-us.microsoftonline.com",
              aliases: ["login-us.microsoftonline.com"],
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "client_id=client-id&grant_type=client_credentials&client_info=1&client_secret=PLACEHOLDER&scope=https%3A%2F%2Fmanagement.azure.com%2F%2F.default",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          token_type: "Bearer",
          expires_in: 86399,
          ext_expires_in: 86399,
          refresh_in: 43199,
          access_token: "PLACEHOLDER-ACCESS-TOKEN",
        },
      },
    },
  ],
};

export const ENTRA_REFUSALS_QUOTED: Recording = {
  file: "entra-refusals-quoted",
  origin: "public issue threads, see each exchange (2023-2025)",
  exchanges: [
    {
      evidence: "quoted",
      thread: "microsoft/Agents#202",
      stated: ["status", "body up to correlation_id"],
      request: {
        method: "POST",
        url: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token",
      },
      response: {
        status: 401,
        headers: {},
        body: {
          error: "invalid_client",
          error_description:
            "AADSTS7002137: No matching federated identity record found for presented assertion subject '/eid1/c/pub/t/placeholder/a/placeholder/00000000-0000-0000-0000-000000000000'. Please make sure the federated identity credential Subject is '/eid1/c/pub/t/{tenantId}/a/placeholder/00000000-0000-0000-0000-000000000000'. Trace ID: 00000000-0000-0000-0000-000000000000 Correlation ID: 00000000-0000-0000-0000-000000000000 Timestamp: 2025-07-07 10:30:48Z",
          error_codes: [7002137],
          timestamp: "2025-07-07 10:30:48Z",
          trace_id: "00000000-0000-0000-0000-000000000000",
          correlation_id: "00000000-0000-0000-0000-000000000000",
          error_uri: "https://login.microsoftonline.com/error?code=7002137",
        },
      },
    },
    {
      evidence: "quoted",
      thread: "dotnet/maui#31978",
      stated: ["description"],
      request: {
        method: "POST",
        url: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token",
      },
      response: {
        status: 401,
        headers: {},
        body: {
          error: "invalid_client",
          error_description:
            "AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:owner/repository:environment:production'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation Trace ID: 00000000-0000-0000-0000-000000000000 Correlation ID: 00000000-0000-0000-0000-000000000000 Timestamp: 2025-10-13 14:54:34Z",
          error_codes: [700213],
          timestamp: "2025-10-13 14:54:34Z",
          trace_id: "00000000-0000-0000-0000-000000000000",
          correlation_id: "00000000-0000-0000-0000-000000000000",
          error_uri: "https://login.microsoftonline.com/error?code=700213",
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/login#515",
      stated: ["description without trace"],
      request: {
        method: "POST",
        url: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token",
      },
      response: {
        status: 401,
        headers: {},
        body: {
          error: "invalid_client",
          error_description:
            "AADSTS7002138: No matching federated identity record found for presented assertion subject 'repo:owner/repository:environment:Production'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. See documentation at: https://learn.microsoft.com/entra/workload-id/workload-identity-federation. See breaking change notification and remediation at: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024. Trace ID: 00000000-0000-0000-0000-000000000000 Correlation ID: 00000000-0000-0000-0000-000000000000 Timestamp: 2025-02-22 00:00:00Z",
          error_codes: [7002138],
          timestamp: "2025-02-22 00:00:00Z",
          trace_id: "00000000-0000-0000-0000-000000000000",
          correlation_id: "00000000-0000-0000-0000-000000000000",
          error_uri: "https://login.microsoftonline.com/error?code=7002138",
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/login#360",
      stated: ["description without trace"],
      request: {
        method: "POST",
        url: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token",
      },
      response: {
        status: 401,
        headers: {},
        body: {
          error: "invalid_client",
          error_description:
            "AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://token.actions.githubusercontent.com/'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation Trace ID: 00000000-0000-0000-0000-000000000000 Correlation ID: 00000000-0000-0000-0000-000000000000 Timestamp: 2023-10-26 00:00:00Z",
          error_codes: [700211],
          timestamp: "2023-10-26 00:00:00Z",
          trace_id: "00000000-0000-0000-0000-000000000000",
          correlation_id: "00000000-0000-0000-0000-000000000000",
          error_uri: "https://login.microsoftonline.com/error?code=700211",
        },
      },
    },
  ],
};

export const GITHUB_ID_TOKEN_REFUSALS_QUOTED: Recording = {
  file: "github-id-token-refusals-quoted",
  origin:
    "google-github-actions/auth#325 (2023-09-05), actions/runner#1320 (2021-09-09), aws-actions/configure-aws-credentials#469",
  exchanges: [
    {
      evidence: "quoted",
      thread: "google-github-actions/auth#325",
      stated: ["text"],
      request: {
        method: "GET",
        url: "https://run-actions.example.actions.githubusercontent.com/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange",
      },
      response: { status: 403, headers: {}, body: { message: "Can't issue ID_TOKEN for job in 'Completed' state." } },
    },
    {
      evidence: "second-hand",
      thread: "aws-actions/configure-aws-credentials#469",
      stated: ["status", "text"],
      request: {
        method: "GET",
        url: "https://run-actions.example.actions.githubusercontent.com/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange",
      },
      response: { status: 403, headers: {}, body: { message: "Can't issue ID_TOKEN for job in 'Pending' state." } },
    },
  ],
};
