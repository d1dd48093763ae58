import {
  prepared,
  readTogether,
  rows,
  type Column,
  type Database,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import { digest, type Keyring } from '@safe-community/security/encryption';
import {
  firstIdOf,
  SEEN_COLUMNS,
  seenOf,
  type Incident,
  type IncidentState,
  type Seen,
  type SeenColumns,
} from '../incident/module.ts';
import { namedSchool, type NamedSchool } from './named-school.ts';

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

/** Finds the schools that reports name: the only statement that such a report needs besides its insert. */
export interface SchoolFinder {
  /** Undefined, without a statement, if the report names none. */
  named(report: Pick<Incident['personal'], 'attributes'>): Promise<NamedSchool | undefined>;
}

const FIND = prepared(
  `select edrpou, oblast_code from unnest((select $1::text[])) as asked (code) join school on edrpou = asked.code`,
);
const MAX_READ = 128;

export function schoolFinder(database: Database): SchoolFinder {
  const find = readTogether<string, NamedSchool>(async (codes) => {
    const found = await rows<{ edrpou: string; oblast_code: string }>(database.em.fork(), FIND, [[...new Set(codes)]]);
    const oblasts = new Map(found.map((row) => [row.edrpou, row.oblast_code]));
    return codes.map((edrpou) => ({ edrpou, oblastCode: oblasts.get(edrpou) }));
  }, MAX_READ);
  return {
    async named({ attributes }) {
      const edrpou = namedSchool(attributes);
      return edrpou === undefined ? undefined : find(edrpou);
    },
  };
}

/** A keyed digest: the table alone does not say at which school a sensitive incident happened. */
export function schoolDigest(keyring: Keyring, edrpou: string): Buffer {
  return digest(keyring, JSON.stringify(['school', edrpou]));
}

/** The link of a new incident, as its insert stores it. */
export interface NewLink {
  readonly incidentId: string;
  readonly digest: Buffer;
  readonly waiting: boolean;
}

export const LINK_COLUMNS: readonly Column<NewLink>[] = [
  ['incident_id', 'uuid', ({ incidentId }) => incidentId],
  ['school_digest', 'bytea', (link) => link.digest],
  ['waiting', 'boolean', ({ waiting }) => waiting],
];

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
     from incident_school link join incident on incident.incident_id = link.incident_id
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
     from incident_school link join incident on incident.incident_id = link.incident_id
     where link.waiting and not is_test and ($1::uuid is null or link.incident_id < $1) order by link.incident_id desc limit $2`,
    [olderThan ?? null, most],
  );
  return found.map((row) => ({ ...seenOf(row), incidentId: row.incident_id }));
}

/** A school that an import added or changed, whose reports may wait. */
export interface ChangedSchool {
  readonly edrpou: string;
  readonly oblastCode: string;
  /** As the database writes it, to the microsecond. */
  readonly changedAt: string;
  /** A report that looked for it just before the change is committed by now, or never will be. */
  readonly isSettled: boolean;
}

export async function changedSchools(em: EntityManager): Promise<ChangedSchool[]> {
  const found = await rows<{ edrpou: string; oblast_code: string; changed: string; settled: boolean }>(em, CHANGED);
  return found.map((row) => ({
    edrpou: row.edrpou,
    oblastCode: row.oblast_code,
    changedAt: row.changed,
    isSettled: row.settled,
  }));
}

const CHANGED = `
  select edrpou, oblast_code, changed_at::text as changed, changed_at < now() - interval '1 minute' as settled
  from school where changed_at is not null`;

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
  return found.map((row) => ({ incidentId: row.incident_id, digest: row.school_digest }));
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
  join incident on incident.incident_id = link.incident_id and incident.oblast_code = known.oblast_code
  where link.waiting`;

const LOCK = `
  select ${LINKABLE} order by link.incident_id limit $3
  for no key update of link, incident skip locked`;

export async function endWaiting(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
  await rows(tx, 'update incident_school set waiting = false where incident_id = any($1::uuid[])', [incidentIds]);
}

/** Nothing waits for these schools any more. One that was changed again meanwhile stays marked. */
export async function endChanges(em: EntityManager, schools: readonly ChangedSchool[]): Promise<void> {
  await rows(
    em,
    `update school set changed_at = null from unnest($1::text[], $2::text[]) as done (code, changed)
     where edrpou = code and changed_at = changed::timestamptz`,
    [schools.map(({ edrpou }) => edrpou), schools.map(({ changedAt }) => changedAt)],
  );
}
