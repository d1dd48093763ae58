/** What the map can show, in the order of the choice. */
export const MAP_MEASURES = ['coverage', 'officers', 'hromadas', 'response', 'incidents', 'cameras'] as const;
export type MapMeasure = (typeof MAP_MEASURES)[number];

/** What is drawn. */
export function levelOf(measure: MapMeasure): 'hromada' | 'oblast' {
  return measure === 'cameras' || measure === 'hromadas' ? 'oblast' : 'hromada';
}

/** The figure of a place. */
export interface MapFigure {
  readonly value: number;
  /** It is a lower bound: not all of it is reported. */
  readonly isIncomplete?: boolean;
}

/** Figures by KATOTTG code; a place without one has no data. */
export type MapFigures = ReadonlyMap<string, MapFigure>;

/** The upper ends of all classes but the last, which has none: a value on an end belongs to the class below it. */
export type ClassBounds = readonly number[];

/** Classes besides that of 0. */
const PARTS = 4;

/**
 * Classes that divide the places: 0, which differs from few, and about a quarter of the others each. The ends are rounded,
 * because a reader compares round numbers, and a class without a place is none.
 */
export function boundsOf(values: readonly number[]): ClassBounds {
  const positive = values.filter((value) => value > 0).toSorted((a, b) => a - b);
  const quarters = Array.from({ length: PARTS - 1 }, (_, part) => {
    return positive[Math.floor((positive.length * (part + 1)) / PARTS)] ?? 0;
  });
  const step = stepOf(quarters);
  const rounded = quarters.map((value) => Number((Math.ceil(value / step) * step).toPrecision(6)));
  const bounds = [...new Set([0, ...rounded])];
  const used = bounds.filter((bound, index) =>
    values.some((value) => value <= bound && value > (bounds[index - 1] ?? Number.NEGATIVE_INFINITY)),
  );
  const hasHigher = values.some((value) => value > (used.at(-1) ?? 0));
  const kept = hasHigher ? used : used.slice(0, -1);
  return kept.length > 0 ? kept : [0];
}

/** A power of ten that is not wider than the narrowest quarter. */
function stepOf(quarters: readonly number[]): number {
  const gaps = quarters.flatMap((value, index) => {
    const gap = value - (quarters[index - 1] ?? 0);
    return gap > 0 ? [gap] : [];
  });
  return 10 ** Math.floor(Math.log10(gaps.length === 0 ? 1 : Math.min(...gaps)));
}

export function classOf(value: number, bounds: ClassBounds): number {
  const found = bounds.findIndex((bound) => value <= bound);
  return found === -1 ? bounds.length : found;
}

/** Where a class begins (above that) and ends; undefined: open. */
export function rangeOf(index: number, bounds: ClassBounds): { readonly above?: number; readonly to?: number } {
  const [above, to] = [bounds[index - 1], bounds[index]];
  return { ...(above !== undefined && { above }), ...(to !== undefined && { to }) };
}
