import { readFile } from 'node:fs/promises';
import { escapeHidden, isDay, localTimes, unless, type Day, type Violation } from '@safe-community/domain-kit';
import { readTableHead, type ReadHead, unknownKey } from '@safe-community/incident-mapping';
import { invalidMapping } from './invalid-mapping.ts';
import { Problem } from '../terminal/problem.ts';
import { say, type Text } from '../terminal/language.ts';

/** The fields of the rows of an import. */
export interface MappedFields {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** How to read the rows of a file of another system. */
export interface Mapping {
  readonly delimiter: string;
  readonly form: ReadHead['form'];
  /** Whether a row is left out. Built once for a header line. */
  readonly skipper: (header: readonly string[]) => (cells: readonly string[]) => boolean;
  /** The text of a field in a row; empty if it is not mapped. Built once for a header line. */
  readonly reader: (header: readonly string[]) => RowReader;
  /** Undefined for an invalid day. */
  readonly dayOf: (text: string) => Day | undefined;
  /** The day as the mapping writes it, for messages. */
  readonly dayForm: string;
  /** A time as the mapping writes it, for messages. */
  readonly timeForm: string;
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

/** Besides those of every mapping. */
const KEYS = ['version', 'days', 'columns', 'values', 'constants'];

/** Keys of former versions, and what has replaced them. */
const FORMER_KEYS: Texts = { delimiter: 'format.delimiter', timeZone: 'time_zone' };

type Texts = Readonly<Record<string, string>>;

interface Written {
  readonly days: DayForm;
  /** The column of each field. */
  readonly columns: Texts;
  /** What the cells of a field mean. */
  readonly values: Readonly<Record<string, Texts>>;
  /** The same text in every row. */
  readonly constants: Texts;
}

/** Reads a mapping file, YAML or JSON. Throws a Problem that names all its errors. */
export async function readMapping(file: string, fields: MappedFields): Promise<Mapping> {
  const read = readTableHead(await readFile(file, 'utf8'));
  if ('violations' in read) throw invalidMapping(file, read.violations);
  const problems: Violation[] = [];
  const written = writtenOf(read.value, fields, problems);
  if (problems.length > 0) throw invalidMapping(file, problems);
  return mappingOf(file, read.value, written);
}

/** For a file whose columns have the names of the fields. It may also have columns that are read by others. */
export function ownColumns({ required, optional }: MappedFields, unread: readonly string[]): Mapping {
  const head: ReadHead = {
    form: {},
    timeOf: undefined,
    timeForm: undefined,
    timeZone: 'Europe/Kyiv',
    skipper: () => ({ value: () => false }),
    rest: {},
  };
  const written = { days: 'yyyy-mm-dd', values: {}, constants: {} } as const;
  const known = [...required, ...optional, ...unread];
  return {
    ...mappingOf('', head, { ...written, columns: {} }),
    reader(header) {
      const there = header.map((name) => name.trim().toLowerCase());
      // A mistyped optional column would be left out of every row.
      const mistyped = there.filter((name) => !known.includes(name));
      if (mistyped.length > 0) {
        const [surplus, allowed] = [escapeHidden(mistyped.map((name) => `“${name}”`).join(', ')), known.join(', ')];
        throw new Problem({
          uk: `У заголовку є стовпець ${surplus}; дозволені: ${allowed}.`,
          en: `The header has the column ${surplus}; it may have ${allowed}.`,
        });
      }
      const names = [...required, ...optional.filter((name) => there.includes(name))];
      const columns = Object.fromEntries(names.map((name) => [name, name]));
      return mappingOf('', head, { ...written, columns }).reader(header);
    },
  };
}

function writtenOf({ rest }: ReadHead, fields: MappedFields, problems: Violation[]): Written {
  const { days = 'yyyy-mm-dd' } = rest;
  const columns = textsOf(rest['columns'], 'columns', problems);
  const constants = textsOf(rest['constants'], 'constants', problems);
  const values = Object.fromEntries(
    Object.entries(objectOf(rest['values'], 'values', problems)).map(([field, texts]) => [
      field,
      textsOf(texts, `values.${field}`, problems),
    ]),
  );
  const all = [...fields.required, ...fields.optional];
  // A mistyped field would be left out of every row.
  const mistyped = Object.entries({ columns, constants, values }).flatMap(([key, texts]) =>
    Object.keys(texts).flatMap((field) =>
      unless(
        all.includes(field),
        `mapping.${key}.${field}`,
        say({ uk: `не є полем: поля – ${all.join(', ')}`, en: `is not a field: the fields are ${all.join(', ')}` }),
      ),
    ),
  );
  problems.push(
    ...Object.keys(rest).flatMap((key) => unless(KEYS.includes(key), `mapping.${key}`, ruleOfKey(key))),
    ...unless(
      isDayForm(days),
      'mapping.days',
      say({
        uk: `має бути одним із: ${Object.keys(DAY_FORMS).join(', ')}`,
        en: `must be one of ${Object.keys(DAY_FORMS).join(', ')}`,
      }),
    ),
    ...mistyped,
    ...fields.required.flatMap((field) =>
      unless(
        field in columns || field in constants,
        `mapping.columns.${field}`,
        say({ uk: 'треба вказати або зробити сталою', en: 'must be given, or a constant' }),
      ),
    ),
    ...Object.keys(columns).flatMap((field) =>
      unless(
        !(field in constants),
        `mapping.constants.${field}`,
        say({ uk: 'не може бути водночас стовпцем', en: 'must not be a column as well' }),
      ),
    ),
  );
  return { days: isDayForm(days) ? days : 'yyyy-mm-dd', columns, values, constants };
}

function ruleOfKey(key: string): string {
  const current = Object.hasOwn(FORMER_KEYS, key) ? FORMER_KEYS[key] : undefined;
  return current === undefined
    ? unknownKey(key, KEYS)
    : say({ uk: `пишеться як ${current}`, en: `is written as ${current}` });
}

function mappingOf(
  file: string,
  { form, timeOf: timeOfHead, timeForm, timeZone, skipper }: ReadHead,
  { days, columns, values, constants }: Written,
): Mapping {
  const inZone = localTimes(timeZone);
  const isoOf = (text: string): { day: Day; rest: string } | undefined => {
    const { 0: whole = '', groups: { year, month, day } = {} } = DAY_FORMS[days].exec(text) ?? {};
    const iso = `${year}-${month}-${day}`;
    return isDay(iso) ? { day: iso, rest: text.slice(whole.length) } : undefined;
  };
  return {
    delimiter: form.delimiter ?? ',',
    dayForm: days,
    timeForm: timeForm ?? `${days} 18:05:00`,
    form,
    skipper(header) {
      const holds = skipper(header);
      if ('violations' in holds) throw invalidMapping(file, holds.violations);
      return holds.value;
    },
    dayOf(text) {
      const read = isoOf(text);
      return read?.rest === '' ? read.day : undefined;
    },
    timeOf(text) {
      if (timeOfHead !== undefined) {
        const time = timeOfHead(text);
        return time instanceof Date ? time : undefined;
      }
      const read = isoOf(text);
      return read && inZone(`${read.day}${read.rest}`);
    },
    reader(header) {
      const there = header.map((name) => name.trim().toLowerCase());
      const absent = Object.values(columns).filter((name) => !there.includes(name.trim().toLowerCase()));
      if (absent.length > 0) {
        throw new Problem(noSuchColumn(absent, header));
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

export function noSuchColumn(absent: readonly string[], header: readonly string[]): Text {
  const [missing, there] = [absent.map((name) => `“${name}”`).join(', '), escapeHidden(header.join(', '))];
  return {
    uk: `У заголовку немає стовпця ${missing}; є: ${there}.`,
    en: `The header has no column ${missing}; it has ${there}.`,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown, key: string, problems: Violation[]): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (isObject(value)) return value;
  problems.push({ field: `mapping.${key}`, rule: say({ uk: 'має бути об’єктом', en: 'must be an object' }) });
  return {};
}

function textsOf(value: unknown, key: string, problems: Violation[]): Texts {
  const entries = Object.entries(objectOf(value, key, problems));
  problems.push(
    ...entries.flatMap(([name, text]) =>
      unless(typeof text === 'string', `mapping.${key}.${name}`, say({ uk: 'має бути текстом', en: 'must be a text' })),
    ),
  );
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function isDayForm(text: unknown): text is DayForm {
  return typeof text === 'string' && Object.hasOwn(DAY_FORMS, text);
}
