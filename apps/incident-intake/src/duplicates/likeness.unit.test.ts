import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CATEGORIES } from '../catalogue/category.ts';
import type { AttributeRule } from '../catalogue/module.ts';
import type { Incident } from '../incident/incident.ts';
import { comparable, likeliest, likeness, reachOf, type Comparable } from './likeness.ts';
import { anIncident, minutes, T0 } from '../../test/a-case.ts';
import { VINNYTSIA } from '../../test/messages.ts';

const wording = { uk: '', en: '' };
const RULES: readonly AttributeRule[] = [
  { name: 'kind', wording, required: true, type: 'choices', values: [] },
  { name: 'trapped', wording, required: false, type: 'yes_no' },
  { name: 'vehicles', wording, required: false, type: 'number', least: 0, most: 100 },
  { name: 'lamp', wording, required: false, type: 'code' },
];

const HERE = { latitude: 49.2331, longitude: 28.4682 };
const PLAIN: Comparable = {
  category: 'road_crash',
  point: HERE,
  hromadaCode: VINNYTSIA,
  starostaDistrictCode: '',
  settlementCode: '',
  occurredAt: T0,
  attributes: {},
};

const attributes = fc.record(
  {
    kind: fc.constantFrom('collision', 'rollover', 'collision,rollover', 'other', 'unknown'),
    trapped: fc.constantFrom('true', 'false'),
    vehicles: fc.constantFrom('1', '2'),
    lamp: fc.constantFrom('A-1', 'A-2'),
  },
  { requiredKeys: [] },
);
const anyComparable: fc.Arbitrary<Comparable> = fc.record({
  category: fc.constantFrom(...CATEGORIES),
  point: fc.option(
    fc.record({
      latitude: fc.double({ min: 49.22, max: 49.25, noNaN: true }),
      longitude: fc.double({ min: 28.45, max: 28.48, noNaN: true }),
    }),
    { nil: undefined },
  ),
  hromadaCode: fc.constantFrom(VINNYTSIA, 'UA05020010000053508'),
  starostaDistrictCode: fc.constantFrom('', 'd-1', 'd-2'),
  settlementCode: fc.constantFrom('', 's-1', 's-2'),
  occurredAt: fc.integer({ min: 0, max: 7_200 }).map((seconds) => new Date(T0.getTime() + seconds * 1_000)),
  attributes,
});

test('is symmetric, and a number from 0 to 1', () => {
  fc.assert(
    fc.property(anyComparable, anyComparable, (a, b) => {
      const found = likeness(a, b, RULES);
      expect(likeness(b, a, RULES)).toEqual(found);
      expect(found.score).toBeGreaterThanOrEqual(0);
      expect(found.score).toBeLessThanOrEqual(1);
    }),
  );
});

test('a greater distance never raises the score', () => {
  const degrees = fc.double({ min: 0, max: 0.05, noNaN: true });
  fc.assert(
    fc.property(anyComparable, attributes, degrees, degrees, (a, facts, one, other) => {
      const at = (north: number): Comparable => ({
        ...a,
        attributes: facts,
        point: { latitude: HERE.latitude + north, longitude: HERE.longitude },
      });
      const near = likeness({ ...a, point: HERE }, at(Math.min(one, other)), RULES);
      const far = likeness({ ...a, point: HERE }, at(Math.max(one, other)), RULES);
      expect(far.distanceMetres).toBeGreaterThanOrEqual(near.distanceMetres ?? Number.NaN);
      expect(far.score).toBeLessThanOrEqual(near.score);
    }),
  );
});

test('a longer time between the events never raises the score', () => {
  const seconds = fc.integer({ min: 0, max: 90 * 86_400 });
  fc.assert(
    fc.property(anyComparable, anyComparable, seconds, seconds, fc.boolean(), (a, b, one, other, before) => {
      const at = (apart: number): Comparable => ({
        ...b,
        category: a.category,
        occurredAt: new Date(a.occurredAt.getTime() + (before ? -apart : apart) * 1_000),
      });
      const soon = likeness(a, at(Math.min(one, other)), RULES);
      expect(likeness(a, at(Math.max(one, other)), RULES).score).toBeLessThanOrEqual(soon.score);
    }),
  );
});

