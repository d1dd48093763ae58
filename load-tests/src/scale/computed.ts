import { readFileSync } from 'node:fs';
import { needOf, type Need } from './capacity.ts';
import type { Figures } from './figures.ts';
import { ledgerCeiling } from './ledger-model.ts';
import { loads } from './loads.ts';
import { met, type Met } from './met.ts';
import { serviceTimes, type ServiceTimes } from './service-times.ts';
import { twoReplicas, type TwoReplicas } from './two-replicas.ts';

/** All figures of docs/scale.md. */
export interface Computed {
  readonly figures: Figures;
  readonly times: ServiceTimes;
  readonly met: readonly Met[];
  readonly needs: readonly Need[];
  /** Maximum writes per second of one ledger. */
  readonly ledgerCeiling: number;
  readonly twoReplicas: readonly TwoReplicas[];
}

/** @param figures default: the latest measurement. */
export function computed(figures: Figures = measured()): Computed {
  const times = serviceTimes(figures);
  return {
    figures,
    times,
    met: met(figures),
    needs: loads().map((load) => needOf(load, figures)),
    ledgerCeiling: ledgerCeiling(times),
    twoReplicas: twoReplicas(figures),
  };
}

export function measured(): Figures {
  return JSON.parse(readFileSync(new URL('./measured.json', import.meta.url), 'utf8')) as Figures;
}
