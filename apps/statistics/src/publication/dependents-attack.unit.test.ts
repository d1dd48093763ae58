import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOf, partsOf, shownAfter, toKey } from '../../test/attacked-cells.ts';
import { boundsOf, type Equation } from '../../test/linear-attack.ts';
import { BASE, MONTHS, randomCounts, randomFrame } from '../../test/random-publication.ts';
import { firstRelease, revise, sumsOf, type Count, type ReleasedCell, type ReleaseFrame } from './release.ts';

/** Incidents, and what belongs to them, such as orders: there is none without an incident. */
interface Counted {
  readonly incidents: readonly Count[];
  readonly orders: readonly Count[];
}

interface History {
  readonly frame: ReleaseFrame;
  readonly first: Counted;
  /** Each replaces the one before. */
  readonly later: readonly Counted[];
  readonly isGrowing: boolean;
}

const histories: fc.Arbitrary<History> = randomFrame.chain((frame) => {
  const counts = randomCounts(frame.fewest);
  // Of some incidents there are orders, of some there are none.
  const some = counts.map((all) => all.map((each, index) => ({ ...each, value: index % 3 && each.value })));
  const counted = fc.record({ incidents: counts, orders: fc.oneof(counts, some) }).map(withIncidents);
  return fc
    .record({ first: counted, more: fc.array(counted, { maxLength: 1 }), isGrowing: fc.boolean(), every: fc.nat(4) })
    .map(({ first, more, isGrowing, every }) => ({
      frame,
      first,
      isGrowing,
      later: more.map((each) => (isGrowing ? sumOf(first, each) : replaced(first, each, every + 1))),
    }));
});

/** Every so many cells are replaced, which may withdraw incidents. */
function replaced(one: Counted, other: Counted, every: number): Counted {
  const mix = (counts: readonly Count[], more: readonly Count[]) =>
    counts.map((each, index) => (index % every === 0 ? (more[index] ?? each) : each));
  return withIncidents({ incidents: mix(one.incidents, other.incidents), orders: mix(one.orders, other.orders) });
}

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
    { numRuns: 5, endOnFailure: true },
  );
});

test('what belongs to incidents is shown only where these are', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { incidents, orders } = releasesOf(history);
      const shown = shownAfter(incidents.map(({ cells }) => cells));
      // A change of nothing says nothing of incidents.
      const told = orders.flatMap(({ cells }) => cells).filter(({ value }) => value !== 0);
      const alone = told.filter((cell) => !shown.has(toKey(cell)));
      expect(alone.map(toKey)).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
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
  const steps = [first, ...later];
  const incidents = releasesOfOne(
    () => frame,
    steps.map((each) => each.incidents),
  );
  const framed = (step: number): ReleaseFrame => {
    const released = incidents.filter((each) => each.step <= step);
    const shown = shownAfter(released.map(({ cells }) => cells));
    const included = sumsOf(released.flatMap(({ includes }) => includes));
    return { ...frame, areIncidentsShown: (place, at) => shown.get(toKey({ place, at })) === included(place, at) };
  };
  const orders = releasesOfOne(
    framed,
    steps.map((each) => each.orders),
  );
  return { incidents, orders };
}

function releasesOfOne(
  frameOf: (step: number) => ReleaseFrame,
  [first = [], ...later]: readonly (readonly Count[])[],
): Release[] {
  const releases: Release[] = [{ cells: firstRelease(frameOf(0), first, new Set(MONTHS)), includes: first, step: 0 }];
  let included = first;
  for (const [index, counts] of later.entries()) {
    const changes = counts.map((count, base) => ({ ...count, value: count.value - (included[base]?.value ?? 0) }));
    const shown = shownAfter(releases.map(({ cells }) => cells));
    const shownValue = (...[place, at]: Parameters<ReturnType<typeof sumsOf>>) => shown.get(toKey({ place, at }));
    const cells = revise(frameOf(index + 1), { included, changes, shownValue });
    if (cells.length === 0) continue;
    releases.push({ cells, includes: changes, step: index + 1 });
    included = counts;
  }
  return releases;
}

async function disclosed(history: History): Promise<string[]> {
  const { frame, isGrowing } = history;
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
      unknowns: layers.flatMap(({ step }) => bases.map(() => ({ isFree: !isGrowing && step > 0 }))),
      // Nowhere are fewer than none counted, after whatever was withdrawn.
      notNegative: [incidents, orders].flatMap((releases) =>
        releases.slice(1).flatMap(({ step }) => {
          const of = upTo(releases, step);
          return bases.map((base) => of.map((layer) => numberOf(base, layer)));
        }),
      ),
      equations: layers.flatMap(({ cells }, layer) =>
        cells.map((cell): Equation => ({ unknowns: unknownsOf(cell, [layer]), sum: cell.value })),
      ),
      // Orders that a release includes belong to incidents of that time; if none are withdrawn, to those of later ones as well.
      implications: orders.flatMap(({ step }) => {
        const same = incidents.find((each) => (isGrowing ? each.step >= step : each.step === step));
        if (same === undefined) return [];
        const [ofOrders, ofIncidents] = [upTo(orders, step), upTo(incidents, same.step)];
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
