import { rows, toDate, type Database } from '@safe-community/database';
import type { Encrypted } from '@safe-community/security/encryption';
import type { AssignmentRole, OfficerKind, OfficerRecord, OfficerState } from '../../domain/officer.ts';

/** An officer as the database has it: the person still encrypted. */
export interface SealedOfficer extends OfficerRecord {
  readonly sealed: Encrypted;
}

/** The officers of these ids that there are, in no order. */
export async function readOfficers(database: Database, officerIds: readonly string[]): Promise<SealedOfficer[]> {
  return read(database, 'o.officer_id = any($1)', [officerIds]);
}

/** All officers who have a part on some beat. */
export async function readOfficersOnBeats(database: Database): Promise<SealedOfficer[]> {
  return read(database, 'exists (select from assignment a where a.officer_id = o.officer_id)', []);
}

interface OfficerRow {
  readonly officer_id: string;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly service_number: string;
  readonly patrol_unit_code: string | null;
  readonly registered_at: string;
  readonly demonstration: boolean;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly ciphertext: Buffer;
  readonly hromadas: readonly string[];
  readonly districts: readonly string[];
  readonly roles: readonly AssignmentRole[];
  readonly times: readonly string[];
}

/** Plain rows instead of entities: these are the hot reads of the service. */
async function read(database: Database, condition: string, values: readonly unknown[]): Promise<SealedOfficer[]> {
  const found = await rows<OfficerRow>(
    database.em.fork(),
    `select o.*, b.* from officer o cross join lateral (
       select coalesce(array_agg(a.hromada_code order by a.assigned_at), '{}') as hromadas,
              coalesce(array_agg(a.starosta_district_code order by a.assigned_at), '{}') as districts,
              coalesce(array_agg(a.role order by a.assigned_at), '{}') as roles,
              coalesce(array_agg(a.assigned_at::text order by a.assigned_at), '{}') as times
       from assignment a where a.officer_id = o.officer_id
     ) b where ${condition}`,
    values,
  );
  return found.map(toOfficer);
}

function toOfficer(row: OfficerRow): SealedOfficer {
  return {
    officerId: row.officer_id,
    kind: row.kind,
    state: row.state,
    serviceNumber: row.service_number,
    patrolUnitCode: row.patrol_unit_code ?? '',
    registeredAt: toDate(row.registered_at),
    demonstration: row.demonstration,
    assignments: row.hromadas.map((hromadaCode, index) => ({
      beat: { hromadaCode, starostaDistrictCode: row.districts[index] ?? '' },
      role: row.roles[index] ?? 'deputy',
      assignedAt: toDate(row.times[index] ?? ''),
    })),
    sealed: { keyId: row.key_id, wrappedKey: row.wrapped_key, ciphertext: row.ciphertext },
  };
}
