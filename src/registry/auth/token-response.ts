// Reads what token services answer: the token, and how long it lives. A token is never looked at for its rights.
import { AuthenticationError } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import type { Side } from "../../problems.ts";
import { parseJsonObject } from "../json-answer.ts";
import type { IssuedToken } from "./token-cache.ts";

/** Where a service does not say: https://distribution.github.io/distribution/spec/auth/token/#token-response-fields */
const LIFETIME_DEFAULT_MS = 60_000;
/** What may stand in a header unchanged. */
const HEADER_TEXT = /^[!-~]+$/;

/**
 * The token under the first of these names that the answer has.
 * @throws AuthenticationError `TOKEN_ANSWER_INVALID`
 */
export function parseTokenAnswer(
  response: HttpResponse,
  names: readonly string[],
  context: { readonly what: string; readonly side: Side },
): IssuedToken {
  const answer = parseJsonObject(response.body);
  const token = names.map((name) => answer?.[name]).find((value) => value !== undefined && value !== "");
  if (typeof token !== "string" || !HEADER_TEXT.test(token)) {
    const message = `${context.what} failed: the answer (${response.status}) holds no ${names.join(" or ")}.`;
    throw new AuthenticationError("TOKEN_ANSWER_INVALID", message, { side: context.side });
  }
  const seconds = answer?.["expires_in"];
  const statedMs = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : undefined;
  return { token, lifetimeMs: statedMs ?? lifetimeOfJwt(token) ?? LIFETIME_DEFAULT_MS };
}

/** `exp − iat` of a JWT, so that nobody's wall clock matters; undefined for any other token. */
function lifetimeOfJwt(token: string): number | undefined {
  const payload = token.split(".")[1];
  if (payload === undefined) return undefined;
  const claims = parseJsonObject(Buffer.from(payload, "base64url"));
  const expires = claims?.["exp"];
  const issued = claims?.["iat"] ?? claims?.["nbf"];
  if (typeof expires !== "number" || typeof issued !== "number" || !(expires > issued)) return undefined;
  return (expires - issued) * 1000;
}
