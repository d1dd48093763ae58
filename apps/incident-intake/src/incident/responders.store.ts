import { rows, toDate, type Database, type EntityManager } from '@safe-community/database';
import type { Responder } from './incident-case.ts';
import type { ResponderKind } from '../catalogue/module.ts';

const COLUMNS = `responder_id, kind, unit, home_hromada_code, officer_ids, dispatched_at, en_route_at, on_scene_at, left_at,
  cancelled_at`;

export interface ResponderRow {
  readonly responder_id: string;
  readonly kind: ResponderKind;
  readonly unit: string;
  readonly home_hromada_code: string;
  readonly officer_ids: readonly string[];
  readonly dispatched_at: string;
  readonly en_route_at: string | null;
  readonly on_scene_at: string | null;
  readonly left_at: string | null;
  readonly cancelled_at: string | null;
}

/** The responders of an incident, in the order of dispatch. */
export async function respondersOf(em: EntityManager, incidentId: string): Promise<Responder[]> {
  const found = await rows<ResponderRow>(
    em,
    `select ${COLUMNS} from responder where incident_id = $1 order by dispatched_at, responder_id`,
    [incidentId],
  );
  return found.map(toResponder);
}

/** The same for several incidents, by one statement that has only their ids as values. */
export const RESPONDERS_OF_MANY = `
  select incident_id, ${COLUMNS} from responder where incident_id = any((select $1::uuid[])::uuid[]) order by dispatched_at, responder_id`;

/** Whether a responder is on the way to an incident, or there. */
export async function isAnybodySent(database: Database, incidentId: string): Promise<boolean> {
  const [found] = await rows(
    database.em.fork(),
    'select from responder where incident_id = $1 and left_at is null and cancelled_at is null limit 1',
    [incidentId],
  );
  return found !== undefined;
}

/** Writes new and changed responders, by one statement. */
export async function saveResponders(
  em: EntityManager,
  incidentId: string,
  responders: readonly Responder[],
): Promise<void> {
  if (responders.length === 0) return;
  await rows(em, SAVE, [
    incidentId,
    responders.map(({ responderId }) => responderId),
    responders.map(({ kind }) => kind),
    responders.map(({ unit }) => unit),
    responders.map(({ homeHromadaCode }) => homeHromadaCode),
    // An array of arrays would be read as one list.
    responders.map(({ officerIds }) => officerIds.join(',')),
    responders.map(({ dispatchedAt }) => dispatchedAt),
    responders.map(({ enRouteAt }) => enRouteAt ?? null),
    responders.map(({ onSceneAt }) => onSceneAt ?? null),
    responders.map(({ leftAt }) => leftAt ?? null),
    responders.map(({ cancelledAt }) => cancelledAt ?? null),
  ]);
}

const SAVE = `
  insert into responder
    (incident_id, responder_id, kind, unit, home_hromada_code, officer_ids, dispatched_at,
     en_route_at, on_scene_at, left_at, cancelled_at)
  select $1::uuid, id, kind, unit, home, string_to_array(officers, ',')::uuid[], dispatched, en_route, on_scene, gone, cancelled
  from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
    $9::timestamptz[], $10::timestamptz[], $11::timestamptz[])
    as sent (id, kind, unit, home, officers, dispatched, en_route, on_scene, gone, cancelled)
  on conflict (responder_id) do update set
    officer_ids = excluded.officer_ids, en_route_at = excluded.en_route_at, on_scene_at = excluded.on_scene_at,
    left_at = excluded.left_at, cancelled_at = excluded.cancelled_at`;

export function toResponder(row: ResponderRow): Responder {
  return {
    responderId: row.responder_id,
    kind: row.kind,
    unit: row.unit,
    homeHromadaCode: row.home_hromada_code,
    officerIds: row.officer_ids,
    dispatchedAt: toDate(row.dispatched_at),
    ...(row.en_route_at === null ? {} : { enRouteAt: toDate(row.en_route_at) }),
    ...(row.on_scene_at === null ? {} : { onSceneAt: toDate(row.on_scene_at) }),
    ...(row.left_at === null ? {} : { leftAt: toDate(row.left_at) }),
    ...(row.cancelled_at === null ? {} : { cancelledAt: toDate(row.cancelled_at) }),
  };
}
