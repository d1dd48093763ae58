import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import { Problem } from '../terminal/problem.ts';

/** A record of a CSV file: its cells, or why it can't be read. */
export interface CsvRecord {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken?: string;
}

/** Longer than any record of sense, in bytes: a quote that is never closed must not fill the memory. */
const LONGEST_RECORD = 1_000_000;
/** What stands in place of bytes that are not UTF-8. */
const NOT_DECODED = '\uFFFD';
const NOT_UTF_8 = 'the row must be UTF-8';
const CUT_OFF =
  'the file ends inside quotes that begin in this row: what follows is cut off or could not be told apart';

/**
 * Reads a CSV file (UTF-8, LF or CRLF, quotes by RFC 4180) a record at a time; blank lines are left out. A file that ends
 * inside quotes gives its last record as broken. Throws a Problem when quotes are wrong so that nobody could say where
 * the next record begins.
 */
export async function* readRecords(file: string, delimiter: string): AsyncGenerator<CsvRecord> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: LONGEST_RECORD,
    relax_column_count: true,
    relax_quotes: true,
  });
  // An error of the file destroys the parser, and the loop below throws it.
  pipeline(createReadStream(file), parser, () => {});
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const line = lastLine + 1;
      lastLine = info.lines;
      if (record.length === 1 && record[0] === '') continue;
      yield record.some((cell) => cell.includes(NOT_DECODED))
        ? { line, cells: record, broken: NOT_UTF_8 }
        : { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code !== 'CSV_QUOTE_NOT_CLOSED')
      throw new Problem(`${file}, from line ${lastLine + 1}: ${error.message}`);
    yield { line: lastLine + 1, cells: [], broken: CUT_OFF };
  }
}
