// The catalogue, first part: requests that Azure Resource Manager refused before it copied anything.
import { adviseRoleGrant } from "../../role-grant.ts";
import { KNOWN_API_VERSIONS, parseSupportedVersions } from "../api-versions.ts";
import { type CatalogueRow, hasCode, says } from "./catalogue-row.ts";
import type { Evidence } from "./evidence.ts";

function supportedVersionsOf({ status, armMessage }: Evidence): readonly string[] | undefined {
  return parseSupportedVersions({ status, message: armMessage });
}

/** The order counts: the first row that matches is used. */
export const ARM_REFUSALS: readonly CatalogueRow[] = [
  {
    code: "ARM_TENANT_MISMATCH",
    matches: hasCode("InvalidAuthenticationTokenTenant"),
    why: ({ registry }) => `the token's tenant is not the tenant of ${registry}'s subscription`,
  },
  {
    code: "ARM_UNAUTHORIZED",
    matches: ({ status }) => status === 401,
    why: () => "Azure Resource Manager refused the access token, and then a new one",
  },
  {
    code: "ARM_API_VERSION_UNSUPPORTED",
    matches: (evidence) => supportedVersionsOf(evidence) !== undefined,
    why: (evidence) =>
      `Azure Resource Manager supports only the api-versions ${supportedVersionsOf(evidence)?.join(", ")}; this action knows ${KNOWN_API_VERSIONS.join(", ")}`,
  },
  {
    code: "IMPORT_SOURCE_ROLE_MISSING",
    matches: hasCode("LinkedAuthorizationFailed"),
    side: "source",
    why: ({ registry, source }) =>
      `this step's identity may import into ${registry} but not read the source registry ${source}`,
    remedy: ({ source }) => adviseRoleGrant(source),
  },
  {
    code: "ARM_ROLE_MISSING",
    matches: hasCode("AuthorizationFailed"),
    why: ({ registry, armMessage }) => {
      const action = /'(Microsoft\.ContainerRegistry\/[\w/]+)'/i.exec(armMessage)?.[1];
      return `this step's identity lacks the permission${action === undefined ? "" : ` ${action}`} on ${registry}`;
    },
    remedy: ({ registry }) => adviseRoleGrant(registry),
  },
  {
    code: "ARM_SUBSCRIPTION_NOT_FOUND",
    matches: hasCode("SubscriptionNotFound", "InvalidSubscriptionId"),
    side: ({ namedSide }) => namedSide,
    why: () => "the subscription does not exist, or this step's identity has no role in it",
    remedy: ({ named }) =>
      `Check \`subscription-id\` or the resource ID, and \`environment\`. Azure also reports a subscription as missing if the identity has no role in it. ${adviseRoleGrant(named)}`,
  },
  {
    code: "ARM_GROUP_NOT_FOUND",
    matches: hasCode("ResourceGroupNotFound"),
    side: ({ namedSide }) => namedSide,
    why: ({ named }) => `the resource group in ${named}'s resource ID does not exist`,
  },
  {
    code: "ARM_REGISTRY_NOT_FOUND",
    matches: ({ armCode, status }) => armCode === "ResourceNotFound" || status === 404,
    side: ({ namedSide }) => namedSide,
    why: ({ named }) =>
      `registry ${named} does not exist at its resource ID, or this step's identity has no permission to see it`,
    remedy: ({ named }) =>
      `Check name, resource group and subscription with \`az acr show --name ${named} --query id\`. ${adviseRoleGrant(named)}`,
  },
  {
    code: "ARM_PROVIDER_NOT_REGISTERED",
    matches: (evidence) =>
      hasCode("MissingSubscriptionRegistration")(evidence) ||
      says(/not registered (?:to use namespace|for|in)/i)(evidence),
    why: () => "a subscription is not registered for Microsoft.ContainerRegistry (imports need this on both sides)",
  },
  {
    code: "ARM_SCOPE_LOCKED",
    matches: hasCode("ScopeLocked"),
    why: ({ registry }) => `a resource lock forbids changes to ${registry}`,
    remedy: ({ registry }) =>
      `Remove the ReadOnly lock on the registry, its group or its subscription: it forbids imports. To list the locks: az lock list --resource-type Microsoft.ContainerRegistry/registries --resource-name ${registry} --resource-group <group>`,
  },
  {
    code: "ARM_POLICY",
    matches: hasCode("RequestDisallowedByPolicy"),
    why: ({ registry }) => `an Azure policy forbids it on ${registry}`,
  },
  {
    code: "IMPORT_SOURCE_IMAGE_INVALID",
    matches: says(/property parameters\.Source\.SourceImage/i),
    side: "source",
    why: () => "Azure rejected the form of the source image",
  },
  {
    code: "IMPORT_SOURCE_ID_INVALID",
    matches: says(/source\.resourceId is invalid/i),
    side: "source",
    why: () => "Azure rejected the source registry's resource ID",
  },
  {
    code: "ARM_THROTTLED",
    matches: ({ status, armCode }) =>
      status === 429 ||
      ["TooManyRequests", "SubscriptionRequestsThrottled", "ResourceRequestsThrottled"].includes(armCode),
    why: () => "Azure Resource Manager throttles this subscription or identity",
    transient: true,
  },
  {
    code: "ARM_UNAVAILABLE",
    matches: ({ status, armCode }) =>
      status === 408 ||
      status >= 500 ||
      ["InternalServerError", "ServiceUnavailable", "ServerTimeout", "GatewayTimeout"].includes(armCode),
    why: () => "Azure Resource Manager is temporarily unavailable",
    transient: true,
  },
];
