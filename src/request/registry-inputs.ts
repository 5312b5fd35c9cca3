// The inputs that name the two registries, and whether a host belongs to the target and its cloud.
import { quote } from "../quote.ts";
import { addProblem, type Inputs, textOf } from "./inputs.ts";
import { formatPlace, type Place, tryParse } from "./place.ts";
import { formatRegistryName, parseRegistryName, type RegistryName } from "./registry-name.ts";
import type { CloudName } from "./request.ts";

/** Where the step promotes to. */
export interface Destination {
  readonly cloud: CloudName;
  /** Undefined: the input `registry` is missing or invalid. */
  readonly target: RegistryName | undefined;
}

/** The input `registry`, which must be an ACR. */
export function targetOf(inputs: Inputs, cloud: CloudName): RegistryName | undefined {
  const input = "registry";
  if (textOf(inputs, input) === "") {
    addProblem(inputs, { input }, "registry is required.", {
      code: "INPUT_REQUIRED",
      remedy: "Set registry to the target's name, login server or resource ID, for example contosoprod.azurecr.io",
    });
    return undefined;
  }
  const registry = registryOf(inputs, input);
  if (registry?.kind === "login-server" && inputs.raw.acrCloudOf(registry.host) === undefined) {
    addProblem(
      inputs,
      { input },
      `registry: ${registry.host} is not the login server of an Azure container registry.`,
      {
        code: "REGISTRY_INVALID",
        remedy: "Set registry to the login server of the target, for example contosoprod.azurecr.io",
      },
    );
    return undefined;
  }
  if (registry !== undefined) checkCloud(inputs, { input }, registry, cloud);
  return registry;
}

/** The input `source-registry`; undefined if it is not set. */
export function sourceRegistryOf(inputs: Inputs, cloud: CloudName): RegistryName | undefined {
  const input = "source-registry";
  const registry = textOf(inputs, input) === "" ? undefined : registryOf(inputs, input);
  if (registry !== undefined) checkCloud(inputs, { input }, registry, cloud);
  return registry;
}

function registryOf(inputs: Inputs, input: string): RegistryName | undefined {
  const { value, problem } = tryParse(() => parseRegistryName(textOf(inputs, input)), { input });
  if (problem !== undefined) inputs.problems.push({ ...problem, message: `${input}: ${problem.message}` });
  return value;
}

/** Reports a registry that is an ACR of another cloud. Names and resource IDs are looked up in the right cloud anyway. */
export function checkCloud(inputs: Inputs, place: Place, registry: RegistryName, cloud: CloudName): void {
  if (registry.kind !== "login-server") return;
  const hostCloud = inputs.raw.acrCloudOf(registry.host);
  if (hostCloud === undefined || hostCloud === cloud) return;
  const message = `${formatPlace(place)}: ${registry.host} belongs to ${hostCloud}, but the input environment is ${cloud}.`;
  addProblem(inputs, place, message, {
    code: "CLOUD_MISMATCH",
    remedy: `Set environment: ${hostCloud}, or use a registry of ${cloud}. An import cannot cross clouds.`,
  });
}

/** True when a host can be the login server of the registry; with a DNS name label, that is `name-hash.azurecr.io`. */
export function isLoginServerOf(registry: RegistryName, host: string): boolean {
  if (registry.kind === "login-server") return registry.host === host;
  const name = formatRegistryName(registry).toLowerCase();
  const [label = ""] = host.split(".");
  return label === name || label.startsWith(`${name}-`);
}

/** The target as messages quote it: its name, or the invalid text. */
export function quoteTarget(inputs: Inputs, { target }: Destination): string {
  return quote(target === undefined ? textOf(inputs, "registry") : formatRegistryName(target));
}
