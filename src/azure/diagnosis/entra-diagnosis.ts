// Explains refusals of Entra: AADSTS number → code, message and remedy. Pure.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
import { PROBLEMS, type ProblemCode } from "../../problems.ts";
import type { Login } from "../../request/request.ts";
import { quoteResponse } from "../../response-text.ts";
import type { Grantee } from "../../role-grant.ts";
import type { Cloud } from "../cloud.ts";
import { formatClaims, type IdTokenClaims } from "../id-token-claims.ts";
import { capitalize, quoteAzure } from "./azure-text.ts";
import { compareSubjects, explainSubject, formatCredentialCommand, updateCommand } from "./credential-advice.ts";

/** A response of Entra's token endpoint without a token. */
export interface EntraRefusal {
  readonly status: number;
  /** AADSTS numbers, the most specific first. */
  readonly codes: readonly number[];
  readonly description: string;
  readonly correlationId?: string;
  /** What was sent instead of Entra's error: a proxy's page, for example. */
  readonly untrustedBody?: string;
}

/** An explained refusal. */
export interface EntraDiagnosis {
  readonly code: ProblemCode;
  readonly message: string;
  readonly remedy: string;
  /** True where another exchange after a pause may succeed. */
  readonly transient: boolean;
  /** True where another exchange with a new ID token may succeed. */
  readonly stale: boolean;
  readonly cause?: unknown;
}

/** Logins that exchange an assertion. */
export type FederatedLogin = Exclude<Login, "managed-identity">;

/** What each of them presents, for messages. */
export const ASSERTION_NAMES: Readonly<Record<FederatedLogin, string>> = {
  github: "GitHub's ID token",
  "workload-identity": "the service account's token",
};

/** "exchanging GitHub's ID token at login.microsoftonline.com" */
export function exchangePurpose(login: FederatedLogin, cloud: Cloud): string {
  return `exchanging ${ASSERTION_NAMES[login]} at ${new URL(cloud.authority).host}`;
}

/** Quotes a body that is not Entra's. */
export function quoteBody(text: string, redact: (text: string) => string): string {
  return quoteResponse(text, redact, BODY_MAX_LENGTH).replace(/\.$/, "");
}

const BODY_MAX_LENGTH = 300;

interface TokenRequest {
  readonly cloud: Cloud;
  readonly scope: string;
  /** Removes the secrets of the run from quotes of Entra. */
  readonly redact: (text: string) => string;
}

/** An exchange of an assertion that was refused. */
interface Exchange extends TokenRequest {
  readonly login: FederatedLogin;
  readonly grantee: Grantee;
  readonly claims: IdTokenClaims;
}

/** A request of the machine's identity endpoint that Entra refused, and that the endpoint passed on. */
interface ManagedRequest extends TokenRequest {
  readonly login: "managed-identity";
}

interface Row {
  readonly codes: readonly number[];
  readonly code: ProblemCode;
  /** Follows "Entra refused GitHub's ID token: ". */
  readonly why: string | ((exchange: Exchange | ManagedRequest) => string);
  /** Default: the remedy in problems.ts. */
  readonly remedy?: (exchange: Exchange, description: string) => string;
  /** The remedy for a managed identity, which has neither federated credential nor input for its tenant. Default: as above. */
  readonly managedRemedy?: (request: TokenRequest) => string;
  readonly transient?: true;
  readonly stale?: true;
}

function adviseResource({ scope, cloud }: TokenRequest): string {
  return `Check \`environment\` (now ${cloud.name}). If it is right, ask an administrator to register the service of ${scope} in the tenant.`;
}

const NEW_CREDENTIAL = "A new credential takes up to a minute to work.";

