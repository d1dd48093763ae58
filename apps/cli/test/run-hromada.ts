import { execFile, fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** A command and its environment. */
export interface Invocation {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The result of a command. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const PROGRAM = join(import.meta.dirname, '../../../hromada');
const HOST = join(import.meta.dirname, 'programs/hromada-host.ts');

/** Processes that wait for a command. They end with the test process. */
const idle: ChildProcess[] = [];

/** Runs `hromada` from another folder, in a process that runs other commands before and after. */
export function runHromada(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const host = idle.pop() ?? fork(HOST, { cwd: '/', serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    const died = (code: number | null): void => reject(new Error(`${args.join(' ')} ended the process: ${code}`));
    host.once('exit', died);
    host.once('message', (outcome: Outcome) => {
      host.off('exit', died);
      // It must not keep the test process alive.
      host.unref();
      host.channel?.unref();
      idle.push(host);
      resolve(outcome);
    });
    host.send({ args, env } satisfies Invocation);
  });
}

/** Runs `hromada` as users do: as a process of its own, from another folder, with `input` piped in. */
export function runHromadaProcess(args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(PROGRAM, [...args], { env, cwd: '/' }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(input);
  });
}
