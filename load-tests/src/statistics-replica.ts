import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isServing } from '@safe-community/grpc-kit';
import { freePort, startProcess } from '@safe-community/local-stack';
import { environmentOf } from './image-replicas.ts';
import type { System } from './system.ts';

const MAIN = fileURLToPath(new URL('../../apps/statistics/src/main.ts', import.meta.url));

/** A second statistics of the same system: its jobs run when it starts. */
export async function startStatisticsReplica(system: System) {
  const port = await freePort();
  const running = await startProcess({
    name: 'a replica of statistics',
    command: process.execPath,
    args: ['--max-semi-space-size=16', MAIN],
    env: { ...environmentOf(system.processes.services.statistics), GRPC_PORT: String(port) },
    logFile: join(system.home, 'statistics-replica.log'),
    readyWhen: () => isServing(`localhost:${port}`, system.credentials),
    readyWithinMs: 60_000,
    stopWithinMs: 40_000,
  });
  return { address: `localhost:${port}`, pid: running.pid, stop: () => running.stop() };
}
