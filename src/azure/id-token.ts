// GitHub's ID token as evidence: the claims that Entra compares, for the log and for advice. Never the token itself.
import { AuthenticationError } from "../errors.ts";

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

function claimsOf(idToken: string): unknown {
  const [, payload = "", , ...rest] = idToken.split(".");
  if (rest.length > 0) return undefined;
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Who asks, as an ID token says; the signature is Entra's to check.
 * @throws AuthenticationError `ID_TOKEN_INVALID`
 */
export function identityOf(idToken: string): IdTokenClaims {
  const claims = claimsOf(idToken);
  const read = (name: string): string | undefined => {
    if (typeof claims !== "object" || claims === null || !Object.hasOwn(claims, name)) return undefined;
    const value: unknown = Reflect.get(claims, name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const issuer = read("iss");
  const subject = read("sub");
  const audience = read("aud");
  if (issuer === undefined || subject === undefined || audience === undefined) {
    throw new AuthenticationError(
      "ID_TOKEN_INVALID",
      "What GitHub's ID token service gave is no ID token: issuer, subject or audience is missing.",
    );
  }
  const jobWorkflowRef = read("job_workflow_ref");
  const repository = read("repository");
  const repositoryId = read("repository_id");
  const repositoryOwnerId = read("repository_owner_id");
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
