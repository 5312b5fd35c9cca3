import { describe, expect, it } from "@jest/globals";
import { explainFailure, type Phase } from "../../../src/http/network-failure.ts";

function errorOf(code: string, message = "boom", extra: object = {}): Error {
  return Object.assign(new Error(message), { code }, extra);
}

describe("explainFailure", () => {
  it.each<[string, Error, Phase, string, boolean, RegExp]>([
    ["an unknown name", errorOf("ENOTFOUND"), "connect", "NETWORK_DNS", true, /does not resolve \(ENOTFOUND\)/],
    ["a busy resolver", errorOf("EAI_AGAIN"), "connect", "NETWORK_DNS", true, /EAI_AGAIN/],
    ["a closed port", errorOf("ECONNREFUSED"), "connect", "NETWORK_CONNECT", true, /ECONNREFUSED/],
    ["an unreachable network", errorOf("ENETUNREACH"), "connect", "NETWORK_CONNECT", true, /ENETUNREACH/],
    ["a connect deadline", errorOf("UND_ERR_CONNECT_TIMEOUT"), "connect", "NETWORK_TIMEOUT", true, /within 10 s/],
    [
      "a private CA",
      errorOf("SELF_SIGNED_CERT_IN_CHAIN"),
      "connect",
      "NETWORK_TLS",
      false,
      /SELF_SIGNED_CERT_IN_CHAIN/,
    ],
    ["an expired certificate", errorOf("CERT_HAS_EXPIRED"), "connect", "NETWORK_TLS", false, /CERT_HAS_EXPIRED/],
    ["another host's certificate", errorOf("ERR_TLS_CERT_ALTNAME_INVALID"), "connect", "NETWORK_TLS", false, /ALTNAME/],
    ["a reset before the response", errorOf("ECONNRESET"), "headers", "NETWORK_RESET", true, /before the response/],
    ["a reset during the response", errorOf("UND_ERR_SOCKET"), "body", "NETWORK_RESET", true, /during the response/],
    ["what is not HTTP", errorOf("HPE_INVALID_CONSTANT"), "headers", "NETWORK_PROTOCOL", true, /not valid HTTP/],
    ["a broken body", errorOf("HPE_INVALID_CHUNK_SIZE"), "body", "NETWORK_PROTOCOL", false, /not valid HTTP/],
    ["endless headers", errorOf("UND_ERR_HEADERS_OVERFLOW"), "headers", "NETWORK_PROTOCOL", false, /not valid HTTP/],
    ["a header with a line break", errorOf("UND_ERR_INVALID_ARG"), "connect", "REQUEST_INVALID", false, /was not sent/],
    [
      "a proxy that wants a login",
      errorOf("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
      "connect",
      "NETWORK_PROXY",
      false,
      /407/,
    ],
    [
      "a proxy that forbids",
      errorOf("UND_ERR_ABORTED", "Proxy response (403) !== 200 when HTTP Tunneling"),
      "connect",
      "NETWORK_PROXY",
      false,
      /returned 403/,
    ],
    [
      "a proxy that is overloaded",
      errorOf("UND_ERR_ABORTED", "Proxy response (503) !== 200 when HTTP Tunneling"),
      "connect",
      "NETWORK_PROXY",
      true,
      /returned 503/,
    ],
  ])("names %s", (_name, error, phase, code, transient, why) => {
    expect(explainFailure(error, phase)).toMatchObject({ code, transient, why: expect.stringMatching(why), phase });
  });

  it("names the first of several addresses that failed", () => {
    const error = new AggregateError([errorOf("EHOSTUNREACH"), errorOf("ECONNREFUSED")], "all failed");
    expect(explainFailure(error, "connect").why).toContain("EHOSTUNREACH");
  });

  it("looks beneath wrappers for the socket's own code", () => {
    const error = new TypeError("fetch failed", { cause: errorOf("ENOTFOUND") });
    expect(explainFailure(error, "connect").code).toBe("NETWORK_DNS");
  });

  it("advises NODE_EXTRA_CA_CERTS, names the issuer in plain letters, and never less checking", () => {
    const cert = { issuer: { CN: "Contoso Inspection CA\n::error::" } };
    const { why, remedy } = explainFailure(errorOf("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "x", { cert }), "connect");
    expect(why).toContain("issuer Contoso Inspection CAerror");
    expect(remedy).toContain("NODE_EXTRA_CA_CERTS");
    expect(remedy).not.toMatch(/insecure|REJECT_UNAUTHORIZED|disable/i);
  });
});
