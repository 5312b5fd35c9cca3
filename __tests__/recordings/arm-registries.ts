// Registries as Azure Resource Manager shows them, by api-version and SKU.
import type { Recording } from "./recording.ts";

export const ARM_REGISTRY_2021_09_01: Recording = {
  file: "arm-registry-2021-09-01",
  origin:
    "Azure/azure-sdk-for-net, SessionRecords of Azure.ResourceManager.ContainerRegistry, ContainerRegistryCoreScenario (recorded 2022-08-09)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/acrregistry3778?api-version=2021-09-01",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          sku: { name: "Premium", tier: "Premium" },
          type: "Microsoft.ContainerRegistry/registries",
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg1/providers/Microsoft.ContainerRegistry/registries/acrregistry3778",
          name: "acrregistry3778",
          location: "westus",
          tags: { key1: "value1" },
          systemData: {
            createdBy: "00000000-0000-0000-0000-000000000000",
            createdByType: "Application",
            createdAt: "2022-08-09T05:47:21.6661764+00:00",
          },
          properties: {
            loginServer: "acrregistry3778.azurecr.io",
            creationDate: "2022-08-09T05:47:21.6661764Z",
            provisioningState: "Succeeded",
            adminUserEnabled: false,
            networkRuleSet: { defaultAction: "Allow", ipRules: [] },
            policies: {
              quarantinePolicy: { status: "disabled" },
              trustPolicy: { type: "Notary", status: "disabled" },
              retentionPolicy: { days: 7, status: "disabled" },
              exportPolicy: { status: "enabled" },
            },
            encryption: { status: "disabled" },
            dataEndpointEnabled: false,
            dataEndpointHostNames: [],
            privateEndpointConnections: [],
            publicNetworkAccess: "Enabled",
            networkRuleBypassOptions: "AzureServices",
            zoneRedundancy: "Disabled",
          },
        },
      },
    },
  ],
};

export const ARM_REGISTRY_2023_01_01_PREVIEW: Recording = {
  file: "arm-registry-2023-01-01-preview",
  origin:
    "Azure/azure-sdk-assets/go/sdk/resourcemanager/containerregistry/armcontainerregistry/testdata/recordings/TestContainerregistryTestSuite.json@0f96d18b303f84eac960544275f4200d704c8ce1 (recorded 2022-10-12)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "PUT",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/go-sdk-test-rg/providers/Microsoft.ContainerRegistry/registries/registrynaDjHbLB?api-version=2023-01-01-preview",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: {
          location: "eastus",
          properties: { adminUserEnabled: true },
          sku: { name: "Premium" },
          tags: { key: "value" },
        },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          sku: { name: "Premium", tier: "Premium" },
          type: "Microsoft.ContainerRegistry/registries",
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/go-sdk-test-rg/providers/Microsoft.ContainerRegistry/registries/registrynaDjHbLB",
          name: "registrynaDjHbLB",
          location: "eastus",
          tags: { key: "value" },
          systemData: {
            createdBy: "00000000-0000-0000-0000-000000000000",
            createdByType: "Application",
            createdAt: "2022-10-12T08:38:12.7965718+00:00",
            lastModifiedBy: "00000000-0000-0000-0000-000000000000",
            lastModifiedByType: "Application",
            lastModifiedAt: "2022-10-12T08:38:12.7965718+00:00",
          },
          properties: {
            loginServer: "registrynaDjHbLB.azurecr.io",
            creationDate: "2022-10-12T08:38:12.7965718Z",
            provisioningState: "Succeeded",
            adminUserEnabled: true,
            networkRuleSet: { defaultAction: "Allow", ipRules: [] },
            policies: {
              quarantinePolicy: { status: "disabled" },
              trustPolicy: { type: "Notary", status: "disabled" },
              retentionPolicy: { days: 7, lastUpdatedTime: "2022-10-12T08:38:26.1518374+00:00", status: "disabled" },
              exportPolicy: { status: "enabled" },
              azureADAuthenticationAsArmPolicy: { status: "enabled" },
              softDeletePolicy: {
                retentionDays: 7,
                lastUpdatedTime: "2022-10-12T08:38:26.1518374+00:00",
                status: "disabled",
              },
            },
            encryption: { status: "disabled" },
            dataEndpointEnabled: false,
            dataEndpointHostNames: [],
            privateEndpointConnections: [],
            publicNetworkAccess: "Enabled",
            networkRuleBypassOptions: "AzureServices",
            zoneRedundancy: "Disabled",
            anonymousPullEnabled: false,
          },
        },
      },
    },
  ],
};

