// Finds the machine's own service that issues tokens of its managed identity, from the runner's environment. No I/O.
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http
// https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
import { AuthenticationError } from "../errors.ts";
import { redactUrl } from "../http/url-text.ts";
import { quote } from "../quote.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The endpoint that issues tokens. */
export interface IdentityEndpoint {
  /** `imds`: of a virtual machine. `app-service`: of App Service and Container Apps; it wants the secret of IDENTITY_HEADER. */
  readonly kind: "imds" | "app-service";
  /** Where tokens are requested. */
  readonly url: URL;
  /** The variables from which the SDK finds this endpoint and no other. */
  readonly variables: Readonly<Record<string, string>>;
}

const IMDS_ORIGIN = "http://169.254.169.254";
const IMDS_PATH = "/metadata/identity/oauth2/token";

/** Every variable by which the SDK chooses between the kinds of endpoints. The last one makes it a workload identity. */
export const SDK_VARIABLES = [
  "IDENTITY_ENDPOINT",
  "IDENTITY_HEADER",
  "IDENTITY_SERVER_THUMBPRINT",
  "IMDS_ENDPOINT",
  "MSI_ENDPOINT",
  "MSI_SECRET",
  "DEFAULT_IDENTITY_CLIENT_ID",
  "AZURE_POD_IDENTITY_AUTHORITY_HOST",
  "AZURE_FEDERATED_TOKEN_FILE",
];

/** Loopback and link-local addresses: what is sent there does not leave the machine, or goes to its host only. */
const LOCAL_HOST =
  /^(?:localhost|127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|\[::1\]|\[fe[89ab][0-9a-f](?::[0-9a-f:]*)?\])$/;

function unsupported(message: string, remedy?: string): AuthenticationError {
  return new AuthenticationError("MANAGED_IDENTITY_UNSUPPORTED", message, { remedy });
}

/** The kind of endpoint that the variables mean and that is not supported, in the SDK's order. */
function unsupportedKind(given: (name: string) => string | undefined): string | undefined {
  if (given("IDENTITY_ENDPOINT") && given("IDENTITY_HEADER")) {
    return given("IDENTITY_SERVER_THUMBPRINT") ? "Azure Service Fabric" : undefined;
  }
  if (given("IDENTITY_ENDPOINT") && given("IMDS_ENDPOINT")) return "Azure Arc";
  if (given("MSI_ENDPOINT")) return given("MSI_SECRET") ? "Azure Machine Learning" : "Azure Cloud Shell";
  return undefined;
}

function parseLocalUrl(variable: string, text: string): URL {
  const url = URL.parse(text);
  const isPlain = url?.protocol === "http:" && `${url.username}${url.password}${url.search}${url.hash}` === "";
  if (url !== null && isPlain && LOCAL_HOST.test(url.hostname)) return url;
  throw unsupported(
    `${variable} is ${quote(url === null ? text : redactUrl(url))}. The identity endpoint must be an http URL on a loopback or link-local address, without user, query and fragment.`,
    `Remove ${variable}, or check what sets it: Azure sets it to an address of the machine itself.`,
  );
}

/**
 * Returns the endpoint of this machine. Without any variable, that of a virtual machine, whether there is one or not.
 * @throws AuthenticationError `MANAGED_IDENTITY_UNSUPPORTED`
 */
export function findIdentityEndpoint(env: Environment): IdentityEndpoint {
  const given = (name: string) => env[name]?.trim() || undefined;
  const kind = unsupportedKind(given);
  if (kind !== undefined) {
    throw unsupported(
      `The environment of this runner describes the managed identity of ${kind}, which login: managed-identity does not support.`,
    );
  }
  const [endpoint, header] = [given("IDENTITY_ENDPOINT"), given("IDENTITY_HEADER")];
  if (endpoint !== undefined && header !== undefined) {
    const url = parseLocalUrl("IDENTITY_ENDPOINT", endpoint);
    return { kind: "app-service", url, variables: { IDENTITY_ENDPOINT: url.href, IDENTITY_HEADER: header } };
  }
  // Where the SDK looks for the metadata service instead, for a proxy of it on the machine.
  const other = given("AZURE_POD_IDENTITY_AUTHORITY_HOST");
  if (other === undefined) return { kind: "imds", url: new URL(IMDS_PATH, IMDS_ORIGIN), variables: {} };
  const { origin } = parseLocalUrl("AZURE_POD_IDENTITY_AUTHORITY_HOST", other);
  return {
    kind: "imds",
    url: new URL(IMDS_PATH, origin),
    variables: { AZURE_POD_IDENTITY_AUTHORITY_HOST: origin },
  };
}
