// Authorization of a registry's requests, as types. Implementations obtain the tokens; the exchange only sends them.
import type { LoginOrigin } from "./login-origin.ts";

/**
 * The action of a request in one repository. `metadata_read` is ACR's name for listing tags and reading locks, `metadata_write` for
 * setting locks.
 */
export interface RepositoryScope {
  readonly repository: string;
  readonly action: "pull" | "metadata_read" | "metadata_write";
}

/** A request that a registry refused with 401. */
export interface Refusal {
  /** The Authorization header that was sent, if any. */
  readonly authorization: string | undefined;
  /** The WWW-Authenticate header of the response, if any. */
  readonly challenge: string | undefined;
}

/** Authorization headers for one registry under one identity. Both methods throw AuthenticationError, RegistryError, NetworkError. */
export interface Authorization {
  /** For errors. */
  readonly origin: LoginOrigin;
  /** The header to send; undefined: send none. */
  authorize(scope: RepositoryScope, signal: AbortSignal): Promise<string | undefined>;
  /** A new header after a 401; undefined: there is none to try. */
  renew(scope: RepositoryScope, refusal: Refusal, signal: AbortSignal): Promise<string | undefined>;
}

/** A user's credentials for one registry. */
export type RegistryCredentials =
  | { readonly kind: "anonymous" }
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  /** A password without a user name, or Docker's `registrytoken`: an access token, sent unchanged. */
  | { readonly kind: "access-token"; readonly token: string }
  /** Docker's `identitytoken`. */
  | { readonly kind: "refresh-token"; readonly token: string };

/** Credentials, and where they came from. */
export interface RegistryLogin {
  readonly credentials: RegistryCredentials;
  readonly origin: LoginOrigin;
}

/** True for a token that can be sent in a header: visible ASCII characters only. */
export function isHeaderText(token: string): boolean {
  return /^[!-~]+$/.test(token);
}

/** https://www.rfc-editor.org/rfc/rfc7617#section-2 */
export function formatBasic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}

/** The space-separated form of https://distribution.github.io/distribution/spec/auth/scope/ */
export function formatScope(repository: string, actions: readonly string[]): string {
  return `repository:${repository}:${actions.join(",")}`;
}
