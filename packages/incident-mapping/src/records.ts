import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { Refusal } from '@safe-community/domain-kit';

/** A record of a file: its cells, or why it is unreadable. */
export interface CsvRecord {
  /** Line of the file where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken?: string;
}

/** How a file is written. */
export interface RecordForm {
  /** One character, or "tab". */
  readonly delimiter?: string | undefined;
  /** As the WHATWG names it; UTF-8 by default. */
  readonly encoding?: string | undefined;
  /** Lines before the first record. */
  readonly skip_lines?: number | undefined;
}

/** In characters. An unclosed quote must not fill the memory. */
const MAX_RECORD = 1_000_000;
/** The replacement character for bytes that the encoding does not have. */
const NOT_DECODED = '\uFFFD';
const CUT_OFF = 'the file ends inside quotes that begin in this row: the rest is truncated or could not be separated';

/** Whether the encoding is known. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/**
 * Reads a CSV file (LF or CRLF, RFC 4180 quotes) record by record and skips rows without any text. If the file ends
 * inside quotes, the last record is broken. Throws a Refusal for a record of more than a million characters.
 */
export async function* readRecords(
  source: AsyncIterable<Uint8Array>,
  { delimiter = ',', encoding = 'utf-8', skip_lines: skipped = 0 }: RecordForm,
): AsyncGenerator<CsvRecord> {
  let endsInQuotes = false;
  const parser = parse({
    delimiter: delimiter === 'tab' ? '\t' : delimiter,
    max_record_size: MAX_RECORD,
    relax_column_count: true,
    relax_quotes: true,
    // A thrown error would discard rows that are not fetched yet.
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error?.code !== 'CSV_QUOTE_NOT_CLOSED') throw tooLong(error?.message ?? '');
      endsInQuotes = true;
      return undefined;
    },
  });
  const broken = `the row must be ${encoding.toUpperCase()}`;
  let line = 1;
  const records = Readable.from(decoded(source, encoding))
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  for await (const cells of records as AsyncIterable<string[]>) {
    // Spreadsheets end a table with rows of delimiters.
    const isBlank = cells.every((cell) => cell.trim() === '');
    const isDecoded = !cells.some((cell) => cell.includes(NOT_DECODED));
    if (!isBlank && line > skipped) yield isDecoded ? { line, cells } : { line, cells, broken };
    line += linesOf(cells);
  }
  if (endsInQuotes) yield { line, cells: [], broken: CUT_OFF };
}

/** The names of the columns: those that are given, else the next record. Undefined if there is none. */
export async function headerOf(
  records: AsyncGenerator<CsvRecord>,
  given: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  if (given !== undefined) return given;
  const first = await records.next();
  return first.done === true ? undefined : first.value.cells;
}

function tooLong(message: string): Refusal {
  const rule = `must have records of at most ${MAX_RECORD} characters: ${message}`;
  return new Refusal('invalid-argument', `the file ${rule}`, {
    reason: 'FIELDS_INVALID',
    violations: [{ field: 'export', rule }],
  });
}

async function* decoded(source: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of source) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** Counted here, because the parser counts a CRLF within quotes as two lines. */
function linesOf(cells: readonly string[]): number {
  return 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** Why a record cannot be read, whatever its columns mean. */
export function brokenRecord({ cells, broken }: CsvRecord, columns: number, longestCell: number): string | undefined {
  if (broken !== undefined) return broken;
  // Further cells without text are delimiters that a spreadsheet added.
  if (cells.length < columns || cells.slice(columns).some((cell) => cell.trim() !== '')) {
    return `the row has ${cells.length} columns, the header ${columns}: is it truncated?`;
  }
  return cells.some((text) => text.length > longestCell)
    ? `a cell is longer than ${longestCell} characters`
    : undefined;
}
