import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ManifestError } from "../../../src/errors.ts";
import { formatPlatform, isAttestationChild } from "../../../src/oci/descriptor.ts";
import { digestOf } from "../../../src/oci/digest.ts";
import { decodeManifest, type Manifest } from "../../../src/oci/manifest.ts";
import { DOCKER_MANIFEST, DOCKER_MANIFEST_LIST, OCI_INDEX, OCI_MANIFEST } from "../../../src/oci/media-type.ts";
import { expectCpuTimeBelow } from "../../cpu-time.ts";

const FIXTURES = process.env["ACR_PROMOTE_FIXTURES"] ?? "../shared/fixtures";
const DIGEST = `sha256:${"a".repeat(64)}`;
const descriptor = { mediaType: OCI_MANIFEST, digest: DIGEST, size: 7 };
const image = {
  schemaVersion: 2,
  mediaType: OCI_MANIFEST,
  config: { ...descriptor, mediaType: "application/vnd.oci.image.config.v1+json" },
  layers: [{ ...descriptor, mediaType: "application/vnd.oci.image.layer.v1.tar+gzip" }],
};
const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptor] };

function decode(document: unknown, contentType = OCI_INDEX): Manifest {
  return decodeManifest(Buffer.from(typeof document === "string" ? document : JSON.stringify(document)), contentType);
}

