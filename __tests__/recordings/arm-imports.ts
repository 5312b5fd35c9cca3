// Imports and their polling by Azure Resource Manager, from 2022 to 2026.
import { type Recording, signed } from "./recording.ts";

export const ARM_IMPORT_2026_03_01_PREVIEW: Recording = {
  file: "arm-import-2026-03-01-preview",
  origin:
    "Azure/azure-cli/src/azure-cli/azure/cli/command_modules/acr/tests/latest/recordings/test_acr_import_with_regional_endpoints.yaml@53913bce335127bf4c5feb60574aba72a1a2599d (recorded 2026-04-03)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resources?$filter=resourceType%20eq%20%27Microsoft.ContainerRegistry%2Fregistries%27&api-version=2024-11-01",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          value: [
            {
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/resourcegroupsamesub/providers/Microsoft.ContainerRegistry/registries/sourceregistrysamesub000001",
              name: "sourceregistrysamesub000001",
              type: "Microsoft.ContainerRegistry/registries",
              sku: { name: "Standard", tier: "Standard" },
              location: "westus",
              tags: {},
              systemData: {
                createdBy: "test@example.com",
                createdByType: "User",
                createdAt: "2026-04-01T17:33:00.9939832Z",
                lastModifiedBy: "test@example.com",
                lastModifiedByType: "User",
                lastModifiedAt: "2026-04-01T17:33:00.9939832Z",
              },
            },
            {
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/cli_test_acrre_000001/providers/Microsoft.ContainerRegistry/registries/sourceregistry000002",
              name: "sourceregistry000002",
              type: "Microsoft.ContainerRegistry/registries",
              sku: { name: "Premium", tier: "Premium" },
              location: "westus",
              tags: {},
              systemData: {
                createdBy: "test@example.com",
                createdByType: "User",
                createdAt: "2026-04-03T02:22:59.8740795Z",
                lastModifiedBy: "test@example.com",
                lastModifiedByType: "User",
                lastModifiedAt: "2026-04-03T02:22:59.8740795Z",
              },
            },
          ],
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/cli_test_acrre_000001/providers/Microsoft.ContainerRegistry/registries/sourceregistry000002?api-version=2026-03-01-preview",
        headers: { accept: "application/json" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          sku: { name: "Premium", tier: "Premium" },
          type: "Microsoft.ContainerRegistry/registries",
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/cli_test_acrre_000001/providers/Microsoft.ContainerRegistry/registries/sourceregistry000002",
          name: "sourceregistry000002",
          location: "westus",
          tags: {},
          systemData: {
            createdBy: "test@example.com",
            createdByType: "User",
            createdAt: "2026-04-03T02:22:59.8740795+00:00",
            lastModifiedBy: "test@example.com",
            lastModifiedByType: "User",
            lastModifiedAt: "2026-04-03T02:22:59.8740795+00:00",
          },
          properties: {
            loginServer: "sourceregistry000002.azurecr.io",
            creationDate: "2026-04-03T02:22:59.8740795Z",
            provisioningState: "Succeeded",
            adminUserEnabled: false,
            networkRuleSet: { defaultAction: "Allow", ipRules: [] },
            policies: {
              quarantinePolicy: { status: "disabled" },
              trustPolicy: { type: "Notary", status: "disabled" },
              retentionPolicy: { days: 7, lastUpdatedTime: "2026-04-03T02:23:07.5915148+00:00", status: "disabled" },
              exportPolicy: { status: "enabled" },
              azureADAuthenticationAsArmPolicy: { status: "enabled" },
              softDeletePolicy: {
                retentionDays: 7,
                lastUpdatedTime: "2026-04-03T02:23:07.5915586+00:00",
                status: "disabled",
              },
            },
            encryption: { status: "disabled" },
            dataEndpointEnabled: false,
            regionalEndpoints: "Enabled",
            dataEndpointHostNames: [],
            regionalEndpointHostNames: ["sourceregistry000002.westus.geo.azurecr.io"],
            endpointProtocol: "IPv4",
            privateEndpointConnections: [],
            publicNetworkAccess: "Enabled",
            networkRuleBypassOptions: "AzureServices",
            networkRuleBypassAllowedForTasks: false,
            zoneRedundancy: "Disabled",
            anonymousPullEnabled: false,
            metadataSearch: "Disabled",
            roleAssignmentMode: "LegacyRegistryPermissions",
            autoGeneratedDomainNameLabelScope: "Unsecure",
          },
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/cli_test_acrre_000001/providers/Microsoft.ContainerRegistry/registries/sourceregistry000002/importImage?api-version=2026-03-01-preview",
        headers: { accept: "*/*", "content-type": "application/json" },
        body: {
          source: {
            resourceId:
              "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/resourcegroupdiffsub/providers/Microsoft.ContainerRegistry/registries/sourceregistrydiffsub",
            sourceImage: "microsoft:azure-cli",
          },
          targetTags: ["microsoft:azure-cli"],
          mode: "NoForce",
        },
      },
      response: {
        status: 202,
        headers: {
          location: signed(
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-0d4f2d6e-2f04-11f1-aae9-44a3bbbaa7c4?api-version=2026-03-01-preview&t=639107797929644042",
          ),
        },
        body: "",
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: signed(
          "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-0d4f2d6e-2f04-11f1-aae9-44a3bbbaa7c4?api-version=2026-03-01-preview&t=639107797929644042",
        ),
        headers: { accept: "*/*" },
      },
      response: {
        status: 202,
        headers: {
          "content-type": "application/json; charset=utf-8",
          location: signed(
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-0d4f2d6e-2f04-11f1-aae9-44a3bbbaa7c4?api-version=2026-03-01-preview&t=639107797951889609",
          ),
        },
        body: { "microsoft:azure-cli": "Pending", status: "Accepted" },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: signed(
          "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-0d4f2d6e-2f04-11f1-aae9-44a3bbbaa7c4?api-version=2026-03-01-preview&t=639107797951889609",
        ),
        headers: { accept: "*/*" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { status: "Succeeded" },
      },
    },
  ],
};

