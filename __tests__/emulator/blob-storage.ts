// Owns the storage host to which registries redirect blob reads by signed URL. Knows no registry's rules.
// https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints
import { createHmac, randomBytes } from "node:crypto";
import { type Answer, bytesAnswer, type Party } from "./answers.ts";
import type { Tokens } from "./tokens.ts";
import type { AzureRegistry } from "./world.ts";

export interface BlobStorage {
  /** A URL that gives these bytes to whom presents no other credential. */
  signedUrl(registry: AzureRegistry, digest: string, bytes: Buffer): string;
  /** Whether this host is one of the storage accounts in use. */
  serves(host: string): boolean;
  readonly handle: Party;
}

const STORAGE_ERROR = (code: string, message: string) =>
  Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);

export function createBlobStorage(tokens: Tokens): BlobStorage {
  const key = randomBytes(32);
  const blobs = new Map<string, Buffer>();
  const hosts = new Set<string>();
  const refuse = (status: number, code: string, message: string): Answer =>
    bytesAnswer(status, STORAGE_ERROR(code, message), { "Content-Type": "application/xml", "x-ms-error-code": code });
  return {
    signedUrl(registry, digest, bytes) {
      const { dataEndpointEnabled, loginServer } = registry.properties;
      const label = loginServer.slice(0, -registry.cloud.registrySuffix.length);
      const host = dataEndpointEnabled
        ? `${label}.${registry.location}.data${registry.cloud.registrySuffix}`
        : `eusmanaged12${registry.cloud.blobSuffix}`;
      hosts.add(host);
      const hex = digest.slice("sha256:".length);
      const path = `/${label}//docker/registry/v2/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`;
      blobs.set(`${host}${path}`, bytes);
      const signature = tokens.addSecret(createHmac("sha256", key).update(`${host}${path}`).digest("hex"));
      return `https://${host}${path}?se=2026-12-31T00%3A00%3A00Z&sig=${signature}&sp=r&spr=https&sr=b&sv=2018-03-28&regid=${label}`;
    },
    serves: (host) => hosts.has(host),
    handle(request) {
      // Storage refuses a request with two credentials, so a client that carries its registry token along shows.
      if (request.headers["authorization"] !== undefined)
        return refuse(
          400,
          "InvalidAuthenticationInfo",
          "Authentication information is not given in the correct format. Check the value of Authorization header.",
        );
      const bytes = blobs.get(`${request.host}${request.path}`);
      const expected = createHmac("sha256", key).update(`${request.host}${request.path}`).digest("hex");
      if (request.query.get("sig") !== expected)
        return refuse(403, "AuthenticationFailed", "Server failed to authenticate the request.");
      if (bytes === undefined) return refuse(404, "BlobNotFound", "The specified blob does not exist.");
      const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers["range"] ?? "");
      if (range === null)
        return bytesAnswer(200, bytes, { "Content-Type": "application/octet-stream", "Accept-Ranges": "bytes" });
      const from = Number(range[1]);
      const until = range[2] === "" ? bytes.length - 1 : Math.min(Number(range[2]), bytes.length - 1);
      return bytesAnswer(206, bytes.subarray(from, until + 1), {
        "Content-Type": "application/octet-stream",
        "Content-Range": `bytes ${from}-${until}/${bytes.length}`,
      });
    },
  };
}
