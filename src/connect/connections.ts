// Connects to registries: the target here, sources by source-routes.ts. Part of the composition root: the only folder that knows
// both the Azure and the registry edge.
import { createImporter } from "../azure/importer.ts";
import { PromotionError } from "../errors.ts";
import type { Registries, SourceRegistry, TargetRegistry } from "../ports.ts";
import type { RegistryResource } from "../request/registry-resource.ts";
import type { PromotionRequest } from "../request/request.ts";
import { adviseRoleGrant } from "../role-grant.ts";
import { createReaders, type Readers } from "./readers.ts";
import { createSourceRoutes } from "./source-routes.ts";
import { type ConnectionPorts, createStep, type Step } from "./step.ts";

/** The registries of one step. Each is connected once, for all of its images. */
export function createRegistries(request: PromotionRequest, ports: ConnectionPorts): Registries {
  const step = createStep(request, ports);
  const readers = createReaders(step);
  const connectToSource = createSourceRoutes(step, readers);
  const sources = new Map<string, Promise<SourceRegistry>>();
  let target: Promise<TargetRegistry> | undefined;
  return {
    connectTarget: (signal) => {
      target ??= connectToTarget(step, readers, signal);
      return target;
    },
    connectSource: (named, signal) => {
      const name = named ?? request.sourceRegistry;
      if (name === undefined) throw new PromotionError("SOURCE_REGISTRY_MISSING", "The source registry is missing.");
      const key = JSON.stringify(name);
      const source = sources.get(key) ?? connectToSource(name, signal);
      sources.set(key, source);
      return source;
    },
  };
}

async function connectToTarget(step: Step, readers: Readers, signal: AbortSignal): Promise<TargetRegistry> {
  const { request, ports, cloud, tokens, apiVersions, directory } = step;
  // Both tokens are needed anyway: prefetch ARM's while its SDK loads, and the registry's while ARM looks up the login server.
  for (const scope of [cloud.armScope, cloud.registryScope]) {
    tokens.getToken(scope, signal).catch(() => undefined);
  }
  const named = { name: request.target, side: "target" } as const;
  readers.prefetchLogin(named, signal);
  const lookup = await directory.findRegistry(named.name, "target", signal);
  if (lookup.kind === "hidden") throw lookup.error;
  const { resource } = lookup;
  const { http, clock, log } = ports;
  if (request.dryRun) await warnOfMissingPermission(resource, step, signal);
  return {
    resource,
    reader: readers.own(resource.loginServer, named, resource),
    locker: readers.ownLocker(resource, named),
    importer: createImporter({ cloud, http, tokens, apiVersions, clock, target: resource, log }),
  };
}

/** Only an import proves the permission to import. A dry run can only look it up, and warn: another identity may do the real run. */
async function warnOfMissingPermission(
  target: RegistryResource,
  { directory, ports }: Step,
  signal: AbortSignal,
): Promise<void> {
  if ((await directory.mayImportInto(target, signal)) !== false) return;
  const { loginServer } = target;
  ports.log.warning(
    `This identity may read ${loginServer} but not import into it. A run without dry-run needs another identity, or this role: ${adviseRoleGrant(loginServer)}`,
  );
}
