// Refusals of an ACR, of a cache rule, of MCR and of ghcr.io, as public threads quote them.
import type { Recording } from "./recording.ts";

export const ACR_REFUSALS_QUOTED: Recording = {
  file: "acr-refusals-quoted",
  origin: "public issue threads, see each exchange (2020-2026)",
  exchanges: [
    {
      evidence: "quoted",
      thread: "Azure/acr#893",
      stated: ["text"],
      request: { method: "GET", url: "https://targetregistry.azurecr.io/v2/dhi/beat-exporter/manifests/0-debian-dev" },
      response: {
        status: 401,
        headers: {},
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message:
                "authentication required, visit https://aka.ms/acr/authorization for more information. CorrelationId: 00000000-0000-0000-0000-000000000000",
            },
          ],
        },
      },
    },
    {
      evidence: "quoted",
      thread: "MicrosoftDocs/azure-docs#115975",
      stated: ["body (inside an import's error)"],
      request: { method: "GET", url: "https://targetregistry.azurecr.io/v2/" },
      response: {
        status: 403,
        headers: {},
        body: {
          errors: [
            {
              code: "DENIED",
              message:
                "client with IP '192.0.2.1' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
            },
          ],
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#435",
      stated: ["body (inside an import's error)"],
      request: { method: "GET", url: "https://targetregistry.azurecr.io/v2/" },
      response: {
        status: 403,
        headers: {},
        body: { errors: [{ code: "DENIED", message: "requested access to the resource is denied" }] },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/AKS#1400",
      stated: ["text"],
      request: {
        method: "GET",
        url: "https://targetregistry.azurecr.io/v2/mirror/hyperkube-amd64/manifests/v1.14.8_f0.0.2",
      },
      response: {
        status: 429,
        headers: {},
        body: {
          errors: [
            {
              code: "TOOMANYREQUESTS",
              message:
                "Too many requests. Please visit https://aka.ms/acr/skus#sku-feature-matrix to view limits of all service tiers.",
            },
          ],
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/azure-cli#24886",
      stated: ["status"],
      request: { method: "POST", url: "https://targetregistry.azurecr.io/oauth2/exchange" },
      response: { status: 429, headers: {}, body: "" },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#754",
      stated: ["status", "body"],
      request: { method: "GET", url: "https://mcr.microsoft.com/v2/dotnet/sdk/manifests/6.0" },
      response: {
        status: 429,
        headers: {},
        body: "Ref A: 00000000000000000000000000000000 Ref B: DM2EDGE0520 Ref C: 2024-05-08T12:36:23Z",
      },
    },
  ],
};

export const ACR_CACHE_RULES_QUOTED: Recording = {
  file: "acr-cache-rules-quoted",
  origin: "public issue threads, see each exchange (2023-2026)",
  exchanges: [
    {
      evidence: "quoted",
      thread: "Azure/acr#891",
      stated: ["status", "body"],
      request: {
        method: "GET",
        url: "https://targetregistry.azurecr.io/v2/ghcr/kube-webhook/referrers/sha256:0000000000000000000000000000000000000000000000000000000000000000",
      },
      response: {
        status: 424,
        headers: {},
        body: {
          errors: [
            {
              code: "UNKNOWN",
              message:
                "request to fetch referrers from source 'ghcr/kube-webhook' for cache rule 'ghcr-io' returned status code 303. CorrelationId:00000000-0000-0000-0000-000000000000. For more information, please visit https://aka.ms/acr/cache",
            },
          ],
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#862",
      stated: ["header X-Azure-Origin (said by the ACR team)"],
      request: { method: "HEAD", url: "https://targetregistry.azurecr.io/v2/dhi/node/manifests/22" },
      response: { status: 200, headers: { "x-azure-origin": "upstream" }, body: "" },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#754",
      stated: ["text"],
      request: { method: "GET", url: "https://targetregistry.azurecr.io/v2/dotnet/sdk/manifests/6.0" },
      response: {
        status: 429,
        headers: {},
        body: {
          errors: [
            {
              code: "TOOMANYREQUESTS",
              message:
                "too many requests to source registry for cache rule 'dotnet-sdk'. CorrelationId: 00000000-0000-0000-0000-000000000000",
            },
          ],
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#599",
      stated: ["text"],
      request: { method: "GET", url: "https://targetregistry.azurecr.io/v2/docker.io/alpine/manifests/latest" },
      response: {
        status: 401,
        headers: {},
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required with source registry for cache rule 'docker-io' For more information",
            },
          ],
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#765",
      stated: ["text"],
      request: { method: "GET", url: "https://targetregistry.azurecr.io/v2/ghcr.io/example/catalog/manifests/alpha" },
      response: {
        status: 404,
        headers: {},
        body: { errors: [{ code: "MANIFEST_UNKNOWN", message: 'manifest tagged by "alpha" is not found' }] },
      },
    },
  ],
};

export const GHCR_REFERRERS_QUOTED: Recording = {
  file: "ghcr-referrers-quoted",
  origin: "artifacthub/hub#4785 (2026-04-24); confirmed by the status in Azure/acr#891 (2026-06-23)",
  exchanges: [
    {
      evidence: "quoted",
      thread: "artifacthub/hub#4785",
      stated: ["status", "Location"],
      request: {
        method: "GET",
        url: "https://ghcr.io/v2/owner/charts/chart/referrers/sha256:0000000000000000000000000000000000000000000000000000000000000000",
      },
      response: {
        status: 303,
        headers: {
          location: "https://github.com/-/v2/packages/container/package/owner%2Fcharts%2Fchart%2Freferrers%2Fsha256",
        },
        body: "",
      },
    },
    {
      evidence: "quoted",
      thread: "artifacthub/hub#4785",
      stated: ["status"],
      request: {
        method: "GET",
        url: "https://github.com/-/v2/packages/container/package/owner%2Fcharts%2Fchart%2Freferrers%2Fsha256",
      },
      response: { status: 429, headers: {}, body: "" },
    },
  ],
};
