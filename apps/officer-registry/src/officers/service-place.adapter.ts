import type { Database } from '@safe-community/database';
import { unless, type Clock, type Fields } from '@safe-community/domain-kit';
import { hromadas, isKatottg } from '@safe-community/territory';
import { readAllUnits, type FindUnit } from '../territory/module.ts';
import type { ServicePlace } from './registration.ts';

const UNKNOWN_PLACE = 'must be the KATOTTG code of a known hromada or city with special status';

/** Whether a hromada is occupied. */
export interface Occupation {
  /** Since which day all of these units of a hromada have been occupied; undefined if one of them is not at that instant. */
  occupiedSince(unitCodes: readonly string[], hromadaCode: string, at: Date): string | undefined;
}

/** Of the context of `parse`. */
interface PlaceParsing {
  readonly fields: Pick<Fields<object>, 'check'>;
  readonly clock: Clock;
  readonly deps: { readonly findUnit: FindUnit; readonly directory: Occupation };
}

/** The place that a request names; undefined without one. One that is unknown, or occupied today, is a violation. */
export async function readServicePlace(
  { fields, clock, deps: { findUnit, directory } }: PlaceParsing,
  code: string,
  field: string,
): Promise<ServicePlace | undefined> {
  if (code === '') return undefined;
  const place = await findUnit(code);
  if (place === undefined) {
    fields.check([{ field, rule: UNKNOWN_PLACE }]);
    return undefined;
  }
  const since = directory.occupiedSince([code], code, clock.now());
  fields.check(unless(since === undefined, field, `must not be occupied: it has been since ${since}`));
  return place;
}

export type KnowsRaion = (code: string) => Promise<boolean>;

/** Raions have no table of their own: a known one is that of a hromada, built in or imported. */
export function raionFinder(database: Database): KnowsRaion {
  return async (code) => {
    const isOf = ({ raionCode }: { readonly raionCode: string }): boolean => raionCode === code;
    return isKatottg(code) && (hromadas().some(isOf) || (await readAllUnits(database.em.fork())).some(isOf));
  };
}
