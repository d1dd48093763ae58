import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { Category } from '../catalogue/module.ts';
import type { IncidentState } from '../incident/module.ts';
import type { Window } from './public-request.ts';

/** A change of the state of a published request. */
export interface RequestUpdate {
  readonly requestId: string;
  readonly version: number;
  readonly state: IncidentState;
  readonly recordedAt: Date;
  /** The same with the precision of the database, microseconds: a place in the list. */
  readonly recordedMicros: string;
}

/** The last update of the page before. */
export type UpdatePlace = Pick<RequestUpdate, 'recordedMicros' | 'requestId' | 'version'>;

interface UpdateFilter {
  /** Empty for any. */
  readonly requestIds: readonly string[];
  /** Published ones only. */
  readonly categories: readonly Category[];
  /** Absent for any time. */
  readonly recorded: Window | undefined;
}

interface UpdatePage {
  readonly after: UpdatePlace | undefined;
  readonly skip: number;
  readonly most: number;
}

/** Oldest first. With a limit in the subquery, so that no plan can scan incidents for their category. */
export async function listUpdates(
  em: EntityManager,
  { requestIds, categories, recorded }: UpdateFilter,
  { after, skip, most }: UpdatePage,
): Promise<RequestUpdate[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['public_change'];
  if (requestIds.length > 0) conditions.push(`incident_id = any (${bind(requestIds)}::uuid[])`);
  if (recorded !== undefined) {
    conditions.push(`recorded_at >= ${bind(recorded.from)} and recorded_at < ${bind(recorded.to)}`);
  }
  if (after !== undefined) {
    const time = `'epoch'::timestamptz + ${bind(after.recordedMicros)}::bigint * interval '1 microsecond'`;
    const place = `${time}, ${bind(after.requestId)}::uuid, ${bind(after.version)}::integer`;
    conditions.push(`(recorded_at, incident_id, version) > (${place})`);
  }
  const found = await rows<UpdateRow>(
    em,
    `select incident_id, version, state, recorded_at,
       (extract(epoch from recorded_at) * 1000000)::bigint::text as recorded_micros
     from case_history as entry, lateral (
       select from incident
       where incident.incident_id = entry.incident_id and category = any (${bind(categories)}::text[]) limit 1
     ) as published
     where ${conditions.join(' and ')}
     order by recorded_at, incident_id, version limit ${bind(most)} offset ${bind(skip)}`,
    values,
  );
  return found.map(toUpdate);
}

interface UpdateRow {
  readonly incident_id: string;
  readonly version: number;
  readonly state: IncidentState;
  readonly recorded_at: string;
  readonly recorded_micros: string;
}

function toUpdate(row: UpdateRow): RequestUpdate {
  return {
    requestId: row.incident_id,
    version: row.version,
    state: row.state,
    recordedAt: toDate(row.recorded_at),
    recordedMicros: row.recorded_micros,
  };
}
