import type { Figures, LoadFigures } from './figures.ts';
import { simulateReports, type Simulated } from './report-loop.ts';
import { serviceTimes } from './service-times.ts';
import { hostOf } from './shared-cores.ts';

const SEED = 20_261_126;
const SECONDS = 12;

/** What was measured on the machine, and what the simulation says of the same. */
export interface Met {
  readonly what: string;
  readonly measured: LoadFigures;
  readonly simulated: Simulated;
}

/** All on one machine, as they were measured: callers, service, database, broker, consumers. */
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

/** How far the second lies from the first, as a share of it. */
export function deviation(measured: number, simulated: number): number {
  return simulated / measured - 1;
}
