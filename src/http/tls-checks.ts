// Whether Node still checks certificates. Knows no host and no request.
import type { Problem } from "../errors.ts";

/**
 * The problem of an environment that turns certificate checks off for the whole process: whoever answers gets the tokens.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#node_tls_reject_unauthorizedvalue
 */
export function findUncheckedTls(env: Readonly<Record<string, string | undefined>>): Problem | undefined {
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0") return undefined;
  return {
    code: "TLS_UNCHECKED",
    stage: "input",
    message: "NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off, so that tokens would go to whoever answers.",
    remedy:
      "Take that variable away. For a proxy or registry with a certificate of your own CA, set NODE_EXTRA_CA_CERTS to its file.",
  };
}
