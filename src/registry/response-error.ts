// Turns bad responses of registries into errors: which side, why, and what to do. Quotes of registries are cut and redacted.
import { RegistryError } from "../errors.ts";
import { formatTooLong, type HttpResponse } from "../http/http.ts";
import { redactUrl } from "../http/url-text.ts";
import { asJsonObject, parseJsonObject } from "../json.ts";
import type { ProblemCode, Side } from "../problems.ts";
import { describeBody, quoteResponse } from "../response-text.ts";
import { adviseRoleGrant } from "../role-grant.ts";
import { adviseLogin, describeLogin, type LoginOrigin } from "./auth/login-origin.ts";

/** What kind of registry it is: ACR has its own token endpoints, locks and limits. */
export type RegistryFlavour = "acr" | "generic";

/** One of the errors in a registry's response. https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export interface StatedError {
  readonly code: string;
  readonly message: string;
}

/** The exchange that failed. */
export interface FailedExchange {
  readonly response: HttpResponse;
  readonly method: string;
  readonly url: URL;
  /** "Reading contosodev.azurecr.io/api:1.4.2" */
  readonly what: string;
  /** The host as references name it. */
  readonly host: string;
  readonly side: Side;
  readonly flavour: RegistryFlavour;
  readonly login: {
    readonly origin: LoginOrigin;
    /** False beyond a redirect: credentials go to the first URL only. */
    readonly isSent: boolean;
  };
  /** Removes the secrets of the run from a quote. */
  readonly redact: (text: string) => string;
}

interface Verdict {
  readonly code: ProblemCode;
  readonly remedy?: string;
}

const QUOTE_MAX_LENGTH = 300;

/** All errors in a response's body; none for plain text and HTML. */
export function statedErrors(response: HttpResponse): readonly StatedError[] {
  const errors = parseJsonObject(response.body)?.["errors"];
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, 20).flatMap((entry: unknown) => {
    const { code, message } = asJsonObject(entry) ?? {};
    if (typeof code !== "string" && typeof message !== "string") return [];
    return [{ code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : "" }];
  });
}

/** Error codes for an absent manifest, tag or repository; NOT_FOUND is Harbor's. */
const ABSENT = new Set(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "TAG_UNKNOWN", "NOT_FOUND"]);
/** ACR returns MANIFEST_UNKNOWN for artifacts that the Accept header does not cover: https://github.com/Azure/acr/issues/741 */
const ACCEPT_TOO_NARROW = /accept header does not support/i;

/** True for a 404 with a registry's error code. A 404 of a proxy or another kind of server proves nothing. */
export function statesAbsence(response: HttpResponse): boolean {
  return (
    response.status === 404 &&
    statedErrors(response).some(({ code, message }) => ABSENT.has(code) && !ACCEPT_TOO_NARROW.test(message))
  );
}

/** True for a 404 with an error code that is not one of the specification's: some registries have their own for what is absent. */
export function statesAbsenceOtherwise(response: HttpResponse): boolean {
  return response.status === 404 && statedErrors(response).length > 0 && !isAcceptTooNarrow(response);
}

/** True where the content exists, but in a type that the Accept header does not list. */
export function isAcceptTooNarrow(response: HttpResponse): boolean {
  return response.status === 404 && statedErrors(response).some(({ message }) => ACCEPT_TOO_NARROW.test(message));
}

/** The error for a response with a bad status. */
export function responseError(exchange: FailedExchange): RegistryError {
  const { response, method, url, what, side } = exchange;
  const stated = quote(exchange);
  const { code, remedy } = judge(exchange);
  const sent = isAccessRefusal(response) ? ` (sent ${describeSent(exchange)})` : "";
  const message = `${what} failed: ${method} ${redactUrl(url)} returned ${response.status}${stated === "" ? "" : `: ${stated}`}${sent}.${unwaited(response)}`;
  return new RegistryError(code, message, {
    side,
    remedy,
    status: response.status,
    causeKey: causeKeyOf(exchange),
  });
}

function isAccessRefusal({ status }: HttpResponse): boolean {
  return status === 401 || status === 403;
}

function describeSent({ login: { origin, isSent } }: FailedExchange): string {
  return isSent ? describeLogin(origin) : "without credentials, after a redirect";
}

/** Why no further attempt was made. */
function unwaited({ tooLong }: HttpResponse): string {
  return tooLong === undefined ? "" : ` It has to be waited for another ${formatTooLong(tooLong)}.`;
}

/** Host, status and error codes. Not the text: it often has the repository, a request ID or the time. */
function causeKeyOf({ response, url, host }: FailedExchange, ...more: readonly string[]): string {
  const codes = new Set(statedErrors(response).map(({ code }) => code));
  return [host, url.host, response.status, ...codes, ...more].join(" ");
}

/** The error for content of the source that a registry calls absent in words of its own, which are quoted. */
export function missingError(exchange: FailedExchange): RegistryError {
  const { message, causeKey } = responseError(exchange);
  const { side, response } = exchange;
  return new RegistryError("SOURCE_MISSING", message, { side, status: response.status, causeKey });
}

/** The error for a redirect that is not followed. */
export function redirectError(exchange: FailedExchange, why: string): RegistryError {
  const { response, method, url, what, side } = exchange;
  const target = URL.parse(response.headers.get("location") ?? "", url.href);
  const message = `${what} failed: ${method} ${redactUrl(url)} returned ${response.status} with a redirect to ${target?.host ?? "an invalid URL"}; ${why}.`;
  return new RegistryError("REGISTRY_REDIRECTED", message, {
    side,
    status: response.status,
    causeKey: causeKeyOf(exchange, target?.host ?? ""),
  });
}