export const ARM_IMPORT_2023_01_01_PREVIEW: Recording = {
  file: "arm-import-2023-01-01-preview",
  origin:
    "Azure/azure-powershell/src/ContainerRegistry/ContainerRegistry.Autorest/test/Import-AzContainerRegistryImage.Recording.json@4524c957fd84c1dc90b815590d4e8ccd72481bcc (recorded 2025-09-09)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ContainerTest/providers/Microsoft.ContainerRegistry/registries/targetregistry/importImage?api-version=2023-01-01-preview",
        headers: { "content-type": "application/json" },
        body: {
          source: { registryUri: "docker.io", sourceImage: "library/busybox:latest" },
          targetTags: ["busybox:latest"],
        },
      },
      response: {
        status: 202,
        headers: {
          location: signed(
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.ContainerRegistry/locations/EASTUS/operationResults/registries-c359d594-27d5-4e1e-bbfb-db869cc1dbfa?api-version=2023-01-01-preview&t=638930024841127336",
          ),
          "retry-after": "10",
        },
        body: "",
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: signed(
          "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.ContainerRegistry/locations/EASTUS/operationResults/registries-c359d594-27d5-4e1e-bbfb-db869cc1dbfa?api-version=2023-01-01-preview&t=638930024841127336",
        ),
        headers: { "x-ms-client-request-id": "c359d594-27d5-4e1e-bbfb-db869cc1dbfa" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { status: "Succeeded" },
      },
    },
  ],
};

export const ARM_IMPORT_2019_05_01: Recording = {
  file: "arm-import-2019-05-01",
  origin:
    "Azure/azure-sdk-for-python/sdk/containerregistry/azure-containerregistry/tests/recordings/test_container_registry_client.pyTestContainerRegistryClienttest_get_manifest_properties_does_not_exist.json@59b60fce6694b0d7d735650823441d6e480f3113 (recorded 2022-07-28)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fake_rg/providers/Microsoft.ContainerRegistry/registries/yallacrtests/importImage?api-version=2019-05-01",
        headers: { accept: "*/*", "content-type": "application/json" },
        body: {
          source: { registryUri: "registry.hub.docker.com", sourceImage: "library/hello-world" },
          targetTags: ["repoe63342a4:tage63342a4"],
          mode: "Force",
        },
      },
      response: {
        status: 202,
        headers: {
          location:
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-27a43529-0e53-11ed-84c5-5cf37093a909?api-version=2019-05-01",
          "retry-after": "10",
          "content-type": "application/json; charset=utf-8",
        },
        body: "null",
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-27a43529-0e53-11ed-84c5-5cf37093a909?api-version=2019-05-01",
        headers: { accept: "*/*" },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { status: "Succeeded" },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "POST",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fake_rg/providers/Microsoft.ContainerRegistry/registries/yallacrtestsanon/importImage?api-version=2019-05-01",
        headers: { accept: "*/*", "content-type": "application/json" },
        body: {
          source: { registryUri: "registry.hub.docker.com", sourceImage: "library/hello-world" },
          targetTags: ["repoe63342a4:tage63342a4"],
          mode: "Force",
        },
      },
      response: {
        status: 202,
        headers: {
          location:
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.ContainerRegistry/locations/WESTUS/operationResults/registries-2e12e2cc-0e53-11ed-82b7-5cf37093a909?api-version=2019-05-01",
          "retry-after": "10",
          "content-type": "application/json; charset=utf-8",
        },
        body: "null",
      },
    },
  ],
};

