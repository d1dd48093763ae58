import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { ATTENDANCE_ROWS, INCIDENT_ROWS, SENSITIVE_CATEGORIES } from '../incidents/module.ts';
import { CONCERNS, EXPIRY_ROWS } from '../retention/module.ts';
import { FOOTAGE_REQUEST_ROWS } from '../footage-requests/module.ts';
import { RECORDING_ROWS } from '../recordings/module.ts';
import { PATROL_OFFICER_ROWS } from '../strength/module.ts';
import { CAMERA_CUSTODY_ROWS } from '../cameras/module.ts';
import {
  EXCLUSIONS,
  joinFigures,
  type AttendanceCounts,
  type ComplaintRow,
  type ComplianceKey,
  type ComplianceRow,
  type Group,
  type RecordingCounts,
} from './compliance.ts';

export interface ComplianceFilter {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Empty: all. */
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly officerId: string;
  /** Patterns of the oblast codes that the caller may see. */
  readonly visible: readonly string[];
}

/** The parameters $1 to $6 of each statement. */
export function valuesOf({ firstDay, lastDay, visible, oblastCode, unitCode, officerId }: ComplianceFilter): unknown[] {
  return [firstDay, lastDay, visible, oblastCode, unitCode, officerId];
}

/** Whether a time is in the period. */
function within(column: string): string {
  return `${column} >= $1::date::timestamp at time zone 'Europe/Kyiv'
    and ${column} < ($2::date + 1)::timestamp at time zone 'Europe/Kyiv'`;
}

function kyivDayOf(column: string): string {
  return `(${column} at time zone 'Europe/Kyiv')::date`;
}

const ITS_PLACE = `oblast_code like any ($3::text[]) and ($4 = '' or oblast_code = $4)`;

/**
 * Each officer who attended an incident with the exclusion and a recording that shows it: the officers of the crews that
 * arrived, and the responsible one where none is known. A recording of the officer counts if the officer held the camera
 * and it runs at some time within the grace period, or if a person has linked it to the incident. A linked one of
 * somebody whom no crew names counts for each of them.
 */
export const JUDGED = `
  policy as (
    select effective_on, lead(effective_on) over (order by effective_on) as next_on, grace_seconds,
      grace_seconds * interval '1 second' as grace
    from activation_policy
  ), attended as (
    select incident_id, category, hromada_code, oblast_code, withdrawn,
      coalesce(crew.officer_id, incident.officer_id) as officer_id, coalesce(crew.number, 1) as number,
      coalesce(crew.arrived_at, police_on_scene_at) as arrived_at, ${kyivDayOf('police_on_scene_at')} as day
    from ${INCIDENT_ROWS} incident left join lateral (
      select attendance.officer_id, min(attendance.arrived_at) as arrived_at,
        (row_number() over (order by attendance.officer_id))::int as number
      from ${ATTENDANCE_ROWS} attendance where attendance.incident_id = incident.incident_id group by attendance.officer_id
    ) crew on true
    where ${within('police_on_scene_at')} and ${ITS_PLACE}
  ), judged as (
    select incident.incident_id, incident.category, incident.hromada_code, incident.oblast_code, incident.arrived_at,
      incident.day, incident.officer_id, incident.number, coalesce(held.unit_code, officer.unit_code, '') as unit_code,
      held.camera_id, held.start_at as held_since, policy.effective_on as policy_on, policy.grace_seconds,
      case
        when incident.withdrawn then 'withdrawn'
        when incident.officer_id is null then 'no_officer'
        when officer.officer_id is null then 'not_patrol'
        when held.camera_id is null then 'no_camera'
        when policy.effective_on is null then 'no_policy'
      end as exclusion,
      shown.recording_id is not null as is_shown
    from attended incident
    left join ${PATROL_OFFICER_ROWS} officer on officer.officer_id = incident.officer_id
    left join lateral (
      select camera_id, unit_code, start_at from ${CAMERA_CUSTODY_ROWS} custody
      where custody.officer_id = incident.officer_id and custody.start_at <= incident.arrived_at
        and (custody.end_at is null or custody.end_at > incident.arrived_at)
      order by start_at desc limit 1
    ) held on true
    left join policy on policy.effective_on <= incident.day and (policy.next_on is null or policy.next_on > incident.day)
    left join lateral (
      (select recording_id from ${RECORDING_ROWS} recording
       where recording.officer_id = incident.officer_id and not recording.not_held
         and recording.started_at <= incident.arrived_at + policy.grace
         and recording.started_at >= incident.arrived_at - policy.grace - interval '1 day'
         and recording.started_at + recording.duration_ms * interval '1 millisecond'
           >= incident.arrived_at - policy.grace
       limit 1)
      union all
      (select recording_id from ${RECORDING_ROWS} recording
       where recording.incident_id = incident.incident_id and (
         recording.officer_id = incident.officer_id or not exists (
           select from ${ATTENDANCE_ROWS} attendance
           where attendance.incident_id = incident.incident_id and attendance.officer_id = recording.officer_id
         )
       )
       limit 1)
      limit 1
    ) shown on true
    where ($5 = '' or coalesce(held.unit_code, officer.unit_code, '') = $5)
      and ($6 = '' or incident.officer_id::text = $6)
  )`;

