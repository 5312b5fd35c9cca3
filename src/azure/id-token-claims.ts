// Reads the claims of an assertion (GitHub's ID token, a service account's token) that Entra compares, for the log and for remedies. Never passes the token itself on.
import { AuthenticationError } from "../errors.ts";
import { parseJson, textAt, valueAt } from "../json.ts";

/** Claims of a GitHub ID token: https://docs.github.com/actions/reference/security/oidc */
export interface IdTokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly jobWorkflowRef?: string;
  readonly repository?: string;
  readonly repositoryId?: string;
  readonly repositoryOwnerId?: string;
}

/**
 * Parses the claims of an ID token. Does not check its signature: Entra does.
 * @throws AuthenticationError `ID_TOKEN_INVALID`
 */
export function parseIdTokenClaims(idToken: string): IdTokenClaims {
  const claims = parseClaims(idToken);
  if (claims !== undefined) return claims;
  throw new AuthenticationError(
    "ID_TOKEN_INVALID",
    "GitHub's ID token service sent a token without issuer, subject or audience.",
  );
}

/** Parses the claims of any assertion; undefined where it has no issuer, subject or audience. */
export function parseClaims(assertion: string): IdTokenClaims | undefined {
  const [, payload = "", , ...rest] = assertion.split(".");
  const claims = rest.length > 0 ? undefined : parseJson(Buffer.from(payload, "base64url").toString("utf8"));
  const issuer = textAt(claims, "iss");
  const subject = textAt(claims, "sub");
  const audience = audienceOf(claims);
  if (issuer === undefined || subject === undefined || audience === undefined) return undefined;
  const jobWorkflowRef = textAt(claims, "job_workflow_ref");
  const repository = textAt(claims, "repository");
  const repositoryId = textAt(claims, "repository_id");
  const repositoryOwnerId = textAt(claims, "repository_owner_id");
  return {
    issuer,
    subject,
    audience,
    ...(jobWorkflowRef !== undefined && { jobWorkflowRef }),
    ...(repository !== undefined && { repository }),
    ...(repositoryId !== undefined && { repositoryId }),
    ...(repositoryOwnerId !== undefined && { repositoryOwnerId }),
  };
}

/** Kubernetes states a list: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3 */
function audienceOf(claims: unknown): string | undefined {
  const audience = valueAt(claims, "aud");
  if (!Array.isArray(audience)) return textAt(claims, "aud");
  const texts = audience.filter((each) => typeof each === "string" && each !== "");
  return texts.length === 0 ? undefined : texts.join(", ");
}

/** Formats the claims that Entra compares, and the workflow: "issuer …, subject …, audience …". */
export function formatClaims({ issuer, subject, audience, jobWorkflowRef }: IdTokenClaims): string {
  return [
    `issuer ${issuer}`,
    `subject ${subject}`,
    `audience ${audience}`,
    ...(jobWorkflowRef === undefined ? [] : [`job_workflow_ref ${jobWorkflowRef}`]),
  ].join(", ");
}