export const ARM_REGISTRY_2026_03_01_PREVIEW_STANDARD: Recording = {
  file: "arm-registry-2026-03-01-preview-standard",
  origin:
    "Azure/azure-cli/src/azure-cli/azure/cli/command_modules/acr/tests/latest/recordings/test_acr_import_with_regional_endpoints.yaml@53913bce335127bf4c5feb60574aba72a1a2599d (recorded 2026-04-03)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "PUT",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/cli_test_acrre_000001/providers/Microsoft.ContainerRegistry/registries/targetregistry000003?api-version=2026-03-01-preview",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: { location: "westus", sku: { name: "Standard" }, properties: { adminUserEnabled: false } },
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          sku: { name: "Standard", tier: "Standard" },
          type: "Microsoft.ContainerRegistry/registries",
          id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/cli_test_acrre_000001/providers/Microsoft.ContainerRegistry/registries/targetregistry000003",
          name: "targetregistry000003",
          location: "westus",
          tags: {},
          systemData: {
            createdBy: "test@example.com",
            createdByType: "User",
            createdAt: "2026-04-03T02:23:30.2467994+00:00",
            lastModifiedBy: "test@example.com",
            lastModifiedByType: "User",
            lastModifiedAt: "2026-04-03T02:23:30.2467994+00:00",
          },
          properties: {
            loginServer: "targetregistry000003.azurecr.io",
            creationDate: "2026-04-03T02:23:30.2467994Z",
            provisioningState: "Succeeded",
            adminUserEnabled: false,
            policies: {
              quarantinePolicy: { status: "disabled" },
              trustPolicy: { type: "Notary", status: "disabled" },
              retentionPolicy: { days: 7, lastUpdatedTime: "2026-04-03T02:23:42.3387514+00:00", status: "disabled" },
              exportPolicy: { status: "enabled" },
              azureADAuthenticationAsArmPolicy: { status: "enabled" },
              softDeletePolicy: {
                retentionDays: 7,
                lastUpdatedTime: "2026-04-03T02:23:42.3387945+00:00",
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
  ],
};

export const ARM_REGISTRY_LIST_2023_01_01_PREVIEW: Recording = {
  file: "arm-registry-list-2023-01-01-preview",
  origin:
    "Azure/azure-powershell/src/ContainerRegistry/ContainerRegistry.Autorest/test/Get-AzContainerRegistry.Recording.json (recorded 2025-09)",
  exchanges: [
    {
      evidence: "recorded",
      request: {
        method: "GET",
        url: "https://management.azure.com/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerRegistry/registries?api-version=2023-01-01-preview",
      },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: {
          value: [
            {
              sku: { name: "Basic", tier: "Basic" },
              type: "Microsoft.ContainerRegistry/registries",
              id: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/azure-shell-dev/providers/Microsoft.ContainerRegistry/registries/azureshelldev",
              name: "azureshelldev",
              location: "westus",
              tags: {},
              systemData: {},
              properties: {
                loginServer: "azureshelldev.azurecr.io",
                creationDate: "2025-08-27T09:33:01.753638Z",
                provisioningState: "Succeeded",
                adminUserEnabled: false,
                policies: {
                  quarantinePolicy: { status: "disabled" },
                  softDeletePolicy: { retentionDays: 7, status: "disabled" },
                },
                encryption: { status: "disabled" },
                publicNetworkAccess: "Enabled",
                networkRuleBypassOptions: "AzureServices",
                zoneRedundancy: "Disabled",
                anonymousPullEnabled: false,
              },
            },
          ],
        },
      },
    },
  ],
};
