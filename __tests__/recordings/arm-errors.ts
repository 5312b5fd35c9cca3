// Refusals of Azure Resource Manager: api-version, linked source, throttling, a name in use.
import type { Recording } from "./recording.ts";

export const ARM_ERRORS_QUOTED: Recording = {
  file: "arm-errors-quoted",
  origin: "public issue threads, see each exchange (2017-2024)",
  exchanges: [
    {
      evidence: "quoted",
      thread: "Azure/acr#70",
      stated: ["status", "code", "message"],
      request: {
        method: "PUT",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry?api-version=2016-06-27-preview",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "NoRegisteredProviderFound",
            message:
              "No registered resource provider found for location 'uksouth' and API version '2016-06-27-preview' for type 'registries'. The supported api-versions are '2016-06-27-preview, 2017-03-01, 2017-10-01, 2017-06-01-preview'. The supported locations are 'westus, eastus, southcentralus, westeurope, northeurope, uksouth, ukwest, australiaeast, australiasoutheast, centralindia, eastasia, japaneast, japanwest, southeastasia, southindia, brazilsouth, canadaeast, canadacentral, centralus, eastus2, northcentralus, westcentralus, westus2'.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/azure-cli#9834",
      stated: ["message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry?api-version=2019-05-01",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "NoRegisteredProviderFound",
            message:
              "No registered resource provider found for location 'westeurope' and API version '2019-05-01' for type 'registries'. The supported api-versions are '2016-06-27-preview, 2017-03-01, 2017-10-01, 2017-06-01-preview'. The supported locations are 'westus, eastus, southcentralus, westeurope, northeurope, uksouth, ukwest, australiaeast, australiasoutheast, centralindia, koreacentral, francecentral, southafricanorth, eastasia, japaneast, japanwest, southeastasia, southindia, brazilsouth, canadaeast, canadacentral, centralus, eastus2, northcentralus, westcentralus, westus2'.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "JulianHayward/Azure-MG-Sub-Governance-Reporting#266",
      stated: ["status", "code", "message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry?api-version=2024-01-01-preview",
      },
      response: {
        status: 400,
        headers: {},
        body: {
          error: {
            code: "NoRegisteredProviderFound",
            message:
              "No registered resource provider found for location 'uksouth' and API version '2024-01-01-preview' for type 'registries'. The supported api-versions are '2017-03-01, 2017-10-01, 2019-05-01, 2019-12-01-preview, 2020-11-01-preview, 2021-06-01-preview, 2021-08-01-preview, 2021-09-01, 2021-12-01-preview, 2022-02-01-preview, 2022-12-01, 2023-01-01-preview, 2023-06-01-preview, 2023-07-01, 2023-08-01-preview, 2023-11-01-preview'. The supported locations are 'westus, eastus, southcentralus, westeurope, northeurope, uksouth, ukwest, australiaeast, australiasoutheast, centralindia, eastasia, japaneast, japanwest, southeastasia, southindia, brazilsouth, canadaeast, canadacentral, centralus, eastus2, northcentralus, westcentralus, westus2'.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "MicrosoftDocs/azure-docs#33442, Azure/acr#237",
      stated: ["message"],
      request: {
        method: "POST",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry/importImage?api-version=2019-05-01",
      },
      response: {
        status: 403,
        headers: {},
        body: {
          error: {
            code: "LinkedAuthorizationFailed",
            message:
              "The client '00000000-0000-0000-0000-000000000000' with object id '00000000-0000-0000-0000-000000000000' has permission to perform action 'Microsoft.ContainerRegistry/registries/importImage/action' on scope '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/targetregistry'; however, it does not have permission to perform action 'read' on the linked scope(s) '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg2/providers/Microsoft.ContainerRegistry/registries/sourceregistry'.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "webdevops/azure-metrics-exporter#36",
      stated: ["status", "code", "message", "method"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.Compute/virtualMachines/vm1/providers/Microsoft.Insights/metrics",
      },
      response: {
        status: 429,
        headers: {},
        body: {
          error: {
            code: "SubscriptionRequestsThrottled",
            message:
              "Number of requests for subscription '00000000-0000-0000-0000-000000000000' and operation 'GET/SUBSCRIPTIONS/RESOURCEGROUPS/PROVIDERS/MICROSOFT.COMPUTE/VIRTUALMACHINES/PROVIDERS/MICROSOFT.INSIGHTS/METRICS' exceeded the backend storage limit. Please try again after '0' seconds.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "MicrosoftDocs/azure-docs#105248",
      stated: ["code", "message"],
      request: {
        method: "POST",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.Compute/virtualMachines/vm1/start",
      },
      response: {
        status: 429,
        headers: {},
        body: {
          error: {
            code: "SubscriptionRequestsThrottled",
            message:
              "Number of requests for subscription '00000000-0000-0000-0000-000000000000' and operation 'POST/SUBSCRIPTIONS/RESOURCEGROUPS/PROVIDERS/MICROSOFT.COMPUTE/VIRTUALMACHINES/START' exceeded the backend storage limit. Please try again after '6' seconds.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/azqr#34",
      stated: ["status", "code", "message"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Cdn/profiles",
      },
      response: {
        status: 429,
        headers: {},
        body: {
          error: {
            code: "ResourceRequestsThrottled",
            message:
              "Number of requests for action 'Microsoft.Cdn/profiles/read' exceeded the limit of '50' for time interval '00:05:00'. Please try again after '372' seconds.",
          },
        },
      },
    },
    {
      evidence: "quoted",
      thread: "Azure/migAz#57",
      stated: ["status", "body"],
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resources",
      },
      response: {
        status: 429,
        headers: {},
        body: { error: { code: "TooManyRequests", message: "The request is being throttled." } },
      },
    },
  ],
};

export const ARM_ERROR_NAME_IN_USE: Recording = {
  file: "arm-error-name-in-use",
  origin:
    "Azure/azure-sdk-for-python/sdk/containerregistry/azure-mgmt-containerregistry/tests/recordings/test_cli_mgmt_containerregistry_registry.test_registries.yaml@01a78d1afb0de6f5bef402b99241a52bde1d91d8 (recorded 2021-05-25)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "PUT",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rgname/providers/Microsoft.ContainerRegistry/registries/myRegistry?api-version=2019-12-01-preview",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: {
          location: "eastus",
          tags: { key: "value" },
          sku: { name: "Standard" },
          properties: { adminUserEnabled: true },
        },
      },
      response: {
        status: 409,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          error: {
            code: "AlreadyInUse",
            message:
              "The registry DNS name myregistry.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability",
          },
          status: "Failed",
        },
      },
    },
  ],
};
