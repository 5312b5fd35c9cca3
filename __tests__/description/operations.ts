// Our description of the operations that the action uses of Resource Manager and of ACR's own API, closed to anything else.
// Written by Microsoft's: Azure/azure-rest-api-specs, Microsoft.ContainerRegistry 2025-11-01, and Azure/acr-cli docs/swagger.yaml
// (2019-07-15-preview), both MIT; where they say nothing or something else, by the recordings. differences.ts has the reasons.
import { anyObject, filled, flag, integer, list, object, oneOf, type Schema, text, time } from "./schema.ts";

/** Which of Microsoft's documents describes an operation; `none`: recordings and Microsoft's pages alone. */
export type Origin = "arm" | "data-plane" | "none";

/** What a response may hold. */
export interface ResponseDescription {
  /** JSON of this form; undefined: no body. */
  readonly body?: Schema;
  /** Headers that must be there, in lower case. */
  readonly headers?: Readonly<Record<string, RegExp>>;
}

export interface Operation {
  readonly id: string;
  readonly origin: Origin;
  readonly method: "GET" | "POST" | "PATCH";
  /** The api-versions that it is for; undefined: all. */
  readonly apiVersion?: RegExp;
  /** With `{names}` of parameters. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, Schema>>;
  readonly query?: Schema;
  /** A form, by its fields; a field may come more than once. */
  readonly form?: Schema;
  readonly json?: Schema;
  /** By status, or `default`. */
  readonly responses: Readonly<Record<string, ResponseDescription>>;
}

// Resource Manager

const ARM_ERROR: Schema = {
  $id: "arm-error",
  ...object({
    error: object({
      code: text,
      message: text,
      target: text,
      details: list(anyObject),
      additionalInfo: list(object({ type: text, info: anyObject })),
    }),
  }),
};

const status = oneOf("enabled", "disabled");
const identity = oneOf("User", "Application", "ManagedIdentity", "Key");
const tier = oneOf("Classic", "Basic", "Standard", "Premium");
const onOff = oneOf("Enabled", "Disabled");

const policies = {
  quarantinePolicy: object({ status }),
  trustPolicy: object({ type: oneOf("Notary"), status }),
  retentionPolicy: object({ days: integer, lastUpdatedTime: time, status }),
  exportPolicy: object({ status }),
  azureADAuthenticationAsArmPolicy: object({ status }),
};

const properties = {
  loginServer: text,
  creationDate: time,
  provisioningState: oneOf("Creating", "Updating", "Deleting", "Succeeded", "Failed", "Canceled"),
  status: anyObject,
  adminUserEnabled: flag,
  networkRuleSet: object(
    {
      defaultAction: oneOf("Allow", "Deny"),
      ipRules: list(object({ action: oneOf("Allow"), value: text }, "value")),
    },
    "defaultAction",
  ),
  policies: object(policies),
  encryption: object({ status, keyVaultProperties: anyObject }),
  dataEndpointEnabled: flag,
  dataEndpointHostNames: list(text),
  privateEndpointConnections: list(anyObject),
  publicNetworkAccess: oneOf("Enabled", "Disabled", "SecuredByPerimeter"),
  networkRuleBypassOptions: oneOf("AzureServices", "None"),
  networkRuleBypassAllowedForTasks: flag,
  zoneRedundancy: onOff,
  anonymousPullEnabled: flag,
  roleAssignmentMode: oneOf("AbacRepositoryPermissions", "LegacyRegistryPermissions"),
};

const registryWith = (described: Schema): Schema =>
  object(
    {
      id: text,
      name: text,
      type: text,
      systemData: object({
        createdBy: text,
        createdByType: identity,
        createdAt: time,
        lastModifiedBy: text,
        lastModifiedByType: identity,
        lastModifiedAt: time,
      }),
      tags: { type: "object", additionalProperties: text },
      location: text,
      properties: described,
      sku: object({ name: tier, tier }, "name"),
      identity: anyObject,
    },
    "sku",
    "location",
  );

const REGISTRY = registryWith(object(properties));
const softDeletePolicy = object({ retentionDays: integer, lastUpdatedTime: time, status });
const PREVIEW_REGISTRY = registryWith(object({ ...properties, policies: object({ ...policies, softDeletePolicy }) }));

