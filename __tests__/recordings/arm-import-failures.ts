// What polls say of failed and of running imports, as public threads quote it.
import type { Recording } from "./recording.ts";

export const ARM_IMPORT_FAILURES_QUOTED: Recording = {
  file: "arm-import-failures-quoted",
  origin: "public issue threads, see each exchange (2020-2023)",
  exchanges: [
    {
      evidence: "quoted",
      thread: "Azure/acr#435",
      stated: ["message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "InvalidParameters",
            message:
              'Deployment failed. Correlation ID: 00000000-0000-0000-0000-0000000000bb. Operation registries-00000000-0000-0000-0000-0000000000aa failed. Resource /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry Invalid message Forbidden Forbidden {"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}',
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#449",
      stated: ["end of the message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "InvalidParameters",
            message:
              'Operation registries-00000000-0000-0000-0000-0000000000aa failed. Resource /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"Access to the requested resource is not authorized"}]}',
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#571",
      stated: ["message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "InvalidParameters",
            message:
              "Deployment failed. Correlation ID: 00000000-0000-0000-0000-0000000000bb. Operation registries-00000000-0000-0000-0000-0000000000aa failed. Resource /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry Access to targetregistry.azurecr.io denied.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/acr#632",
      stated: ["code", "end of the message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "InvalidParameters",
            message:
              "Operation registries-00000000-0000-0000-0000-0000000000aa failed. Resource /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry Error copying blobs",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "MicrosoftDocs/azure-docs#115975",
      stated: ["code", "message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "InvalidParameters",
            message:
              'Operation registries-00000000-0000-0000-0000-0000000000aa failed. Resource /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry Invalid message Forbidden Forbidden {"errors":[{"code":"DENIED","message":"client with IP \'192.0.2.1\' is not allowed access. Refer https://aka.ms/acr/firewall to grant access."}]}',
          },
        },
      },
    },
  ],
};

export const ARM_IMPORT_FAILURES_SECOND_HAND: Recording = {
  file: "arm-import-failures-second-hand",
  origin: "earlier readings of public sources, see each exchange (2020-2026)",
  exchanges: [
    {
      evidence: "second-hand",
      thread: "sathpal/regulated-k8s-reference, AKS lab 04",
      stated: ["code", "end of the message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: null,
        headers: {},
        body: {
          error: {
            code: "Conflict",
            message:
              "Operation registries-00000000-0000-0000-0000-0000000000aa failed. Resource /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry Tag repo:tag already exists in target registry.",
          },
        },
      },
    },
    {
      evidence: "second-hand",
      thread: "Azure/acr#181, #196, #457, #476",
      stated: ["end of the message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "InvalidParameters",
            message:
              'Operation registries-00000000-0000-0000-0000-0000000000aa failed. Resource /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":[{"Type":"repository","Class":"","Name":"nats","Action":"pull"}]}]}',
          },
        },
      },
    },
    {
      evidence: "second-hand",
      thread: "Azure/azure-cli#14337, #16791",
      stated: ["message"],
      request: {
        method: "POST",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry/importImage?api-version=2019-05-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "InvalidParameters",
            message:
              "Invalid value repo:tag@sha256:0000000000000000000000000000000000000000000000000000000000000000 for property parameters.Source.SourceImage for resource name targetregistry. Kindly refer to the docs: https://aka.ms/acr/import",
          },
        },
      },
    },
    {
      evidence: "second-hand",
      thread: "Azure/azure-cli#23142",
      stated: ["shape of the body"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-00000000-0000-0000-0000-0000000000aa?api-version=2025-11-01",
      },
      response: {
        status: 202,
        headers: {},
        body: {
          "ingress-nginx/controller@sha256:1111111111111111111111111111111111111111111111111111111111111111": "Pending",
          "ingress-nginx/controller@sha256:2222222222222222222222222222222222222222222222222222222222222222": "Pending",
          status: "Accepted",
        },
      },
    },
  ],
};
