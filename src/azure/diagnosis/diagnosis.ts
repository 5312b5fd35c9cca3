// What ARM's refusals and failed imports mean: ARM's text → code, side, message, remedy, transient. Pure; knows no HTTP.
// ARM names the target even where the source failed; this takes the text apart and tells the right side.
import { GUID_PATTERN } from "../../guid.ts";
import { DOCKER_HUB } from "../../oci/reference.ts";
import { PROBLEMS, type ProblemCode, type Side } from "../../problems.ts";
import { adviseRoleGrant } from "../../role-grant.ts";
import { cloudOfHost } from "../cloud.ts";
import { quoteAzure } from "./azure-text.ts";

/** An answer of ARM that is no success: https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors */
export interface ArmFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly correlationId?: string;
}

/** What ARM was asked, as far as texts name it. No Azure ID is in it. */
export interface ArmSubject {
  /** "importing dev.azurecr.io/api@sha256:… into contosoprod" */
  readonly what: string;
  /** Name of the registry that was asked for or imported into. */
  readonly registry: string;
  readonly side: Side;
  /** The other registry of an import. */
  readonly source?: ImportOrigin;
  readonly operationId?: string;
}

/** The source of an import. */
export interface ImportOrigin {
  /** Registry name where `byResourceId`, else the host. */
  readonly registry: string;
  readonly byResourceId: boolean;
  readonly repository: string;
  /** Of the password in the request; 0 where there is none. */
  readonly passwordLength: number;
}

/** Why Azure refused or failed, and what to do about it. */
export interface Diagnosis {
  readonly code: ProblemCode;
  readonly side: Side;
  readonly message: string;
  readonly remedy: string;
  readonly transient: boolean;
}

/** An ARM text taken apart. */
interface Evidence {
  readonly failure: ArmFailure;
  /** What follows the name of the target, or all of it. */
  readonly text: string;
  /** The source's own answer, which ARM wraps as `Invalid message`. */
  readonly answer?: { readonly reason: string; readonly body: string };
}

interface Row {
  readonly code: ProblemCode;
  readonly matches: (evidence: Evidence, subject: ArmSubject) => boolean;
  /** Default: the side that was asked. */
  readonly side?: (evidence: Evidence, subject: ArmSubject) => Side;
  readonly why: (subject: ArmSubject, evidence: Evidence) => string;
  /** Default: the one of the table of problems. */
  readonly remedy?: (subject: ArmSubject, evidence: Evidence) => string;
  readonly transient?: true;
}

const BEHIND_REGISTRY_ID = /\/registries\/[a-z0-9]{5,50}\s+([\s\S]+)$/i;
const SOURCE_ANSWER = /^Invalid message\s+([\s\S]*)$/;
/** HTTP's reason phrase, twice, then the body. */
const DOUBLED_REASON = /^([A-Za-z][A-Za-z ]*?) \1(?:\s+([\s\S]*))?$/;
const CORRELATION = new RegExp(`correlation\\s?id:?\\s*(${GUID_PATTERN})`, "i");
/** Passwords of this length made imports hang or fail: https://github.com/Azure/acr/issues/549 */
const LONG_PASSWORD = 3000;

function takeApart(failure: ArmFailure): Evidence {
  const text = BEHIND_REGISTRY_ID.exec(failure.message)?.[1]?.trim() ?? failure.message;
  const wrapped = SOURCE_ANSWER.exec(text)?.[1];
  if (wrapped === undefined) return { failure, text };
  const [, reason = "", body = ""] = DOUBLED_REASON.exec(wrapped) ?? [undefined, "", wrapped];
  return { failure, text, answer: { reason, body } };
}

const isDockerHub = (host: string) => host === DOCKER_HUB || host.endsWith(`.${DOCKER_HUB}`);
const sourceOf = (subject: ArmSubject) => subject.source?.registry ?? subject.registry;
const says = (pattern: RegExp) => (evidence: Evidence) => pattern.test(evidence.text);
const sourceSays = (pattern: RegExp) => (evidence: Evidence) =>
  evidence.answer !== undefined && pattern.test(evidence.text);
