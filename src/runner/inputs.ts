// Reads the step's inputs from the runner's environment, as texts. request/parse-request.ts decides what they mean.
import type { InputProblem } from "../errors.ts";
import { problem } from "../problems.ts";

/** The names and the order of action.yml. */
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
  "trusted-token-hosts",
  "environment",
  "audience",
  "dry-run",
  "on-conflict",
  "mutable-tags",
  "forward-only",
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
  "lock-file",
  "summary",
  "github-token",
] as const;

export type InputName = (typeof INPUTS)[number];

const SECRET_INPUTS: readonly InputName[] = ["source-password", "github-token"];

/** Earlier names of inputs, with the names of today. */
const RENAMED_INPUTS: ReadonlyMap<string, InputName> = new Map([["lockfile", "lock-file"]]);

/** Environment variables of azure/login that are used where an input is empty. */
const ENVIRONMENT_FALLBACKS: Readonly<Partial<Record<InputName, string>>> = {
  "client-id": "AZURE_CLIENT_ID",
  "tenant-id": "AZURE_TENANT_ID",
  "subscription-id": "AZURE_SUBSCRIPTION_ID",
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Every input; one that was not given is empty. */
export type RawInputs = Readonly<Record<InputName, string>>;

/** Reads all inputs, trimmed. Masks the secret ones first, before any of them can appear in a message. */
export function readInputs(env: Environment, mask: (secret: string) => void): RawInputs {
  const given = (name: InputName) => (env[variableOf(name)] ?? "").trim();
  for (const name of SECRET_INPUTS) if (given(name) !== "") mask(given(name));
  const read = (name: InputName) => {
    const fallback = ENVIRONMENT_FALLBACKS[name];
    return given(name) !== "" || fallback === undefined ? given(name) : (env[fallback] ?? "").trim();
  };
  return Object.fromEntries(INPUTS.map((name) => [name, read(name)])) as unknown as RawInputs;
}

/** A problem for each input that the step passes by an earlier name, even if it is empty: the runner only warns about those. */
export function findRenamedInputs(env: Environment): readonly InputProblem[] {
  return [...RENAMED_INPUTS].flatMap(([earlier, name]) => {
    const value = env[variableOf(earlier)];
    if (value === undefined) return [];
    return [
      {
        ...problem("INPUT_INVALID", `${earlier}: this input is now called ${name}.`, {
          remedy: `Rename it in the step:\n${name}: ${value.trim()}`.trimEnd(),
        }),
        input: earlier,
      },
    ];
  });
}

/** The runner keeps dashes: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs */
function variableOf(name: string): string {
  return `INPUT_${name.toUpperCase()}`;
}
