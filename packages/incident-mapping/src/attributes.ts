import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Violation } from '@safe-community/domain-kit';
import { nearest, type Columns } from './columns.ts';
import type { Mapping } from './schema.ts';
import { compileTranslation, type Meaning } from './translation.ts';
import { categoryOf, wordOf, type AttributeRules, type CategoryRules } from './words.ts';

/** An attribute of a category, and how a row says it. */
export interface MappedAttribute extends AttributeRules {
  readonly read: (cells: readonly string[]) => Meaning<string>;
}

/** The attributes that the mapping gives to each category. */
export function compileAttributes(
  { attributes = [] }: Mapping,
  catalogue: readonly CategoryRules[],
  named: readonly IncidentCategory[],
  columns: Columns,
  problems: Violation[],
): ReadonlyMap<IncidentCategory, readonly MappedAttribute[]> {
  const mapped = new Map<IncidentCategory, MappedAttribute[]>();
  attributes.forEach(({ name, category: word, ...rule }, index) => {
    const field = `mapping.attributes[${index}]`;
    const category = word === undefined ? undefined : categoryOf(word);
    if (word !== undefined && category === undefined) {
      problems.push({ field: `${field}.category`, rule: `“${word}” is not a category` });
    }
    const asked = catalogue.filter((each) => category === undefined || each.category === category);
    const rules = asked.flatMap((each) =>
      each.attributes.filter((one) => one.name === name).map((one) => ({ category: each.category, rules: one })),
    );
    if (rules.length === 0) problems.push({ field: `${field}.name`, rule: unknownAttribute(name, word, asked) });
    for (const { category: owner, rules: attribute } of rules) {
      const known = mapped.get(owner) ?? [];
      if (known.some((each) => each.name === name)) {
        problems.push({ field: `${field}.name`, rule: `“${name}” is mapped twice for ${wordOf(owner)}` });
      }
      const read = compileTranslation(rule, field, columns, wordsOf(attribute), problems);
      mapped.set(owner, [...known, { ...attribute, read }]);
    }
  });
  for (const category of new Set(named)) {
    const given = new Set(mapped.get(category)?.map(({ name }) => name));
    const rules = catalogue.find((each) => each.category === category)?.attributes ?? [];
    for (const { name, required, values } of rules) {
      if (!required || given.has(name)) continue;
      const allowed = values.length === 0 ? '' : `, one of ${values.join(', ')}`;
      problems.push({
        field: 'mapping.attributes',
        rule: `must give ${name}${allowed}: ${wordOf(category)} requires it`,
      });
    }
  }
  return mapped;
}

function wordsOf({ name, values }: AttributeRules) {
  const of = (text: string): string | undefined => (values.length === 0 || values.includes(text) ? text : undefined);
  return { what: `value of ${name}`, of, listed: values, isAnyText: values.length === 0 };
}

function unknownAttribute(name: string, category: string | undefined, asked: readonly CategoryRules[]): string {
  const names = [...new Set(asked.flatMap(({ attributes }) => attributes.map((each) => each.name)))];
  const near = nearest(name, names);
  const owner = category === undefined ? 'any category' : category;
  const meant = near === undefined ? '' : ` (did you mean “${near}”?)`;
  return `“${name}” is not an attribute of ${owner}${meant}: there are ${names.join(', ')}`;
}
