import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isServing } from '@safe-community/grpc-kit';
import { freePort, startProcess, type ServiceName } from '@safe-community/local-stack';
import { readProc } from './frame/proc.ts';
import type { System } from './system.ts';

/** One more process of a service of the same system. */
export interface Replica {
  readonly address: string;
  readonly pid: number;
  /** From the start of the process until it serves. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** A large registry reads for minutes. */
const READY_WITHIN_MS = 300_000;

/**
 * Starts with the settings of the system's own replica, and reads everything from the database: also what was inserted
 * there directly.
 * @param more other settings.
 * @param image the folder of its programs, if it starts as in its image; otherwise it starts from sources.
 */
export async function startReplica(
  system: System,
  service: ServiceName,
  more: Readonly<Record<string, string>> = {},
  image?: string,
): Promise<Replica> {
  const port = await freePort();
  const began = performance.now();
  const sources = fileURLToPath(new URL(`../../apps/${service}/src/main.ts`, import.meta.url));
  const running = await startProcess({
    name: `a replica of ${service}`,
    command: process.execPath,
    // The command of the image, as in infra/Containerfile.
    args: ['--max-semi-space-size=16', image === undefined ? sources : 'main.js'],
    ...(image !== undefined && { cwd: image }),
    env: { ...environmentOf(system.processes.services[service]), ...more, GRPC_PORT: String(port) },
    logFile: join(system.home, `${service}-replica.log`),
    readyWhen: () => isServing(`localhost:${port}`, system.credentials),
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: 40_000,
  });
  return {
    address: `localhost:${port}`,
    pid: running.pid,
    startMs: performance.now() - began,
    stop: () => running.stop(),
  };
}

/** Environment of a process, read from the kernel. */
export function environmentOf(pid: number): NodeJS.ProcessEnv {
  const lines = readProc(pid, 'environ').split('\0');
  return Object.fromEntries(lines.filter((line) => line.includes('=')).map((line) => line.split(/=(.*)/s, 2)));
}
