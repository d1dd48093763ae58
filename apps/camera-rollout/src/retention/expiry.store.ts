import { earlierTime, rows, type EntityManager, type Rights } from '@safe-community/database';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import { stateAfter, type ExpiryState } from './expiry-steps.ts';
import type { ExpiryStep, Retained } from './expiry.ts';
import { HEADLESS } from '../custody/module.ts';
import { FROZEN } from './freeze.store.ts';
import type { Limits } from './retention-policy.ts';
import { lockUnread, RECORDING_ROWS, stopVerifying } from '../recordings/module.ts';

export const EXPIRY_TABLES: readonly string[] = [
  // A recording without a row is kept, and no step was ever taken.
  `create table recording_expiry (
     recording_id uuid primary key references recording,
     state text not null check (state in ('kept', 'announced', 'expired', 'deleted')),
     -- of an announced one
     expires_on date,
     -- the last day, of an expired one
     restorable_until date,
     -- the clock starts on this day at the earliest, since the recording was restored
     clock_from date,
     state_since timestamptz not null,
     check ((state = 'announced') = (expires_on is not null)),
     check ((state = 'expired') = (restorable_until is not null))
   )`,
  // Needed by LIST_EXPIRING (expiry-list.store.ts).
  `create index recording_expiry_open on recording_expiry (recording_id) where state in ('announced', 'expired')`,
  // How far the run of a day has come: one row.
  `create table retention_run (
     is_only boolean primary key default true check (is_only),
     day date not null,
     started_at timestamptz not null,
     -- the last recording of the portions that are done
     after uuid,
     done boolean not null
   )`,
  `insert into retention_run (day, started_at, done) values ('2000-01-01', '2000-01-01', true)`,
];

/** What other modules may join. */
export const EXPIRY_ROWS = '(select recording_id, state, state_since from recording_expiry)';

export const EXPIRY_RIGHTS: Rights = {
  recording_expiry: {
    insert: true,
    update: ['state', 'expires_on', 'restorable_until', 'clock_from', 'state_since'],
    reader: { columns: ['recording_id', 'state', 'expires_on', 'restorable_until', 'state_since'] },
  },
  retention_run: {
    update: ['day', 'started_at', 'after', 'done'],
    reader: { columns: ['day', 'started_at', 'after', 'done'] },
  },
};

/** `$1` to `$5`: the limits of each category. */
export const LIMITS = `
  limits as (
    select * from unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[])
      as limits (category, recorded, recorded_confirmed, uploaded, uploaded_confirmed)
  )`;

export function limitValues(limits: readonly Limits[]): unknown[] {
  return [
    limits.map(({ category }) => category),
    limits.map(({ recorded }) => recorded.all ?? null),
    limits.map(({ recorded }) => recorded.confirmed ?? null),
    limits.map(({ uploaded }) => uploaded.all ?? null),
    limits.map(({ uploaded }) => uploaded.confirmed ?? null),
  ];
}

/** Of the recording `r`, its expiry `e`, and the limits of its category `l`: the first day that no policy covers. */
export const ENDS = `
  lateral (
    select greatest((r.started_at at time zone 'Europe/Kyiv')::date, e.clock_from) as recorded_on,
      greatest((r.uploaded_at at time zone 'Europe/Kyiv')::date, e.clock_from) as uploaded_on
  ) clock,
  lateral (
    select greatest(recorded_on + l.recorded, uploaded_on + l.uploaded) + 1 as all_on,
      greatest(recorded_on + l.recorded_confirmed, uploaded_on + l.uploaded_confirmed) + 1 as confirmed_on
  ) ends`;

/** The longest policy wins, and nothing expires unless it is confirmed. */
export const DUE_ON = 'case when confirmed_on = all_on then all_on end';

export const LIMITS_OF_R = `
  limits l on l.category = case when exists (select from limits named where named.category = r.category)
    then r.category else '' end`;

/** The run that is to be done, locked; undefined while another replica does it. */
export async function lockRun(tx: EntityManager): Promise<Run | undefined> {
  const [run] = await rows<Run>(tx, `${RUN} for update skip locked`);
  return run;
}

/** Whether the run of a day is done, and no rule was set since it began. */
export async function isRunDone(em: EntityManager, day: Day): Promise<boolean> {
  const [run] = await rows<Run>(em, RUN);
  return run !== undefined && isDoneOn(run, day);
}

export function isDoneOn(run: Run, day: Day): boolean {
  return run.done && run.day >= day && !run.outdated;
}

interface Run {
  readonly day: Day;
  readonly after: string | null;
  readonly done: boolean;
  /** A rule was set after it began. */
  readonly outdated: boolean;
}

const RUN = `
  select day::text, after, done, started_at < (
    select greatest((select max(recorded_at) from retention_policy), (select max(recorded_at) from expiry_term))
  ) is true as outdated
  from retention_run`;

/** Begins the run of a day. */
export async function beginRun(tx: EntityManager, day: Day, now: Date): Promise<void> {
  await rows(tx, 'update retention_run set day = $1, started_at = $2, after = null, done = false', [day, now]);
}

export async function saveRun(tx: EntityManager, after: string | null, done: boolean): Promise<void> {
  await rows(tx, 'update retention_run set after = $1, done = $2', [after, done]);
}

/** The day by the clock of the service and by that of the database: a wrong clock must not expire early. */
export async function dayOfRun(em: EntityManager, now: Date): Promise<Day> {
  return kyivDay(await earlierTime(em, now));
}

/** A part of the recordings, as far as the run looks at them. */
interface Scanned {
  /** The last of the part; null if there is none. */
  readonly last: string | null;
  readonly count: number;
  /** The first of those for which a step may be due, in their order. */
  readonly recordingIds: readonly string[];
}

