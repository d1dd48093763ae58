import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { Problem } from '../terminal/problem.ts';

/** A record of a CSV file: its cells, or why it is unreadable. */
export interface CsvRecord {
  /** Line of the file where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken?: string;
}

/** In bytes. An unclosed quote must not fill the memory. */
const LONGEST_RECORD = 1_000_000;
/** The replacement character for bytes that are not UTF-8. */
const NOT_DECODED = '\uFFFD';
const NOT_UTF_8 = 'the row must be UTF-8';
const CUT_OFF = 'the file ends inside quotes that begin in this row: the rest is truncated or could not be separated';

/**
 * Reads a CSV file (UTF-8, LF or CRLF, RFC 4180 quotes) record by record and skips blank lines. If the file ends inside
 * quotes, the last record is broken. Throws a Problem for a record of more than a million bytes.
 */
export async function* readRecords(file: string, delimiter: string): AsyncGenerator<CsvRecord> {
  let endsInQuotes = false;
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: LONGEST_RECORD,
    relax_column_count: true,
    relax_quotes: true,
    // A thrown error would discard rows that are not fetched yet.
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error?.code !== 'CSV_QUOTE_NOT_CLOSED') throw new Problem(`${file}: ${error?.message}`);
      endsInQuotes = true;
      return undefined;
    },
  });
  // A file error destroys the parser, and the loop below throws it.
  pipeline(createReadStream(file), parser, () => {});
  let line = 1;
  for await (const cells of parser as AsyncIterable<string[]>) {
    const isBlank = cells.length === 1 && cells[0] === '';
    if (!isBlank) yield recordOf(line, cells);
    line += linesOf(cells);
  }
  if (endsInQuotes) yield { line, cells: [], broken: CUT_OFF };
}

function recordOf(line: number, cells: readonly string[]): CsvRecord {
  const isUtf8 = !cells.some((cell) => cell.includes(NOT_DECODED));
  return isUtf8 ? { line, cells } : { line, cells, broken: NOT_UTF_8 };
}

/** Counted here, because the parser counts a CRLF within quotes as two lines. */
function linesOf(cells: readonly string[]): number {
  return 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}