/** The key of each grouping; what it does not name is empty. */
type Grouping = Group | 'total' | 'unit_day';
const KEYS: Readonly<Record<Grouping, readonly (keyof typeof EXPRESSIONS)[]>> = {
  total: [],
  unit: ['unitCode', 'oblastCode'],
  oblast: ['oblastCode'],
  officer: ['unitCode', 'oblastCode', 'officerId'],
  day: ['day'],
  unit_day: ['unitCode', 'oblastCode', 'day'],
};
const EXPRESSIONS = {
  unitCode: 'unit_code',
  oblastCode: 'oblast_code',
  officerId: `coalesce(officer_id::text, '')`,
  day: 'day::text',
};

function keysOf(grouping: Grouping): string {
  const named = KEYS[grouping];
  return Object.entries(EXPRESSIONS)
    .map(([key, expression]) => `${(named as readonly string[]).includes(key) ? expression : `''`} as "${key}"`)
    .join(', ');
}

/** Left out: attended incidents less those of statistics, or less those of `listMissing`, would be their number. */
const SENSITIVE = `category in (${SENSITIVE_CATEGORIES.map((category) => `'${category}'`).join(', ')})`;

const countOf = (name: string, condition: string): string => `(count(*) filter (where ${condition}))::int as "${name}"`;

const IN_ORDER = `array[${EXCLUSIONS.map((exclusion) => `'${exclusion}'`).join(', ')}]`;

/** Each incident once: it is excluded if all its officers are. */
const attendanceOf = (grouping: Grouping): string => `
  with ${JUDGED}, incident as (
    select ${keysOf(grouping)}, incident_id, bool_or(exclusion is null and is_shown) as activated,
      case when bool_and(exclusion is not null)
        then (${IN_ORDER})[max(array_position(${IN_ORDER}, exclusion))]
      end as exclusion
    from judged where not ${SENSITIVE} group by 1, 2, 3, 4, incident_id
  )
  select "unitCode", "oblastCode", "officerId", "day", count(*)::int as attended,
    ${countOf('withdrawn', `exclusion = 'withdrawn'`)}, ${countOf('noOfficer', `exclusion = 'no_officer'`)},
    ${countOf('notPatrol', `exclusion = 'not_patrol'`)}, ${countOf('noCamera', `exclusion = 'no_camera'`)},
    ${countOf('noPolicy', `exclusion = 'no_policy'`)}, ${countOf('activated', 'activated')}
  from incident group by 1, 2, 3, 4`;

