import type { PlaceControl } from '../coverage/module.ts';

/** The hromadas, cities with special status and AR Crimea that are occupied or at the front now, by code. */
export type Control = ReadonlyMap<string, PlaceControl>;

/**
 * Of an oblast: occupied if all of its hromadas are, else at the front if one is.
 *
 * @param hromadaCodes none of AR Crimea and of a city with special status, which have a status of their own.
 */
export function controlOfOblast(
  control: Control,
  code: string,
  hromadaCodes: readonly string[],
): PlaceControl | undefined {
  const own = control.get(code);
  if (own !== undefined) return own;
  const inside = hromadaCodes.flatMap((each) => control.get(each) ?? []);
  const occupied = inside.filter(({ status }) => status === 'occupied').toSorted(byDay);
  if (occupied.length > 0 && occupied.length === hromadaCodes.length) return occupied.at(-1);
  return inside.filter(({ status }) => status === 'frontline').toSorted(byDay)[0];
}

function byDay({ since: a }: PlaceControl, { since: b }: PlaceControl): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}
