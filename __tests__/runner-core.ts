// The real @actions/core for runs inside this process: each has its own environment and standard output.
import { type Core, core } from "../src/runner/core.ts";

/**
 * Calls @actions/core with this environment and this standard output in place of the process's. Its functions read and write
 * both before they return, also `summary.write`, so that runs which overlap do not meet.
 */
export function openCore(env: Readonly<Record<string, string | undefined>>, write: (text: string) => void): Core {
  const inRun =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      const { env: ownEnv, stdout } = process;
      const ownWrite = stdout.write;
      process.env = { ...env };
      stdout.write = (text: string | Uint8Array) => {
        write(String(text));
        return true;
      };
      try {
        return call(...args);
      } finally {
        stdout.write = ownWrite;
        process.env = ownEnv;
      }
    };
  // A summary keeps its text and the path of its file, so every run has its own.
  const Summary = core.summary.constructor as new () => Core["summary"];
  const summary = new Summary();
  summary.write = inRun(summary.write.bind(summary));
  return {
    debug: inRun(core.debug),
    endGroup: inRun(core.endGroup),
    error: inRun(core.error),
    getInput: inRun(core.getInput),
    info: inRun(core.info),
    isDebug: inRun(core.isDebug),
    notice: inRun(core.notice),
    setOutput: inRun(core.setOutput),
    setSecret: inRun(core.setSecret),
    startGroup: inRun(core.startGroup),
    summary,
    warning: inRun(core.warning),
  };
}
