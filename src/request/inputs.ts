// The raw inputs, and the problems and notices that are collected while they are parsed.
import type { InputProblem } from "../errors.ts";
import { type ProblemCode, problem } from "../problems.ts";
import type { Place } from "./place.ts";
import type { CloudName } from "./request.ts";
import type { UndoText } from "./undo-document.ts";

/** All that parseRequest depends on. Texts are trimmed; an input that is not set is empty. */
export interface RawRequest {
  readonly inputs: Readonly<Record<string, string>>;
  /** The files that `images-file` names, in its order. */
  readonly imagesFiles?: readonly { readonly path: string; readonly text: string }[];
  /** The document of `undo`. Undefined: the input is not set, or its file cannot be read. */
  readonly undo?: UndoText | undefined;
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string;
  /** GITHUB_SERVER_URL; undefined: github.com. */
  readonly serverUrl?: string | undefined;
  /** The IDs of that repository and of its owner; undefined where GitHub does not give them. */
  readonly repositoryId?: string | undefined;
  readonly repositoryOwnerId?: string | undefined;
  /** AZURE_FEDERATED_TOKEN_FILE of the runner's environment. */
  readonly federatedTokenFile?: string;
  /** The cloud of an ACR's login server; undefined for every other host. */
  readonly acrCloudOf: (host: string) => CloudName | undefined;
}

/** The inputs while they are parsed. The functions of this folder add to the two lists. */
export interface Inputs {
  readonly raw: RawRequest;
  readonly problems: InputProblem[];
  readonly notices: string[];
}

/** The text of an input; empty if it is not set. */
export function textOf({ raw }: Inputs, input: string): string {
  return raw.inputs[input] ?? "";
}

/** Adds a problem; its code is `INPUT_INVALID` unless given. The message is complete: it names the input or the line. */
export function addProblem(
  { problems }: Inputs,
  place: Place,
  message: string,
  { code = "INPUT_INVALID", remedy }: { readonly code?: ProblemCode; readonly remedy?: string } = {},
): void {
  problems.push({ ...problem(code, message, { stage: "input", remedy }), ...place });
}
