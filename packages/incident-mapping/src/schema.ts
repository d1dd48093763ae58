import { zoneOffset } from '@safe-community/domain-kit';
import { z } from 'zod';
import { isEncoding } from './records.ts';
import { CATEGORY_WORDS, CHANNEL_WORDS, MEDICAL_CLASS, POLICE_CLASS, RESPONDER_WORDS, STATE_WORDS } from './words.ts';

/** Numbers and yes or no are read from texts, so that a code such as "007" stays as it is written. */
const number = z
  .string()
  .regex(/^-?\d{1,9}(\.\d{1,9})?$/, 'must be a number')
  .transform(Number)
  .meta({ written: 'number' });
const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number)
  .meta({ written: 'integer' });
const yesNo = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((text) => text === 'true')
  .meta({ written: 'boolean' });
const text = z.string().max(500, 'must have at most 500 characters').meta({ written: 'text' });

const columnName = z.string().min(1, 'must be the name of a column').max(200).meta({ written: 'text' });
const columnNames = z.array(columnName).min(1, 'must name a column').max(10);
const table = z.record(z.string().max(500), text);
const pattern = z
  .strictObject({
    match: z.string().min(1).max(1_000).describe('RE2 syntax, without case, anywhere in the cell'),
    is: text,
  })
  .describe('a pattern and what a cell means that it matches');

const value = {
  column: columnName.optional().describe('the column of the cell'),
  columns: columnNames.optional().describe('several columns, joined by ": "'),
  value: text.optional().describe('the same in every row'),
  values: table.optional().describe('what a cell means, by its whole text; case does not matter'),
  patterns: z.array(pattern).max(500).optional().describe('tried in this order; the first match counts'),
  otherwise: text.optional().describe('what any other cell means; "reject" (default) or "skip" to leave the row out'),
};
const ONE_SOURCE = { error: 'must have exactly one of column, columns and value' };
const translation = z.strictObject(value).refine((given) => sourcesOf(given) === 1, ONE_SOURCE);
const attribute = z
  .strictObject({ name: text, category: text.optional(), ...value })
  .refine((given) => sourcesOf(given) === 1, ONE_SOURCE);
const classifier = z
  .string()
  .regex(/^[a-z0-9-]{2,40}$/, 'must be 2 to 40 of a–z, 0–9 and "-"')
  .describe('its name, such as resolution-1031');
const code = z.strictObject({ classifier, ...value }).refine((given) => sourcesOf(given) === 1, ONE_SOURCE);

function sourcesOf(given: { readonly column?: unknown; readonly columns?: unknown; readonly value?: unknown }): number {
  return [given.column, given.columns, given.value].filter((each) => each !== undefined).length;
}

const FORMATS =
  '"iso", "epoch-seconds", "epoch-milliseconds", "excel-days", "seconds-after" or "minutes-after" the receipt, ' +
  'or a form of yyyy yy MM M MMM MMMM dd d EEE HH H hh h mm m ss s SSS a XXX';
const form = z.union([text, z.array(text).min(1).max(10)], 'must be a form, or a list of them').describe(FORMATS);
const zone = z
  .string()
  .max(60)
  .refine(isZone, 'must be the IANA name of a time zone, such as Europe/Kyiv')
  .describe('IANA name of the time zone, such as Europe/Kyiv');

const ambiguous = z.enum(['earlier', 'later', 'reject']).describe('which instant a time means that exists twice');
const time = z
  .strictObject({
    column: columnName.optional(),
    columns: columnNames.optional().describe('date and time in several columns, joined by a space'),
    format: form.optional(),
    time_zone: zone.optional(),
    ambiguous: ambiguous.optional(),
    next_day: yesNo.optional().describe('true: a time before the receipt is of the next day'),
  })
  .refine((given) => sourcesOf(given) === 1, { error: 'must have exactly one of column and columns' });

const test = {
  column: columnName,
  is: text.optional(),
  in: z.array(text).min(1).max(1_000).optional(),
  matches: z.string().min(1).max(1_000).optional(),
  empty: yesNo.optional(),
  below: number.optional(),
  at_least: number.optional(),
};
const condition = z
  .strictObject(test)
  .refine(
    (given) => Object.entries(given).some(([key, each]) => key !== 'column' && each !== undefined),
    'must have a test: is, in, matches, empty, below or at_least',
  )
  .meta({ id: 'condition', description: 'holds if all its tests do' });
