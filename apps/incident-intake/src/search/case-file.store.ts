import { inOneGo, prepared, readTogether, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { MERGED_INTO_MANY, decryptMergedReport, type MergedReport, type MergedRow } from '../duplicates/module.ts';
import { ADDITIONS_OF_MANY, decryptKeyedAddition, type Addition, type KeyedAdditionRow } from '../follow-up/module.ts';
import {
  decryptPersonal,
  encryptedOf,
  ENCRYPTED_INCIDENTS,
  RESPONDERS_OF_MANY,
  seenOf,
  toListed,
  toResponder,
  type EncryptedColumns,
  type Incident,
  type IncidentRow,
  type ResponderRow,
  type Seen,
} from '../incident/module.ts';

/** An incident with its additions and its merged reports. */
export interface CaseFile {
  readonly incident: Incident;
  /** Oldest first. None after an erasure. */
  readonly additions: readonly Addition[];
  /** Its merged reports, the first 50 in the order of receipt. */
  readonly mergedReports: readonly MergedReport[];
}

/** The same while all personal data is still encrypted. */
interface EncryptedCaseFile extends Seen {
  /** Incidents that were merged into it. */
  readonly mergedIds: readonly string[];
  /** Decrypts it, for an entitled caller. Throws if the stored data is not what was encrypted. */
  open(): CaseFile;
}

export interface CaseFileReader {
  find(incidentId: string): Promise<EncryptedCaseFile | undefined>;
}

type WholeRow = IncidentRow & EncryptedColumns;

/** Incidents per read: about the number of calls in flight. */
const MOST = 128;

/**
 * One by one, so that each is searched only in the partition of its month.
 *
 * The ids are in a `select` of their own, here and in the other statements. A plan for given ids is then no better than
 * a generic one, so PostgreSQL plans once for a connection. With fourteen partitions and their indexes, planning takes
 * ten times as long as the read.
 */
const INCIDENTS = prepared(`
  select found.* from unnest((select $1::uuid[])) as asked (id)
  cross join lateral (select * from ${ENCRYPTED_INCIDENTS} incident where incident_id = asked.id limit 1) found`);
const RESPONDERS = prepared(RESPONDERS_OF_MANY);
const MERGED = prepared(MERGED_INTO_MANY);
const ADDITIONS = prepared(ADDITIONS_OF_MANY);

/** Serves all concurrent calls by one round trip. */
export function caseFileReader(database: Database, keyring: Keyring): CaseFileReader {
  const read = async (incidentIds: readonly string[]): Promise<(EncryptedCaseFile | undefined)[]> => {
    const values = [[...new Set(incidentIds)]];
    const steps = [INCIDENTS, RESPONDERS, MERGED, ADDITIONS].map((statement) => ({ statement, values }));
    const [incidents = [], ...others] = await inOneGo(database, steps);
    const [responders = [], merged = [], additions = []] = others;
    const found = new Map((incidents as unknown as WholeRow[]).map((row) => [row.incident_id, row]));
    const respondersOf = grouped(responders as unknown as SentRow[], ({ incident_id: id }) => id);
    const mergedInto = grouped(merged as unknown as MergedRow[], ({ merged_into: id }) => id);
    const additionsTo = grouped(additions as unknown as KeyedAdditionRow[], ({ incident_id: id }) => id);
    return incidentIds.map((incidentId) => {
      const row = found.get(incidentId);
      if (row === undefined) return undefined;
      const rows = { row, responders: respondersOf(incidentId), merged: mergedInto(incidentId) };
      return encrypted(keyring, { ...rows, additions: additionsTo(incidentId) });
    });
  };
  const find = readTogether(read, MOST);
  // PostgreSQL returns ids in lower case.
  return { find: (incidentId) => find(incidentId.toLowerCase()) };
}

interface SentRow extends ResponderRow {
  readonly incident_id: string;
}

interface CaseRows {
  readonly row: WholeRow;
  readonly responders: readonly SentRow[];
  readonly merged: readonly MergedRow[];
  readonly additions: readonly KeyedAdditionRow[];
}

function encrypted(keyring: Keyring, rows: CaseRows): EncryptedCaseFile {
  const mergedIds = rows.merged.map((report) => report.incident_id);
  return { ...seenOf(rows.row), mergedIds, open: () => opened(keyring, rows) };
}

function opened(keyring: Keyring, { row, responders, merged, additions }: CaseRows): CaseFile {
  const personal = decryptPersonal(keyring, row.incident_id, encryptedOf(row));
  return {
    incident: { ...toListed(row), responders: responders.map(toResponder), personal },
    additions: additions.map((addition) => decryptKeyedAddition(keyring, addition)),
    mergedReports: merged.map((report) => decryptMergedReport(keyring, report)),
  };
}

function grouped<Row>(rows: readonly Row[], idOf: (row: Row) => string): (id: string) => readonly Row[] {
  const groups = Map.groupBy(rows, idOf);
  return (id) => groups.get(id) ?? [];
}
