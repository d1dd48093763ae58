import type { Figures } from './figures.ts';
import { simulateReports } from './report-loop.ts';
import { serviceTimes } from './service-times.ts';
import { hostOf } from './shared-cores.ts';

const SEED = 20_261_126;
const SECONDS = 6;
const CALLERS = 512;
const CALLING_THREADS = 16;

/** Throughput of two replicas relative to one, on the same machines. */
export interface TwoReplicas {
  readonly machines: string;
  readonly one: number;
  readonly two: number;
}

/** Callers run elsewhere, because they are other systems. */
export function twoReplicas(figures: Figures): TwoReplicas[] {
  const times = serviceTimes(figures);
  const elsewhere = { cores: Number.POSITIVE_INFINITY };
  const together = [2, 4, 8].map((cores) => {
    const host = hostOf(cores);
    return { machines: `${cores} cores for all`, hosts: { services: host, database: host, others: host } };
  });
  const apart = [2, 4].map((cores) => ({
    machines: `${cores} cores for the services, ${cores} for the database, others elsewhere`,
    hosts: { services: hostOf(cores), database: hostOf(cores), others: elsewhere },
  }));
  return [...together, ...apart].map(({ machines, hosts }) => {
    const atReplicas = (replicas: number): number => {
      const setting = {
        times,
        callers: CALLERS,
        callingThreads: CALLING_THREADS,
        replicas,
        seed: SEED,
        seconds: SECONDS,
      };
      return simulateReports({ ...setting, hosts: { ...hosts, callers: elsewhere } }).perSecond;
    };
    return { machines, one: atReplicas(1), two: atReplicas(2) };
  });
}
