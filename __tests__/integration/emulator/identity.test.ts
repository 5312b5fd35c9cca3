// Holds GitHub's ID token and Entra, in every cloud, to what is recorded of them.

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Answer } from "../../emulator/answers.ts";
import { type LocalAzure, startLocalAzure } from "../../emulator/azure.ts";
import type { CloudName } from "../../emulator/clouds.ts";
import { contoso, seedContoso } from "../../emulator/seed.ts";
import { bodyOf, type Client, createClient } from "./client.ts";

let azure: LocalAzure;
let client: Client;

beforeEach(async () => {
  azure = await startLocalAzure();
  seedContoso(azure);
  client = createClient(azure);
});
afterEach(() => azure.close());

describe("GitHub's ID token", () => {
  it("speaks for the environment of the run, with the audience asked for", async () => {
    const claims = JSON.parse(
      Buffer.from((await client.idToken("api://x")).split(".")[1] ?? "", "base64url").toString(),
    );
    expect(claims).toMatchObject({
      iss: "https://token.actions.githubusercontent.com",
      sub: "repo:contoso/shop:environment:production",
      aud: "api://x",
      job_workflow_ref: "contoso/shop/.github/workflows/release.yml@refs/heads/main",
    });
    expect(claims.exp - claims.iat).toBe(300);
  });

  it("is refused without the runner's request token", async () => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url } = azure.env();
    expect((await azure.ask(`${url}&audience=a`)).status).toBe(401);
  });
});

describe("Entra", () => {
  it("gives a token of the asked audience for a matching assertion", async () => {
    const answer = bodyOf(await client.signIn());
    expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
    const claims = JSON.parse(Buffer.from(String(answer["access_token"]).split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ aud: "https://management.azure.com", tid: contoso.tenantId });
  });

  const refusals: [string, number, () => Promise<Answer>][] = [
    ["another subject", 700213, () => signInAs({ environment: "staging" })],
    ["a subject that differs in case", 7002138, () => signInAs({ environment: "Production" })],
    ["another issuer", 700211, () => signInAs({ issuer: "https://token.actions.githubusercontent.com/contoso" })],
    [
      "another audience",
      700212,
      async () => client.signIn({ assertion: await client.idToken("api://AzureADTokenExchangeUSGov") }),
    ],
    ["an assertion that has expired", 700024, () => signInLate()],
    ["an app of another tenant", 700016, () => client.signIn({ clientId: "11111111-2222-4333-8444-555555555555" })],
    ["an unknown tenant", 90002, () => client.signIn({ tenantId: "11111111-2222-4333-8444-555555555555" })],
    ["a malformed tenant", 900023, () => client.signIn({ tenantId: "contoso" })],
    ["an unknown resource", 500011, () => client.signIn({ scope: "https://contosoprod.azurecr.io/.default" })],
  ];

  async function signInAs(run: Partial<typeof azure.run>): Promise<Answer> {
    Object.assign(azure.run, run);
    return await client.signIn();
  }

  async function signInLate(): Promise<Answer> {
    const assertion = await client.idToken();
    azure.world.clock.offsetMs = 301_000;
    return await client.signIn({ assertion });
  }

  it.each(refusals)("refuses %s with AADSTS%i", async (_name, code, ask) => {
    const answer = await ask();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const body = bodyOf(answer);
    expect(body["error_codes"]).toEqual([code]);
    expect(body["error_description"]).toMatch(
      new RegExp(`^AADSTS${code}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: .+Z$`),
    );
  });

  it("refuses an app without federated credentials with AADSTS70025", async () => {
    const clientId = "99999999-2222-4333-8444-555555555555";
    azure.addApp({ clientId, tenantId: contoso.tenantId });
    expect(bodyOf(await client.signIn({ clientId }))["error_codes"]).toEqual([70025]);
  });
});

describe("sovereign clouds", () => {
  const rows: [CloudName, string, string, string, string][] = [
    [
      "government",
      "login.microsoftonline.us",
      "https://management.usgovcloudapi.net",
      "USGov",
      "contosoprod.azurecr.us",
    ],
    [
      "china",
      "login.partner.microsoftonline.cn",
      "https://management.chinacloudapi.cn",
      "China",
      "contosoprod.azurecr.cn",
    ],
  ];
  it.each(rows)("are worlds of their own: %s", async (cloud, authority, arm, audience, loginServer) => {
    await azure.close();
    azure = await startLocalAzure();
    client = createClient(azure);
    const { prod } = seedContoso(azure, cloud);
    expect(prod.properties.loginServer).toBe(loginServer);
    const given = await client.signIn({
      scope: `${arm}/.default`,
      audience: `api://AzureADTokenExchange${audience}`,
      authority,
    });
    const headers = { Authorization: `Bearer ${bodyOf(given)["access_token"]}` };
    expect((await azure.ask(`${arm}${prod.id}?api-version=2025-11-01`, { headers })).status).toBe(200);
    const mixed = await client.signIn({ authority });
    expect(bodyOf(mixed)["error_codes"]).toEqual([700212]);
  });
});
