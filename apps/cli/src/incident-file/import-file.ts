import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';
import { findColumns, type ColumnNames } from './columns.ts';
import { parseRow, type RowRules } from './parse-row.ts';
import { readRecords } from './read-records.ts';
import { rowIds } from './row-ids.ts';
import { ROWS_A_CALL, sendRows } from './send-rows.ts';

export interface ImportOrder extends Pick<RowRules, 'channel' | 'demonstration' | 'codeOf' | 'timeOf'> {
  readonly file: string;
  readonly delimiter: string;
  readonly names: ColumnNames;
  readonly sourceSystem: string;
}

/** What became of the rows read so far. */
export interface ImportTally {
  rows: number;
  added: number;
  alreadyKnown: number;
  refused: number;
  /** Points outside Ukraine that were left out of their rows. */
  pointsLeftOut: number;
}

/** Told of each refused row, in the order of the lines within a thousand rows, and of the tally from time to time. */
export interface ImportListener {
  refused(line: number, reasons: readonly string[]): void;
  progress(tally: ImportTally): void;
}

/**
 * Imports a file row by row; some thousand rows are in memory at a time. Throws a
 * Problem when the file cannot be read as a table, a CallError when intake fails;
 * what was told before is imported then.
 */
export async function importFile(
  connection: Connection,
  order: ImportOrder,
  listener: ImportListener,
): Promise<ImportTally> {
  const tally: ImportTally = { rows: 0, added: 0, alreadyKnown: 0, refused: 0, pointsLeftOut: 0 };
  const refusals = new Map<number, readonly string[]>();
  let waiting: ImportRow[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) {
      const { added, alreadyKnown, refusedRows } = await sendRows(connection, order.sourceSystem, waiting);
      tally.added += added;
      tally.alreadyKnown += alreadyKnown;
      for (const { rowNumber, field, rule } of refusedRows) refusals.set(rowNumber, [`${field} ${rule}`]);
    }
    tally.refused += refusals.size;
    for (const [line, reasons] of [...refusals].toSorted(([a], [b]) => a - b)) listener.refused(line, reasons);
    refusals.clear();
    waiting = [];
    listener.progress(tally);
  };
  let rules: RowRules | undefined;
  for await (const record of readRecords(order.file, order.delimiter)) {
    if (rules === undefined) {
      rules = { ...order, columns: findColumns(record.cells, order.names), idOf: rowIds() };
      continue;
    }
    tally.rows += 1;
    const parsed = parseRow(record, rules);
    if ('row' in parsed) {
      waiting.push(parsed.row);
      if (parsed.pointLeftOut) tally.pointsLeftOut += 1;
    } else refusals.set(parsed.line, parsed.reasons);
    if (waiting.length + refusals.size >= ROWS_A_CALL) await flush();
  }
  if (rules === undefined) throw new Problem(`${order.file} is empty: it must begin with a header line.`);
  await flush();
  return tally;
}
