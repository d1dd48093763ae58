import { expect, test } from 'vitest';
import { FIRST_HOLIDAY_RULES } from '../../apps/camera-rollout/src/deadlines/first-rules.ts';
import { renderSections, type ShownRule } from '../law/markdown.ts';
import { rulesOfRollout } from '../law/rules-of-rollout.ts';
import { lawDocument } from '../write-law.ts';

const RULE: ShownRule = { cells: ['a | b'], validFrom: '2024-12-19', status: 'confirmed', source: 'Act' };

test('counts the rules by status, and marks those that are not confirmed', () => {
  const rules: ShownRule[] = [
    RULE,
    { ...RULE, validTo: '2024-12-31', status: 'secondary', note: 'two\nlines' },
    { ...RULE, status: 'unconfirmed' },
  ];
  const section = { title: 'Two words', text: 'What they are.', heads: ['rule'], rules };
  expect(renderSections([section])).toBe(`| rules | confirmed | secondary | unconfirmed |
| --- | --- | --- | --- |
| [Two words](#two-words) | 1 | 1 | 1 |

## Two words

What they are.

| rule | holds | status | source | note |
| --- | --- | --- | --- | --- |
| a \\| b | from 2024-12-19 | confirmed | Act |  |
| a \\| b | 2024-12-19 to 2024-12-31 | **secondary** | Act | two lines |
| a \\| b | from 2024-12-19 | **unconfirmed** | Act |  |
`);
  expect(renderSections([{ ...section, rules: [RULE] }])).not.toContain('note');
});

test('keeps what people have written above the tables, and writes them once', () => {
  const first = lawDocument('By people.\n');
  expect(first).toMatch(/^By people\.\n<!-- /);
  expect(lawDocument(first)).toBe(first);
  expect(lawDocument(first.replace('| confirmed |', '| certain |'))).toBe(first);
});

test('shows whether a person has confirmed that holidays are suspended, as the rule says', () => {
  const holidays = rulesOfRollout().find(({ title }) => title === 'Public holidays')?.rules ?? [];
  const rule = FIRST_HOLIDAY_RULES.find(({ holidaysAreWorkingDays }) => holidaysAreWorkingDays);
  const [suspension] = holidays.filter(({ source }) => source === rule?.source);
  expect(rule?.confirmed).toBe(true);
  expect(suspension?.status).toBe('confirmed');
  expect(holidays.filter(({ status }) => status === 'confirmed')).toHaveLength(1);
});
