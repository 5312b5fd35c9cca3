// Gets Entra tokens for the identity of a Kubernetes service account: its token, from the file that Kubernetes renews, is
// exchanged at Entra. Loaded only with `login: workload-identity`. https://azure.github.io/azure-workload-identity/docs/
import { constants, open } from "node:fs/promises";
import { AuthenticationError } from "../errors.ts";
import { TOKEN_MAX_BYTES } from "../http/http.ts";
import { quote } from "../quote.ts";
import type { AssertionSource } from "./credential.ts";
import { parseClaims } from "./id-token-claims.ts";

/**
 * The assertions of the service account. `mask` is called with each before it is used. The file is read once for an exchange:
 * the SDK's own credential would read it again, and send a token that was not masked.
 */
export function createServiceAccount(tokenFile: string, mask: (secret: string) => void): AssertionSource {
  const file = `The service account's token file ${quote(tokenFile)} (AZURE_FEDERATED_TOKEN_FILE)`;
  const invalid = (why: string) => new AuthenticationError("TOKEN_FILE_INVALID", `${file} ${why}.`);

  return {
    login: "workload-identity",
    async getAssertion(signal) {
      const text = await readStart(tokenFile).catch((error: NodeJS.ErrnoException) => {
        const why = `${file} cannot be read (${error.code ?? error.name}).`;
        throw new AuthenticationError("TOKEN_FILE_UNREADABLE", why, { cause: error });
      });
      signal.throwIfAborted();
      const token = text.trim();
      if (token === "") throw invalid("is empty");
      if (token.length > TOKEN_MAX_BYTES) throw invalid("is too large for a token");
      mask(token);
      const claims = parseClaims(token);
      if (claims === undefined) throw invalid("does not contain a JSON Web Token with issuer, subject and audience");
      return { token, claims };
    },
  };
}

/** Reads not much more than a token: the variable may name any file. */
async function readStart(path: string): Promise<string> {
  // A pipe that nothing writes to would be waited for.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(2 * TOKEN_MAX_BYTES), position: 0 });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
