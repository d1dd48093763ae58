import { rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import { dutiesByUnit, type DutiesByUnit } from '@safe-community/domain-kit';
import { withCityDistricts } from '@safe-community/territory';
import { BEAT_ROWS, BEAT_UNIT_ROWS, placeOf } from '../beats/module.ts';
import {
  ASSIGNMENT_ROWS,
  OFFICER_ROWS,
  STATE_CHANGE_ROWS,
  type AssignmentRole,
  type OfficerState,
} from '../officers/module.ts';
import type { Duty } from './duty.ts';
import type { StaffedBeat } from './hromada-coverage.ts';

/**
 * The duties on the beats of hromadas at an instant of the past, by hromada: with the units that the beats covered and
 * the states that the officers had then. Memory has the present and the future only, so that it does not grow with the
 * history.
 */
export async function readDutiesAt(
  em: EntityManager,
  hromadaCodes: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, DutiesByUnit<Duty>>> {
  const byHromada = Map.groupBy(await readBeatsAt(em, hromadaCodes, at), ({ beat }) => beat.hromadaCode);
  return new Map(
    [...byHromada].map(([code, beats]) => [
      code,
      dutiesByUnit(
        withCityDistricts(beats.map(({ beat, duties }) => ({ unitCodes: beat.unitCodes, assignments: duties }))),
      ),
    ]),
  );
}

/** The beats of hromadas at an instant of the past, with their units and the duties of these roles then. */
export async function readBeatsAt(
  em: EntityManager,
  hromadaCodes: readonly string[],
  at: Date,
  roles: readonly AssignmentRole[] = ['primary', 'deputy', 'district'],
): Promise<StaffedBeat[]> {
  const found = await rows<BeatRow>(em, BEATS_AT, [hromadaCodes, at, roles]);
  return found.map((row) => {
    const { beat_id: beatId, hromada_code: hromadaCode, unit_codes: unitCodes } = row;
    const isWhole = unitCodes.includes(hromadaCode);
    return { beat: { beatId, hromadaCode, unitCodes, isWhole }, duties: dutiesOf(row) };
  });
}

interface BeatRow {
  readonly beat_id: string;
  readonly hromada_code: string;
  readonly unit_codes: readonly string[];
  /** Null for none. */
  readonly duties: readonly DutyRow[] | null;
}

interface DutyRow {
  readonly officer_id: string;
  readonly role: AssignmentRole;
  readonly deputy_order: number;
  readonly starts_at: string;
  readonly ends_at: string | null;
  readonly state: OfficerState;
}

// Before the first change of an officer's state, it was the one that the change left.
const BEATS_AT = `
  select b.beat_id, b.hromada_code,
    (select array_agg(u.unit_code) from ${BEAT_UNIT_ROWS} u where u.beat_id = b.beat_id and u.valid @> $2::timestamptz) as unit_codes,
    (select json_agg(json_build_object(
       'officer_id', a.officer_id, 'role', a.role, 'deputy_order', a.deputy_order,
       'starts_at', a.starts_at, 'ends_at', a.ends_at,
       'state', coalesce(
         (select s.state from ${STATE_CHANGE_ROWS} s where s.officer_id = a.officer_id and s.changed_at <= $2
          order by s.changed_at desc, s.recorded_at desc limit 1),
         (select s.former_state from ${STATE_CHANGE_ROWS} s where s.officer_id = a.officer_id and s.changed_at > $2
          order by s.changed_at, s.recorded_at limit 1),
         o.state)))
     from ${ASSIGNMENT_ROWS} a join ${OFFICER_ROWS} o using (officer_id)
     where a.beat_id = b.beat_id and a.during @> $2::timestamptz and a.role = any($3)) as duties
  from ${BEAT_ROWS} b
  where b.hromada_code = any($1)
    and exists (select from ${BEAT_UNIT_ROWS} u where u.beat_id = b.beat_id and u.valid @> $2::timestamptz)`;

function dutiesOf({ beat_id: beatId, hromada_code: hromadaCode, unit_codes: unitCodes, duties }: BeatRow): Duty[] {
  const beat = placeOf({ hromadaCode, unitCodes });
  return (duties ?? []).map((row) => ({
    officerId: row.officer_id,
    beatId,
    role: row.role,
    active: row.state === 'active',
    deputyOrder: row.deputy_order,
    startsAt: toDate(row.starts_at),
    endsAt: toOptionalDate(row.ends_at),
    beat,
    unitCodes,
    state: row.state,
  }));
}
