// Manifests, blobs and lists of tags of an ACR.
import { jwt, type Recording } from "./recording.ts";

export const ACR_MANIFEST_BY_TAG: Recording = {
  file: "acr-manifest-by-tag",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_GetManifest.json and TestClient_GetManifest_wrongTag.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/v2/alpine/manifests/3.17.1",
        headers: { accept: "application/json, application/vnd.docker.distribution.manifest.v2+json" },
      },
      response: {
        status: 401,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          "www-authenticate":
            'Bearer realm="https://azacrlivetest.azurecr.io/oauth2/token",service="azacrlivetest.azurecr.io",scope="repository:alpine:pull"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
              detail: [{ Type: "repository", Name: "alpine", Action: "pull" }],
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
        body: "grant_type=refresh_token&refresh_token=PLACEHOLDER&scope=repository%3Aalpine%3Apull&service=azacrlivetest.azurecr.io",
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
        url: "https://azacrlivetest.azurecr.io/v2/alpine/manifests/3.17.1",
        headers: { accept: "application/json, application/vnd.docker.distribution.manifest.v2+json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/vnd.docker.distribution.manifest.v2+json",
          "docker-distribution-api-version": "registry/2.0",
          "docker-content-digest": "sha256:93d5a28ff72d288d69b5997b8ba47396d2cbb62a72b5d87cd3351094b5d578a0",
          etag: '"sha256:93d5a28ff72d288d69b5997b8ba47396d2cbb62a72b5d87cd3351094b5d578a0"',
        },
        body: '{\n   "schemaVersion": 2,\n   "mediaType": "application/vnd.docker.distribution.manifest.v2+json",\n   "config": {\n      "mediaType": "application/vnd.docker.container.image.v1+json",\n      "size": 1472,\n      "digest": "sha256:042a816809aac8d0f7d7cacac7965782ee2ecac3f21bcf9f24b1de1a7387b769"\n   },\n   "layers": [\n      {\n         "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",\n         "size": 3370628,\n         "digest": "sha256:8921db27df2831fa6eaa85321205a2470c669b855f3ec95d5a3c2b46de0442c9"\n      }\n   ]\n}',
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/v2/alpine/manifests/wrong-tag",
        headers: { accept: "application/json, application/vnd.docker.distribution.manifest.v2+json" },
      },
      response: {
        status: 404,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
        },
        body: {
          errors: [
            {
              code: "MANIFEST_UNKNOWN",
              message: 'manifest tagged by "wrong-tag" is not found',
              detail: { Tag: "wrong-tag" },
            },
          ],
        },
      },
    },
  ],
};

export const ACR_MANIFEST_BY_DIGEST: Recording = {
  file: "acr-manifest-by-digest",
  origin:
    "Azure/azure-sdk-for-net/sdk/containerregistry/Azure.Containers.ContainerRegistry/tests/SessionRecords/ContainerRegistryBlobClientLiveTests/CanDownloadDockerManifest_AcceptMultipleMediaTypes.json@9cbb3cc15254abc89dff16b344ccf6d190779749 (recorded 2023)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://tfcc0190a5162cce1.azurecr.io/v2/library/hello-world/manifests/sha256:f54a58bc1aac5ea1a25d796ae155dc228b3f0e11d046ae276b39c4bf2f13d8c4",
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/vnd.docker.distribution.manifest.v2+json",
          "docker-content-digest": "sha256:f54a58bc1aac5ea1a25d796ae155dc228b3f0e11d046ae276b39c4bf2f13d8c4",
          "docker-distribution-api-version": "registry/2.0",
          etag: '"sha256:f54a58bc1aac5ea1a25d796ae155dc228b3f0e11d046ae276b39c4bf2f13d8c4"',
        },
        body: '{\n   "schemaVersion": 2,\n   "mediaType": "application/vnd.docker.distribution.manifest.v2+json",\n   "config": {\n      "mediaType": "application/vnd.docker.container.image.v1+json",\n      "size": 1469,\n      "digest": "sha256:feb5d9fea6a5e9606aa995e879d862b825965ba48de054caab5ef356dc6b3412"\n   },\n   "layers": [\n      {\n         "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",\n         "size": 2479,\n         "digest": "sha256:2db29710123e3e53a794f2694094b9b4338aa9ee5c40b930cb8063a1be392c54"\n      }\n   ]\n}',
      },
    },
  ],
};

