import type { PeriodNode } from './period.ts';
import { minus, type Amount, type Place } from './publication-set.ts';
import { mayChange, sumsOf, type Count, type ReleasedCell, type ReleaseFrame } from './release.ts';

/** Counts of incidents, and of those of each known kind. Both are of the same places and days. */
export interface KindCounts {
  readonly total: readonly Count[];
  readonly kinds: readonly (readonly Count[])[];
}

/** The cells of each kind, in their order, and at last of no known kind. */
export type KindCells = readonly (readonly ReleasedCell[])[];

/**
 * The kinds of the cases of a year, once its totals are released: of the country and of oblasts, of the whole year only. A
 * place shows all its kinds or none. Then the kinds of the places that show none must be knowable as a sum, or there are
 * no such places: otherwise the smallest place that shows them shows none either. The proof that nobody can compute more
 * is in the architecture decision record 51.
 *
 * @param totals what is released of the incidents themselves.
 */
export function firstKinds(frame: ReleaseFrame, counts: KindCounts, totals: readonly ReleasedCell[]): KindCells {
  const sumOf = kindSums(counts, frame.year);
  const places = placesWithKinds(frame, totals, {
    amounts: (place) => sumOf(place).map((value) => ({ change: value, after: value })),
    mayBeKnown: ({ change }, isOther) => change >= frame.fewest || (isOther && change === 0),
  });
  return toCells(places, frame.year, sumOf);
}

/** What a revision knows of the kinds. */
interface KindRevision {
  readonly included: KindCounts;
  readonly changes: KindCounts;
  /** The value that is shown of a kind in a place, or undefined. */
  readonly shownValue: (kind: number, place: Place) => number | undefined;
}

/** The changes of kinds that a revision shows, where it shows that of the total. Others keep their value. */
export function reviseKinds(
  frame: ReleaseFrame,
  { included, changes, shownValue }: KindRevision,
  totals: readonly ReleasedCell[],
): KindCells {
  const { fewest, year } = frame;
  const [before, changeOf] = [kindSums(included, year), kindSums(changes, year)];
  const places = placesWithKinds(frame, totals, {
    amounts: (place) => changeOf(place).map((change, kind) => ({ change, after: (before(place)[kind] ?? 0) + change })),
    mayBeKnown: (amount) => mayChange(amount, fewest),
    isKept: (place) =>
      changeOf(place).every((change, kind) => {
        const value = shownValue(kind, place);
        const isOther = kind === changes.kinds.length;
        return value !== undefined && (value + change >= fewest || (isOther && value + change === 0));
      }),
  });
  return toCells(places, year, changeOf);
}

interface Rules {
  /** By kind, the last of no known one. */
  readonly amounts: (place: Place) => readonly Amount[];
  /** That nothing is of no known kind says nothing about a person, so it may be known. */
  readonly mayBeKnown: (amount: Amount, isOther: boolean) => boolean;
  /** Of one place. Default: true. */
  readonly isKept?: (place: Place) => boolean;
}

function placesWithKinds(
  { country, year }: ReleaseFrame,
  totals: readonly ReleasedCell[],
  { amounts, mayBeKnown, isKept = () => true }: Rules,
): Place[] {
  const withTotal = new Set(
    totals.filter(({ at }) => at.period === 'year' && at.start === year.start).map(({ place }) => place.code),
  );
  const areKnowable = (each: readonly Amount[]) =>
    each.every((amount, kind) => mayBeKnown(amount, kind === each.length - 1));
  const mayShow = (place: Place) => withTotal.has(place.code) && areKnowable(amounts(place)) && isKept(place);
  if (!mayShow(country)) return [];
  const sizeOf = (place: Place) => amounts(place).reduce((sum, { change }) => sum + Math.abs(change), 0);
  const shown = country.parts.filter(mayShow).toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a.code < b.code ? -1 : 1));
  const isRestKnowable = () =>
    shown.length === country.parts.length ||
    areKnowable(
      shown.reduce(
        (rest, place) => rest.map((amount, kind) => minus(amount, amounts(place)[kind] ?? NOTHING)),
        amounts(country),
      ),
    );
  while (shown.length > 0 && !isRestKnowable()) shown.pop();
  return [country, ...shown];
}

const NOTHING: Amount = { change: 0, after: 0 };

/** The sums of a year by kind; the last one is what is of no known kind. */
function kindSums({ total, kinds }: KindCounts, year: PeriodNode): (place: Place) => number[] {
  const [sumOf, ofKinds] = [sumsOf(total), kinds.map(sumsOf)];
  return (place) => {
    const known = ofKinds.map((ofKind) => ofKind(place, year));
    return [...known, known.reduce((rest, value) => rest - value, sumOf(place, year))];
  };
}

function toCells(places: readonly Place[], at: PeriodNode, sumOf: (place: Place) => readonly number[]): KindCells {
  const cells = places.map((place) => sumOf(place).map((value) => ({ place, at, value })));
  return (cells[0] ?? []).map((_, kind) => cells.flatMap((ofPlace) => ofPlace[kind] ?? []));
}