const IMPORT: Schema = {
  $id: "import",
  ...object(
    {
      source: object(
        {
          resourceId: text,
          registryUri: text,
          credentials: object({ username: text, password: text }, "password"),
          sourceImage: text,
        },
        "sourceImage",
      ),
      targetTags: list(text),
      untaggedTargetRepositories: list(text),
      mode: oneOf("NoForce", "Force"),
    },
    "source",
  ),
};

const SUBSCRIPTION = "/subscriptions/{subscriptionId}";
const PROVIDER = "/providers/Microsoft.ContainerRegistry";
const RESOURCE = `${SUBSCRIPTION}/resourceGroups/{resourceGroupName}${PROVIDER}/registries/{registryName}`;
const subscriptionId: Schema = { ...filled, format: "uuid" };
const registryParameters = {
  subscriptionId,
  resourceGroupName: { ...filled, maxLength: 90 },
  registryName: { ...text, minLength: 5, maxLength: 50, pattern: "^[a-zA-Z0-9]*$" },
};
const apiVersion = object({ "api-version": filled }, "api-version");
const armFailure: ResponseDescription = { body: ARM_ERROR };
/** Signed, at the subscription and the region of the target. */
const polled = {
  location:
    /^https:\/\/[\w.]+\/subscriptions\/[0-9a-f-]{36}\/providers\/Microsoft\.ContainerRegistry\/locations\/\w+\/operationResults\/registries-[0-9a-f-]{36}\?api-version=[\d-]+(?:-preview)?&t=\d+&c=MII[\w-]+&s=[\w-]+&h=[\w-]+$/,
  "retry-after": /^\d+$/,
};

const ARM: readonly Operation[] = [
  {
    id: "Registries_List",
    origin: "arm",
    method: "GET",
    path: `${SUBSCRIPTION}${PROVIDER}/registries`,
    parameters: { subscriptionId },
    query: object({ "api-version": filled, $skiptoken: text }, "api-version"),
    responses: {
      "200": { body: object({ value: list(REGISTRY), nextLink: text }) },
      default: armFailure,
    },
  },
  {
    id: "Registries_GetPreview",
    origin: "none",
    method: "GET",
    apiVersion: /-preview$/,
    path: RESOURCE,
    parameters: registryParameters,
    query: apiVersion,
    responses: { "200": { body: PREVIEW_REGISTRY }, default: armFailure },
  },
  {
    id: "Registries_Get",
    origin: "arm",
    method: "GET",
    path: RESOURCE,
    parameters: registryParameters,
    query: apiVersion,
    responses: { "200": { body: REGISTRY }, default: armFailure },
  },
  {
    id: "Registries_ImportImage",
    origin: "arm",
    method: "POST",
    path: `${RESOURCE}/importImage`,
    parameters: registryParameters,
    query: apiVersion,
    json: IMPORT,
    responses: { "200": {}, "202": { headers: polled }, default: armFailure },
  },
  {
    id: "OperationResults_Get",
    origin: "none",
    method: "GET",
    path: `${SUBSCRIPTION}${PROVIDER}/locations/{location}/operationResults/{operationId}`,
    parameters: { subscriptionId, location: filled, operationId: { ...text, pattern: "^registries-[0-9a-f-]{36}$" } },
    query: object(
      { "api-version": filled, t: filled, c: filled, s: filled, h: filled },
      "api-version",
      "t",
      "c",
      "s",
      "h",
    ),
    responses: {
      // Keys are the manifests to come.
      "202": {
        headers: polled,
        body: {
          type: "object",
          properties: { status: oneOf("Accepted") },
          required: ["status"],
          additionalProperties: oneOf("Pending"),
        },
      },
      "200": { body: object({ status: oneOf("Succeeded") }, "status") },
      default: armFailure,
    },
  },
  {
    id: "Permissions_ListForResource",
    origin: "none",
    method: "GET",
    path: `${RESOURCE}/providers/Microsoft.Authorization/permissions`,
    parameters: registryParameters,
    query: apiVersion,
    responses: {
      "200": {
        body: object(
          {
            value: list(
              object({
                actions: list(text),
                notActions: list(text),
                dataActions: list(text),
                notDataActions: list(text),
              }),
            ),
            nextLink: text,
          },
          "value",
        ),
      },
      default: armFailure,
    },
  },
];

// ACR's own API

const ACR_ERRORS: Schema = {
  $id: "acr-errors",
  ...object({
    errors: list(
      object({
        code: text,
        message: text,
        detail: { anyOf: [anyObject, list(object({ Type: text, Name: text, Action: text })), { type: "null" }] },
      }),
    ),
  }),
};

