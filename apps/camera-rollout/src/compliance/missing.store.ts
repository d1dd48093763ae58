import { prepared, rows, toDate, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { RECORDING_ROWS } from '../recordings/module.ts';
import { JUDGED, valuesOf, type ComplianceFilter } from './compliance.store.ts';
import type { Exclusion } from './compliance.ts';

export interface MissingFilter extends ComplianceFilter {
  readonly includeExcluded: boolean;
  readonly categories: readonly string[];
}

/** The row after which a page begins. */
export interface MissingPlace {
  readonly arrivedAt: Date;
  readonly incidentId: string;
  /** Of the officer among those who attended it: page tokens must not name the officer. */
  readonly number: number;
}

/** An attended incident, and an officer without a recording of it. */
export interface MissingIncident extends MissingPlace {
  readonly category: string;
  readonly officerId: string;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly hromadaCode: string;
  readonly cameraId: string;
  readonly heldSince: Date | undefined;
  /** Empty without one. */
  readonly policyOn: Day;
  readonly graceSeconds: number;
  readonly exclusion: Exclusion | undefined;
  readonly nearestId: string;
  readonly nearestAt: Date | undefined;
}

/** The same without what says who attended it: a camera and a recording have one officer. */
export function withoutOfficer(incident: MissingIncident): MissingIncident {
  return {
    ...incident,
    officerId: '',
    cameraId: '',
    heldSince: undefined,
    nearestId: '',
    nearestAt: undefined,
  };
}

/** Newest arrival first. */
export async function listMissing(
  em: EntityManager,
  filter: MissingFilter,
  after: MissingPlace | undefined,
  most: number,
): Promise<MissingIncident[]> {
  if (filter.visible.length === 0) return [];
  const { arrivedAt = null, incidentId = null, number = null } = after ?? {};
  const values = [filter.includeExcluded, filter.categories, arrivedAt, incidentId, number, most];
  return (await rows<MissingRow>(em, MISSING, [...valuesOf(filter), ...values])).map(toMissing);
}

const MISSING = prepared(`
  with ${JUDGED}, page as (
    select * from judged
    where ($7 or exclusion is null) and not is_shown and category = any ($8::text[])
      and ($9::timestamptz is null or (arrived_at, incident_id, number) < ($9, $10::uuid, $11::int))
    order by arrived_at desc, incident_id desc, number desc limit $12
  )
  select page.*, policy_on::text as policy_day, nearest.recording_id as nearest_id, nearest.started_at as nearest_at
  from page left join lateral (
    select recording_id, started_at from ${RECORDING_ROWS} recording
    where recording.officer_id = page.officer_id
      and recording.started_at between page.arrived_at - interval '1 day' and page.arrived_at + interval '1 day'
    order by abs(extract(epoch from recording.started_at - page.arrived_at)) limit 1
  ) nearest on true
  order by arrived_at desc, incident_id desc, number desc`);

interface MissingRow {
  readonly incident_id: string;
  readonly number: number;
  readonly category: string;
  readonly arrived_at: string;
  readonly officer_id: string | null;
  readonly unit_code: string;
  readonly oblast_code: string;
  readonly hromada_code: string;
  readonly camera_id: string | null;
  readonly held_since: string | null;
  readonly policy_day: Day | null;
  readonly grace_seconds: number | null;
  readonly exclusion: Exclusion | null;
  readonly nearest_id: string | null;
  readonly nearest_at: string | null;
}

function toMissing(row: MissingRow): MissingIncident {
  return {
    incidentId: row.incident_id,
    number: row.number,
    category: row.category,
    arrivedAt: toDate(row.arrived_at),
    officerId: row.officer_id ?? '',
    unitCode: row.unit_code,
    oblastCode: row.oblast_code,
    hromadaCode: row.hromada_code,
    cameraId: row.camera_id ?? '',
    heldSince: toOptionalDate(row.held_since),
    policyOn: row.policy_day ?? '',
    graceSeconds: row.grace_seconds ?? 0,
    exclusion: row.exclusion ?? undefined,
    nearestId: row.nearest_id ?? '',
    nearestAt: toOptionalDate(row.nearest_at),
  };
}
