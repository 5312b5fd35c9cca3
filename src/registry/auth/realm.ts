// Decides which token service of a registry's challenge may be requested, and which may receive a credential.
import { parse } from "tldts";
import { AuthenticationError } from "../../errors.ts";
import { DOCKER_HUB, isRegistryHost } from "../../oci/reference.ts";
import type { Side } from "../../problems.ts";

/** Token services that belong to a registry although their domain does not show it. */
const PARTNERS: ReadonlyMap<string, readonly string[]> = new Map([[DOCKER_HUB, ["auth.docker.io"]]]);

/** Printable ASCII without blanks, quotes and backslashes: URLs that WHATWG's parser would silently repair are refused. */
const REALM = /^https:\/\/[A-Za-z0-9.:-]{1,259}(?:\/[!#-[\]-~]*)?$/;
/** Suffixes that different customers of one cloud share. */
const SHARED_SUFFIXES = [".azurecr.io", ".azurecr.us", ".azurecr.cn"];

/**
 * Parses the realm of a registry's challenge into the URL of its token service. With a credential, it must be on the registry's
 * own host or registrable domain, or a listed partner; without one, on any public host.
 * @throws AuthenticationError `REALM_REFUSED`
 */
export function resolveRealm(
  registryHost: string,
  realm: string,
  options: { readonly withCredential: boolean; readonly side: Side },
): URL {
  const refuse = (why: string) =>
    new AuthenticationError(
      "REALM_REFUSED",
      `${registryHost} names ${JSON.stringify(realm.split("?")[0]?.slice(0, 200))} as its token service, which was not requested: ${why}.`,
      {
        side: options.side,
        remedy: options.withCredential
          ? "If the image is public, remove the credentials; otherwise ask the registry's operator. No credential was sent."
          : "Ask the registry's operator.",
      },
    );
  const url = REALM.test(realm) ? URL.parse(realm) : null;
  if (url === null) throw refuse("it is not a plain https URL");
  const { hostname, host } = url;
  // IP addresses in any notation are not registry hosts.
  if (!isRegistryHost(host)) throw refuse(`${host} is not a public host name`);
  if (url.hash !== "") throw refuse("it has a fragment");
  if (PARTNERS.get(registryHost)?.includes(host) || isOwnSite(registryHost, host)) return url;
  if (options.withCredential) {
    throw refuse(`credentials for ${registryHost} are sent only to its own host and domain`);
  }
  const { isIcann, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  if (isIcann !== true && isPrivate !== true) throw refuse(`${host} is not a public host name`);
  return url;
}

/** True for a host of the registry's own site: the same host, or one in its registrable domain. */
export function isOwnSite(registryHost: string, host: string): boolean {
  const [registryName = "", name = ""] = [registryHost.split(":")[0], host.split(":")[0]];
  return name === registryName || isSameDomain(registryName, name);
}

/** True for two hosts in the same registrable domain, by https://publicsuffix.org with its private section. */
function isSameDomain(one: string, other: string): boolean {
  if (SHARED_SUFFIXES.some((suffix) => one.endsWith(suffix) || other.endsWith(suffix))) return false;
  const domain = parse(one, { allowPrivateDomains: true }).domain;
  return domain !== null && domain === parse(other, { allowPrivateDomains: true }).domain;
}
