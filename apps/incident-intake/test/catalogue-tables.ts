import {
  type AttributeRule,
  type CategoryPolicy,
  isPublished,
  isSensitive,
  URGENCIES,
} from '../src/catalogue/module.ts';
import { BUILT_IN } from '../src/catalogue/built-in.ts';

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const;

/** The tables of docs/catalogue.md, by the marks above them. */
export const TABLES: Readonly<Record<string, string>> = {
  categories: table(
    ['category', 'українською', 'English', 'urgency', 'phone', 'alerted', 'sensitive', 'published', 'kept, days'],
    BUILT_IN.map((policy) => [
      `\`${policy.category}\``,
      policy.name.uk,
      policy.name.en,
      policy.defaultUrgency,
      policy.emergencyNumber,
      policy.responders.join(', '),
      isSensitive(policy.category) ? 'yes' : '',
      isPublished(policy) ? 'yes' : '',
      String(policy.retentionDays),
    ]),
  ),
  attributes: table(
    ['category', 'attribute', 'українською', 'English', 'value'],
    BUILT_IN.flatMap(({ category, attributes }) =>
      attributes.map((rule) => [
        `\`${category}\``,
        `\`${rule.name}\`${rule.required ? ' *' : ''}`,
        rule.wording.uk,
        rule.wording.en,
        valuesOf(rule),
      ]),
    ),
  ),
  times: table(
    ['of', 'urgency', 'to triage', 'to dispatch', 'to scene', 'to resolution'],
    [...Map.groupBy(BUILT_IN, ({ expected }) => expected).values()].flatMap(timesOf),
  ),
};

function timesOf(policies: readonly CategoryPolicy[]): string[][] {
  const categories = policies.map(({ category }) => `\`${category}\``).join(', ');
  return URGENCIES.map((urgency, index) => {
    const { toTriage, toDispatch, toScene, toResolution } = policies[0]!.expected[urgency];
    const times = [toTriage, toDispatch, toScene, toResolution].map(lengthOf);
    return [index === 0 ? categories : '', urgency, ...times];
  });
}

function valuesOf(rule: AttributeRule): string {
  switch (rule.type) {
    case 'choice':
      return rule.values.map(({ value }) => `\`${value}\``).join(', ');
    case 'choices':
      return `one or more of ${rule.values.map(({ value }) => `\`${value}\``).join(', ')}, joined by ","`;
    case 'yes_no':
      return '`true`, `false`';
    case 'number':
      return `${rule.least} to ${rule.most}`;
    case 'code':
      return '1 to 40 of A–Z, a–z, 0–9, "-", "/"';
    case 'edrpou':
      return '8 digits';
  }
}

function lengthOf(ms: number): string {
  const [unit, name] = UNITS.find(([length]) => ms % length === 0) ?? [1, 'ms'];
  return `${ms / unit} ${name}`;
}

function table(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