export const ACR_MANIFEST_INDEX: Recording = {
  file: "acr-manifest-index",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_UploadManifest.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/v2/hello-world/manifests/latest",
        headers: { accept: "application/json, application/vnd.oci.image.index.v1+json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/vnd.oci.image.index.v1+json",
          "docker-distribution-api-version": "registry/2.0",
          "docker-content-digest": "sha256:4bd78111b6914a99dbc560e6a20eab57ff6655aea4a80c50b0c5491968cbc2e6",
          etag: '"sha256:4bd78111b6914a99dbc560e6a20eab57ff6655aea4a80c50b0c5491968cbc2e6"',
        },
        body: {
          manifests: [
            {
              annotations: {
                "org.opencontainers.image.revision": "3fb6ebca4163bf5b9cc496ac3e8f11cb1e754aee",
                "org.opencontainers.image.source":
                  "https://github.com/docker-library/hello-world.git#3fb6ebca4163bf5b9cc496ac3e8f11cb1e754aee:amd64/hello-world",
                "org.opencontainers.image.url": "https://hub.docker.com/_/hello-world",
                "org.opencontainers.image.version": "linux",
              },
              digest: "sha256:e2fc4e5012d16e7fe466f5291c476431beaa1f9b90a5c2125b493ed28e2aba57",
              mediaType: "application/vnd.oci.image.manifest.v1+json",
              platform: { architecture: "amd64", os: "linux" },
              size: 861,
            },
            {
              annotations: {
                "vnd.docker.reference.digest":
                  "sha256:e2fc4e5012d16e7fe466f5291c476431beaa1f9b90a5c2125b493ed28e2aba57",
                "vnd.docker.reference.type": "attestation-manifest",
              },
              digest: "sha256:579b3724a7b189f6dca599a46f16d801a43d5def185de0b7bcd5fb9d1e312c27",
              mediaType: "application/vnd.oci.image.manifest.v1+json",
              platform: { architecture: "unknown", os: "unknown" },
              size: 837,
            },
            {
              digest: "sha256:741e985f49fc0777c7cb5d3a0018a303e6180b4b4a55b782906b716b24c8183d",
              mediaType: "application/vnd.docker.distribution.manifest.v2+json",
              platform: { architecture: "amd64", os: "windows", "os.version": "10.0.17763.5329" },
              size: 946,
            },
          ],
          mediaType: "application/vnd.oci.image.index.v1+json",
          schemaVersion: 2,
        },
      },
    },
  ],
};

