// In what our description (operations.ts) differs from Microsoft's, each with its reason. A test fails for a difference that is not
// listed, and for an entry that is none.

/** `at` matches the sentences of `differencesOf` in microsoft.ts. */
export const DIFFERENCES: readonly { readonly at: RegExp; readonly reason: string }[] = [
  {
    at: /publicNetworkAccess: .*SecuredByPerimeter/,
    reason:
      "The enumeration is open (modelAsString), and a registry in a network security perimeter has this value: https://learn.microsoft.com/azure/container-registry/container-registry-network-security-perimeter",
  },
  {
    at: /^Registries_List query \$skiptoken/,
    reason: "nextLink brings it; Microsoft describes the first page only.",
  },
  {
    at: /\berrors\[\]\.detail/,
    reason:
      "Microsoft says an object. Recorded are a list (401 with a scope), null (401 of /v2/), an object (404 of a tag) and none.",
  },
  {
    at: /^GetAcr\w+Token\w* response 401/,
    reason:
      "The token service refuses without body, type and challenge (recorded 24 January 2024); Microsoft says AcrErrors for all.",
  },
  {
    at: /^(?:Get|Update)Acr\w+Attributes response 401/,
    reason: "A challenge is recorded with each 401; Microsoft describes no headers.",
  },
  {
    at: /^UpdateAcr\w+Attributes response 200/,
    reason:
      "Microsoft describes no body; recorded is the whole tag (24 January 2024), and az acr repository update prints it.",
  },
  {
    at: /^GetAcrManifestAttributes response 200 body\.manifest\.references/,
    reason:
      "Recorded of lists (24 January 2024). Microsoft has the definition, but the operation does not refer to it.",
  },
];

/** Operations that Microsoft's two documents do not have. */
export const NOT_DESCRIBED: Readonly<Record<string, string>> = {
  Registries_GetPreview:
    "A preview api-version, which alone shows the soft delete policy (recorded 12 October 2022); otherwise as Registries_Get.",
  OperationResults_Get:
    "Polling has no operation in the description: an import says only that a Location is given. Its form is recorded; the one in Microsoft's examples is not what the service sends.",
  Permissions_ListForResource:
    "Part of Microsoft.Authorization: https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource",
};
