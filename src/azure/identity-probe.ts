// Finds out whether the machine has an identity endpoint, within five seconds. Requests no token.
import { Coalescer } from "../coalesce.ts";
import { DeadlinePassed, withDeadline } from "../deadline.ts";
import { type AuthenticationError, NetworkError } from "../errors.ts";
import { type Http, TOKEN_MAX_BYTES } from "../http/http.ts";
import type { Clock } from "../ports.ts";
import { noManagedIdentity } from "./diagnosis/managed-identity-diagnosis.ts";
import type { IdentityEndpoint } from "./identity-endpoint.ts";

/** A machine without an identity endpoint does not answer at all. Three short tries take four seconds. */
const PROBE_LIMIT_MS = 1_000;
const PROBE_PAUSES_MS = [300, 600];

/**
 * Returns a function that probes the endpoint once in a run.
 * @throws AuthenticationError `MANAGED_IDENTITY_MISSING`, or the signal's reason when aborted
 */
export function createIdentityProbe(options: {
  readonly endpoint: IdentityEndpoint;
  readonly http: Http;
  readonly clock: Clock;
  /** For error messages. */
  readonly what: string;
}): (signal: AbortSignal) => Promise<void> {
  const { endpoint, http, clock, what } = options;

  /** Sends a request without the header that a token needs: any response will do. Returns the error where there is none. */
  async function probe(signal: AbortSignal): Promise<AuthenticationError | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const deadline = withDeadline(clock, PROBE_LIMIT_MS, signal);
      try {
        const { status, body } = await http.send({
          method: "GET",
          url: endpoint.url,
          maxBodyBytes: TOKEN_MAX_BYTES,
          repeat: "never",
          what,
          stage: "login",
          signal: deadline.signal,
        });
        // Docker Desktop answers for addresses that it cannot reach.
        const isUnreachable = status === 403 && new TextDecoder().decode(body).includes("unreachable");
        return isUnreachable ? noManagedIdentity(endpoint, "is unreachable") : undefined;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof NetworkError || error instanceof DeadlinePassed)) throw error;
        const pauseMs = PROBE_PAUSES_MS[attempt - 1];
        const why = error instanceof NetworkError ? `did not respond (${error.code})` : "did not respond";
        if (pauseMs === undefined) return noManagedIdentity(endpoint, why, error);
        await clock.sleep(pauseMs, signal);
      } finally {
        deadline.clear();
      }
    }
  }

  const probes = new Coalescer<AuthenticationError | undefined>();
  let found: { readonly absence: AuthenticationError | undefined } | undefined;
  return async (signal) => {
    found ??= { absence: await probes.run(endpoint.url.href, probe, signal) };
    if (found.absence !== undefined) throw found.absence;
  };
}
