// The input `trusted-token-hosts`: token services on another site that may get the login of a source registry.
import { isRegistryHost, normalizeHost, schemeOf } from "../oci/reference.ts";
import { quote } from "../quote.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { parseList } from "./list-input.ts";
import type { RegistryName } from "./registry-name.ts";
import type { ImageRequest } from "./request.ts";

const INPUT = "trusted-token-hosts";

/** The hosts, normalized. A notice says where they have no effect. */
export function trustedTokenHostsOf(
  inputs: Inputs,
  images: readonly ImageRequest[],
  sourceRegistry: RegistryName | undefined,
): string[] {
  const hosts = parseList(textOf(inputs, INPUT), "lines-or-commas").map(({ text }) => {
    const host = normalizeHost(text);
    const why = explainInvalidHost(inputs, text, host);
    if (why !== undefined) {
      addProblem(inputs, { input: INPUT }, `${INPUT}: ${quote(text)} is not a valid token service: ${why}.`, {
        remedy: `Write exact hosts, each with its port unless that is 443, for example\n${INPUT}: tokens.example.com, auth.example.com:8443`,
      });
    }
    return host;
  });
  const isAcr = (name: RegistryName | undefined) =>
    name !== undefined && (name.kind !== "login-server" || inputs.raw.acrCloudOf(name.host) !== undefined);
  if (hosts.length > 0 && images.length > 0 && images.every(({ source }) => isAcr(source.registry ?? sourceRegistry))) {
    inputs.notices.push(
      `${INPUT} has no effect: every source is an Azure container registry, and its only token service is its login server.`,
    );
  }
  return hosts;
}

/** Why a text is not a token service, as the rest of a sentence; undefined if it is one. */
function explainInvalidHost(inputs: Inputs, text: string, host: string): string | undefined {
  const scheme = schemeOf(text);
  if (scheme !== undefined) return `write it without ${scheme}`;
  if (text.includes("*")) return "wildcards are not allowed";
  if (text.includes("/")) return "write the host without a path";
  if (text.includes("@")) return "write the host without a user name";
  if (!isRegistryHost(host)) {
    return "it must be a DNS name with at least one dot and an optional port (not an IP address, not localhost)";
  }
  if (inputs.raw.acrCloudOf(host) !== undefined) {
    return "it is an Azure container registry, which issues tokens only for itself";
  }
  return undefined;
}
