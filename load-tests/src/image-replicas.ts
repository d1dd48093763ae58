import { join } from 'node:path';
import { isServing } from '@safe-community/grpc-kit';
import { freePort, startProcess, type RunningProcess } from '@safe-community/local-stack';
import { assembleImage } from './assemble-image.ts';
import { readProc } from './frame/proc.ts';
import type { ServiceName } from '@safe-community/local-stack';
import type { SystemProcesses } from './system-processes.ts';
import type { System } from './system.ts';

/** The command of the image, as in infra/Containerfile. */
const COMMAND = ['--max-semi-space-size=16', 'main.js'];

export interface ImageReplicas {
  readonly services: SystemProcesses['services'];
  stop(): Promise<void>;
}

/** A second replica of each service, started from the contents of its image: a bundle with a warm compile cache. */
export async function startImageReplicas(system: System): Promise<ImageReplicas> {
  const running: [ServiceName, RunningProcess][] = [];
  for (const service of Object.keys(system.processes.services) as ServiceName[]) {
    const programs = await assembleImage(service, join(system.home, 'images', service));
    // The first start compiles, which an image has already done.
    await (await startReplica(system, service, programs)).stop();
    running.push([service, await startReplica(system, service, programs)]);
  }
  return {
    services: Object.fromEntries(running.map(([service, { pid }]) => [service, pid])) as SystemProcesses['services'],
    async stop() {
      for (const [, replica] of running) await replica.stop();
    },
  };
}

async function startReplica(system: System, service: ServiceName, programs: string): Promise<RunningProcess> {
  const port = await freePort();
  return startProcess({
    name: `${service} of its image`,
    command: process.execPath,
    args: COMMAND,
    cwd: programs,
    env: {
      ...environmentOf(system.processes.services[service]),
      GRPC_PORT: String(port),
      NODE_COMPILE_CACHE: join(programs, 'compile-cache'),
    },
    logFile: join(system.home, `${service}-of-image.log`),
    readyWhen: () => isServing(`localhost:${port}`, system.credentials),
    readyWithinMs: 60_000,
  });
}

/** Environment of the system's own replica, read from the kernel. */
export function environmentOf(pid: number): NodeJS.ProcessEnv {
  const lines = readProc(pid, 'environ').split('\0');
  return Object.fromEntries(lines.filter((line) => line.includes('=')).map((line) => line.split(/=(.*)/s, 2)));
}
