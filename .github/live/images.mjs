// The two images that every question imports, and where they come from.
import { createHash } from "node:crypto";

const PUBLIC = { host: "mcr.microsoft.com", index: "azurelinux/base/core:3.0", other: "hello-world:latest" };

/** Finds both registries and imports two public images into the source. Returns what the questions start from. */
export async function prepare({ azure, imports, env }) {
  const list = await azure.arm(
    "GET",
    `/subscriptions/${encodeURIComponent(env.AZURE_SUBSCRIPTION_ID)}/providers/Microsoft.ContainerRegistry/registries?api-version=2025-11-01`,
  );
  const find = (name) => {
    const found = list.json.value?.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw new Error(`the list of registries (${list.status}) has no ${name}`);
    const { id, sku, properties } = found;
    return {
      id,
      sku: sku?.name,
      loginServer: properties.loginServer.toLowerCase(),
      mode: properties.roleAssignmentMode,
    };
  };
  const [source, target] = [find(env.LIVE_SOURCE), find(env.LIVE_TARGET)];
  const repository = `live/open-${env.GITHUB_RUN_ID}-${env.GITHUB_RUN_ATTEMPT}`;
  const digests = {};
  for (const name of ["index", "other"]) {
    const from = { registryUri: PUBLIC.host, sourceImage: PUBLIC[name] };
    await imports.importTag(source, from, repository, name, undefined, "Force");
    digests[name] = digestOf((await imports.manifest(source, repository, name)).text);
  }
  const index = await imports.manifest(source, repository, digests.index);
  const child = index.json.manifests?.find(({ platform }) => platform?.architecture === "amd64") ?? {
    digest: digests.index,
  };
  const image = await imports.manifest(source, repository, child.digest);
  return {
    source,
    target,
    repository,
    digests,
    child: child.digest,
    layers: image.json.layers.map(({ digest }) => digest),
  };
}

const digestOf = (text) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** Imports one of the two images under a tag of the question's own repository. */
export const put = ({ imports, state, repository }, tag = "1", name = "index", mode = "NoForce") =>
  imports.importTag(state.target, from(state, name), repository, tag, state.digests[name], mode);
/** One of the two images as the source of an import, by digest. */
export const from = ({ source, repository, digests }, name) => ({
  resourceId: source.id,
  sourceImage: `${repository}@${digests[name]}`,
});
