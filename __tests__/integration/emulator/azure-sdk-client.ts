// Signs in and imports an image with Azure's own packages, as a program of its own: a client of the local Azure that nobody here wrote.
import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { ClientAssertionCredential } from "@azure/identity";

const { env } = process;
const read = (name: string) => env[name] ?? "";

async function fetchIdToken(): Promise<string> {
  const url = `${read("ACTIONS_ID_TOKEN_REQUEST_URL")}&audience=${encodeURIComponent("api://AzureADTokenExchange")}`;
  const headers = { Authorization: `Bearer ${read("ACTIONS_ID_TOKEN_REQUEST_TOKEN")}` };
  return ((await (await fetch(url, { headers })).json()) as { value: string }).value;
}

const credential = new ClientAssertionCredential(read("AZURE_TENANT_ID"), read("AZURE_CLIENT_ID"), fetchIdToken);
const client = new ContainerRegistryManagementClient(credential, read("AZURE_SUBSCRIPTION_ID"));
const names: string[] = [];
for await (const registry of client.registries.list()) names.push(registry.name ?? "");
const target = await client.registries.get(read("RESOURCE_GROUP"), read("REGISTRY"));
let error: unknown;
try {
  await client.registries.importImage(read("RESOURCE_GROUP"), read("REGISTRY"), JSON.parse(read("IMPORT")));
} catch (caught) {
  const { code, statusCode } = caught as { code: string; statusCode: number };
  error = { code, statusCode };
}
console.log(JSON.stringify({ names, loginServer: target.loginServer, error }));
