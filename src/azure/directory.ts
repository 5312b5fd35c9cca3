// Look-ups of registries in Azure Resource Manager: by resource ID one GET, by name or login server one listing that all look-ups share.
// https://learn.microsoft.com/rest/api/container-registry/registries
import { Coalescer } from "../coalesce.ts";
import { AzureError } from "../errors.ts";
import type { Http } from "../http/http.ts";
import type { ProblemCode, Side } from "../problems.ts";
import { formatResourceId, type RegistryName, type RegistryResource } from "../request/registry-resource.ts";
import { adviseRoleGrant } from "../role-grant.ts";
import { type ArmAnswer, createArmClient } from "./arm-client.ts";
import { type Cloud, loginServerOf } from "./cloud.ts";
import type { EntraTokens } from "./credential.ts";
import { diagnoseArm, parseArmFailure } from "./diagnosis/diagnosis.ts";
import { allows, IMPORT_ACTION, PERMISSIONS_API_VERSION, parsePermissions } from "./permissions.ts";
import { parseRegistryList, parseRegistryResource } from "./registry-json.ts";

/** A look-up's end. `hidden`: ARM shows no such registry to this identity, which for a source may be good enough. */
export type RegistryLookup =
  | { readonly kind: "found"; readonly resource: RegistryResource }
  | { readonly kind: "hidden"; readonly error: AzureError };

/** Finds registries as one identity. */
export interface RegistryDirectory {
  /** @throws AzureError, AuthenticationError, NetworkError, or the signal's reason when aborted */
  findRegistry(name: RegistryName, side: Side, signal: AbortSignal): Promise<RegistryLookup>;
  /** Whether the identity has the right to import into the registry; undefined where Azure does not tell. */
  mayImportInto(resource: RegistryResource, signal: AbortSignal): Promise<boolean | undefined>;
}

/** What {@link createRegistryDirectory} works with. */
export interface RegistryDirectoryOptions {
  readonly cloud: Cloud;
  readonly http: Http;
  readonly tokens: EntraTokens;
  /** Where names and login servers are looked up; resource IDs need none. */
  readonly subscriptionId?: string | undefined;
}

/** Far more registries than a subscription can hold. */
const PAGES_MAX = 100;
/** Codes that say "not there, or not for you". */
const HIDDEN: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "ARM_REGISTRY_NOT_FOUND",
  "ARM_GROUP_NOT_FOUND",
  "ARM_SUBSCRIPTION_NOT_FOUND",
  "ARM_ROLE_MISSING",
]);

function formatName(name: RegistryName): string {
  return name.kind === "login-server" ? name.host : name.kind === "name" ? name.name : name.id.name;
}

function isNamed(resource: RegistryResource, name: RegistryName, cloud: Cloud): boolean {
  if (name.kind === "name") return resource.name.toLowerCase() === name.name.toLowerCase();
  if (name.kind === "login-server") return resource.loginServer === (loginServerOf(cloud, name.host) ?? name.host);
  return formatResourceId(resource.id).toLowerCase() === formatResourceId(name.id).toLowerCase();
}

