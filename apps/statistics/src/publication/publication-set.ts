import { keyOf, PERIODS, periodOf, periodsIn, rankOf, type Period, type PeriodNode } from './period.ts';

export const LEVELS = ['country', 'oblast', 'hromada'] as const;
export type Level = (typeof LEVELS)[number];

/** A territory with those of the next level that it consists of. */
export interface Place {
  readonly code: string;
  readonly level: Level;
  /** Exhaustive. One that is never shown has no code of its own in answers, but takes part in every sum. */
  readonly parts: readonly Place[];
}

/** How the figures of a level are released. */
export interface LevelRule {
  /** The shortest period that is ever shown. */
  readonly finest: Period;
  /** The figures of such a period are released together, at the earliest when it has ended. */
  readonly block: Period;
}

export type LevelRules = Readonly<Record<Level, LevelRule>>;

/** A cell of the table, of a place and a period. */
export interface Cell {
  readonly place: Place;
  readonly at: PeriodNode;
}

/** A number of people, or of changes to it, and the number after these changes. The same in a first release. */
export interface Amount {
  readonly change: number;
  readonly after: number;
}

/** What the decision looks at. */
export interface Table {
  readonly country: Place;
  readonly year: PeriodNode;
  readonly levels: LevelRules;
  /** Of a place in a period. */
  readonly amount: (place: Place, at: PeriodNode) => Amount;
  /** Whether the figures of a block are complete, so that they can be released. */
  readonly isClosed: (block: PeriodNode) => boolean;
  /** Whether an amount may be known: of a cell, or, without one, of several cells together. */
  readonly mayBeKnown: (amount: Amount, cell?: Cell) => boolean;
}

/** The cells that may be shown. */
export interface PublicationSet {
  readonly isShown: (place: Place, at: PeriodNode) => boolean;
  readonly shown: () => Cell[];
}

/** Of a place that is not shown in a block. */
const NOT_SHOWN: number = PERIODS.length;

/**
 * Chooses the cells to show, so that nobody can compute a hidden one from them, neither by sums over territories nor by
 * sums over time. Each place gets one grain in each block: the finest period in which all its figures of the block may be
 * known. All periods from the grain on are shown, all finer ones are hidden, so a series has no holes. At each period, the
 * parts of a place that are hidden together must be knowable as a sum, or be none: otherwise the smallest part that is
 * shown gets a coarser grain. A part is never shown in finer periods than the whole.
 *
 * If what is known is at least k, then each hidden cell can have any value of a range that is at least k wide. The proof is
 * in the architecture decision record 37.
 */
export function choosePublicationSet(table: Table): PublicationSet {
  const grains = new Map<string, number>();
  const someShown = new Set<Place>();
  const ancestors = ancestorsIn(table.year);
  const grainKey = (place: Place, block: PeriodNode) => `${place.code} ${block.start}`;
  const grainOf = (place: Place, block: PeriodNode) => grains.get(grainKey(place, block)) ?? NOT_SHOWN;

  const isShown = (place: Place, at: PeriodNode): boolean => {
    const { block } = table.levels[place.level];
    if (rankOf(at.period) > rankOf(block)) {
      return periodsIn(at, block).every((each) => grainOf(place, each) < NOT_SHOWN);
    }
    const own = ancestors.get(keyOf(at))?.[rankOf(block)];
    return own !== undefined && grainOf(place, own) <= rankOf(at.period);
  };

  const chooseParts = (whole: Place | undefined, parts: readonly Place[]): void => {
    const [first] = parts;
    if (first === undefined) return;
    for (const block of periodsIn(table.year, table.levels[first.level].block)) {
      if (!table.isClosed(block)) continue;
      const chosen = grainsOfParts(table, parts, {
        block,
        isWholeShown: (at) => whole === undefined || isShown(whole, at),
        whole,
      });
      for (const [place, grain] of chosen) {
        if (grain === NOT_SHOWN) continue;
        grains.set(grainKey(place, block), grain);
        someShown.add(place);
      }
    }
    for (const part of parts) chooseParts(part, part.parts);
  };

  chooseParts(undefined, [table.country]);
  return {
    isShown,
    shown: () =>
      [...someShown].flatMap((place) =>
        PERIODS.flatMap((period) => periodsIn(table.year, period))
          .filter((at) => isShown(place, at))
          .map((at) => ({ place, at })),
      ),
  };
}

