import { prepared, type Rights, type Step } from '@safe-community/database';
import type { AssignmentEnd, BeatChanges } from './beat.ts';

export const BEAT_TABLES: readonly string[] = [
  // Null columns: only the end is known so far.
  `create table beat_tenure (
     assignment_id uuid primary key,
     beat_id uuid,
     hromada_code text,
     officer_id uuid,
     starts_at timestamptz,
     -- as planned at the start
     ends_at timestamptz not null default 'infinity',
     -- as decided later
     ended_at timestamptz not null default 'infinity'
   )`,
  // Needed by VACATE (beats.store.ts).
  `create index beat_tenure_of_beat on beat_tenure (beat_id)`,
  // Needed by TALLY (scorecard.store.ts).
  `create index beat_tenure_by_end on beat_tenure (least(ends_at, ended_at))`,
];

export const BEAT_RIGHTS: Rights = {
  beat_tenure: {
    rebuiltFrom: 'officers',
    insert: true,
    update: ['beat_id', 'hromada_code', 'officer_id', 'starts_at', 'ends_at', 'ended_at'],
    delete: true,
    reader: {
      columns: ['beat_id', 'hromada_code', 'officer_id', 'starts_at', 'ends_at', 'ended_at'],
    },
  },
};

/** What other modules may join: who has, had, or will have which hromada. */
export const TENURE_ROWS = '(select hromada_code, officer_id, starts_at, ends_at, ended_at from beat_tenure)';

export function saveBeats({ appointments, vacancies }: BeatChanges): Step[] {
  const vacated = [vacancies.map(({ beatId }) => beatId), vacancies.map(({ officerId }) => officerId ?? null)];
  // One statement cannot write a row twice.
  const last = [...new Map(appointments.map((each) => [each.assignmentId, each])).values()];
  const appointed = [
    last.map(({ assignmentId }) => assignmentId),
    last.map(({ beatId }) => beatId),
    last.map(({ hromadaCode }) => hromadaCode),
    last.map(({ officerId }) => officerId),
    last.map(({ startsAt }) => startsAt),
    last.map(({ endsAt }) => endsAt ?? 'infinity'),
  ];
  return [
    { statement: VACATE, values: vacated },
    { statement: APPOINT, values: appointed },
  ];
}

const VACATE = prepared(`
  delete from beat_tenure t using unnest($1::uuid[], $2::uuid[]) as v (beat_id, officer_id)
  where t.beat_id = v.beat_id and t.officer_id = coalesce(v.officer_id, t.officer_id)`);

const APPOINT = prepared(`
  insert into beat_tenure (assignment_id, beat_id, hromada_code, officer_id, starts_at, ends_at)
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[],
    $6::timestamptz[])
  on conflict (assignment_id) do update set beat_id = excluded.beat_id, hromada_code = excluded.hromada_code,
    officer_id = excluded.officer_id, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at`);

export function saveEnds(ends: readonly AssignmentEnd[]): Step {
  const last = [...new Map(ends.map((end) => [end.assignmentId, end])).values()];
  return {
    statement: SAVE_ENDS,
    values: [last.map(({ assignmentId }) => assignmentId), last.map(({ endsAt }) => endsAt)],
  };
}

const SAVE_ENDS = prepared(`
  insert into beat_tenure (assignment_id, ended_at) select * from unnest($1::uuid[], $2::timestamptz[])
  on conflict (assignment_id) do update set ended_at = excluded.ended_at`);
