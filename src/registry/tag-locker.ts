// Sets locks on tags and manifests of an ACR: `changeableAttributes`, by PATCH. Removes none.
// https://learn.microsoft.com/azure/container-registry/container-registry-image-lock
import { AuthenticationError, problemOf, RegistryError } from "../errors.ts";
import { parseJsonObject, textAt, valueAt } from "../json.ts";
import { isDigest } from "../oci/digest.ts";
import type { TagLocker } from "../ports.ts";
import { adviseLockRole } from "../role-grant.ts";
import { createRegistryAccess, type RegistryAccessOptions } from "./access.ts";
import { acrPath, apiUrl } from "./api-url.ts";
import { statesMissingRight } from "./auth/token-claims.ts";
import type { RegistryResponse } from "./exchange.ts";
import { ATTRIBUTES_MAX_BYTES } from "./locks.ts";

/** The attributes that a lock sets, in ACR's words. */
type LockedAttributes = Readonly<Partial<Record<"writeEnabled" | "deleteEnabled", false>>>;

const TAG_LOCK: LockedAttributes = { writeEnabled: false, deleteEnabled: false };
// Not writeEnabled: on a manifest that is locked against writing, no later tag could be set, and no undo could tag it again.
const MANIFEST_LOCK: LockedAttributes = { deleteEnabled: false };

/** Sets locks in one ACR under one identity. `isAbac`: its role assignments are per repository. */
export function createTagLocker(options: RegistryAccessOptions, isAbac: boolean): TagLocker {
  const { authorization } = options;
  const { host, side, exchange, origin, nameOf } = createRegistryAccess(options);

  function missingRight(repository: string, why: string, cause?: unknown): RegistryError {
    return new RegistryError(
      "LOCK_ROLE_MISSING",
      `This step's identity may not lock tags in ${host}/${repository} (metadata_write): ${why}`,
      { side, causeKey: host, remedy: adviseLockRole(host, isAbac), cause },
    );
  }

  async function lock(
    { repository, path, name }: { readonly repository: string; readonly path: string; readonly name: string },
    parent: "tag" | "manifest",
    attributes: LockedAttributes,
    signal: AbortSignal,
  ): Promise<RegistryResponse> {
    const received = await exchange
      .send({
        method: "PATCH",
        url: apiUrl(origin, path),
        repository,
        action: "metadata_write",
        accept: "application/json",
        body: JSON.stringify(attributes),
        maxBodyBytes: ATTRIBUTES_MAX_BYTES,
        hops: 0,
        expected: () => true,
        repeat: "safe",
        what: `Locking ${name}`,
        signal,
      })
      .catch((error: unknown) => {
        throw isRefusedLogin(error) ? missingRight(repository, error.message, error) : error;
      });
    const { response } = received;
    if (response.status !== 200) {
      const error = exchange.failure(received);
      const isRefused = error.code === "REGISTRY_UNAUTHORIZED" || error.code === "REGISTRY_DENIED";
      throw isRefused ? missingRight(repository, error.message, error) : error;
    }
    const body = parseJsonObject(response.body);
    const unset = Object.keys(attributes).find((key) => valueAt(body, parent, "changeableAttributes", key) !== false);
    if (unset !== undefined) throw exchange.invalid(received, `the response does not show ${unset}: false`);
    return received;
  }

  return {
    async findMissingRight(repository, signal) {
      const scope = { repository, action: "metadata_write" } as const;
      try {
        const header = await authorization.authorize(scope, signal);
        if (header === undefined || !statesMissingRight(header, scope)) return undefined;
        return problemOf(missingRight(repository, "the registry's access token does not have the right."), "plan");
      } catch (error) {
        signal.throwIfAborted();
        // A failure of the network proves nothing about the right.
        return isRefusedLogin(error) ? problemOf(missingRight(repository, error.message, error), "plan") : undefined;
      }
    },

    async lockManifest(repository, digest, signal) {
      const path = acrPath.manifest(repository, digest);
      await lock({ repository, path, name: nameOf(repository, digest) }, "manifest", MANIFEST_LOCK, signal);
    },

    async lockTag(repository, tag, signal) {
      const name = nameOf(repository, tag);
      const received = await lock({ repository, path: acrPath.tag(repository, tag), name }, "tag", TAG_LOCK, signal);
      const digest = textAt(parseJsonObject(received.response.body), "tag", "digest") ?? "";
      if (!isDigest(digest)) throw exchange.invalid(received, "the response does not show the digest of the tag");
      return digest;
    },
  };
}

/** True where the token service issues no token for the scope: it refuses scopes that the identity has no right to. */
function isRefusedLogin(error: unknown): error is AuthenticationError {
  return error instanceof AuthenticationError && error.code === "REGISTRY_LOGIN_REFUSED";
}
