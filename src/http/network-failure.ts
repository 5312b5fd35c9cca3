// Turns network failures into readable errors: host, phase, code, and what the user can do.
import { NetworkError } from "../errors.ts";
import type { ProblemCode } from "../problems.ts";
import { CONNECT_TIMEOUT_MS, HEADERS_TIMEOUT_MS, RESPONSE_TIMEOUT_MS } from "./dispatcher.ts";
import type { HttpRequest } from "./http.ts";

/** How far an attempt got: nothing sent, request sent, headers received. */
export type Phase = "connect" | "headers" | "body";

/** Why an attempt got no complete response. */
export interface Failure {
  readonly code: ProblemCode;
  /** Follows "<doing what> failed: <host>: " in messages. */
  readonly why: string;
  readonly remedy?: string;
  /** Another attempt may succeed. */
  readonly transient: boolean;
  readonly phase: Phase;
  readonly cause?: unknown;
}

const DNS_CODES = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME", "ENODATA", "ESERVFAIL"]);

/** Node's codes for untrusted certificates: https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_CODES = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "CERT_UNTRUSTED",
]);
const TLS_CODE =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|CRL_|UNABLE_TO_|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|EPROTO$)/;
const PROXY_STATUS = /^Proxy response \((\d{3})\)/;

/** Explains an error of undici or Node. */
export function explainFailure(error: unknown, phase: Phase): Failure {
  const root = rootOf(error);
  const code = codeOf(root) ?? codeOf(error) ?? "UNKNOWN";
  const text = Error.isError(error) ? error.message : String(error);
  const proxyStatus = PROXY_STATUS.exec(text)?.[1];
  if (proxyStatus === "407" || text.includes("(407)")) {
    return {
      code: "NETWORK_PROXY",
      why: "the proxy requires a login (407)",
      remedy: "Set user name and password, percent-encoded, in HTTPS_PROXY: http://user:password@proxy:port",
      transient: false,
      phase,
      cause: error,
    };
  }
  if (proxyStatus !== undefined || code === "UND_ERR_PRX_CONN" || code === "UND_ERR_PRX_TLS") {
    const why =
      proxyStatus === undefined ? `the connection to the proxy failed (${code})` : `the proxy returned ${proxyStatus}`;
    return {
      code: "NETWORK_PROXY",
      why: `${why} to the request for a tunnel`,
      transient: proxyStatus === undefined || /^(?:408|429|50[0234])$/.test(proxyStatus),
      phase,
      cause: error,
    };
  }
  if (code === "UND_ERR_CONNECT_TIMEOUT") return { ...timeoutFailure("connect"), cause: error };
  if (code === "UND_ERR_HEADERS_TIMEOUT") return { ...timeoutFailure("headers"), cause: error };
  if (code === "UND_ERR_BODY_TIMEOUT") return { ...timeoutFailure("body"), cause: error };
  if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED") {
    return { code: "NETWORK_CLOSED", why: "the run closed its connections", transient: false, phase, cause: error };
  }
  if (code === "UND_ERR_INVALID_ARG") {
    return {
      code: "REQUEST_INVALID",
      why: "the request is not valid and was not sent",
      transient: false,
      phase,
      cause: error,
    };
  }
  // undici sometimes leaves the code of a parser error undefined.
  if (
    code.startsWith("HPE_") ||
    (Error.isError(error) && error.name === "HTTPParserError") ||
    code === "UND_ERR_HEADERS_OVERFLOW"
  ) {
    return {
      code: "NETWORK_PROTOCOL",
      why: "the response is not valid HTTP/1.1",
      // It may begin with a body that the server wrongly sent after an earlier HEAD on the same connection.
      transient: phase === "headers" && code !== "UND_ERR_HEADERS_OVERFLOW",
      phase,
      cause: error,
    };
  }
  if (phase !== "connect") {
    const when = phase === "headers" ? "before the response" : "during the response";
    return {
      code: "NETWORK_RESET",
      why: `the connection was reset ${when} (${code})`,
      transient: true,
      phase,
      cause: error,
    };
  }
  if (DNS_CODES.has(code)) {
    return {
      code: "NETWORK_DNS",
      why: `the host name does not resolve (${code})`,
      // A new registry's name takes minutes to spread, and busy resolvers return ENOTFOUND too.
      transient: true,
      phase,
      cause: error,
    };
  }
  if (CERTIFICATE_CODES.has(code) || TLS_CODE.test(code)) {
    const issuer = issuerOf(root);
    return {
      code: "NETWORK_TLS",
      why: `the TLS certificate or handshake was rejected (${code}${issuer === undefined ? "" : `, issuer ${issuer}`})`,
      ...(CERTIFICATE_CODES.has(code) && {
        remedy:
          "For a certificate of a private CA (an internal registry, or a proxy that inspects TLS), set NODE_EXTRA_CA_CERTS to a PEM file with the CA's root certificate.",
      }),
      transient: false,
      phase,
      cause: error,
    };
  }
  return {
    code: "NETWORK_CONNECT",
    why: `no connection (${code})`,
    transient: true,
    phase,
    cause: error,
  };
}

/** Explains that one of our deadlines has passed. */
export function timeoutFailure(phase: Phase): Failure {
  const whys = {
    connect: `no connection within ${CONNECT_TIMEOUT_MS / 1000} s`,
    headers: `no response within ${HEADERS_TIMEOUT_MS / 1000} s`,
    body: `the response was not complete within ${RESPONSE_TIMEOUT_MS / 1000} s`,
  };
  return { code: "NETWORK_TIMEOUT", why: whys[phase], transient: true, phase };
}

/** The error of a request that failed after so many attempts. */
export function networkError(request: HttpRequest, failure: Failure, attempts: number): NetworkError {
  const tried = attempts > 1 ? ` after ${attempts} attempts` : "";
  const message = `${request.what} failed${tried}: ${request.url.host}: ${failure.why}.`;
  return new NetworkError(failure.code, message, {
    stage: request.stage,
    side: request.side,
    remedy: failure.remedy,
    cause: failure.cause,
    host: request.url.host,
    sent: failure.phase !== "connect",
  });
}

/** The innermost cause that has a code: the socket's error inside undici's, or the first of several addresses' errors. */
function rootOf(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5 && Error.isError(current); depth += 1) {
    const inner: unknown = "errors" in current && Array.isArray(current.errors) ? current.errors[0] : current.cause;
    if (inner === undefined || codeOf(inner) === undefined) return current;
    current = inner;
  }
  return current;
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = Error.isError(error) && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{2,60}$/.test(code) ? code : undefined;
}

/** The issuer in the refused certificate, where Node reports it. Untrusted text, therefore cut and restricted. */
function issuerOf(error: unknown): string | undefined {
  const certificate: unknown = Error.isError(error) && "cert" in error ? error.cert : undefined;
  const issuer = (certificate as { issuer?: { CN?: unknown } } | undefined)?.issuer?.CN;
  return typeof issuer === "string" ? issuer.replace(/[^\w .*@-]/g, "").slice(0, 64) : undefined;
}
