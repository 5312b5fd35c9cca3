// Parses the permissions of an identity on a resource, and matches them with one action. No I/O.
// https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource?view=rest-authorization-2022-04-01
import { AzureError } from "../errors.ts";
import { parseJson, valueAt } from "../json.ts";

/** The permissions of one role: everything that `actions` match and `notActions` do not. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** The api-version of the list of permissions. */
export const PERMISSIONS_API_VERSION = "2022-04-01";

/** The action that an import needs on its target. */
export const IMPORT_ACTION = "Microsoft.ContainerRegistry/registries/importImage/action";

/**
 * Parses ARM's list of permissions.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
export function parsePermissions(text: string): readonly Permission[] {
  const value = valueAt(parseJson(text), "value");
  if (!Array.isArray(value)) {
    throw new AzureError("ARM_ANSWER_INVALID", "Azure's response with this identity's permissions is not a list.", {
      side: "target",
    });
  }
  return value.map((entry: unknown) => ({
    actions: textsOf(valueAt(entry, "actions")),
    notActions: textsOf(valueAt(entry, "notActions")),
  }));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** Whether any of the permissions allows the action. https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format */
export function allows(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => matchesAction(action, pattern)) &&
      !notActions.some((pattern) => matchesAction(action, pattern)),
  );
}

/** Ignores case; `*` matches any text, slashes included. Searches the pattern's parts from left to right, in linear time. */
function matchesAction(action: string, pattern: string): boolean {
  const [text, [first = "", ...rest]] = [action.toLowerCase(), pattern.toLowerCase().split("*")];
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
