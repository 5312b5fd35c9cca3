// The text of outputs and result files: ASCII JSON, without Azure IDs.
import { GUID_PATTERN } from "../guid.ts";

/**
 * Replaces resource IDs. Subscription and tenant IDs are often kept as secrets, and GitHub drops a job output that contains a
 * secret: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 */
export function withoutResourceIds(text: string): string {
  return text.replace(/\/subscriptions\/[^\s:"'`,;)]*/gi, "[resource ID]");
}

const GUIDS = new RegExp(GUID_PATTERN, "gi");

/** Replaces resource IDs and all GUIDs. For sentences only: in a name, a GUID may be a tag. */
export function withoutAzureIds(text: string): string {
  return withoutResourceIds(text).replace(GUIDS, "[ID]");
}

/** JSON in ASCII, other characters as `\u` escapes, so that its length is its size in bytes. */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[^\x0a\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
