import fc from 'fast-check';
import { PERIODS, rankOf, type Period, type PeriodNode } from '../src/publication/period.ts';
import type { LevelRules } from '../src/publication/publication-set.ts';
import { countryOf, type Count, type ReleaseFrame } from '../src/publication/release.ts';

/** A year of four months of two days: small enough for exact answers of an attack. */
const SMALL_YEAR: PeriodNode = node('year', '2021-01-01', [
  node('quarter', '2021-01-01', [month('01'), month('02')]),
  node('quarter', '2021-04-01', [month('04'), month('05')]),
]);

export const MONTHS = ['2021-01-01', '2021-02-01', '2021-04-01', '2021-05-01'];
const DAYS = MONTHS.flatMap((start) => [start, `${start.slice(0, 8)}02`]);

const PLACES = [
  { oblastCode: 'A', hromadaCode: 'A1' },
  { oblastCode: 'A', hromadaCode: 'A2' },
  { oblastCode: 'A', hromadaCode: 'A3' },
  { oblastCode: 'B', hromadaCode: 'B1' },
  { oblastCode: 'B', hromadaCode: 'B2' },
  // A city with special status.
  { oblastCode: 'C', hromadaCode: 'C' },
];

/** Every combination of place and day, in the order in which an attack numbers its unknowns. */
export const BASE = PLACES.flatMap((place) => DAYS.map((day) => ({ ...place, day })));

/** Counts of places without cases, with a few, and with many, on all days or on some. */
export function randomCounts(fewest: number): fc.Arbitrary<Count[]> {
  const most = fc.constantFrom(0, 1, fewest, 3 * fewest, 10 * fewest, 10 * fewest);
  const shares = fc.oneof(fc.array(percent(0), EACH_DAY), fc.array(percent(50), EACH_DAY));
  return fc.tuple(...PLACES.map(() => fc.tuple(most, shares))).map((places) =>
    BASE.map((cell, index) => {
      const [largest = 0, percents = []] = places[Math.floor(index / DAYS.length)] ?? [];
      return { ...cell, value: Math.round((largest * (percents[index % DAYS.length] ?? 0)) / 100) };
    }),
  );
}

function percent(least: number): fc.Arbitrary<number> {
  return fc.integer({ min: least, max: 100 });
}

const EACH_DAY = { minLength: DAYS.length, maxLength: DAYS.length };

const period = fc.constantFrom<Period>(...PERIODS);

/** Rules of levels: the block of a part is not shorter than that of the whole, and not shorter than its finest period. */
const randomLevels: fc.Arbitrary<LevelRules> = fc
  .record({ finest: fc.tuple(period, period, period), blocks: fc.tuple(period, period, period) })
  .map(({ finest, blocks }) => {
    const [first, second, third] = blocks.map((block) => longest('month', block)).toSorted(byLength);
    return {
      country: level(finest[0], first),
      oblast: level(finest[1], second),
      hromada: level(finest[2], third),
    };
  });

function level(finest: Period, block: Period = 'year') {
  return { finest: rankOf(finest) > rankOf(block) ? block : finest, block };
}

function longest(a: Period, b: Period): Period {
  return rankOf(a) > rankOf(b) ? a : b;
}

function byLength(a: Period, b: Period): number {
  return rankOf(a) - rankOf(b);
}

export const randomFrame: fc.Arbitrary<ReleaseFrame> = fc
  .record({ levels: randomLevels, fewest: fc.integer({ min: 2, max: 5 }) })
  .map((rules) => ({ ...rules, country: countryOf(PLACES), year: SMALL_YEAR }));

function month(number: string): PeriodNode {
  const days = ['01', '02'].map((day) => node('day', `2021-${number}-${day}`, []));
  return node('month', `2021-${number}-01`, days);
}

function node(length: Period, start: string, parts: readonly PeriodNode[]): PeriodNode {
  return { period: length, start, parts };
}
