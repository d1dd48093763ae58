import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { Target } from './on-time.ts';

/**
 * The targets that repairs and arrivals of the year before a day have named, of the country and of this hromada: for each
 * goal, service, object or class, area, and kind of promise the one that was in force last.
 */
export async function readAppliedTargets(tx: EntityManager, territoryCode: string, by: Day): Promise<Target[]> {
  const found = await rows<StoredTarget>(tx, LATEST, [territoryCode, by]);
  return found.map((row) => ({ ...row, allowedExceedancePercent: row.allowedExceedancePercent ?? undefined }));
}

type StoredTarget = Omit<Target, 'allowedExceedancePercent'> & {
  readonly allowedExceedancePercent: number | null;
};

const COLUMNS = `service, target_class, area, clock, own_promise, valid_from, minutes, allowed_percent, status, confirmed`;
const IN_FORCE = `valid_from <= $2::text and (not own_promise or hromada_code = $1::text)`;

// A year has millions of arrivals, which name few rules: the last ones of each service are enough.
const LATEST = prepared(`
  select distinct on (goal, service, target_class, area, clock, own_promise) goal, service,
    target_class as "targetClass", area, clock, own_promise as "ownPromise", valid_from as "validFrom", minutes,
    allowed_percent as "allowedExceedancePercent", status, confirmed
  from (
    select 'repair' as goal, ${COLUMNS} from target_repair where day between $2::date - 365 and $2::date and ${IN_FORCE}
    union all
    select 'arrival', last.* from unnest(array['rescue', 'ambulance']) as served (by_service)
      cross join lateral (
        select ${COLUMNS} from target_arrival
        where day between $2::date - 365 and $2::date and ${IN_FORCE} and service = by_service
        order by day desc limit 10000) as last
  ) as applied
  order by goal, service, target_class, area, clock, own_promise, valid_from desc, confirmed desc, minutes`);
