// Owns the calls of Debian's skopeo, through the local Azure's proxy or straight to a registry on loopback. Knows no promotion.
// https://github.com/containers/skopeo/blob/v1.9.3/docs/skopeo.1.md
import type { LocalAzure } from "../emulator/azure.ts";
import { runToSuccess } from "./program.ts";

export const SKOPEO = "/usr/bin/skopeo";

/** Where skopeo finds an image. */
export interface ImagePlace {
  /** `host/repository:tag` or `host/repository@sha256:…`. */
  readonly reference: string;
  /** `user:password`; anonymous where it is missing. */
  readonly credentials?: string;
  /** A registry on loopback that speaks plain HTTP. */
  readonly plain?: boolean;
}

export interface Skopeo {
  /** The manifest's bytes as the registry gave them. */
  inspectRaw(place: ImagePlace): Promise<Buffer>;
  /** The image with all that its index lists, into a directory of manifests and blobs. */
  copyToDirectory(place: ImagePlace, directory: string): Promise<void>;
  copy(from: ImagePlace, to: ImagePlace): Promise<void>;
}

/** A skopeo that has this directory for its home and the local Azure for its network. */
export function createSkopeo(azure: LocalAzure, home: string): Skopeo {
  const env = { HTTPS_PROXY: azure.proxyUrl, SSL_CERT_FILE: azure.caFile, HOME: home, XDG_RUNTIME_DIR: home };
  const run = (...args: string[]) => runToSuccess(SKOPEO, ["--insecure-policy", ...args], env);
  const options = ({ credentials, plain = false }: ImagePlace, side: "" | "src-" | "dest-") => [
    ...(credentials === undefined ? [] : [`--${side}creds`, credentials]),
    ...(plain ? [`--${side}tls-verify=false`] : []),
  ];
  return {
    inspectRaw: (place) => run("inspect", "--raw", ...options(place, ""), `docker://${place.reference}`),
    async copyToDirectory(place, directory) {
      await run("copy", "--all", ...options(place, "src-"), `docker://${place.reference}`, `dir:${directory}`);
    },
    async copy(from, to) {
      const sides = [...options(from, "src-"), ...options(to, "dest-")];
      await run(
        "copy",
        "--all",
        "--preserve-digests",
        ...sides,
        `docker://${from.reference}`,
        `docker://${to.reference}`,
      );
    },
  };
}
