import { unless, type Violation } from '@safe-community/domain-kit';
import type { Category } from './category.ts';

/** A text that people read. */
export interface Wording {
  readonly uk: string;
  readonly en: string;
}

/** One of the values of a choice. */
export interface AttributeValue {
  readonly value: string;
  readonly name: Wording;
}

/** An attribute that a report of a category must or may have. */
export type AttributeRule = {
  /** Lower-case words joined by "_". */
  readonly name: string;
  readonly wording: Wording;
  readonly required: boolean;
} & (
  | { readonly type: 'choice' | 'choices'; readonly values: readonly AttributeValue[] }
  | { readonly type: 'number'; readonly least: number; readonly most: number }
  | { readonly type: 'yes_no' | 'code' | 'edrpou' }
);

/** The form of an attribute's name in any catalogue: lower-case words joined by "_". */
export const ATTRIBUTE_NAME = /^(?=.{2,40}$)[a-z]+(_[a-z]+)*$/;

/** Of a thousand unexpected attributes only the first few are reported. */
const MOST_NAMED = 5;

/** The attributes of a report, as received. */
export interface GivenAttributes {
  readonly attributes: Readonly<Record<string, string>>;
  /** In the order of the request, which an object may not keep. */
  readonly attributeNames: readonly string[];
}

interface Asked {
  readonly category: Category;
  readonly attributes: readonly AttributeRule[];
}

/**
 * The violations of a report's attributes: required ones that are missing, invalid values, and attributes that the
 * category does not have. An attribute of the category is identified by its name, "report.attributes.fire_object", any
 * other by its index, "report.attributes[2].name": its name is a text of the caller, perhaps the name of a person, and
 * is not repeated.
 */
export function checkAttributes(
  asked: Asked,
  { attributes, attributeNames }: GivenAttributes,
  path: string,
): Violation[] {
  // A map, because every object has a "constructor", and a configured attribute may have that name.
  const given = new Map(Object.entries(attributes));
  return [...checkAsked(asked, given, path), ...checkExtra(asked, attributeNames, path)];
}

function checkAsked({ category, attributes }: Asked, given: Map<string, string>, path: string): Violation[] {
  return attributes.flatMap((rule) => {
    const field = `${path}.${rule.name}`;
    const value = given.get(rule.name);
    if (value !== undefined) return unless(fits(rule, value), field, requirementOf(rule));
    return unless(!rule.required, field, `is required for ${category}: ${requirementOf(rule)}`);
  });
}

function checkExtra({ category, attributes }: Asked, names: readonly string[], path: string): Violation[] {
  const asked = attributes.map(({ name }) => name);
  const rule = `must be one of those that are asked for of ${category}: ${asked.join(', ') || 'none'}`;
  return names
    .flatMap((name, index) => unless(asked.includes(name), `${path}[${index}].name`, rule))
    .slice(0, MOST_NAMED);
}

/** The rule for a value, as it follows the name of the attribute in a sentence. */
function requirementOf(rule: AttributeRule): string {
  switch (rule.type) {
    case 'choice':
      return `must be one of ${listed(rule.values)}`;
    case 'choices':
      return `must be one or more of ${listed(rule.values)}, each once, joined by ","`;
    case 'yes_no':
      return 'must be "true" or "false"';
    case 'number':
      return `must be a whole number from ${rule.least} to ${rule.most}, in digits without leading zeros`;
    case 'code':
      return 'must be 1 to 40 of A–Z, a–z, 0–9, "-" and "/"';
    case 'edrpou':
      return 'must be 8 digits';
  }
}

/** Each meaning has one spelling, so that equal values are equal texts. */
function fits(rule: AttributeRule, value: string): boolean {
  switch (rule.type) {
    case 'choice':
      return isAmong(rule.values, value);
    case 'choices':
      return areAmong(rule.values, value.split(','));
    case 'yes_no':
      return value === 'true' || value === 'false';
    case 'number':
      return /^(0|[1-9]\d{0,9})$/.test(value) && Number(value) >= rule.least && Number(value) <= rule.most;
    case 'code':
      return /^[A-Za-z0-9/-]{1,40}$/.test(value);
    case 'edrpou':
      return /^\d{8}$/.test(value);
  }
}

type Values = readonly AttributeValue[];

function listed(values: Values): string {
  return values.map(({ value }) => value).join(', ');
}

function isAmong(values: Values, value: string): boolean {
  return values.some((known) => known.value === value);
}

function areAmong(values: Values, given: readonly string[]): boolean {
  return new Set(given).size === given.length && given.every((value) => isAmong(values, value));
}
