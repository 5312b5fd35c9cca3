// Reads what an access token states of its own rights. The token is not verified: the registry decides, whatever is read here.
// https://distribution.github.io/distribution/spec/auth/jwt/
import { asJsonObject, parseJsonObject } from "../../json.ts";
import type { RepositoryScope } from "./authorization.ts";

/**
 * True if the token lists the rights of this repository, and the action is not one of them. False for a token that states nothing
 * of the repository, or that is no JWT: ACR does not promise the form of its tokens.
 */
export function statesMissingRight(authorization: string, { repository, action }: RepositoryScope): boolean {
  const [, payload] = authorization.slice("Bearer ".length).split(".");
  if (payload === undefined) return false;
  const access = parseJsonObject(Buffer.from(payload, "base64url"))?.["access"];
  if (!Array.isArray(access)) return false;
  const stated = access.flatMap((entry: unknown) => {
    const { type, name, actions } = asJsonObject(entry) ?? {};
    return type === "repository" && name === repository && Array.isArray(actions) ? [actions] : [];
  });
  return stated.length > 0 && !stated.some((actions) => actions.includes(action) || actions.includes("*"));
}