/** ARM's registries, as the tokens' identity sees them. */
export function createRegistryDirectory(options: RegistryDirectoryOptions): RegistryDirectory {
  const { cloud, http, tokens, subscriptionId } = options;

  async function get(
    path: string,
    subscription: string,
    what: string,
    registry: string,
    side: Side,
    signal: AbortSignal,
    apiVersion?: string,
  ) {
    let received: ArmAnswer | undefined;
    const client = await createArmClient({
      cloud,
      http,
      tokens,
      subscriptionId: subscription,
      what,
      stage: "login",
      side,
      signal,
      onAnswer: (answer) => {
        received = answer;
      },
    });
    // Not by the SDK's models: they drop softDeletePolicy, and fail on a registry without a SKU.
    const queryParameters = apiVersion === undefined ? {} : { "api-version": apiVersion };
    await client.pathUnchecked(path).get({ queryParameters });
    const answer = received as ArmAnswer | undefined;
    if (answer?.status === 200) return answer.text;
    const failure = parseArmFailure(
      answer?.status ?? 0,
      answer?.text ?? "",
      answer?.header("x-ms-correlation-request-id"),
    );
    const { code, message, remedy, transient } = diagnoseArm(failure, { what, registry, side });
    throw new AzureError(code, message, { stage: "login", side, remedy, transient, status: failure.status });
  }

  async function list(subscription: string, signal: AbortSignal): Promise<readonly RegistryResource[]> {
    const what = "listing the container registries of the subscription";
    const found: RegistryResource[] = [];
    let next: string | undefined = `/subscriptions/${subscription}/providers/Microsoft.ContainerRegistry/registries`;
    for (let page = 1; next !== undefined; page += 1) {
      const text = await get(next, subscription, what, "<registry>", "target", signal);
      const { registries, nextLink } = parseRegistryList(text);
      found.push(...registries);
      next = nextLink;
      if (page === PAGES_MAX && next !== undefined) {
        throw new AzureError("ARM_ANSWER_INVALID", `${what}: Azure's answer does not end.`, {
          remedy: "Name the registry by its resource ID.",
        });
      }
    }
    return found;
  }

  let listed: readonly RegistryResource[] | undefined;
  const listings = new Coalescer<readonly RegistryResource[]>();

  async function listOnce(subscription: string, signal: AbortSignal): Promise<readonly RegistryResource[]> {
    if (listed !== undefined) return listed;
    listed = await listings.run(subscription, (sharedSignal) => list(subscription, sharedSignal), signal);
    return listed;
  }

  /** The listing is shared by both sides; its failure is told for the side that asked. */
  function rethrowListing(error: unknown, name: RegistryName, side: Side): never {
    if (!(error instanceof AzureError)) throw error;
    if (error.code === "ARM_ROLE_MISSING") throw notListed(name, side, error);
    const { code, stage, message, remedy, status, transient } = error;
    throw new AzureError(code, message, { stage, side, remedy, status, transient, cause: error });
  }

  function notListed(name: RegistryName, side: Side, cause?: AzureError): AzureError {
    const registry = formatName(name);
    const input = side === "source" ? "source-registry" : "registry";
    return new AzureError(
      "ARM_REGISTRY_NOT_FOUND",
      `Looking up registry ${registry} failed: the subscription has no such container registry, or this step's identity has no right to see it.`,
      {
        side,
        cause,
        remedy: `For a registry in another subscription write its resource ID in ${input} (az acr show --name <registry> --query id prints it). In this one: ${adviseRoleGrant(registry)}`,
      },
    );
  }

  async function find(name: RegistryName, side: Side, signal: AbortSignal): Promise<RegistryResource> {
    if (name.kind === "resource-id") {
      const what = `looking up registry ${name.id.name}`;
      const id = formatResourceId(name.id);
      return parseRegistryResource(await get(id, name.id.subscriptionId, what, name.id.name, side, signal));
    }
    if (subscriptionId === undefined) {
      throw new AzureError(
        "SUBSCRIPTION_MISSING",
        `Registry ${formatName(name)} cannot be looked up without a subscription.`,
        { side },
      );
    }
    const registries = await listOnce(subscriptionId, signal).catch((error: unknown) =>
      rethrowListing(error, name, side),
    );
    const resource = registries.find((candidate) => isNamed(candidate, name, cloud));
    if (resource === undefined) throw notListed(name, side);
    return resource;
  }

  return {
    async findRegistry(name, side, signal) {
      try {
        return { kind: "found", resource: await find(name, side, signal) };
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof AzureError && HIDDEN.has(error.code)) return { kind: "hidden", error };
        throw error;
      }
    },
    async mayImportInto({ id, name }, signal) {
      const what = `asking for this identity's permissions on ${name}`;
      const path = `${formatResourceId(id)}/providers/Microsoft.Authorization/permissions`;
      try {
        const text = await get(path, id.subscriptionId, what, name, "target", signal, PERMISSIONS_API_VERSION);
        return allows(parsePermissions(text), IMPORT_ACTION);
      } catch (error) {
        signal.throwIfAborted();
        // Not every identity may see its own permissions; the import itself will tell.
        if (error instanceof AzureError) return undefined;
        throw error;
      }
    },
  };
}
