import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { ATTRIBUTE_NAME, type Wording } from './attributes.ts';
import { BUILT_IN } from './built-in.ts';
import { categoryNumber } from './catalogue.mapping.ts';
import { URGENCIES } from './category-policy.ts';

const attributes = BUILT_IN.flatMap((policy) => policy.attributes);

test('every category of the contract is in the catalogue, once and in its order', () => {
  const known = Object.values(IncidentCategory).filter(
    (each): each is IncidentCategory => typeof each === 'number' && each > 0,
  );
  expect(BUILT_IN.map(({ category }) => categoryNumber(category) as IncidentCategory)).toEqual(known);
});

test('everything has a name in Ukrainian and in English', () => {
  const wordings: Wording[] = [
    ...BUILT_IN.map(({ name }) => name),
    ...attributes.map(({ wording }) => wording),
    ...attributes.flatMap((rule) => ('values' in rule ? rule.values.map(({ name }) => name) : [])),
  ];
  for (const { uk, en } of wordings) {
    expect(uk).toMatch(/^[А-ЯҐЄІЇ][а-яґєіїА-ЯҐЄІЇ’, -]+$/u);
    expect(en).toMatch(/^[A-Z][A-Za-z, -]+$/);
  }
});

test('names of attributes and values are valid in a configuration, and unique', () => {
  for (const policy of BUILT_IN) {
    const names = policy.attributes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(ATTRIBUTE_NAME);
  }
  for (const rule of attributes) {
    if (!('values' in rule)) continue;
    const values = rule.values.map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(value).toMatch(/^[a-z0-9_]{1,40}$/);
  }
});

test('every urgent category has an emergency number', () => {
  const urgent = BUILT_IN.filter(({ defaultUrgency }) => defaultUrgency === 'immediate' || defaultUrgency === 'high');
  expect(urgent.length).toBeGreaterThan(5);
  for (const { category, emergencyNumber } of urgent) expect([category, emergencyNumber]).not.toContain('');
});

test('expected times are never longer for a more urgent incident', () => {
  for (const { expected } of BUILT_IN) {
    for (const step of ['toTriage', 'toDispatch', 'toScene', 'toResolution'] as const) {
      const times = URGENCIES.map((urgency) => expected[urgency][step]);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    }
  }
});

const DAY_MS = 86_400_000;

test('hromada maintenance categories have the deadlines of the law on citizens’ applications', () => {
  const [upkeep] = BUILT_IN.filter(({ category }) => category === 'infrastructure');
  const daysOf = (times: object | undefined) =>
    Object.values(times ?? {}).reduce((sum: number, ms: number) => sum + ms, 0) / DAY_MS;
  expect([daysOf(upkeep?.expected.normal), daysOf(upkeep?.expected.low)]).toEqual([15, 30]);
});