/** The place and all places in it. */
export function placesIn(place: Place): Place[] {
  return [place, ...place.parts.flatMap(placesIn)];
}

interface Family {
  readonly block: PeriodNode;
  /** Undefined for the country, which is part of nothing. */
  readonly whole: Place | undefined;
  readonly isWholeShown: (at: PeriodNode) => boolean;
}

function grainsOfParts(table: Table, parts: readonly Place[], family: Family): Map<Place, number> {
  const { block, isWholeShown } = family;
  const [first] = parts;
  const last = rankOf(block.period);
  let finest = first === undefined ? NOT_SHOWN : rankOf(table.levels[first.level].finest);
  while (finest <= last && !periodsIn(block, periodOf(finest)).every(isWholeShown)) finest += 1;
  const grains = new Map(
    parts.map((part) => [part, finest <= last ? ownGrain(table, part, block, finest) : NOT_SHOWN]),
  );
  if (family.whole !== undefined && finest <= last) settle(table, grains, { ...family, whole: family.whole, finest });
  return grains;
}

/** The finest grain at which the figures of a place may be known, whatever is known of others. */
function ownGrain(table: Table, place: Place, block: PeriodNode, finest: number): number {
  const mayShow = (rank: number) =>
    periodsIn(block, periodOf(rank)).every((at) => table.mayBeKnown(table.amount(place, at), { place, at }));
  // From the coarsest on: a sum of changes that may be known one by one may be too small.
  let grain = NOT_SHOWN;
  for (let rank = rankOf(block.period); rank >= finest && mayShow(rank); rank -= 1) grain = rank;
  return grain;
}

/** Coarsens grains until the parts that are hidden together may be known as a sum, at each period that is shown. */
function settle(
  table: Table,
  grains: Map<Place, number>,
  { block, whole, finest }: Family & { readonly whole: Place; readonly finest: number },
): void {
  const last = rankOf(block.period);
  const coarsenOne = (): boolean => {
    for (let rank = finest; rank <= last; rank += 1) {
      const shown = [...grains].filter(([, grain]) => grain <= rank).map(([place]) => place);
      if (shown.length === 0 || shown.length === grains.size) continue;
      const isSafe = periodsIn(block, periodOf(rank)).every((at) => {
        const rest = shown.map((place) => table.amount(place, at)).reduce(minus, table.amount(whole, at));
        return table.mayBeKnown(rest);
      });
      if (isSafe) continue;
      grains.set(smallest(table, shown, block), rank < last ? rank + 1 : NOT_SHOWN);
      return true;
    }
    return false;
  };
  while (coarsenOne());
}

export function minus(a: Amount, b: Amount): Amount {
  return { change: a.change - b.change, after: a.after - b.after };
}

/** Of equal places the last by code. */
function smallest(table: Table, places: readonly Place[], block: PeriodNode): Place {
  const sizeOf = (place: Place) => Math.abs(table.amount(place, block).change);
  return places.reduce((least, place) => {
    const difference = sizeOf(place) - sizeOf(least);
    return difference < 0 || (difference === 0 && place.code > least.code) ? place : least;
  });
}

/** By period: the periods of each length in which it lies, itself included. */
function ancestorsIn(year: PeriodNode): Map<string, PeriodNode[]> {
  const found = new Map<string, PeriodNode[]>();
  const visit = (node: PeriodNode, longer: readonly PeriodNode[]): void => {
    const own: PeriodNode[] = [];
    for (const each of [...longer, node]) own[rankOf(each.period)] = each;
    found.set(keyOf(node), own);
    for (const part of node.parts) visit(part, [...longer, node]);
  };
  visit(year, []);
  return found;
}
