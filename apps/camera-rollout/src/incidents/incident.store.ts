import {
  prepared,
  rows,
  toOptionalDate,
  unnested,
  type Column,
  type EntityManager,
  type Rights,
  type SqlPart,
  type Step,
} from '@safe-community/database';
import type { Incident, KnownIncident } from './incident.ts';

export const INCIDENT_TABLES: readonly string[] = [
  `create table known_incident (
     incident_id uuid primary key,
     category text not null,
     -- empty for sensitive categories
     hromada_code text not null,
     oblast_code text not null,
     -- none before the report is known
     occurred_at timestamptz,
     received_at timestamptz,
     -- when the first responder reached the scene, and when the police did
     on_scene_at timestamptz,
     police_on_scene_at timestamptz,
     -- the responsible officer; none if there is none
     officer_id uuid,
     -- a false call or a duplicate
     withdrawn boolean not null default false,
     -- neither closed nor withdrawn; none before the report or a state is known
     is_open boolean,
     -- whether it is open has changed, or a link to it, since its recordings were frozen or released
     links_changed boolean not null default false
   ) with (fillfactor = 80)`,
  // Needed by NEAR (incident.store.ts).
  'create index known_incident_received on known_incident (oblast_code, received_at)',
  // Needed by CHANGED (incident-freeze.store.ts).
  'create index known_incident_changed on known_incident (incident_id) where links_changed',
  // Needed by JUDGED (compliance.store.ts).
  'create index known_incident_attended on known_incident (police_on_scene_at) where police_on_scene_at is not null',
  // The officers of the police crews that reached the scene, as the last event of each responder names them.
  `create table incident_attendance (
     incident_id uuid not null,
     responder_id uuid not null,
     officer_id uuid not null,
     arrived_at timestamptz not null,
     primary key (incident_id, responder_id, officer_id)
   )`,
];

const ITS_COLUMNS = [
  'occurred_at',
  'received_at',
  'on_scene_at',
  'police_on_scene_at',
  'officer_id',
  'withdrawn',
  'is_open',
  'links_changed',
];

export const INCIDENT_RIGHTS: Rights = {
  known_incident: { insert: true, update: ITS_COLUMNS, delete: true },
  incident_attendance: { insert: true, update: ['arrived_at'], delete: true },
};

/** What other modules may join: incidents, and the officers who attended them. */
export const INCIDENT_ROWS = `(
  select incident_id, category, hromada_code, oblast_code, police_on_scene_at, officer_id, withdrawn, is_open, links_changed
  from known_incident)`;
export const ATTENDANCE_ROWS = '(select incident_id, officer_id, arrived_at from incident_attendance)';

const KNOWN: readonly Column<KnownIncident>[] = [
  ['incident_id', 'uuid', ({ incidentId }) => incidentId],
  ['category', 'text', ({ category }) => category],
  ['hromada_code', 'text', ({ hromadaCode }) => hromadaCode],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
];

type Reported = KnownIncident & Pick<Incident, 'occurredAt' | 'receivedAt' | 'officerId'>;
type At = KnownIncident & { readonly at: Date | undefined };

function isLinked(linked: SqlPart, incidentId: string): string {
  return `exists (select from ${linked.partText} linked where linked.incident_id = ${incidentId})`;
}

/**
 * A step that writes a part of each incident, whether there is a row or not.
 *
 * A new row may have recordings: links outlive a rebuild.
 *
 * @param set what becomes of the columns if there is one.
 */
function saving<Item extends KnownIncident>(
  linked: SqlPart,
  own: readonly Column<Item>[],
  set: string,
  order: (items: readonly Item[]) => readonly Item[] = (items) => items,
): (items: readonly Item[]) => Step {
  const columns = unnested<Item>([...KNOWN, ...own]);
  const statement = prepared(`
    insert into known_incident as known (${columns.names}, links_changed)
    select *, ${isLinked(linked, 'new.incident_id')}
    from ${columns.source} as new (${columns.names})
    on conflict (incident_id) do update set ${set}`);
  return (items) => ({ statement, values: columns.valuesOf(lastOfEach(order(items))) });
}

