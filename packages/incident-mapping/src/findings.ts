import { hromadas } from '@safe-community/territory';
import { stringify } from 'yaml';
import { fold } from './columns.ts';
import { RepeatedKeys } from './repeated-keys.ts';
import { CATEGORY_WORDS, MEDICAL_CLASS, POLICE_CLASS, STATE_WORDS } from './words.ts';

/** A value for which the mapping has no entry. */
export interface UnmappedValue {
  /** "category", "place", "attributes.fire_object" */
  readonly field: string;
  readonly value: string;
  rows: number;
  readonly firstLine: number;
}

/** Distinct values that are remembered: more are no list of kinds. */
const MAX_VALUES = 2_000;
const MAX_VALUE_LENGTH = 200;

/** What a mapping lacks, and what was left out of rows. */
export class Findings {
  droppedPoints = 0;
  readonly repeats = new RepeatedKeys();
  readonly #unmapped = new Map<string, UnmappedValue>();
  readonly #unusedRows: () => number;

  constructor(unusedRows: () => number) {
    this.#unusedRows = unusedRows;
  }

  unmapped(field: string, text: string, line: number): void {
    const value = text.slice(0, MAX_VALUE_LENGTH);
    const key = `${field}\u001f${value}`;
    const known = this.#unmapped.get(key);
    if (known !== undefined) known.rows += 1;
    else if (this.#unmapped.size < MAX_VALUES) this.#unmapped.set(key, { field, value, rows: 1, firstLine: line });
  }

  /** The most frequent first. */
  get values(): readonly UnmappedValue[] {
    return [...this.#unmapped.values()].toSorted((a, b) => b.rows - a.rows || a.firstLine - b.firstLine);
  }

  /** Rows of further files that belong to no row of the export. */
  get unusedRows(): number {
    return this.#unusedRows();
  }

  /**
   * What to add to the mapping, in YAML: every value, with a meaning to correct. A place gets the code of the only hromada
   * of that name; one without is a comment.
   */
  suggestion(): string {
    const { values } = this;
    const of = (field: string): UnmappedValue[] => values.filter((each) => each.field === field && each.value !== '');
    const categories = of('category');
    const lines: string[] = [];
    if (categories.length > 0) {
      lines.push(`# replace "other" by one of ${CATEGORY_WORDS.join(', ')}`, 'category:', '  values:');
      lines.push(...categories.map((each) => `    ${quoted(each.value)}: other # ${counted(each)}`));
    }
    const states = of('state');
    if (states.length > 0) {
      lines.push(`# replace "open" by one of ${STATE_WORDS.join(', ')}`, 'state:', '  values:');
      lines.push(...states.map((each) => `    ${quoted(each.value)}: open # ${counted(each)}`));
    }
    const places = of('place');
    if (places.length > 0) lines.push('place:', '  names:', '    table:', ...places.map(placeLine));
    const attributes = [...new Set(values.map(({ field }) => field))].filter((field) =>
      field.startsWith('attributes.'),
    );
    if (attributes.length > 0) {
      lines.push('attributes:');
      for (const field of attributes) {
        lines.push(`  - name: ${field.slice('attributes.'.length)}`, '    values:');
        lines.push(...of(field).map((each) => `      ${quoted(each.value)}: unknown # ${counted(each)}`));
      }
    }
    lines.push(...classificationLines(of, values));
    const known = new Set(['category', 'state', 'place', ...attributes]);
    for (const each of values) {
      if (known.has(each.field) || each.field.startsWith('classification.') || each.value === '') continue;
      lines.push(`# ${each.field}: add ${quoted(each.value)} to its values # ${counted(each)}`);
    }
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  }
}

/** Without a class to correct: a target in law depends on it, so a person has to choose. */
function classificationLines(
  of: (field: string) => readonly UnmappedValue[],
  values: readonly UnmappedValue[],
): string[] {
  const lines = [...CLASSES].flatMap(([name, { words }]) => {
    const found = of(`classification.${name}`);
    if (found.length === 0) return [];
    const entries = found.map((each) => `      # ${quoted(each.value)}: … # ${counted(each)}`);
    return [`  ${name}:`, '    values:', `      # each is one of ${words.join(', ')}`, ...entries];
  });
  const ofCodes = new Set(values.map(({ field }) => field).filter((field) => field.startsWith(CODES_OF)));
  if (ofCodes.size > 0) lines.push('  codes:');
  for (const field of ofCodes) {
    lines.push(`    - classifier: ${field.slice(CODES_OF.length)}`, '      values:');
    lines.push(...of(field).map((each) => `        # ${quoted(each.value)}: … # ${counted(each)}`));
  }
  return lines.length === 0 ? [] : ['classification:', ...lines];
}

const CODES_OF = 'classification.codes.';
const CLASSES = [
  ['police_class', POLICE_CLASS],
  ['medical_class', MEDICAL_CLASS],
] as const;

function placeLine(place: UnmappedValue): string {
  const [only, ...others] = hromadas().filter(({ name }) => fold(name) === fold(place.value));
  const isKnown = only !== undefined && others.length === 0;
  return isKnown
    ? `      ${quoted(place.value)}: ${only.code} # ${counted(place)}`
    : `      # ${quoted(place.value)}: UA… # ${counted(place)}`;
}

function quoted(text: string): string {
  return stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trim();
}

function counted({ rows, firstLine }: UnmappedValue): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}, first in line ${firstLine}`;
}
