// The Azure clouds, each with its endpoints, scopes and suffix. No other file names an Azure host.
import type { CloudName } from "../request/request.ts";

/** One Azure cloud. Endpoints are origins without a final slash. */
export interface Cloud {
  readonly name: CloudName;
  /** For messages. */
  readonly title: string;
  /** https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud#microsoft-entra-authentication-endpoints */
  readonly authority: string;
  /** https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure#guidance-for-developers */
  readonly armEndpoint: string;
  readonly armScope: string;
  /** The audience that every ACR accepts, also where it refuses tokens for ARM: https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm */
  readonly registryScope: string;
  /** With its leading dot. */
  readonly registrySuffix: string;
  /** `audience` of GitHub's ID token that federated credentials of this cloud expect. */
  readonly idTokenAudience: string;
}

const REGISTRY_SCOPE = "https://containerregistry.azure.net/.default";

const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  azurecloud: {
    name: "azurecloud",
    title: "Azure",
    authority: "https://login.microsoftonline.com",
    armEndpoint: "https://management.azure.com",
    armScope: "https://management.azure.com/.default",
    registryScope: REGISTRY_SCOPE,
    registrySuffix: ".azurecr.io",
    idTokenAudience: "api://AzureADTokenExchange",
  },
  azureusgovernment: {
    name: "azureusgovernment",
    title: "Azure US Government",
    authority: "https://login.microsoftonline.us",
    armEndpoint: "https://management.usgovcloudapi.net",
    armScope: "https://management.usgovcloudapi.net/.default",
    registryScope: REGISTRY_SCOPE,
    registrySuffix: ".azurecr.us",
    idTokenAudience: "api://AzureADTokenExchangeUSGov",
  },
  azurechinacloud: {
    name: "azurechinacloud",
    title: "Azure China",
    authority: "https://login.partner.microsoftonline.cn",
    armEndpoint: "https://management.chinacloudapi.cn",
    armScope: "https://management.chinacloudapi.cn/.default",
    registryScope: REGISTRY_SCOPE,
    registrySuffix: ".azurecr.cn",
    idTokenAudience: "api://AzureADTokenExchangeChina",
  },
};

/** A registry's own name before the suffix; a DNS name label adds `-hash`. */
const REGISTRY_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication: `<registry>.<region>.geo` */
const REGIONAL = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.[a-z0-9]+\.geo$/;

/** The cloud with this name. */
export function cloudOf(name: CloudName): Cloud {
  return CLOUDS[name];
}

/**
 * The login server of the ACR that a host belongs to: the host itself, or `reg.azurecr.io` for the regional endpoint
 * `reg.westus.geo.azurecr.io`. Undefined where the host is not an ACR of this cloud. A regional endpoint serves reads
 * only: it is not supported as an import source (container-registry-geo-replication, 26 August 2026).
 */
export function loginServerOf(cloud: Cloud, host: string): string | undefined {
  if (!host.endsWith(cloud.registrySuffix)) return undefined;
  const name = host.slice(0, -cloud.registrySuffix.length);
  if (REGISTRY_LABEL.test(name)) return host;
  const registry = REGIONAL.exec(name)?.[1];
  return registry === undefined ? undefined : `${registry}${cloud.registrySuffix}`;
}

/** True where a host is the login server of the registry with this name: `name`, or `name-hash` with a DNS name label. */
export function isLoginServer(cloud: Cloud, host: string, registry: string): boolean {
  const label = host.slice(0, -cloud.registrySuffix.length);
  const name = registry.toLowerCase();
  return loginServerOf(cloud, host) === host && (label === name || label.startsWith(`${name}-`));
}

/** True for a login server or regional endpoint of an ACR in this cloud. */
export function isAcrHost(cloud: Cloud, host: string): boolean {
  return loginServerOf(cloud, host) !== undefined;
}

/** The cloud of an ACR's host, or undefined for other registries. Used to report registries of two clouds in one request. */
export function cloudOfHost(host: string): Cloud | undefined {
  return Object.values(CLOUDS).find((cloud) => isAcrHost(cloud, host));
}
