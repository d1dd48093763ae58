import { inOneGo, prepared, readTogether, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { CaseFile, CaseFileReader, ClosedCaseFile } from './get-incident.app.ts';
import { RESPONDERS_OF_MANY, toResponder, type ResponderRow } from '../incident/responders.store.ts';
import { decryptMergedReport, MERGED_INTO_MANY, type MergedRow } from '../duplicates/module.ts';
import { ADDITIONS_OF_MANY, decryptKeyedAddition, type KeyedAdditionRow } from '../follow-up/module.ts';
import { openPersonal } from '../reporting/personal-columns.store.ts';
import { OPEN_COLUMNS, toListed, type IncidentRow } from './incident-columns.store.ts';
import { sealedOf, type SealedColumns } from '../incident/key-columns.store.ts';
import { seenOf } from '../incident/seen-columns.store.ts';

type WholeRow = IncidentRow & SealedColumns;

/** Incidents of one read: as many calls as are often under way at once. */
const MOST = 128;

/**
 * One by one, so that each is looked for in the partition of its month only.
 *
 * What is asked for stands in a `select` of its own, here and in the others: so the planner knows no more of it when it
 * plans for these values than when it plans for all, and does it once for a connection. With fourteen partitions and
 * their indexes a plan takes ten times as long as what it is for.
 */
const INCIDENTS = prepared(`
  select ${OPEN_COLUMNS}, key_id, wrapped_key, ciphertext from unnest((select $1::uuid[])) as asked (id)
  cross join lateral (select * from incident where incident_id = asked.id limit 1) found`);
const RESPONDERS = prepared(RESPONDERS_OF_MANY);
const MERGED = prepared(MERGED_INTO_MANY);
const ADDITIONS = prepared(ADDITIONS_OF_MANY);

/** Reads for all who ask at the same time by one round trip. */
export function caseFileReader(database: Database, keyring: Keyring): CaseFileReader {
  const read = async (incidentIds: readonly string[]): Promise<(ClosedCaseFile | undefined)[]> => {
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
      return closed(keyring, { ...rows, additions: additionsTo(incidentId) });
    });
  };
  const find = readTogether(read, MOST);
  // As PostgreSQL writes it, by which the rows are found again.
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

function closed(keyring: Keyring, rows: CaseRows): ClosedCaseFile {
  const mergedIds = rows.merged.map((report) => report.incident_id);
  return { ...seenOf(rows.row), mergedIds, open: () => opened(keyring, rows) };
}

function opened(keyring: Keyring, { row, responders, merged, additions }: CaseRows): CaseFile {
  const personal = openPersonal(keyring, row.incident_id, sealedOf(row));
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