const allOf = z.strictObject({ all: z.array(condition).min(1).max(20) });
const conditions = z.union([condition, allOf], 'must be a column with a test, or `all` with a list of them');

const count = z
  .union([columnName, condition, allOf], 'must be a column of numbers, or a condition (column with a test, or `all`)')
  .describe('a column of numbers, or the condition for counting one');

const form_of_file = {
  delimiter: z
    .string()
    .regex(/^([^\n\r]|tab)$/u, 'must be one character, or tab')
    .optional()
    .describe('default: ,'),
  encoding: z
    .string()
    .max(40)
    .refine(isEncoding, 'must be a known encoding, such as utf-8, windows-1251 or latin1')
    .optional()
    .describe('utf-8 (default), windows-1251, latin1, koi8-u, …'),
  skip_lines: whole.optional().describe('lines before the header'),
  header: z
    .array(columnName)
    .min(1)
    .max(1_000)
    .optional()
    .describe('names of the columns, if the file has no header line'),
};

const furtherFile = z.strictObject({
  file: z.string().min(1).max(300).optional().describe('path, from the folder of the mapping'),
  ...form_of_file,
  key: columnNames.optional().describe('columns that join its rows to those of the export'),
});

const officers = z
  .strictObject({
    column: columnName.optional(),
    columns: columnNames.optional(),
    separator: z.string().min(1).max(20).optional().describe('between officers in a cell; default: , or ;'),
    values: table.optional().describe('the id of an officer by what the export writes; case does not matter'),
    otherwise: z.enum(['reject', 'skip']).optional().describe('any other officer; default: reject the row'),
  })
  .refine((given) => sourcesOf(given) === 1, { error: 'must have exactly one of column and columns' })
  .describe('the crew, if it is one of the police: ids (UUIDs) of the officer registry');

const derived = z
  .strictObject({
    first_of: columnNames.optional().describe('the first of these columns that is not empty'),
    column: columnName.optional().describe('a column of whole numbers'),
    minus: columnNames.optional().describe('columns whose numbers are subtracted; the result must not be negative'),
  })
  .refine(
    (given) => ['first_of', 'column,minus'].includes(Object.keys(given).toSorted().join()),
    'must have first_of, or column with minus',
  );

const FILE_NAME = 'must be 1 to 60 of a–z, 0–9, "-" and "_", and begin with a letter';
const rowsOf = z.string().min(1).max(60).describe('a further file: one row for each');

function isZone(name: string): boolean {
  try {
    zoneOffset(name);
    return true;
  } catch {
    return false;
  }
}

/** What mappings of all kinds say in the same words. */
const head = {
  format: z.strictObject(form_of_file).optional(),
  empty: z.array(text).max(50).optional().describe('texts that mean an empty cell, such as "-" or "N/A"'),
  skip: z.array(conditions).max(50).optional().describe('rows to leave out: those for which any of these holds'),
  time_zone: zone.optional().describe('of times without an offset; default: Europe/Kyiv'),
  time_format: form.optional().describe('of all times without a format of their own; default: iso'),
  ambiguous: ambiguous.optional(),
};

/** A mapping of rows that are no incidents; its other keys depend on the kind of rows. */
export const TABLE_HEAD = z.looseObject(head);

