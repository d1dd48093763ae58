import type { CoverageChange } from '@safe-community/contracts/cameras/v1/coverage.ts';
import { coverageChanged, type Envelope, type NewEvent } from '@safe-community/events';
import type { PatrolUnit } from '../strength/module.ts';
import { gapOf, type UnitCoverage } from './coverage.ts';

export function changedEvent({ unit, coverage, inStock, inRepair }: UnitCoverage<PatrolUnit>, at: Date): NewEvent {
  const { code: patrolUnitCode, oblastCode } = unit;
  return coverageChanged.create(
    { patrolUnitCode, oblastCode, ...coverage, inStock, inRepair, changedTime: at },
    { oblastCode },
  );
}

/** What watchers get of an event of the service's own ledger; undefined if it is another one. */
export function changeOf({ type, body }: Envelope): CoverageChange | undefined {
  if (type !== coverageChanged.type) return undefined;
  const { strength, equipped, inRepair: _, ...change } = coverageChanged.decode(body);
  const coverage = { strength, equipped };
  return { ...change, coverage, gap: gapOf(coverage) };
}
