import type { Database } from '@safe-community/database';
import { unless, type Fields, type Violation } from '@safe-community/domain-kit';
import { isKatottg } from '@safe-community/territory';
import { builtInUnit } from './codifier.ts';
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

/** The hromada or city of a request that must name one, with its oblast; reports the field if it is unknown. */
export async function readKnownHromada(
  findUnit: FindUnit,
  code: string,
  fields: Pick<Fields<object>, 'check'>,
): Promise<{ readonly hromadaCode: string; readonly oblastCode: string }> {
  const unit = await findUnit(code);
  fields.check(unless(unit !== undefined, 'hromada_code', 'must be the KATOTTG code of a known hromada or city'));
  return { hromadaCode: code, oblastCode: unit?.oblastCode ?? '' };
}

/** A hromada that a filter names; empty for all. */
export async function checkKnownHromada(findUnit: FindUnit, code: string, field: string): Promise<Violation[]> {
  const isKnown = code === '' || (await findUnit(code)) !== undefined;
  return unless(isKnown, field, 'must be empty or the KATOTTG code of a known hromada or city with special status');
}
