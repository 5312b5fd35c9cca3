// Whether Node still checks certificates. Knows no host and no request.
import { type Problem, problem } from "../problems.ts";

/**
 * The problem of an environment that turns certificate checks off for the whole process: whoever answers gets the tokens.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#node_tls_reject_unauthorizedvalue
 */
export function findUncheckedTls(env: Readonly<Record<string, string | undefined>>): Problem | undefined {
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0") return undefined;
  return problem(
    "TLS_UNCHECKED",
    "NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off, so that tokens would go to whoever answers.",
  );
}
