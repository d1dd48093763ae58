import { expect, test } from 'vitest';
import { compare, judge, limitsAt, type Place } from './comparison.ts';

/** Sixty towns whose rates differ, around 30 per 100,000. */
const TOWNS: readonly Place[] = Array.from({ length: 60 }, (_, index) => ({
  code: `T${String(index).padStart(2, '0')}`,
  count: 6 + ((index * 7) % 25),
  population: 50_000 + 1_000 * index,
}));
const VILLAGE: Place = { code: 'V', count: 1, population: 900 };
const CITY: Place = { code: 'C', count: 300, population: 400_000 };

test('one death among 900 people does not top the list, though its rate is the highest', () => {
  const { ranking, group } = compare([VILLAGE, ...TOWNS, CITY]);
  expect(ranking[0]?.place).toBe(CITY);
  expect(ranking.findIndex(({ place }) => place === VILLAGE)).toBeGreaterThan(10);
  const judged = judge(VILLAGE, group);
  expect(judged?.rate.value).toBeCloseTo(111.1, 1);
  expect(judged?.rate.low).toBeLessThan(3);
  expect(judged?.shrunken?.value).toBeLessThan(40);
  expect(judged?.position).toBe('within');
});

test('a city far above the others is far above the funnel, and its overdispersion is stated', () => {
  const { group } = compare([...TOWNS, CITY]);
  expect(judge(CITY, group)?.position).toBe('far_above');
  expect(group.spread?.overdispersion).toBeGreaterThan(0.2);
  expect(group.betweenVariance).toBeGreaterThan(0);
});

test('limits widen with the differences between territories, and narrow with size', () => {
  const { group } = compare([...TOWNS, CITY]);
  const [ofTown, ofCity] = [judge(TOWNS[30] ?? VILLAGE, group), judge(CITY, group)];
  const width = (limits: { inner: { low: number; high: number } } | undefined) =>
    (limits?.inner.high ?? 0) - (limits?.inner.low ?? 0);
  expect(width(ofTown?.widened)).toBeGreaterThan(width(ofTown?.limits));
  expect(width(ofTown?.limits)).toBeGreaterThan(width(ofCity?.limits));
});

test.each([
  [0, 'far_below'],
  [75, 'below'],
  [100, 'within'],
  [125, 'above'],
  [200, 'far_above'],
] as const)('%i events where about 100 are expected are %s', (count, position) => {
  const equal = Array.from({ length: 100 }, (_, index) => ({ code: `E${index}`, count: 100, population: 10_000 }));
  const place = { code: 'X', count, population: 10_000 };
  expect(judge(place, compare([...equal, place]).group)?.position).toBe(position);
});

test('without a population or a known count there is no rate, and the place is last', () => {
  const unknown = [
    { code: 'A', count: 500, population: undefined },
    { code: 'B', count: undefined, population: 5_000 },
    { code: 'D', count: 1, population: 0 },
  ];
  const { ranking, group } = compare([...unknown, ...TOWNS]);
  expect(ranking.slice(-3).map(({ place, rank }) => [place.code, rank])).toEqual([
    ['A', 0],
    ['B', 0],
    ['D', 0],
  ]);
  expect(unknown.map((place) => judge(place, group))).toEqual([undefined, undefined, undefined]);
  expect(group).toMatchObject({ places: 63, withoutRate: 3 });
  expect(group.count).toBe(compare(TOWNS).group.count);
});

test('territories that do not differ share a rank', () => {
  const same = { count: 10, population: 100_000 };
  const places = ['A', 'B', 'D'].map((code) => ({ code, ...same }));
  const ranksOf = (all: readonly Place[]) =>
    compare(all).ranking.map(({ place, rank, isTied }) => [place.code, rank, isTied]);
  expect(ranksOf(places)).toEqual([
    ['A', 1, true],
    ['B', 1, true],
    ['D', 1, true],
  ]);
  const unknown = { code: 'U', count: 3, population: undefined };
  expect(ranksOf([...places, CITY, { ...same, code: 'E', count: 3 }, unknown])).toEqual([
    ['C', 1, false],
    ['A', 2, true],
    ['B', 2, true],
    ['D', 2, true],
    ['E', 5, false],
    ['U', 0, false],
  ]);
});

test('a shrunken rate has an interval also where territories do not differ', () => {
  const equal = Array.from({ length: 100 }, (_, index) => ({ code: `E${index}`, count: 100, population: 10_000 }));
  const { group } = compare(equal);
  const judged = judge(equal[0] ?? VILLAGE, group);
  expect(group.spread?.overdispersion).toBe(0);
  expect(judged?.shrunken?.low).toBeLessThan(1_000);
  expect(judged?.shrunken?.high).toBeGreaterThan(1_000);
});

test('a little overdispersion does not narrow the limits', () => {
  const { group } = compare([...TOWNS, CITY]);
  for (const betweenVariance of [1e-6, 0.001, 0.1]) {
    for (const population of [900, 10_000, 400_000]) {
      const { limits, widened } = limitsAt(population, { ...group, betweenVariance }) ?? {};
      expect(widened?.inner.high).toBeGreaterThanOrEqual(limits?.inner.high ?? Infinity);
      expect(widened?.outer.low).toBeLessThanOrEqual(limits?.outer.low ?? -1);
    }
  }
});

test('no event anywhere: rates of 0 with an upper limit, and nothing to rank by', () => {
  const { ranking, group } = compare([
    { code: 'B', count: 0, population: 900 },
    { code: 'A', count: 0, population: 9_000 },
  ]);
  expect(ranking.map(({ place, rank }) => [place.code, rank])).toEqual([
    ['A', 1],
    ['B', 1],
  ]);
  expect(group.spread).toBeUndefined();
  const judged = judge({ code: 'B', count: 0, population: 900 }, group);
  expect(judged).toMatchObject({ rate: { value: 0, low: 0 }, shrunken: undefined, limits: undefined });
  expect(judged?.position).toBeUndefined();
  expect(judged?.rate.high).toBeGreaterThan(400);
});

test('nothing to compare', () => {
  const { ranking, group } = compare([]);
  expect(ranking).toEqual([]);
  expect(group).toMatchObject({ places: 0, population: 0, rate: undefined, spread: undefined });
});

test('a place that is occupied on all days has no rate and no rank, and comes after those without a rate', () => {
  const control = { status: 'occupied', since: undefined, isOccupied: true, occupiedHromadas: 1 } as const;
  const places = [
    { code: 'O', count: 3, population: 5_000, control },
    { code: 'U', count: undefined, population: 5_000 },
    {
      code: 'F',
      count: 9,
      population: 40_000,
      control: { ...control, status: 'frontline', isOccupied: false } as const,
    },
  ];
  const { ranking, group } = compare([...places, ...TOWNS]);
  expect(ranking.slice(-2).map(({ place, rank }) => [place.code, rank])).toEqual([
    ['U', 0],
    ['O', 0],
  ]);
  expect(judge(places[0] ?? VILLAGE, group)).toBeUndefined();
  expect(group).toMatchObject({ withoutRate: 2, occupied: 1, frontline: 1 });
  expect(group.population).toBe(compare([...places.slice(2), ...TOWNS]).group.population);
});
