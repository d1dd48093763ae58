import { expect, test } from 'vitest';
import type { Dimension } from './figure.ts';
import { MEASURES } from './measures.ts';
import { checkSelection, type DraftSelection, type SelectionFacts } from './selection.ts';

const DRAFT: DraftSelection = {
  measures: ['incidents'],
  from: '2021-11-01',
  to: '2021-11-30',
  codes: [],
  level: undefined,
  withinCode: '',
  groupBy: [],
  category: undefined,
  asOfToday: false,
  placeCodes: [],
  attribute: '',
};
const FACTS: SelectionFacts = {
  today: '2026-11-30',
  mergers: [],
  isSensitive: () => false,
  levelOf: () => 'hromada',
  isHromada: () => true,
  places: undefined,
  overlap: undefined,
};

test('each filter is refused for each measure that lacks what it filters by', () => {
  for (const { name, dimensions } of MEASURES) {
    const rulesOf = (draft: Partial<DraftSelection>) =>
      checkSelection({ ...DRAFT, measures: [name], ...draft }, FACTS).map(({ field }) => field);
    const has = (dimension: Dimension) => dimensions.includes(dimension);
    expect([name, rulesOf({})]).toEqual([name, []]);
    expect([name, rulesOf({ category: 'fire' })]).toEqual([name, has('category') ? [] : ['selection.category']]);
    const attribute = rulesOf({ attribute: 'fire_object', groupBy: ['attribute'] });
    expect([name, attribute]).toEqual([name, has('attribute') ? [] : ['selection.group_by']]);
    expect(rulesOf({ attribute: 'fire_object' })).toEqual(['selection.attribute']);
    expect(rulesOf({ placeCodes: ['UA05020030020063505'] })).toEqual(['selection.place_codes']);
    for (const groupBy of ['settlement', 'channel', 'responder'] as const) {
      const fields = new Set(rulesOf({ groupBy: [groupBy], level: 'oblast' }));
      expect([name, groupBy, fields.has('selection.group_by')]).toEqual([name, groupBy, !has(groupBy)]);
    }
  }
});

test('territories that share incidents are refused unless they are figures of their own', () => {
  const overlap = ['UA', 'UA05020030000031457'] as const;
  const codes = [...overlap];
  const [violation, ...others] = checkSelection({ ...DRAFT, codes }, { ...FACTS, overlap });
  expect(others).toEqual([]);
  expect(violation?.field).toBe('selection.territory_codes');
  for (const code of overlap) expect(violation?.rule).toContain(` ${code} `);
  expect(checkSelection({ ...DRAFT, codes, groupBy: ['territory'] }, { ...FACTS, overlap })).toEqual([]);
});