const ROWS: readonly Row[] = [
  {
    codes: [7002138],
    code: "ENTRA_SUBJECT_CASE",
    why: "a federated credential differs from its subject only in upper and lower case",
    remedy: ({ claims, login }) =>
      `Change the credential's subject to exactly ${claims.subject} (${updateCommand(login)}), or add a credential: ${formatCredentialCommand(claims, login)}`,
  },
  {
    // 7002137 is what some tenants get for subjects that are not GitHub's; its text names the expected one.
    codes: [700213, 70021, 7002137],
    code: "ENTRA_SUBJECT_MISMATCH",
    why: "no federated credential of the application matches its subject",
    remedy: ({ claims, login, redact }, description) =>
      `${compareSubjects(claims, description, redact)}${formatCredentialCommand(claims, login)}\n${explainSubject(claims)} ${NEW_CREDENTIAL}`,
  },
  {
    codes: [700211],
    code: "ENTRA_ISSUER_MISMATCH",
    why: "no federated credential of the application has its issuer",
    remedy: ({ claims, login }) =>
      login === "github"
        ? `Change the credential's issuer to exactly ${claims.issuer}, without a slash at its end (GitHub Enterprise Server and enterprise slugs have issuers of their own). Or add a credential: ${formatCredentialCommand(claims, login)}`
        : `Change the credential's issuer to exactly ${claims.issuer}, the issuer of the runner's cluster. Or add a credential: ${formatCredentialCommand(claims, login)}`,
  },
  {
    codes: [700212],
    code: "ENTRA_AUDIENCE_MISMATCH",
    why: "no federated credential of the application has its audience",
    remedy: ({ claims, cloud, login }) => {
      const add = `To add a credential: ${formatCredentialCommand(claims, login)}`;
      if (login !== "github")
        return `Change the credential's audience to ${claims.audience}, which the cluster sets. ${add}`;
      return claims.audience === cloud.idTokenAudience
        ? `Change the credential's audience to ${claims.audience}, which is the one of ${cloud.title}, or set \`audience\` to the credential's. ${add}`
        : `${cloud.title} expects ${cloud.idTokenAudience}: remove \`audience\`, or change the credential's audience to ${claims.audience}. ${add}`;
    },
  },
  {
    codes: [70025],
    code: "ENTRA_NO_FEDERATED_CREDENTIAL",
    why: "the application has no federated credential",
    remedy: ({ claims, login }) => `${formatCredentialCommand(claims, login)}\n${NEW_CREDENTIAL}`,
  },
  {
    codes: [700024],
    code: "ENTRA_ASSERTION_EXPIRED",
    why: ({ login }) =>
      login === "github"
        ? "the current time is outside its period of validity, although it was just issued"
        : "the current time is outside its period of validity",
    remedy: ({ login }) =>
      login === "github"
        ? PROBLEMS.ENTRA_ASSERTION_EXPIRED.remedy
        : "Check that AZURE_FEDERATED_TOKEN_FILE is the file that Kubernetes renews, not a copy of it, and that the node's clock is right.",
    stale: true,
  },
  {
    codes: [700016],
    code: "ENTRA_APPLICATION_UNKNOWN",
    why: "the tenant has no application with this client ID",
    managedRemedy: () =>
      "The identity was deleted, or moved to another tenant. Remove it from the runner's machine and assign it again.",
  },
  {
    codes: [90002],
    code: "ENTRA_TENANT_UNKNOWN",
    why: "the tenant does not exist",
    remedy: ({ cloud }) =>
      `Check \`tenant-id\` and \`environment\`: the tenant was looked up in ${cloud.title}, and a tenant exists in one cloud only. \`az account show --query tenantId\` prints the ID.`,
    managedRemedy: ({ cloud }) => `Check \`environment\`: the runner's machine may not be in ${cloud.title}.`,
  },
  {
    codes: [900023, 900382, 90023],
    code: "ENTRA_REQUEST_INVALID",
    why: "the tenant ID or the request is malformed",
  },
  {
    codes: [7000215, 7000222],
    code: "ENTRA_SECRET_REFUSED",
    why: "a client secret was refused, although this action sends none: a proxy may have changed the request",
    remedy: ({ claims, login }) =>
      `Use a federated credential instead of a secret: ${formatCredentialCommand(claims, login)}`,
  },
  {
    codes: [50034],
    code: "ENTRA_USER_UNKNOWN",
    why: "Entra looked for a user account that the directory does not have",
  },
  {
    codes: [53003],
    code: "ENTRA_CONDITIONAL_ACCESS",
    why: "Conditional Access for workload identities blocks the sign-in",
  },
  {
    codes: [500011],
    code: "ENTRA_RESOURCE_UNKNOWN",
    why: "the tenant does not know the service that the token is for",
    remedy: adviseResource,
    managedRemedy: adviseResource,
  },
  {
    codes: [90033, 50196],
    code: "ENTRA_UNAVAILABLE",
    why: "Entra is overloaded or temporarily unavailable",
    transient: true,
  },
];

