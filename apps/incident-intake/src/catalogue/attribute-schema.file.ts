import { z } from 'zod';
import type { AttributeRule } from './attribute-rule.ts';
import { ATTRIBUTE_NAME } from './check-attributes.ts';
import { wording } from './text-schema.file.ts';

const MOST_ATTRIBUTES = 20;
const MOST_VALUES = 50;
/** So that it fits a uint32, and ten digits. */
const LARGEST_NUMBER = 1_000_000_000;

const VALUE = z
  .strictObject({
    value: z.string().regex(/^[a-z0-9_]{1,40}$/, 'must be 1 to 40 of a–z, 0–9 and "_"'),
    name_uk: wording(),
    name_en: wording(),
  })
  .transform(({ value, name_uk: uk, name_en: en }) => ({ value, name: { uk, en } }));

const COMMON = {
  name: z.string().regex(ATTRIBUTE_NAME, 'must be 2 to 40 of a–z, words joined by "_"'),
  name_uk: wording(),
  name_en: wording(),
  required: z.boolean(),
};

const limit = () =>
  z.int().min(0, `must be from 0 to ${LARGEST_NUMBER}`).max(LARGEST_NUMBER, `must be from 0 to ${LARGEST_NUMBER}`);

const ATTRIBUTE = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...COMMON,
      type: z.enum(['choice', 'choices']),
      values: z
        .array(VALUE)
        .min(1, 'must hold a value')
        .max(MOST_VALUES, `must hold at most ${MOST_VALUES} values`)
        .refine((values) => areUnique(values.map(({ value }) => value)), 'must hold each value once'),
    }),
    z
      .strictObject({ ...COMMON, type: z.literal('number'), least: limit(), most: limit() })
      .refine(({ least, most }) => least <= most, { path: ['most'], error: 'must be at least least' }),
    z.strictObject({ ...COMMON, type: z.enum(['yes_no', 'code', 'edrpou']) }),
  ])
  .transform(({ name_uk: uk, name_en: en, ...rule }): AttributeRule => ({ ...rule, wording: { uk, en } }));

/** The attributes of a category, all of them. */
export const ATTRIBUTES = z
  .array(ATTRIBUTE)
  .max(MOST_ATTRIBUTES, `must hold at most ${MOST_ATTRIBUTES} attributes`)
  .refine((rules) => areUnique(rules.map(({ name }) => name)), 'must name each attribute once');

function areUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
