// Every AADSTS number that a federated exchange is known to meet: what it is told as, and what is offered to paste.
import { describe, expect, it } from "@jest/globals";
import { cloudOf } from "../../../src/azure/cloud.ts";
import { formatCredentialCommand } from "../../../src/azure/diagnosis/credential-advice.ts";
import { diagnoseEntra } from "../../../src/azure/diagnosis/entra-diagnosis.ts";
import type { IdTokenClaims } from "../../../src/azure/id-token-claims.ts";

const CLAIMS: IdTokenClaims = {
  issuer: "https://token.actions.githubusercontent.com",
  subject: "repo:contoso/shop:ref:refs/heads/main",
  audience: "api://AzureADTokenExchange",
  jobWorkflowRef: "contoso/shop/.github/workflows/promote.yml@refs/heads/main",
  repository: "contoso/shop",
  repositoryId: "456789",
  repositoryOwnerId: "123456",
};
const SCOPE = "https://management.azure.com/.default";
const COMMAND =
  'az ad app federated-credential create --id "$AZURE_CLIENT_ID" --parameters \'{"name":"github-repo-contoso-shop-ref-refs-heads-main","issuer":"https://token.actions.githubusercontent.com","subject":"repo:contoso/shop:ref:refs/heads/main","audiences":["api://AzureADTokenExchange"]}\'';

function diagnose(number: number | undefined, options: { claims?: Partial<IdTokenClaims>; status?: number } = {}) {
  const { claims = {}, status = 400 } = options;
  return diagnoseEntra(
    {
      status,
      codes: number === undefined ? [] : [number],
      description:
        number === undefined ? "" : `AADSTS${number}: Application '66666666-7777-8888-9999-000000000000' says no.`,
      correlationId: "99999999-aaaa-bbbb-cccc-dddddddddddd",
    },
    {
      login: "github",
      grantee: "own",
      claims: { ...CLAIMS, ...claims },
      cloud: cloudOf("azurecloud"),
      scope: SCOPE,
      redact: (text) => text,
    },
  );
}

describe("a refusal of Entra", () => {
  it.each([
    [70021, "ENTRA_SUBJECT_MISMATCH", COMMAND],
    [700213, "ENTRA_SUBJECT_MISMATCH", COMMAND],
    [7002138, "ENTRA_SUBJECT_CASE", "repo:contoso/shop:ref:refs/heads/main"],
    [700211, "ENTRA_ISSUER_MISMATCH", "https://token.actions.githubusercontent.com"],
    [700212, "ENTRA_AUDIENCE_MISMATCH", "api://AzureADTokenExchange"],
    [70025, "ENTRA_NO_FEDERATED_CREDENTIAL", COMMAND],
    [700016, "ENTRA_APPLICATION_UNKNOWN", "swapped"],
    [90002, "ENTRA_TENANT_UNKNOWN", "`tenant-id`"],
    [900023, "ENTRA_REQUEST_INVALID", "GUIDs"],
    [900382, "ENTRA_REQUEST_INVALID", "GUIDs"],
    [90023, "ENTRA_REQUEST_INVALID", "GUIDs"],
    [7000215, "ENTRA_SECRET_REFUSED", "instead of a secret"],
    [7000222, "ENTRA_SECRET_REFUSED", "instead of a secret"],
    [50034, "ENTRA_USER_UNKNOWN", "client ID"],
    [53003, "ENTRA_CONDITIONAL_ACCESS", "administrator"],
    [500011, "ENTRA_RESOURCE_UNKNOWN", SCOPE],
    [999999, "ENTRA_REFUSED", "error?code=999999"],
  ])("AADSTS%d is %s, and not worth another try", (number, code, remedy) => {
    const diagnosis = diagnose(number);
    expect(diagnosis).toMatchObject({ code, transient: false, stale: false, remedy: expect.stringContaining(remedy) });
    expect(diagnosis.message).toContain(`AADSTS${number}`);
    expect(diagnosis.message).toContain(
      "Presented: issuer https://token.actions.githubusercontent.com, subject repo:contoso/shop:ref:refs/heads/main, audience api://AzureADTokenExchange, job_workflow_ref contoso/shop/.github/workflows/promote.yml@refs/heads/main.",
    );
    expect(diagnosis.message).toContain("Correlation ID: 99999999-aaaa-bbbb-cccc-dddddddddddd.");
    expect(`${diagnosis.message}${diagnosis.remedy}`).not.toContain("66666666");
  });

  it("AADSTS700024 is worth one more try with a new ID token", () => {
    expect(diagnose(700024)).toMatchObject({ code: "ENTRA_ASSERTION_EXPIRED", stale: true, transient: false });
  });

  it.each([90033, 50196])("AADSTS%d is worth another try after a pause", (number) => {
    expect(diagnose(number)).toMatchObject({ code: "ENTRA_UNAVAILABLE", transient: true, stale: false });
  });

  it.each([408, 429, 500, 503])("HTTP %d without a number is Entra out of order", (status) => {
    expect(diagnose(undefined, { status })).toMatchObject({
      code: "ENTRA_UNAVAILABLE",
      transient: true,
      message: expect.stringContaining(`HTTP ${status}`),
    });
  });

  it("HTTP 400 without a number is told with its status", () => {
    expect(diagnose(undefined)).toMatchObject({
      code: "ENTRA_REFUSED",
      message: expect.stringContaining("HTTP 400): the response contains no reason."),
    });
  });
});

