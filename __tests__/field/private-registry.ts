// A private registry with a token service wherever a test puts it, and a login for it.
import type { LocalAzure } from "../emulator/azure.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { putImage } from "../emulator/images.ts";

export const PASSWORD = "0localAzureSourcePassword0";
export const LOGIN = { "source-username": "deploy", "source-password": PASSWORD };

/** Adds a registry with the image `app:1` whose challenge names this realm. The token service there would accept the login. */
export function privateRegistry(azure: LocalAzure, host: string, realm: string): void {
  const registry = addForeignRegistry(azure, { host, authentication: "bearer", anonymousPull: false, realm });
  registry.addUser("deploy", PASSWORD);
  putImage({ store: registry.store, repository: "app" }, { content: host, tag: "1" });
}

/** The same login as docker/login-action leaves it. */
export function dockerConfig(host: string): { readonly homeFiles: Record<string, string> } {
  const auth = Buffer.from(`deploy:${PASSWORD}`).toString("base64");
  return { homeFiles: { ".docker/config.json": JSON.stringify({ auths: { [host]: { auth } } }) } };
}
