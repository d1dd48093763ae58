import { escapeHidden } from '@safe-community/domain-kit/plain';
import { say } from './language.ts';

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** On a narrow terminal, the column with the highest number goes first; one without a number stays. */
  readonly drop?: number;
}

/** A text on one line, or lines below each other. */
export type TableCell = string | readonly string[];

/** What a terminal is taken for if nothing says how wide it is. */
const USUAL_WIDTH = 80;

/** `$COLUMNS` counts as well, so that a pipe can be as wide as its reader wants. */
export function terminalWidth(): number {
  const asked = Number(process.env['COLUMNS']);
  return asked > 0 ? asked : (process.stdout.columns ?? USUAL_WIDTH);
}

const GAP = 2;

/**
 * A plain-text table without colours or frames, because people paste it into letters and logs. No text in it adds a line.
 * It is as wide as the terminal at most: cells wrap at blanks, then columns are dropped, and the last line names them.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly TableCell[])[],
  width = terminalWidth(),
): string {
  const all = columns.map((column, index) =>
    measured(column, [column.heading, ...rows.map((row) => row[index] ?? '')]),
  );
  const shown = fitting(all, width);
  const widths = widthsOf(shown, width);
  const line = (cells: readonly (readonly string[])[]) => linesOf(cells, shown, widths);
  const body = Array.from({ length: rows.length + 1 }, (_, index) =>
    line(shown.map(({ cells }) => cells[index] ?? [])),
  );
  const [head = [], ...rest] = body;
  const rule = widths.map((each) => '─'.repeat(each)).join(' '.repeat(GAP));
  const missing = all.filter((column) => !shown.includes(column)).map(({ column }) => column.heading);
  return [...head, rule, ...rest.flat(), ...(missing.length === 0 ? [] : [notShown(missing, width)])].join('\n');
}

function notShown(headings: readonly string[], width: number): string {
  const names = headings.join(', ');
  const text = say({ uk: `Для ширшого вікна: ${names}`, en: `For a wider terminal: ${names}` });
  return wrapped(text, width).join('\n');
}

interface Measured {
  readonly column: Column;
  /** The lines of the heading, then those of each row. */
  readonly cells: readonly (readonly string[])[];
  /** Of the longest word, and of the longest line. */
  readonly least: number;
  readonly most: number;
}

function measured(column: Column, texts: readonly TableCell[]): Measured {
  const cells = texts.map((cell) => [cell].flat().map((line) => escapeHidden(line)));
  const lines = cells.flat();
  const words = lines.flatMap((line) => line.split(' '));
  return { column, cells, least: longest(words), most: longest(lines) };
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 1);
}

function widthOf(text: string): number {
  return [...text].length;
}

/** Without the columns that do not fit even if every cell wraps at each blank. */
function fitting(columns: readonly Measured[], width: number): readonly Measured[] {
  const least = columns.reduce((sum, column) => sum + column.least + GAP, -GAP);
  const last = Math.max(...columns.map(({ column }) => column.drop ?? 0));
  if (least <= width || last === 0) return columns;
  return fitting(
    columns.filter(({ column }) => column.drop !== last),
    width,
  );
}

/** Gives each column its longest word and shares the rest, the least wanting first; what still is too wide breaks words. */
function widthsOf(columns: readonly Measured[], width: number): readonly number[] {
  const widths = columns.map(({ least }) => least);
  let spare = width - widths.reduce((sum, each) => sum + each + GAP, -GAP);
  for (; spare < 0; spare += 1) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(1, (widths[widest] ?? 1) - 1);
  }
  const wanting = columns.map(({ most }, index) => ({ index, more: most - (widths[index] ?? 0) }));
  const inOrder = wanting.filter(({ more }) => more > 0).toSorted((one, other) => one.more - other.more);
  for (const [done, { index, more }] of inOrder.entries()) {
    const given = Math.min(more, Math.floor(spare / (inOrder.length - done)));
    widths[index] = (widths[index] ?? 0) + given;
    spare -= given;
  }
  return widths;
}

function linesOf(
  cells: readonly (readonly string[])[],
  columns: readonly Measured[],
  widths: readonly number[],
): string[] {
  const folded = cells.map((lines, index) => lines.flatMap((line) => wrapped(line, widths[index] ?? 1)));
  const height = folded.reduce((most, lines) => Math.max(most, lines.length), 1);
  return Array.from({ length: height }, (_, at) =>
    folded
      .map((lines, index) => padded(lines[at] ?? '', widths[index] ?? 1, columns[index]?.column.align))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function padded(text: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? `${blanks}${text}` : `${text}${blanks}`;
}

/** The text in lines of at most this width, broken at blanks if possible. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => partsOf(each, width))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function partsOf(word: string, width: number): string[] {
  const letters = [...word];
  const parts = Array.from({ length: Math.ceil(letters.length / width) }, (_, index) =>
    letters.slice(index * width, (index + 1) * width).join(''),
  );
  return parts.length === 0 ? [''] : parts;
}
