// Owns the error documents of Azure Resource Manager. Knows no route.
// https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
import { type Answer, jsonAnswer } from "./answers.ts";
import type { AzureRegistry } from "./world.ts";

/** The identity behind an ARM token. */
export interface Caller {
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
}

export function armError(status: number, code: string, message: string, headers: Answer["headers"] = {}): Answer {
  return jsonAnswer(status, { error: { code, message } }, headers);
}

/** `action` without the provider, e.g. `registries/read`. */
export function authorizationFailed(caller: Caller, action: string, scope: string): Answer {
  return armError(
    403,
    "AuthorizationFailed",
    `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action 'Microsoft.ContainerRegistry/${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** The refusal of an import whose source the caller may not read: https://github.com/Azure/acr/issues/237 */
export function linkedAuthorizationFailed(caller: Caller, target: string, source: string): Answer {
  return armError(
    403,
    "LinkedAuthorizationFailed",
    `The client '${caller.clientId}' with object id '${caller.objectId}' has permission to perform action 'Microsoft.ContainerRegistry/registries/importImage/action' on scope '${target}'; however, it does not have permission to perform action 'read' on the linked scope(s) '${source}'.`,
  );
}

/** The three errors that list what a cloud knows instead of an api-version. */
export type ApiVersionRefusal = "NoRegisteredProviderFound" | "InvalidResourceType" | "InvalidApiVersionParameter";

/**
 * The refusal of an api-version, as quoted in https://github.com/JulianHayward/Azure-MG-Sub-Governance-Reporting/issues/266,
 * https://github.com/Azure/azure-cli/issues/24843 and https://github.com/Azure/aci-deploy/issues/7
 */
export function apiVersionRefused(code: ApiVersionRefusal, version: string, supported: readonly string[]): Answer {
  if (code === "InvalidApiVersionParameter")
    return armError(
      400,
      code,
      `The api-version '${version}' is invalid. The supported versions are '${supported.join(",")}'.`,
    );
  const list = `The supported api-versions are '${supported.join(code === "InvalidResourceType" ? "," : ", ")}'.`;
  return code === "InvalidResourceType"
    ? armError(
        404,
        code,
        `The resource type could not be found in the namespace 'Microsoft.ContainerRegistry' for api version '${version}'. ${list}`,
      )
    : armError(
        400,
        code,
        `No registered resource provider found for location 'westeurope' and API version '${version}' for type 'registries'. ${list} The supported locations are 'westus, eastus, southcentralus, westeurope, northeurope, uksouth, ukwest'.`,
      );
}

export function resourceNotFound(registry: Pick<AzureRegistry, "name" | "resourceGroup">): Answer {
  return armError(
    404,
    "ResourceNotFound",
    `The Resource 'Microsoft.ContainerRegistry/registries/${registry.name}' under resource group '${registry.resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** The refusal of a subscription whose provider is not registered: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider */
export function notRegistered(): Answer {
  return armError(
    409,
    "MissingSubscriptionRegistration",
    "The subscription is not registered to use namespace 'Microsoft.ContainerRegistry'. See https://aka.ms/rps-not-found for how to register subscriptions.",
  );
}

/**
 * ARM's refusal where a bucket is empty; it names the operation in capitals: https://github.com/MicrosoftDocs/azure-docs/issues/105248.
 * Retry-After is documented: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function requestsThrottled(subscriptionId: string, operation: string, waitSeconds: number): Answer {
  return armError(
    429,
    "SubscriptionRequestsThrottled",
    `Number of requests for subscription '${subscriptionId}' and operation '${operation.toUpperCase()}' exceeded the backend storage limit. Please try again after '${waitSeconds}' seconds.`,
    { "Retry-After": String(waitSeconds) },
  );
}

export function unauthenticated(code: string, message: string): Answer {
  return armError(401, code, message, {
    "WWW-Authenticate": `Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="${message}"`,
  });
}
