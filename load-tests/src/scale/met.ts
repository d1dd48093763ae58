import type { Figures, LoadFigures } from './figures.ts';
import { simulateReports, type Simulated } from './report-loop.ts';
import { serviceTimes } from './service-times.ts';
import { hostOf } from './shared-cores.ts';

const SEED = 20_261_126;
const SECONDS = 12;

/** Measured on the machine, and simulated for the same machine. */
export interface Met {
  readonly what: string;
  readonly measured: LoadFigures;
  readonly simulated: Simulated;
}

/** Everything on one machine, as measured: callers, service, database, broker, consumers. */
export function met(figures: Figures): Met[] {
  const host = hostOf(figures.cores);
  const hosts = { callers: host, services: host, database: host, others: host };
  const setting = { times: serviceTimes(figures), hosts, seed: SEED, seconds: SECONDS };
  const single = figures.reports.map((measured) => ({
    what: `${measured.inFlight} in flight`,
    measured,
    simulated: simulateReports({ ...setting, callers: measured.inFlight, replicas: 1 }),
  }));
  const { twoReplicas } = figures;
  const simulated = simulateReports({ ...setting, callers: twoReplicas.inFlight, replicas: 2 });
  return [...single, { what: `${twoReplicas.inFlight} in flight, two replicas`, measured: twoReplicas, simulated }];
}

/** Relative deviation of the second from the first. */
export function deviation(measured: number, simulated: number): number {
  return simulated / measured - 1;
}
