import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import type { ImportOfficersResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { readRecords } from '../incident-file/read-records.ts';
import { Problem } from '../terminal/problem.ts';
import { officerColumns, parseOfficer, type OfficerColumns, type ParsedOfficer } from './parse-officer.ts';

export interface OfficerFile {
  readonly file: string;
  readonly delimiter: string;
  readonly sourceSystem: string;
  readonly demonstration: boolean;
}

/** Counts of the rows read so far. */
export interface OfficerTally {
  rows: number;
  added: number;
  alreadyKnown: number;
  refused: number;
}

/** Receives each rejected row in line order, and the tally after each thousand rows. */
export interface OfficerListener {
  refused(line: number, reasons: readonly string[]): void;
  progress(tally: OfficerTally): void;
}

/** Small enough that a broken call is cheap to repeat. */
const ROWS_PER_CALL = 1_000;
const TRIES = 3;

/**
 * Imports a file with about a thousand rows in memory at a time. Throws a Problem when the file is not a readable table, a
 * CallError when the registry fails; the rows reported before that are imported.
 */
export async function importOfficerFile(
  connection: Connection,
  order: OfficerFile,
  listener: OfficerListener,
): Promise<OfficerTally> {
  const tally: OfficerTally = { rows: 0, added: 0, alreadyKnown: 0, refused: 0 };
  let batch: ParsedOfficer[] = [];
  const flush = async (): Promise<void> => {
    const refusals = await take(connection, order.sourceSystem, batch, tally);
    for (const { line, reasons } of refusals) listener.refused(line, reasons);
    listener.progress(tally);
    batch = [];
  };
  for await (const parsed of parsedRows(order)) {
    batch.push(parsed);
    if (batch.length === ROWS_PER_CALL) await flush();
  }
  if (batch.length > 0) await flush();
  return tally;
}

async function* parsedRows({ file, delimiter, demonstration }: OfficerFile): AsyncGenerator<ParsedOfficer> {
  let columns: OfficerColumns | undefined;
  for await (const record of readRecords(file, delimiter)) {
    if (columns === undefined) columns = officerColumns(record.cells);
    else yield parseOfficer(record, columns, demonstration);
  }
  if (columns === undefined) throw new Problem(`${file} is empty: it must begin with a header line.`);
}

interface RefusedRow {
  readonly line: number;
  readonly reasons: readonly string[];
}

async function take(
  connection: Connection,
  sourceSystem: string,
  batch: readonly ParsedOfficer[],
  tally: OfficerTally,
): Promise<RefusedRow[]> {
  const rows = batch.flatMap((parsed) => ('row' in parsed ? [parsed.row] : []));
  const unreadable = batch.flatMap((parsed) => ('row' in parsed ? [] : [parsed]));
  const answer = await sendRows(connection, sourceSystem, rows);
  tally.rows += batch.length;
  tally.added += answer.added;
  tally.alreadyKnown += answer.alreadyKnown;
  tally.refused += unreadable.length + answer.refused;
  const byRow = Map.groupBy(answer.refusedFields, ({ rowNumber }) => rowNumber);
  const refused = [...byRow].map(([line, fields]) => ({
    line,
    reasons: fields.map(({ field, rule }) => `${field} ${rule}`),
  }));
  return [...unreadable, ...refused].toSorted((a, b) => a.line - b.line);
}

const NOTHING: ImportOfficersResponse = { added: 0, alreadyKnown: 0, refused: 0, refusedFields: [] };

/** Repeats a broken call unchanged: rows accepted before count as already known. */
async function sendRows(
  { officerRecords }: Connection,
  sourceSystem: string,
  rows: readonly OfficerImportRow[],
): Promise<ImportOfficersResponse> {
  if (rows.length === 0) return NOTHING;
  const header = { requestId: randomUUID(), sourceSystem };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await officerRecords.importOfficers(header, rows);
    } catch (error) {
      const isBroken = error instanceof CallError && error.code === status.UNAVAILABLE;
      if (!isBroken || attempt === TRIES) throw error;
    }
  }
}
