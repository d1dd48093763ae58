import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceName } from '@safe-community/local-stack';
import { startReplica, type Replica } from './replica.ts';
import type { System } from './system.ts';
import type { SystemProcesses } from './system-processes.ts';

const ASSEMBLE = join(import.meta.dirname, '../../scripts/image/assemble.ts');

export interface ImageReplicas {
  readonly services: SystemProcesses['services'];
  stop(): Promise<void>;
}

/** A second replica of each service, started from the contents of its image: a bundle with a warm compile cache. */
export async function startImageReplicas(system: System): Promise<ImageReplicas> {
  const running: [ServiceName, Replica][] = [];
  for (const service of Object.keys(system.processes.services) as ServiceName[]) {
    const image = join(system.home, 'images', service);
    await promisify(execFile)(process.execPath, [ASSEMBLE, `apps/${service}`, image]);
    const programs = join(image, 'apps', service);
    const start = () =>
      startReplica(system, service, { NODE_COMPILE_CACHE: join(programs, 'compile-cache') }, programs);
    // The first start compiles, which an image has already done.
    await (await start()).stop();
    running.push([service, await start()]);
  }
  return {
    services: Object.fromEntries(running.map(([service, { pid }]) => [service, pid])) as SystemProcesses['services'],
    async stop() {
      for (const [, replica] of running) await replica.stop();
    },
  };
}
