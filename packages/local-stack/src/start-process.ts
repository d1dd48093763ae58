import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { bindToParent, type ServerUser } from './bind-to-parent.ts';
import { endOfLog, failureOf, type LocalStackError } from './local-stack-error.ts';
import { openLog } from './open-log.ts';
import { waitUntil } from './wait-until.ts';

/** Each poll takes processor time from the program that is starting. */
const POLL_MS = 50;

export interface ProcessSpec {
  /** Its name in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The complete environment of the child; default: ours. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Another user to run as; requires root. */
  readonly user?: ServerUser;
  /** Standard output and error are appended here (mode 0600). */
  readonly logFile: string;
  /** Polled every 50 ms until it returns true. Default: ready at once. */
  readonly readyWhen?: (pid: number) => boolean | Promise<boolean>;
  /** Milliseconds; default 60,000: a busy machine needs that long at times. */
  readonly readyWithinMs?: number;
  /** Asks the process to stop in order; default SIGTERM. The kernel sends the same if this process is killed. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
  /** Milliseconds from the stop signal to SIGKILL; default 15,000. */
  readonly stopWithinMs?: number;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Settles only if the process ends without stop() or kill(): the error says how, with the last lines of the log. */
  readonly unexpectedExit: Promise<LocalStackError>;
  /** Sends the stop signal, then SIGKILL after a limited wait, and waits for the exit. Safe to call again. */
  stop(): Promise<void>;
  /** kill -9, for crash tests; waits for the exit. */
  kill(): Promise<void>;
}

/**
 * Starts a program that cannot outlive this process and waits until it is ready. It runs in its own session, so that
 * Ctrl-C reaches only us, and we decide the order of the stop.
 * @throws LocalStackError if it exits or is not ready in time; then nothing is left running.
 */
export async function startProcess(spec: ProcessSpec): Promise<RunningProcess> {
  const logStart = endOfLog(spec.logFile);
  const child = spawnBound(spec);
  const running = control(child, spec, logStart);
  let failed: LocalStackError | undefined;
  void running.unexpectedExit.then((error) => (failed = error));
  const ready = async (): Promise<boolean> => {
    if (failed) throw failed;
    return (await spec.readyWhen?.(running.pid)) ?? true;
  };
  try {
    const withinMs = spec.readyWithinMs ?? 60_000;
    if (!(await waitUntil(ready, { withinMs, everyMs: POLL_MS }))) {
      throw failureOf(`${spec.name} was not ready within ${withinMs / 1000} s.`, spec.logFile, logStart);
    }
    return running;
  } catch (error) {
    await running.stop();
    throw failed ?? error;
  }
}

function spawnBound(spec: ProcessSpec): ChildProcess {
  const deathSignal = spec.stopSignal === 'SIGINT' ? 'INT' : 'TERM';
  const { command, args } = bindToParent(spec, deathSignal, spec.user);
  const log = openLog(spec.logFile);
  try {
    return spawn(command, args, {
      detached: true,
      stdio: ['ignore', log, log],
      ...(spec.env && { env: spec.env }),
      ...(spec.cwd && { cwd: spec.cwd }),
    });
  } finally {
    closeSync(log);
  }
}

function control(child: ChildProcess, spec: ProcessSpec, logStart: number): RunningProcess {
  let wanted = false;
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`));
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
  });
  const end = async (first: NodeJS.Signals): Promise<void> => {
    wanted = true;
    child.kill(first);
    const net = setTimeout(() => child.kill('SIGKILL'), spec.stopWithinMs ?? 15_000);
    await exited;
    clearTimeout(net);
  };
  return {
    name: spec.name,
    pid: child.pid ?? -1,
    unexpectedExit: new Promise((resolve) => {
      void exited.then((how) => !wanted && resolve(failureOf(`${spec.name} ${how}.`, spec.logFile, logStart)));
    }),
    stop: () => end(spec.stopSignal ?? 'SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
