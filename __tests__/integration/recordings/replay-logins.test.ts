// Recordings of Entra and of GitHub's ID token service, replayed through the credential and the ID tokens.
import { describe, expect, it } from "@jest/globals";
import { cloudOf } from "../../../src/azure/cloud.ts";
import { createEntraTokens } from "../../../src/azure/credential.ts";
import type { Http } from "../../../src/http/http.ts";
import { createIdTokens } from "../../../src/runner/id-token.ts";
import { ManualClock } from "../../manual-clock.ts";
import { jwt, textOf } from "../../recordings/recording.ts";
import { createFakeClock } from "../azure/fake-http.ts";
import { always, describeRecordings, responseOf } from "./replay.ts";

const FILES = ["entra-token-and-discovery", "entra-refusals-quoted", "github-id-token-refusals-quoted"];
const SIGNAL = new AbortController().signal;
const TENANT = "00000000-0000-0000-0000-000000000000";
const ID_TOKEN = jwt({
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:owner/repository:environment:production",
  aud: "api://AzureADTokenExchange",
}).replace("PLACEHOLDER-SIGNATURE", "c2ln");

function getEntraToken(http: Http) {
  const clock = createFakeClock();
  const tokens = createEntraTokens({
    cloud: cloudOf("azurecloud"),
    identity: { clientId: "11111111-2222-3333-4444-555555555555", tenantId: TENANT },
    audience: "api://AzureADTokenExchange",
    getIdToken: async () => ID_TOKEN,
    http,
    clock,
  });
  return { clock, token: tokens.getToken("https://management.azure.com/.default", SIGNAL) };
}

function getIdToken(http: Http) {
  const clock = new ManualClock();
  const tokens = createIdTokens({
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://run-actions.example/idtoken?api-version=2.0",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    },
    http,
    clock,
    mask: () => {},
    fromFork: false,
  });
  return clock.runUntilSettled(tokens.getIdToken("api://AzureADTokenExchange", SIGNAL));
}

describeRecordings(FILES, (shelf) => {
  describe("Entra", () => {
    it("gives a token for its whole lifetime, whatever refresh_in says", async () => {
      const http = shelf.replay("entra-token-and-discovery", [0, 1, 2]);
      const { token, clock } = getEntraToken(http);
      const { token: value, expiresAtMs } = await token;
      expect(value).toMatch(/PLACEHOLDER/);
      expect(expiresAtMs - clock.nowMs()).toBe(86_399_000);
      // Only the token's endpoint is asked: the clouds are known.
      expect(http.sent.every(({ url }) => !url.pathname.includes("/common/discovery"))).toBe(true);
    });

    it("describes itself at the address that the client is given", () => {
      const discovery = JSON.parse(textOf(shelf.take("entra-token-and-discovery", 0).response.body)) as Record<
        string,
        string
      >;
      const { authority } = cloudOf("azurecloud");
      expect(discovery["token_endpoint"]).toBe(`${authority.replace(/\/$/, "")}/${TENANT}/oauth2/v2.0/token`);
      const instance = textOf(shelf.take("entra-token-and-discovery", 1).response.body);
      for (const name of ["azurecloud", "azurechinacloud", "azureusgovernment"] as const)
        expect(instance).toContain(`"${new URL(cloudOf(name).authority).host}"`);
    });

    it.each([
      [0, "ENTRA_SUBJECT_MISMATCH", "AADSTS7002137"],
      [1, "ENTRA_SUBJECT_MISMATCH", "AADSTS700213"],
      [2, "ENTRA_SUBJECT_CASE", "AADSTS7002138"],
      [3, "ENTRA_ISSUER_MISMATCH", "AADSTS700211"],
    ])("refuses as in entra-refusals-quoted %i: %s", async (at, code, number) => {
      const { token } = getEntraToken(always(shelf.take("entra-refusals-quoted", at)));
      await expect(token).rejects.toMatchObject({ code, message: expect.stringContaining(`(${number})`) });
    });
  });

  describe("GitHub's ID token service", () => {
    it.each([
      [0, "Completed", false],
      [1, "Pending", true],
    ])("refuses a job that is not in progress, %i: %s", async (at, state, isTransient) => {
      const exchange = shelf.take("github-id-token-refusals-quoted", at);
      const http = always(exchange);
      await expect(getIdToken(http)).rejects.toMatchObject({
        code: "ID_TOKEN_REFUSED",
        message: expect.stringContaining(`job in '${state}' state`),
      });
      expect(http.sent[0]?.isTransient?.(responseOf(exchange))).toBe(isTransient);
    });
  });

  it("were all replayed", () => {
    expect(shelf.left()).toEqual({});
  });
});
