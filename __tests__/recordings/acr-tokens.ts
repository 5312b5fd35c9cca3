// ACR's challenges, exchange and tokens; anonymous access; refusals of the token service.
import { jwt, type Recording } from "./recording.ts";

export const ACR_CHALLENGE_EXCHANGE_TOKEN: Recording = {
  file: "acr-challenge-exchange-token",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_CheckDockerV2Support.json@c8ca813cd92e87d74b6543552f18071c8f0794d2 (recorded 2022-12-12)",
  exchanges: [
    {
      evidence: "recorded",
      request: { method: "GET", url: "https://azacrlivetest.azurecr.io/v2/", headers: { accept: "application/json" } },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://azacrlivetest.azurecr.io/oauth2/token",service="azacrlivetest.azurecr.io"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: null,
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://azacrlivetest.azurecr.io/oauth2/exchange?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "access_token=PLACEHOLDER&grant_type=access_token&service=azacrlivetest.azurecr.io",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          refresh_token: jwt({
            jti: "00000000-0000-0000-0000-000000000000",
            sub: "00000000-0000-0000-0000-000000000000",
            nbf: 4670411212,
            exp: 4670422912,
            iat: 4670411212,
            iss: "Azure Container Registry",
            aud: "azacrlivetest.azurecr.io",
            version: "1.0",
            rid: "0000",
            grant_type: "refresh_token",
            appid: "00000000-0000-0000-0000-000000000000",
            permissions: {
              Actions: ["read", "write", "delete", "deleted/read", "deleted/restore/action"],
              NotActions: null,
            },
            roles: [],
          }),
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://azacrlivetest.azurecr.io/oauth2/token?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "grant_type=refresh_token&refresh_token=PLACEHOLDER&scope=registry%3Acatalog%3A%2A&service=azacrlivetest.azurecr.io",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { access_token: "PLACEHOLDER-ACCESS-TOKEN" },
      },
    },
    {
      evidence: "recorded",
      request: { method: "GET", url: "https://azacrlivetest.azurecr.io/v2/", headers: { accept: "application/json" } },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {},
      },
    },
  ],
};

export const ACR_TOKEN_REFUSALS: Recording = {
  file: "acr-token-refusals",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/Test_authenticationClient_ExchangeAADAccessTokenForACRRefreshToken_fail.json and Test_authenticationClient_ExchangeACRRefreshTokenForACRAccessToken_fail.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://azacrlivetest.azurecr.io/oauth2/exchange?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "access_token=PLACEHOLDER&grant_type=access_token&refresh_token=PLACEHOLDER&service=azacrlivetest.azurecr.io&tenant=wrong+tenant",
      },
      response: { status: 401, headers: {}, body: "" },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://azacrlivetest.azurecr.io/oauth2/token?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "grant_type=refresh_token&refresh_token=PLACEHOLDER&scope=registry%3Acatalog%3A%2A&service=azacrlivetest.azurecr.io",
      },
      response: { status: 401, headers: {}, body: "" },
    },
  ],
};

export const ACR_ANONYMOUS_CATALOGUE_AND_WRITE: Recording = {
  file: "acr-anonymous-catalogue-and-write",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/Test_authenticationPolicy_anonymousAccess.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/_catalog?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://azacrlivetest.azurecr.io/oauth2/token",service="azacrlivetest.azurecr.io",scope="registry:catalog:*"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "registry", Name: "catalog", Action: "*" }],
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://azacrlivetest.azurecr.io/oauth2/token?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "grant_type=password&refresh_token=&scope=registry%3Acatalog%3A%2A&service=azacrlivetest.azurecr.io",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { access_token: "PLACEHOLDER-ACCESS-TOKEN" },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/_catalog?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: { repositories: ["alpine", "hello-world", "nginx", "ubuntu"] },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "PATCH",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: { deleteEnabled: true },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://azacrlivetest.azurecr.io/oauth2/token",service="azacrlivetest.azurecr.io",scope="repository:alpine:metadata_write",error="insufficient_scope"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "repository", Name: "alpine", Action: "metadata_write" }],
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://azacrlivetest.azurecr.io/oauth2/token?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "grant_type=password&refresh_token=&scope=repository%3Aalpine%3Ametadata_write&service=azacrlivetest.azurecr.io",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { access_token: "PLACEHOLDER-ACCESS-TOKEN" },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "PATCH",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: { deleteEnabled: true },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://azacrlivetest.azurecr.io/oauth2/token",service="azacrlivetest.azurecr.io",scope="repository:alpine:metadata_write",error="insufficient_scope"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "repository", Name: "alpine", Action: "metadata_write" }],
            },
          ],
        },
      },
    },
  ],
};

