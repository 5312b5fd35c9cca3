// Loads Azure's SDKs on first use, with their own logging switched off. The only file that imports them as values.

/**
 * With one of these variables set, the SDKs log every request to stderr, with signed polling URLs and with text that the
 * runner could read as commands. They read the variables once, when they load.
 */
const LOG_SWITCHES = ["AZURE_LOG_LEVEL", "TYPESPEC_RUNTIME_LOG_LEVEL", "DEBUG"];

function disableLogging(): void {
  for (const name of LOG_SWITCHES) delete process.env[name];
}

/** Loads `@azure/identity`, which exchanges ID tokens. */
export function loadIdentity(): Promise<typeof import("@azure/identity")> {
  disableLogging();
  return import(/* webpackChunkName: "azure" */ "@azure/identity");
}

/** Loads the SDK's client for container registries in ARM, and its import operation. */
export async function loadContainerRegistry() {
  disableLogging();
  const [{ createContainerRegistryManagement }, { importImage }] = await Promise.all([
    import(/* webpackChunkName: "azure" */ "@azure/arm-containerregistry/api"),
    import(/* webpackChunkName: "azure" */ "@azure/arm-containerregistry/api/registries"),
  ]);
  return { createContainerRegistryManagement, importImage };
}

/** Loads the HTTP pipeline that both SDKs use. */
export function loadRestPipeline(): Promise<typeof import("@azure/core-rest-pipeline")> {
  disableLogging();
  return import(/* webpackChunkName: "azure" */ "@azure/core-rest-pipeline");
}
