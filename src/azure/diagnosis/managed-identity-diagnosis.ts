// Explains refusals of a machine's identity endpoint. Pure. Texts of the metadata service and of App Service as users reported
// them: https://github.com/Azure/azure-sdk-for-net/issues/37278, /43691, https://github.com/Azure/aad-pod-identity/issues/1152
import { AuthenticationError } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import { parseJsonObject, textAt } from "../../json.ts";
import { PROBLEMS } from "../../problems.ts";
import { describeBody } from "../../response-text.ts";
import type { Cloud } from "../cloud.ts";
import { parseEntraRefusal } from "../credential.ts";
import type { IdentityEndpoint } from "../identity-endpoint.ts";
import { quoteAzure } from "./azure-text.ts";
import { diagnoseEntra } from "./entra-diagnosis.ts";

/** A request for a token of a managed identity. */
export interface ManagedIdentityRequest {
  readonly endpoint: IdentityEndpoint;
  /** Undefined: the system-assigned identity. */
  readonly clientId: string | undefined;
  readonly cloud: Cloud;
  readonly scope: string;
  /** Removes the secrets of the run from quotes. */
  readonly redact: (text: string) => string;
}

const SEVERAL = /multiple user.assigned identities exist/i;
const NOT_ASSIGNED =
  /identity not found|no (?:user.assigned or delegated )?managed identity (?:was )?found|unable to load (?:the proper|requested) managed identity/i;

/** How messages name an endpoint. */
export function nameEndpoint({ kind, url }: IdentityEndpoint): string {
  return `${kind === "imds" ? "the metadata service of a virtual machine" : "the identity endpoint of App Service or Container Apps"} at ${url.host}`;
}

/** The error of a machine without an identity endpoint. `why`: what happened instead. */
export function noManagedIdentity(endpoint: IdentityEndpoint, why: string, cause?: unknown): AuthenticationError {
  return new AuthenticationError(
    "MANAGED_IDENTITY_MISSING",
    `This runner has no managed identity: ${nameEndpoint(endpoint)} ${why}.`,
    { cause },
  );
}

/** Explains why the endpoint issued no token. */
export function diagnoseManagedIdentity(response: HttpResponse, request: ManagedIdentityRequest): AuthenticationError {
  const { endpoint, clientId, cloud, scope, redact } = request;
  const { status, body } = response;
  const refusal = parseEntraRefusal(response);
  if (refusal.codes.length > 0) {
    const { code, message, remedy } = diagnoseEntra(refusal, { login: "managed-identity", cloud, scope, redact });
    return new AuthenticationError(code, message, { remedy });
  }
  const json = parseJsonObject(body);
  const text =
    textAt(json, "error_description") ?? textAt(json, "message") ?? textAt(json, "error") ?? describeBody(body);
  const answered = `answered HTTP ${status}${text === "" ? "" : `: ${quoteAzure(text, { redact }).replace(/\.$/, "")}`}`;
  const said = `${nameEndpoint(endpoint)} ${answered}`;
  if (SEVERAL.test(text)) {
    return new AuthenticationError(
      "MANAGED_IDENTITY_AMBIGUOUS",
      `This runner has several user-assigned identities, and client-id is not set: ${said}.`,
    );
  }
  if (NOT_ASSIGNED.test(text)) {
    const named = clientId === undefined ? "no system-assigned identity" : `no identity with the client ID ${clientId}`;
    return new AuthenticationError("MANAGED_IDENTITY_NOT_ASSIGNED", `This runner has ${named}: ${said}.`, {
      remedy:
        clientId === undefined
          ? PROBLEMS.MANAGED_IDENTITY_NOT_ASSIGNED.remedy
          : "Check client-id: it must be the client ID of a user-assigned identity, not its object ID. Assign the identity to the runner's machine, for example: az vm identity assign --resource-group <group> --name <machine> --identities <identity>",
    });
  }
  // Something else answers at the address: another cloud's metadata service has no such path.
  if (endpoint.kind === "imds" && (status === 401 || status === 403 || status === 404 || status === 405)) {
    return noManagedIdentity(endpoint, answered);
  }
  return new AuthenticationError("MANAGED_IDENTITY_REFUSED", `The request for a token failed: ${said}.`, {
    remedy:
      status === 429
        ? "Start fewer jobs at the same time on the runner's machine, which limits requests for tokens. Then run the job again."
        : undefined,
  });
}
