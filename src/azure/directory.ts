// Looks registries up in Azure Resource Manager: a resource ID by one GET, names and login servers by one listing that all
// look-ups share. https://learn.microsoft.com/rest/api/container-registry/registries
import { Coalescer } from "../coalesce.ts";
import { AzureError, NetworkError } from "../errors.ts";
import type { Http } from "../http/http.ts";
import type { ProblemCode, Side } from "../problems.ts";
import { formatRegistryName, type RegistryName } from "../request/registry-name.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import { formatResourceId } from "../request/resource-id.ts";
import { adviseRoleGrant } from "../role-grant.ts";
import { type ApiVersions, SOFT_DELETE_API_VERSION } from "./api-versions.ts";
import { type ArmResponse, createArmClient } from "./arm-client.ts";
import { type Cloud, isLoginServer, loginServerOf } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
import { diagnoseArm } from "./diagnosis/arm-diagnosis.ts";
import { parseArmFailure } from "./diagnosis/arm-failure.ts";
import { capitalize } from "./diagnosis/azure-text.ts";
import { allows, IMPORT_ACTION, PERMISSIONS_API_VERSION, parsePermissions } from "./permissions.ts";
import { parseRegistryList, parseRegistryResource, parseSoftDeletePolicy } from "./registry-json.ts";

/** The result of a look-up. `hidden`: ARM shows no such registry to this identity; a source may still be readable. */
export type RegistryLookup =
  | { readonly kind: "found"; readonly resource: RegistryResource }
  | { readonly kind: "hidden"; readonly error: AzureError };

/** Looks registries up with one identity's tokens. */
export interface RegistryDirectory {
  /** @throws AzureError, AuthenticationError, NetworkError, or the signal's reason when aborted */
  findRegistry(name: RegistryName, side: Side, signal: AbortSignal): Promise<RegistryLookup>;
  /** Whether the identity may import into the registry; undefined where Azure does not show its permissions. */
  mayImportInto(resource: RegistryResource, signal: AbortSignal): Promise<boolean | undefined>;
  /** Whether the registry keeps deleted images for a while; undefined where Azure does not show it. Requests it once for a registry. */
  hasSoftDelete(resource: RegistryResource, side: Side, signal: AbortSignal): Promise<boolean | undefined>;
}

/** Everything that {@link createRegistryDirectory} needs. */
export interface RegistryDirectoryOptions {
  readonly cloud: Cloud;
  readonly http: Http;
  readonly tokens: EntraTokens;
  readonly apiVersions: ApiVersions;
  /** The subscription in which names and login servers are looked up; resource IDs contain their own. */
  readonly subscriptionId?: string | undefined;
}

/** Far more registries than a subscription can hold. */
const PAGES_MAX = 100;
/** Codes of a registry that does not exist, or that the identity may not see. */
const HIDDEN: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "ARM_REGISTRY_NOT_FOUND",
  "ARM_GROUP_NOT_FOUND",
  "ARM_SUBSCRIPTION_NOT_FOUND",
  "ARM_ROLE_MISSING",
]);

function isNamed(resource: RegistryResource, name: RegistryName, cloud: Cloud): boolean {
  if (name.kind === "name") return resource.name.toLowerCase() === name.name.toLowerCase();
  if (name.kind === "login-server") return resource.loginServer === (loginServerOf(cloud, name.host) ?? name.host);
  return formatResourceId(resource.id).toLowerCase() === formatResourceId(name.id).toLowerCase();
}

/** One GET of {@link createRegistryDirectory}. */
interface Get {
  /** An absolute path, or the next link of a listing. */
  readonly path: string;
  readonly subscriptionId: string;
  /** For error messages: "looking up registry contosoprod". */
  readonly what: string;
  readonly registry: string;
  readonly side: Side;
  readonly signal: AbortSignal;
  /** Default: the run's. */
  readonly apiVersion?: string;
}

