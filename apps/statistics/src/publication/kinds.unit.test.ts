import { expect, test } from 'vitest';
import { BASE, MONTHS } from '../../test/random-publication.ts';
import { firstKinds, reviseKinds, type KindCells, type KindCounts } from './kinds.ts';
import { yearOf } from './period.ts';
import { checkKind } from './sensitive-measure.ts';
import { countryOf, firstRelease, revise, type Count, type ReleasedCell, type ReleaseFrame } from './release.ts';

const YEAR = yearOf(2021);
const FRAME: ReleaseFrame = {
  country: countryOf(BASE),
  year: YEAR,
  levels: {
    country: { finest: 'year', block: 'year' },
    oblast: { finest: 'year', block: 'year' },
    hromada: { finest: 'year', block: 'year' },
  },
  fewest: 5,
};
const EVERY_MONTH = new Set(YEAR.parts.flatMap((quarter) => quarter.parts.map(({ start }) => start)));

/** Cases of an oblast by kind: bullying, drugs, unknown. */
type Cases = Readonly<Record<'A' | 'B' | 'C', readonly [number, number, number]>>;

const MANY: Cases = { A: [40, 30, 0], B: [20, 15, 0], C: [10, 8, 0] };

test('a country and oblasts with at least k cases of each kind show them, also that none is of an unknown kind', () => {
  const { kinds } = releaseOf(MANY);
  expect(shownOf(kinds)).toEqual({ UA: [70, 53, 0], A: [40, 30, 0], B: [20, 15, 0], C: [10, 8, 0] });
});

test('a place with too few cases of a kind shows no kind, and neither does the smallest of the others', () => {
  expect(shownOf(releaseOf({ ...MANY, A: [40, 4, 0] }).kinds)).toEqual({ UA: [70, 27, 0], B: [20, 15, 0] });
  expect(shownOf(releaseOf({ ...MANY, B: [35, 0, 0] }).kinds)).toEqual({ UA: [85, 38, 0], A: [40, 30, 0] });
});

test('a few cases of an unknown kind hide the kinds of their place, and those of the country if there are no others', () => {
  expect(shownOf(releaseOf({ ...MANY, C: [10, 8, 4] }).kinds)).toEqual({});
  expect(shownOf(releaseOf({ ...MANY, B: [20, 15, 6], C: [10, 8, 4] }).kinds)).toEqual({
    UA: [70, 53, 10],
    A: [40, 30, 0],
  });
});

test('without the total of the year there are no kinds', () => {
  const counts = countsOf(MANY);
  expect(shownOf(firstKinds(FRAME, counts, []))).toEqual({});
  const totals = firstRelease(FRAME, counts.total, new Set(MONTHS));
  expect(shownOf(firstKinds(FRAME, counts, totals))).toEqual({});
});

test('a revision shows changes of at least k, where the total shows its change, and only together', () => {
  expect(revised({ A: [6, 5, 0], B: [5, 0, 0], C: [0, 0, 0] })).toEqual({
    UA: [11, 5, 0],
    A: [6, 5, 0],
    B: [5, 0, 0],
    C: [0, 0, 0],
  });
  // The one case of drugs in A would be that of the country without the others.
  expect(revised({ A: [6, 1, 0], B: [5, 5, 0], C: [0, 0, 0] })).toEqual({ UA: [11, 6, 0] });
  expect(revised({ A: [6, 1, 0], B: [0, 0, 0], C: [0, 0, 0] })).toEqual({});
});

test.each([
  [{ category: 'domestic_violence' as const }, ['category']],
  [{ period: 'month' as const }, ['period']],
  [{ level: 'hromada' as const }, ['level']],
  [{}, []],
])('refuses what is never released of a kind: %j', (more, fields) => {
  const asked = {
    measure: 'school_drugs',
    category: 'school_safety',
    period: 'year',
    level: 'oblast',
    ...more,
  } as const;
  expect(checkKind(asked).map(({ field }) => field)).toEqual(fields);
  expect(checkKind({ ...asked, measure: 'incidents' })).toEqual([]);
});

interface Released {
  readonly counts: KindCounts;
  readonly totals: readonly ReleasedCell[];
  readonly kinds: KindCells;
}

function releaseOf(cases: Cases): Released {
  const counts = countsOf(cases);
  const totals = firstRelease(FRAME, counts.total, EVERY_MONTH);
  return { counts, totals, kinds: firstKinds(FRAME, counts, totals) };
}

/** What a revision of MANY adds. */
function revised(added: Cases) {
  const { counts: included, totals, kinds } = releaseOf(MANY);
  const changes = countsOf(added);
  const shown = shownOf(kinds);
  const cells = revise(FRAME, {
    included: included.total,
    changes: changes.total,
    shownValue: ({ code }) => totals.find(({ place }) => place.code === code)?.value,
  });
  const shownValue = (kind: number, { code }: { readonly code: string }) => shown[code]?.[kind];
  return shownOf(reviseKinds(FRAME, { included, changes, shownValue }, cells));
}

/** All cases of an oblast are of its first hromada and day. */
function countsOf(cases: Cases): KindCounts {
  const ofKind = (kind: number): Count[] =>
    Object.entries(cases).map(([oblastCode, all]) => {
      const place = BASE.find((each) => each.oblastCode === oblastCode);
      if (place === undefined) throw new Error(`there is no oblast ${oblastCode}`);
      return { ...place, value: all[kind] ?? 0 };
    });
  const kinds = [ofKind(0), ofKind(1)];
  return { total: [...kinds.flat(), ...ofKind(2)], kinds };
}

/** By place, the values of the kinds. */
function shownOf(kinds: KindCells): Record<string, number[]> {
  const shown: Record<string, number[]> = {};
  for (const { place, value } of kinds.flat()) shown[place.code] = [...(shown[place.code] ?? []), value];
  return shown;
}
