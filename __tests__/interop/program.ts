// Owns the running of one installed program to its end. Knows no program by name.
import { execFile } from "node:child_process";

/** Where installed programs find others. */
export const PATH = "/usr/bin:/bin";

export interface Finished {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a program with these variables and no others; a non-zero exit is a value. */
export function runProgram(file: string, args: readonly string[], env: Record<string, string>): Promise<Finished> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { env, encoding: "buffer", maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode !== "number") return reject(error);
      resolve({ exitCode, stdout, stderr: stderr.toString("utf8") });
    });
  });
}

/** As `runProgram`, where only exit code 0 will do. */
export async function runToSuccess(...[file, args, env]: Parameters<typeof runProgram>): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await runProgram(file, args, env);
  if (exitCode !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${exitCode}: ${stderr}`);
  return stdout;
}