/** Creates the directory of the registries that the identity of `tokens` may see. */
export function createRegistryDirectory(options: RegistryDirectoryOptions): RegistryDirectory {
  const { cloud, http, tokens, apiVersions } = options;

  async function get({ path, subscriptionId, what, registry, side, signal, apiVersion }: Get): Promise<string> {
    let received: ArmResponse | undefined;
    const client = await createArmClient({
      cloud,
      http,
      tokens,
      apiVersions,
      subscriptionId,
      what,
      stage: "login",
      side,
      signal,
      onResponse: (response) => {
        received = response;
      },
    });
    // Without the SDK's models: they fail on a registry without a SKU.
    const queryParameters = apiVersion === undefined ? {} : { "api-version": apiVersion };
    await client.pathUnchecked(path).get({ queryParameters });
    const response = received as ArmResponse | undefined;
    if (response?.status === 200) return response.text;
    const failure = parseArmFailure(
      response?.status ?? 0,
      response?.text ?? "",
      response?.header("x-ms-correlation-request-id"),
    );
    const { code, message, remedy, transient } = diagnoseArm(failure, { what, registry, side, redact: http.redact });
    throw new AzureError(code, message, { stage: "login", side, remedy, transient, status: failure.status });
  }

  async function list(subscriptionId: string, signal: AbortSignal): Promise<readonly RegistryResource[]> {
    const what = "listing the container registries of the subscription";
    const found: RegistryResource[] = [];
    let next: string | undefined = `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerRegistry/registries`;
    for (let page = 1; next !== undefined; page += 1) {
      const text = await get({ path: next, subscriptionId, what, registry: "<registry>", side: "target", signal });
      const { registries, nextLink } = parseRegistryList(text);
      found.push(...registries);
      next = nextLink;
      if (page === PAGES_MAX && next !== undefined) {
        throw new AzureError(
          "ARM_ANSWER_INVALID",
          `${capitalize(what)} failed: there are more than ${PAGES_MAX} pages.`,
          {
            remedy: "Name the registry by its resource ID.",
          },
        );
      }
    }
    return found;
  }

  let listed: readonly RegistryResource[] | undefined;
  const listings = new Coalescer<readonly RegistryResource[]>();

  async function listOnce(subscriptionId: string, signal: AbortSignal): Promise<readonly RegistryResource[]> {
    listed ??= await listings.run(subscriptionId, (sharedSignal) => list(subscriptionId, sharedSignal), signal);
    return listed;
  }

  /** Both sides share the listing; a failure is reported for the side of the look-up. */
  function rethrowListing(error: unknown, name: RegistryName, side: Side): never {
    if (!(error instanceof AzureError)) throw error;
    if (error.code === "ARM_ROLE_MISSING") throw notListed(name, side, error);
    const { code, stage, message, remedy, status, transient } = error;
    throw new AzureError(code, message, { stage, side, remedy, status, transient, cause: error });
  }

  function notListed(name: RegistryName, side: Side, cause?: AzureError): AzureError {
    const registry = formatRegistryName(name);
    const input = side === "source" ? "source-registry" : "registry";
    return new AzureError(
      "ARM_REGISTRY_NOT_FOUND",
      `Looking up registry ${registry} failed: the subscription has no such container registry, or this step's identity has no permission to see it.`,
      {
        side,
        cause,
        remedy: `If the registry is in another subscription, set ${input} to its resource ID (az acr show --name <registry> --query id prints it). If it is in this one: ${adviseRoleGrant(registry)}`,
      },
    );
  }

  async function find(name: RegistryName, side: Side, signal: AbortSignal): Promise<RegistryResource> {
    if (name.kind === "resource-id") {
      const { name: registry, subscriptionId } = name.id;
      const what = `looking up registry ${registry}`;
      const resource = parseRegistryResource(
        await get({ path: formatResourceId(name.id), subscriptionId, what, registry, side, signal }),
      );
      if (isNamed(resource, name, cloud)) return resource;
      throw new AzureError(
        "ARM_ANSWER_INVALID",
        `${capitalize(what)} failed: the response describes another registry, ${resource.name}.`,
        { side },
      );
    }
    if (options.subscriptionId === undefined) {
      throw new AzureError(
        "SUBSCRIPTION_MISSING",
        `Looking up registry ${formatRegistryName(name)} by its name needs subscription-id, which is not set.`,
        { side },
      );
    }
    const registries = await listOnce(options.subscriptionId, signal).catch((error: unknown) =>
      rethrowListing(error, name, side),
    );
    const [resource, other] = registries.filter((candidate) => isNamed(candidate, name, cloud));
    if (resource === undefined) throw notListed(name, side);
    const isOfSubscription = resource.id.subscriptionId.toLowerCase() === options.subscriptionId.toLowerCase();
    // Names are unique in a cloud. Either of two could be the wrong one to promote from, or into.
    if (other === undefined && isOfSubscription) return resource;
    throw new AzureError(
      "ARM_ANSWER_INVALID",
      `Looking up registry ${formatRegistryName(name)} failed: the list of the subscription has it ${isOfSubscription ? "twice" : "with the resource ID of another subscription"}.`,
      { side },
    );
  }

  /** Entra's and ACR's tokens go to the login server, so it must be one of this cloud, and of this very registry. */
  function checkLoginServer({ id: { name }, loginServer }: RegistryResource, side: Side): void {
    if (isLoginServer(cloud, loginServer, name)) return;
    const [label, suffix] = [name.toLowerCase(), cloud.registrySuffix];
    throw new AzureError(
      "LOGIN_SERVER_REFUSED",
      `Looking up registry ${name} failed: its login server is ${loginServer} by Azure Resource Manager, but in ${cloud.title} it must be ${label}${suffix} or ${label}-<hash>${suffix}. No token was sent to it.`,
      { side },
    );
  }

  const softDelete = new Map<string, boolean | undefined>();
  const softDeleteReads = new Coalescer<boolean | undefined>();

  async function readSoftDelete(
    { id, name }: RegistryResource,
    side: Side,
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    const text = await get({
      path: formatResourceId(id),
      subscriptionId: id.subscriptionId,
      what: `reading whether ${name} keeps deleted images`,
      registry: name,
      side,
      signal,
      apiVersion: SOFT_DELETE_API_VERSION,
    }).catch((error: unknown) => {
      signal.throwIfAborted();
      // Only a hint depends on it, and a cloud may not know this version.
      if (error instanceof AzureError || error instanceof NetworkError) return undefined;
      throw error;
    });
    return text === undefined ? undefined : parseSoftDeletePolicy(text);
  }

  return {
    async hasSoftDelete(resource, side, signal) {
      const key = formatResourceId(resource.id);
      if (!softDelete.has(key)) {
        const read = (sharedSignal: AbortSignal) => readSoftDelete(resource, side, sharedSignal);
        softDelete.set(key, await softDeleteReads.run(key, read, signal));
      }
      return softDelete.get(key);
    },
    async findRegistry(name, side, signal) {
      try {
        const resource = await find(name, side, signal);
        checkLoginServer(resource, side);
        return { kind: "found", resource };
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof AzureError && HIDDEN.has(error.code)) return { kind: "hidden", error };
        throw error;
      }
    },
    async mayImportInto({ id, name }, signal) {
      const what = `reading this identity's permissions on ${name}`;
      const path = `${formatResourceId(id)}/providers/Microsoft.Authorization/permissions`;
      try {
        const text = await get({
          path,
          subscriptionId: id.subscriptionId,
          what,
          registry: name,
          side: "target",
          signal,
          apiVersion: PERMISSIONS_API_VERSION,
        });
        return allows(parsePermissions(text), IMPORT_ACTION);
      } catch (error) {
        signal.throwIfAborted();
        // Not every identity may read its own permissions. Then only the import shows whether it is allowed.
        if (error instanceof AzureError) return undefined;
        throw error;
      }
    },
  };
}
