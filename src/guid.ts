// The form of a GUID: subscription, tenant and client IDs, operation IDs.

/** Source of a regular expression, for lowercase letters: use it with the flag `i`. */
export const GUID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

const GUID = new RegExp(`^${GUID_PATTERN}$`, "i");

/** True for a GUID in letters of either case, without braces. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