/**
 * Looks at the recordings after an id, without locks.
 *
 * @param most how many it looks at.
 * @param mostDue after how many due ones it ends.
 */
export async function scan(
  em: EntityManager,
  limits: readonly Limits[],
  horizon: Day,
  after: string | null,
  { most, mostDue }: { readonly most: number; readonly mostDue: number },
): Promise<Scanned> {
  const [found] = await rows<Scanned>(em, SCAN, [...limitValues(limits), horizon, after ?? NONE, most, mostDue]);
  if (found === undefined) throw new Error('a scan returns one row');
  return found;
}

const NONE = '00000000-0000-0000-0000-000000000000';

const SCAN = `
  with ${LIMITS}, part as materialized (
    select recording_id from ${RECORDING_ROWS} recording where recording_id > $7::uuid order by recording_id limit $8
  ), due as (
    select r.recording_id
    from ${RECORDING_ROWS} r left join recording_expiry e using (recording_id) join ${LIMITS_OF_R}, ${ENDS}
    where r.recording_id > $7::uuid
      and r.recording_id <= (select recording_id from part order by recording_id desc limit 1)
      and coalesce(e.state, 'kept') <> 'deleted'
      and (coalesce(e.state, 'kept') <> 'kept' or ${DUE_ON} <= $6::date)
    order by r.recording_id limit $9
  )
  select (select recording_id from part order by recording_id desc limit 1) as last,
    (select count(*) from part)::int as count,
    array(select recording_id::text from due order by recording_id) as "recordingIds"`;

/** A locked recording with what its next step depends on. */
export interface RetainedRecording extends Retained {
  readonly recordingId: string;
  readonly oblastCode: string;
  readonly hromadaCode: string;
  readonly category: string;
  readonly storeReference: string;
  readonly sha256: string;
  readonly isFrozen: boolean;
  /** Its chain of custody has lost its head: it is frozen, and nothing can be appended. */
  readonly isHeadless: boolean;
}

/** Locks recordings in the order of their ids, then reads them; unknown ones are missing. Without limits, none is due. */
export async function lockRetained(
  tx: EntityManager,
  limits: readonly Limits[],
  recordingIds: readonly string[],
): Promise<RetainedRecording[]> {
  await lockUnread(tx, recordingIds);
  // What was committed before the locks may be missing in the snapshot of the statement above.
  const found = await rows<RetainedRow>(tx, READ, [...limitValues(limits), recordingIds]);
  return found.map(({ due_on, expires_on, restorable_until, ...row }) => ({
    recordingId: row.recording_id,
    oblastCode: row.oblast_code,
    hromadaCode: row.hromada_code,
    category: row.category,
    storeReference: row.store_reference,
    sha256: row.sha256,
    state: row.state,
    dueOn: due_on ?? undefined,
    expiresOn: expires_on ?? undefined,
    restorableUntil: restorable_until ?? undefined,
    isFrozen: row.frozen,
    isHeadless: row.headless,
  }));
}

const READ = `
  with ${LIMITS}
  select r.recording_id, r.oblast_code, r.hromada_code, r.category, r.store_reference,
    encode(r.sha256, 'hex') as sha256, coalesce(e.state, 'kept') as state, (${DUE_ON})::text as due_on,
    e.expires_on::text as expires_on, e.restorable_until::text as restorable_until, ${FROZEN} as frozen,
    ${HEADLESS} as headless
  from ${RECORDING_ROWS} r left join recording_expiry e using (recording_id) left join ${LIMITS_OF_R}, ${ENDS}
  where r.recording_id = any ($6::uuid[]) order by r.recording_id`;

interface RetainedRow {
  readonly recording_id: string;
  readonly oblast_code: string;
  readonly hromada_code: string;
  readonly category: string;
  readonly store_reference: string;
  readonly sha256: string;
  readonly state: ExpiryState;
  readonly due_on: Day | null;
  readonly expires_on: Day | null;
  readonly restorable_until: Day | null;
  readonly frozen: boolean;
  readonly headless: boolean;
}

/** A recording and its step. */
export interface TakenStep {
  readonly recording: RetainedRecording;
  readonly step: ExpiryStep;
  /** The day from which the clock counts again, if a person restored it. */
  readonly clockFrom?: Day;
}

export async function saveSteps(tx: EntityManager, steps: readonly TakenStep[], at: Date): Promise<void> {
  if (steps.length === 0) return;
  await rows(tx, SAVE_STEPS, [
    steps.map(({ recording }) => recording.recordingId),
    steps.map(stateEntered),
    steps.map(({ step }) => (step.kind === 'announce' ? step.expiresOn : null)),
    steps.map(({ step }) => (step.kind === 'expire' ? step.restorableUntil : null)),
    steps.map(({ clockFrom }) => clockFrom ?? null),
    at,
  ]);
  const deleted = steps.filter(({ step }) => step.kind === 'delete').map(({ recording }) => recording.recordingId);
  if (deleted.length > 0) await stopVerifying(tx, deleted);
}

function stateEntered({ recording, step }: TakenStep): ExpiryState {
  const state = stateAfter(recording.state, step.kind);
  if (state === undefined) throw new Error(`a recording that is ${recording.state} cannot take the step ${step.kind}`);
  return state;
}

const SAVE_STEPS = `
  insert into recording_expiry (recording_id, state, expires_on, restorable_until, clock_from, state_since)
  select *, $6::timestamptz from unnest($1::uuid[], $2::text[], $3::date[], $4::date[], $5::date[])
  on conflict (recording_id) do update set (state, expires_on, restorable_until, clock_from, state_since) =
    (excluded.state, excluded.expires_on, excluded.restorable_until,
      coalesce(excluded.clock_from, recording_expiry.clock_from), excluded.state_since)`;
