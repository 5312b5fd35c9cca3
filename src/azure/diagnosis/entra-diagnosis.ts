// What Entra's refusals mean: AADSTS code → our code, message and remedy. Pure; knows no HTTP.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes

import { PROBLEMS, type ProblemCode } from "../../problems.ts";
import type { Cloud } from "../cloud.ts";
import type { IdTokenClaims } from "../id-token.ts";
import { quoteAzure } from "./azure-text.ts";

/** An answer of Entra's token endpoint that holds no token. */
export interface EntraRefusal {
  readonly status: number;
  /** AADSTS numbers, most telling first. */
  readonly codes: readonly number[];
  readonly description: string;
  readonly correlationId?: string;
}

/** Why no token was given, and what to do about it. */
export interface EntraDiagnosis {
  readonly code: ProblemCode;
  readonly message: string;
  readonly remedy: string;
  /** Worth another exchange after a pause. */
  readonly transient: boolean;
  /** Worth another exchange at once, with a new ID token. */
  readonly stale: boolean;
}

interface Context {
  readonly claims: IdTokenClaims;
  readonly cloud: Cloud;
  readonly scope: string;
}

interface Row {
  readonly codes: readonly number[];
  readonly code: ProblemCode;
  /** After "Entra refused GitHub's ID token: ". */
  readonly why: string;
  /** Default: the one of the table of problems. */
  readonly remedy?: (context: Context) => string;
  readonly transient?: true;
  readonly stale?: true;
}

const NEW_CREDENTIAL = "A credential that was just created takes up to a minute to work.";

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that creates the federated credential which the presented claims ask for. */
export function formatCredentialCommand({ issuer, subject, audience }: IdTokenClaims): string {
  const slug = subject
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 100)
    .replace(/-+$/, "");
  const parameters = { name: `github-${slug}`, issuer, subject, audiences: [audience] };
  return `az ad app federated-credential create --id "$AZURE_CLIENT_ID" --parameters ${shellQuote(JSON.stringify(parameters))}`;
}

/** `repo:O@1/R@2:…` ⇄ `repo:O/R:…`: https://docs.github.com/actions/reference/security/oidc */
function subjectHint({ subject, repository, repositoryId, repositoryOwnerId }: IdTokenClaims): string {
  const hints: string[] = [];
  if (/^repo:[^/:]+@\d+\/[^/:]+@\d+(?::|$)/.test(subject)) {
    hints.push(
      "This repository presents the immutable form with IDs; a credential in the form repo:OWNER/NAME:… does not match it.",
    );
  } else if (/^repo:[^/:]+\/[^/:]+(?::|$)/.test(subject)) {
    const [owner, name] = repository?.split("/") ?? [];
    const immutable =
      owner && name && repositoryId && repositoryOwnerId
        ? ` repo:${owner}@${repositoryOwnerId}/${name}@${repositoryId}:…`
        : "";
    hints.push(
      `This repository presents the form without IDs; a credential in the immutable form${immutable} does not match it.`,
    );
  }
  if (subject.includes(":environment:")) {
    hints.push("A job with `environment:` presents that environment, never its branch or tag.");
  } else if (subject.includes(":ref:")) {
    hints.push("A credential for an environment matches only where the job names it with `environment:`.");
  } else if (subject.endsWith(":pull_request")) {
    hints.push("A run of a pull request presents pull_request, not a branch.");
  }
  hints.push("The comparison is exact and case-sensitive.");
  return hints.join(" ");
}

