// Owns the host names and audiences of the three Azure clouds. Knows no party.

export type CloudName = "public" | "government" | "china";

/** See https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and https://learn.microsoft.com/azure/china/resources-developer-guide */
export interface Cloud {
  readonly name: CloudName;
  readonly authorityHost: string;
  readonly resourceManagerHost: string;
  readonly registrySuffix: string;
  readonly blobSuffix: string;
  /** The audience that a GitHub ID token must carry for workload identity federation. */
  readonly federationAudience: string;
  /** Audiences under which Entra issues, and Resource Manager takes, a token. */
  readonly resourceManagerAudiences: readonly string[];
}

export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    name: "public",
    authorityHost: "login.microsoftonline.com",
    resourceManagerHost: "management.azure.com",
    registrySuffix: ".azurecr.io",
    blobSuffix: ".blob.core.windows.net",
    federationAudience: "api://AzureADTokenExchange",
    resourceManagerAudiences: ["https://management.azure.com", "https://management.core.windows.net"],
  },
  government: {
    name: "government",
    authorityHost: "login.microsoftonline.us",
    resourceManagerHost: "management.usgovcloudapi.net",
    registrySuffix: ".azurecr.us",
    blobSuffix: ".blob.core.usgovcloudapi.net",
    federationAudience: "api://AzureADTokenExchangeUSGov",
    resourceManagerAudiences: ["https://management.usgovcloudapi.net", "https://management.core.usgovcloudapi.net"],
  },
  china: {
    name: "china",
    authorityHost: "login.partner.microsoftonline.cn",
    resourceManagerHost: "management.chinacloudapi.cn",
    registrySuffix: ".azurecr.cn",
    blobSuffix: ".blob.core.chinacloudapi.cn",
    federationAudience: "api://AzureADTokenExchangeChina",
    resourceManagerAudiences: ["https://management.chinacloudapi.cn", "https://management.core.chinacloudapi.cn"],
  },
};

/** The one data-plane audience of ACR, the same in every cloud: https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm */
export const REGISTRY_AUDIENCE = "https://containerregistry.azure.net";
