import type { EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { findMeasure, readCoverage } from '../figures/module.ts';
import type { Coverage } from '../sources/module.ts';
import type { Merger, Unit } from '../territory/module.ts';
import type { Goal } from './on-time.ts';

/** The measure with the times of a goal: its sources are the same. */
const MEASURE_OF: Readonly<Record<Goal, string>> = { arrival: 'arrival_time_p50', repair: 'pit_repair_time_p50' };

interface Days {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly knownOn: Day | undefined;
  readonly today: Day;
}

interface Wanted {
  readonly units: readonly Unit[];
  readonly mergers: readonly Merger[];
}

/** Says of the arrivals, or of the repairs, how complete they are, with whether any was counted. */
export async function readOnTimeCoverage(
  tx: EntityManager,
  { firstDay, lastDay, knownOn, today }: Days,
  wanted: Wanted,
): Promise<(goal: Goal, isCounted: boolean) => Coverage | undefined> {
  const measures = Object.values(MEASURE_OF).flatMap((name) => findMeasure(name) ?? []);
  const request = {
    measures: measures.map(({ name }) => name),
    from: firstDay,
    to: lastDay,
    territory: { codes: wanted.units.map(({ territory }) => territory) },
    groupBy: [],
    knownOn,
    territoryAsOf: 'event',
    today,
  } as const;
  const coverage = await readCoverage(tx, request, wanted, measures);
  return (goal, isCounted) => coverage?.cover({ measure: MEASURE_OF[goal], value: isCounted ? 1 : 0 }).coverage;
}
