// Builds URLs of a registry's API from validated parts, and checks URLs in a registry's responses.
import { RegistryError } from "../errors.ts";
import { type Digest, isDigest, parseDigest } from "../oci/digest.ts";
import { DOCKER_HUB, isRegistryHost, parseRepository, parseTag } from "../oci/reference.ts";
import type { Side } from "../problems.ts";

/** Docker Hub's API has another host than its references. */
const DOCKER_HUB_API = "registry-1.docker.io";

/** The origin of the API for a registry host in references. */
export function apiOrigin(host: string): string {
  return `https://${host === DOCKER_HUB ? DOCKER_HUB_API : host}`;
}

/** Paths of https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints */
export const apiPath = {
  manifest: (repository: string, reference: string | Digest) =>
    `/v2/${parseRepository(repository)}/manifests/${parseTagOrDigest(reference)}`,
  blob: (repository: string, digest: Digest) => `/v2/${parseRepository(repository)}/blobs/${parseDigest(digest)}`,
  referrers: (repository: string, subject: Digest) =>
    `/v2/${parseRepository(repository)}/referrers/${parseDigest(subject)}`,
  tags: (repository: string) => `/v2/${parseRepository(repository)}/tags/list`,
} as const;

/** Paths of ACR's own API: https://learn.microsoft.com/rest/api/containerregistry/ */
export const acrPath = {
  repository: (repository: string) => `/acr/v1/${parseRepository(repository)}`,
  tag: (repository: string, tag: string) => `/acr/v1/${parseRepository(repository)}/_tags/${parseTag(tag)}`,
  manifest: (repository: string, digest: Digest) =>
    `/acr/v1/${parseRepository(repository)}/_manifests/${parseDigest(digest)}`,
} as const;

function parseTagOrDigest(reference: string): string {
  return isDigest(reference) ? reference : parseTag(reference);
}

/** Joins origin and path. Fails if the URL parser changed any part of them. */
export function apiUrl(origin: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(`${origin}${path}`);
  if (url.origin !== origin || url.pathname !== path || url.search !== "" || url.hash !== "") {
    throw new RegistryError("URL_REFUSED", `${JSON.stringify(path)} is not a valid path of a registry's API.`);
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** The next page in a Link header. https://www.rfc-editor.org/rfc/rfc8288#section-3 */
const NEXT_LINK = /^\s*<([^<>\s]{1,4096})>((?:\s*;\s*[a-z]+=(?:"[^"]{0,200}"|[\w-]{1,200}))*)\s*$/i;

/**
 * The URL of the next page; undefined for the last page.
 * @throws RegistryError `LINK_REFUSED` where it is not on the origin and path of this page
 */
export function nextPageUrl(link: string | undefined, page: URL, side: Side): URL | undefined {
  if (link === undefined) return undefined;
  const refuse = (why: string) =>
    new RegistryError("LINK_REFUSED", `The next page of a list on ${page.host} was not requested: ${why}.`, {
      side,
    });
  // Several links would be split at commas, which URLs may contain; registries send one.
  const [, target, parameters = ""] = NEXT_LINK.exec(link) ?? [];
  if (target === undefined) throw refuse("its Link header is not valid");
  if (!/;\s*rel="?next"?(?:\s|;|$)/i.test(parameters)) return undefined;
  const url = URL.parse(target, page.href);
  if (url === null) throw refuse("its link is not a valid URL");
  if (url.origin !== page.origin || url.username !== "" || url.password !== "")
    throw refuse(`its link leads to another host (${url.host})`);
  if (url.pathname !== page.pathname) throw refuse("its link leads to another path");
  url.hash = "";
  return url;
}

/** A redirect's target, if it may be followed without credentials: https on a public DNS name. Undefined: it may not. */
export function redirectTarget(location: string | undefined, from: URL): URL | undefined {
  if (location === undefined || location.length > 16_384) return undefined;
  const url = URL.parse(location, from.href);
  if (url === null || url.protocol !== "https:" || url.username !== "" || url.password !== "") return undefined;
  // IP addresses in any notation are not registry hosts.
  if (!isRegistryHost(url.host)) return undefined;
  url.hash = "";
  return url;
}
