import { isKatottg } from '../katottg.ts';
import { CATEGORY_LEVELS } from './row.ts';
import type { CodifierCategory, CodifierRow } from './row.ts';

/** Code columns, then category and name. */
const CODE_COLUMNS = 5;
const COLUMNS = CODE_COLUMNS + 2;

/** How far the code of a unit of each level is more than zeros: UA05, UA0502, UA0502003 and so on. */
const PREFIX_ENDS = [4, 6, 9, 12, 14] as const;
const UNIQUE_NUMBER_START = 14;

/** What a name may hold besides letters: a blank, a hyphen, apostrophes, a full stop, brackets, digits. */
const FOREIGN_TO_NAMES = /[^\p{L}\p{M}\p{Nd} .()’'ʼ-]/u;

/** The cells of one record as a row, or the first rule they break. Looks at this record alone. */
export function parseRow(cells: readonly string[], line: number): CodifierRow | { reason: string } {
  if (cells.length !== COLUMNS) return { reason: `expected ${COLUMNS} columns, found ${cells.length}` };
  const codes = cells.slice(0, CODE_COLUMNS).map((cell) => cell.trim());
  const category = (cells[5] ?? '').trim();
  const name = (cells[6] ?? '').trim().normalize('NFC');
  if (!isCategory(category)) return { reason: categoryReason(category) };
  const reason = codeFormReason(codes) ?? nameReason(name) ?? levelReason(codes, category) ?? parentDigitsReason(codes);
  if (reason !== undefined) return { reason };
  const parents = codes.filter((code) => code !== '');
  const code = parents.pop() ?? '';
  return { line, code, category, name, parents };
}

function codeFormReason(codes: readonly string[]): string | undefined {
  const column = codes.findIndex((code) => code !== '' && !isKatottg(code));
  if (column >= 0) return `code column ${column + 1}: "${codes[column]}" is not UA and 17 digits`;
  return codes.every((code) => code === '') ? 'all code columns are empty' : undefined;
}

function nameReason(name: string): string | undefined {
  if (name === '') return 'the name is empty';
  const foreign = FOREIGN_TO_NAMES.exec(name)?.[0];
  return foreign === undefined ? undefined : `the name "${name}" holds ${spelledOut(foreign)}`;
}

function levelReason(codes: readonly string[], category: CodifierCategory): string | undefined {
  const level = CATEGORY_LEVELS[category];
  const lastFilled = codes.findLastIndex((code) => code !== '') + 1;
  if (lastFilled !== level) {
    return `category ${category} has its code in column ${level}, this row in column ${lastFilled}`;
  }
  const gap = codes.slice(0, level).indexOf('');
  return gap < 0 ? undefined : `code column ${gap + 1} is empty, column ${level} is not`;
}

/** Each enclosing code must be the own code's digits up to its level, and zeros from there on. */
function parentDigitsReason(codes: readonly string[]): string | undefined {
  const level = codes.findLastIndex((code) => code !== '');
  const own = codes[level] ?? '';
  for (const [column, end] of PREFIX_ENDS.slice(0, level + 1).entries()) {
    const code = codes[column] ?? '';
    const expected = own.slice(0, end).padEnd(UNIQUE_NUMBER_START, '0');
    if (!code.startsWith(expected)) {
      return column === level
        ? `code column ${column + 1}: ${code} has digits below its level, expected ${expected} and 5 digits`
        : `code column ${column + 1}: ${code} does not enclose ${own}, expected ${expected} and 5 digits`;
    }
  }
  const digits = own.slice(PREFIX_ENDS[level - 1] ?? 2, PREFIX_ENDS[level]);
  return Number(digits) === 0
    ? `code column ${level + 1}: ${own} has no number of its level, found ${digits}`
    : undefined;
}

function isCategory(text: string): text is CodifierCategory {
  return Object.hasOwn(CATEGORY_LEVELS, text);
}

function categoryReason(category: string): string {
  if (category === '') return 'the category is empty';
  return `category ${spelledOut(category)} is not one of ${Object.keys(CATEGORY_LEVELS).join(' ')} (Latin letters)`;
}

/** Letters of two scripts look alike, so a reason shows the code point too. */
function spelledOut(text: string): string {
  const points = [...text].map((char) => `U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`);
  return `"${text}" (${points.slice(0, 5).join(' ')})`;
}
