// The functions of @actions/core that this action uses. The only file that imports the package: its info() writes text as it is,
// so log.ts escapes it first, and its setOutput() falls back to the log, so delivery.ts looks for the file first.
// https://github.com/actions/toolkit/blob/%40actions/core%403.0.1/packages/core/README.md
import {
  debug,
  endGroup,
  error,
  getInput,
  info,
  isDebug,
  notice,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} from "@actions/core";

/** They read the environment of the process, and write to its standard output and to the runner's files. */
export const core = {
  debug,
  endGroup,
  error,
  getInput,
  info,
  isDebug,
  notice,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} as const;

/** What a step needs of the runner. */
export type Core = typeof core;
