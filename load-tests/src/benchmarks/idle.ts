import { setTimeout as sleep } from 'node:timers/promises';
import { postgresClock } from '../frame/postgres-time.ts';
import { spentOf } from '../frame/proc.ts';
import type { System } from '../system.ts';
import { serviceMemory } from './idle-memory.ts';

/**
 * Services check less often when they have been ready for 15 s, and PostgreSQL vacuums what the demonstration has loaded
 * within two minutes.
 */
const SETTLE_SECONDS = 150;

export interface IdleProcess {
  readonly name: string;
  /** Processor time in a second, ms. */
  readonly msPerSecond: number;
  /** Resident set, MB; of the services only. */
  readonly residentMb?: number;
}

/** What every process of the system consumes while nobody calls. */
export async function idle({ processes }: System, seconds: number): Promise<IdleProcess[]> {
  const { services, broker, postmaster } = processes;
  const postgres = postgresClock(postmaster, () => false);
  const clocks = [
    ...Object.entries({ ...services, broker }).map(([name, pid]) => ({ name, spentMs: () => spentOf(pid).ownMs })),
    { name: 'PostgreSQL', spentMs: () => postgres().ofDatabase },
  ];
  await sleep(SETTLE_SECONDS * 1_000);
  const before = clocks.map(({ spentMs }) => spentMs());
  const began = performance.now();
  await sleep(seconds * 1_000);
  const took = (performance.now() - began) / 1_000;
  const memory = new Map(serviceMemory(processes).map(({ service, residentMb }) => [service, residentMb]));
  return clocks.map(({ name, spentMs }, index) => {
    const msPerSecond = (spentMs() - (before[index] ?? 0)) / took;
    const residentMb = memory.get(name);
    return residentMb === undefined ? { name, msPerSecond } : { name, msPerSecond, residentMb };
  });
}

export function printIdle(processes: readonly IdleProcess[], seconds: number): void {
  console.log(`${seconds} s, nobody calls:`);
  console.table(
    processes.map(({ name, msPerSecond, residentMb }) => ({
      process: name,
      'processor time, ms/s': Number(msPerSecond.toFixed(1)),
      'resident MB': residentMb ?? '',
    })),
  );
  const all = processes.reduce((sum, { msPerSecond }) => sum + msPerSecond, 0);
  console.log(`all together: ${all.toFixed(1)} ms of processor time a second`);
}
