import { rows, type EntityManager } from '@safe-community/database';
import type { Day, Window } from '@safe-community/domain-kit';

/** What the window has seen of the rollout. */
export interface ObservedRollout {
  readonly issues: number;
  /** Cameras that an officer had and no longer has. */
  readonly returns: number;
  /** The day on which the first camera was registered. */
  readonly recordedSince: Day | undefined;
}

/** @param oblastCode empty for the country. */
export async function observeRollout(
  em: EntityManager,
  { start, end }: Window,
  oblastCode: string,
): Promise<ObservedRollout> {
  const [found] = await rows<{ issues: number; returns: number; since: Day | null }>(em, OBSERVED, [
    start,
    end,
    oblastCode,
  ]);
  return { issues: found?.issues ?? 0, returns: found?.returns ?? 0, recordedSince: found?.since ?? undefined };
}

const OBSERVED = `
  with period as (
    select $1::date::timestamp at time zone 'Europe/Kyiv' as start_at,
      ($2::date + 1)::timestamp at time zone 'Europe/Kyiv' as end_at
  )
  select
    (select count(*)::int from camera_custody custody, period
     where state = 'issued' and custody.start_at >= period.start_at and custody.start_at < period.end_at
       and ($3 = '' or oblast_code = $3)) as issues,
    (select count(*)::int from camera_custody custody, period
     where state = 'issued' and custody.end_at >= period.start_at and custody.end_at < period.end_at
       and ($3 = '' or oblast_code = $3)) as returns,
    (select (min(registered_at) at time zone 'Europe/Kyiv')::date::text from camera
     where $3 = '' or oblast_code = $3) as since`;
