import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { Category } from '../catalogue/module.ts';
import { PUBLIC_CHANGES, PUBLIC_TIME, REQUEST_ROWS, type IncidentState } from '../incident/module.ts';
import type { Window } from './public-request.ts';

/** A change of the state of a published request. */
export interface RequestUpdate {
  readonly requestId: string;
  readonly version: number;
  readonly state: IncidentState;
  /** When it was recorded; if it was imported with its incident, when it happened. */
  readonly shownAt: Date;
  /** The same with the precision of the database, microseconds: a place in the list. */
  readonly shownMicros: string;
}

/** The last update of the page before. */
export type UpdatePlace = Pick<RequestUpdate, 'shownMicros' | 'requestId' | 'version'>;

interface UpdateFilter {
  /** Empty for any. */
  readonly requestIds: readonly string[];
  /** Published ones only. */
  readonly categories: readonly Category[];
  /** Absent for any time. */
  readonly shown: Window | undefined;
}

interface UpdatePage {
  readonly after: UpdatePlace | undefined;
  readonly skip: number;
  readonly most: number;
}

/** Oldest first. With a limit in the subquery, so that no plan can scan incidents for their category. */
export async function listUpdates(
  em: EntityManager,
  { requestIds, categories, shown }: UpdateFilter,
  { after, skip, most }: UpdatePage,
): Promise<RequestUpdate[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['true'];
  if (requestIds.length > 0) conditions.push(`incident_id = any (${bind(requestIds)}::uuid[])`);
  if (shown !== undefined) {
    conditions.push(`${PUBLIC_TIME} >= ${bind(shown.from)} and ${PUBLIC_TIME} < ${bind(shown.to)}`);
  }
  if (after !== undefined) {
    const time = `'epoch'::timestamptz + ${bind(after.shownMicros)}::bigint * interval '1 microsecond'`;
    const place = `${time}, ${bind(after.requestId)}::uuid, ${bind(after.version)}::integer`;
    conditions.push(`(${PUBLIC_TIME}, incident_id, version) > (${place})`);
  }
  const found = await rows<UpdateRow>(
    em,
    `select incident_id, version, state, ${PUBLIC_TIME} as shown_at,
       (extract(epoch from ${PUBLIC_TIME}) * 1000000)::bigint::text as shown_micros
     from ${PUBLIC_CHANGES} as entry, lateral (
       select from ${REQUEST_ROWS} incident
       where incident.incident_id = entry.incident_id and category = any (${bind(categories)}::text[]) limit 1
     ) as published
     where ${conditions.join(' and ')}
     order by ${PUBLIC_TIME}, incident_id, version limit ${bind(most)} offset ${bind(skip)}`,
    values,
  );
  return found.map(toUpdate);
}

interface UpdateRow {
  readonly incident_id: string;
  readonly version: number;
  readonly state: IncidentState;
  readonly shown_at: string;
  readonly shown_micros: string;
}

function toUpdate(row: UpdateRow): RequestUpdate {
  return {
    requestId: row.incident_id,
    version: row.version,
    state: row.state,
    shownAt: toDate(row.shown_at),
    shownMicros: row.shown_micros,
  };
}
