import { expect, test } from 'vitest';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { changed } from '../catalogue/category-policy.ts';
import { CATEGORIES, isPublished, isSensitive, type AttributeRule } from '../catalogue/module.ts';
import { chosenWhat, isLongerThan, shownAttributes, windowOf } from './public-request.ts';

const NOW = new Date('2026-11-28T10:00:00Z');
const DAY_MS = 24 * 3_600_000;
const wording = { uk: 'Слово', en: 'Word' };
const values = [
  { value: 'pit', name: { uk: 'Яма', en: 'Pit' } },
  { value: 'light', name: { uk: 'Ліхтар', en: 'Light' } },
];
const RULES: AttributeRule[] = [
  { name: 'kind', wording, required: true, type: 'choice', values },
  { name: 'kinds', wording, required: false, type: 'choices', values },
  { name: 'lit', wording, required: false, type: 'yes_no' },
  { name: 'object_code', wording, required: false, type: 'code' },
  { name: 'count', wording, required: false, type: 'number', least: 0, most: 1_000_000_000 },
  { name: 'office', wording, required: false, type: 'edrpou' },
];

const shown = (given: Record<string, string>) =>
  shownAttributes({ attributes: RULES }, given).map(({ name, valueOf }) => [name, valueOf.en]);

test('attributes with the words of the catalogue are shown', () => {
  expect(shown({ kind: 'pit', kinds: 'pit,light', lit: 'false' })).toEqual([
    ['kind', 'Pit'],
    ['kinds', 'Pit, Light'],
    ['lit', 'no'],
  ]);
});

test('what a reporter can write is not shown: codes, numbers, and values that the catalogue does not have', () => {
  const written = { object_code: '380671112233', count: '671112233', office: '12345678' };
  expect(shown({ ...written, kind: 'Іван', kinds: 'pit,Іван', lit: 'Іван', other: 'x' })).toEqual([]);
  expect(shown({ lit: 'constructor', kind: 'toString' })).toEqual([]);
});

test('a report is called by what was chosen, else by its category', () => {
  const built = BUILT_IN.find(({ category }) => category === 'infrastructure')!;
  const policy = { ...built, attributes: RULES };
  expect(chosenWhat(policy, { lit: 'true', kind: 'pit' })).toEqual({ uk: 'Яма', en: 'Pit' });
  for (const given of [{}, { kind: 'Іван' }, { kinds: 'pit', object_code: '380671112233' }]) {
    expect(chosenWhat(policy, given)).toEqual(policy.name);
  }
  const fire = BUILT_IN.find(({ category }) => category === 'fire')!;
  expect(chosenWhat({ ...fire, attributes: RULES }, { kind: 'pit' })).toEqual(fire.name);
});

test('by default the last 90 days are read, and what was received in the next minute', () => {
  const { from, to } = windowOf(undefined, undefined, NOW);
  expect(to.getTime() - from.getTime()).toBe(90 * DAY_MS);
  expect(to.getTime()).toBe(NOW.getTime() + 60_000);
  expect(windowOf(undefined, NOW, NOW)).toEqual({ from: new Date(NOW.getTime() - 90 * DAY_MS), to: NOW });
  expect(isLongerThan({ from, to }, 90)).toBe(false);
  expect(isLongerThan({ from, to }, 89)).toBe(true);
});

test('no sensitive category and none with an emergency number is published, whatever is configured', () => {
  expect(BUILT_IN.filter(isPublished).map(({ category }) => category)).toEqual(['infrastructure', 'access_barrier']);
  const all = Object.fromEntries(CATEGORIES.map((category) => [category, { published: true, emergencyNumber: '' }]));
  const published = changed(BUILT_IN, all).filter(isPublished);
  expect(published.map(({ category }) => category)).toEqual(['infrastructure', 'access_barrier', 'other']);
  expect(published.filter(({ category }) => isSensitive(category))).toEqual([]);
  const urgent = changed(BUILT_IN, { infrastructure: { emergencyNumber: '112' } });
  expect(urgent.filter(isPublished).map(({ category }) => category)).toEqual(['access_barrier']);
});