const recordingsOf = (grouping: Grouping): string => `
  with made as (
    select *, ${kyivDayOf('started_at')} as day,
      exists (
        select from ${INCIDENT_ROWS} shown where shown.incident_id = recording.incident_id and shown.${SENSITIVE}
      ) as shows_sensitive
    from ${RECORDING_ROWS} recording
    where ${within('started_at')} and ${ITS_PLACE} and ($5 = '' or unit_code = $5)
      and ($6 = '' or officer_id::text = $6)
  )
  select ${keysOf(grouping)}, count(*)::int as recordings, ${countOf('categorised', `category <> ''`)},
    ${countOf('linked', `link_state = 'confirmed' and not shows_sensitive`)}
  from made group by 1, 2, 3, 4`;

/** The officers whom the complaint `q` leads to: of the recordings that it names, and those who were at its incident. */
const ITS_OFFICERS = `(
  select officer_id from ${RECORDING_ROWS} recording where recording_id = any (q.recording_ids)
  union select officer_id from ${RECORDING_ROWS} recording where incident_id = q.incident_id
  union select officer_id from ${ATTENDANCE_ROWS} incident_attendance where incident_id = q.incident_id
)`;

/** By officer, and of one officer, a complaint counts for each of its officers, in the unit of the officer. */
const complaintsOf = (grouping: Grouping): string => `
  with complaint as (
    select coalesce(officer.unit_code, q.unit_code) as unit_code, q.oblast_code, q.outcome, its.officer_id,
      ${kyivDayOf('q.decided_at')} as day,
      -- A recording that was deleted before the complaint came shows nothing.
      exists (
        select from ${RECORDING_ROWS} r left join ${EXPIRY_ROWS} e using (recording_id)
        where ${CONCERNS} and (e.state is distinct from 'deleted' or e.state_since >= q.received_at)
      ) as has_footage
    from ${FOOTAGE_REQUEST_ROWS} q
    left join lateral (
      select officer_id from ${ITS_OFFICERS} named where ${grouping === 'officer' ? `$6 in ('', officer_id::text)` : 'officer_id::text = $6'}
    ) its on true
    left join ${PATROL_OFFICER_ROWS} officer on officer.officer_id = its.officer_id
    where q.kind = 'complaint' and ${within('q.decided_at')}
      and q.oblast_code like any ($3::text[]) and ($4 = '' or q.oblast_code = $4)
      and ($5 = '' or coalesce(officer.unit_code, q.unit_code) = $5) and ($6 = '' or its.officer_id is not null)
  )
  select ${keysOf(grouping)}, has_footage as "hasFootage", count(*)::int as decided,
    ${countOf('granted', `outcome = 'granted'`)}, ${countOf('partlyGranted', `outcome = 'partly_granted'`)},
    ${countOf('refused', `outcome = 'refused'`)}, ${countOf('noFootage', `outcome = 'no_footage'`)},
    ${countOf('forwarded', `outcome = 'forwarded'`)}
  from complaint group by 1, 2, 3, 4, 5`;

const statementsOf = (grouping: Grouping) => ({
  attendance: prepared(attendanceOf(grouping)),
  recordings: prepared(recordingsOf(grouping)),
  complaints: prepared(complaintsOf(grouping)),
});
const STATEMENTS = {
  total: statementsOf('total'),
  unit: statementsOf('unit'),
  oblast: statementsOf('oblast'),
  officer: statementsOf('officer'),
  day: statementsOf('day'),
  unit_day: statementsOf('unit_day'),
};

/** The figures of each group. */
export async function countCompliance(
  em: EntityManager,
  filter: ComplianceFilter,
  grouping: Grouping,
): Promise<ComplianceRow[]> {
  if (filter.visible.length === 0) return [];
  const values = valuesOf(filter);
  const attendance = await rows<ComplianceKey & AttendanceCounts>(em, STATEMENTS[grouping].attendance, values);
  const recordings = await rows<ComplianceKey & RecordingCounts>(em, STATEMENTS[grouping].recordings, values);
  const complaints = await rows<ComplaintRow>(em, STATEMENTS[grouping].complaints, values);
  return joinFigures(attendance, recordings, complaints);
}
