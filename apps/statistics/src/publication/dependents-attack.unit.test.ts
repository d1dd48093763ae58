import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf, partsOf, shownAfter, toKey } from '../../test/attacked-cells.ts';
import { boundsOf, type Equation } from '../../test/linear-attack.ts';
import { BASE, MONTHS, randomCounts, randomFrame } from '../../test/random-publication.ts';
import type { PeriodNode } from './period.ts';
import type { Place } from './publication-set.ts';
import { firstRelease, revise, sumsOf, type Count, type ReleasedCell, type ReleaseFrame } from './release.ts';

/** Incidents, and what belongs to them, such as orders: there is none without an incident. */
interface Counted {
  readonly incidents: readonly Count[];
  readonly orders: readonly Count[];
}

interface History {
  readonly frame: ReleaseFrame;
  readonly first: Counted;
  /** Each replaces the one before; nothing is withdrawn. */
  readonly later: readonly Counted[];
}

const histories: fc.Arbitrary<History> = randomFrame.chain((frame) => {
  const counts = randomCounts(frame.fewest);
  // Of some incidents there are orders, of some there are none.
  const orders = fc.oneof(
    counts,
    counts.map((all) => all.map((each, index) => ({ ...each, value: index % 3 && each.value }))),
  );
  const counted = fc.record({ incidents: counts, orders }).map(withIncidents);
  return fc
    .record({ first: counted, more: fc.array(counted, { maxLength: 1 }) })
    .map(({ first, more }) => ({ frame, first, later: more.map((each) => sumOf(first, each)) }));
});

function withIncidents({ incidents, orders }: Counted): Counted {
  return {
    incidents,
    orders: orders.map((each, index) => ({ ...each, value: (incidents[index]?.value ?? 0) > 0 ? each.value : 0 })),
  };
}

function sumOf(one: Counted, other: Counted): Counted {
  const add = (counts: readonly Count[], more: readonly Count[]) =>
    counts.map((each, index) => ({ ...each, value: each.value + (more[index]?.value ?? 0) }));
  return { incidents: add(one.incidents, other.incidents), orders: add(one.orders, other.orders) };
}

test('no number below k is bounded more tightly than k by what is released of incidents and of what belongs to them', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      expect(await disclosed(history)).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

test('what belongs to incidents is shown only where these are', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { incidents, orders } = releasesOf(history);
      const shown = shownAfter(incidents.map(({ cells }) => cells));
      const alone = orders.flatMap(({ cells }) => cells).filter((cell) => !shown.has(toKey(cell)));
      expect(alone.map(toKey)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

interface Release {
  readonly cells: readonly ReleasedCell[];
  /** What the release includes, whether it shows it or not. */
  readonly includes: readonly Count[];
  /** Which list of the history it includes: 0 for the first. */
  readonly step: number;
}

/** The releases of both, as the job takes them. */
function releasesOf({ frame, first, later }: History) {
  const incidents = releasesOfOne(
    frame,
    [first, ...later].map((each) => each.incidents),
  );
  const shown = shownAfter(incidents.map(({ cells }) => cells));
  const framed = { ...frame, areIncidentsShown: (place: Place, at: PeriodNode) => shown.has(toKey({ place, at })) };
  return {
    incidents,
    orders: releasesOfOne(
      framed,
      [first, ...later].map((each) => each.orders),
    ),
  };
}

function releasesOfOne(frame: ReleaseFrame, [first = [], ...later]: readonly (readonly Count[])[]): Release[] {
  const releases: Release[] = [{ cells: firstRelease(frame, first, new Set(MONTHS)), includes: first, step: 0 }];
  let included = first;
  for (const [index, counts] of later.entries()) {
    const changes = counts.map((count, base) => ({ ...count, value: count.value - (included[base]?.value ?? 0) }));
    const shown = shownAfter(releases.map(({ cells }) => cells));
    const cells = revise(frame, { included, changes, shownValue: (place, at) => shown.get(toKey({ place, at })) });
    if (cells.length === 0) continue;
    releases.push({ cells, includes: changes, step: index + 1 });
    included = counts;
  }
  return releases;
}

async function disclosed(history: History): Promise<string[]> {
  const { frame } = history;
  const { incidents, orders } = releasesOf(history);
  const layers = [...incidents, ...orders];
  const bases = BASE.map((_, base) => base);
  const numberOf = (base: number, layer: number) => layer * BASE.length + base;
  const upTo = (releases: readonly Release[], step: number) =>
    releases.flatMap((release) => (release.step <= step ? [layers.indexOf(release)] : []));
  const unknownsOf = (cell: Parameters<typeof partsOf>[0], of: readonly number[]) =>
    partsOf(cell).flatMap((base) => of.map((layer) => numberOf(base, layer)));
  const asked = [incidents, orders].flatMap((releases) =>
    releases.flatMap(({ step }) => {
      const of = upTo(releases, step);
      const valuesOf = of.map((layer) => sumsOf(layers[layer]?.includes ?? []));
      return cellsOf(frame)
        .map((cell) => ({ cell, of, value: valuesOf.reduce((sum, each) => sum + each(cell.place, cell.at), 0) }))
        .filter(({ value }) => value < frame.fewest);
    }),
  );
  const bounds = await boundsOf(
    {
      unknowns: layers.flatMap(() => bases.map(() => ({ isFree: false }))),
      equations: layers.flatMap(({ cells }, layer) =>
        cells.map((cell): Equation => ({ unknowns: unknownsOf(cell, [layer]), sum: cell.value })),
      ),
      // Orders that a release includes belong to incidents of the same time: of those, a later release is known as well.
      implications: orders.flatMap(({ step }) => {
        if (!incidents.some((each) => each.step >= step)) return [];
        const [ofOrders, ofIncidents] = [
          upTo(orders, step),
          upTo(incidents, incidents.find((each) => each.step >= step)?.step ?? step),
        ];
        return bases.map((base) => ({
          cause: ofOrders.map((layer) => numberOf(base, layer)),
          effect: ofIncidents.map((layer) => numberOf(base, layer)),
        }));
      }),
    },
    asked.map(({ cell, of }) => unknownsOf(cell, of)),
    frame.fewest,
  );
  return asked.flatMap(({ cell, of, value }, index) => {
    const { low, high } = bounds[index] ?? { low: 0, high: 0 };
    // The solver takes a hundredth for none.
    const isWide = high - low >= frame.fewest - 0.5;
    const name = (of[0] ?? 0) < incidents.length ? 'incidents' : 'orders';
    return isWide ? [] : [`${name} ${toKey(cell)} of release ${of.join(' to ')} is ${value}, known: ${low} to ${high}`];
  });
}
