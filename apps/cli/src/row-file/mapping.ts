import { readFile } from 'node:fs/promises';
import { isDay, localTimes, type Day } from '@safe-community/domain-kit';
import { Problem } from '../terminal/problem.ts';

/** The fields of the rows of an import. */
export interface MappedFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** How to read the rows of a file of another system. */
export interface Mapping {
  readonly delimiter: string;
  /** The text of a field in a row; empty if it is not mapped. Built once for a header line. */
  readonly reader: (header: readonly string[]) => RowReader;
  /** Undefined for an invalid day. */
  readonly dayOf: (text: string) => Day | undefined;
  /** The day as the mapping writes it, for messages. */
  readonly dayForm: string;
  /** Undefined for an invalid time. */
  readonly timeOf: (text: string) => Date | undefined;
}

type RowReader = (cells: readonly string[]) => (field: string) => string;

const DAY_FORMS = {
  'yyyy-mm-dd': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})/,
  'dd.mm.yyyy': /^(?<day>\d{2})\.(?<month>\d{2})\.(?<year>\d{4})/,
  'dd/mm/yyyy': /^(?<day>\d{2})\/(?<month>\d{2})\/(?<year>\d{4})/,
  'mm/dd/yyyy': /^(?<month>\d{2})\/(?<day>\d{2})\/(?<year>\d{4})/,
} as const;
type DayForm = keyof typeof DAY_FORMS;

const KEYS = ['delimiter', 'days', 'timeZone', 'columns', 'values', 'constants'];

type Texts = Readonly<Record<string, string>>;

interface Written {
  readonly delimiter: string;
  readonly days: DayForm;
  readonly timeZone: string;
  /** The column of each field. */
  readonly columns: Texts;
  /** What the cells of a field mean. */
  readonly values: Readonly<Record<string, Texts>>;
  /** The same text in every row. */
  readonly constants: Texts;
}

/** Reads a mapping file (JSON). Throws a Problem that names all its errors. */
export async function readMapping(file: string, fields: MappedFields): Promise<Mapping> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem(`${file} is not valid JSON: ${error.message}`);
  }
  const problems: string[] = [];
  const written = writtenOf(content, fields, problems);
  if (problems.length > 0) throw new Problem([`${file} is not a valid mapping:`, ...problems].join('\n  '));
  return mappingOf(written);
}

function writtenOf(content: unknown, fields: MappedFields, problems: string[]): Written {
  if (!isObject(content)) problems.push('it must be a JSON object');
  const whole = isObject(content) ? content : {};
  const unknown = Object.keys(whole).filter((key) => !KEYS.includes(key));
  if (unknown.length > 0) problems.push(`unknown keys: ${unknown.join(', ')}; it may have ${KEYS.join(', ')}`);
  const { delimiter = ',', days = 'yyyy-mm-dd', timeZone = 'Europe/Kyiv' } = whole;
  if (typeof delimiter !== 'string' || delimiter.length !== 1) problems.push('delimiter must be one character');
  if (!isDayForm(days)) problems.push(`days must be one of ${Object.keys(DAY_FORMS).join(', ')}`);
  if (!isZone(timeZone)) problems.push('timeZone must be the IANA name of a time zone, such as Europe/Kyiv');
  const columns = textsOf(whole['columns'], 'columns', problems);
  const constants = textsOf(whole['constants'], 'constants', problems);
  const values = Object.fromEntries(
    Object.entries(objectOf(whole['values'], 'values', problems)).map(([field, texts]) => [
      field,
      textsOf(texts, `values.${field}`, problems),
    ]),
  );
  const all = [...fields.required, ...fields.optional];
  const named = new Set([...Object.keys(columns), ...Object.keys(constants), ...Object.keys(values)]);
  const mistyped = [...named].filter((field) => !all.includes(field));
  // A mistyped field would be left out of every row.
  if (mistyped.length > 0) problems.push(`unknown fields: ${mistyped.join(', ')}; the fields are ${all.join(', ')}`);
  const missing = fields.required.filter((field) => !(field in columns) && !(field in constants));
  if (missing.length > 0) problems.push(`columns or constants must name ${missing.join(', ')}`);
  const twice = Object.keys(columns).filter((field) => field in constants);
  if (twice.length > 0) problems.push(`both a column and a constant: ${twice.join(', ')}`);
  return {
    delimiter: String(delimiter),
    days: isDayForm(days) ? days : 'yyyy-mm-dd',
    timeZone: isZone(timeZone) ? timeZone : 'Europe/Kyiv',
    columns,
    values,
    constants,
  };
}

function mappingOf({ delimiter, days, timeZone, columns, values, constants }: Written): Mapping {
  const inZone = localTimes(timeZone);
  const isoOf = (text: string): { day: Day; rest: string } | undefined => {
    const { 0: whole = '', groups: { year, month, day } = {} } = DAY_FORMS[days].exec(text) ?? {};
    const iso = `${year}-${month}-${day}`;
    return isDay(iso) ? { day: iso, rest: text.slice(whole.length) } : undefined;
  };
  return {
    delimiter,
    dayForm: days,
    dayOf(text) {
      const read = isoOf(text);
      return read?.rest === '' ? read.day : undefined;
    },
    timeOf(text) {
      const read = isoOf(text);
      return read && inZone(`${read.day}${read.rest}`);
    },
    reader(header) {
      const there = header.map((name) => name.trim().toLowerCase());
      const absent = Object.values(columns).filter((name) => !there.includes(name.trim().toLowerCase()));
      if (absent.length > 0) {
        throw new Problem(
          `The header has no column ${absent.map((name) => `“${name}”`).join(', ')}; it has ${header.join(', ')}.`,
        );
      }
      const indexOf = new Map(
        Object.entries(columns).map(([field, name]) => [field, there.indexOf(name.trim().toLowerCase())]),
      );
      return (cells) => (field) => {
        const text = (cells[indexOf.get(field) ?? -1] ?? constants[field] ?? '').trim();
        return values[field]?.[text] ?? text;
      };
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown, key: string, problems: string[]): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (isObject(value)) return value;
  problems.push(`${key} must be an object`);
  return {};
}

function textsOf(value: unknown, key: string, problems: string[]): Texts {
  const entries = Object.entries(objectOf(value, key, problems));
  const wrong = entries.filter(([, text]) => typeof text !== 'string').map(([name]) => name);
  if (wrong.length > 0) problems.push(`${key} must map to texts: ${wrong.join(', ')}`);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function isDayForm(text: unknown): text is DayForm {
  return typeof text === 'string' && Object.hasOwn(DAY_FORMS, text);
}

function isZone(text: unknown): text is string {
  try {
    return typeof text === 'string' && localTimes(text) !== undefined;
  } catch {
    return false;
  }
}
