// Owns the programs that a user would take instead, unmodified, through the same front: Debian's azure-cli and skopeo.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LocalAzure } from "../emulator/azure.ts";
import type { Contoso } from "../emulator/seed.ts";
import { contoso } from "../emulator/seed.ts";
import { type Figures, trafficOf } from "./measured-run.ts";

const AZ = "/usr/bin/az";
const SKOPEO = "/usr/bin/skopeo";
/** GNU time, which knows the CPU and memory of a program and all its children. */
const TIME = "/usr/bin/time";

export const isAzInstalled = () => [AZ, TIME].every((path) => existsSync(path));
export const isSkopeoInstalled = () => [SKOPEO, TIME].every((path) => existsSync(path));

/** Runs a program to its good end and measures it. */
async function measureProgram(
  azure: LocalAzure,
  env: Record<string, string>,
  command: string,
  args: readonly string[],
): Promise<Figures> {
  const from = azure.requests.length;
  const startedAtMs = performance.now();
  const child = spawn(TIME, ["--format", "\n%U %S %M", command, ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const exitCode = await new Promise<number | null>((done, fail) => {
    child.on("error", fail);
    child.on("close", done);
  });
  const wallMs = performance.now() - startedAtMs;
  if (exitCode !== 0) throw new Error(`${command} ${args[0]} failed:\n${stderr.slice(-2_000)}`);
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trimEnd().split("\n").at(-1) ?? "").split(" ").map(Number);
  return {
    wallMs,
    cpuMs: (user + system) * 1000,
    maxRssBytes: kilobytes * 1024,
    ...trafficOf(azure.requests.slice(from)),
  };
}

async function askJson(azure: LocalAzure, url: string, options: Parameters<LocalAzure["ask"]>[1]) {
  const answer = await azure.ask(url, options);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return JSON.parse(answer.body.toString()) as Record<string, string>;
}

async function idTokenOf(azure: LocalAzure): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = azure.env();
  const asked = `${url}&audience=${encodeURIComponent("api://AzureADTokenExchange")}`;
  const { value = "" } = await askJson(azure, asked, { headers: { Authorization: `Bearer ${token}` } });
  return value;
}

/** `az login` with a federated token, and `az acr import`, each measured by itself. */
export interface AzureCli {
  login(): Promise<Figures>;
  importImage(source: string, target: string): Promise<Figures>;
}

export async function startAzureCli(azure: LocalAzure, { dev }: Contoso): Promise<AzureCli> {
  const env = {
    PATH: "/usr/bin:/bin",
    HOME: "",
    AZURE_CONFIG_DIR: "",
    AZURE_CORE_COLLECT_TELEMETRY: "no",
    HTTPS_PROXY: azure.proxyUrl,
    REQUESTS_CA_BUNDLE: azure.caFile,
  };
  const { clientId, tenantId, subscriptionId } = contoso;
  return {
    async login() {
      // As on a runner, nothing is left of an earlier one.
      env.HOME = env.AZURE_CONFIG_DIR = await mkdtemp(join(dirname(azure.caFile), "azure-cli-"));
      const token = await idTokenOf(azure);
      const identity = ["--username", clientId, "--tenant", tenantId, "--federated-token", token];
      return measureProgram(azure, env, AZ, ["login", "--service-principal", ...identity]);
    },
    importImage: (source, target) =>
      measureProgram(azure, env, AZ, [
        ...["acr", "import", "--name", "contosoprod", "--resource-group", "rg-prod", "--subscription", subscriptionId],
        ...["--registry", dev.id, "--source", source, "--image", target],
      ]),
  };
}

/** `skopeo copy --all`, logged in to both registries as the same identity, which for once may push. */
export async function startSkopeo(azure: LocalAzure, { prod }: Contoso) {
  azure.grant(contoso.clientId, "AcrPush", prod.id);
  const home = await mkdtemp(join(dirname(azure.caFile), "skopeo-"));
  const env = { PATH: "/usr/bin:/bin", HOME: home, XDG_RUNTIME_DIR: home, SSL_CERT_FILE: azure.caFile };
  const form = (fields: Record<string, string>) => ({
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
  const credentialsOf = async (host: string) => {
    const entra = `https://login.microsoftonline.com/${contoso.tenantId}/oauth2/v2.0/token`;
    const { access_token = "" } = await askJson(
      azure,
      entra,
      form({
        grant_type: "client_credentials",
        client_id: contoso.clientId,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: await idTokenOf(azure),
        scope: "https://containerregistry.azure.net/.default",
      }),
    );
    const exchange = form({ grant_type: "access_token", service: host, access_token });
    const { refresh_token = "" } = await askJson(azure, `https://${host}/oauth2/exchange`, exchange);
    return `00000000-0000-0000-0000-000000000000:${refresh_token}`;
  };
  return {
    async copy(source: string, target: string): Promise<Figures> {
      const [from, to] = await Promise.all([credentialsOf(contoso.dev), credentialsOf(contoso.prod)]);
      return measureProgram(azure, { ...env, HTTPS_PROXY: azure.proxyUrl }, SKOPEO, [
        ...["--insecure-policy", "copy", "--all", "--src-creds", from, "--dest-creds", to],
        ...[`docker://${contoso.dev}/${source}`, `docker://${contoso.prod}/${target}`],
      ]);
    },
  };
}
