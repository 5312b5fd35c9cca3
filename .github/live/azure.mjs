// Plain requests to Azure with the job's identity: tokens, Resource Manager, the data plane of registries. Knows no question.
// Every token is masked before its first use, and goes only to hosts that are computed here or that Resource Manager names.
import { text } from "node:stream/consumers";

const AUTHORITY = "https://login.microsoftonline.com";
export const ARM = "https://management.azure.com";
const SCOPES = { arm: `${ARM}/.default`, registries: "https://containerregistry.azure.net/.default" };
const REQUEST_TIMEOUT_MS = 30_000;
const LOGIN_SERVER = /^[a-z0-9-]+\.azurecr\.io$/;

/** What a server answered where something else was needed. */
export class Refused extends Error {
  constructor(what, { status, code }) {
    super(`${what} answered ${status}${code === undefined ? "" : ` ${code}`}`);
  }
}

export function connectAzure(env) {
  const cache = new Map();
  const once = (key, make) => {
    if (!cache.has(key)) cache.set(key, make());
    return cache.get(key);
  };

  async function idToken() {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = env;
    if (!url || !token) throw new Error("the job has no permission id-token: write");
    const answer = await send(`${url}&audience=${encodeURIComponent("api://AzureADTokenExchange")}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return tokenOf(answer, "value", "The request for an ID token");
  }

  const entraToken = (scope) =>
    once(`entra ${scope}`, async () => {
      const answer = await send(`${AUTHORITY}/${encodeURIComponent(env.AZURE_TENANT_ID)}/oauth2/v2.0/token`, {
        method: "POST",
        form: {
          grant_type: "client_credentials",
          client_id: env.AZURE_CLIENT_ID,
          scope: SCOPES[scope],
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: await idToken(),
        },
      });
      return tokenOf(answer, "access_token", "The login at Entra");
    });

  const refreshToken = (loginServer) =>
    once(`refresh ${loginServer}`, async () => {
      const answer = await send(`https://${loginServer}/oauth2/exchange`, {
        method: "POST",
        form: {
          grant_type: "access_token",
          service: loginServer,
          tenant: env.AZURE_TENANT_ID,
          access_token: await entraToken("registries"),
        },
      });
      return tokenOf(answer, "refresh_token", "POST /oauth2/exchange");
    });

  /** A token for `repository:NAME:ACTIONS`. It may hold fewer actions than were requested. */
  const accessToken = (loginServer, scope) =>
    once(`access ${loginServer} ${scope}`, async () => {
      if (!LOGIN_SERVER.test(loginServer)) throw new Error("the login server is not one of Azure's public cloud");
      const answer = await send(`https://${loginServer}/oauth2/token`, {
        method: "POST",
        form: {
          grant_type: "refresh_token",
          service: loginServer,
          scope,
          refresh_token: await refreshToken(loginServer),
        },
      });
      return tokenOf(answer, "access_token", "POST /oauth2/token");
    });

  return {
    accessToken,
    /** A request to Resource Manager. `url` is a path, or a URL of a `Location`. */
    async arm(method, url, { body, operationId } = {}) {
      const target = new URL(url, ARM);
      if (target.origin !== ARM) throw new Error("a Location leads away from Resource Manager");
      return send(target.href, {
        method,
        headers: {
          Authorization: `Bearer ${await entraToken("arm")}`,
          ...(operationId === undefined ? {} : { "x-ms-client-request-id": operationId }),
        },
        json: body,
      });
    },
    /**
     * A request to a registry's data plane with the actions that it needs on that repository. `url` is a path, or a URL of a
     * `Location`. `text` is a body of that `type`.
     */
    async registry(
      method,
      { loginServer, repository, actions = "pull" },
      url,
      { json, text: body, type, accept } = {},
    ) {
      const token = await accessToken(loginServer, `repository:${repository}:${actions}`);
      const target = new URL(url, `https://${loginServer}`);
      if (target.origin !== `https://${loginServer}`) throw new Error("a Location leads away from the registry");
      return send(target.href, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(accept === undefined ? {} : { Accept: accept }),
          ...(type === undefined ? {} : { "Content-Type": type }),
        },
        json,
        body,
      });
    },
  };
}

/** Sends one request. Redirects are answers too: no token follows them. */
async function send(url, { method = "GET", headers = {}, json, form, body: sent } = {}) {
  const response = await fetch(url, {
    method,
    redirect: "manual",
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    headers: { ...headers, ...(json === undefined ? {} : { "Content-Type": "application/json" }) },
    body: form === undefined ? (sent ?? (json && JSON.stringify(json))) : new URLSearchParams(form),
  });
  const body = response.body === null ? "" : await text(response.body);
  const parsed = parse(body);
  return {
    status: response.status,
    headers: response.headers,
    text: body,
    json: parsed,
    /** The code of an error, as Resource Manager, registries and Entra spell it. */
    code:
      parsed?.error?.code ??
      parsed?.errors?.[0]?.code ??
      (typeof parsed?.error === "string" ? parsed.error : undefined),
  };
}

function parse(body) {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

function tokenOf(answer, name, what) {
  const token = answer.json[name];
  if (answer.status !== 200 || typeof token !== "string" || token === "") throw new Refused(what, answer);
  const data = token.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  process.stdout.write(`::add-mask::${data}\n`);
  return token;
}

/** The claims of a token that registries issue. */
export function claimsOf(token) {
  return parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}