export const ACR_BLOB: Recording = {
  file: "acr-blob",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestBlobClient_GetBlob.json and TestBlobClient_GetBlob_fail.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/v2/alpine/blobs/sha256:042a816809aac8d0f7d7cacac7965782ee2ecac3f21bcf9f24b1de1a7387b769",
        headers: { accept: "application/octet-stream" },
      },
      response: {
        status: 200,
        headers: { "accept-ranges": "bytes", "content-type": "application/octet-stream", etag: '"0x8DC1CA3F083BE16"' },
        body: {
          architecture: "amd64",
          config: {
            Hostname: "",
            Domainname: "",
            User: "",
            AttachStdin: false,
            AttachStdout: false,
            AttachStderr: false,
            Tty: false,
            OpenStdin: false,
            StdinOnce: false,
            Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
            Cmd: ["/bin/sh"],
            Image: "sha256:7fdd9d695f58803dd6ee7b1b8135122acedeb3817964d644b65995698b438002",
            Volumes: null,
            WorkingDir: "",
            Entrypoint: null,
            OnBuild: null,
            Labels: null,
          },
          container: "d4d39cab50d7e505e946044f9131e99602e21f02d0137599e85a70c0b2b7cd15",
          container_config: {
            Hostname: "d4d39cab50d7",
            Domainname: "",
            User: "",
            AttachStdin: false,
            AttachStdout: false,
            AttachStderr: false,
            Tty: false,
            OpenStdin: false,
            StdinOnce: false,
            Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
            Cmd: ["/bin/sh", "-c", "#(nop) ", 'CMD ["/bin/sh"]'],
            Image: "sha256:7fdd9d695f58803dd6ee7b1b8135122acedeb3817964d644b65995698b438002",
            Volumes: null,
            WorkingDir: "",
            Entrypoint: null,
            OnBuild: null,
            Labels: {},
          },
          created: "2023-01-09T17:05:20.656498283Z",
          docker_version: "20.10.12",
          history: [
            {
              created: "2023-01-09T17:05:20.497231175Z",
              created_by:
                "/bin/sh -c #(nop) ADD file:e4d600fc4c9c293efe360be7b30ee96579925d1b4634c94332e2ec73f7d8eca1 in / ",
            },
            {
              created: "2023-01-09T17:05:20.656498283Z",
              created_by: '/bin/sh -c #(nop)  CMD ["/bin/sh"]',
              empty_layer: true,
            },
          ],
          os: "linux",
          rootfs: {
            type: "layers",
            diff_ids: ["sha256:8e012198eea15b2554b07014081c85fec4967a1b9cc4b65bd9a4bce3ae1c0c88"],
          },
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/v2/alpine/blobs/wrong%20digest",
        headers: { accept: "application/json" },
      },
      response: {
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8", "docker-distribution-api-version": "registry/2.0" },
        body: "404 page not found\n",
      },
    },
  ],
};

export const ACR_TAGS_LIST_DOCUMENTED: Recording = {
  file: "acr-tags-list-documented",
  origin: "Azure/acr/docs/AAD-OAuth.md@81b818eba36f77132a40ff3027897d2a830792f9 (2026-05-28)",
  exchanges: [
    {
      evidence: "documented",
      request: { method: "GET", url: "https://contosoregistry.azurecr.io/v2/_catalog?n=2" },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json",
          link: '</v2/_catalog?last=contoso-marketing&n=2&orderby=>; rel="next"',
        },
        body: { repositories: ["alpine", "contoso-marketing"] },
      },
    },
    {
      evidence: "documented",
      request: { method: "GET", url: "https://contosoregistry.azurecr.io/v2/hello-world/tags/list" },
      response: {
        status: 200,
        headers: { "content-type": "application/json" },
        body: { name: "hello-world", tags: ["latest", "v1", "v2", "v3"] },
      },
    },
    {
      evidence: "documented",
      request: { method: "GET", url: "https://contosoregistry.azurecr.io/v2/hello-world/tags/list?n=2" },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json",
          link: '</v2/hello-world/tags/list?last=v1&n=2&orderby=>; rel="next"',
        },
        body: { name: "hello-world", tags: ["latest", "v1"] },
      },
    },
    {
      evidence: "documented",
      request: { method: "GET", url: "https://contosoregistry.azurecr.io/v2/_catalog" },
      response: {
        status: 401,
        headers: {
          "www-authenticate":
            'Bearer realm="https://contosoregistry.azurecr.io/oauth2/token",service="contosoregistry.azurecr.io",scope="registry:catalog:*"',
        },
        body: {
          errors: [
            {
              code: "UNAUTHORIZED",
              message: "authentication required",
              detail: [{ Type: "registry", Name: "catalog", Action: "*" }],
            },
          ],
        },
      },
    },
  ],
};
