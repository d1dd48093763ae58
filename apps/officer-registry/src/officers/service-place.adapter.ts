import type { Database } from '@safe-community/database';
import type { Fields } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';
import { readUnits } from '../territory/module.ts';
import type { ServicePlace } from './registration.ts';

export type FindServicePlace = (code: string) => Promise<ServicePlace | undefined>;

/** Finds hromadas and cities with special status, built-in and imported ones. */
export function servicePlaceFinder(database: Database): FindServicePlace {
  return async (code) => {
    const known = findHromada(code) ?? (await readUnits(database.em.fork(), [code]))[0];
    return known === undefined ? undefined : { code, oblastCode: known.oblastCode };
  };
}

export const UNKNOWN_PLACE = 'must be the KATOTTG code of a known hromada or city with special status';

/** The place that a request names; undefined without one. An unknown one is a violation. */
export async function readServicePlace(
  find: FindServicePlace,
  code: string,
  fields: Pick<Fields<object>, 'check'>,
  field: string,
): Promise<ServicePlace | undefined> {
  if (code === '') return undefined;
  const place = await find(code);
  if (place === undefined) fields.check([{ field, rule: UNKNOWN_PLACE }]);
  return place;
}
