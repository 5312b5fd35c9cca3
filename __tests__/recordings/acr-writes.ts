// Writes to an ACR: locks, deletes, the start of an upload.
import type { Recording } from "./recording.ts";

export const ACR_LOCKS: Recording = {
  file: "acr-locks",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_UpdateTagProperties.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "PATCH",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags/3.17.1?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: { writeEnabled: false },
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
            changeableAttributes: { deleteEnabled: true, writeEnabled: false, readEnabled: true, listEnabled: true },
          },
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "PATCH",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags/3.17.1?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: { writeEnabled: true },
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
  ],
};

export const ACR_DELETES: Recording = {
  file: "acr-deletes",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_DeleteManifest.json, TestClient_DeleteManifest_wrongDigest.json, TestClient_DeleteTag.json, TestClient_DeleteRepository.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "DELETE",
        url: "https://azacrlivetest.azurecr.io/v2/ubuntu/manifests/sha256:f2034e7195f61334e6caff6ecf2e965f92d11e888309065da85ff50c617732b8",
        headers: { accept: "application/json" },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://azacrlivetest.azurecr.io/oauth2/token",service="azacrlivetest.azurecr.io",scope="repository:ubuntu:delete",error="insufficient_scope"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "repository", Name: "ubuntu", Action: "delete" }],
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
        body: "grant_type=refresh_token&refresh_token=PLACEHOLDER&scope=repository%3Aubuntu%3Adelete&service=azacrlivetest.azurecr.io",
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
        method: "DELETE",
        url: "https://azacrlivetest.azurecr.io/v2/ubuntu/manifests/sha256:f2034e7195f61334e6caff6ecf2e965f92d11e888309065da85ff50c617732b8",
        headers: { accept: "application/json" },
      },
      response: { status: 202, headers: { "docker-distribution-api-version": "registry/2.0" }, body: "" },
    },
    {
      evidence: "recorded",
      request: {
        method: "DELETE",
        url: "https://azacrlivetest.azurecr.io/v2/hello-world/manifests/sha256:sha256:aa0cc8055b82dc2509bed2e19b275c8f463506616377219d9642221ab53cf9fe",
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
        method: "DELETE",
        url: "https://azacrlivetest.azurecr.io/v2/alpine/manifests/error-digest",
        headers: { accept: "application/json" },
      },
      response: {
        status: 405,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: { errors: [{ code: "UNSUPPORTED", message: "A manifest can only be deleted by digest." }] },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "DELETE",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags/3.14.8?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 202,
        headers: {
          "docker-distribution-api-version": "registry/2.0",
          "x-ms-int-docker-content-digest": "sha256:4c869a63e1b7c0722fed1e402a6466610327c3b83bdddb94bd94fb71da7f638a",
        },
        body: "",
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "DELETE",
        url: "https://azacrlivetest.azurecr.io/acr/v1/nginx?api-version=2021-07-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 202,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {
          manifestsDeleted: [
            "sha256:02a7b9210d563862c699724d7d56bc70bd176ee7779faf0c4d6884db11880b31",
            "sha256:11d5be60c7ec8c56b3669a2c000bc304f0ce145b3c6d28423334c0bf52683bbf",
          ],
          tagsDeleted: ["latest"],
        },
      },
    },
  ],
};

export const ACR_PUSH_CHALLENGE: Recording = {
  file: "acr-push-challenge",
  origin:
    "Azure/azure-sdk-assets/net/sdk/containerregistry/Azure.Containers.ContainerRegistry/tests/SessionRecords/ContainerRegistryContentClientLiveTests/CanGetBlobLocation.json@519037f9e0de060157a3778f31f529ea6b756528 (recorded 2023-04-18)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://tfcc0190a5162cce1.azurecr.io/v2/oci-artifact/blobs/uploads/",
        headers: { accept: "application/json" },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://tfcc0190a5162cce1.azurecr.io/oauth2/token",service="tfcc0190a5162cce1.azurecr.io",scope="repository:oci-artifact:pull,push"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [
                { Type: "repository", Name: "oci-artifact", Action: "pull" },
                { Type: "repository", Name: "oci-artifact", Action: "push" },
              ],
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://tfcc0190a5162cce1.azurecr.io/oauth2/token?api-version=2021-07-01",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: "service=tfcc0190a5162cce1.azurecr.io&scope=repository%3Aoci-artifact%3Apull%2Cpush&refresh_token=PLACEHOLDER&grant_type=refresh_token",
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
        method: "POST",
        url: "https://tfcc0190a5162cce1.azurecr.io/v2/oci-artifact/blobs/uploads/",
        headers: { accept: "application/json" },
      },
      response: {
        status: 202,
        headers: {
          "docker-distribution-api-version": "registry/2.0",
          "docker-upload-uuid": "86ee771b-fc38-4e84-84cc-71c7c6ffb347",
          location:
            "/v2/oci-artifact/blobs/uploads/86ee771b-fc38-4e84-84cc-71c7c6ffb347?_nouploadcache=false&_state=PLACEHOLDER",
          range: "0-0",
        },
        body: "",
      },
    },
  ],
};
