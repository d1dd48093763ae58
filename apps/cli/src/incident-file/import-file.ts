import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';
import { findColumns, type ColumnNames } from './columns.ts';
import { parseRow, type ParsedRow, type RowRules } from './parse-row.ts';
import { readRecords } from '../row-file/read-records.ts';
import { rowIds } from '../row-file/row-ids.ts';
import { ROWS_PER_CALL, sendRows } from './send-rows.ts';

export interface ImportOrder extends Pick<RowRules, 'names' | 'channel' | 'demonstration' | 'codeOf' | 'timeOf'> {
  readonly file: string;
  readonly delimiter: string;
  readonly names: ColumnNames;
  readonly sourceSystem: string;
}

/** Counts of the rows read so far. */
export interface ImportTally {
  rows: number;
  added: number;
  alreadyKnown: number;
  refused: number;
  /** Points outside Ukraine that were dropped from their rows. */
  pointsLeftOut: number;
}

/** Receives each rejected row in line order, and the tally after each thousand rows. */
export interface ImportListener {
  refused(line: number, reasons: readonly string[]): void;
  progress(tally: ImportTally): void;
}

/**
 * Imports a file with about a thousand rows in memory at a time. Throws a Problem
 * when the file is not a readable table, a CallError when intake fails; the rows
 * reported before that are imported.
 */
export async function importFile(
  connection: Connection,
  order: ImportOrder,
  listener: ImportListener,
): Promise<ImportTally> {
  const tally: ImportTally = { rows: 0, added: 0, alreadyKnown: 0, refused: 0, pointsLeftOut: 0 };
  for await (const batch of batchesOf(parsedRows(order))) {
    const refusals = await take(connection, order.sourceSystem, batch, tally);
    for (const { line, reasons } of refusals) listener.refused(line, reasons);
    listener.progress(tally);
  }
  return tally;
}

async function* parsedRows(order: ImportOrder): AsyncGenerator<ParsedRow> {
  let rules: RowRules | undefined;
  for await (const record of readRecords(order.file, order.delimiter)) {
    if (rules !== undefined) yield parseRow(record, rules);
    // The first record is the header.
    else rules = { ...order, columns: findColumns(record.cells, order.names), idOf: rowIds() };
  }
  if (rules === undefined) throw new Problem(`${order.file} is empty: it must begin with a header line.`);
}

async function* batchesOf(rows: AsyncIterable<ParsedRow>): AsyncGenerator<ParsedRow[]> {
  let batch: ParsedRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_PER_CALL) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface Refusal {
  readonly line: number;
  readonly reasons: readonly string[];
}

/** Sends the readable rows, updates the tally, and returns the rejected rows by line. */
async function take(
  connection: Connection,
  sourceSystem: string,
  batch: readonly ParsedRow[],
  tally: ImportTally,
): Promise<Refusal[]> {
  const readable = batch.flatMap((parsed) => ('row' in parsed ? [parsed] : []));
  const unreadable = batch.flatMap((parsed) => ('row' in parsed ? [] : [parsed]));
  const rows = readable.map(({ row }) => row);
  const answer = await sendRows(connection, sourceSystem, rows);
  tally.rows += batch.length;
  tally.added += answer.added;
  tally.alreadyKnown += answer.alreadyKnown;
  tally.refused += unreadable.length + answer.refused;
  tally.pointsLeftOut += readable.filter(({ pointLeftOut }) => pointLeftOut).length;
  const refusedByIntake = answer.refusedRows.map(({ rowNumber, field, rule }) => {
    return { line: rowNumber, reasons: [`${field} ${rule}`] };
  });
  return [...unreadable, ...refusedByIntake].toSorted((a, b) => a.line - b.line);
}
