// Decides who may be asked for a token, and who may be given a credential for it. A registry's word alone never does.
import { parse } from "tldts";
import { AuthenticationError } from "../../errors.ts";
import { DOCKER_HUB, isRegistryHost } from "../../oci/reference.ts";
import type { Side } from "../../problems.ts";

/** Token services that belong to a registry although their domain does not show it. */
const PARTNERS: ReadonlyMap<string, readonly string[]> = new Map([[DOCKER_HUB, ["auth.docker.io"]]]);

/** Printable ASCII without blanks, quotes and backslashes: what WHATWG's parser would quietly repair is refused instead. */
const REALM = /^https:\/\/[A-Za-z0-9.:-]{1,259}(?:\/[!#-[\]-~]*)?$/;
/** Customers of one cloud share these; their registries are strangers to each other. */
const SHARED_SUFFIXES = [".azurecr.io", ".azurecr.us", ".azurecr.cn"];

/**
 * The URL of a token service that a registry names, if it may be asked: with a credential only on the registry's own
 * host or registrable domain, or a listed partner; without one on any public host.
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
      `${registryHost} sends us to ${JSON.stringify(realm.split("?")[0]?.slice(0, 200))} for a token: ${why}.`,
      {
        side: options.side,
        remedy: options.withCredential
          ? "No credential was sent. If the image is public, leave the credentials out; otherwise check with the registry's operator."
          : "Check with the registry's operator.",
      },
    );
  const url = REALM.test(realm) ? URL.parse(realm) : null;
  if (url === null) throw refuse("that is no plain https URL");
  const { hostname, host } = url;
  // Addresses, IPv6 and numbers in disguise included, are no registry hosts.
  if (!isRegistryHost(host)) throw refuse("that is no public host name");
  if (url.hash !== "") throw refuse("it has a fragment");
  if (PARTNERS.get(registryHost)?.includes(host) || isOwnSite(registryHost, host)) return url;
  if (options.withCredential) {
    throw refuse(`${host} is neither ${registryHost} nor of its domain, so it gets no credential for it`);
  }
  const { isIcann, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  if (isIcann !== true && isPrivate !== true) throw refuse(`${host} is no public host`);
  return url;
}

/** True for a host that belongs to the registry itself: its own, its token service's, or one of its domain. */
export function isOwnSite(registryHost: string, host: string): boolean {
  const [registryName = "", name = ""] = [registryHost.split(":")[0], host.split(":")[0]];
  return name === registryName || isSameDomain(registryName, name);
}

/** True for two hosts below the same registrable domain, by https://publicsuffix.org with its private section. */
function isSameDomain(one: string, other: string): boolean {
  if (SHARED_SUFFIXES.some((suffix) => one.endsWith(suffix) || other.endsWith(suffix))) return false;
  const domain = parse(one, { allowPrivateDomains: true }).domain;
  return domain !== null && domain === parse(other, { allowPrivateDomains: true }).domain;
}