const hasCode =
  (...codes: readonly string[]) =>
  ({ failure }: Evidence) =>
    codes.includes(failure.code);
const source = () => "source" as const;
const target = () => "target" as const;

function isSourceAcr({ source: origin }: ArmSubject): boolean {
  return origin !== undefined && (origin.byResourceId || cloudOfHost(origin.registry) !== undefined);
}

/** The side whose registry the text names, where it names the source's. */
function namedSide({ text }: Evidence, subject: ArmSubject): Side {
  const { source: origin } = subject;
  if (origin === undefined) return subject.side;
  const name = origin.registry.split(".")[0]?.toLowerCase() ?? "";
  const named = text
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .includes(name);
  return named && name !== subject.registry.toLowerCase() ? "source" : "target";
}

/** The registry that the text is about. */
function named(evidence: Evidence, subject: ArmSubject): string {
  return namedSide(evidence, subject) === "source" ? sourceOf(subject) : subject.registry;
}

const useResourceId = (subject: ArmSubject) =>
  `Name ${sourceOf(subject)} by its resource ID in \`source-registry\` (\`az acr show --name <registry> --query id\` prints it) and let trusted Azure services pass its firewall: az acr update --name <registry> --allow-trusted-services true.`;

/** Order counts: the first row that matches explains. */
const ROWS: readonly Row[] = [
  // Refused by Azure Resource Manager, before any copying.
  {
    code: "ARM_TENANT_MISMATCH",
    matches: hasCode("InvalidAuthenticationTokenTenant"),
    why: ({ registry }) => `the token's tenant is not the one that ${registry}'s subscription belongs to`,
  },
  {
    code: "ARM_UNAUTHORIZED",
    matches: ({ failure }) => failure.status === 401,
    why: () => "Azure Resource Manager refused the token, a new one too",
  },
  {
    code: "IMPORT_SOURCE_ROLE_MISSING",
    matches: hasCode("LinkedAuthorizationFailed"),
    side: source,
    why: (subject) =>
      `this step's identity may import into ${subject.registry} but not read the source registry ${sourceOf(subject)}`,
    remedy: (subject) => adviseRoleGrant(sourceOf(subject)),
  },
  {
    code: "ARM_ROLE_MISSING",
    matches: hasCode("AuthorizationFailed"),
    why: ({ registry }, { failure }) =>
      `this step's identity lacks the right ${/'(Microsoft\.ContainerRegistry\/[\w/]+)'/i.exec(failure.message)?.[1] ?? "to do so"} on ${registry}`,
    remedy: ({ registry }) => adviseRoleGrant(registry),
  },
  {
    code: "ARM_SUBSCRIPTION_NOT_FOUND",
    matches: hasCode("SubscriptionNotFound", "InvalidSubscriptionId"),
    side: namedSide,
    why: () => "there is no such subscription, or this step's identity has no role in it",
    remedy: (subject, evidence) =>
      `Check \`subscription-id\` or the resource ID, and \`environment\`; a subscription without any role for the identity looks the same. ${adviseRoleGrant(named(evidence, subject))}`,
  },
  {
    code: "ARM_GROUP_NOT_FOUND",
    matches: hasCode("ResourceGroupNotFound"),
    side: namedSide,
    why: (subject, evidence) => `the resource group in ${named(evidence, subject)}'s resource ID does not exist`,
  },
  {
    code: "ARM_REGISTRY_NOT_FOUND",
    matches: (evidence) => hasCode("ResourceNotFound")(evidence) || evidence.failure.status === 404,
    side: namedSide,
    why: (subject, evidence) =>
      `registry ${named(evidence, subject)} does not exist where its resource ID says, or this step's identity has no right to see it`,
    remedy: (subject, evidence) =>
      `Check name, resource group and subscription with \`az acr show --name ${named(evidence, subject)} --query id\`. ${adviseRoleGrant(named(evidence, subject))}`,
  },
  {
    code: "ARM_PROVIDER_NOT_REGISTERED",
    matches: (evidence) =>
      hasCode("MissingSubscriptionRegistration")(evidence) ||
      says(/not registered (?:to use namespace|for|in)/i)(evidence),
    why: () => "a subscription is not registered for Microsoft.ContainerRegistry (imports need it on both sides)",
  },
  {
    code: "ARM_SCOPE_LOCKED",
    matches: hasCode("ScopeLocked"),
    why: ({ registry }) => `a lock of Azure Resource Manager forbids changes to ${registry}`,
    remedy: ({ registry }) =>
      `A ReadOnly lock on the registry, its group or its subscription forbids imports: az lock list --resource-type Microsoft.ContainerRegistry/registries --resource-name ${registry} --resource-group <group>.`,
  },
  {
    code: "ARM_POLICY",
    matches: hasCode("RequestDisallowedByPolicy"),
    why: ({ registry }) => `an Azure policy forbids it on ${registry}`,
  },
  {
    code: "IMPORT_SOURCE_IMAGE_INVALID",
    matches: says(/property parameters\.Source\.SourceImage/i),
    side: source,
    why: () => "Azure does not take this form of source image",
  },
  {
    code: "IMPORT_SOURCE_ID_INVALID",
    matches: says(/source\.resourceId is invalid/i),
    side: source,
    why: () => "Azure does not take the source registry's resource ID",
  },
  {
    code: "ARM_THROTTLED",
    matches: ({ failure }) =>
      failure.status === 429 || ["TooManyRequests", "SubscriptionRequestsThrottled"].includes(failure.code),
    why: () => "Azure Resource Manager throttles this subscription or identity",
    transient: true,
  },
  {
    code: "ARM_UNAVAILABLE",
    matches: ({ failure }) =>
      failure.status === 408 ||
      failure.status >= 500 ||
      ["InternalServerError", "ServiceUnavailable", "ServerTimeout", "GatewayTimeout"].includes(failure.code),
    why: () => "Azure Resource Manager is out of order for the moment",
    transient: true,
  },

  // Failed while the import ran.
  {
    code: "TAG_EXISTS",
    matches: says(/Tag \S+ already exists in target registry/i),
    side: target,
    why: ({ registry }, { text }) =>
      `${registry} already holds the tag ${/Tag (\S+) already exists/i.exec(text)?.[1] ?? ""}, which appeared after it was planned`,
  },
  {
    code: "IMPORT_DOCKER_HUB_LIMIT",
    matches: says(/pull rate limit/i),
    side: source,
    why: () => "Docker Hub's quota of pulls is used up for Azure's address or for the account",
  },
  {
    code: "IMPORT_SOURCE_THROTTLED",
    matches: says(/toomanyrequests|HAP429|too many requests|\bTooManyRequests\b/i),
    side: source,
    why: (subject) => `${sourceOf(subject)} throttles Azure's requests`,
    transient: true,
  },
  {
    code: "IMPORT_LOCKED",
    matches: says(/REGISTRY_DISALLOWED_OPERATION|operation is disallowed on this registry/i),
    side: ({ answer }) => (answer === undefined ? "target" : "source"),
    why: () => "the tag, manifest or repository is locked",
    remedy: ({ registry }) =>
      `Unlock it (az acr repository update --name ${registry} --image <repository:tag> --write-enabled true), or promote to a new tag.`,
  },
  {
    code: "IMPORT_SOURCE_EXPORT_DISABLED",
    matches: says(/export.{0,40}(?:disabled|not allowed|policy)/i),
    side: source,
    why: (subject) => `${sourceOf(subject)} forbids exports`,
  },
  {
    code: "IMPORT_SOURCE_SOFT_DELETED",
    matches: says(/soft[- ]?deleted/i),
    side: namedSide,
    why: () => "the image is soft-deleted",
  },
  {
    code: "IMPORT_TOO_MANY_MANIFESTS",
    matches: says(
      /(?:more than|maximum|exceed|limit)\D{0,40}\d*\D{0,20}manifests|manifests?\b.{0,60}(?:exceed|limit)/i,
    ),
    side: source,
    why: () => "the image has more manifests than an import takes",
  },
  {
    code: "IMPORT_SOURCE_NO_DIGEST",
    matches: says(/No value specified for Docker-Content-Digest|Unable to find manifest digest/i),
    side: source,
    why: (subject) => `${sourceOf(subject)}, or a proxy before it, sends no Docker-Content-Digest header`,
  },
  {
    code: "IMPORT_SOURCE_NO_RANGES",
    matches: says(/may not be RFC 7233 compliant/i),
    side: source,
    why: (subject) =>
      `${sourceOf(subject)} does not serve parts of a blob (RFC 7233 ranges), which Azure's import needs`,
  },
  {
    code: "IMPORT_SOURCE_RANGES_BROKEN",
    matches: says(/Unexpected response status code|Unexpected length of body in response/i),
    side: source,
    why: (subject) => `${sourceOf(subject)} answered a request for a part of a blob wrongly`,
    transient: true,
  },
  {
    code: "IMPORT_COPY_FAILED",
    matches: says(/Error copying blobs/i),
    side: source,
    why: (subject) => `${sourceOf(subject)} failed while its layers were copied`,
    remedy: (subject) => `${PROBLEMS.IMPORT_COPY_FAILED.remedy}${longPasswordHint(subject)}`,
    transient: true,
  },
  {
    code: "IMPORT_SOURCE_FIREWALL",
    matches: (evidence, subject) =>
      sourceSays(/client with IP .{0,60} is not allowed access/i)(evidence) ||
      (/Access to \S+ denied/i.test(evidence.text) && namedSide(evidence, subject) === "source"),
    side: source,
    why: (subject) => `the firewall of ${sourceOf(subject)} lets Azure's import not in`,
    remedy: (subject) =>
      subject.source?.byResourceId
        ? `Let trusted Azure services pass: az acr update --name ${sourceOf(subject)} --allow-trusted-services true.`
        : useResourceId(subject),
  },
  {
    code: "IMPORT_TARGET_FIREWALL",
    matches: says(/Access to \S+ denied|client with IP .{0,60} is not allowed access/i),
    side: target,
    why: ({ registry }) => `the firewall of ${registry} lets Azure's import not in`,
    remedy: ({ registry }) =>
      `Let trusted Azure services pass: az acr update --name ${registry} --allow-trusted-services true.`,
  },
  {
    code: "IMPORT_SOURCE_CLOSED",
    matches: (evidence, subject) =>
      isSourceAcr(subject) && says(/requested access to the resource is denied/i)(evidence),
    side: source,
    why: (subject) => `${sourceOf(subject)} is closed to the public network and was named by its login server`,
    remedy: useResourceId,
  },
  {
    code: "IMPORT_SOURCE_REFUSED",
    matches: sourceSays(/Access to the requested resource is not authorized/i),
    side: source,
    why: (subject) =>
      `${sourceOf(subject)} refused Azure: it asks for a login in a way that Azure's import does not follow, or the credentials are wrong`,
  },
  {
    code: "IMPORT_SOURCE_NOT_FOUND",
    matches: sourceSays(/MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown|^Invalid message Not ?Found\b/i),
    side: source,
    why: (subject) => `${sourceOf(subject)} does not hold it any more, or does not show it to Azure`,
  },
  {
    code: "IMPORT_SOURCE_UNAUTHORIZED",
    matches: sourceSays(/UNAUTHORIZED|\bDENIED\b|^Invalid message (?:Unauthorized|Forbidden)\b/i),
    side: source,
    why: (subject) =>
      `${sourceOf(subject)} refused Azure access to ${subject.source?.repository ?? "the image"}: it does not exist there, or is private`,
    remedy: (subject) => {
      const origin = subject.source;
      if (origin !== undefined && isSourceAcr(subject)) {
        const [name = origin.registry] = origin.registry.split(".");
        return `A registry in another tenant needs \`source-client-id\` and \`source-tenant-id\`, or \`source-username\` and \`source-password\`. Else: ${adviseRoleGrant(name)}`;
      }
      const library =
        origin !== undefined && isDockerHub(origin.registry) && !origin.repository.startsWith("library/")
          ? " Docker's official images are library/NAME."
          : "";
      return `Check the repository's name.${library} For a private one set \`source-username\` and \`source-password\`, or log in with docker/login-action before this step.`;
    },
  },
  {
    code: "IMPORT_SOURCE_UNAVAILABLE",
    matches: sourceSays(
      /^Invalid message (?:Internal ?Server ?Error|Bad ?Gateway|Service ?Unavailable|Gateway ?Timeout|Request ?Timeout)\b/i,
    ),
    side: source,
    why: (subject) => `${sourceOf(subject)} is out of order for the moment`,
    transient: true,
  },
  {
    code: "IMPORT_INTERRUPTED",
    matches: says(/\b50[0234]\b|\btimed?[ -]?out\b|temporar/i),
    side: ({ answer }, subject) => (answer === undefined ? subject.side : "source"),
    why: () => "something on the way was out of order for the moment",
    remedy: (subject) => `${PROBLEMS.IMPORT_INTERRUPTED.remedy}${longPasswordHint(subject)}`,
    transient: true,
  },
  {
    code: "IMPORT_REFUSED",
    matches: hasCode("BadRequest", "RequestValidation"),
    side: target,
    why: () => "Azure did not take the request",
  },
];

