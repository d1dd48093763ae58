import { prepared, rows, runStep, type EntityManager, type Step } from '@safe-community/database';
import { BEATS_LOCK, marking } from './beats.store.ts';
import { lastRoles, type Beat, type BeatAssignment, type OfficerService } from './roster.ts';

/**
 * Keeps incidents with their officers until the commit. Otherwise a re-routing that has read the former beats could
 * move incidents back to an officer who was just replaced.
 */
const LOCK_BEATS: Step = { statement: prepared('select pg_advisory_xact_lock($1)'), values: [BEATS_LOCK] };

export async function lockBeats(tx: EntityManager): Promise<void> {
  await runStep(tx, LOCK_BEATS);
}

/** An assignment, and whether its event had no ids: it then replaces the former primary. */
export interface ReceivedAssignment {
  readonly assignment: BeatAssignment;
  readonly isDerived: boolean;
  /** What the beat of an event without ids covers. */
  readonly unitCode: string;
}

/** Stores assignments, oldest first, by a few statements however many they are. */
export function saveAssignments(received: readonly ReceivedAssignment[]): Step[] {
  const derived = received.filter(({ isDerived }) => isDerived);
  const former = lastRoles(derived.map(({ assignment }) => assignment));
  const assignments = [...former, ...newest(received.filter(({ isDerived }) => !isDerived))];
  return [
    LOCK_BEATS,
    removePrimaries(former),
    addCoverage(
      derived.map(({ assignment: { beatId, hromadaCode }, unitCode }) => ({
        beatId,
        hromadaCode,
        unitCodes: [unitCode],
      })),
    ),
    putOnBeats(assignments),
    saveActivity(new Map(received.map(({ assignment: { officerId, active } }) => [officerId, active]))),
    addBoundaries(assignments.flatMap(boundariesOf)),
    markChanged(assignments.map(({ hromadaCode }) => hromadaCode)),
  ];
}

/** Marks hromadas whose open incidents are to be checked at some times; those that have passed at once. */
export function atBoundaries(boundaries: readonly Boundary[]): Step[] {
  return [LOCK_BEATS, addBoundaries(boundaries)];
}

/** One statement cannot write a row twice. */
function newest(received: readonly ReceivedAssignment[]): BeatAssignment[] {
  return [...new Map(received.map(({ assignment }) => [assignment.assignmentId, assignment])).values()];
}

interface Boundary {
  readonly at: Date;
  readonly hromadaCode: string;
}

function boundariesOf({ hromadaCode, startsAt, endsAt }: BeatAssignment): Boundary[] {
  return [startsAt, ...(endsAt === undefined ? [] : [endsAt])].map((at) => ({ at, hromadaCode }));
}

export interface AssignmentEnd {
  readonly assignmentId: string;
  readonly hromadaCode: string;
  readonly endsAt: Date;
}

/** Stores the ends of assignments, oldest first. */
export function saveEnds(ends: readonly AssignmentEnd[]): Step[] {
  const last = [...new Map(ends.map((end) => [end.assignmentId, end])).values()];
  return [
    LOCK_BEATS,
    { statement: SAVE_ENDS, values: [last.map(({ assignmentId }) => assignmentId), last.map(({ endsAt }) => endsAt)] },
    addBoundaries(last.map(({ hromadaCode, endsAt }) => ({ at: endsAt, hromadaCode }))),
    markChanged(last.map(({ hromadaCode }) => hromadaCode)),
  ];
}

const SAVE_ENDS = prepared(`
  update beat_staffing s set ends_at = e.ends_at from unnest($1::uuid[], $2::timestamptz[]) as e (id, ends_at)
  where s.assignment_id = e.id`);

/** Stores what beats cover, oldest first; a retired beat covers nothing. */
export function saveBeats(beats: readonly Beat[]): Step[] {
  const last = [...new Map(beats.map((beat) => [beat.beatId, beat])).values()];
  return [
    LOCK_BEATS,
    { statement: REMOVE_COVERAGE, values: [last.map(({ beatId }) => beatId)] },
    addCoverage(last),
    markChanged(last.map(({ hromadaCode }) => hromadaCode)),
  ];
}

const REMOVE_COVERAGE = prepared('delete from beat_coverage where beat_id = any($1::uuid[])');

function addCoverage(beats: readonly Beat[]): Step {
  const units = beats.flatMap(({ beatId, hromadaCode, unitCodes }) =>
    unitCodes.map((unitCode) => ({ beatId, hromadaCode, unitCode })),
  );
  const values = [
    units.map(({ beatId }) => beatId),
    units.map(({ unitCode }) => unitCode),
    units.map(({ hromadaCode }) => hromadaCode),
  ];
  return { statement: ADD_COVERAGE, values };
}

