// Makes Azure's error texts fit for logs and outputs: without resource IDs, tokens and URL queries, and of bounded length.
import { GUID_PATTERN } from "../../guid.ts";
import { cut, prepareQuote } from "../../redact.ts";

const QUOTE_MAX_LENGTH = 600;
const REGISTRY_ID =
  /\/subscriptions\/[^\s'"/]+\/resourceGroups\/[^\s'"/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/([a-z0-9]{5,50})(?:\/[^\s'"]*)?/gi;
const RESOURCE_ID = /\/?\bsubscriptions\/[^\s'"]+/gi;
const GUIDS = new RegExp(GUID_PATTERN, "gi");

/** How to quote one text of Azure. */
interface Quoting {
  /** Removes the secrets of the run. */
  readonly redact: (text: string) => string;
  /** The GUIDs that stay. */
  readonly keep?: readonly (string | undefined)[];
  readonly maxLength?: number;
}

/** Quotes a text with registries by name, and other IDs as placeholders. */
export function quoteAzure(text: string, { redact, keep = [], maxLength = QUOTE_MAX_LENGTH }: Quoting): string {
  const kept = new Set(keep.map((guid) => guid?.toLowerCase()));
  const quoted = prepareQuote(text, redact)
    .replace(REGISTRY_ID, "$1")
    .replace(RESOURCE_ID, "<resource ID>")
    .replace(GUIDS, (guid) => (kept.has(guid.toLowerCase()) ? guid : "<ID>"))
    .replace(/\s+/g, " ")
    .trim();
  return cut(quoted, maxLength);
}

/** The text with its first letter in upper case. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