export const ARM_REGISTRY_DELETE_2026_01_01_PREVIEW: Recording = {
  file: "arm-registry-delete-2026-01-01-preview",
  origin:
    "Azure/azure-sdk-assets/js/sdk/containerregistry/arm-containerregistry/recordings/node/containerregistry_test/recording_registries_delete_test.json@03976cf393266b654cb2964da6eab317bb7dc459 (recorded 2026-03-10)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "DELETE",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SSS3PT_myjstest/providers/Microsoft.ContainerRegistry/registries/myregistryxxxyyab?api-version=2026-01-01-preview",
        headers: { accept: "application/json" },
      },
      response: {
        status: 202,
        headers: {
          "content-type": "application/json; charset=utf-8",
          location: signed(
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/eastus/operationResults/registries-5f8221e0-7019-47b0-bcd3-029c996f6c8c?api-version=2026-01-01-preview&t=639087728862034128",
          ),
          "retry-after": "10",
        },
        body: {
          sku: { name: "Premium", tier: "Premium" },
          type: "Microsoft.ContainerRegistry/registries",
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/SSS3PT_myjstest/providers/Microsoft.ContainerRegistry/registries/myregistryxxxyyab",
          name: "myregistryxxxyyab",
          location: "eastus",
          tags: { key: "value" },
          systemData: {
            createdBy: "test@example.com",
            createdByType: "User",
            createdAt: "2026-03-10T20:54:34.912016+00:00",
            lastModifiedBy: "test@example.com",
            lastModifiedByType: "User",
            lastModifiedAt: "2026-03-10T20:54:34.912016+00:00",
          },
          properties: {
            loginServer: "myregistryxxxyyab.azurecr.io",
            creationDate: "2026-03-10T20:54:34.912016Z",
            provisioningState: "Deleting",
            adminUserEnabled: false,
            networkRuleSet: { defaultAction: "Allow", ipRules: [] },
            policies: {
              quarantinePolicy: { status: "disabled" },
              trustPolicy: { type: "Notary", status: "disabled" },
              retentionPolicy: { days: 7, lastUpdatedTime: "2026-03-10T20:54:42.1537025+00:00", status: "disabled" },
              exportPolicy: { status: "enabled" },
              azureADAuthenticationAsArmPolicy: { status: "enabled" },
              softDeletePolicy: {
                retentionDays: 7,
                lastUpdatedTime: "2026-03-10T20:54:42.1537585+00:00",
                status: "disabled",
              },
            },
            encryption: { status: "disabled" },
            dataEndpointEnabled: false,
            regionalEndpoints: "Disabled",
            dataEndpointHostNames: [],
            regionalEndpointHostNames: [],
            endpointProtocol: "IPv4",
            privateEndpointConnections: [],
            publicNetworkAccess: "Enabled",
            networkRuleBypassOptions: "AzureServices",
            networkRuleBypassAllowedForTasks: false,
            zoneRedundancy: "Disabled",
            anonymousPullEnabled: false,
            metadataSearch: "Disabled",
            roleAssignmentMode: "LegacyRegistryPermissions",
            autoGeneratedDomainNameLabelScope: "Unsecure",
          },
        },
      },
    },
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: signed(
          "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/eastus/operationResults/registries-5f8221e0-7019-47b0-bcd3-029c996f6c8c?api-version=2026-01-01-preview&t=639087728862034128",
        ),
        headers: { accept: "application/json" },
      },
      response: {
        status: 202,
        headers: {
          location: signed(
            "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/locations/eastus/operationResults/registries-5f8221e0-7019-47b0-bcd3-029c996f6c8c?api-version=2026-01-01-preview&t=639087728863307100",
          ),
          "retry-after": "10",
        },
        body: "",
      },
    },
  ],
};