const attributes = object({ deleteEnabled: flag, writeEnabled: flag, listEnabled: flag, readEnabled: flag });
const tagAttributes = object({
  name: text,
  digest: text,
  createdTime: text,
  lastUpdateTime: text,
  signed: flag,
  changeableAttributes: attributes,
});
const manifestAttributes = object({
  digest: text,
  imageSize: integer,
  createdTime: text,
  lastUpdateTime: text,
  architecture: text,
  os: text,
  mediaType: text,
  configMediaType: text,
  tags: list(text),
  changeableAttributes: attributes,
  references: list(object({ digest: text, architecture: text, os: text })),
});
const acrFailure: ResponseDescription = { body: ACR_ERRORS };
const metadataFailure = {
  "401": { body: ACR_ERRORS, headers: { "www-authenticate": /^Bearer realm="https:/ } },
  default: acrFailure,
};
/** The token service refuses without a body and without a challenge. */
const tokenFailure = { "401": {}, default: acrFailure };

const DATA_PLANE: readonly Operation[] = [
  {
    id: "GetAcrRepositoryAttributes",
    origin: "data-plane",
    method: "GET",
    path: "/acr/v1/{name}",
    parameters: { name: text },
    responses: {
      "200": {
        body: object({
          registry: text,
          imageName: text,
          createdTime: text,
          lastUpdateTime: text,
          manifestCount: integer,
          tagCount: integer,
          changeableAttributes: attributes,
        }),
      },
      ...metadataFailure,
    },
  },
  {
    id: "GetAcrTagAttributes",
    origin: "data-plane",
    method: "GET",
    path: "/acr/v1/{name}/_tags/{reference}",
    parameters: { name: text, reference: text },
    responses: {
      "200": {
        body: object({
          registry: text,
          imageName: text,
          tag: tagAttributes,
        }),
      },
      ...metadataFailure,
    },
  },
  {
    id: "GetAcrManifestAttributes",
    origin: "data-plane",
    method: "GET",
    path: "/acr/v1/{name}/_manifests/{reference}",
    parameters: { name: text, reference: text },
    responses: {
      "200": {
        body: object({
          registry: text,
          imageName: text,
          manifest: manifestAttributes,
        }),
      },
      ...metadataFailure,
    },
  },
  {
    id: "UpdateAcrTagAttributes",
    origin: "data-plane",
    method: "PATCH",
    path: "/acr/v1/{name}/_tags/{reference}",
    parameters: { name: text, reference: text },
    json: attributes,
    responses: {
      "200": { body: object({ registry: text, imageName: text, tag: tagAttributes }) },
      ...metadataFailure,
    },
  },
  {
    id: "UpdateAcrManifestAttributes",
    origin: "data-plane",
    method: "PATCH",
    path: "/acr/v1/{name}/_manifests/{reference}",
    parameters: { name: text, reference: text },
    json: attributes,
    responses: {
      "200": { body: object({ registry: text, imageName: text, manifest: manifestAttributes }) },
      ...metadataFailure,
    },
  },
  {
    id: "GetAcrRefreshTokenFromExchange",
    origin: "data-plane",
    method: "POST",
    path: "/oauth2/exchange",
    parameters: {},
    form: object(
      {
        grant_type: oneOf("access_token_refresh_token", "access_token", "refresh_token"),
        service: text,
        tenant: text,
        refresh_token: text,
        access_token: text,
      },
      "grant_type",
      "service",
    ),
    responses: { "200": { body: object({ refresh_token: text }) }, ...tokenFailure },
  },
  {
    id: "GetAcrAccessToken",
    origin: "data-plane",
    method: "POST",
    path: "/oauth2/token",
    parameters: {},
    form: object(
      { grant_type: oneOf("refresh_token"), service: text, scope: text, refresh_token: text },
      "grant_type",
      "service",
      "scope",
      "refresh_token",
    ),
    responses: { "200": { body: object({ access_token: text }) }, ...tokenFailure },
  },
  {
    id: "GetAcrAccessTokenFromLogin",
    origin: "data-plane",
    method: "GET",
    path: "/oauth2/token",
    parameters: {},
    query: object({ service: text, scope: text }, "service", "scope"),
    responses: { "200": { body: object({ access_token: text }) }, ...tokenFailure },
  },
];

export const OPERATIONS: readonly Operation[] = [...ARM, ...DATA_PLANE];
