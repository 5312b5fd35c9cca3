// Reads the step's inputs from the runner's environment, as texts. request/parse-request.ts decides what they mean.
import type { InputProblem } from "../errors.ts";
import { problem } from "../problems.ts";
import { SECRET_MIN_LENGTH } from "../redact.ts";
import type { Core } from "./core.ts";

/** The names and the order of action.yml. */
export const INPUTS = [
  "registry",
  "images",
  "images-file",
  "target-prefix",
  "tags",
  "source-registry",
  "undo",
  "login",
  "client-id",
  "tenant-id",
  "subscription-id",
  "environment",
  "audience",
  "source-client-id",
  "source-tenant-id",
  "source-username",
  "source-password",
  "trusted-token-hosts",
  "dry-run",
  "all-or-nothing",
  "verify",
  "on-conflict",
  "mutable-tags",
  "forward-only",
  "min-age",
  "lock-tags",
  "require-platforms",
  "timeout-minutes",
  "max-parallel",
  "referrers",
  "require-attestations",
  "attestation-policy",
  "github-token",
  "changes",
  "lock-file",
  "update-files",
  "summary",
] as const;

export type InputName = (typeof INPUTS)[number];

const SECRET_INPUTS: readonly InputName[] = ["source-password", "github-token"];

/** Earlier names of inputs, with the names of today. */
const RENAMED_INPUTS: ReadonlyMap<string, InputName> = new Map([
  ["lockfile", "lock-file"],
  ["require-attestation", "require-attestations"],
  ["attestation-repository", "require-attestations"],
  ["attestation-signer-workflow", "require-attestations"],
  ["attestation-predicate-type", "require-attestations"],
]);

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
export function readInputs({ env, core }: { env: Environment; core: Core }, mask: (secret: string) => void): RawInputs {
  const given = (name: InputName) => core.getInput(name);
  // Without `client-id`, the machine's system-assigned identity is meant. The variable may name the identity of something else.
  const isManaged = given("login").toLowerCase() === "managed-identity";
  for (const name of SECRET_INPUTS) if (given(name) !== "") mask(given(name));
  const read = (name: InputName) => {
    const fallback = name === "client-id" && isManaged ? undefined : ENVIRONMENT_FALLBACKS[name];
    return given(name) !== "" || fallback === undefined ? given(name) : (env[fallback] ?? "").trim();
  };
  return Object.fromEntries(INPUTS.map((name) => [name, read(name)])) as unknown as RawInputs;
}

/**
 * The longest environment variable that a process can be started with. An input is one: a longer one ends the step before it starts.
 * Linux: https://man7.org/linux/man-pages/man2/execve.2.html (MAX_ARG_STRLEN, bytes). Windows:
 * https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-setenvironmentvariablew (characters).
 */
const VARIABLE_MAX_LENGTH = { linux: 131_072, windows: 32_767 } as const;
const NEAR_LIMIT = 0.75;

/** What to do about an input that is too long; other inputs have no shorter form. */
const SHORTER_FORMS: Readonly<Partial<Record<InputName, string>>> = {
  images: "Write the lines to a file, and set images-file: it has no such limit.",
  "images-file": "Name the files by a glob, for example mirror/**/*.yml",
  "update-files": "Name the files by a glob, for example deploy/**/*.yaml",
  undo: "Write the document to a file in the workspace, and set undo to its path.",
  tags: "Set the tags in the lines of images-file, which has no such limit.",
  "lock-tags": "Write patterns with * and ?, for example 1.*",
  "mutable-tags": "Write patterns with * and ?, for example latest,1.*",
};

/** A notice for each input that is close to the longest one that the operating system allows. */
export function noticeLongInputs(env: Environment): readonly string[] {
  const isWindows = env["RUNNER_OS"] === "Windows";
  const limit = isWindows ? VARIABLE_MAX_LENGTH.windows : VARIABLE_MAX_LENGTH.linux;
  return INPUTS.flatMap((name) => {
    const variable = `${variableOf(name)}=${env[variableOf(name)] ?? ""}\0`;
    const length = isWindows ? variable.length : Buffer.byteLength(variable);
    if (length < limit * NEAR_LIMIT) return [];
    const unit = isWindows ? "characters" : "bytes";
    return [
      `${name} has ${length} ${unit}. The limit of ${isWindows ? "Windows" : "Linux"} is ${limit} ${unit}; with a longer input the step cannot start. ${SHORTER_FORMS[name] ?? "Shorten it."}`,
    ];
  });
}

/** A notice for each secret input that is too short to be masked and redacted. */
export function noticeShortSecrets(inputs: RawInputs): readonly string[] {
  return SECRET_INPUTS.filter((name) => inputs[name] !== "" && inputs[name].length < SECRET_MIN_LENGTH).map(
    (name) =>
      `${name} has fewer than ${SECRET_MIN_LENGTH} characters. It is not masked: its characters are in ordinary words, and outputs that contain a masked text are dropped. Use a longer one.`,
  );
}

/** A problem for each input that the step passes by an earlier name, even if it is empty: the runner only warns about those. */
export function findRenamedInputs(env: Environment): readonly InputProblem[] {
  return [...RENAMED_INPUTS].flatMap(([earlier, name]) => {
    const value = env[variableOf(earlier)];
    if (value === undefined) return [];
    const isGate = name === "require-attestations";
    return [
      {
        ...problem(
          "INPUT_INVALID",
          isGate
            ? `${earlier}: this input is now part of ${name}, which has one line per attestation.`
            : `${earlier}: this input is now called ${name}.`,
          { remedy: isGate ? replaceGate(env) : `Rename it in the step:\n${name}: ${value.trim()}`.trimEnd() },
        ),
        input: earlier,
      },
    ];
  });
}

/** The inputs of today that mean what the four earlier inputs of the provenance gate meant. */
function replaceGate(env: Environment): string {
  const given = (earlier: string) => (env[variableOf(earlier)] ?? "").trim();
  const mode = given("require-attestation").toLowerCase();
  if (mode === "" || mode === "off") return "Remove it. Without require-attestations, no attestation is required.";
  const type = given("attestation-predicate-type");
  const [repository, workflow] = [given("attestation-repository"), given("attestation-signer-workflow")];
  const line = [
    type === "" || type === "https://slsa.dev/provenance/v1" ? "provenance" : type,
    ...(repository === "" || workflow === "" ? [] : ["from", repository]),
    ...(repository === "" && workflow === "" ? [] : ["by", workflow || repository]),
  ].join(" ");
  const policy = mode === "warn" ? "\nattestation-policy: warn" : "";
  return `Replace require-attestation and its attestation inputs in the step:\nrequire-attestations: ${line}${policy}`;
}

/** The variable itself, for what core does not show: its length, and whether it is set. The runner keeps dashes: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs */
function variableOf(name: string): string {
  return `INPUT_${name.toUpperCase()}`;
}
