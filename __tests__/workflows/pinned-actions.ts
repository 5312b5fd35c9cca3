// The metadata of the actions that workflows use: ours from action.yml, the pinned ones from a folder beside the project.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FOLDER = join(process.env["ACR_PROMOTE_FIXTURES"] ?? "../shared/fixtures", "actions");

/** Whether the metadata of pinned actions is there. It is not part of the project. */
export const havePinnedActions = existsSync(join(FOLDER, "index.json"));

export interface ActionMetadata {
  readonly name: string;
  readonly description: string;
  readonly inputs?: Record<string, { description: string; required?: boolean; default?: string }>;
  readonly outputs?: Record<string, { description: string }>;
}

interface Reference {
  readonly owner: string;
  readonly name: string;
  readonly ref: string;
}

interface PinnedAction {
  readonly file: string;
  readonly repository: string;
  readonly commit: string;
}

/** Actions that the folder does not have. Only the syntax of their steps is checked. */
const WITHOUT_METADATA = ["github/codeql-action"];

const input = (description: string) => ({ description });

/**
 * One that the folder does not have either, by its inputs and outputs.
 * https://github.com/actions/download-artifact/blob/3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c/action.yml
 */
const DOWNLOAD_ARTIFACT: ActionMetadata & { readonly commit: string } = {
  commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
  name: "Download a Build Artifact",
  description: "Downloads artifacts of a run",
  inputs: {
    name: input("The artifact; without it, all of them"),
    "artifact-ids": input("IDs of artifacts"),
    path: input("Where to"),
    pattern: input("A glob of names"),
    "merge-multiple": input("Into one folder"),
    "github-token": input("For another repository or run"),
    repository: input("Of the other run"),
    "run-id": input("The other run"),
    "skip-decompress": input("Leave archives as they are"),
    "digest-mismatch": input("What a wrong digest means"),
  },
  outputs: { "download-path": input("Where they are") },
};

const read = (path: string) => parse(readFileSync(path, "utf8")) as ActionMetadata;

const isOurs = ({ owner, name }: Reference) => owner === "OWNER" && name === "acr-promote";
const known = ({ owner, name }: Reference): ActionMetadata => ({ name: `${owner}/${name}`, description: "" });

/** The metadata of our action alone. Every other action exists and takes any input. */
export function metadataOfOurs(reference: Reference): ActionMetadata {
  return isOurs(reference) ? read("action.yml") : known(reference);
}

/** The metadata of every action at its pinned commit; undefined for an action or commit that the folder does not have. */
export function metadataOfPinned(reference: Reference): ActionMetadata | undefined {
  if (isOurs(reference)) return read("action.yml");
  const repository = `${reference.owner}/${reference.name}`;
  if (WITHOUT_METADATA.includes(repository)) return known(reference);
  if (repository === "actions/download-artifact") {
    return reference.ref === DOWNLOAD_ARTIFACT.commit ? DOWNLOAD_ARTIFACT : undefined;
  }
  const { actions } = JSON.parse(readFileSync(join(FOLDER, "index.json"), "utf8")) as { actions: PinnedAction[] };
  const found = actions.find((action) => action.repository === repository && action.commit === reference.ref);
  return found && read(join(FOLDER, found.file));
}
