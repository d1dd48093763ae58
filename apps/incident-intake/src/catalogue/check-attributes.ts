import { unless, type Violation } from '@safe-community/domain-kit';
import { demandOf, fits } from './attribute-value.ts';
import type { CategoryPolicy } from './category-policy.ts';

/** What an attribute may be called in whichever catalogue: lower-case words joined by "_". */
export const ATTRIBUTE_NAME = /^(?=.{2,40}$)[a-z]+(_[a-z]+)*$/;

/** Whoever sends a thousand attributes is not told of each. */
const MOST_NAMED = 5;

/** The attributes of a report, as they came. */
export interface GivenAttributes {
  readonly attributes: Readonly<Record<string, string>>;
  /** In the order in which they came, which an object may not keep. */
  readonly attributeNames: readonly string[];
}

/**
 * All that is wrong with the attributes of a report: those that its category requires and that are missing, those
 * that it does not ask for, and values that are none. An attribute of the category is a field of its own,
 * "report.attributes.fire_object". What else is given is named by its place, "report.attributes[2].name": its name is
 * a text of the caller's, which may be anything, also somebody's name, and is not repeated.
 */
export function checkAttributes(
  policy: CategoryPolicy,
  { attributes, attributeNames }: GivenAttributes,
  path: string,
): Violation[] {
  // Not by attributes[name]: whatever the configuration calls an attribute, an object has a "constructor".
  const given = new Map(Object.entries(attributes));
  return [...checkAsked(policy, given, path), ...checkExtra(policy, attributeNames, path)];
}

function checkAsked({ category, attributes }: CategoryPolicy, given: Map<string, string>, path: string): Violation[] {
  return attributes.flatMap((rule) => {
    const field = `${path}.${rule.name}`;
    const value = given.get(rule.name);
    if (value !== undefined) return unless(fits(rule, value), field, demandOf(rule));
    return unless(!rule.required, field, `is required for ${category}: ${demandOf(rule)}`);
  });
}

function checkExtra({ category, attributes }: CategoryPolicy, names: readonly string[], path: string): Violation[] {
  const asked = attributes.map(({ name }) => name);
  const rule = `must be one of those that are asked for of ${category}: ${asked.join(', ') || 'none'}`;
  return names
    .flatMap((name, index) => unless(asked.includes(name), `${path}[${index}].name`, rule))
    .slice(0, MOST_NAMED);
}
