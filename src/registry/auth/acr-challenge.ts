// Reads ACR's Bearer challenge. Its realm is only compared, never requested: an ACR's token service is its login server.
import { AuthenticationError } from "../../errors.ts";
import type { Side } from "../../problems.ts";
import { parseChallenges } from "./challenge.ts";

/** The actions that a read may need; a challenge cannot widen a scope beyond them. */
export const READ_ACTIONS: readonly string[] = ["pull", "metadata_read"];

/**
 * The read actions that a challenge requires for one repository; none where its scope is for anything else.
 * @throws AuthenticationError `REALM_REFUSED`
 */
export function requiredActions(
  header: string | undefined,
  repository: string,
  registry: { readonly loginServer: string; readonly side: Side },
): readonly string[] {
  const scope = bearerParameters(header, registry.loginServer, registry.side)?.get("scope");
  const prefix = `repository:${repository}:`;
  if (scope === undefined || !scope.startsWith(prefix)) return [];
  const actions = scope.slice(prefix.length).split(",");
  return actions.every((action) => READ_ACTIONS.includes(action)) ? actions : [];
}

function bearerParameters(
  header: string | undefined,
  loginServer: string,
  side: Side,
): ReadonlyMap<string, string> | undefined {
  if (header === undefined) return undefined;
  const bearer = parseChallenges(header)?.find(({ scheme }) => scheme === "bearer")?.parameters;
  const realm = bearer?.get("realm");
  if (realm === undefined || isOwnRealm(realm, loginServer)) return bearer;
  throw new AuthenticationError(
    "REALM_REFUSED",
    `${loginServer} names ${URL.parse(realm)?.host ?? "an invalid URL"} as its token service, but the token service of an ACR is its login server.`,
    { side, remedy: "Check proxies between the runner and the registry. No credential was sent." },
  );
}

/** True for the token endpoint of the login server, also under the name of a regional endpoint: `reg.westus.geo.azurecr.io`. */
function isOwnRealm(realm: string, loginServer: string): boolean {
  const host = /^https:\/\/([a-z0-9.-]+)\/oauth2\/token$/.exec(realm)?.[1] ?? "";
  const [label, region = "", geo, ...suffix] = host.split(".");
  return host === loginServer || (region !== "" && geo === "geo" && [label, ...suffix].join(".") === loginServer);
}
