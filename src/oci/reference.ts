// References: registry host, repository, tag, digest, and the text that names them. One grammar for inputs, files and answers.
// https://github.com/distribution/reference/blob/v0.6.0/reference.go is the yardstick.
import { PromotionError } from "../errors.ts";
import { type Digest, explainNoDigest, isDigest } from "./digest.ts";

/** What was written as a source: at least one of tag and digest is there; the registry may come from elsewhere. */
export interface SourceReference {
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const REPOSITORY_MAX_LENGTH = 255;
const REFERENCE_MAX_LENGTH = 2048;

/** Docker Hub's name in references and in imports: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
export const DOCKER_HUB = "docker.io";
const DOCKER_HUB_ALIASES = new Set([
  DOCKER_HUB,
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
  "hub.docker.com",
]);

function invalid(what: string, text: string, why: string): PromotionError {
  const shown = JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
  return new PromotionError("REFERENCE_INVALID", `${shown} is not a valid ${what}: ${why}.`);
}

/** True for a repository name within a registry, `team/api`. */
export function isRepository(text: string): boolean {
  return text.length <= REPOSITORY_MAX_LENGTH && text.split("/").every((component) => PATH_COMPONENT.test(component));
}

/** True for a tag name. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** True for a dotted DNS name in lower case with an optional port; IP literals and localhost are none. */
export function isRegistryHost(text: string): boolean {
  const [name = "", port, ...rest] = text.split(":");
  if (rest.length > 0 || name.length > 253) return false;
  if (port !== undefined && !(/^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535)) return false;
  const labels = name.split(".");
  return labels.length > 1 && labels.every((label) => HOST_LABEL.test(label)) && !/^[0-9]+$/.test(labels.at(-1) ?? "");
}

/**
 * Folds the spellings of one registry host: letter case, the default port 443, Docker Hub's other names.
 * Every place that takes a registry's name uses it. Checks nothing: what is not a host stays one that is not.
 */
export function foldRegistryHost(text: string): string {
  // ASCII letters only: U+212A (Kelvin) would become the k of another host.
  const host = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/:443$/, "");
  return DOCKER_HUB_ALIASES.has(host) ? DOCKER_HUB : host;
}

/** The `https://`, `oci://` or other scheme that a text begins with; undefined where there is none. */
export function schemeOf(text: string): string | undefined {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\//i.exec(text)?.[0];
}

/**
 * Checks a repository name.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseRepository(text: string): string {
  if (isRepository(text)) return text;
  const why =
    text.length > REPOSITORY_MAX_LENGTH
      ? `it is longer than ${REPOSITORY_MAX_LENGTH} characters`
      : /[A-Z]/.test(text)
        ? "repository names are lower case"
        : "it consists of lower-case letters and digits, with single . _ - between them, in parts joined by /";
  throw invalid("repository name", text, why);
}

/**
 * Checks a tag name.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseTag(text: string): string {
  if (isTag(text)) return text;
  throw invalid("tag", text, "a tag has 1 to 128 letters, digits, . _ - and does not begin with . or -");
}

/**
 * Checks a registry host and returns it folded, see {@link foldRegistryHost}.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseRegistryHost(text: string): string {
  const host = foldRegistryHost(text);
  if (isRegistryHost(host)) return host;
  const scheme = schemeOf(text);
  const why =
    scheme === undefined
      ? "it is a DNS name with at least one dot (no IP address, no localhost), with an optional port"
      : `write it without ${scheme}`;
  throw invalid("registry host", text, why);
}

/** True where the first of several path parts is a host by Docker's rule: it has a dot or a colon, or is localhost. */
export function beginsWithHost(name: string): boolean {
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(0, slash));
  return first.includes(".") || first.includes(":") || first === "localhost";
}

/**
 * Parses `[host/]repository[:tag][@sha256:…]`. On Docker Hub a name of one part is put under `library/`.
 * @throws PromotionError `REFERENCE_INVALID`, or `REFERENCE_UNPINNED` where there is neither tag nor digest: never `latest`
 */
export function parseSourceReference(text: string): SourceReference {
  if (text.length > REFERENCE_MAX_LENGTH) throw invalid("image reference", text, "it is too long");
  const scheme = schemeOf(text);
  if (scheme !== undefined) throw invalid("image reference", text, `write it without ${scheme}`);
  // Docker reads these as a digest too: https://github.com/distribution/reference/blob/v0.6.0/normalize.go
  if (isDigest(text)) throw invalid("image reference", text, "it is a digest without a repository");
  const [name = "", digestText, ...more] = text.split("@");
  if (more.length > 0) throw invalid("image reference", text, "it has more than one @");
  if (digestText !== undefined && !isDigest(digestText)) {
    throw invalid("image reference", text, `what follows @ is not a digest: ${explainNoDigest(digestText)}`);
  }
  const hosted = beginsWithHost(name);
  const slash = name.indexOf("/");
  const registry = hosted ? parseRegistryHost(name.slice(0, slash)) : undefined;
  const path = hosted ? name.slice(slash + 1) : name;
  const colon = path.indexOf(":");
  const repositoryText = colon < 0 ? path : path.slice(0, colon);
  const tag = colon < 0 ? undefined : parseTag(path.slice(colon + 1));
  const repository = parseRepository(inDockerLibrary(registry, repositoryText));
  if (tag === undefined && digestText === undefined) {
    throw new PromotionError("REFERENCE_UNPINNED", `${JSON.stringify(text)} names neither a tag nor a digest.`, {
      remedy: `Add a tag or a digest, for example ${text}:1.2.3 or ${text}@sha256:…; latest is never assumed.`,
    });
  }
  return {
    ...(registry !== undefined && { registry }),
    repository,
    ...(tag !== undefined && { tag }),
    ...(digestText !== undefined && { digest: digestText }),
  };
}

/** Docker Hub's official images live under `library/`. */
export function inDockerLibrary(registry: string | undefined, repository: string): string {
  return registry === DOCKER_HUB && repository !== "" && !repository.includes("/")
    ? `library/${repository}`
    : repository;
}

/** `host/repository:tag`, `host/repository@sha256:…` or both; the inverse of {@link parseSourceReference}. */
export function formatReference(reference: {
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}): string {
  const { registry, repository, tag, digest } = reference;
  return `${registry === undefined ? "" : `${registry}/`}${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}
