import { readTogether, rows, toDate, type Database, type EntityManager } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { ASSIGNMENTS, toAssignment, type AssignmentRow } from './assignment.store.ts';
import { withoutPast } from './assignment.ts';
import { shownNumber } from './erasure.store.ts';
import type { Officer, OfficerKind, OfficerState, Versioned } from './officer.ts';
import { decryptPerson, encryptedOf, type EncryptedOfficer, type PersonColumns } from './person.adapter.ts';

export type FindOfficer = (officerId: string) => Promise<(Officer & Versioned) | undefined>;

/** Ids per read. */
const MAX_IDS = 500;

/** Finds officers as last committed; one read serves many callers. Ids are in lower case. */
export function officerFinder(database: Database, keyring: Keyring, clock: Pick<ClockAndIds, 'now'>): FindOfficer {
  const findTogether = readTogether(async (officerIds: readonly string[]) => {
    const found = await readOfficers(database.em.fork(), [...new Set(officerIds)]);
    const byId = new Map(found.map((officer) => [officer.officerId, officer]));
    return officerIds.map((officerId) => byId.get(officerId));
  }, MAX_IDS);
  return async (officerId) => {
    const found = await findTogether(officerId);
    if (found === undefined) return undefined;
    const { encrypted, ...record } = found;
    const assignments = withoutPast(record.assignments, clock.now());
    return { ...record, assignments, person: decryptPerson(keyring, officerId, encrypted) };
  };
}

/** The existing ones of these officers, in no particular order. */
export function readOfficers(
  em: EntityManager,
  officerIds: readonly string[],
): Promise<(EncryptedOfficer & Versioned)[]> {
  return readWhere(em, 'o.officer_id = any($1)', [officerIds]);
}

/** What ended since then is read too: the clock of a replica may be behind that of the database. */
const LATELY = `now() - interval '1 minute'`;

/** All officers who are assigned to a beat, or will be. */
export async function readOfficersOnBeats(em: EntityManager): Promise<EncryptedOfficer[]> {
  return (await rows<OfficerRow>(em, OFFICERS_ON_BEATS)).map(toOfficer);
}

// As sets: for one officer at a time, PostgreSQL prefers the index of an exclusion constraint, which takes milliseconds
// when there are many assignments.
const OFFICERS_ON_BEATS = `
  select o.*, h.assignments from officer o join (
    select held.officer_id, json_agg(held order by held.starts_at, held.assignment_id) as assignments
    from (${ASSIGNMENTS} where not isempty(a.during) and (a.ends_at is null or a.ends_at > ${LATELY})) held
    group by held.officer_id
  ) h using (officer_id)`;

interface OfficerRow extends PersonColumns {
  readonly officer_id: string;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly service_number: string;
  readonly patrol_unit_code: string | null;
  readonly registered_at: string;
  readonly version: number;
  readonly place_code: string | null;
  readonly police_unit_code: string | null;
  /** Null for none. */
  readonly assignments: readonly AssignmentRow[] | null;
}

/** Rows instead of entities: these are the hot reads of the service. */
async function readWhere(
  em: EntityManager,
  condition: string,
  values: readonly unknown[],
): Promise<(EncryptedOfficer & Versioned)[]> {
  const found = await rows<OfficerRow>(
    em,
    `select o.*, b.* from officer o cross join lateral (
       select json_agg(held order by held.starts_at, held.assignment_id) as assignments
       from (${ASSIGNMENTS} where a.officer_id = o.officer_id and not isempty(a.during)
         and (a.ends_at is null or a.ends_at > ${LATELY})) held
     ) b where ${condition}`,
    values,
  );
  return found.map(toOfficer);
}

function toOfficer(row: OfficerRow): EncryptedOfficer & Versioned {
  return {
    officerId: row.officer_id,
    kind: row.kind,
    state: row.state,
    serviceNumber: shownNumber(row.service_number),
    patrolUnitCode: row.patrol_unit_code ?? '',
    registeredAt: toDate(row.registered_at),
    version: row.version,
    placeCode: row.place_code ?? '',
    policeUnitCode: row.police_unit_code ?? '',
    assignments: (row.assignments ?? []).map(toAssignment),
    encrypted: encryptedOf(row),
  };
}
