import type { Database } from '@safe-community/database';
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
