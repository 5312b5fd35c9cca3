// Gets Entra tokens for the identity of a Kubernetes service account: its token, from the file that Kubernetes renews, is
// exchanged at Entra. Loaded only with `login: workload-identity`. https://azure.github.io/azure-workload-identity/docs/
import { readFile } from "node:fs/promises";
import { AuthenticationError } from "../errors.ts";
import { TOKEN_MAX_BYTES } from "../http/http.ts";
import { quote } from "../quote.ts";
import type { AssertionSource } from "./credential.ts";
import { parseClaims } from "./id-token-claims.ts";
import { loadIdentity } from "./sdk.ts";

/** The assertions of the service account. `mask` is called with each before it is used. */
export function createServiceAccount(tokenFile: string, mask: (secret: string) => void): AssertionSource {
  const file = `The service account's token file ${quote(tokenFile)} (AZURE_FEDERATED_TOKEN_FILE)`;
  const invalid = (why: string) => new AuthenticationError("TOKEN_FILE_INVALID", `${file} ${why}.`);

  return {
    login: "workload-identity",
    async getAssertion(signal) {
      const [{ WorkloadIdentityCredential }, text] = await Promise.all([
        loadIdentity(),
        readFile(tokenFile, { encoding: "utf8", signal }).catch((error: NodeJS.ErrnoException) => {
          signal.throwIfAborted();
          const why = `${file} cannot be read (${error.code ?? error.name}).`;
          throw new AuthenticationError("TOKEN_FILE_UNREADABLE", why, { cause: error });
        }),
      ]);
      const token = text.trim();
      if (token === "") throw invalid("is empty");
      if (token.length > TOKEN_MAX_BYTES) throw invalid("is too large for a token");
      mask(token);
      const claims = parseClaims(token);
      if (claims === undefined) throw invalid("does not contain a JSON Web Token with issuer, subject and audience");
      return {
        claims,
        // It reads the file again. Without options it would take tenant, client and authority from the environment.
        createCredential: ({ tenantId, clientId }, options) =>
          new WorkloadIdentityCredential({ ...options, tenantId, clientId, tokenFilePath: tokenFile }),
      };
    },
  };
}
