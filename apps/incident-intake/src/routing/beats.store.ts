import {
  prepared,
  rows,
  runSteps,
  toDate,
  toOptionalDate,
  type Database,
  type EntityManager,
} from '@safe-community/database';
import {
  decidedDistricts,
  deputyOfficer,
  kyivDay,
  resolvePlace,
  responsibleOfficer,
  servedPlace,
  unavailable,
  type BeatRole,
  type DecidedDistricts,
  type Place,
  type Clock,
} from '@safe-community/domain-kit';
import { withCityDistricts } from '@safe-community/territory';
import type { Rerouted } from '../incident/module.ts';
import { readDistricts } from './district-settlements.store.ts';
import { mergersByCode, type Merger } from './merger.ts';
import { readMergers } from './mergers.store.ts';
import { rosterOf, type Roster, type Units } from './roster.ts';
import { unitsOn } from './units.ts';

/** Why another officer is responsible. */
export type RoutingCause = Rerouted['cause'];

/** The responsible officers, in memory: there are few beats, and every report needs one. */
export interface StoredBeats {
  /** The officer who is responsible for a place now, before or after mergers; empty if nobody is. Throws UNAVAILABLE before `load`. */
  responsible(place: Place): string;
  /** The deputy of the responsible officer; empty if none is in service now. */
  deputy(place: Place, responsibleOfficerId: string): string;
  /** Reads all beats: at the start, and after each batch of events, whichever replica applied it. */
  load(): Promise<void>;
}

/** What the registry has recorded about territorial units, for all days. */
interface RecordedUnits {
  readonly mergers: ReadonlyMap<string, Merger>;
  readonly districts: DecidedDistricts;
}

/**
 * Hand-overs take effect at their instant, mergers and decisions about starosta districts with their day: memory has the
 * times.
 */
export function storedBeats(database: Database, clock: Clock): StoredBeats {
  let roster: Roster | undefined;
  let recorded: RecordedUnits = { mergers: new Map(), districts: decidedDistricts([]) };
  let units: { readonly day: string; readonly of: RecordedUnits; readonly inForce: Units } | undefined;
  const dutiesIn = (hromadaCode: string) => {
    // Otherwise a report right after the start would be routed to nobody.
    if (roster === undefined) throw unavailable('the service is starting');
    return roster.get(hromadaCode) ?? new Map();
  };
  const inForce = (now: Date): Units => {
    const day = kyivDay(now);
    if (units?.day !== day || units.of !== recorded) {
      units = { day, of: recorded, inForce: unitsOn(day, recorded.mergers, recorded.districts) };
    }
    return units.inForce;
  };
  const servedAt = (place: Place, now: Date) => servedPlace(dutiesIn, resolvePlace(place, inForce(now)), now);
  return {
    responsible(named) {
      const now = clock.now();
      const { duties, place } = servedAt(named, now);
      return responsibleOfficer(duties, place, now)?.assignment.officerId ?? '';
    },
    deputy(named, responsible) {
      const now = clock.now();
      const { duties, place } = servedAt(named, now);
      return deputyOfficer(duties, place, now, responsible)?.officerId ?? '';
    },
    async load() {
      recorded = {
        mergers: mergersByCode(await readMergers(database.em.fork())),
        districts: await readDistricts(database.em.fork()),
      };
      roster = await readRoster(database.em.fork());
    },
  };
}

interface CoverageRow {
  readonly beat_id: string;
  readonly hromada_code: string;
  readonly unit_codes: readonly string[];
}

interface StaffingRow {
  readonly beat_id: string;
  readonly officer_id: string;
  readonly role: BeatRole;
  readonly deputy_order: number;
  readonly active: boolean;
  readonly starts_at: string;
  readonly ends_at: string | null;
}

/** The beats as they are stored now, with their current and future officers. */
export async function readRoster(em: EntityManager): Promise<Roster> {
  const coverage = await rows<CoverageRow>(em, READ_COVERAGE);
  const staffing = await rows<StaffingRow>(em, READ_STAFFING);
  const beats = coverage.map((row) => ({
    beatId: row.beat_id,
    hromadaCode: row.hromada_code,
    unitCodes: row.unit_codes,
  }));
  return rosterOf(
    withCityDistricts(beats),
    staffing.map((row) => ({
      beatId: row.beat_id,
      officerId: row.officer_id,
      role: row.role,
      deputyOrder: row.deputy_order,
      active: row.active,
      startsAt: toDate(row.starts_at),
      endsAt: toOptionalDate(row.ends_at),
    })),
  );
}

const READ_COVERAGE = prepared(`
  select beat_id, hromada_code, array_agg(unit_code) as unit_codes from beat_coverage group by beat_id, hromada_code`);

const READ_STAFFING = prepared(`
  select beat_id, officer_id, role, deputy_order, active, starts_at, ends_at from beat_staffing`);

// Unique among the advisory locks of the database.
export const BEATS_LOCK = 4_801_267;

/** The lock that keeps incidents with their officers, unless another transaction has it. */
export async function tryLockBeats(tx: EntityManager): Promise<boolean> {
  const [row] = await rows<{ locked: boolean }>(tx, 'select pg_try_advisory_xact_lock($1) as locked', [BEATS_LOCK]);
  return row?.locked === true;
}

interface Changed {
  readonly hromada_code: string;
}

/**
 * Marks hromadas where the responsible officer may have changed, until all their open incidents are checked. Requires
 * the lock of the beats.
 */
export function marking(hromadas: string, cause: RoutingCause): string {
  return `
    insert into changed_beats (hromada_code, cause) select distinct hromada_code, '${cause}' from ${hromadas}
    on conflict (hromada_code) do update set cause = excluded.cause`;
}

/** Assignments that ended so long ago are deleted: the registry keeps the history. */
const KEPT_AFTER_END = '1 day';

const DUE_BOUNDARIES = prepared(`
  with due as (delete from beat_boundary where at <= $1 returning hromada_code),
    ended as (
      delete from beat_staffing
      where ends_at < $1::timestamptz - interval '${KEPT_AFTER_END}' and exists (select from due)
    )
  insert into changed_beats (hromada_code, cause) select distinct hromada_code, 'beat_changed' from due
  -- What an event has marked meanwhile happened later.
  on conflict do nothing`);

/** Whether there are hromadas to check. */
export async function isAnyBeatChanged(em: EntityManager, at: Date): Promise<boolean> {
  const [row] = await rows<{ changed: boolean }>(em, IS_ANY_CHANGED, [at]);
  return row?.changed === true;
}

const IS_ANY_CHANGED = prepared(`
  select exists (select from changed_beats) or exists (select from beat_boundary where at <= $1) as changed`);

/**
 * The hromadas to check, also those where an assignment has begun or ended by `at`, whatever was down at that instant.
 */
export async function changedBeats(tx: EntityManager, at: Date): Promise<Map<string, RoutingCause>> {
  await runSteps(tx, [{ statement: DUE_BOUNDARIES, values: [at] }]);
  const found = await rows<Changed & { cause: RoutingCause }>(tx, 'select * from changed_beats');
  return new Map(found.map(({ hromada_code, cause }) => [hromada_code, cause]));
}

export async function forgetChanged(tx: EntityManager, hromadaCodes: readonly string[]): Promise<void> {
  await rows(tx, 'delete from changed_beats where hromada_code = any($1)', [hromadaCodes]);
}
