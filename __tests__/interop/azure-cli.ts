// Owns the calls of Debian's azure-cli with the local Azure for its network. Knows no promotion.
// https://learn.microsoft.com/cli/azure/acr
import { join } from "node:path";
import type { LocalAzure } from "../emulator/azure.ts";
import { type Finished, PATH, runProgram, runToSuccess } from "./program.ts";

export const AZ = "/usr/bin/az";

export interface ListedManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly tags?: readonly string[];
}

export interface AzureCli {
  /** `az login` by a GitHub ID token, as azure/login does it. */
  login(identity: { clientId: string; tenantId: string; idToken: string }): Promise<void>;
  /** `az acr import`; a refusal is a value. */
  import(registry: string, source: string, ...options: string[]): Promise<Finished>;
  /** `az acr manifest list-metadata`. */
  listManifests(registry: string, repository: string): Promise<ListedManifest[]>;
  /** Digests of the referrers of a tag's manifest, by `az acr manifest list-referrers`. */
  listReferrers(registry: string, image: string): Promise<string[]>;
  /** The refresh token that `az acr login --expose-token` hands to other clients. */
  exposeToken(registry: string): Promise<string>;
}

/** An az that keeps its sign-in in this directory. */
export function createAzureCli(azure: LocalAzure, home: string): AzureCli {
  const env = {
    PATH,
    HOME: home,
    HTTPS_PROXY: azure.proxyUrl,
    REQUESTS_CA_BUNDLE: azure.caFile,
    AZURE_CONFIG_DIR: join(home, "azure"),
    AZURE_CORE_COLLECT_TELEMETRY: "false",
    AZURE_CORE_ONLY_SHOW_ERRORS: "true",
    AZURE_CORE_OUTPUT: "json",
  };
  const ask = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await runToSuccess(AZ, args, env)).toString("utf8"));
  return {
    async login({ clientId, tenantId, idToken }) {
      const identity = ["--username", clientId, "--tenant", tenantId, "--federated-token", idToken];
      await ask("login", "--service-principal", ...identity);
    },
    import: (registry, source, ...options) =>
      runProgram(AZ, ["acr", "import", "--name", registry, "--source", source, ...options], env),
    listManifests: async (registry, repository) =>
      (await ask("acr", "manifest", "list-metadata", "--registry", registry, "--name", repository)) as ListedManifest[],
    async listReferrers(registry, image) {
      const { manifests } = (await ask(
        "acr",
        "manifest",
        "list-referrers",
        "--registry",
        registry,
        "--name",
        image,
      )) as {
        manifests: { digest: string }[];
      };
      return manifests.map(({ digest }) => digest);
    },
    async exposeToken(registry) {
      const { accessToken } = (await ask("acr", "login", "--name", registry, "--expose-token")) as {
        accessToken: string;
      };
      return accessToken;
    },
  };
}
