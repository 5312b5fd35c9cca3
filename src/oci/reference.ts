// References: registry host, repository, tag and digest. One grammar for inputs, files and responses, after
// https://github.com/distribution/reference/blob/v0.6.0/reference.go
import { PromotionError } from "../errors.ts";
import { quote } from "../quote.ts";
import { type Digest, explainInvalidDigest, isDigest } from "./digest.ts";

/** A source as written: it has a tag, a digest or both. Without a registry, `source-registry` supplies it. */
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
  return new PromotionError("REFERENCE_INVALID", `${quote(text)} is not a valid ${what}: ${why}.`);
}

/** True for a repository name within a registry, `team/api`. */
export function isRepository(text: string): boolean {
  return text.length <= REPOSITORY_MAX_LENGTH && text.split("/").every((component) => PATH_COMPONENT.test(component));
}

/** True for a tag name. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

/** True for a dotted DNS name in lower case with an optional port; false for IP literals and localhost. */
export function isRegistryHost(text: string): boolean {
  const [name = "", port, ...rest] = text.split(":");
  if (rest.length > 0 || name.length > 253) return false;
  if (port !== undefined && !(/^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535)) return false;
  const labels = name.split(".");
  return labels.length > 1 && labels.every((label) => HOST_LABEL.test(label)) && !/^[0-9]+$/.test(labels.at(-1) ?? "");
}

/**
 * Normalizes the spellings of a registry host: letter case, the default port 443, Docker Hub's other names. Used wherever
 * a registry is named. It does not validate: a text that is not a host remains so.
 */
export function normalizeRegistryHost(text: string): string {
  const host = normalizeHost(text);
  return DOCKER_HUB_ALIASES.has(host) ? DOCKER_HUB : host;
}

/** Normalizes the spellings of any https host: letter case, the default port 443. It does not validate. */
export function normalizeHost(text: string): string {
  // ASCII letters only: toLowerCase() would turn U+212A (Kelvin) into the k of another host.
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/:443$/, "");
}

/** The `https://`, `oci://` or other scheme at the start of a text; undefined if there is none. */
export function schemeOf(text: string): string | undefined {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\//i.exec(text)?.[0];
}

/**
 * Validates a repository name.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseRepository(text: string): string {
  if (isRepository(text)) return text;
  const why =
    text.length > REPOSITORY_MAX_LENGTH
      ? `it is longer than ${REPOSITORY_MAX_LENGTH} characters`
      : /[A-Z]/.test(text)
        ? "repository names are in lower case"
        : "it must have lower-case letters and digits, with single . _ - between them, in parts joined by /";
  throw invalid("repository name", text, why);
}

/**
 * Validates a tag name.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseTag(text: string): string {
  if (isTag(text)) return text;
  throw invalid("tag", text, "a tag has 1 to 128 letters, digits, . _ - and does not start with . or -");
}

/**
 * Validates a registry host and returns it normalized, see {@link normalizeRegistryHost}.
 * @throws PromotionError `REFERENCE_INVALID`
 */
export function parseRegistryHost(text: string): string {
  const host = normalizeRegistryHost(text);
  if (isRegistryHost(host)) return host;
  const scheme = schemeOf(text);
  const why =
    scheme === undefined
      ? "it must be a DNS name with at least one dot and an optional port (not an IP address, not localhost)"
      : `write it without ${scheme}`;
  throw invalid("registry host", text, why);
}

/** True when the first of several path parts is a host by Docker's rule: it has a dot or a colon, or is localhost. */
export function beginsWithHost(name: string): boolean {
  const slash = name.indexOf("/");
  const first = name.slice(0, Math.max(0, slash));
  return first.includes(".") || first.includes(":") || first === "localhost";
}

/**
 * Parses `[host/]repository[:tag][@sha256:…]`. A Docker Hub name of one part gets the prefix `library/`.
 * @throws PromotionError `REFERENCE_INVALID`; `REFERENCE_UNPINNED` without tag and digest, since `latest` is never assumed
 */
export function parseSourceReference(text: string): SourceReference {
  if (text.length > REFERENCE_MAX_LENGTH) throw invalid("image reference", text, "it is too long");
  const scheme = schemeOf(text);
  if (scheme !== undefined) throw invalid("image reference", text, `write it without ${scheme}`);
  // Docker parses these as a digest too: https://github.com/distribution/reference/blob/v0.6.0/normalize.go
  if (isDigest(text)) throw invalid("image reference", text, "it is a digest without a repository");
  const [name = "", digestText, ...more] = text.split("@");
  if (more.length > 0) throw invalid("image reference", text, "it has more than one @");
  if (digestText !== undefined && !isDigest(digestText)) {
    throw invalid("image reference", text, `the part after @ is not a digest: ${explainInvalidDigest(digestText)}`);
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
    throw new PromotionError("REFERENCE_UNPINNED", `${quote(text)} has neither a tag nor a digest.`, {
      remedy: `Add a tag or a digest, for example ${text}:1.2.3 or ${text}@sha256:…; the tag latest is never assumed.`,
    });
  }
  return {
    ...(registry !== undefined && { registry }),
    repository,
    ...(tag !== undefined && { tag }),
    ...(digestText !== undefined && { digest: digestText }),
  };
}

/** Adds the prefix `library/` of Docker Hub's official images where the registry is Docker Hub and the name has one part. */
export function inDockerLibrary(registry: string | undefined, repository: string): string {
  return registry === DOCKER_HUB && repository !== "" && !repository.includes("/")
    ? `library/${repository}`
    : repository;
}

/** Formats `host/repository:tag`, `host/repository@sha256:…` or both; the inverse of {@link parseSourceReference}. */
export function formatReference(reference: {
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}): string {
  const { registry, repository, tag, digest } = reference;
  return `${registry === undefined ? "" : `${registry}/`}${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}

/** Formats `repository:tag,tag` as the right side of a line in `images`; without tags, the repository alone. */
export function formatTarget(repository: string, tags: readonly string[]): string {
  return tags.length === 0 ? repository : `${repository}:${tags.join(",")}`;
}
