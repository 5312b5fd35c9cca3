// The catalogue, second part: imports that failed while they ran, mostly because of the source.
import { DOCKER_HUB } from "../../oci/reference.ts";
import { PROBLEMS } from "../../problems.ts";
import { adviseRoleGrant } from "../../role-grant.ts";
import { type CatalogueRow, hasCode, says, sourceSays } from "./catalogue-row.ts";
import type { Evidence } from "./evidence.ts";

/** Passwords of this length made imports hang or fail: https://github.com/Azure/acr/issues/549 */
const LONG_PASSWORD = 3000;

function isDockerHub(host: string): boolean {
  return host === DOCKER_HUB || host.endsWith(`.${DOCKER_HUB}`);
}

function longPasswordHint({ origin }: Evidence): string {
  return origin !== undefined && origin.passwordLength >= LONG_PASSWORD
    ? ` The source password has ${origin.passwordLength} characters; imports with such passwords have failed before. Use a short-lived token instead of a key file.`
    : "";
}

function adviseTrustedServices(registry: string): string {
  return `Let trusted Azure services pass: az acr update --name ${registry} --allow-trusted-services true.`;
}

function adviseResourceId({ source }: Evidence): string {
  return `Name ${source} by its resource ID in \`source-registry\` (\`az acr show --name <registry> --query id\` prints it) and let trusted Azure services pass its firewall: az acr update --name <registry> --allow-trusted-services true.`;
}

function adviseReachability({ source, isSourceAcr }: Evidence): string {
  return `Azure, not this runner, must reach the source: check that ${source} has a public DNS name, and that its firewall accepts ${isSourceAcr ? "trusted Azure services" : "Azure's addresses"}.`;
}

