// Owns the backing of an emulated registry by a real one on loopback: its content is there, our front keeps identity, locks and referrers.
// https://distribution.github.io/distribution/spec/api/
import type { Answer, PartyRequest } from "./answers.ts";
import { contentOf, type ManifestContent, type RegistryContent } from "./content.ts";
import { digestOfBytes, type RegistryStore, type StoreChange } from "./registry-store.ts";

const MANIFEST_TYPES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

export interface Upstream {
  readonly content: RegistryContent;
  /** Passes one request of the distribution API on, without our credentials. */
  forward(request: PartyRequest): Promise<Answer>;
}

async function expectStatus(response: Response, ...statuses: number[]): Promise<Response> {
  if (statuses.includes(response.status)) return response;
  throw new Error(`upstream registry answered ${response.status} to ${response.url}: ${await response.text()}`);
}

/** The content of a real registry at `http://127.0.0.1:PORT`: all that `store` holds or will hold, and what is written to it goes to `store` too. */
export function createUpstream(baseUrl: string, store: RegistryStore): Upstream {
  const shadow = contentOf(store);
  const url = (path: string) => `${baseUrl}/v2/${path}`;

  const putBlob = async (repository: string, bytes: Buffer) => {
    const started = await expectStatus(await fetch(url(`${repository}/blobs/uploads/`), { method: "POST" }), 202);
    const location = new URL(started.headers.get("location") ?? "", baseUrl);
    location.searchParams.set("digest", digestOfBytes(bytes));
    const headers = { "Content-Type": "application/octet-stream" };
    await expectStatus(await fetch(location, { method: "PUT", headers, body: new Uint8Array(bytes) }), 201);
  };
  const putManifest = async (repository: string, reference: string, manifest: ManifestContent) => {
    const headers = { "Content-Type": manifest.mediaType };
    const body = new Uint8Array(manifest.bytes);
    await expectStatus(await fetch(url(`${repository}/manifests/${reference}`), { method: "PUT", headers, body }), 201);
  };

  const replay = async ({ kind, repository, digest, tag = "" }: StoreChange) => {
    const blob = store.blob(repository, digest);
    const manifest = store.manifest(repository, digest);
    if (kind === "blob" && blob !== undefined) await putBlob(repository, blob);
    else if (kind === "manifest" && manifest !== undefined) await putManifest(repository, digest, manifest);
    else if (kind === "tag" && manifest !== undefined) await putManifest(repository, tag, manifest);
    else if (kind === "delete-manifest")
      await expectStatus(await fetch(url(`${repository}/manifests/${digest}`), { method: "DELETE" }), 202, 404);
    else if (kind === "delete-tag") throw new Error("a tag cannot be deleted from a real registry behind the front");
  };

  // A test changes the store at any moment; the real registry is level with it before it is asked anything.
  const own = new WeakSet<StoreChange>();
  let level = 0;
  let levelling: Promise<void> = Promise.resolve();
  const catchUp = (): Promise<void> => {
    levelling = levelling.then(async () => {
      for (; level < store.history.length; level++) {
        const change = store.history[level];
        if (change !== undefined && !own.has(change)) await replay(change);
      }
    });
    return levelling;
  };

  /** Keeps in the store what the real registry has got already. */
  const keep = async (write: () => Promise<void>) => {
    const from = store.history.length;
    const kept = write();
    for (const change of store.history.slice(from)) own.add(change);
    await kept;
  };

  const content: RegistryContent = {
    async readManifest(repository, reference) {
      await catchUp();
      const response = await fetch(url(`${repository}/manifests/${reference}`), {
        headers: { Accept: MANIFEST_TYPES },
      });
      if (response.status === 404) return undefined;
      await expectStatus(response, 200);
      const bytes = Buffer.from(await response.arrayBuffer());
      return { bytes, digest: digestOfBytes(bytes), mediaType: response.headers.get("content-type") ?? "" };
    },
    async readBlob(repository, digest) {
      await catchUp();
      const response = await fetch(url(`${repository}/blobs/${digest}`));
      if (response.status === 404) return undefined;
      return Buffer.from(await (await expectStatus(response, 200)).arrayBuffer());
    },
    async writeBlob(repository, bytes) {
      await catchUp();
      await putBlob(repository, bytes);
      await keep(() => shadow.writeBlob(repository, bytes));
    },
    async writeManifest(repository, manifest) {
      await catchUp();
      await putManifest(repository, manifest.digest, manifest);
      await keep(() => shadow.writeManifest(repository, manifest));
    },
    async writeTag(repository, tag, manifest) {
      await catchUp();
      await putManifest(repository, tag, manifest);
      await keep(() => shadow.writeTag(repository, tag, manifest));
    },
  };

  return {
    content,
    async forward(request) {
      await catchUp();
      const headers: Record<string, string> = {};
      for (const name of ["accept", "content-type", "range"]) {
        const value = request.headers[name];
        if (value !== undefined) headers[name] = value;
      }
      const bodiless = request.method === "GET" || request.method === "HEAD";
      const response = await fetch(`${baseUrl}${request.target}`, {
        method: request.method,
        headers,
        redirect: "manual",
        ...(bodiless ? {} : { body: new Uint8Array(request.body) }),
      });
      const body = Buffer.from(await response.arrayBuffer());
      const given: Answer = { status: response.status, headers: {}, body };
      for (const [name, value] of response.headers)
        if (!/^(connection|keep-alive|transfer-encoding|date)$/.test(name)) given.headers[name] = value;
      const location = response.headers.get("location");
      // The upload's place must lead back through the front.
      if (location !== null) {
        const { pathname, search } = new URL(location, baseUrl);
        given.headers["location"] = `${pathname}${search}`;
      }
      return given;
    },
  };
}
