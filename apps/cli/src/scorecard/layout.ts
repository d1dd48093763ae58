import { inColumns, wrapColumns } from '@safe-community/charts/text';
import { escapeHidden } from '@safe-community/domain-kit/plain';
import type { Paint } from '../terminal/paint.ts';

/** What fits on every terminal, a letter, and a log. */
const WIDTH = 80;
const INDENT = 2;
const COLUMNS = { title: 29, figure: 16, picture: 10, remark: 20 } as const;

export interface Entry {
  readonly title: string;
  readonly figure: string;
  /** A bar or a sparkline. */
  readonly picture?: string;
  readonly remark?: string;
  readonly tone?: 'red' | 'green' | undefined;
}

/** The lines of an entry: title, figure, and remark wrap at blanks, and a remark without a picture has its place as well. */
export function linesOf({ title, figure, picture = '', remark = '', tone }: Entry, paint: Paint): string[] {
  const room = picture === '' ? COLUMNS.picture + 1 + COLUMNS.remark : COLUMNS.remark;
  // A title that begins with blanks is below another one.
  const depth = title.length - title.trimStart().length;
  const [titles, figures, remarks] = [
    wrapped(title, COLUMNS.title - depth),
    wrapped(figure, COLUMNS.figure),
    wrapped(remark, room),
  ];
  return Array.from({ length: Math.max(titles.length, figures.length, remarks.length) }, (_, at) => {
    const cells = [
      inColumns(`${' '.repeat(depth)}${titles[at] ?? ''}`, COLUMNS.title),
      inColumns(figures[at] ?? '', COLUMNS.figure),
      ...(picture === '' ? [] : [inColumns(at === 0 ? picture : '', COLUMNS.picture)]),
    ];
    const said = remarks[at] ?? '';
    const last = tone === undefined || said === '' ? said : paint(tone, said);
    return `${' '.repeat(INDENT)}${cells.join(' ')} ${last}`.trimEnd();
  });
}

/** A text of its own, in lines of this width. */
export function paragraph(text: string, indent = 0): string[] {
  return wrapped(text, WIDTH - indent).map((line) => `${' '.repeat(indent)}${line}`);
}

/** A text on the left, and a word at the right end of its first line. */
export function withMark(text: string, mark: string): string[] {
  if (mark === '') return paragraph(text);
  const [first = '', ...rest] = wrapped(text, WIDTH - mark.length - 1);
  return [`${inColumns(first, WIDTH - mark.length)}${mark}`, ...rest];
}

/** Nothing from elsewhere begins a line or acts on the terminal. */
function wrapped(text: string, width: number): string[] {
  return wrapColumns(escapeHidden(text), width);
}

const CELLS = 10;

/** "██████░░░░": full only for all, empty only for nothing. */
export function barOf(share: number): string {
  const nearest = Math.min(CELLS - 1, Math.max(1, Math.round(share * CELLS)));
  const full = share >= 1 ? CELLS : share <= 0 ? 0 : nearest;
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}
