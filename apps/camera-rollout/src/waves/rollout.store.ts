import { rows, type EntityManager } from '@safe-community/database';
import type { Day, Window } from '@safe-community/domain-kit';
import { CAMERA_CUSTODY_ROWS, CAMERA_ROWS } from '../cameras/module.ts';
import { COVERAGE_ROWS } from '../coverage/module.ts';
import { PATROL_UNIT_ROWS } from '../strength/module.ts';

/** What the window has seen of the rollout. */
export interface ObservedRollout {
  readonly issues: number;
  /** Cameras that an officer had and no longer has. */
  readonly returns: number;
  /** By how much the gap grew otherwise: officers came without a camera. */
  readonly opened: number;
  /** By how much it shrank otherwise: officers without one left, or those who returned theirs had left before. */
  readonly closed: number;
  /** The day on which the first camera was registered. */
  readonly recordedSince: Day | undefined;
}

/** @param oblastCode empty for the country. */
export async function observeRollout(
  em: EntityManager,
  { start, end }: Window,
  oblastCode: string,
): Promise<ObservedRollout> {
  const [found] = await rows<ObservedRow>(em, OBSERVED, [start, end, oblastCode]);
  if (found === undefined) throw new Error('a count returns one row');
  const { since, ...counts } = found;
  return { ...counts, recordedSince: since ?? undefined };
}

interface ObservedRow extends Omit<ObservedRollout, 'recordedSince'> {
  readonly since: Day | null;
}

// The strength is known by the records of coverage alone: on a day and in a unit, the gap has grown by what came in other
// ways, minus issues, plus returns. That is unknown up to the first record of a unit, and on the day of an import of the
// past, when the gap shrinks by what was issued before. A holding that had ended when it was recorded has not changed the
// coverage of any day.
const OBSERVED = `
  with period as (
    select $1::date::timestamp at time zone 'Europe/Kyiv' as start_at,
      ($2::date + 1)::timestamp at time zone 'Europe/Kyiv' as end_at
  ), unit as (
    select code as unit_code from ${PATROL_UNIT_ROWS} patrol_unit where $3 = '' or oblast_code = $3
  ), custody as not materialized (
    select custody.*, period.start_at as from_at, period.end_at as to_at
    from ${CAMERA_CUSTODY_ROWS} custody join unit using (unit_code) cross join period
  ), holding as (
    select * from custody where state = 'issued' and (end_at <= recorded_at) is not true
  ), step as (
    select unit_code, (start_at at time zone 'Europe/Kyiv')::date as day, 1 as issues, 0 as returns
    from holding where start_at >= from_at and start_at < to_at
    union all
    select unit_code, (end_at at time zone 'Europe/Kyiv')::date, 0, 1
    from holding where end_at >= from_at and end_at < to_at
  ), stepped as (
    select unit_code, day, sum(issues) as issues, sum(returns) as returns from step group by unit_code, day
  ), imported as (
    select distinct unit_code, (recorded_at at time zone 'Europe/Kyiv')::date as day
    from custody where recorded_at >= from_at and recorded_at < to_at
  ), record as (
    select before.* from unit cross join lateral (
      select unit_code, day, strength - equipped as gap from ${COVERAGE_ROWS} r
      where r.unit_code = unit.unit_code and day < $1::date order by day desc limit 1
    ) before
    union all
    select unit_code, day, strength - equipped from ${COVERAGE_ROWS} unit_coverage join unit using (unit_code)
    where day >= $1::date and day <= $2::date
  ), grown as (
    select unit_code, day, gap - lag(gap) over (partition by unit_code order by day) as grown from record
  ), other as (
    select coalesce(change.grown, 0) + coalesce(change.issues, 0) - coalesce(change.returns, 0) as opened
    from (
      select * from (select * from grown where day >= $1::date) grown full join stepped using (unit_code, day)
    ) change
    where exists (select from record r where r.unit_code = change.unit_code and r.day < change.day)
      and not exists (select from imported i where i.unit_code = change.unit_code and i.day = change.day)
  )
  select (select coalesce(sum(issues), 0)::int from stepped) as issues,
    (select coalesce(sum(returns), 0)::int from stepped) as returns,
    (select coalesce(sum(opened) filter (where opened > 0), 0)::int from other) as opened,
    (select coalesce(sum(-opened) filter (where opened < 0), 0)::int from other) as closed,
    (select (min(registered_at) at time zone 'Europe/Kyiv')::date::text from ${CAMERA_ROWS} camera
     where $3 = '' or oblast_code = $3) as since`;
