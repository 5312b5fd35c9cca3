// Advice on federated credentials for the claims that a job presents: the command that creates one, and why others do not match.
import type { Login } from "../../request/request.ts";
import type { IdTokenClaims } from "../id-token-claims.ts";
import { quoteAzure } from "./azure-text.ts";

type FederatedLogin = Exclude<Login, "managed-identity">;

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that changes a federated credential: of an application, or of the user-assigned identity that Kubernetes uses. */
export function updateCommand(login: FederatedLogin): string {
  return login === "github" ? "az ad app federated-credential update" : "az identity federated-credential update";
}

/** The command that creates a federated credential for these claims. */
export function formatCredentialCommand(
  { issuer, subject, audience }: IdTokenClaims,
  login: FederatedLogin = "github",
): string {
  const slug = subject
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 100)
    .replace(/-+$/, "");
  if (login === "workload-identity") {
    const [name, ...claims] = [`kubernetes-${slug}`, issuer, subject, audience].map(shellQuote);
    return `az identity federated-credential create --identity-name <identity> --resource-group <group> --name ${name} --issuer ${claims[0]} --subject ${claims[1]} --audiences ${claims[2]}`;
  }
  const parameters = { name: `github-${slug}`, issuer, subject, audiences: [audience] };
  return `az ad app federated-credential create --id "$AZURE_CLIENT_ID" --parameters ${shellQuote(JSON.stringify(parameters))}`;
}

/** The presented subject above the one that Entra's text names, if it names one: the difference is easier to see than to read. */
export function compareSubjects(
  { subject }: IdTokenClaims,
  description: string,
  redact: (text: string) => string,
): string {
  const expected = /credential subject is '([^']{1,500})'/i.exec(description)?.[1];
  if (expected === undefined) return "";
  return `presented: ${subject}\nexpected:  ${quoteAzure(expected, { redact })}\n`;
}

/**
 * Explains which credentials do not match this subject. A repository presents one of two forms, `repo:O@1/R@2:…` or
 * `repo:O/R:…`: https://docs.github.com/actions/reference/security/oidc
 */
export function explainSubject({ subject, repository, repositoryId, repositoryOwnerId }: IdTokenClaims): string {
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
