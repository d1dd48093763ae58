import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** The result of a command. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const PROGRAM = join(import.meta.dirname, '../bin/hromada.mjs');

/** Runs `hromada` as a process from another folder, with `input` piped in. */
export function runHromada(args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], { env, cwd: '/' }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(input);
  });
}