function rowOf({ status, codes }: EntraRefusal): Row | undefined {
  const row = ROWS.find((candidate) => codes.some((code) => candidate.codes.includes(code)));
  if (row !== undefined) return row;
  if (status === 408 || status === 429 || status >= 500) return ROWS.find(({ code }) => code === "ENTRA_UNAVAILABLE");
  return undefined;
}

function remedyOf(
  { code, remedy, managedRemedy }: Row,
  request: Exchange | ManagedRequest,
  description: string,
): string {
  const advice = request.login === "managed-identity" ? managedRemedy?.(request) : remedy?.(request, description);
  return nameInputs(advice ?? PROBLEMS[code].remedy, request);
}

/** The remedies name the inputs of the step's own identity. The second one has inputs of its own. */
function nameInputs(remedy: string, request: Exchange | ManagedRequest): string {
  if (request.login === "managed-identity" || request.grantee === "own") return remedy;
  return remedy
    .replaceAll(/`(client-id|tenant-id)`/g, "`source-$1`")
    .replaceAll('"$AZURE_CLIENT_ID"', "<source-client-id>");
}

function nameAssertion({ login, grantee }: Exchange): string {
  return `${ASSERTION_NAMES[login]}${grantee === "second" ? " for source-client-id" : ""}`;
}

/** The text after its number, which the message states already. */
function quoteDescription({ description, correlationId }: EntraRefusal, redact: (text: string) => string): string {
  const text = description.replace(/^AADSTS\d+: */, "");
  return quoteAzure(text, { redact, keep: [correlationId] }).replace(/\.$/, "");
}

/** Explains why Entra issued no token. */
export function diagnoseEntra(refusal: EntraRefusal, request: Exchange | ManagedRequest): EntraDiagnosis {
  const { status, codes, description, correlationId, untrustedBody } = refusal;
  const row = rowOf(refusal);
  const body = untrustedBody ? `: ${quoteBody(untrustedBody, request.redact)}` : "";
  if (row === undefined && untrustedBody !== undefined && request.login !== "managed-identity") {
    return {
      code: "ENTRA_ANSWER_INVALID",
      message: `${capitalize(exchangePurpose(request.login, request.cloud))} failed: the response (HTTP ${status}) is not one of Entra's${body}.`,
      remedy: PROBLEMS.ENTRA_ANSWER_INVALID.remedy,
      transient: false,
      stale: false,
    };
  }
  const number = codes.find((code) => row?.codes.includes(code)) ?? codes[0];
  const label = number === undefined ? `HTTP ${status}` : `AADSTS${number}`;
  const known = typeof row?.why === "function" ? row.why(request) : row?.why;
  const why =
    known === undefined
      ? quoteDescription(refusal, request.redact) || "the response contains no reason"
      : `${known}${body}`;
  const correlation = correlationId === undefined ? "" : ` Correlation ID: ${correlationId}.`;
  const isManaged = request.login === "managed-identity";
  const presented = isManaged ? "the managed identity of this runner" : nameAssertion(request);
  const claims = isManaged ? "" : ` Presented: ${formatClaims(request.claims)}.`;
  return {
    code: row?.code ?? "ENTRA_REFUSED",
    message: `Entra refused ${presented} (${label}): ${why}.${claims}${correlation}`,
    remedy:
      row !== undefined
        ? remedyOf(row, request, description)
        : `Look up ${label} at https://login.microsoftonline.com/error${number === undefined ? "" : `?code=${number}`}. The tenant's sign-in log for workload identities has more details.`,
    transient: row?.transient ?? false,
    stale: row?.stale ?? false,
  };
}
