// Parses responses of token services: the token and its lifetime. The permissions in a token are not inspected.
import { AuthenticationError } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import { parseJsonObject } from "../../json.ts";
import type { Side } from "../../problems.ts";
import type { IssuedToken } from "../../token-cache.ts";
import { isHeaderText } from "./authorization.ts";

/** The lifetime where the response has none: https://distribution.github.io/distribution/spec/auth/token/#token-response-fields */
const LIFETIME_DEFAULT_MS = 60_000;

/**
 * Returns the token under the first of these names that the response has.
 * @throws AuthenticationError `TOKEN_ANSWER_INVALID`
 */
export function parseTokenResponse(
  response: HttpResponse,
  names: readonly string[],
  context: { readonly what: string; readonly side: Side },
): IssuedToken {
  const body = parseJsonObject(response.body);
  const token = names.map((name) => body?.[name]).find((value) => value !== undefined && value !== "");
  if (typeof token !== "string" || !isHeaderText(token)) {
    const message = `${context.what} failed: the response (${response.status}) has no valid ${names.join(" or ")}.`;
    throw new AuthenticationError("TOKEN_ANSWER_INVALID", message, { side: context.side });
  }
  const seconds = body?.["expires_in"];
  const statedMs = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : undefined;
  return { token, lifetimeMs: statedMs ?? lifetimeOfJwt(token) ?? LIFETIME_DEFAULT_MS };
}

/** `exp − iat` of a JWT, which needs no wall clock; undefined for any other token. */
function lifetimeOfJwt(token: string): number | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  const claims = parseJsonObject(Buffer.from(payload, "base64url"));
  const expires = claims?.["exp"];
  const issued = claims?.["iat"] ?? claims?.["nbf"];
  if (typeof expires !== "number" || typeof issued !== "number" || !(expires > issued)) return undefined;
  return (expires - issued) * 1000;
}
