// ACR's own API: lists of tags and manifests, in pages and in order.
import type { Recording } from "./recording.ts";

export const ACR_METADATA_LISTS: Recording = {
  file: "acr-metadata-lists",
  origin:
    "Azure/azure-sdk-assets/go/sdk/containers/azcontainerregistry/testdata/recordings/TestClient_NewListTagsPager.json and TestClient_NewListManifestsPager.json@2ed8683cf873634b6c1c9d6eefa5bcd4f4949fd3 (recorded 2024-01-24)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags?api-version=2021-07-01&n=1",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          link: '</acr/v1/alpine/_tags?last=3.15.6&n=1&orderby=>; rel="next"',
        },
        body: {
          registry: "azacrlivetest.azurecr.io",
          imageName: "alpine",
          tags: [
            {
              name: "3.15.6",
              digest: "sha256:cf34c62ee8eb3fe8aa24c1fab45d7e9d12768d945c3f5a6fd6a63d901e898479",
              createdTime: "2024-01-24T06:16:24.927259Z",
              lastUpdateTime: "2024-01-24T06:16:24.927259Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags?last=3.15.6&n=1&orderby=",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          link: '</acr/v1/alpine/_tags?last=3.16.3&n=1&orderby=>; rel="next"',
        },
        body: {
          registry: "azacrlivetest.azurecr.io",
          imageName: "alpine",
          tags: [
            {
              name: "3.16.3",
              digest: "sha256:b95359c2505145f16c6aa384f9cc74eeff78eb36d308ca4fd902eeeb0a0b161b",
              createdTime: "2024-01-24T06:16:12.6787894Z",
              lastUpdateTime: "2024-01-24T06:16:12.6787894Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags?last=3.16.3&n=1&orderby=",
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
          tags: [
            {
              name: "3.17.1",
              digest: "sha256:f271e74b17ced29b915d351685fd4644785c6d1559dd1f2d4189a5e851ef753a",
              createdTime: "2024-01-24T06:16:01.7676267Z",
              lastUpdateTime: "2024-01-24T06:16:01.7676267Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags?api-version=2021-07-01&orderby=timedesc",
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
          tags: [
            {
              name: "3.15.6",
              digest: "sha256:cf34c62ee8eb3fe8aa24c1fab45d7e9d12768d945c3f5a6fd6a63d901e898479",
              createdTime: "2024-01-24T06:16:24.927259Z",
              lastUpdateTime: "2024-01-24T06:16:24.927259Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
            {
              name: "3.16.3",
              digest: "sha256:b95359c2505145f16c6aa384f9cc74eeff78eb36d308ca4fd902eeeb0a0b161b",
              createdTime: "2024-01-24T06:16:12.6787894Z",
              lastUpdateTime: "2024-01-24T06:16:12.6787894Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
            {
              name: "3.17.1",
              digest: "sha256:f271e74b17ced29b915d351685fd4644785c6d1559dd1f2d4189a5e851ef753a",
              createdTime: "2024-01-24T06:16:01.7676267Z",
              lastUpdateTime: "2024-01-24T06:16:01.7676267Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_tags?api-version=2021-07-01&orderby=timeasc",
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
          tags: [
            {
              name: "3.17.1",
              digest: "sha256:f271e74b17ced29b915d351685fd4644785c6d1559dd1f2d4189a5e851ef753a",
              createdTime: "2024-01-24T06:16:01.7676267Z",
              lastUpdateTime: "2024-01-24T06:16:01.7676267Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
            {
              name: "3.16.3",
              digest: "sha256:b95359c2505145f16c6aa384f9cc74eeff78eb36d308ca4fd902eeeb0a0b161b",
              createdTime: "2024-01-24T06:16:12.6787894Z",
              lastUpdateTime: "2024-01-24T06:16:12.6787894Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
            {
              name: "3.15.6",
              digest: "sha256:cf34c62ee8eb3fe8aa24c1fab45d7e9d12768d945c3f5a6fd6a63d901e898479",
              createdTime: "2024-01-24T06:16:24.927259Z",
              lastUpdateTime: "2024-01-24T06:16:24.927259Z",
              signed: false,
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_manifests?api-version=2021-07-01&n=1",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          link: '</acr/v1/alpine/_manifests?last=sha256%3A01a4cdaebc9c6af607753cc538c507d0867897cdf9a1caa70bbab2eb1506c964&n=1&orderby=>; rel="next"',
        },
        body: {
          registry: "azacrlivetest.azurecr.io",
          imageName: "alpine",
          manifests: [
            {
              digest: "sha256:01a4cdaebc9c6af607753cc538c507d0867897cdf9a1caa70bbab2eb1506c964",
              imageSize: 3109256,
              createdTime: "2024-01-24T06:16:01.534509Z",
              lastUpdateTime: "2024-01-24T06:16:01.534509Z",
              architecture: "arm",
              os: "linux",
              mediaType: "application/vnd.docker.distribution.manifest.v2+json",
              configMediaType: "application/vnd.docker.container.image.v1+json",
              changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://azacrlivetest.azurecr.io/acr/v1/alpine/_manifests?last=sha256%3A01a4cdaebc9c6af607753cc538c507d0867897cdf9a1caa70bbab2eb1506c964&n=1&orderby=",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "docker-distribution-api-version": "registry/2.0",
          link: '</acr/v1/alpine/_manifests?last=sha256%3A07741c8db92c11e0173e3c1f19d0abe22df3caa555b4b0f29d6eb5062be46427&n=1&orderby=>; rel="next"',
        },
        body: {
          registry: "azacrlivetest.azurecr.io",
          imageName: "alpine",
          manifests: [
            {
              digest: "sha256:07741c8db92c11e0173e3c1f19d0abe22df3caa555b4b0f29d6eb5062be46427",
              imageSize: 2608085,
              createdTime: "2024-01-24T06:16:25.1294545Z",
              lastUpdateTime: "2024-01-24T06:16:25.1294545Z",
              architecture: "s390x",
              os: "linux",
              mediaType: "application/vnd.docker.distribution.manifest.v2+json",
              configMediaType: "application/vnd.docker.container.image.v1+json",
              changeableAttributes: {
                deleteEnabled: true,
                writeEnabled: true,
                readEnabled: true,
                listEnabled: true,
                quarantineDetails:
                  '{"state":"Scan Passed","link":"https://aka.ms/test","scanner":"Azure Security Monitoring-Qualys Scanner","result":{"version":"2024-01-23T13:57:45.3513403Z","summary":[{"severity":"High","count":8},{"severity":"Medium","count":1},{"severity":"Low","count":0}]}}',
                quarantineState: "Passed",
              },
            },
          ],
        },
      },
    },
  ],
};
