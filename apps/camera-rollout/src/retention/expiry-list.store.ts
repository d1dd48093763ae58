import { rows, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { RECORDING_ROWS } from '../recordings/module.ts';
import type { ExpiryState } from './expiry-steps.ts';
import { DUE_ON, ENDS, LIMITS, LIMITS_OF_R, limitValues } from './expiry.store.ts';
import { FROZEN } from './freeze.store.ts';
import type { Limits } from './retention-policy.ts';

/** A recording whose retention ends or has ended. Days are empty if it has none. */
export interface ExpiringRecording {
  readonly recordingId: string;
  readonly oblastCode: string;
  readonly category: string;
  readonly state: ExpiryState;
  readonly dueOn: Day;
  readonly expiresOn: Day;
  readonly restorableUntil: Day;
  readonly frozen: boolean;
}

const COLUMNS = `
  r.recording_id as "recordingId", r.oblast_code as "oblastCode", r.category, coalesce(e.state, 'kept') as state,
  coalesce((${DUE_ON})::text, '') as "dueOn", coalesce(e.expires_on::text, '') as "expiresOn",
  coalesce(e.restorable_until::text, '') as "restorableUntil", ${FROZEN} as frozen`;

export interface ExpiringFilter {
  /** Patterns of the oblast codes that the caller may see. */
  readonly visible: readonly string[];
  /** Empty for all. */
  readonly oblastCode: string;
  /** Announced, expired, or both. */
  readonly states: readonly ExpiryState[];
}

/** Announced and expired recordings by id. */
export function listExpiring(
  em: EntityManager,
  limits: readonly Limits[],
  { visible, oblastCode, states }: ExpiringFilter,
  after: string | undefined,
  most: number,
): Promise<ExpiringRecording[]> {
  const values = [...limitValues(limits), visible, oblastCode, states, after ?? null, most];
  return rows<ExpiringRecording>(em, LIST_EXPIRING, values);
}

const LIST_EXPIRING = `
  with ${LIMITS}
  select ${COLUMNS}
  from recording_expiry e join ${RECORDING_ROWS} r using (recording_id) join ${LIMITS_OF_R}, ${ENDS}
  where e.state in ('announced', 'expired') and e.state = any ($8::text[]) and r.oblast_code like any ($6::text[])
    and ($7 = '' or r.oblast_code = $7) and ($9::uuid is null or e.recording_id > $9)
  order by e.recording_id limit $10`;

/** What a preview compares: recordings that are due by `limits` and, if they are given, not by the present ones. */
export interface Preview {
  readonly limits: readonly Limits[];
  /** Undefined to preview nothing but the present ones. */
  readonly present: readonly Limits[] | undefined;
  readonly day: Day;
}

const DUE = `
  from ${RECORDING_ROWS} r left join recording_expiry e using (recording_id) join ${LIMITS_OF_R}
    left join present p on p.category = case when exists (select from present named where named.category = r.category)
      then r.category else '' end, ${ENDS}
  where coalesce(e.state, 'kept') <> 'deleted' and ${DUE_ON} <= $6::date
    and (
      greatest(recorded_on + p.recorded, uploaded_on + p.uploaded) + 1 <= $6::date
      and greatest(recorded_on + p.recorded, uploaded_on + p.uploaded)
        = greatest(recorded_on + p.recorded_confirmed, uploaded_on + p.uploaded_confirmed)
    ) is not true`;

const WITH = `
  with ${LIMITS}, present as (
    select * from unnest($7::text[], $8::int[], $9::int[], $10::int[], $11::int[])
      as present (category, recorded, recorded_confirmed, uploaded, uploaded_confirmed)
  )`;

function valuesOf({ limits, present, day }: Preview): unknown[] {
  return [...limitValues(limits), day, ...limitValues(present ?? [])];
}

/** The recordings that are due, by id. */
export function listDue(
  em: EntityManager,
  preview: Preview,
  after: string | undefined,
  most: number,
): Promise<ExpiringRecording[]> {
  return rows<ExpiringRecording>(em, LIST_DUE, [...valuesOf(preview), after ?? null, most]);
}

const LIST_DUE = `${WITH}
  select ${COLUMNS} ${DUE} and ($12::uuid is null or r.recording_id > $12) order by r.recording_id limit $13`;

export interface DueTotals {
  readonly recordings: number;
  readonly bytes: number;
  readonly frozen: number;
}

/** All recordings of such a list. */
export async function countDue(em: EntityManager, preview: Preview): Promise<DueTotals> {
  const [totals] = await rows<DueTotals>(em, COUNT_DUE, valuesOf(preview));
  return totals ?? { recordings: 0, bytes: 0, frozen: 0 };
}

const COUNT_DUE = `${WITH}
  select count(*)::int as recordings, coalesce(sum(r.size_bytes), 0)::float8 as bytes,
    (count(*) filter (where ${FROZEN}))::int as frozen
  ${DUE}`;
