// Reads the step's inputs from the runner's environment, as texts. promotion/parse-request.ts decides what they mean.

/** The names in action.yml, in its order. */
export const INPUTS = [
  "registry",
  "images",
  "images-file",
  "target-prefix",
  "tags",
  "source-registry",
  "client-id",
  "tenant-id",
  "subscription-id",
  "source-client-id",
  "source-tenant-id",
  "source-username",
  "source-password",
  "environment",
  "audience",
  "dry-run",
  "on-conflict",
  "mutable-tags",
  "all-or-nothing",
  "referrers",
  "verify",
  "require-platforms",
  "require-attestation",
  "attestation-repository",
  "attestation-signer-workflow",
  "attestation-predicate-type",
  "max-parallel",
  "timeout-minutes",
  "lockfile",
  "summary",
  "github-token",
] as const;

export type InputName = (typeof INPUTS)[number];

const SECRET_INPUTS: readonly InputName[] = ["source-password", "github-token"];

/** Inputs that azure/login's environment variables stand in for. */
const ENVIRONMENT_FALLBACKS: Readonly<Partial<Record<InputName, string>>> = {
  "client-id": "AZURE_CLIENT_ID",
  "tenant-id": "AZURE_TENANT_ID",
  "subscription-id": "AZURE_SUBSCRIPTION_ID",
};

/** Every input; the empty text where it was not given. */
export type RawInputs = Readonly<Record<InputName, string>>;

/** Reads all inputs, trimmed, and masks those that are secrets before anything else can be said about them. */
export function readInputs(
  env: Readonly<Record<string, string | undefined>>,
  mask: (secret: string) => void,
): RawInputs {
  // The runner keeps dashes: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
  const given = (name: InputName) => (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
  for (const name of SECRET_INPUTS) if (given(name) !== "") mask(given(name));
  const read = (name: InputName) => {
    const fallback = ENVIRONMENT_FALLBACKS[name];
    return given(name) !== "" || fallback === undefined ? given(name) : (env[fallback] ?? "").trim();
  };
  return Object.fromEntries(INPUTS.map((name) => [name, read(name)])) as unknown as RawInputs;
}