/** The earliest time of each incident comes last. */
function earliestLast(items: readonly At[]): At[] {
  return items.toSorted((a, b) => (b.at?.getTime() ?? Infinity) - (a.at?.getTime() ?? Infinity));
}

/** One statement cannot write a row twice. */
function lastOfEach<Item extends KnownIncident>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.incidentId, item])).values()];
}

/**
 * The steps by which events write incidents.
 *
 * @param linked the incidents that recordings show: SQL with the column `incident_id`.
 */
export function incidentSteps(linked: SqlPart) {
  return {
    addIncidents: saving<Reported>(
      linked,
      [
        ['occurred_at', 'timestamptz', ({ occurredAt }) => occurredAt ?? null],
        ['received_at', 'timestamptz', ({ receivedAt }) => receivedAt ?? null],
        ['officer_id', 'uuid', ({ officerId }) => officerId || null],
        ['is_open', 'boolean', () => true],
      ],
      `occurred_at = excluded.occurred_at, received_at = excluded.received_at,
       officer_id = coalesce(known.officer_id, excluded.officer_id), is_open = coalesce(known.is_open, excluded.is_open)`,
    ),
    /** Recordings that are linked to it are frozen or released afterwards. */
    setOpen: saving<KnownIncident & { readonly isOpen: boolean }>(
      linked,
      [['is_open', 'boolean', ({ isOpen }) => isOpen]],
      `is_open = excluded.is_open, links_changed = known.links_changed
         or (known.is_open is distinct from excluded.is_open and ${isLinked(linked, 'known.incident_id')})`,
    ),
    setOnScene: saving<At>(
      linked,
      [['on_scene_at', 'timestamptz', ({ at }) => at ?? null]],
      'on_scene_at = least(known.on_scene_at, excluded.on_scene_at)',
      earliestLast,
    ),
    setPoliceOnScene: saving<At>(
      linked,
      [['police_on_scene_at', 'timestamptz', ({ at }) => at ?? null]],
      'police_on_scene_at = least(known.police_on_scene_at, excluded.police_on_scene_at)',
      earliestLast,
    ),
    setOfficers: saving<KnownIncident & Pick<Incident, 'officerId'>>(
      linked,
      [['officer_id', 'uuid', ({ officerId }) => officerId || null]],
      'officer_id = excluded.officer_id',
    ),
    setWithdrawn: saving<KnownIncident & { readonly isWithdrawn: boolean }>(
      linked,
      [['withdrawn', 'boolean', ({ isWithdrawn }) => isWithdrawn]],
      'withdrawn = excluded.withdrawn',
    ),
  };
}

/** A link to these incidents was made or removed. */
export async function markLinksChanged(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
  await rows(tx, MARK, [incidentIds]);
}

// In the order of the ids, so that two transactions wait for each other instead of deadlocking.
const MARK = prepared(`
  update known_incident set links_changed = true where incident_id in (
    select incident_id from known_incident where incident_id = any ($1::uuid[]) order by incident_id for no key update
  )`);

/** Keeps links to these incidents, and whether they are open, from changing until the transaction ends. */
export async function lockIncidents(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
  await rows(tx, LOCK, [incidentIds]);
}

const LOCK = prepared(`
  select from known_incident where incident_id = any ($1::uuid[]) order by incident_id for no key update`);

/** The recordings of these incidents, which are locked, are frozen or released. */
export async function forgetChanges(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
  await rows(tx, FORGET, [incidentIds]);
}

const FORGET = prepared('update known_incident set links_changed = false where incident_id = any ($1::uuid[])');

/** The officers of a crew that reached the scene. */
interface Crew {
  readonly incidentId: string;
  readonly responderId: string;
  readonly officerIds: readonly string[];
  readonly arrivedAt: Date | undefined;
}