export const ACR_ANONYMOUS_METADATA: Recording = {
  file: "acr-anonymous-metadata",
  origin:
    "Azure/azure-sdk-for-python/sdk/containerregistry/azure-containerregistry/tests/recordings/test_anon_access.pyTestContainerRegistryClienttest_get_manifest_properties.json@b9c4b6671d5333f8970a78829d65026e229b5334 (recorded 2021-12-15)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://yallacrtestsanon.azurecr.io/acr/v1/library%2Fhello-world/_tags/latest?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://yallacrtestsanon.azurecr.io/oauth2/token",service="yallacrtestsanon.azurecr.io",scope="repository:library/hello-world:metadata_read"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "repository", Name: "library/hello-world", Action: "metadata_read" }],
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://yallacrtestsanon.azurecr.io/oauth2/token?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "service=yallacrtestsanon.azurecr.io&scope=repository%3Alibrary%2Fhello-world%3Ametadata_read&grant_type=password",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          access_token: jwt({
            jti: "00000000-0000-0000-0000-000000000000",
            sub: "acr_anon_pull",
            nbf: 1639569134,
            exp: 1639570334,
            iat: 1639569134,
            iss: "Azure Container Registry",
            aud: "yallacrtestsanon.azurecr.io",
            version: "1.0",
            rid: "00000000000000000000000000000000",
            access: [{ Type: "repository", Name: "*", Actions: ["pull"] }],
            roles: [],
            grant_type: "access_token",
          }),
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://yallacrtestsanon.azurecr.io/acr/v1/library%2Fhello-world/_tags/latest?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {
          registry: "yallacrtestsanon.azurecr.io",
          imageName: "library/hello-world",
          tag: {
            name: "latest",
            digest: "sha256:cc15c5b292d8525effc0f89cb299f1804f3a725c8d05e158653a563f15e4f685",
            createdTime: "2021-12-15T12:04:37.8215105Z",
            lastUpdateTime: "2021-12-15T12:04:37.8215105Z",
            signed: false,
            changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
          },
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://yallacrtestsanon.azurecr.io/acr/v1/library%2Fhello-world/_manifests/sha256%3Acc15c5b292d8525effc0f89cb299f1804f3a725c8d05e158653a563f15e4f685?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://yallacrtestsanon.azurecr.io/oauth2/token",service="yallacrtestsanon.azurecr.io",scope="repository:library/hello-world:metadata_read"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "repository", Name: "library/hello-world", Action: "metadata_read" }],
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://yallacrtestsanon.azurecr.io/oauth2/token?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "service=yallacrtestsanon.azurecr.io&scope=repository%3Alibrary%2Fhello-world%3Ametadata_read&grant_type=password",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          access_token: jwt({
            jti: "00000000-0000-0000-0000-000000000000",
            sub: "acr_anon_pull",
            nbf: 1639569134,
            exp: 1639570334,
            iat: 1639569134,
            iss: "Azure Container Registry",
            aud: "yallacrtestsanon.azurecr.io",
            version: "1.0",
            rid: "00000000000000000000000000000000",
            access: [{ Type: "repository", Name: "*", Actions: ["pull"] }],
            roles: [],
            grant_type: "access_token",
          }),
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://yallacrtestsanon.azurecr.io/acr/v1/library%2Fhello-world/_manifests/sha256%3Acc15c5b292d8525effc0f89cb299f1804f3a725c8d05e158653a563f15e4f685?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {
          registry: "yallacrtestsanon.azurecr.io",
          imageName: "library/hello-world",
          manifest: {
            digest: "sha256:cc15c5b292d8525effc0f89cb299f1804f3a725c8d05e158653a563f15e4f685",
            imageSize: 61630,
            createdTime: "2021-12-15T12:04:37.7651519Z",
            lastUpdateTime: "2021-12-15T12:04:37.7651519Z",
            mediaType: "application/vnd.docker.distribution.manifest.list.v2+json",
            tags: ["latest", "v1", "v2", "v3", "v4"],
            changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            references: [
              {
                digest: "sha256:f54a58bc1aac5ea1a25d796ae155dc228b3f0e11d046ae276b39c4bf2f13d8c4",
                architecture: "amd64",
                os: "linux",
              },
              {
                digest: "sha256:7b8b7289d0536a08eabdf71c20246e23f7116641db7e1d278592236ea4dcb30c",
                architecture: "arm",
                os: "linux",
              },
            ],
          },
        },
      },
    },
  ],
};
