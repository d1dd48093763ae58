import type { Violation } from '@safe-community/domain-kit';
import { fold, nearest, type Columns } from './columns.ts';
import { compilePattern, type Matcher } from './pattern.ts';
import type { Translation } from './schema.ts';

/**
 * What a cell means; `unmapped` is a text for which the mapping has no entry. `isEmpty` if the cell is empty, and the mapping
 * says what then.
 */
export type Meaning<T> =
  | { readonly value: T; readonly isEmpty?: boolean }
  | { readonly skip: true; readonly isEmpty?: boolean }
  | { readonly unmapped: string; readonly column: string };

/** The words that a translation may result in. */
export interface Words<T> {
  /** "category" */
  readonly what: string;
  readonly of: (word: string) => T | undefined;
  /** For messages. */
  readonly listed: readonly string[];
  /** Whether any text is allowed: then what the mapping says about other cells wins. */
  readonly isAnyText?: boolean;
}

/** Distinct cells that are remembered; a file with more is translated one by one. */
const MAX_REMEMBERED = 10_000;

/** Compiles how cells become words. Adds all violations to the problems. */
export function compileTranslation<T>(
  rule: Translation,
  field: string,
  columns: Columns,
  words: Words<T>,
  problems: Violation[],
): (cells: readonly string[]) => Meaning<T> {
  const wordOf = (word: string, at: string): T | undefined => {
    const value = words.of(word);
    if (value === undefined) problems.push({ field: at, rule: unknownWord(word, words) });
    return value;
  };
  if (rule.value !== undefined) {
    const value = wordOf(rule.value, `${field}.value`);
    return () => ({ value: value as T });
  }
  const names = rule.columns ?? [rule.column ?? ''];
  const cellsOf = columns.cells(names, rule.columns === undefined ? `${field}.column` : `${field}.columns`);
  const values = valuesOf(rule.values ?? {}, `${field}.values`, wordOf, problems);
  const patterns = patternsOf(rule.patterns ?? [], `${field}.patterns`, wordOf, problems);
  const rest = restOf(rule.otherwise, `${field}.otherwise`, wordOf);
  const column = names.join(', ');
  const remembered = new Map<string, Meaning<T>>();
  const translate = (text: string): Meaning<T> => {
    const exact = values.get(fold(text));
    if (exact !== undefined) return { value: exact };
    const matching = text === '' ? undefined : patterns.find(({ matches }) => matches(text));
    if (matching !== undefined) return { value: matching.value };
    const own = text === '' || (words.isAnyText === true && rest !== undefined) ? undefined : words.of(text);
    if (own !== undefined) return { value: own };
    return rest ?? { unmapped: text, column };
  };
  return (cells) => {
    const text = cellsOf(cells)
      .filter((each) => each !== '')
      .join(': ');
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const found = translate(text);
    const meaning = text === '' && !('unmapped' in found) ? { ...found, isEmpty: true } : found;
    if (remembered.size < MAX_REMEMBERED) remembered.set(text, meaning);
    return meaning;
  };
}

function unknownWord<T>(word: string, { what, listed }: Words<T>): string {
  const near = nearest(word, listed);
  return `“${word}” is not a ${what}${near === undefined ? '' : ` (did you mean “${near}”?)`}${listed.length === 0 ? '' : `: it must be one of ${listed.join(', ')}`}`;
}

type WordOf<T> = (word: string, field: string) => T | undefined;

function valuesOf<T>(
  table: Readonly<Record<string, string>>,
  field: string,
  wordOf: WordOf<T>,
  problems: Violation[],
): Map<string, T> {
  const values = new Map<string, T>();
  const written = new Map<string, string>();
  for (const [text, word] of Object.entries(table)) {
    const [key, at] = [fold(text), `${field}.${text}`];
    const other = written.get(key);
    if (other !== undefined) problems.push({ field: at, rule: twice(other, word) });
    written.set(key, word);
    const value = wordOf(word, at);
    if (value !== undefined) values.set(key, value);
  }
  return values;
}

function twice(first: string, second: string): string {
  const meanings = first === second ? `“${first}” twice` : `“${first}” and “${second}”`;
  return `means ${meanings}: each text must have one meaning, and case does not matter`;
}

interface MatchedWord<T> {
  readonly matches: Matcher;
  readonly value: T;
}

function patternsOf<T>(
  patterns: readonly { readonly match: string; readonly is: string }[],
  field: string,
  wordOf: WordOf<T>,
  problems: Violation[],
): MatchedWord<T>[] {
  const written = new Map<string, string>();
  return patterns.flatMap(({ match, is }, index) => {
    const at = `${field}[${index}]`;
    const other = written.get(fold(match));
    if (other !== undefined) problems.push({ field: `${at}.match`, rule: twice(other, is) });
    written.set(fold(match), is);
    const matches = compilePattern(match);
    if (typeof matches !== 'function') problems.push({ field: `${at}.match`, rule: matches.rule });
    const value = wordOf(is, `${at}.is`);
    return typeof matches === 'function' && value !== undefined ? [{ matches, value }] : [];
  });
}

function restOf<T>(otherwise: string | undefined, field: string, wordOf: WordOf<T>): Meaning<T> | undefined {
  if (otherwise === undefined || otherwise === 'reject') return undefined;
  if (otherwise === 'skip') return { skip: true };
  const value = wordOf(otherwise, field);
  return value === undefined ? undefined : { value };
}

/** Whether the cell is empty, whatever the mapping makes of that. */
export function isOfEmptyCell(meaning: Meaning<unknown>): boolean {
  return 'unmapped' in meaning ? meaning.unmapped === '' : meaning.isEmpty === true;
}

/** Every word that a translation names. */
export function namedWords({ value, values, patterns, otherwise }: Translation): string[] {
  const all = [value, ...Object.values(values ?? {}), ...(patterns ?? []).map(({ is }) => is), otherwise];
  return all.filter((word): word is string => word !== undefined && word !== 'reject' && word !== 'skip');
}