describe("the advice for a subject", () => {
  it.each([
    ["repo:contoso/shop:ref:refs/heads/main", "repo:contoso@123456/shop@456789:…"],
    ["repo:contoso@123456/shop@456789:ref:refs/heads/main", "presents the immutable form with IDs"],
    ["repo:contoso/shop:environment:prod", "presents that environment, never its branch"],
    ["repo:contoso/shop:ref:refs/tags/v1", "where the job names it with `environment:`"],
    ["repo:contoso/shop:pull_request", "presents pull_request"],
    ["repo:contoso/shop:ref:refs/heads/main", "case-sensitive"],
    ["repo:contoso/shop:ref:refs/heads/main", "up to a minute"],
  ])("%s is explained by: %s", (subject, hint) => {
    expect(diagnose(700213, { claims: { subject } }).remedy).toContain(hint);
  });

  it("names the audience of the cloud where another was presented", () => {
    const remedy = diagnose(700212, { claims: { audience: "api://AzureADTokenExchangeChina" } }).remedy;
    expect(remedy).toContain("Azure expects api://AzureADTokenExchange:");
    expect(remedy).toContain('"audiences":["api://AzureADTokenExchangeChina"]');
  });

  it("quotes a subject for the shell, whatever is in it", () => {
    const command = formatCredentialCommand({ ...CLAIMS, subject: "repo:contoso/shop:environment:it's $(id)" });
    expect(command).toContain(`"subject":"repo:contoso/shop:environment:it'\\''s $(id)"`);
    expect(command).toContain('"name":"github-repo-contoso-shop-environment-it-s-id"');
  });
});

describe("a refusal of another login", () => {
  const CLUSTER: IdTokenClaims = {
    issuer: "https://westeurope.oic.prod-aks.azure.com/72f988bf/0f1e/",
    subject: "system:serviceaccount:arc-runners:promoter",
    audience: "api://AzureADTokenExchange",
  };
  const refusal = (number: number) => ({
    status: 400,
    codes: [number],
    description: `AADSTS${number}: says no.`,
  });
  const common = { cloud: cloudOf("azurecloud"), scope: SCOPE, redact: (text: string) => text };

  it.each([7002138, 700213, 70021, 700211, 700212, 70025, 700024, 700016, 90002, 7000215, 500011, 999999])(
    "is advised on for a service account, not for GitHub: AADSTS%d",
    (number) => {
      const { message, remedy } = diagnoseEntra(refusal(number), {
        ...common,
        login: "workload-identity",
        grantee: "own",
        claims: CLUSTER,
      });
      expect(message).toContain("Entra refused the service account's token");
      expect(message).toContain(`subject ${CLUSTER.subject}`);
      expect(`${message} ${remedy}`).not.toMatch(/GitHub|az ad app|id-token|`audience`/);
    },
  );

  it.each([7002138, 700213, 700211, 70025, 700016, 90002, 90023])(
    "names the inputs of the second identity: AADSTS%d",
    (number) => {
      const second = { login: "github", grantee: "second", claims: CLAIMS } as const;
      const { message, remedy } = diagnoseEntra(refusal(number), { ...common, ...second });
      expect(message).toContain("Entra refused GitHub's ID token for source-client-id");
      expect(remedy).not.toMatch(/AZURE_CLIENT_ID|`client-id`|`tenant-id`/);
    },
  );

  it.each([700016, 90002, 500011, 53003, 90033, 999999])("is advised on for a managed identity: AADSTS%d", (number) => {
    const { message, remedy } = diagnoseEntra(refusal(number), { ...common, login: "managed-identity" });
    expect(message).toContain("Entra refused the managed identity of this runner");
    expect(`${message} ${remedy}`).not.toMatch(/GitHub|federated|Presented|id-token|`tenant-id`|`client-id`/);
  });

  it("offers a command that a shell reads as it is meant", () => {
    const command = formatCredentialCommand(
      { ...CLUSTER, subject: "system:serviceaccount:it's:$(id)" },
      "workload-identity",
    );
    expect(command).toContain("--subject 'system:serviceaccount:it'\\''s:$(id)'");
    expect(command).toContain("--name 'kubernetes-system-serviceaccount-it-s-id'");
  });
});
