import { expect, test } from 'vitest';
import { CATEGORIES, isSensitive, OPENNESS, REACHES } from '../incidents/category.ts';
import { LEVELS, type Level } from '../territory/module.ts';
import type { Dimension } from './figure.ts';
import { leftOut } from './left-out.ts';
import { findMeasure, MEASURES } from './measures.ts';
import type { Measure } from './measure.ts';
import { categoriesOffered, checkOffered, isOfEnoughCases, isOffered, reachNeeded } from './offered.ts';

test('every category says down to where it is published, and why', () => {
  for (const category of CATEGORIES) {
    const { incidents, hurt, reasonUk, reason } = OPENNESS[category];
    expect([reasonUk, reason].every((text) => text.endsWith('.'))).toBe(true);
    // Who was hurt says more than that something happened.
    expect(REACHES.indexOf(hurt)).toBeLessThanOrEqual(REACHES.indexOf(incidents));
    expect([category, incidents === 'rounded', hurt === 'rounded']).toEqual([
      category,
      isSensitive(category),
      isSensitive(category),
    ]);
  }
});

test.each<[string, Level, readonly Dimension[], readonly string[]]>([
  ['incidents', 'oblast', [], []],
  ['incidents', 'hromada', [], ['medical']],
  ['incidents', 'raion', ['attribute'], ['medical', 'public_order', 'other']],
  ['incidents', 'hromada', ['settlement'], ['medical', 'public_order', 'other']],
  ['incidents', 'oblast', ['attribute'], []],
  ['killed', 'oblast', ['attribute'], []],
  ['killed', 'hromada', [], ['medical', 'public_order', 'other']],
  ['false_calls', 'hromada', [], ['medical']],
  ['response_time_p50', 'raion', [], ['medical']],
])('%s of a %s by %j: the total and the categories leave out the same ones', (name, level, groupBy, missing) => {
  const measure = measureOf(name);
  const offered = categoriesOffered(measure, reachNeeded(level, groupBy));
  const open = CATEGORIES.filter((category) => !isSensitive(category));
  expect(open.filter((category) => !offered.includes(category))).toEqual(missing);
  const refused = open.filter((category) => checkOffered(measure, { category, level, groupBy }, FIELDS).length > 0);
  expect(refused).toEqual(missing);
});

test('what follows for one person, children and defenders who were hurt, and channels are published of oblasts only', () => {
  const ofOblasts = MEASURES.filter((measure) => !isOffered(measure, 'raion', [])).map(({ name }) => name);
  for (const name of [
    'children_killed',
    'children_injured',
    'defenders_killed',
    'defenders_injured',
    'fines',
    'work_hours',
  ])
    expect(ofOblasts).toContain(name);
  const byChannel = LEVELS.filter((level) => isOffered(measureOf('incidents'), level, ['channel']));
  expect(byChannel).toEqual(['country', 'oblast']);
  const asked = { category: undefined, level: 'hromada', groupBy: ['channel'] } as const;
  expect(checkOffered(measureOf('incidents'), asked, FIELDS).map(({ field }) => field)).toEqual(['group_by']);
  const ofChildren = checkOffered(measureOf('children_killed'), { ...asked, groupBy: [] }, FIELDS);
  expect(ofChildren.map(({ field }) => field)).toEqual(['place']);
});

test('what is left out is said in words of the same table', () => {
  expect(leftOut(measureOf('incidents')).en).toBe(
    'Without domestic violence, school safety, in totals as well: what is released of them is listed separately. ' +
      'For raions and hromadas also without medical. For smaller places, and by attribute of a hromada, also without public order, other.',
  );
  expect(leftOut(measureOf('killed')).uk).toContain('без категорій «Медична допомога», «Громадський порядок», «Інше»');
  expect(leftOut(measureOf('fines')).en).toMatch(/Not of raions and hromadas: it would be known of whom\.$/);
  expect(leftOut(measureOf('camera_coverage')).en).toBe('Nothing is left out: it says nothing about a person.');
  expect(leftOut(measureOf('response_time_p90')).en).toMatch(/With fewer than 20 cases there is no figure\.$/);
});

test('a percentile has a least number of cases, and each measure says it', () => {
  for (const { name, kind, leastCases } of MEASURES)
    expect([name, leastCases !== undefined]).toEqual([name, kind === 'quantile']);
  const shown = (measure: string, base: number) => isOfEnoughCases({ measure, value: 1, base });
  expect([shown('response_time_p50', 9), shown('response_time_p50', 10)]).toEqual([false, true]);
  expect([shown('response_time_p90', 19), shown('response_time_p99', 199), shown('response_time_p99', 200)]).toEqual([
    false,
    false,
    true,
  ]);
  expect(shown('incidents', 0)).toBe(true);
});

const FIELDS = { place: 'place', category: 'category', groupBy: 'group_by' };

function measureOf(name: string): Measure {
  return findMeasure(name) ?? expect.fail(`${name} is no measure`);
}
