import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from '@safe-community/local-stack';
import { bundledProgram } from './bundled-program.ts';
import { testFolder } from './test-folder.ts';

export interface ServiceProcessSpec {
  readonly name: string;
  /** Path of its program; of an app, its bundle runs. */
  readonly main: string;
  /** Its environment, except PATH, HOME, and the compile cache of Node. */
  readonly env: Readonly<Record<string, string>>;
  /** Polled every 50 ms after each start, for a minute; see `accepts` of local-stack. */
  readonly readyWhen: () => boolean | Promise<boolean>;
}

export interface ServiceProcess {
  /** Pid of the current process. */
  readonly pid: number;
  /** All output since the first start. */
  output(): string;
  /** Sends SIGTERM and waits for the exit. */
  stop(): Promise<void>;
  /** Sends SIGKILL and waits for the exit. */
  kill(): Promise<void>;
  /** Starts it again after stop() or kill(), with `env` on top of the first environment. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
}

/** Runs a service as a separate process, as in production, so that a test can kill it at any time. */
export async function startServiceProcess(spec: ServiceProcessSpec): Promise<ServiceProcess> {
  const program = await bundledProgram(spec.main);
  const logFile = join(testFolder(spec.name), 'output.log');
  const start = (env: Readonly<Record<string, string>>) =>
    startProcess({
      name: spec.name,
      command: process.execPath,
      args: [program],
      env: { ...programEnvironment(), ...spec.env, ...env },
      logFile,
      readyWhen: spec.readyWhen,
    });
  let running = await start({});
  return {
    get pid() {
      return running.pid;
    },
    output: () => readFileSync(logFile, 'utf8'),
    stop: () => running.stop(),
    kill: () => running.kill(),
    restart: async (env = {}) => {
      running = await start(env);
    },
  };
}

/**
 * What each program gets that a test starts. The compile cache, which vitest.config.ts names, halves the processor time
 * of a start.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, NODE_COMPILE_CACHE };
}
