// The only door to Azure's SDKs: loads them when they are needed, and mute.

/**
 * With one of these set, the SDKs write every request to stderr: polling URLs with their signature, and foreign text that
 * the runner would read for commands. They look at them once, when they load.
 */
const LOG_SWITCHES = ["AZURE_LOG_LEVEL", "TYPESPEC_RUNTIME_LOG_LEVEL", "DEBUG"];

function mute(): void {
  for (const name of LOG_SWITCHES) delete process.env[name];
}

/** `@azure/identity`, for the exchange of ID tokens. */
export function loadIdentity(): Promise<typeof import("@azure/identity")> {
  mute();
  return import("@azure/identity");
}

/** The SDK's client for container registries in ARM, and its import operation. */
export async function loadContainerRegistry() {
  mute();
  const [{ createContainerRegistryManagement }, { importImage }] = await Promise.all([
    import("@azure/arm-containerregistry/api"),
    import("@azure/arm-containerregistry/api/registries"),
  ]);
  return { createContainerRegistryManagement, importImage };
}

/** What both of them are made of. */
export function loadRestPipeline(): Promise<typeof import("@azure/core-rest-pipeline")> {
  mute();
  return import("@azure/core-rest-pipeline");
}
