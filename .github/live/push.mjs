// Pushes an index of many small images, which no public registry has. Needs a right to push that the importer role lacks.
import { createHash } from "node:crypto";
import { Refused } from "./azure.mjs";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";

/** Pushes an index that lists that many images and returns its digest. */
export async function pushIndex(azure, place, children) {
  const access = { ...place, actions: "pull,push" };
  const blob = await pushBlob(azure, access, "{}");
  const config = { mediaType: EMPTY, ...blob };
  const manifests = [];
  for (let at = 1; at <= children; at += 1) {
    const image = { schemaVersion: 2, mediaType: MANIFEST, config, layers: [config], annotations: { at: `${at}` } };
    const pushed = await pushManifest(azure, access, MANIFEST, image);
    manifests.push({ mediaType: MANIFEST, ...pushed, platform: { os: "linux", architecture: "amd64" } });
  }
  return (await pushManifest(azure, access, INDEX, { schemaVersion: 2, mediaType: INDEX, manifests })).digest;
}

const describe = (text) => ({ digest: `sha256:${createHash("sha256").update(text).digest("hex")}`, size: text.length });

async function pushBlob(azure, access, text) {
  const blob = describe(text);
  const begun = await azure.registry("POST", access, `/v2/${access.repository}/blobs/uploads/`);
  const location = begun.headers.get("location");
  if (begun.status !== 202 || location === null) throw new Refused("POST of a blob", begun);
  const separator = location.includes("?") ? "&" : "?";
  const target = `${location}${separator}digest=${encodeURIComponent(blob.digest)}`;
  const ended = await azure.registry("PUT", access, target, { text, type: "application/octet-stream" });
  if (ended.status !== 201) throw new Refused("PUT of a blob", ended);
  return blob;
}

async function pushManifest(azure, access, type, document) {
  const text = JSON.stringify(document);
  const manifest = describe(text);
  const answer = await azure.registry("PUT", access, `/v2/${access.repository}/manifests/${manifest.digest}`, {
    text,
    type,
  });
  if (answer.status !== 201) throw new Refused("PUT of a manifest", answer);
  return manifest;
}
