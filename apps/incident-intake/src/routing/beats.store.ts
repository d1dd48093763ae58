import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  prepared,
  rows,
  runStep,
  type Database,
  type EntityManager,
  type Rights,
  type Step,
} from '@safe-community/database';
import { deputyAssignment, responsibleAssignment, unavailable } from '@safe-community/domain-kit';
import type { Rerouted } from '../incident/module.ts';
import { lastRoles, rosterOf, type Beat, type BeatAssignment, type OfficerService, type Roster } from './roster.ts';

/** The officers on each beat, from the registry's events. */
export const BeatOfficer = defineEntity({
  name: 'BeatOfficer',
  tableName: 'beat_officer',
  properties: {
    hromadaCode: p.string().primary(),
    /** Empty for the whole hromada. */
    districtCode: p.string().primary(),
    officerId: p.uuid().primary(),
    role: p.enum(['primary', 'deputy'] as const),
    /** In active service. */
    active: p.boolean(),
    /** Of several deputies, the one who was assigned first is responsible. */
    assignedAt: p.datetime(),
  },
});

/** Why another officer is responsible. */
export type RoutingCause = Rerouted['cause'];

export const BEAT_RIGHTS: Rights = {
  beat_officer: {
    insert: true,
    update: ['role', 'active', 'assigned_at'],
    delete: true,
    reader: { columns: ['hromada_code', 'district_code', 'officer_id', 'role', 'active', 'assigned_at'] },
  },
  changed_beats: { insert: true, update: ['cause'], delete: true },
};

/** The responsible officers, in memory: there are few beats, and every report needs one. */
export interface StoredBeats {
  /** The officer who is responsible for a place; empty if nobody is. Throws UNAVAILABLE before `load`. */
  responsible(hromadaCode: string, districtCode: string): string;
  /** The deputy of the responsible officer; empty if none is in service. */
  deputy(hromadaCode: string, districtCode: string, responsibleOfficerId: string): string;
  /** Reads all beats: at the start, and after each batch of events, whichever replica applied it. */
  load(): Promise<void>;
}

export function storedBeats(database: Database): StoredBeats {
  let roster: Roster | undefined;
  const assignmentsOf = (hromadaCode: string): readonly BeatAssignment[] => {
    // Otherwise a report right after the start would be routed to nobody.
    if (roster === undefined) throw unavailable('the service is starting');
    return roster.get(hromadaCode) ?? [];
  };
  return {
    responsible: (hromadaCode, districtCode) =>
      responsibleAssignment(assignmentsOf(hromadaCode), districtCode)?.officerId ?? '',
    deputy: (hromadaCode, districtCode, responsible) =>
      deputyAssignment(assignmentsOf(hromadaCode), districtCode, responsible)?.officerId ?? '',
    async load() {
      roster = await readRoster(database.em.fork());
    },
  };
}

/** The beats as they are stored now. */
export async function readRoster(em: EntityManager): Promise<Roster> {
  return rosterOf(await em.findAll(BeatOfficer, { disableIdentityMap: true }));
}

// Unique among the advisory locks of the database.
const BEATS_LOCK = 4_801_267;

/**
 * Keeps incidents with their officers until the commit. Otherwise a re-routing that has read the former beats could
 * move incidents back to an officer who was just replaced.
 */
const LOCK_BEATS: Step = { statement: prepared('select pg_advisory_xact_lock($1)'), values: [BEATS_LOCK] };

/** The same, unless another transaction has the lock. */
export async function tryLockBeats(tx: EntityManager): Promise<boolean> {
  const [row] = await rows<{ locked: boolean }>(tx, 'select pg_try_advisory_xact_lock($1) as locked', [BEATS_LOCK]);
  return row?.locked === true;
}

/** Stores assignments, oldest first, by a few statements however many they are. */
export function saveAssignments(assignments: readonly BeatAssignment[]): Step[] {
  return [
    LOCK_BEATS,
    removePrimaries(assignments.filter(({ role }) => role === 'primary')),
    putOnBeats(lastRoles(assignments)),
    saveActivity(new Map(assignments.map(({ officerId, active }) => [officerId, active]))),
    markChanged(assignments.map(({ hromadaCode }) => hromadaCode)),
  ];
}

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
 * Deletes all assignments, before a rebuild from the registry's ledger creates them again. Afterwards the open
 * incidents of all these places are checked: an assignment may be gone.
 */
