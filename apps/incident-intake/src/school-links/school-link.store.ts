import { rows, unnested, type Column, type EntityManager, type Rights } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import {
  firstIdOf,
  INCIDENT_ROWS,
  lockFree,
  SEEN_COLUMNS,
  seenOf,
  type Incident,
  type IncidentState,
  type Insert,
  type Seen,
  type SeenColumns,
} from '../incident/module.ts';
import { schoolDigest } from './school-digest.adapter.ts';

/** Reports link themselves; those whose school is not known yet wait for it. */
export const SCHOOL_LINK_TABLES: readonly string[] = [
  `create table incident_school (
     incident_id uuid primary key,
     -- keyed: the table alone does not say at which school a sensitive incident happened
     school_digest bytea not null,
     -- the report names a school that the directory does not have, or has in another oblast
     waiting boolean not null default false
   )`,
  // Needed by listIncidents (school-link.store.ts).
  `create index incident_school_of_school on incident_school (school_digest, incident_id)`,
  // Needed by LINKABLE, listWaiting (school-link.store.ts).
  `create index incident_school_waiting on incident_school (incident_id) where waiting`,
];

export const SCHOOL_LINK_RIGHTS: Rights = {
  incident_school: { insert: true, update: ['school_digest', 'waiting'], delete: true },
};

/** The link of a new incident, as its insert stores it. */
export interface NewLink {
  readonly incidentId: string;
  readonly digest: Buffer;
  readonly waiting: boolean;
}

const LINK_COLUMNS: readonly Column<NewLink>[] = [
  ['incident_id', 'uuid', ({ incidentId }) => incidentId],
  ['school_digest', 'bytea', (link) => link.digest],
  ['waiting', 'boolean', ({ waiting }) => waiting],
];

/** @param first number of its first parameter. */
export function newLinks(first: number): Insert<NewLink> {
  const { names, source, ...rest } = unnested(LINK_COLUMNS, first);
  return { insert: `insert into incident_school (${names}) select * from ${source}`, ...rest };
}

/** Undefined for an incident whose report names no school. */
export function newLink(keyring: Keyring, { incidentId, school }: Incident): NewLink | undefined {
  return school && { incidentId, digest: schoolDigest(keyring, school.edrpou), waiting: !school.linked };
}

export async function saveLink(tx: EntityManager, keyring: Keyring, incidentId: string, edrpou: string): Promise<void> {
  await rows(
    tx,
    `insert into incident_school (incident_id, school_digest) values ($1, $2)
     on conflict (incident_id) do update set school_digest = excluded.school_digest, waiting = false`,
    [incidentId, schoolDigest(keyring, edrpou)],
  );
}

export async function isLinked(tx: EntityManager, incidentId: string): Promise<boolean> {
  const found = await rows(tx, 'select from incident_school where incident_id = $1 and not waiting', [incidentId]);
  return found.length > 0;
}

export async function deleteLink(tx: EntityManager, incidentId: string): Promise<void> {
  await rows(tx, 'delete from incident_school where incident_id = $1', [incidentId]);
}

/** An incident of a school, and who may see it. */
export interface LinkedIncident extends Seen {
  readonly incidentId: string;
  readonly state: IncidentState;
}

/** The incidents of a school that were received in a period, newest first, without tests. */
export async function listIncidents(
  em: EntityManager,
  keyring: Keyring,
  edrpou: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<LinkedIncident[]> {
  const found = await rows<SeenColumns & { incident_id: string; state: IncidentState }>(
    em,
    `select ${SEEN_COLUMNS}, incident.incident_id, state
     from incident_school link join ${INCIDENT_ROWS} incident on incident.incident_id = link.incident_id
     where link.school_digest = $1 and not link.waiting and not is_test
       and link.incident_id >= $2 and link.incident_id < $3
     order by link.incident_id desc`,
    [schoolDigest(keyring, edrpou), firstIdOf(from), firstIdOf(to)],
  );
  return found.map((row) => ({ ...seenOf(row), incidentId: row.incident_id, state: row.state }));
}

/** Incidents whose link waits, newest first, without tests. @param olderThan undefined for the newest. */
export async function listWaiting(
  em: EntityManager,
  olderThan: string | undefined,
  most: number,
): Promise<(Seen & { readonly incidentId: string })[]> {
  const found = await rows<SeenColumns & { incident_id: string }>(
    em,
    `select ${SEEN_COLUMNS}, incident.incident_id
     from incident_school link join ${INCIDENT_ROWS} incident on incident.incident_id = link.incident_id
     where link.waiting and not is_test and ($1::uuid is null or link.incident_id < $1) order by link.incident_id desc limit $2`,
    [olderThan ?? null, most],
  );
  return found.map((row) => ({ ...seenOf(row), incidentId: row.incident_id }));
}

interface DigestedSchool {
  readonly digest: Buffer;
  readonly oblastCode: string;
}

/** Locks links that wait for one of the schools, and their incidents, which are in its oblast. Skips locked ones. */
export async function lockLinkable(
  tx: EntityManager,
  schools: readonly DigestedSchool[],
  most: number,
): Promise<{ readonly incidentId: string; readonly digest: Buffer }[]> {
  const found = await rows<{ incident_id: string; school_digest: Buffer }>(tx, LOCK, [
    schools.map((school) => school.digest),
    schools.map(({ oblastCode }) => oblastCode),
    most,
  ]);
  const incidentIds = found.map((row) => row.incident_id);
  const free = new Set(await lockFree(tx, incidentIds));
  return found.flatMap(({ incident_id: incidentId, school_digest }) =>
    free.has(incidentId) ? [{ incidentId, digest: school_digest }] : [],
  );
}

/** Whether a link still waits for one of them, perhaps one that was locked. */
export async function isAnyLinkable(em: EntityManager, schools: readonly DigestedSchool[]): Promise<boolean> {
  const found = await rows(em, `select ${LINKABLE} limit 1`, [
    schools.map((school) => school.digest),
    schools.map(({ oblastCode }) => oblastCode),
  ]);
  return found.length > 0;
}

const LINKABLE = `link.incident_id, school_digest
  from incident_school link
  join unnest($1::bytea[], $2::text[]) as known (digest, oblast_code) on known.digest = link.school_digest
  join ${INCIDENT_ROWS} incident on incident.incident_id = link.incident_id and incident.oblast_code = known.oblast_code
  where link.waiting`;

const LOCK = `
  select ${LINKABLE} order by link.incident_id limit $3
  for no key update of link skip locked`;

export async function endWaiting(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
  await rows(tx, 'update incident_school set waiting = false where incident_id = any($1::uuid[])', [incidentIds]);
}
