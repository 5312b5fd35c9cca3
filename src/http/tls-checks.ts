// Checks whether Node still verifies TLS certificates. Makes no request.
import { type Problem, problem } from "../problems.ts";

/**
 * Finds the variable that turns off certificate verification for the whole process, so that any server could receive tokens.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#node_tls_reject_unauthorizedvalue
 */
export function findUncheckedTls(env: Readonly<Record<string, string | undefined>>): Problem | undefined {
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0") return undefined;
  return problem(
    "TLS_UNCHECKED",
    "NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate checks, so tokens could be sent to an impostor.",
  );
}
