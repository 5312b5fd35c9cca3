// Downloads a bundle that GitHub has moved to its storage: a signed URL without our token, and Snappy-compressed.
import type { Http } from "../http/http.ts";
import { quote } from "../quote.ts";
import {
  type AttestationBudget,
  attestationsUnreachable,
  BUNDLE_MAX_BYTES,
  invalidAttestation,
  parseAttestationJson,
} from "./found-bundle.ts";
import { decompressSnappy } from "./snappy.ts";

/** Accepts https URLs of a dotted host name, with the default port and without userinfo. */
function parseBundleUrl(text: string): URL {
  const url = URL.parse(text);
  const named = url !== null && /^(?!.*\.\d+\.?$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname);
  if (!named || url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") {
    throw invalidAttestation(
      `its bundle_url is not an https URL of a public host: ${quote(url === null ? text : url.origin)}`,
    );
  }
  return url;
}

/** Reads a stored bundle. Its URL is signed: the request has no header of ours, and messages name the host only. */
export async function fetchStoredBundle(
  bundleUrl: string,
  http: Http,
  budget: AttestationBudget,
  signal: AbortSignal,
): Promise<unknown> {
  const url = parseBundleUrl(bundleUrl);
  const { status, body } = await http.send({
    method: "GET",
    url,
    maxBodyBytes: BUNDLE_MAX_BYTES,
    repeat: "safe",
    what: `Reading an attestation bundle from ${url.host}`,
    stage: "observe",
    signal,
  });
  if (status !== 200) {
    throw attestationsUnreachable(`${url.host} answered HTTP ${status} instead of an attestation bundle`);
  }
  const bundle = decompressSnappy(body, BUNDLE_MAX_BYTES);
  budget.count(bundle.byteLength);
  return parseAttestationJson(bundle, "its bundle");
}
