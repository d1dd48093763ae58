import { guardFormula } from '@safe-community/domain-kit';

/** A table for spreadsheets and programs: comments, then a line of headings, then a line for each row. */
export interface CsvTable {
  /** Lines that begin with "#": definition, period, source. */
  readonly comments: readonly string[];
  readonly headings: readonly string[];
  /** As many cells as headings; null is an empty cell. */
  readonly rows: readonly (readonly Cell[])[];
}

type Cell = string | number | boolean | null;

/** RFC 4180, in UTF-8. */
export function toCsv({ comments, headings, rows }: CsvTable): string {
  return [
    ...comments.map((comment) => `# ${comment.replaceAll(/[\r\n]+/g, ' ')}`),
    ...[headings, ...rows].map((cells) => cells.map(written).join(',')),
    '',
  ].join('\r\n');
}

function written(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  const plain = typeof cell === 'string' ? guardFormula(text) : text;
  return /[",\r\n#]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