test.each(CATEGORIES)('is one half at the range of %s, and 0 from twice the range', (category) => {
  const { metres, ms } = reachOf(category);
  const known = { ...PLAIN, category, attributes: { kind: 'collision' } };
  const score = (north: number, later: number): number => {
    const point = { ...HERE, latitude: HERE.latitude + (north / 6_371_000) * (180 / Math.PI) };
    return likeness(known, { ...known, point, occurredAt: new Date(T0.getTime() + later) }, RULES).score;
  };
  expect(score(0, 0)).toBe(1);
  expect(score(metres, 0)).toBeCloseTo(0.5, 6);
  expect(score(0, ms)).toBe(0.5);
  expect(score(2 * metres + 1, 0)).toBe(0);
  expect(score(0, 2 * ms)).toBe(0);
});

test('without a point the smallest place that both name counts, and different places score 0', () => {
  const unplaced = { ...PLAIN, point: undefined, attributes: { kind: 'collision' } };
  const score = (a: Partial<Comparable>, b: Partial<Comparable>): number =>
    likeness({ ...unplaced, ...a }, { ...unplaced, ...b }, RULES).score;
  const inSettlement = { settlementCode: 's-1' };
  const inDistrict = { starostaDistrictCode: 'd-1' };
  expect(score(inSettlement, inSettlement)).toBe(0.7);
  expect(score(inDistrict, inDistrict)).toBe(0.6);
  expect(score({}, {})).toBe(0.5);
  expect(score({}, { point: HERE })).toBe(0.5);
  expect(score(inSettlement, inDistrict)).toBe(0.5);
  expect(score(inSettlement, { settlementCode: 's-2' })).toBe(0);
  expect(score(inDistrict, { starostaDistrictCode: 'd-2' })).toBe(0);
  expect(score({}, { hromadaCode: 'UA05020010000053508' })).toBe(0);
});

test('equal attributes raise the score, different ones lower it', () => {
  const score = (a: Comparable['attributes'], b: Comparable['attributes']): number =>
    likeness({ ...PLAIN, attributes: a }, { ...PLAIN, attributes: b }, RULES).score;
  expect(score({}, {})).toBe(0.9);
  expect(score({ kind: 'collision' }, { kind: 'unknown' })).toBe(0.9);
  expect(score({ kind: 'other' }, { kind: 'other' })).toBe(0.9);
  expect(score({ kind: 'collision' }, { kind: 'collision,rollover' })).toBe(1);
  expect(score({ kind: 'collision' }, { kind: 'rollover' })).toBe(0.45);
  expect(score({ kind: 'collision', trapped: 'true' }, { kind: 'collision', trapped: 'false' })).toBe(0.5);
  expect(score({ vehicles: '2' }, { vehicles: '3' })).toBe(0.9);
  expect(score({ vehicles: '2' }, { vehicles: '2' })).toBe(1);
  expect(score({ lamp: 'A-1' }, { lamp: 'A-2' })).toBeCloseTo(0.09);
  expect(score({ unlisted: 'x' }, { unlisted: 'y' })).toBe(0.9);
});

test('the asset number outweighs the point, within the hromada', () => {
  const lamp = { ...PLAIN, category: 'infrastructure', attributes: { lamp: 'A-1' } } as const;
  const far = { ...lamp, point: { latitude: 49.3, longitude: 28.5 } };
  expect(likeness(lamp, far, RULES).score).toBe(0.9);
  expect(likeness(lamp, { ...far, hromadaCode: 'UA05020010000053508' }, RULES).score).toBe(0);
});

test('incidents of different categories score 0', () => {
  expect(likeness(PLAIN, { ...PLAIN, category: 'fire' }, RULES).score).toBe(0);
});

/** A fire that began this many minutes after T0. The score of fires halves in three hours. */
function fireAfter(began: number, incidentId: string): Incident {
  return anIncident({ incidentId, occurredAt: minutes(began), openAttributes: { kind: 'forest' } });
}

const SUBJECT = { ...comparable(fireAfter(0, 'a')), occurredAt: T0 };

function suggested(leastScore: number, ...candidates: readonly Incident[]): string[] {
  return likeliest(SUBJECT, candidates, RULES, leastScore).map(({ incident }) => incident.incidentId);
}

test('suggests candidates with at least the minimum score', () => {
  const [same, halfAsLikely, less] = [fireAfter(0, 'b'), fireAfter(180, 'c'), fireAfter(181, 'd')];
  expect(suggested(0.5, less, halfAsLikely, same)).toEqual(['b', 'c']);
  expect(suggested(1, less, halfAsLikely, same)).toEqual(['b']);
});

test('suggests at most 50, and of equal scores the earlier first', () => {
  const ids = Array.from({ length: 51 }, (_, index) => `id-${String(index).padStart(2, '0')}`);
  const candidates = ids.map((id) => fireAfter(0, id));
  expect(suggested(0.5, ...candidates.toReversed())).toEqual(ids.slice(0, 50));
});
