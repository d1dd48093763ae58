import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { bindToParent, type ServerUser } from './bind-to-parent.ts';
import { endOfLog, failureOf, type LocalStackError } from './local-stack-error.ts';
import { openLog } from './open-log.ts';
import { processOf } from './process-of.ts';
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
  /** Milliseconds; default 60,000. A program that is at work then, on a busy machine, gets up to ten times as long. */
  readonly readyWithinMs?: number;
  /** Ends the start when it is aborted; what runs is not stopped by it. */
  readonly signal?: AbortSignal;
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
 * @throws LocalStackError if it exits or is not ready in time, or the reason of the signal; then nothing is left running.
 */
export async function startProcess(spec: ProcessSpec): Promise<RunningProcess> {
  spec.signal?.throwIfAborted();
  const logStart = endOfLog(spec.logFile);
  const child = spawnBound(spec);
  const running = control(child, spec, logStart);
  let failed: LocalStackError | undefined;
  void running.unexpectedExit.then((error) => (failed = error));
  const ready = async (): Promise<boolean> => {
    if (failed) throw failed;
    spec.signal?.throwIfAborted();
    return (await spec.readyWhen?.(running.pid)) ?? true;
  };
  try {
    const waitedMs = await waitedInVain(ready, running.pid, spec.readyWithinMs ?? 60_000);
    if (waitedMs === undefined) return running;
    throw failureOf(`${spec.name} was not ready within ${waitedMs / 1000} s.`, spec.logFile, logStart);
  } catch (error) {
    await running.stop();
    throw failed ?? error;
  }
}

const MAX_PERIODS = 10;
/** The part of the time in which a program is on a processor, if it is at work at all beside others. */
const AT_WORK = 0.05;

/** Waits for another period as long as the program was at work in the last one. Undefined once it is ready. */
async function waitedInVain(ready: () => Promise<boolean>, pid: number, periodMs: number): Promise<number | undefined> {
  for (let period = 1, workedMs = 0; ; period += 1) {
    if (await waitUntil(ready, { withinMs: periodMs, everyMs: POLL_MS })) return undefined;
    const beforeMs = workedMs;
    workedMs = processOf(pid)?.processorMs ?? 0;
    if (period === MAX_PERIODS || workedMs - beforeMs < AT_WORK * periodMs) return period * periodMs;
  }
}

/** What `runToEnd` runs. */
export type ProgramSpec = Pick<ProcessSpec, 'name' | 'command' | 'args' | 'env' | 'logFile' | 'signal'>;

/**
 * Runs a program to its end, in its own session and not beyond ours, as `startProcess` does.
 * @throws LocalStackError with the last lines of its log unless it exits with 0, or the reason of the signal.
 */
export async function runToEnd(spec: ProgramSpec): Promise<void> {
  spec.signal?.throwIfAborted();
  const logStart = endOfLog(spec.logFile);
  const child = spawnBound(spec);
  const stop = (): void => void child.kill();
  spec.signal?.addEventListener('abort', stop, { once: true });
  const how = await endOf(child);
  spec.signal?.removeEventListener('abort', stop);
  spec.signal?.throwIfAborted();
  if (how !== SUCCESS) throw failureOf(`${spec.name} ${how}.`, spec.logFile, logStart);
}

const SUCCESS = 'exited with code 0';

/** How a program ended, in words. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `was ended by ${signal}` : `exited with code ${code}`));
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
  });
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
  const exited = endOf(child);
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
