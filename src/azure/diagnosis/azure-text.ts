// Makes Azure's error texts fit for logs and outputs: without resource IDs, tokens and URL queries, and of bounded length.
import { GUID_PATTERN } from "../../guid.ts";

const QUOTE_MAX_LENGTH = 600;
const JWT = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;
const URL_QUERY = /\b(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/gi;
const REGISTRY_ID =
  /\/subscriptions\/[^\s'"/]+\/resourceGroups\/[^\s'"/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/([a-z0-9]{5,50})(?:\/[^\s'"]*)?/gi;
const RESOURCE_ID = /\/?\bsubscriptions\/[^\s'"]+/gi;
const GUIDS = new RegExp(GUID_PATTERN, "gi");

/** Quotes a text with registries by name, other IDs as placeholders, and of the GUIDs only those in `keep`. */
export function quoteAzure(text: string, keep: readonly (string | undefined)[] = []): string {
  const kept = new Set(keep.map((guid) => guid?.toLowerCase()));
  const quoted = text
    .replace(JWT, "<token>")
    .replace(URL_QUERY, "$1?…")
    .replace(REGISTRY_ID, "$1")
    .replace(RESOURCE_ID, "<resource ID>")
    .replace(GUIDS, (guid) => (kept.has(guid.toLowerCase()) ? guid : "<ID>"))
    .replace(/\s+/g, " ")
    .trim();
  return quoted.length > QUOTE_MAX_LENGTH ? `${quoted.slice(0, QUOTE_MAX_LENGTH)}…` : quoted;
}

/** The text with its first letter in upper case. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