const ADD_COVERAGE = prepared(`
  insert into beat_coverage (beat_id, unit_code, hromada_code) select * from unnest($1::uuid[], $2::text[], $3::text[])
  on conflict do nothing`);

/**
 * Stores changes of officers' states, oldest first, by a few statements however many they are. Nothing is stored for an
 * officer without a beat: the event of an assignment contains the state of that time.
 */
export function saveService(changes: readonly OfficerService[]): Step[] {
  return [
    LOCK_BEATS,
    saveActivity(new Map(changes.map(({ officerId, active }) => [officerId, active]))),
    // A dismissal is the only event about the end of the officer's assignments.
    takeOffBeats(changes.filter(({ dismissed }) => dismissed).map(({ officerId }) => officerId)),
  ];
}

/**
 * Deletes all beats and assignments, before a rebuild from the registry's ledger creates them again. Afterwards the open
 * incidents of all these places are checked: an assignment may be gone.
 */
export async function forgetBeats(tx: EntityManager): Promise<void> {
  await lockBeats(tx);
  await rows(tx, FORGET);
  await rows(tx, 'delete from beat_coverage');
  await rows(tx, 'delete from beat_boundary');
}

/** A beat has one primary: the former one leaves it. */
function removePrimaries(assignments: readonly BeatAssignment[]): Step {
  const beatIds = assignments.filter(({ role }) => role === 'primary').map(({ beatId }) => beatId);
  return { statement: REMOVE_PRIMARIES, values: [beatIds] };
}

const REMOVE_PRIMARIES = prepared(`
  delete from beat_staffing where role = 'primary' and beat_id = any($1::uuid[])`);

function putOnBeats(assignments: readonly BeatAssignment[]): Step {
  const values = [
    assignments.map(({ assignmentId }) => assignmentId),
    assignments.map(({ beatId }) => beatId),
    assignments.map(({ hromadaCode }) => hromadaCode),
    assignments.map(({ officerId }) => officerId),
    assignments.map(({ role }) => role),
    assignments.map(({ deputyOrder }) => deputyOrder),
    assignments.map(({ active }) => active),
    assignments.map(({ startsAt }) => startsAt),
    assignments.map(({ endsAt }) => endsAt ?? null),
  ];
  return { statement: PUT_ON_BEATS, values };
}

const PUT_ON_BEATS = prepared(`
  insert into beat_staffing
    (assignment_id, beat_id, hromada_code, officer_id, role, deputy_order, active, starts_at, ends_at)
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::integer[], $7::boolean[],
    $8::timestamptz[], $9::timestamptz[])
  on conflict (assignment_id) do update set role = excluded.role, deputy_order = excluded.deputy_order,
    active = excluded.active, starts_at = excluded.starts_at, ends_at = excluded.ends_at`);

/** An officer is in service, or not, on all beats at once. */
function saveActivity(activity: ReadonlyMap<string, boolean>): Step {
  return { statement: SAVE_ACTIVITY, values: [[...activity.keys()], [...activity.values()]] };
}

function takeOffBeats(officerIds: readonly string[]): Step {
  return { statement: TAKE_OFF_BEATS, values: [officerIds] };
}

function addBoundaries(boundaries: readonly Boundary[]): Step {
  return {
    statement: ADD_BOUNDARIES,
    values: [boundaries.map(({ at }) => at), boundaries.map(({ hromadaCode }) => hromadaCode)],
  };
}

const ADD_BOUNDARIES = prepared(`
  insert into beat_boundary (at, hromada_code) select * from unnest($1::timestamptz[], $2::text[])
  on conflict do nothing`);

function markChanged(hromadaCodes: readonly string[]): Step {
  return { statement: MARK_CHANGED, values: [hromadaCodes] };
}

const SAVE_ACTIVITY = prepared(`
  with changed as (
    update beat_staffing s set active = received.active
    from unnest($1::uuid[], $2::boolean[]) as received (officer_id, active)
    where s.officer_id = received.officer_id and s.active <> received.active
    returning s.hromada_code
  ) ${marking('changed', 'officer_state_changed')}`);

const TAKE_OFF_BEATS = prepared(`
  with changed as (delete from beat_staffing where officer_id = any($1::uuid[]) returning hromada_code)
  ${marking('changed', 'officer_state_changed')}`);

const MARK_CHANGED = prepared(marking('unnest($1::text[]) as hromada_code', 'beat_changed'));

const FORGET = prepared(`
  with changed as (delete from beat_staffing returning hromada_code) ${marking('changed', 'beat_changed')}`);
