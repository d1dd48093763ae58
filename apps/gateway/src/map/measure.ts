/** What the map can show, in the order of the choice. */
export const MAP_MEASURES = ['coverage', 'officers', 'hromadas', 'response', 'incidents', 'cameras'] as const;
export type MapMeasure = (typeof MAP_MEASURES)[number];

/** What is drawn. */
export function levelOf(measure: MapMeasure): 'hromada' | 'oblast' {
  return measure === 'cameras' || measure === 'hromadas' ? 'oblast' : 'hromada';
}

/** Figures by KATOTTG code; a place without one has no data. */
export type MapFigures = ReadonlyMap<string, number>;

/** The upper ends of all classes but the last, which has none: a value on an end belongs to the class below it. */
export type ClassBounds = readonly number[];

/** Per cent: none at all is a class of its own, because it differs from few. */
const SHARES: ClassBounds = [0, 25, 50, 75];
const BOUNDS: Readonly<Record<Exclude<MapMeasure, 'incidents'>, ClassBounds>> = {
  coverage: SHARES,
  cameras: SHARES,
  hromadas: SHARES,
  // Per 10,000 people: the programme promises one officer for 6,000 in towns, which is 1.67.
  officers: [0, 0.5, 1, 1.5],
  // Minutes. In towns, the police have 10 and ambulances 10 to 20.
  response: [10, 20, 30, 60],
};

/**
 * No single place decides the bounds, or the legend would show the value of the lowest and of the highest place. For
 * incidents: 0, then round numbers near the quartiles of the other places.
 */
export function boundsOf(measure: MapMeasure, figures: MapFigures): ClassBounds {
  if (measure !== 'incidents') return BOUNDS[measure];
  const values = [...figures.values()].filter((value) => value > 0).toSorted((a, b) => a - b);
  const quartiles = [1, 2, 3].map((part) => values[Math.floor((values.length * part) / 4)] ?? 0);
  return [...new Set([0, ...quartiles.map(roundUp)])];
}

/** To 1, 1.5, 2, 3, 5, or 7 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 5, 7, 10].find((each) => value <= each * power) ?? 10;
  return Number((step * power).toPrecision(2));
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