function longPasswordHint({ source: origin }: ArmSubject): string {
  return origin !== undefined && origin.passwordLength >= LONG_PASSWORD
    ? " The source password is very long, on which imports have failed before: use a short-lived token instead of a key file."
    : "";
}

const FALLBACK: Row = {
  code: "IMPORT_FAILED",
  matches: () => true,
  side: ({ answer }, subject) => (answer === undefined ? subject.side : "source"),
  why: (subject, { answer }) =>
    answer === undefined ? "Azure gave a reason that this action does not know" : `${sourceOf(subject)} failed`,
  remedy: (subject) => `${PROBLEMS.IMPORT_FAILED.remedy}${longPasswordHint(subject)}`,
};

/** The text with a capital. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Explains a refusal or failure of ARM. */
export function diagnoseArm(failure: ArmFailure, subject: ArmSubject): Diagnosis {
  const evidence = takeApart(failure);
  const row = ROWS.find(({ matches }) => matches(evidence, subject)) ?? FALLBACK;
  const correlationId = failure.correlationId ?? CORRELATION.exec(failure.message)?.[1];
  const quote = quoteAzure(evidence.text, [subject.operationId, correlationId]);
  const said = quote === "" ? ` Azure answered HTTP ${failure.status} without a text.` : ` Azure said: ${quote}`;
  const ids = [
    ...(subject.operationId === undefined ? [] : [`operation ID ${subject.operationId}`]),
    ...(correlationId === undefined ? [] : [`correlation ID ${correlationId}`]),
  ].join(", ");
  return {
    code: row.code,
    side: row.side?.(evidence, subject) ?? subject.side,
    message: `${sentenceStart(subject.what)} failed: ${row.why(subject, evidence)}.${said}${ids === "" ? "" : ` (${ids})`}`,
    remedy: row.remedy?.(subject, evidence) ?? PROBLEMS[row.code].remedy,
    transient: row.transient ?? false,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Parses the body of a bad answer: ARM's shape, the validation shape of some front ends, or anything else as text. */
export function parseArmFailure(status: number, body: string, correlationId?: string): ArmFailure {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = undefined;
  }
  const correlation = correlationId === undefined ? {} : { correlationId };
  const error = field(json, "error");
  if (error !== undefined) {
    return { status, code: text(field(error, "code")), message: text(field(error, "message")), ...correlation };
  }
  const errors = field(json, "errors");
  if (errors !== undefined) {
    const message = `${text(field(json, "title"))} ${JSON.stringify(errors)}`;
    return { status, code: "RequestValidation", message, ...correlation };
  }
  const code = text(field(json, "code"));
  const message = text(field(json, "message"));
  return { status, code, message: message === "" ? body : message, ...correlation };
}
