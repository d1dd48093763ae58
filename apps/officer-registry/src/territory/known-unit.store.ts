import type { Database } from '@safe-community/database';
import { unless, type Violation } from '@safe-community/domain-kit';
import { isKatottg } from '@safe-community/territory';
import { builtInUnit } from './codifier.adapter.ts';
import { readUnits } from './territory-unit.store.ts';
import type { TerritoryUnit } from './territory-unit.ts';

/** A hromada or a city with special status, built in or imported as last committed. */
export type FindUnit = (code: string) => Promise<TerritoryUnit | undefined>;

export function unitFinder(database: Database): FindUnit {
  return async (code) => {
    if (!isKatottg(code)) return undefined;
    return builtInUnit(code) ?? (await readUnits(database.em.fork(), [code]))[0];
  };
}

/** A hromada that a filter names; empty for all. */
export async function checkKnownHromada(findUnit: FindUnit, code: string, field: string): Promise<Violation[]> {
  const isKnown = code === '' || (await findUnit(code)) !== undefined;
  return unless(isKnown, field, 'must be empty or the KATOTTG code of a known hromada or city with special status');
}
