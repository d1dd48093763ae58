import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import { freePort, stateRoot } from '@safe-community/local-stack';
import { eventually, testFolder } from '@safe-community/testkit';
import { PROGRAM } from './run-hromada.ts';

/** A state folder with ports of its own, in which the main job has run. */
export interface UpFolder {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly gatewayPort: number;
}

export async function makeUpFolder(): Promise<UpFolder> {
  const dir = testFolder('up');
  const root = stateRoot({ SAFE_COMMUNITY_HOME: dir });
  writePrivateFile(join(root.dir, 'main-job.json'), JSON.stringify({ anchorDay: '2026-01-31', done: true }));
  const [registry, intake, rollout, statistics, gatewayPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NATS_SERVER_BIN: process.env['NATS_SERVER_BIN'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    SAFE_COMMUNITY_HOME: dir,
    OFFICER_REGISTRY_PORT: String(registry),
    INCIDENT_INTAKE_PORT: String(intake),
    CAMERA_ROLLOUT_PORT: String(rollout),
    STATISTICS_PORT: String(statistics),
    GATEWAY_PORT: String(gatewayPort),
  };
  return { dir, env, gatewayPort };
}

/** `hromada up` as a process in a group of its own, as a terminal starts it. */
export interface RunningUp {
  readonly pid: number;
  /** Everything that it has written so far. */
  output(): string;
  /** Waits until it has written this. */
  says(text: string): Promise<void>;
  /** Ctrl-C: the signal reaches the whole group. */
  interrupt(): void;
  /** kill -9; the servers end with it. */
  kill(): void;
  /** The exit code; null after a signal. */
  readonly ended: Promise<number | null>;
}

export function startUp({ env }: UpFolder, ...args: string[]): RunningUp {
  const child: ChildProcess = spawn(PROGRAM, ['up', ...args], { env, cwd: '/', detached: true });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let isOver = false;
  void ended.then(() => (isOver = true));
  return {
    pid: child.pid ?? 0,
    output: () => output,
    says: (text) =>
      eventually(
        () => {
          if (!output.includes(text)) throw new Error(`${isOver ? 'it ended' : 'it has not said so'}: ${output}`);
        },
        { within: 120_000, every: 100 },
      ),
    interrupt: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}

/** The process and those that it and they have started. */
export function processesOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readOr('', () => readFileSync(`/proc/${name}/stat`, 'utf8'));
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]));
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

/** One that has ended meanwhile has nothing to read. */
export function readOr<T>(nothing: T, read: () => T): T {
  try {
    return read();
  } catch {
    return nothing;
  }
}