describe("decodeManifest", () => {
  it("says what the bytes hash to, and keeps neither them nor annotations", () => {
    const bytes = Buffer.from(` ${JSON.stringify(image)}\r\n`);
    expect(decodeManifest(bytes, OCI_MANIFEST)).toMatchObject({
      kind: "image",
      digest: digestOf(bytes),
      sizeBytes: bytes.byteLength,
    });
  });

  it.each([
    ["an OCI image", image, OCI_MANIFEST, "image"],
    ["an OCI index", index, OCI_INDEX, "index"],
    ["a Docker image", { ...image, mediaType: DOCKER_MANIFEST }, DOCKER_MANIFEST, "image"],
    ["a Docker manifest list", { ...index, mediaType: DOCKER_MANIFEST_LIST }, DOCKER_MANIFEST_LIST, "index"],
    ["a body without its type", { ...image, mediaType: undefined }, OCI_MANIFEST, "image"],
    ["a type with parameters, in capitals", image, `${OCI_MANIFEST.toUpperCase()}; charset=utf-8`, "image"],
    ["an empty index", { ...index, manifests: [] }, OCI_INDEX, "index"],
    ["an image without layers", { ...image, layers: [] }, OCI_MANIFEST, "image"],
    ["unknown keys", { ...image, "org.example": [1] }, OCI_MANIFEST, "image"],
    ["null for annotations", { ...image, annotations: null }, OCI_MANIFEST, "image"],
    ["a size of 0", { ...index, manifests: [{ ...descriptor, size: 0 }] }, OCI_INDEX, "index"],
  ])("takes %s", (_name, document, contentType, kind) => {
    expect(decode(document, contentType).kind).toBe(kind);
  });

  it.each<[string, unknown, string]>([
    ["a Docker list served as an OCI index", { ...index, mediaType: DOCKER_MANIFEST_LIST }, OCI_INDEX],
    ["an OCI index served as a Docker list", index, DOCKER_MANIFEST_LIST],
    ["an index with layers", { ...index, layers: [] }, OCI_INDEX],
    ["an image with children", { ...image, manifests: [] }, OCI_MANIFEST],
    ["fsLayers", { ...image, fsLayers: [] }, OCI_MANIFEST],
    ["Config beside config", { ...image, Config: image.config }, OCI_MANIFEST],
  ])("says what to do about %s", (_name, document, contentType) => {
    expect(() => decode(document, contentType)).toThrow(
      expect.objectContaining({
        code: "MANIFEST_INVALID",
        remedy: expect.stringContaining("push it again with one tool"),
      }),
    );
  });

  const childWith = (changes: object) => ({ ...index, manifests: [{ ...descriptor, ...changes }] });

  it.each<[string, unknown, string]>([
    ["an index with layers", { ...index, layers: [] }, OCI_INDEX],
    ["an index with a config", { ...index, config: image.config }, OCI_INDEX],
    ["an image with children", { ...image, manifests: [] }, OCI_MANIFEST],
    ["an image served as index", image, OCI_INDEX],
    ["an index served as image", index, OCI_MANIFEST],
    ["an untyped index served as image", { ...index, mediaType: undefined }, OCI_MANIFEST],
    ["an OCI image served as Docker's", image, DOCKER_MANIFEST],
    ["fsLayers", { ...image, fsLayers: [] }, OCI_MANIFEST],
    ["Config beside config", { ...image, Config: image.config }, OCI_MANIFEST],
    ["a long s in layers", { ...image, "layer\u017f": [] }, OCI_MANIFEST],
    ["Manifests for manifests", { schemaVersion: 2, Manifests: [descriptor] }, OCI_INDEX],
    ["Digest beside a child's digest", childWith({ Digest: `sha256:${"b".repeat(64)}` }), OCI_INDEX],
    ["schemaVersion 1", { ...index, schemaVersion: 1 }, OCI_INDEX],
    ["schemaVersion as text", { ...index, schemaVersion: "2" }, OCI_INDEX],
    ["no schemaVersion", { ...index, schemaVersion: undefined }, OCI_INDEX],
    ["a mediaType that is a number", { ...index, mediaType: 1 }, OCI_INDEX],
    ["a mediaType that is empty", { ...index, mediaType: "" }, OCI_INDEX],
    ["children that are no list", { ...index, manifests: {} }, OCI_INDEX],
    ["no children", { ...index, manifests: undefined }, OCI_INDEX],
    ["a child that is null", { ...index, manifests: [null] }, OCI_INDEX],
    ["a child that is a list", { ...index, manifests: [[]] }, OCI_INDEX],
    ["a child without a type", childWith({ mediaType: "" }), OCI_INDEX],
    ["a child without a digest", childWith({ digest: undefined }), OCI_INDEX],
    ["a child's digest in capitals", childWith({ digest: DIGEST.toUpperCase() }), OCI_INDEX],
    ["a child's digest that is a path", childWith({ digest: "sha256:../../../etc/passwd" }), OCI_INDEX],
    ["a negative size", childWith({ size: -1 }), OCI_INDEX],
    ["a fractional size", childWith({ size: 1.5 }), OCI_INDEX],
    ["a size past 2^53", childWith({ size: 2 ** 53 }), OCI_INDEX],
    ["a size as text", childWith({ size: "7" }), OCI_INDEX],
    ["a platform without an architecture", childWith({ platform: { os: "linux" } }), OCI_INDEX],
    ["a platform that is a text", childWith({ platform: "linux/amd64" }), OCI_INDEX],
    [
      "a variant that is a number",
      childWith({ platform: { os: "linux", architecture: "arm", variant: 7 } }),
      OCI_INDEX,
    ],
    ["annotations that are a list", { ...index, annotations: [] }, OCI_INDEX],
    ["an annotation that is a number", { ...index, annotations: { size: 1 } }, OCI_INDEX],
    ["a subject that is a digest", { ...image, subject: DIGEST }, OCI_MANIFEST],
    ["an artifactType that is a list", { ...image, artifactType: [] }, OCI_MANIFEST],
    ["no config", { ...image, config: undefined }, OCI_MANIFEST],
    ["layers that are no list", { ...image, layers: null }, OCI_MANIFEST],
    ["a list", [index], OCI_INDEX],
    ["null", "null", OCI_INDEX],
    ["nothing", "", OCI_INDEX],
    ["HTML", "<html></html>", OCI_INDEX],
    ["two documents", `${JSON.stringify(index)}${JSON.stringify(index)}`, OCI_INDEX],
    ["a byte order mark", `\ufeff${JSON.stringify(index)}`, OCI_INDEX],
    ["a cut body", JSON.stringify(index).slice(0, -1), OCI_INDEX],
    ["100 000 levels", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, OCI_INDEX],
    [
      "100 000 levels for a mediaType",
      `{"schemaVersion":2,"mediaType":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      OCI_INDEX,
    ],
  ])("refuses %s", (_name, document, contentType) => {
    expect(() => decode(document, contentType)).toThrow(
      expect.objectContaining({ name: "ManifestError", code: "MANIFEST_INVALID" }),
    );
  });

  it("refuses bytes that are no UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from('{"schemaVersion":2,"x":"'), Buffer.of(0xff), Buffer.from('"}')]);
    expect(() => decodeManifest(bytes, OCI_INDEX)).toThrow(expect.objectContaining({ code: "MANIFEST_INVALID" }));
  });

  it("says of a sha512 child that ACR imports by sha256", () => {
    expect(() => decode(childWith({ digest: `sha512:${"a".repeat(128)}` }))).toThrow("sha512");
  });

  it.each(["json", "prettyjws"])("refuses schema 1 as %s by name", (suffix) => {
    const contentType = `application/vnd.docker.distribution.manifest.v1+${suffix}`;
    expect(() => decode({ schemaVersion: 1 }, contentType)).toThrow(
      expect.objectContaining({ code: "MANIFEST_SCHEMA1", side: "source" }),
    );
  });

  it.each(["", "application/json", "text/html", "application/vnd.oci.artifact.manifest.v1+json", `x${OCI_INDEX}`])(
    "refuses what is served as %j",
    (contentType) => {
      expect(() => decode(index, contentType)).toThrow(expect.objectContaining({ code: "MANIFEST_UNSUPPORTED" }));
    },
  );

  it("reads keys such as __proto__ and constructor as keys", () => {
    const manifest = decode(
      `{"schemaVersion":2,"__proto__":{"config":1},"constructor":1,"manifests":[],"annotations":{"__proto__":"a","constructor":"b"}}`,
    );
    expect(Object.getPrototypeOf(manifest)).toBe(Object.prototype);
  });

  it("throws only its own error, and quickly, for any bytes", () => {
    const json = fc.json({ maxDepth: 5 });
    const near = fc
      .tuple(fc.constantFrom(...Object.keys({ ...image, ...index, subject: 0, annotations: 0 })), fc.jsonValue())
      .map(([key, value]) => JSON.stringify({ ...index, [key]: value }));
    const bytes = fc.uint8Array({ maxLength: 2_000 }).map((data) => Buffer.from(data));
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          fc.oneof(json, near).map((text) => Buffer.from(text)),
        ),
        fc.constantFrom(OCI_INDEX, OCI_MANIFEST, DOCKER_MANIFEST, DOCKER_MANIFEST_LIST),
        (data, contentType) => {
          const decode = () => {
            try {
              expect(decodeManifest(data, contentType).digest).toBe(digestOf(data));
            } catch (error) {
              expect(error).toBeInstanceOf(ManifestError);
            }
          };
          expectCpuTimeBelow(50, decode);
        },
      ),
      { numRuns: 500 },
    );
  });
});

interface Recorded {
  readonly id: string;
  readonly content_type: string;
  readonly body?: string;
  readonly body_base64?: string;
  readonly digest: string;
  readonly size: number;
  readonly verdict: "accept" | "reject" | "either";
  readonly expect?: {
    readonly kind: string;
    readonly children?: readonly { digest: string; size: number; mediaType: string; platform: string | null }[];
    readonly config?: string;
    readonly layers?: number | readonly unknown[];
    readonly artifactType?: string;
  };
}

const file = `${FIXTURES}/manifests.json`;
const recorded: readonly Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const bytesOf = ({ body, body_base64 }: Recorded) =>
  body_base64 === undefined ? Buffer.from(body ?? "") : Buffer.from(body_base64, "base64");

(recorded.length > 0 ? describe : describe.skip)("manifests of other projects", () => {
  const rows = (verdict: Recorded["verdict"]) =>
    recorded.length === 0
      ? [["none", {} as Recorded] as const]
      : recorded.filter((row) => row.verdict === verdict).map((row) => [row.id, row] as const);

  it.each(rows("accept"))("%s is taken, with digest, children and platforms", (_id, row) => {
    const manifest = decodeManifest(bytesOf(row), row.content_type);
    expect(manifest).toMatchObject({
      digest: row.digest,
      sizeBytes: row.size,
      kind: row.expect?.kind === "index" ? "index" : "image",
    });
    expect(manifest.artifactType).toBe(row.expect?.artifactType ?? undefined);
    if (manifest.kind === "image") return;
    expect(
      manifest.manifests.map(({ digest, sizeBytes, mediaType, platform }) => ({
        digest,
        size: sizeBytes,
        mediaType,
        platform: platform === undefined ? null : formatPlatform(platform),
      })),
    ).toEqual(
      row.expect?.children?.map(({ digest, size, mediaType, platform }) => ({
        digest,
        size,
        mediaType,
        platform: platform ?? null,
      })),
    );
  });

  it.each(rows("reject"))("%s is refused", (_id, row) => {
    expect(() => decodeManifest(bytesOf(row), row.content_type)).toThrow(ManifestError);
  });

  it.each(rows("either"))("%s is taken or refused, in our words", (_id, row) => {
    try {
      expect(decodeManifest(bytesOf(row), row.content_type).digest).toBe(row.digest);
    } catch (error) {
      expect(error).toBeInstanceOf(ManifestError);
    }
  });

  it("tell buildx's attestations from platforms", () => {
    const children = recorded
      .filter(({ verdict }) => verdict === "accept")
      .flatMap((row) => {
        const manifest = decodeManifest(bytesOf(row), row.content_type);
        return manifest.kind === "index" ? manifest.manifests : [];
      });
    const attestations = children.filter(isAttestationChild);
    expect(attestations.length).toBeGreaterThan(0);
    for (const { platform } of attestations) expect(platform).toEqual({ os: "unknown", architecture: "unknown" });
  });
});
