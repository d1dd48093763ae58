import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf, partsOf, shownAfter, toKey } from '../../test/attacked-cells.ts';
import { boundsOf, type Equation } from '../../test/linear-attack.ts';
import { BASE, MONTHS, randomCounts, randomFrame } from '../../test/random-publication.ts';
import { startOf } from './period.ts';
import type { Cell } from './publication-set.ts';
import { firstRelease, revise, sumsOf, type Count, type ReleasedCell, type ReleaseFrame } from './release.ts';

interface History {
  readonly frame: ReleaseFrame;
  readonly first: readonly Count[];
  /** What is counted later; each later list replaces the one before. */
  readonly later: readonly (readonly Count[])[];
}

/** Cases that become known late, but none that are withdrawn: an attacker who knows that learns the most. */
const growing: fc.Arbitrary<History> = randomFrame.chain((frame) =>
  fc
    .record({ first: randomCounts(frame.fewest), more: fc.array(randomCounts(frame.fewest), { maxLength: 2 }) })
    .map(({ first, more }) => ({ frame, first, later: sumsSoFar(first, more) })),
);

const randomlyChosen = fc
  .constantFrom(5, 30, 100)
  .chain((share) =>
    fc
      .array(fc.integer({ min: 0, max: 99 }), { minLength: BASE.length, maxLength: BASE.length })
      .map((all) => all.map((each) => each < share)),
  );

/** Cases that become known late or are withdrawn, everywhere or in a few places and days. */
const changing: fc.Arbitrary<History> = randomFrame.chain((frame) =>
  fc
    .record({
      first: randomCounts(frame.fewest),
      later: fc.array(fc.tuple(randomCounts(frame.fewest), randomlyChosen), { maxLength: 2 }),
    })
    .map(({ first, later }) => ({ frame, first, later: replacedSoFar(first, later) })),
);

// Shrinking would solve thousands of programs without ever reaching the timeout: a failure ends at its first history.
test('no cell below k is bounded more tightly than k by everything released, when cases only become known', async () => {
  await fc.assert(
    fc.asyncProperty(growing, async (history) => {
      expect(await disclosed(history, { isFree: false })).toEqual([]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test('no cell below k is bounded more tightly than k by everything released, when cases are also withdrawn', async () => {
  await fc.assert(
    fc.asyncProperty(changing, async (history) => {
      expect(await disclosed(history, { isFree: true })).toEqual([]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test('a cell that is shown has at least k, and a change of it is none or at least k', () => {
  fc.assert(
    fc.property(changing, (history) => {
      const { fewest } = history.frame;
      const [first = [], ...revisions] = releasesOf(history).map(({ cells }) => cells);
      expect(first.filter(({ value }) => value < fewest)).toEqual([]);
      expect(revisions.flat().filter(({ value }) => value !== 0 && Math.abs(value) < fewest)).toEqual([]);
      const last = shownAfter([first, ...revisions]);
      expect([...last.values()].filter((value) => value < fewest)).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

test('what is shown does not depend on when months were released', () => {
  fc.assert(
    fc.property(changing, fc.shuffledSubarray(MONTHS), ({ frame, first }, closed) => {
      const part = firstRelease(frame, ofMonths(first, closed), new Set(closed)).map(toText);
      const whole = new Set(firstRelease(frame, first, new Set(MONTHS)).map(toText));
      expect(part.filter((cell) => !whole.has(cell))).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

interface Release {
  readonly cells: readonly ReleasedCell[];
  /** What the release includes, whether it shows it or not. */
  readonly includes: readonly Count[];
}

/** The first releases of a year and its revisions, as the job takes them. */
function releasesOf({ frame, first, later }: History): Release[] {
  const releases: Release[] = [{ cells: firstRelease(frame, first, new Set(MONTHS)), includes: first }];
  let included = first;
  for (const counts of later) {
    const changes = counts.map((count, index) => ({ ...count, value: count.value - (included[index]?.value ?? 0) }));
    const shown = shownAfter(releases.map(({ cells }) => cells));
    const cells = revise(frame, { included, changes, shownValue: (place, at) => shown.get(toKey({ place, at })) });
    if (cells.length === 0) continue;
    releases.push({ cells, includes: changes });
    included = counts;
  }
  return releases;
}

/**
 * Every hidden number below k that the attack bounds more tightly than k: of each place and period, what each release
 * added, and what it had added up to by then.
 */
async function disclosed(history: History, { isFree }: { readonly isFree: boolean }): Promise<string[]> {
  const { frame } = history;
  const releases = releasesOf(history);
  const upTo = (release: number) => releases.slice(0, release + 1).map((_, each) => each);
  const bases = BASE.map((_, base) => base);
  const added = releases.map((_, release) => [release]);
  const sums = releases.slice(1).map((_, index) => upTo(index + 1));
  const asked = [...added, ...sums].flatMap((layers) => {
    const valuesOf = layers.map((release) => sumsOf(releases[release]?.includes ?? []));
    return cellsOf(frame)
      .map((cell) => ({ cell, layers, value: valuesOf.reduce((sum, of) => sum + of(cell.place, cell.at), 0) }))
      .filter(({ value }) => (value !== 0 || layers[0] === 0) && Math.abs(value) < frame.fewest);
  });
  const bounds = await boundsOf(
    {
      unknowns: releases.flatMap((_, release) => bases.map(() => ({ isFree: isFree && release > 0 }))),
      equations: releases.flatMap(({ cells }, release) =>
        cells.map((cell): Equation => ({ unknowns: unknownsOf(cell, [release]), sum: cell.value })),
      ),
      // Nowhere are fewer than none counted, after whatever was withdrawn.
      notNegative: sums.flatMap((layers) => bases.map((base) => layers.map((release) => numberOf(base, release)))),
    },
    asked.map(({ cell, layers }) => unknownsOf(cell, layers)),
    frame.fewest,
  );
  return asked.flatMap(({ cell, layers, value }, index) => {
    const { low, high } = bounds[index] ?? { low: 0, high: 0 };
    const isWide = high - low >= frame.fewest - 1e-6;
    return isWide ? [] : [`${toKey(cell)} of release ${layers.join(' to ')} is ${value}, known: ${low} to ${high}`];
  });
}

function unknownsOf(cell: Cell, releases: readonly number[]): number[] {
  return partsOf(cell).flatMap((base) => releases.map((release) => numberOf(base, release)));
}

/** Of what a release added to the count of a hromada and day. */
function numberOf(base: number, release: number): number {
  return release * BASE.length + base;
}

function ofMonths(counts: readonly Count[], months: readonly string[]): Count[] {
  return counts.filter(({ day }) => months.includes(startOf('month', day)));
}

function sumsSoFar(first: readonly Count[], more: readonly (readonly Count[])[]): Count[][] {
  let last = first;
  return more.map((added) => {
    last = last.map((count, index) => ({ ...count, value: count.value + (added[index]?.value ?? 0) }));
    return [...last];
  });
}

/** Each list has the counts of the one before, except where a count is replaced. */
function replacedSoFar(
  first: readonly Count[],
  later: readonly (readonly [readonly Count[], readonly boolean[]])[],
): Count[][] {
  let last = first;
  return later.map(([counts, isReplaced]) => {
    last = last.map((count, index) => (isReplaced[index] === true ? (counts[index] ?? count) : count));
    return [...last];
  });
}

function toText(cell: ReleasedCell): string {
  return `${toKey(cell)} ${cell.value}`;
}
