import { fileURLToPath } from 'node:url';
import { isServing } from '@safe-community/grpc-kit';
import { freePort, startProcess } from '@safe-community/local-stack';
import { join } from 'node:path';
import { environmentOf } from './image-replicas.ts';
import type { System } from './system.ts';

const MAIN = fileURLToPath(new URL('../../apps/officer-registry/src/main.ts', import.meta.url));

/** A second officer-registry of the same system. */
export interface RegistryReplica {
  readonly address: string;
  readonly pid: number;
  /** From the start of the process until it serves. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** Starts from sources, and reads everything from the database: also what was inserted there directly. */
export async function startRegistryReplica(system: System): Promise<RegistryReplica> {
  const port = await freePort();
  const began = performance.now();
  const running = await startProcess({
    name: 'a replica of officer-registry',
    command: process.execPath,
    args: ['--max-semi-space-size=16', MAIN],
    env: { ...environmentOf(system.processes.services['officer-registry']), GRPC_PORT: String(port) },
    logFile: join(system.home, 'officer-registry-replica.log'),
    readyWhen: () => isServing(`localhost:${port}`, system.credentials),
    readyWithinMs: 300_000,
    stopWithinMs: 40_000,
  });
  return {
    address: `localhost:${port}`,
    pid: running.pid,
    startMs: performance.now() - began,
    stop: () => running.stop(),
  };
}
