// GitHub's own parsers of workflows and of action.yml, as its language server for editors uses them, offline.
// https://github.com/actions/languageservices
import { readFileSync } from "node:fs";
import { registerLogger, validate } from "@actions/languageservice";
import type { ActionMetadata } from "./pinned-actions.ts";

// validate() logs an error of its own and returns what it has found so far, which may be nothing.
registerLogger({
  error: (message) => {
    throw new Error(message);
  },
  warn: () => {},
  info: () => {},
  log: () => {},
});

type Reference = { readonly owner: string; readonly name: string; readonly ref: string };
type Config = NonNullable<Parameters<typeof validate>[1]>;
type GetContext = NonNullable<Config["contextProviderConfig"]>["getContext"];

const REUSABLE = ".github/workflows/promote.yml";
/** How our workflows name the action that they have checked out. */
const LOCAL_ACTION = /(?<=^\s*(?:- )?uses: )\.\/(?:\.acr-promote)?$/gm;

let documents = 0;

/**
 * What GitHub's parsers report about a file, one sentence each: errors and warnings. `path` decides how the file is read:
 * `action.yml` as an action, anything else as a workflow.
 */
export async function findMistakes(
  path: string,
  text: string,
  metadataOf: (reference: Reference) => ActionMetadata | undefined,
): Promise<string[]> {
  documents += 1;
  const document = {
    // The parsers remember what they have read by its URI.
    uri: `file:///${documents}/${path}`,
    getText: () => text.replace(LOCAL_ACTION, "OWNER/acr-promote@v1"),
  };
  const found = await validate(document as Parameters<typeof validate>[0], {
    actionsMetadataProvider: { fetchActionMetadata: async (reference) => metadataOf(reference) },
    // The action's metadata and the reusable workflow are those of this commit.
    fileProvider: {
      getFileContent: async ({ path: file }) => {
        const name = file.startsWith(".github/workflows/") ? file : REUSABLE;
        return { name, content: readFileSync(name, "utf8") };
      },
    },
    contextProviderConfig: { getContext: contextWithOutputs(metadataOf) },
  });
  return found.map(({ range, message }) => `line ${range.start.line + 1}: ${message}`);
}

/** Adds the outputs of actions to the context `steps`. Without them, an output that does not exist is valid. */
function contextWithOutputs(metadataOf: (reference: Reference) => ActionMetadata | undefined): GetContext {
  return async (name, context, { job }) => {
    if (name !== "steps" || context === undefined || job === undefined || !("steps" in job)) return undefined;
    for (const step of job.steps) {
      if (!("uses" in step)) continue;
      const [action = "", ref = ""] = step.uses.value.split("@");
      const [owner = "", repository = ""] = action.split("/");
      const declared = metadataOf({ owner, name: repository, ref })?.outputs;
      const ofStep = context.get(step.id) as typeof context | undefined;
      const outputs = ofStep?.get("outputs") as typeof context | undefined;
      const value = ofStep?.get("outcome");
      if (declared === undefined || outputs === undefined || value === undefined) continue;
      for (const output of Object.keys(declared)) outputs.add(output, value);
      outputs.complete = true;
    }
    return context;
  };
}
