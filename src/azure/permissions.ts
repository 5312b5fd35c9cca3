// What Azure says an identity may do on a resource: parsed, and matched with one action. Knows no request.
// https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource?view=rest-authorization-2022-04-01
import { AzureError } from "../errors.ts";

/** One role's part of it: everything that `actions` match and `notActions` do not. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** The api-version of the permissions of a resource. */
export const PERMISSIONS_API_VERSION = "2022-04-01";

/** The action that an import needs on its target. */
export const IMPORT_ACTION = "Microsoft.ContainerRegistry/registries/importImage/action";

/**
 * Parses ARM's answer.
 * @throws AzureError `ARM_ANSWER_INVALID`
 */
export function parsePermissions(text: string): readonly Permission[] {
  let value: unknown;
  try {
    value = (JSON.parse(text) as { value?: unknown } | null)?.value;
  } catch {
    value = undefined;
  }
  if (!Array.isArray(value)) {
    throw new AzureError("ARM_ANSWER_INVALID", "Azure's list of this identity's permissions is no list.", {
      side: "target",
    });
  }
  return value.map((entry: { actions?: unknown; notActions?: unknown } | null) => ({
    actions: textsOf(entry?.actions),
    notActions: textsOf(entry?.notActions),
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

/** Case does not count, and * stands for any text. Parts are sought from the left, in linear time. */
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
