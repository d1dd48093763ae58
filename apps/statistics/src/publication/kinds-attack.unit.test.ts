import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf, partsOf, shownAfter, toKey } from '../../test/attacked-cells.ts';
import { boundsOf, type Equation } from '../../test/linear-attack.ts';
import { BASE, MONTHS, randomCounts, randomFrame } from '../../test/random-publication.ts';
import { firstKinds, reviseKinds, type KindCells, type KindCounts } from './kinds.ts';
import type { Cell } from './publication-set.ts';
import { firstRelease, revise, sumsOf, type Count, type ReleasedCell, type ReleaseFrame } from './release.ts';

/** Counts of two known kinds and of no known kind. */
type ByKind = readonly (readonly Count[])[];

interface History {
  readonly frame: ReleaseFrame;
  readonly first: ByKind;
  /** What is added later, or, in part, taken away. */
  readonly later: readonly ByKind[];
}

const OTHER = 2;

function historyOf(changes: (fewest: number) => fc.Arbitrary<Count[]>): fc.Arbitrary<History> {
  return randomFrame.chain((frame) => {
    const { fewest } = frame;
    const known = [randomCounts(fewest), randomCounts(fewest)] as const;
    const other = fc.oneof(fc.constant(NO_COUNTS), randomCounts(fewest));
    const more = fc.oneof(changes(fewest), fc.constant(NO_COUNTS));
    return fc
      .record({
        first: fc.tuple(...known, other),
        later: fc.array(fc.tuple(more, more, more), { maxLength: 2 }),
      })
      .map(({ first, later }) => ({ frame, first, later: withoutDebts(first, later) }));
  });
}

/** No more is withdrawn than was counted. */
function withoutDebts(first: ByKind, later: readonly ByKind[]): ByKind[] {
  let counted = first;
  return later.map((changes) => {
    const possible = changes.map((ofKind, kind) =>
      ofKind.map((count, index) => ({
        ...count,
        value: Math.max(count.value, -(counted[kind]?.[index]?.value ?? 0)),
      })),
    );
    counted = sumOf(counted, possible);
    return possible;
  });
}

const NO_COUNTS = BASE.map((cell) => ({ ...cell, value: 0 }));

const growing = historyOf(randomCounts);
const changing = historyOf((fewest) =>
  fc
    .tuple(randomCounts(fewest), fc.array(fc.constantFrom(1, -1), { minLength: BASE.length, maxLength: BASE.length }))
    .map(([counts, signs]) => counts.map((count, index) => ({ ...count, value: count.value * (signs[index] ?? 1) }))),
);