const CREWS = unnested<Crew>([
  ['incident_id', 'uuid', ({ incidentId }) => incidentId],
  ['responder_id', 'uuid', ({ responderId }) => responderId],
  // An array of arrays would be read as one list.
  ['officer_ids', 'text', ({ officerIds }) => officerIds.join(',')],
  ['arrived_at', 'timestamptz', ({ arrivedAt }) => arrivedAt ?? null],
]);

const SET_CREWS = prepared(`
  with crew as (
    select incident_id, responder_id, string_to_array(officer_ids, ',')::uuid[] as officer_ids, arrived_at
    from ${CREWS.source} as crew (${CREWS.names})
  ), former as (
    delete from incident_attendance former using crew
    where former.incident_id = crew.incident_id and former.responder_id = crew.responder_id
      and former.officer_id <> all (crew.officer_ids)
  )
  insert into incident_attendance (incident_id, responder_id, officer_id, arrived_at)
  select incident_id, responder_id, unnest(officer_ids), arrived_at from crew
  on conflict (incident_id, responder_id, officer_id) do update set arrived_at = excluded.arrived_at`);

/** Replaces the officers of each crew. */
export function setCrews(crews: readonly Crew[]): Step {
  const last = new Map(crews.map((crew) => [crew.responderId, crew]));
  return { statement: SET_CREWS, values: CREWS.valuesOf([...last.values()]) };
}

/** Deletes what a rebuild from intake's ledger creates again. */
export async function forgetIncidents(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from known_incident');
  await rows(tx, 'delete from incident_attendance');
}

export interface Surroundings {
  readonly oblastCode: string;
  readonly from: Date;
  readonly to: Date;
}

const MAX_INCIDENTS = 1_000;

/** Incidents of an oblast that were received in a time, or whose first responder reached the scene in it. */
export async function findIncidentsNear(
  em: EntityManager,
  { oblastCode, from, to }: Surroundings,
): Promise<Incident[]> {
  return (await rows<IncidentRow>(em, NEAR, [oblastCode, from, to, MAX_INCIDENTS])).map(toIncident);
}

const INCIDENTS = `
  select known_incident.*, array(
      select distinct officer_id::text from incident_attendance attendance
      where attendance.incident_id = known_incident.incident_id
    ) as attended_by
  from known_incident`;

const NEAR = prepared(`${INCIDENTS}
  where oblast_code = $1 and received_at between $2 and $3 and not withdrawn
  order by received_at desc limit $4`);

export async function findIncident(em: EntityManager, incidentId: string): Promise<Incident | undefined> {
  const [row] = await rows<IncidentRow>(em, `${INCIDENTS} where incident_id = $1`, [incidentId]);
  return row && toIncident(row);
}

/** Those of the given ids that are known, in no particular order. */
export async function findIncidents(em: EntityManager, ids: readonly string[]): Promise<Incident[]> {
  return (await rows<IncidentRow>(em, `${INCIDENTS} where incident_id = any ($1::uuid[])`, [ids])).map(toIncident);
}

interface IncidentRow {
  readonly incident_id: string;
  readonly category: string;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly occurred_at: string | null;
  readonly received_at: string | null;
  readonly on_scene_at: string | null;
  readonly police_on_scene_at: string | null;
  readonly officer_id: string | null;
  readonly attended_by: readonly string[];
}

function toIncident(row: IncidentRow): Incident {
  return {
    incidentId: row.incident_id,
    category: row.category,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    occurredAt: toOptionalDate(row.occurred_at),
    receivedAt: toOptionalDate(row.received_at),
    onSceneAt: toOptionalDate(row.on_scene_at),
    policeOnSceneAt: toOptionalDate(row.police_on_scene_at),
    officerId: row.officer_id ?? '',
    attendedBy: row.attended_by,
  };
}
