import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { Target } from './on-time.ts';

/**
 * The targets that repairs of the year before a day have named, of the country and of this hromada: for each object, area, and kind of promise the one
 * that was in force last.
 */
export async function readRepairTargets(tx: EntityManager, territoryCode: string, by: Day): Promise<Target[]> {
  const found = await rows<StoredTarget>(tx, LATEST, [territoryCode, by]);
  return found.map((row) => ({
    ...row,
    goal: 'repair',
    allowedExceedancePercent: row.allowedExceedancePercent ?? undefined,
  }));
}

type StoredTarget = Omit<Target, 'goal' | 'allowedExceedancePercent'> & {
  readonly allowedExceedancePercent: number | null;
};

const LATEST = prepared(`
  select distinct on (target_class, area, clock, own_promise) service, target_class as "targetClass", area, clock,
    own_promise as "ownPromise", valid_from as "validFrom", minutes, allowed_percent as "allowedExceedancePercent", status,
    confirmed
  from target_repair
  where day between $2::date - 365 and $2::date and valid_from <= $2::text and (not own_promise or hromada_code = $1::text)
  order by target_class, area, clock, own_promise, valid_from desc, confirmed desc, minutes`);
