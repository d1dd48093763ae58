import { readFileSync } from 'node:fs';
import { ConfigError } from '@safe-community/config';
import { checkText } from '@safe-community/domain-kit';
import { z, type core } from 'zod';
import { ATTRIBUTE_NAME, type AttributeRule } from './attributes.ts';
import { BUILT_IN } from './built-in.ts';
import { CATEGORIES } from './category.ts';
import { CLASSIFIER, CLASSIFIER_CODE, MEDICAL_CLASSES, POLICE_CLASSES } from './external-classification.ts';
import {
  publicationBar,
  RESPONDER_KINDS,
  URGENCIES,
  type CatalogueChange,
  type PolicyChange,
} from './category-policy.ts';

const MINUTE_MS = 60_000;
const YEAR_MINUTES = 366 * 24 * 60;
const MAX_RETENTION_DAYS = 36_525;
const MAX_ATTRIBUTES = 20;
const MAX_VALUES = 50;
/** Fits a uint32, and ten digits. */
const MAX_NUMBER = 1_000_000_000;

/** Reads the configured changes of the catalogue. Throws an error that lists all problems. */
export function readCatalogueFile(path: string): CatalogueChange {
  const parsed = CATALOGUE.safeParse(readJson(path), { error: inWords });
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path: at, message }) => `CATALOGUE_FILE: ${placeOf(at)} ${message}`),
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([
      `CATALOGUE_FILE cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
}

/** A text that people read. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .superRefine((written, context) => {
      for (const { rule } of checkText(written, '', { most, lines: true })) {
        context.addIssue({ code: 'custom', message: rule });
      }
    });

/** A name in one of the languages. */
const wording = () => text(200);

const whole = (least: number, most: number, unit = '') => {
  const rule = `must be from ${least} to ${most}${unit}`;
  return z.int().min(least, rule).max(most, rule);
};

const VALUE = z
  .strictObject({
    value: z.string().regex(/^[a-z0-9_]{1,40}$/, 'must be 1 to 40 of a–z, 0–9 and "_"'),
    name_uk: wording(),
    name_en: wording(),
  })
  .transform(({ value, name_uk: uk, name_en: en }) => ({ value, name: { uk, en } }));

const OF_EVERY_ATTRIBUTE = {
  name: z.string().regex(ATTRIBUTE_NAME, 'must be 2 to 40 of a–z, words joined by "_"'),
  name_uk: wording(),
  name_en: wording(),
  required: z.boolean(),
};

const ATTRIBUTE = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...OF_EVERY_ATTRIBUTE,
      type: z.enum(['choice', 'choices']),
      values: z
        .array(VALUE)
        .min(1, 'must hold a value')
        .max(MAX_VALUES, `must hold at most ${MAX_VALUES} values`)
        .refine((values) => areUnique(values.map(({ value }) => value)), 'must hold each value once'),
    }),
    z
      .strictObject({
        ...OF_EVERY_ATTRIBUTE,
        type: z.literal('number'),
        least: whole(0, MAX_NUMBER),
        most: whole(0, MAX_NUMBER),
      })
      .refine(({ least, most }) => least <= most, { path: ['most'], error: 'must be at least least' }),
    z.strictObject({ ...OF_EVERY_ATTRIBUTE, type: z.enum(['yes_no', 'code', 'edrpou']) }),
  ])
  .transform(({ name_uk: uk, name_en: en, ...rule }): AttributeRule => ({ ...rule, wording: { uk, en } }));

/** All attributes of a category. */
const ATTRIBUTES = z
  .array(ATTRIBUTE)
  .max(MAX_ATTRIBUTES, `must hold at most ${MAX_ATTRIBUTES} attributes`)
  .refine((rules) => areUnique(rules.map(({ name }) => name)), 'must name each attribute once');

/** At least a minute: nobody can react faster. */
const minutes = () => whole(1, YEAR_MINUTES, ' minutes').transform((count) => count * MINUTE_MS);

const EXPECTED_TIMES = z
  .strictObject({ to_triage: minutes(), to_dispatch: minutes(), to_scene: minutes(), to_resolution: minutes() })
  .transform((times) => ({
    toTriage: times.to_triage,
    toDispatch: times.to_dispatch,
    toScene: times.to_scene,
    toResolution: times.to_resolution,
  }));

const CODE = z.strictObject({
  classifier: z.string().regex(CLASSIFIER, 'must be 2 to 40 of a–z, 0–9 and "-"'),
  code: z.string().regex(CLASSIFIER_CODE, 'must be 1 to 40 of A–Z, a–z, 0–9, ".", "-" and "/"'),
});

const EXTERNAL_CLASSIFICATION = z
  .strictObject({
    police_class: z.enum(POLICE_CLASSES).optional(),
    medical_class: z.enum(MEDICAL_CLASSES).optional(),
    codes: z
      .array(CODE)
      .max(10, 'must hold at most 10 codes')
      .refine(
        (codes) => areUnique(codes.map(({ classifier, code }) => `${classifier} ${code}`)),
        'must hold each code once',
      )
      .optional(),
  })
  .transform(({ police_class: policeClass, medical_class: medicalClass, codes = [] }) => ({
    policeClass,
    medicalClass,
    codes,
  }));

const POLICY = z
  .strictObject({
    default_urgency: z.enum(URGENCIES).optional(),
    emergency_number: z.enum(['', '101', '102', '103', '104', '112']).optional(),
    responders: z
      .array(z.enum(RESPONDER_KINDS))
      .min(1, 'must name at least one: somebody has to be alerted')
      .refine(areUnique, 'must name each once')
      .optional(),
    expected_minutes: z.partialRecord(z.enum(URGENCIES), EXPECTED_TIMES).optional(),
    retention_days: whole(1, MAX_RETENTION_DAYS, ' days').optional(),
    attributes: ATTRIBUTES.optional(),
    external_classification: EXTERNAL_CLASSIFICATION.optional(),
    published: z.boolean().optional(),
    // Listed only to explain why it is rejected.
    sensitive: z.undefined('cannot be configured: what is sensitive is set by law').optional(),
  })
  .transform((given): PolicyChange => ({
    defaultUrgency: given.default_urgency,
    emergencyNumber: given.emergency_number,
    responders: given.responders,
    expected: given.expected_minutes,
    retentionDays: given.retention_days,
    attributes: given.attributes,
    externalClassification: given.external_classification,
    published: given.published,
  }));

const CATALOGUE = z
  .strictObject({
    changed_by: text(100),
    note: text(500),
    categories: z.partialRecord(z.enum(CATEGORIES), POLICY),
  })
  .transform(({ changed_by: changedBy, note, categories }): CatalogueChange => ({ changedBy, note, categories }))
  .superRefine(({ categories }, context) => {
    for (const { category, emergencyNumber: builtIn } of BUILT_IN) {
      const change = categories[category];
      const bar = publicationBar({ category, emergencyNumber: change?.emergencyNumber ?? builtIn });
      if (change?.published !== true || bar === undefined) continue;
      context.addIssue({
        code: 'custom',
        path: ['categories', category, 'published'],
        message: `must not be true: ${bar}`,
      });
    }
  });

function areUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.');
}

/** Messages for rules for which the schemas have none. */
function inWords(issue: core.$ZodRawIssue): string {
  if (issue.code === 'unrecognized_keys') return `must not hold the unknown ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `must be one of ${listed(issue.values)}`;
  if (issue.code === 'invalid_union') return `must be one of ${listed(issue.options)}`;
  if (issue.code !== 'invalid_type') return 'is invalid';
  return issue.input === undefined ? 'must be given' : `must be ${NAMES[issue.expected] ?? issue.expected}`;
}

function listed(values: unknown): string {
  if (!Array.isArray(values)) return 'the known values';
  return values.map((value) => (value === '' ? '""' : String(value))).join(', ');
}

const NAMES: Partial<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};