/** The mapping file. Its published JSON schema follows from this. */
export const MAPPING = z.strictObject({
  version: z.literal('1', 'must be 1').meta({ written: 'version' }).describe('of the format of mapping files'),
  ...head,
  derived: z
    .record(columnName, derived)
    .optional()
    .describe('further columns by their names, computed from those of the export'),
  files: z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/, FILE_NAME), furtherFile).optional(),
  key: columnNames.optional().describe("columns that identify a row in its source; default: the row's content"),
  repeated: z
    .enum(['reject', 'merge', 'skip', 'latest'], 'must be reject, merge, skip or latest')
    .optional()
    .describe(
      'what becomes of further rows with the same key; merge: their responders are those of the first row; latest: only the latest row counts',
    ),
  latest_by: time.optional().describe('with repeated: latest, the time that says which row is the latest'),
  times: z.strictObject({
    received: time.describe('required: when the source received the report'),
    occurred: time.optional(),
    on_scene: time.optional().describe('when the first responder reached the scene'),
    resolved: time.optional(),
    closed: time.optional(),
  }),
  state: translation.optional().describe(`one of ${STATE_WORDS.join(', ')}; default: as the times say`),
  category: translation.describe(`one of ${CATEGORY_WORDS.join(', ')}`),
  channel: translation.optional().describe(`one of ${CHANNEL_WORDS.join(', ')}; default: system`),
  attributes: z.array(attribute).max(100).optional(),
  classification: z
    .strictObject({
      police_class: translation.optional().describe(`of the line 102: one of ${POLICE_CLASS.words.join(', ')}`),
      medical_class: translation.optional().describe(`of the line 103: one of ${MEDICAL_CLASS.words.join(', ')}`),
      codes: z.array(code).max(10).optional().describe('codes of classifiers of events'),
    })
    .optional()
    .describe('how other systems classify an event; response targets depend on it'),
  place: z
    .strictObject({
      hromada: z.strictObject({ column: columnName.optional(), value: text.optional() }).optional(),
      starosta_district: z.strictObject({ column: columnName }).optional(),
      settlement: z.strictObject({ column: columnName }).optional(),
      names: z
        .strictObject({
          column: columnName.optional(),
          columns: columnNames.optional(),
          table: table.optional().describe('code of a hromada, settlement or starosta district by name'),
          file: z.string().max(60).optional().describe('a further file with names and codes'),
          name_column: columnName.optional(),
          code_column: columnName.optional(),
          otherwise: text.optional().describe('a KATOTTG code, "reject" (default) or "skip"'),
        })
        .refine((given) => sourcesOf(given) === 1, { error: 'must have exactly one of column and columns' })
        .refine((given) => given.table !== undefined || given.file !== undefined, 'must have a table or a file')
        .optional(),
      point: z
        .strictObject({
          latitude: columnName.optional(),
          longitude: columnName.optional(),
          column: columnName.optional().describe('both in one cell: "(49.23, 28.47)" or "POINT (28.47 49.23)"'),
          outside: z.enum(['drop', 'reject', 'skip']).optional().describe('a point outside Ukraine; default: reject'),
          shift: z
            .strictObject({ latitude: number, longitude: number })
            .optional()
            .describe('degrees to add; only in a demonstration'),
        })
        .refine(
          ({ latitude, longitude, column }) =>
            (latitude === undefined) === (longitude === undefined) &&
            (latitude === undefined) !== (column === undefined),
          'must have latitude and longitude, or column',
        )
        .optional(),
      otherwise: text.optional().describe('a KATOTTG code for rows that do not say it, "reject" (default) or "skip"'),
    })
    .refine((given) => Object.keys(given).length > 0, 'must say where a row is'),
  casualties: z
    .strictObject({
      killed: count.optional(),
      injured: count.optional(),
      children_killed: count.optional(),
      children_injured: count.optional(),
      defenders_killed: count.optional(),
      defenders_injured: count.optional(),
      rows: z
        .strictObject({
          of: rowsOf,
          killed: conditions.optional(),
          injured: conditions.optional(),
          children: conditions.optional(),
          defenders: conditions.optional(),
        })
        .optional(),
    })
    .optional(),
  responders: z
    .array(
      z.strictObject({
        of: rowsOf.optional(),
        when: conditions.optional(),
        kind: translation.describe(`one of ${RESPONDER_WORDS.join(', ')}`),
        unit: translation,
        officers: officers.optional(),
        dispatched: time,
        en_route: time.optional(),
        on_scene: time.optional(),
        left: time.optional(),
        cancelled: time.optional(),
      }),
    )
    .max(20)
    .optional(),
  description: z
    .strictObject({ columns: columnNames, separator: text.optional().describe('default: " · "') })
    .optional(),
});

export type Mapping = z.infer<typeof MAPPING>;
export type TableHead = z.infer<z.ZodObject<typeof head>>;
export type Translation = z.infer<typeof translation>;
export type TimeRule = z.infer<typeof time>;
export type Conditions = z.infer<typeof conditions>;
export type Condition = z.infer<typeof condition>;
export type FileForm = z.infer<typeof furtherFile>;
