import { randomUUID } from 'node:crypto';
import {
  brokenRecord as broken,
  headerOf,
  mergedIntoRejected,
  ruleOf,
  type CsvRecord,
  type RecordForm,
} from '@safe-community/incident-mapping';
import { isCallError } from '../connection/failed-call.ts';
import type { ImportHeader } from '../connection/import-rows.ts';
import { Problem } from '../terminal/problem.ts';
import { readRecords } from './read-records.ts';

/** A row to send, one that is left out or merged into another on purpose, or all reasons why it is invalid. */
export type ParsedRow<Row> = { readonly row: Row } | RefusedRow | SkippedRow | MergedRow;

interface SkippedRow {
  readonly skippedLine: number;
}

interface MergedRow {
  readonly mergedLine: number;
  /** Line of the row that it is part of. */
  readonly into: number;
}

export interface RefusedRow {
  readonly line: number;
  readonly reasons: readonly string[];
}

interface RowViolation {
  readonly rowNumber: number;
  readonly field: string;
  readonly rule: string;
}

/** The response of a service to a part of the rows. */
interface ImportAnswer {
  readonly added: number;
  /** Of services that take the steps of known rows. */
  readonly updated?: number;
  readonly different?: number;
  readonly differentRows?: readonly RowViolation[];
  readonly alreadyKnown: number;
  readonly refused: number;
  readonly refusedFields: readonly RowViolation[];
}

/** Gets the header line and returns how to read the others. Throws a Problem for a header that is not understood. */
export type ParserOf<Row> = (header: readonly string[]) => (record: CsvRecord) => ParsedRow<Row>;

/** Of rows that depend on each other; each result takes the place of its record. */
type ReaderOf<Row> = (header: readonly string[]) => {
  readonly all: (records: AsyncIterable<CsvRecord>) => AsyncIterable<ParsedRow<Row>>;
};

export interface RowFile<Row> {
  readonly file: string;
  readonly delimiter: string;
  /** Besides the delimiter; with a header if the file has none. */
  readonly form?: RecordForm & { readonly header?: readonly string[] | undefined };
  readonly sourceSystem: string;
  readonly parserOf: ParserOf<Row> | ReaderOf<Row>;
  /** Absent if the file is only checked. */
  readonly send?: ((header: ImportHeader, rows: readonly Row[]) => Promise<ImportAnswer>) | undefined;
}

/** Counts of the rows read so far. */
export interface RowTally {
  rows: number;
  added: number;
  updated: number;
  alreadyKnown: number;
  different: number;
  skipped: number;
  merged: number;
  refused: number;
}

/** Receives each rejected row in line order, those that differ from what is stored, and the tally after each thousand rows. */
export interface RowListener {
  refused(row: RefusedRow): void;
  differing(row: RefusedRow): void;
  progress(tally: RowTally): void;
}

/** Small enough that a broken call is cheap to repeat. */
const ROWS_PER_CALL = 1_000;
const TRIES = 3;

/**
 * Imports a file with about a thousand rows in memory at a time. Throws a Problem when the file is not a readable table, a
 * CallError when the service fails; the rows reported before that are imported.
 */
export async function importRowFile<Row>(rowFile: RowFile<Row>, listener: RowListener): Promise<RowTally> {
  const tally: RowTally = {
    rows: 0,
    added: 0,
    updated: 0,
    alreadyKnown: 0,
    different: 0,
    skipped: 0,
    merged: 0,
    refused: 0,
  };
  let batch: ParsedRow<Row>[] = [];
  const refusedLines = new Set<number>();
  const flush = async (): Promise<void> => {
    const { refused, differing } = await take(rowFile, batch, tally, refusedLines);
    for (const row of refused) listener.refused(row);
    for (const row of differing) listener.differing(row);
    listener.progress(tally);
    batch = [];
  };
  for await (const parsed of parsedRows(rowFile)) {
    batch.push(parsed);
    if (batch.length === ROWS_PER_CALL) await flush();
  }
  if (batch.length > 0) await flush();
  return tally;
}

async function* parsedRows<Row>({ file, delimiter, form, parserOf }: RowFile<Row>): AsyncGenerator<ParsedRow<Row>> {
  const records = readRecords(file, { ...form, delimiter });
  const header = await headerOf(records, form?.header);
  if (header === undefined)
    throw new Problem({
      uk: `${file} порожній: він має починатися з рядка заголовків.`,
      en: `${file} is empty: it must begin with a header line.`,
    });
  const parse = parserOf(header);
  if (typeof parse !== 'function') return yield* parse.all(records);
  for await (const record of records) yield parse(record);
}

async function take<Row>(
  rowFile: RowFile<Row>,
  batch: readonly ParsedRow<Row>[],
  tally: RowTally,
  refusedLines: Set<number>,
): Promise<Record<'refused' | 'differing', RefusedRow[]>> {
  const rows = batch.flatMap((parsed) => ('row' in parsed ? [parsed.row] : []));
  const unreadable = batch.filter((parsed): parsed is RefusedRow => 'reasons' in parsed);
  const answer = await sendRows(rowFile, rows);
  tally.rows += batch.length;
  tally.added += answer.added;
  tally.updated += answer.updated ?? 0;
  tally.different += answer.different ?? 0;
  tally.alreadyKnown += answer.alreadyKnown;
  tally.skipped += batch.filter((parsed) => 'skippedLine' in parsed).length;
  const answered = byRow(answer.refusedFields);
  for (const { line } of answered) refusedLines.add(line);
  const merged = batch.filter((parsed): parsed is MergedRow => 'mergedLine' in parsed);
  // The row that it is part of stands before it.
  const lost = merged.filter(({ into }) => refusedLines.has(into));
  tally.merged += merged.length - lost.length;
  tally.refused += unreadable.length + answer.refused + lost.length;
  const ofRejected = lost.map(({ mergedLine: line, into }) => ({ line, reasons: [ruleOf(mergedIntoRejected(into))] }));
  const refused = [...unreadable, ...answered, ...ofRejected].toSorted((a, b) => a.line - b.line);
  return { refused, differing: byRow(answer.differentRows ?? []) };
}

function byRow(violations: readonly RowViolation[]): RefusedRow[] {
  return [...Map.groupBy(violations, ({ rowNumber }) => rowNumber)].map(([line, fields]) => ({
    line,
    reasons: fields.map(({ field, rule }) => `${field} ${rule}`),
  }));
}

const NOTHING: ImportAnswer = { added: 0, alreadyKnown: 0, refused: 0, refusedFields: [] };

/** Repeats a broken call unchanged: rows accepted before count as already known. */
async function sendRows<Row>({ send, sourceSystem }: RowFile<Row>, rows: readonly Row[]): Promise<ImportAnswer> {
  if (rows.length === 0 || send === undefined) return NOTHING;
  const header = { requestId: randomUUID(), sourceSystem };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(header, rows);
    } catch (error) {
      const isBroken = isCallError(error) && error.status === 'UNAVAILABLE';
      if (!isBroken || attempt === TRIES) throw error;
    }
  }
}

/** Longer texts than any field may have: a message with them would end the import. */
const MAX_CELL_LENGTH = 2_000;

/** Why a record cannot be read, whatever its columns mean. */
export function brokenRecord(record: CsvRecord, columns: number): string[] {
  const rule = broken(record, columns, MAX_CELL_LENGTH);
  return rule === undefined ? [] : [rule];
}
