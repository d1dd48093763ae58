import { pipeline } from 'node:stream';

import { parse } from 'csv-parse';
import type { Info } from 'csv-parse';

import { parseRow } from './parse-row.ts';
import { CATEGORY_LEVELS } from './row.ts';
import type { CodifierRow, RefusedRow } from './row.ts';

export type CodifierOutcome =
  | { readonly kind: 'accepted'; readonly row: CodifierRow }
  | { readonly kind: 'refused'; readonly row: RefusedRow };

/** Longest record taken, in bytes: a file without line ends is no codifier and must not fill the memory. */
const MAX_RECORD_BYTES = 10_000;
const SHOWN_CHARACTERS = 200;

/**
 * Reads the official KATOTTG codifier as published: `;` between columns, CRLF (or LF), five code columns, category,
 * name with or without trailing blanks, no quotes, a header line, UTF-8 with or without a byte order mark.
 *
 * Yields every row but the header, in the file's order, as accepted or as refused with its line and the first rule that
 * it breaks: column count, category, form of the codes, name, level, digits of the enclosing codes, duplicate,
 * enclosing unit not accepted above. Holds one line at a time and the codes met so far. Throws when the source fails or
 * holds a record longer than 10,000 bytes.
 */
export async function* readCodifier(source: AsyncIterable<Buffer | string>): AsyncGenerator<CodifierOutcome> {
  const accepted = new Map<string, Pick<CodifierRow, 'line' | 'category'>>();
  for await (const { cells, line, position } of records(source)) {
    if (position === 1 && isHeader(cells)) continue;
    const row = parseRow(cells, line);
    const reason = 'reason' in row ? row.reason : contextReason(row, accepted);
    if ('reason' in row || reason !== undefined) {
      const text = cells.join(';').slice(0, SHOWN_CHARACTERS);
      yield { kind: 'refused', row: { line, reason: reason ?? '', text } };
    } else {
      accepted.set(row.code, { line, category: row.category });
      yield { kind: 'accepted', row };
    }
  }
}

interface PublishedRecord {
  readonly cells: string[];
  /** In the file, blank lines counted. */
  readonly line: number;
  /** Among the records, from 1. */
  readonly position: number;
}

async function* records(source: AsyncIterable<Buffer | string>): AsyncGenerator<PublishedRecord> {
  const parser = parse({
    bom: true,
    delimiter: ';',
    info: true,
    max_record_size: MAX_RECORD_BYTES,
    quote: false,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  // An error of the source destroys the parser, and the loop below throws it.
  pipeline(source, parser, () => {});
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    yield { cells: record, line: info.lines, position: info.records };
  }
}

/** A first line of names instead of codes. A file without a header loses no row. */
function isHeader(cells: readonly string[]): boolean {
  const [category = '', name = ''] = cells.slice(5).map((cell) => cell.toLowerCase());
  return category.startsWith('категорія') && name.startsWith('назва');
}

/** The first rule that the row breaks together with the rows above it. */
function contextReason(
  row: CodifierRow,
  accepted: ReadonlyMap<string, Pick<CodifierRow, 'line' | 'category'>>,
): string | undefined {
  const earlier = accepted.get(row.code);
  if (earlier !== undefined) return `${row.code} is already the code of line ${earlier.line}`;
  for (const [column, code] of row.parents.entries()) {
    const parent = accepted.get(code);
    if (parent === undefined) return `code column ${column + 1}: no row above was accepted with the code ${code}`;
    // Where a level is missing, the codifier repeats the unit above it: in the districts of Kyiv and Sevastopol, and in
    // Prypiat and Chornobyl, which belong to no raion and no hromada.
    const isRepeated = code === row.parents[column - 1];
    if (CATEGORY_LEVELS[parent.category] !== column + 1 && !isRepeated) {
      return `code column ${column + 1}: ${code} is of category ${parent.category}, which has its code in another column`;
    }
  }
  return undefined;
}
