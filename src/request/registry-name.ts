// The names by which a user can mean a registry: registry name, login server or resource ID.
import { PromotionError } from "../errors.ts";
import { isRegistryHost, normalizeRegistryHost, schemeOf } from "../oci/reference.ts";
import { quote } from "../quote.ts";
import { isAcrName, parseResourceId, type ResourceId } from "./resource-id.ts";

/** The forms in which a user names a registry. */
export type RegistryName =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "login-server"; readonly host: string }
  | { readonly kind: "resource-id"; readonly id: ResourceId };

/**
 * Parses a registry name, login server or resource ID.
 * @throws PromotionError `REGISTRY_INVALID` or `RESOURCE_ID_INVALID`
 */
export function parseRegistryName(text: string): RegistryName {
  if (text.startsWith("/")) return { kind: "resource-id", id: parseResourceId(text) };
  const host = normalizeRegistryHost(text);
  if (isRegistryHost(host)) return { kind: "login-server", host };
  if (isAcrName(text)) return { kind: "name", name: text };
  throw new PromotionError("REGISTRY_INVALID", `${quote(text, 300)} ${explainInvalidRegistry(text)}.`);
}

/** Why a text is not a registry, as the rest of a sentence about it. */
function explainInvalidRegistry(text: string): string {
  if (/["'`“”‘’]/u.test(text)) return "contains quotes; write the registry without them";
  if (/^-\s/.test(text)) return 'starts with "- "; write one registry, not a list';
  const scheme = schemeOf(text);
  if (scheme !== undefined) return `starts with ${scheme}; write the registry without it`;
  const [host = "", ...path] = text.split("/");
  if (path.length > 0 && isRegistryHost(normalizeRegistryHost(host)))
    return "has a path; write the registry without it";
  return "is not a valid registry name, login server or resource ID";
}

/** Formats a registry as the user named it, without Azure's IDs. */
export function formatRegistryName(name: RegistryName): string {
  if (name.kind === "login-server") return name.host;
  return name.kind === "name" ? name.name : name.id.name;
}