test('no number of a kind or of all is bounded more tightly than k, when cases only become known', async () => {
  await fc.assert(
    fc.asyncProperty(growing, async (history) => {
      expect(await disclosed(history, { isFree: false })).toEqual([]);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

test('no number of a kind or of all is bounded more tightly than k, when cases are also withdrawn', async () => {
  await fc.assert(
    fc.asyncProperty(changing, async (history) => {
      expect(await disclosed(history, { isFree: true })).toEqual([]);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

test('a kind that is shown has at least k cases, or none of an unknown kind, and kinds add up to the total', () => {
  let shown = 0;
  fc.assert(
    fc.property(growing, ({ frame, first }) => {
      const [{ cells, kinds } = NOTHING] = releasesOf({ frame, first, later: [] });
      const totals = shownAfter([cells]);
      const small = kinds.flatMap((all, kind) =>
        all.filter(({ value }) => value < (kind === OTHER ? 1 : frame.fewest)),
      );
      expect(small.filter(({ value }) => value !== 0)).toEqual([]);
      for (const [key, value] of shownAfter(kinds)) expect([key, value]).toEqual([key, totals.get(key)]);
      shown += kinds[OTHER]?.length ?? 0;
    }),
    { numRuns: 100, endOnFailure: true },
  );
  // The attack is on something.
  expect(shown).toBeGreaterThan(50);
});

interface Release {
  readonly cells: readonly ReleasedCell[];
  readonly kinds: KindCells;
  /** What the release includes, whether it shows it or not. */
  readonly includes: ByKind;
}

const NOTHING: Release = { cells: [], kinds: [], includes: [] };

/** The first releases of a year and its revisions, as the job takes them. */
function releasesOf({ frame, first, later }: History): Release[] {
  const total = totalOf(first);
  const cells = firstRelease(frame, total, new Set(MONTHS));
  const releases: Release[] = [{ cells, kinds: firstKinds(frame, toCounts(first), cells), includes: first }];
  let [included, waiting]: [ByKind, ByKind] = [first, NONE];
  for (const added of later) {
    const changes = sumOf(waiting, added);
    const shown = shownAfter(releases.map((release) => release.cells));
    const revised = revise(frame, {
      included: totalOf(included),
      changes: totalOf(changes),
      shownValue: (place, at) => shown.get(toKey({ place, at })),
    });
    waiting = changes;
    if (revised.length === 0) continue;
    const ofKinds = changes.map((_, kind) => shownAfter(releases.map((release) => release.kinds[kind] ?? [])));
    const kinds = reviseKinds(
      frame,
      {
        included: toCounts(included),
        changes: toCounts(changes),
        shownValue: (kind, place) => ofKinds[kind]?.get(toKey({ place, at: frame.year })),
      },
      revised,
    );
    releases.push({ cells: revised, kinds, includes: changes });
    [included, waiting] = [sumOf(included, changes), NONE];
  }
  return releases;
}

const NONE: ByKind = [NO_COUNTS, NO_COUNTS, NO_COUNTS];

/** Every number, of all or of a kind, below k, that the attack bounds more tightly than k. */
async function disclosed(history: History, { isFree }: { readonly isFree: boolean }): Promise<string[]> {
  const { frame } = history;
  const releases = releasesOf(history);
  const every = NONE.map((_, kind) => kind);
  const numberOf = (release: number, kind: number, part: number) =>
    (release * every.length + kind) * BASE.length + part;
  const unknownsOf = (cell: Cell, release: number, kinds: readonly number[]) =>
    kinds.flatMap((kind) => partsOf(cell).map((part) => numberOf(release, kind, part)));
  const unknowns = releases.flatMap((_, release) =>
    every.flatMap(() => BASE.map(() => ({ isFree: isFree && release > 0 }))),
  );
  const equations: Equation[] = releases.flatMap(({ cells, kinds }, release) => [
    ...cells.map((cell) => ({ unknowns: unknownsOf(cell, release, every), sum: cell.value })),
    ...kinds.flatMap((all, kind) =>
      all.map((cell) => ({ unknowns: unknownsOf(cell, release, [kind]), sum: cell.value })),
    ),
  ]);
  const asked = releases.flatMap(({ includes }, release) =>
    [every, ...every.map((kind) => [kind])].flatMap((kinds) => {
      const valueOf = sumsOf(kinds.flatMap((kind) => includes[kind] ?? []));
      // That nothing is of no known kind may be known.
      const mayBeNothing = release > 0 || kinds[0] === OTHER;
      return cellsOf(frame)
        .map((cell) => ({ cell, release, kinds, value: valueOf(cell.place, cell.at) }))
        .filter(({ value }) => (value !== 0 || !mayBeNothing) && Math.abs(value) < frame.fewest);
    }),
  );
  // Nowhere are fewer than none of a kind counted, after whatever was withdrawn.
  const notNegative = releases.flatMap((_, last) =>
    every.flatMap((kind) =>
      BASE.map((_base, part) => releases.slice(0, last + 1).map((_release, release) => numberOf(release, kind, part))),
    ),
  );
  const bounds = await boundsOf(
    { unknowns, equations, notNegative },
    asked.map(({ cell, release, kinds }) => unknownsOf(cell, release, kinds)),
    frame.fewest,
  );
  return asked.flatMap(({ cell, release, kinds, value }, index) => {
    const { low, high } = bounds[index] ?? { low: 0, high: 0 };
    const isWide = high - low >= frame.fewest - 1e-6;
    return isWide
      ? []
      : [`${toKey(cell)} of kinds ${kinds.join()} of release ${release} is ${value}: ${low} to ${high}`];
  });
}

function toCounts(all: ByKind): KindCounts {
  return { total: totalOf(all), kinds: all.slice(0, OTHER) };
}

function totalOf(all: ByKind): Count[] {
  return BASE.map((cell, index) => ({ ...cell, value: all.reduce((sum, kind) => sum + (kind[index]?.value ?? 0), 0) }));
}

function sumOf(one: ByKind, other: ByKind): ByKind {
  return one.map((counts, kind) =>
    counts.map((count, index) => ({ ...count, value: count.value + (other[kind]?.[index]?.value ?? 0) })),
  );
}