function judge(exchange: FailedExchange): Verdict {
  const { response, host, side, flavour } = exchange;
  const { status } = response;
  const text = `${statedErrors(response)
    .map(({ code, message }) => `${code} ${message}`)
    .join(" ")} ${describeBody(response.body)}`;
  if (isAccessRefusal(response) && !exchange.login.isSent) {
    return {
      code: status === 401 ? "REGISTRY_UNAUTHORIZED" : "REGISTRY_DENIED",
      remedy: `${host} redirected the request to ${exchange.url.host}, which refused it. Check that this runner may reach ${exchange.url.host}: firewalls, proxies, private endpoints. Then run the job again.`,
    };
  }
  if (status === 401) return { code: "REGISTRY_UNAUTHORIZED", remedy: unauthorizedRemedy(exchange) };
  if (status === 403 && /client with IP/i.test(text)) {
    return {
      code: "REGISTRY_FORBIDDEN_FIREWALL",
      remedy:
        side === "target"
          ? `Allow this runner's address in the firewall of ${host}, use a runner inside its network, or set verify: best-effort to promote without reading back.`
          : `Allow this runner's address in the firewall of ${host}, or use a runner inside its network. Set source-registry to the registry's resource ID, so that ACR's import passes the firewall.`,
    };
  }
  if (status === 403) {
    const closed =
      flavour === "acr"
        ? "If the registry has only a private endpoint, use a runner inside its network. Otherwise: "
        : "";
    return { code: "REGISTRY_DENIED", remedy: `${closed}${accessRemedy(exchange)}` };
  }
  if (status === 429) return judgeThrottling(exchange, text);
  if (status === 404 && ACCEPT_TOO_NARROW.test(text)) {
    return {
      code: "REGISTRY_ACCEPT_REFUSED",
    };
  }
  if (status === 404) {
    return {
      code: "REGISTRY_NOT_FOUND",
      remedy: `Check the host name ${host} and proxies in front of it: a registry's 404 has an error code, and this one has none.`,
    };
  }
  if (status === 405 && /REGISTRY_DISALLOWED_OPERATION/.test(text)) {
    return {
      code: "REGISTRY_DISALLOWED",
      remedy: `Unlock the repository or image on ${host}: https://aka.ms/acr/faq. This action never removes locks.`,
    };
  }
  if (status >= 500 || status === 408) {
    return {
      code: "REGISTRY_UNAVAILABLE",
      remedy: `Run the job again later: ${host} has a server error (${status}). Images already promoted are skipped.`,
    };
  }
  return { code: "REGISTRY_ANSWER_UNEXPECTED" };
}

function unauthorizedRemedy(exchange: FailedExchange): string {
  return exchange.login.origin.kind === "identity"
    ? `The identity has no permission to read this repository. In ABAC mode ("RBAC Registry + ABAC Repository Permissions"), AcrPull does not grant it. ${accessRemedy(exchange)}`
    : accessRemedy(exchange);
}

function accessRemedy({ host, login: { origin }, response }: FailedExchange): string {
  return origin.kind === "identity" ? adviseRoleGrant(host) : adviseLogin(origin, host, response.status);
}

/** https://learn.microsoft.com/azure/container-registry/container-registry-skus, https://docs.docker.com/docker-hub/usage/ */
function judgeThrottling({ host, flavour, response, login }: FailedExchange, text: string): Verdict {
  const retryAfter = response.headers.get("retry-after");
  const isAnonymous = login.origin.kind === "none";
  const logIn = `Run docker/login-action for ${host} before this step, or set source-username and source-password`;
  const when = retryAfter !== undefined && /^[0-9]{1,12}$/.test(retryAfter) ? ` Retry-After is ${retryAfter} s.` : "";
  if (/HAP429/.test(text)) {
    return {
      code: "DOCKER_HUB_RATE_LIMIT",
      remedy: `Docker Hub's abuse limit counts all requests from this address.${when}${isAnonymous ? ` ${logIn}.` : ""} Lower max-parallel, and run the job again later.`,
    };
  }
  if (host === "docker.io" || /pull rate limit/i.test(text)) {
    return {
      code: "DOCKER_HUB_RATE_LIMIT",
      remedy: `Docker Hub counts pulls per account, or per address without a login. This request was sent ${describeLogin(login.origin)}.${when} ${isAnonymous ? `${logIn}; or wait up to 6 hours.` : "Wait up to 6 hours, or use an account with a higher limit."}`,
    };
  }
  const acr = `The registry's tier limits the requests per minute (https://aka.ms/acr/skus).${when} Lower max-parallel, or run the job again later.`;
  const generic = `${host} limits the requests of this runner.${when}${isAnonymous ? " A login often raises the limit." : ""} Lower max-parallel, or run the job again later.`;
  return { code: "REGISTRY_THROTTLED", remedy: flavour === "acr" ? acr : generic };
}

function quote(exchange: FailedExchange): string {
  const errors = statedErrors(exchange.response);
  const text =
    errors.length > 0
      ? errors.map(({ code, message }) => [code, message].filter((part) => part !== "").join(": ")).join("; ")
      : describeBody(exchange.response.body);
  return quoteResponse(text, exchange.redact, QUOTE_MAX_LENGTH).replace(/\.$/, "");
}
