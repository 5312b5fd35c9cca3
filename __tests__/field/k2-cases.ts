// What the tests of K2 share: registries, faults, and what a refusal before the first write looks like.
import { expect } from "@jest/globals";
import type { ShippedRun, World } from "../e2e/shipped-action.ts";
import type { Fault, FaultAction } from "../emulator/faults.ts";
import { addForeignRegistry } from "../emulator/foreign-registry.ts";
import { MEDIA_TYPES, putDocument, putImage, putIndex } from "../emulator/images.ts";
import type { Descriptor } from "../emulator/registry-store.ts";
import { contoso } from "../emulator/seed.ts";

export const SIGNATURE = "application/vnd.cncf.notary.signature";
export const ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";

export const firstImage = (run: ShippedRun) => run.result.images[0];
export const warningsOf = (run: ShippedRun) =>
  run.annotations.filter(({ command }) => command === "warning").map(({ message }) => message);

/** "METHOD digest" of the manifests that a host was asked for by digest. */
export function lookedUp(run: ShippedRun, host: string): string[] {
  return run.requests.flatMap(({ host: to, method, target }) => {
    const [, digest] = /\/manifests\/(sha256:[0-9a-f]{64})$/.exec(target) ?? [];
    return to === host && digest !== undefined ? [`${method} ${digest}`] : [];
  });
}

/** Refused before the first write: 0 imports, and status, code and words of the first image. */
export function expectRefused(run: ShippedRun, status: string, code: string, ...texts: string[]): void {
  expect(run.exitCode).toBe(1);
  expect(firstImage(run)).toMatchObject({ status, error: { code, side: "source" } });
  for (const text of texts) expect(run.errors).toContain(text);
  expect(run.imports).toEqual([]);
}

export const NOT_FOUND: FaultAction = {
  kind: "status",
  status: 404,
  headers: { "Content-Type": "application/json" },
  body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
};

/** A fault of every request for one manifest by its digest. */
export function onDigest(host: string, digest: string, action: FaultAction, more: Partial<Fault> = {}): Fault {
  return { host, path: new RegExp(`/manifests/${digest}$`), phase: "request", times: "always", action, ...more };
}

/** A fault of every HEAD of a manifest. */
export function onHeads(host: string, action: FaultAction): Fault {
  const phase = action.kind === "headers" ? "response" : "request";
  return { host, path: /\/manifests\//, method: "HEAD", phase, times: "always", action };
}

/** A registry of someone else's with one index `team/app:1`. */
export function seedElsewhere(world: World, host: string) {
  const { store } = addForeignRegistry(world.azure, { host, authentication: "none" });
  const place = { store, repository: "team/app" };
  const { index, children } = putIndex(place, { platforms: ["linux/amd64", "linux/arm64"], content: host, tag: "1" });
  return { store, place, index, children, images: `${host}/team/app:1 => elsewhere/app:1` };
}

/** An index in the dev registry whose only entry states something else than the manifest is. */
export function putWrongEntry(world: World, change: (inner: Descriptor) => Partial<Descriptor>) {
  const place = { store: world.dev.store, repository: "wrong" };
  const { index: inner, children } = putIndex(place, { content: "inner" });
  const child = putImage(place, { content: "single" });
  const entry = { ...child, ...change(inner) };
  putDocument(place, { mediaType: MEDIA_TYPES.index, manifests: [entry] }, "1");
  return { entry, inner, grandchild: children[0] as Descriptor, images: `${contoso.dev}/wrong:1 => wrong:1` };
}

/** A signature of the worker as an OCI artifact manifest, which no decoder of images accepts. */
export function putArtifact(world: World): string {
  const { mediaType, digest, bytes } = world.dev.store.manifest("worker", "build-812") ?? {};
  const subject = { mediaType, digest, size: bytes?.length };
  const text = JSON.stringify({ mediaType: ARTIFACT, artifactType: SIGNATURE, blobs: [], subject });
  return world.dev.store.putManifest("worker", ARTIFACT, Buffer.from(text)).digest;
}
