import { unless, type Violation } from '../violation.ts';
import { demandOf, fits } from './attribute-value.ts';
import type { CategoryPolicy } from './category-policy.ts';

/** What an attribute may be called in whichever catalogue: lower-case words joined by "_". */
export const ATTRIBUTE_NAME = /^(?=.{2,40}$)[a-z]+(_[a-z]+)*$/;

/** Whoever sends a thousand attributes is not told of each. */
const MOST_NAMED = 20;

/**
 * All that is wrong with the attributes of a report: those that its category requires and that are missing, those
 * that it does not ask for, and values that are none. An attribute of the catalogue is a field of its own:
 * "report.attributes.fire_object".
 */
export function checkAttributes(
  policy: CategoryPolicy,
  attributes: Readonly<Record<string, string>>,
  path: string,
): Violation[] {
  // Not by attributes[name]: whatever the configuration calls an attribute, an object has a "constructor".
  const given = new Map(Object.entries(attributes));
  return [...checkAsked(policy, given, path), ...checkExtra(policy, given, path)];
}

function checkAsked({ category, attributes }: CategoryPolicy, given: Map<string, string>, path: string): Violation[] {
  return attributes.flatMap((rule) => {
    const field = `${path}.${rule.name}`;
    const value = given.get(rule.name);
    if (value !== undefined) return unless(fits(rule, value), field, demandOf(rule));
    return unless(!rule.required, field, `is required for ${category}: ${demandOf(rule)}`);
  });
}

function checkExtra({ category, attributes }: CategoryPolicy, given: Map<string, string>, path: string): Violation[] {
  const asked = new Set(attributes.map(({ name }) => name));
  const extra = [...given.keys()].filter((name) => !asked.has(name));
  const named = extra.filter((name) => ATTRIBUTE_NAME.test(name)).slice(0, MOST_NAMED);
  const list = [...asked].join(', ') || 'none';
  return [
    ...named.map((name) => ({ field: `${path}.${name}`, rule: `is not asked for of ${category}` })),
    // What is no name may be anything, also somebody's: it is not repeated.
    ...unless(named.length === extra.length, path, `must hold none but those asked for of ${category}: ${list}`),
  ];
}