/** The order counts: the first row that matches is used. */
export const IMPORT_FAILURES: readonly CatalogueRow[] = [
  {
    code: "TAG_EXISTS",
    matches: says(/Tag \S+ already exists in target registry/i),
    side: "target",
    why: ({ registry, text }) => `${registry} already has the tag ${/Tag (\S+) already exists/i.exec(text)?.[1] ?? ""}`,
  },
  {
    code: "IMPORT_DOCKER_HUB_LIMIT",
    matches: says(/pull rate limit/i),
    side: "source",
    why: () => "Docker Hub's pull rate limit is used up for Azure's address or for the account",
  },
  {
    code: "IMPORT_SOURCE_THROTTLED",
    matches: says(/toomanyrequests|HAP429|too many requests|\bTooManyRequests\b/i),
    side: "source",
    why: ({ source }) => `${source} throttles Azure's requests`,
    transient: true,
  },
  {
    code: "IMPORT_LOCKED",
    matches: says(/REGISTRY_DISALLOWED_OPERATION|operation is disallowed on this registry/i),
    side: ({ fromSource }) => (fromSource ? "source" : "target"),
    why: () => "the tag, manifest or repository is locked",
    remedy: ({ registry }) =>
      `Unlock it (az acr repository update --name ${registry} --image <repository:tag> --write-enabled true), or promote to a new tag.`,
  },
  {
    code: "IMPORT_SOURCE_EXPORT_DISABLED",
    matches: says(/export.{0,40}(?:disabled|not allowed|policy)/i),
    side: "source",
    why: ({ source }) => `${source} forbids exports`,
  },
  {
    code: "IMPORT_SOURCE_SOFT_DELETED",
    matches: says(/soft[- ]?deleted/i),
    side: ({ namedSide }) => namedSide,
    why: () => "the image is soft-deleted",
  },
  {
    code: "IMPORT_TOO_MANY_MANIFESTS",
    matches: says(
      /(?:more than|maximum|exceed|limit)\D{0,40}\d*\D{0,20}manifests|manifests?\b.{0,60}(?:exceed|limit)/i,
    ),
    side: "source",
    why: () => "the image has more manifests than one import can copy",
  },
  {
    code: "IMPORT_SOURCE_NO_DIGEST",
    matches: says(/No value specified for Docker-Content-Digest|Unable to find manifest digest/i),
    side: "source",
    why: ({ source }) => `${source}, or a proxy in front of it, sends no Docker-Content-Digest header`,
  },
  {
    code: "IMPORT_SOURCE_NO_RANGES",
    matches: says(/may not be RFC 7233 compliant/i),
    side: "source",
    why: ({ source }) => `${source} does not serve parts of a blob (RFC 7233 ranges), which Azure's import needs`,
  },
  {
    code: "IMPORT_SOURCE_RANGES_BROKEN",
    matches: says(/Unexpected response status code|Unexpected length of body in response/i),
    side: "source",
    why: ({ source }) => `${source} sent a wrong response to a request for a part of a blob`,
    transient: true,
  },
  {
    code: "IMPORT_COPY_FAILED",
    matches: says(/Error copying blobs/i),
    side: "source",
    why: ({ source }) => `${source} failed while its layers were copied`,
    remedy: (evidence) => `${PROBLEMS.IMPORT_COPY_FAILED.remedy}${longPasswordHint(evidence)}`,
    transient: true,
  },
  {
    code: "IMPORT_SOURCE_FIREWALL",
    matches: (evidence) =>
      sourceSays(/client with IP .{0,60} is not allowed access/i)(evidence) ||
      (/Access to \S+ denied/i.test(evidence.text) && evidence.namedSide === "source"),
    side: "source",
    why: ({ source }) => `the firewall of ${source} blocks Azure's import`,
    remedy: (evidence) =>
      evidence.origin?.byResourceId ? adviseTrustedServices(evidence.source) : adviseResourceId(evidence),
  },
  {
    code: "IMPORT_TARGET_FIREWALL",
    matches: says(/Access to \S+ denied|client with IP .{0,60} is not allowed access/i),
    side: "target",
    why: ({ registry }) => `the firewall of ${registry} blocks Azure's import`,
    remedy: ({ registry }) => adviseTrustedServices(registry),
  },
  {
    code: "IMPORT_SOURCE_CLOSED",
    matches: ({ isSourceAcr, text }) => isSourceAcr && /requested access to the resource is denied/i.test(text),
    side: "source",
    why: ({ source }) => `${source} is closed to public networks and was named by its login server`,
    remedy: adviseResourceId,
  },
  {
    code: "IMPORT_SOURCE_REFUSED",
    matches: sourceSays(/Access to the requested resource is not authorized/i),
    side: "source",
    why: ({ source }) =>
      `${source} refused Azure: Azure's import does not support its way of logging in, or the credentials are wrong`,
  },
  {
    code: "IMPORT_SOURCE_NOT_FOUND",
    matches: sourceSays(/MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown|^Invalid message Not ?Found\b/i),
    side: "source",
    why: ({ source }) => `${source} no longer has the image, or does not show it to Azure`,
  },
  {
    code: "IMPORT_SOURCE_UNAUTHORIZED",
    matches: sourceSays(/UNAUTHORIZED|\bDENIED\b|^Invalid message (?:Unauthorized|Forbidden)\b/i),
    side: "source",
    why: ({ source, origin }) =>
      `${source} refused Azure access to ${origin?.repository ?? "the image"}: it does not exist there, or is private`,
    remedy: ({ origin, isSourceAcr }) => {
      if (origin !== undefined && isSourceAcr) {
        const [name = origin.registry] = origin.registry.split(".");
        return `If the registry is in another tenant, set \`source-client-id\` and \`source-tenant-id\`, or \`source-username\` and \`source-password\`. Otherwise: ${adviseRoleGrant(name)}`;
      }
      const library =
        origin !== undefined && isDockerHub(origin.registry) && !origin.repository.startsWith("library/")
          ? " Docker's official images are library/NAME."
          : "";
      return `Check the repository's name.${library} If it is private, set \`source-username\` and \`source-password\`, or log in with docker/login-action before this step.`;
    },
  },
  {
    code: "IMPORT_SOURCE_UNAVAILABLE",
    matches: sourceSays(
      /^Invalid message (?:Internal ?Server ?Error|Bad ?Gateway|Service ?Unavailable|Gateway ?Timeout|Request ?Timeout)\b/i,
    ),
    side: "source",
    why: ({ source }) => `${source} is temporarily unavailable`,
    transient: true,
  },
  {
    code: "IMPORT_SOURCE_UNREACHABLE",
    matches: says(
      /no such host is known|name or service not known|could not be resolved|actively refused|unable to connect|connection refused|network is unreachable/i,
    ),
    side: "source",
    why: ({ source }) => `Azure could not reach ${source}`,
    remedy: adviseReachability,
  },
  {
    code: "IMPORT_INTERRUPTED",
    matches: says(/\b50[0234]\b|\btimed?[ -]?out\b|temporar/i),
    side: ({ fromSource, side }) => (fromSource ? "source" : side),
    why: () => "a server that takes part in the import was temporarily unavailable",
    remedy: (evidence) => `${PROBLEMS.IMPORT_INTERRUPTED.remedy}${longPasswordHint(evidence)}`,
    transient: true,
  },
  {
    code: "IMPORT_REFUSED",
    matches: hasCode("BadRequest", "RequestValidation"),
    side: "target",
    why: () => "Azure rejected the request",
  },
];

/** Used where no row of the catalogue matches. */
export const UNKNOWN_FAILURE: CatalogueRow = {
  code: "IMPORT_FAILED",
  matches: () => true,
  // Azure names the target in every text. Only a wrapped response of the source shows a side.
  side: ({ fromSource, origin, side }) => (fromSource ? "source" : origin === undefined ? side : "none"),
  why: ({ fromSource, source }) =>
    fromSource ? `${source} failed` : "Azure gave a reason that this action does not know",
  remedy: (evidence) => {
    const isOutside = evidence.origin !== undefined && !evidence.isSourceAcr;
    return `${PROBLEMS.IMPORT_FAILED.remedy}${isOutside ? ` ${adviseReachability(evidence)}` : ""}${longPasswordHint(evidence)}`;
  },
};