const ROWS: readonly Row[] = [
  {
    codes: [7002138],
    code: "ENTRA_SUBJECT_CASE",
    why: "a federated credential differs from its subject only in upper and lower case",
    remedy: ({ claims }) =>
      `Give the credential the subject exactly as presented, ${claims.subject}, by \`az ad app federated-credential update\`, or add one: ${formatCredentialCommand(claims)}`,
  },
  {
    codes: [700213, 70021],
    code: "ENTRA_SUBJECT_MISMATCH",
    why: "no federated credential of the application matches its subject",
    remedy: ({ claims }) => `${formatCredentialCommand(claims)}\n${subjectHint(claims)} ${NEW_CREDENTIAL}`,
  },
  {
    codes: [700211],
    code: "ENTRA_ISSUER_MISMATCH",
    why: "no federated credential of the application has its issuer",
    remedy: ({ claims }) =>
      `Give the credential the issuer exactly as presented, ${claims.issuer}: no slash at its end, and GitHub Enterprise and enterprise slugs have issuers of their own. Or add one: ${formatCredentialCommand(claims)}`,
  },
  {
    codes: [700212],
    code: "ENTRA_AUDIENCE_MISMATCH",
    why: "no federated credential of the application has its audience",
    remedy: ({ claims, cloud }) =>
      claims.audience === cloud.idTokenAudience
        ? `Give the credential the audience ${claims.audience}, the one of ${cloud.title}, or name the credential's own in \`audience\`. To add one: ${formatCredentialCommand(claims)}`
        : `${cloud.title} expects ${cloud.idTokenAudience}: leave \`audience\` out, or give the credential the audience ${claims.audience}. To add one: ${formatCredentialCommand(claims)}`,
  },
  {
    codes: [70025],
    code: "ENTRA_NO_FEDERATED_CREDENTIAL",
    why: "the application has no federated credential",
    remedy: ({ claims }) => `${formatCredentialCommand(claims)}\n${NEW_CREDENTIAL}`,
  },
  {
    codes: [700024],
    code: "ENTRA_ASSERTION_EXPIRED",
    why: "it is not within its time of validity, although it was just issued",
    stale: true,
  },
  {
    codes: [700016],
    code: "ENTRA_APPLICATION_UNKNOWN",
    why: "the tenant has no application with this client ID",
  },
  {
    codes: [90002],
    code: "ENTRA_TENANT_UNKNOWN",
    why: "there is no such tenant",
    remedy: ({ cloud }) =>
      `Check \`tenant-id\` and \`environment\`: ${cloud.title} was asked, and a tenant exists in one cloud only. \`az account show --query tenantId\` prints the ID.`,
  },
  {
    codes: [900023, 900382, 90023],
    code: "ENTRA_REQUEST_INVALID",
    why: "the tenant ID or the request is malformed",
  },
  {
    codes: [7000215, 7000222],
    code: "ENTRA_SECRET_REFUSED",
    why: "a client secret was refused; this action passes none, so something between it and Entra does",
    remedy: ({ claims }) => `Use a federated credential instead of a secret: ${formatCredentialCommand(claims)}`,
  },
  {
    codes: [50034],
    code: "ENTRA_USER_UNKNOWN",
    why: "it was taken for a user that the directory does not have",
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
    remedy: ({ scope, cloud }) =>
      `Check \`environment\` (${cloud.name} was used). If it is right, an administrator registers the service in the tenant: the token was asked for ${scope}.`,
  },
  {
    codes: [90033, 50196],
    code: "ENTRA_UNAVAILABLE",
    why: "it is overloaded or out of order for the moment",
    transient: true,
  },
];

function rowOf({ status, codes }: EntraRefusal): Row | undefined {
  const row = ROWS.find((candidate) => codes.some((code) => candidate.codes.includes(code)));
  if (row !== undefined) return row;
  if (status === 408 || status === 429 || status >= 500) return ROWS.find(({ code }) => code === "ENTRA_UNAVAILABLE");
  return undefined;
}

/** What Entra was shown, for texts: issuer, subject, audience and workflow. */
export function formatPresented({ issuer, subject, audience, jobWorkflowRef }: IdTokenClaims): string {
  return [
    `issuer ${issuer}`,
    `subject ${subject}`,
    `audience ${audience}`,
    ...(jobWorkflowRef === undefined ? [] : [`job_workflow_ref ${jobWorkflowRef}`]),
  ].join(", ");
}

/** Explains why Entra gave no token for `scope` to the identity of `claims`. */
export function diagnoseEntra(refusal: EntraRefusal, context: Context): EntraDiagnosis {
  const { status, codes, description, correlationId } = refusal;
  const row = rowOf(refusal);
  const number = codes.find((code) => row?.codes.includes(code)) ?? codes[0];
  const label = number === undefined ? `HTTP ${status}` : `AADSTS${number}`;
  const why = row?.why ?? (quoteAzure(description, [correlationId]) || "it did not say why");
  const correlation = correlationId === undefined ? "" : ` Correlation ID: ${correlationId}.`;
  return {
    code: row?.code ?? "ENTRA_REFUSED",
    message: `Entra refused GitHub's ID token (${label}): ${why}. Presented: ${formatPresented(context.claims)}.${correlation}`,
    remedy:
      row !== undefined
        ? (row.remedy?.(context) ?? PROBLEMS[row.code].remedy)
        : `Look up ${label} at https://login.microsoftonline.com/error${number === undefined ? "" : `?code=${number}`}; the tenant's sign-in log for workload identities tells more.`,
    transient: row?.transient ?? false,
    stale: row?.stale ?? false,
  };
}
