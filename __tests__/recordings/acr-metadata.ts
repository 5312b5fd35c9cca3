// ACR's own API: attributes of manifest, tag and repository, and what it answers for what is absent.
import type { Recording } from "./recording.ts";

export const ACR_METADATA: Recording = {
  file: "acr-metadata",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_GetManifestProperties.json and TestClient_GetRepositoryProperties.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_manifests/sha256:f271e74b17ced29b915d351685fd4644785c6d1559dd1f2d4189a5e851ef753a?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://azacrlivetest.azurecr.io/oauth2/token",service="azacrlivetest.azurecr.io",scope="repository:alpine:metadata_read"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "repository", Name: "alpine", Action: "metadata_read" }],
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
        body: "grant_type=refresh_token&refresh_token=PLACEHOLDER&scope=repository%3Aalpine%3Ametadata_read&service=azacrlivetest.azurecr.io",
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
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_manifests/sha256:f271e74b17ced29b915d351685fd4644785c6d1559dd1f2d4189a5e851ef753a?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {
          registry: "azacrlivetest.azurecr.io",
          imageName: "alpine",
          manifest: {
            digest: "sha256:f271e74b17ced29b915d351685fd4644785c6d1559dd1f2d4189a5e851ef753a",
            imageSize: 22581618,
            createdTime: "2024-01-24T06:16:01.8012938Z",
            lastUpdateTime: "2024-01-24T06:16:01.8012938Z",
            mediaType: "application/vnd.docker.distribution.manifest.list.v2+json",
            tags: ["3.17.1"],
            changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            references: [
              {
                digest: "sha256:93d5a28ff72d288d69b5997b8ba47396d2cbb62a72b5d87cd3351094b5d578a0",
                architecture: "amd64",
                os: "linux",
              },
              {
                digest: "sha256:01a4cdaebc9c6af607753cc538c507d0867897cdf9a1caa70bbab2eb1506c964",
                architecture: "arm",
                os: "linux",
              },
            ],
          },
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags/3.17.1?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {
          registry: "azacrlivetest.azurecr.io",
          imageName: "alpine",
          tag: {
            name: "3.17.1",
            digest: "sha256:f271e74b17ced29b915d351685fd4644785c6d1559dd1f2d4189a5e851ef753a",
            createdTime: "2024-01-24T06:16:01.7676267Z",
            lastUpdateTime: "2024-01-24T06:16:01.7676267Z",
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
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {
          registry: "azacrlivetest.azurecr.io",
          imageName: "alpine",
          createdTime: "2024-01-24T06:16:01.5177424Z",
          lastUpdateTime: "2024-01-24T06:18:29.6664957Z",
          manifestCount: 32,
          tagCount: 3,
          changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
        },
      },
    },
  ],
};

export const ACR_METADATA_ABSENT: Recording = {
  file: "acr-metadata-absent",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_GetTagProperties_wrongTag.json, TestClient_GetRepositoryProperties_wrongName.json, TestClient_NewListTagsPager_wrongRepositoryName.json, TestClient_GetManifestProperties_wrongDigest.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24); the last exchange: Azure/azure-sdk-for-python, test_get_manifest_properties_does_not_exist (recorded 2022-07-28)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags/wrong-tag?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 404,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: { errors: [{ code: "TAG_UNKNOWN", message: "the specified tag does not exist" }] },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/wrong-name?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 404,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: { errors: [{ code: "NAME_UNKNOWN", message: 'repository "wrong-name" is not found' }] },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/wrong-name/_tags?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 404,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: { errors: [{ code: "NAME_UNKNOWN", message: 'repository "wrong-name" is not found' }] },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_manifests/wrong-digest?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8", "docker-distribution-api-version": "registry/2.0" },
        body: "404 page not found\n",
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/repo/_manifests/sha256:0000000000000000000000000000000000000000000000000000000000000000?api-version=2021-07-01",
      },
      response: {
        status: 404,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: { errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] },
      },
    },
  ],
};
