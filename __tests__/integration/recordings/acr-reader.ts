// An ACR's reader and authorization over a replayed recording, and what is taken from recorded exchanges.
import type { Http } from "../../../src/http/http.ts";
import { type Digest, parseDigest } from "../../../src/oci/digest.ts";
import { createAcrAuthorization } from "../../../src/registry/auth/acr-authorization.ts";
import type { AcrIdentity } from "../../../src/registry/auth/acr-tokens.ts";
import type { LoginOrigin } from "../../../src/registry/auth/login-origin.ts";
import { createRegistryReader } from "../../../src/registry/client.ts";
import { responseError } from "../../../src/registry/response-error.ts";
import { ManualClock } from "../../manual-clock.ts";
import type { Exchange } from "../../recordings/recording.ts";
import { responseOf } from "./replay.ts";

export const SIGNAL = new AbortController().signal;
export const HOST = "azacrlivetest.azurecr.io";
export const ZERO = parseDigest(`sha256:${"0".repeat(64)}`);
const ENTRA: AcrIdentity = { kind: "entra", getEntraToken: async () => ({ token: "entra-token" }) };
const ORIGIN: LoginOrigin = { kind: "identity", name: "this step's identity" };
const LOG = { debug: () => undefined, notice: () => undefined };

/** A reader of an ACR; what waits between attempts does so by a clock that runs ahead. */
export function open(http: Http, host = HOST, identity: AcrIdentity = ENTRA, side: "source" | "target" = "source") {
  const clock = new ManualClock();
  const login = { credentials: identity, origin: ORIGIN };
  const options = { loginServer: host, side, login, http, clock, mask: () => undefined };
  const authorization = createAcrAuthorization(options);
  const reader = createRegistryReader({
    host,
    side,
    flavour: "acr",
    authorization,
    pauses: () => [],
    http,
    clock,
    log: LOG,
  });
  return { reader, authorization, until: <T>(work: Promise<T>) => clock.runUntilSettled(work) };
}

/** The same with a token given already: every request goes to the recording. */
export function openWithToken(
  http: Http,
  host: string,
  flavour: "acr" | "generic" = "acr",
  side: "source" | "target" = "source",
) {
  const clock = new ManualClock();
  const authorization = { origin: ORIGIN, authorize: async () => "Bearer token", renew: async () => undefined };
  const reader = createRegistryReader({ host, side, flavour, authorization, pauses: () => [], http, clock, log: LOG });
  return { reader, until: <T>(work: Promise<T>) => clock.runUntilSettled(work) };
}

export const hostOf = ({ request }: Exchange) => new URL(request.url).host;
export const digestIn = ({ request }: Exchange): Digest =>
  parseDigest(/sha256(?::|%3A)[0-9a-f]{64}/.exec(request.url)?.[0].replace("%3A", ":") ?? "");

/** The error that a response of a registry becomes. */
export function errorOf(exchange: Exchange) {
  const { method, url } = exchange.request;
  const host = hostOf(exchange);
  const what = `Reading ${host}`;
  return responseError({
    response: responseOf(exchange),
    method,
    url: new URL(url),
    what,
    host,
    side: "source",
    flavour: "acr",
    login: { origin: ORIGIN, isSent: true },
    redact: (text) => text,
  });
}
