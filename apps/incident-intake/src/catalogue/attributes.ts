import { attributeRule, fitsAttribute, unless, type AttributeForm, type Violation } from '@safe-community/domain-kit';
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
} & AttributeForm<AttributeValue>;

/** The form of an attribute's name in any catalogue: lower-case words joined by "_". */
export const ATTRIBUTE_NAME = /^(?=.{2,40}$)[a-z]+(_[a-z]+)*$/;

/** Of a thousand unexpected attributes only the first few are reported. */
const MAX_NAMED = 5;

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
    if (value !== undefined) return unless(fitsAttribute(rule, value), field, attributeRule(rule));
    return unless(!rule.required, field, `is required for ${category}: ${attributeRule(rule)}`);
  });
}

function checkExtra({ category, attributes }: Asked, names: readonly string[], path: string): Violation[] {
  const asked = attributes.map(({ name }) => name);
  const rule = `must be one of those that are asked for of ${category}: ${asked.join(', ') || 'none'}`;
  return names
    .flatMap((name, index) => unless(asked.includes(name), `${path}[${index}].name`, rule))
    .slice(0, MAX_NAMED);
}