export async function forgetBeats(tx: EntityManager): Promise<void> {
  await runStep(tx, LOCK_BEATS);
  await rows(tx, FORGET);
}

/** A beat has one primary: the former one leaves it. */
function removePrimaries(beats: readonly Beat[]): Step {
  const values = [beats.map(({ hromadaCode }) => hromadaCode), beats.map(({ districtCode }) => districtCode)];
  return { statement: REMOVE_PRIMARIES, values };
}

const REMOVE_PRIMARIES = prepared(`
  delete from beat_officer b using unnest($1::text[], $2::text[]) as taken (hromada_code, district_code)
  where b.role = 'primary' and b.hromada_code = taken.hromada_code and b.district_code = taken.district_code`);

function putOnBeats(assignments: readonly BeatAssignment[]): Step {
  const values = [
    assignments.map(({ hromadaCode }) => hromadaCode),
    assignments.map(({ districtCode }) => districtCode),
    assignments.map(({ officerId }) => officerId),
    assignments.map(({ role }) => role),
    assignments.map(({ active }) => active),
    assignments.map(({ assignedAt }) => assignedAt),
  ];
  return { statement: PUT_ON_BEATS, values };
}

const PUT_ON_BEATS = prepared(`
  insert into beat_officer (hromada_code, district_code, officer_id, role, active, assigned_at)
  select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::boolean[], $6::timestamptz[])
  on conflict (hromada_code, district_code, officer_id)
  do update set role = excluded.role, active = excluded.active, assigned_at = excluded.assigned_at`);

/** An officer is in service, or not, on all beats at once. */
function saveActivity(activity: ReadonlyMap<string, boolean>): Step {
  return { statement: SAVE_ACTIVITY, values: [[...activity.keys()], [...activity.values()]] };
}

function takeOffBeats(officerIds: readonly string[]): Step {
  return { statement: TAKE_OFF_BEATS, values: [officerIds] };
}

function markChanged(hromadaCodes: readonly string[]): Step {
  return { statement: MARK_CHANGED, values: [hromadaCodes] };
}

/**
 * Marks hromadas where the responsible officer may have changed, until all their open incidents are checked. Requires
 * the lock of the beats.
 */
function marking(hromadas: string, cause: RoutingCause): string {
  return `
    insert into changed_beats (hromada_code, cause) select distinct hromada_code, '${cause}' from ${hromadas}
    on conflict (hromada_code) do update set cause = excluded.cause`;
}

const SAVE_ACTIVITY = prepared(`
  with changed as (
    update beat_officer b set active = received.active
    from unnest($1::uuid[], $2::boolean[]) as received (officer_id, active)
    where b.officer_id = received.officer_id and b.active <> received.active
    returning b.hromada_code
  ) ${marking('changed', 'officer_state_changed')}`);

const TAKE_OFF_BEATS = prepared(`
  with changed as (delete from beat_officer where officer_id = any($1::uuid[]) returning hromada_code)
  ${marking('changed', 'officer_state_changed')}`);

const MARK_CHANGED = prepared(marking('unnest($1::text[]) as hromada_code', 'beat_changed'));

const FORGET = prepared(`
  with changed as (delete from beat_officer returning hromada_code) ${marking('changed', 'beat_changed')}`);

interface Changed {
  readonly hromada_code: string;
}

export async function changedBeats(tx: EntityManager): Promise<Map<string, RoutingCause>> {
  const found = await rows<Changed & { cause: RoutingCause }>(tx, 'select * from changed_beats');
  return new Map(found.map(({ hromada_code, cause }) => [hromada_code, cause]));
}

export async function forgetChanged(tx: EntityManager, hromadaCodes: readonly string[]): Promise<void> {
  await rows(tx, 'delete from changed_beats where hromada_code = any($1)', [hromadaCodes]);
}
