// Decides which token service of a registry's challenge may be requested, and which may receive a credential.
import { parse } from "tldts";
import { AuthenticationError } from "../../errors.ts";
import { isRegistryHost } from "../../oci/reference.ts";
import type { Side } from "../../problems.ts";
import { isKnownTokenHost, isOnSharedDomain } from "./token-hosts.ts";

/** Printable ASCII without blanks, quotes and backslashes: URLs that WHATWG's parser would silently repair are refused. */
const REALM = /^https:\/\/[A-Za-z0-9.:-]{1,259}(?:\/[!#-[\]-~]*)?$/;

/** Who asks for a token, and what may be sent for it. */
export interface RealmOptions {
  readonly withCredential: boolean;
  /** The input `trusted-token-hosts`: `host` or `host:port`. */
  readonly trustedHosts: readonly string[];
  readonly side: Side;
}

/**
 * Parses the realm of a registry's challenge into the URL of its token service. A credential is sent only to the registry's own
 * host or registrable domain, on the registry's port or 443, to a host that is known for this registry, or to a trusted host.
 * Without a credential, any public host may be requested.
 * @throws AuthenticationError `REALM_REFUSED`
 */
export function resolveRealm(
  registryHost: string,
  realm: string,
  { withCredential, trustedHosts, side }: RealmOptions,
): URL {
  const refuse = (why: string, remedy?: string) =>
    new AuthenticationError(
      "REALM_REFUSED",
      `${registryHost} names ${JSON.stringify(realm.split("?")[0]?.slice(0, 200))} as its token service, which was not requested: ${why}.${withCredential ? " No credential was sent." : ""}`,
      { side, remedy },
    );
  const url = REALM.test(realm) ? URL.parse(realm) : null;
  if (url === null) throw refuse("it is not a plain https URL");
  const { hostname, host } = url;
  // IP addresses in any notation are not registry hosts.
  if (!isRegistryHost(host)) throw refuse(`${host} is not a public host name`);
  if (url.hash !== "") throw refuse("it has a fragment");
  const isOwn = isOwnSite(registryHost, host);
  const isOwnPort = url.port === "" || url.port === portOf(registryHost);
  if ((isOwn && isOwnPort) || isKnownTokenHost(registryHost, host) || trustedHosts.includes(host)) return url;
  if (withCredential) {
    const why = isOwn
      ? `credentials for ${registryHost} are sent only to its own port and to port 443`
      : `credentials for ${registryHost} are sent only to ${isOnSharedDomain(nameOf(registryHost)) ? "its own host, because its domain has hosts of other customers" : "its own host and domain"}`;
    throw refuse(why, adviseTrust(registryHost, host));
  }
  if (isOwn) return url;
  const { isIcann, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  if (isIcann !== true && isPrivate !== true) throw refuse(`${host} is not a public host name`);
  return url;
}

function adviseTrust(registryHost: string, host: string): string {
  return `Ask the operator of ${registryHost} whether ${host} is its token service: it gets your password. Only if it is, set\ntrusted-token-hosts: ${host}\nIf the image is public, remove the credentials.`;
}

/** True for a host of the registry's own site: the same host, or one in its registrable domain, at any port. */
export function isOwnSite(registryHost: string, host: string): boolean {
  const [registryName, name] = [nameOf(registryHost), nameOf(host)];
  return name === registryName || isSameDomain(registryName, name);
}

/** True for two hosts in the same registrable domain, by https://publicsuffix.org with its private section. */
function isSameDomain(one: string, other: string): boolean {
  if (isOnSharedDomain(one) || isOnSharedDomain(other)) return false;
  const domain = parse(one, { allowPrivateDomains: true }).domain;
  return domain !== null && domain === parse(other, { allowPrivateDomains: true }).domain;
}

function nameOf(host: string): string {
  return host.split(":")[0] ?? "";
}

/** Empty for the default port, as in a URL. */
function portOf(host: string): string {
  return host.split(":")[1] ?? "";
}
