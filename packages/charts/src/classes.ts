import { quantileSorted } from 'd3-array';
import { known, type Amount } from './chart.ts';

const MAX_CLASSES = 5;

/** Amounts of a map that look alike, by value. */
export interface MapClass<T> {
  readonly low: number;
  readonly high: number;
  readonly members: readonly T[];
}

/**
 * At most five classes with about equally many amounts; equal values are in one class. 0 is a class of its own, because
 * none differs from few.
 */
export function classesOf<T extends Amount>(amounts: readonly T[]): MapClass<T>[] {
  const found = amounts.flatMap((member) => {
    const value = known(member);
    return value === undefined ? [] : [{ member, value }];
  });
  const sorted = found.toSorted((a, b) => a.value - b.value);
  const zeros = sorted.filter(({ value }) => value === 0);
  const others = sorted.filter(({ value }) => value !== 0);
  const values = others.map(({ value }) => value);
  const most = zeros.length === 0 ? MAX_CLASSES : MAX_CLASSES - 1;
  const bounds = Array.from({ length: most - 1 }, (_, index) => quantileSorted(values, (index + 1) / most) ?? 0);
  const groups = [...Map.groupBy(others, ({ value }) => bounds.filter((bound) => value > bound).length).values()];
  return [zeros, ...groups]
    .filter((group) => group.length > 0)
    .map((group) => ({
      low: Math.min(...ends(group)),
      high: Math.max(...ends(group)),
      members: group.map(({ member }) => member),
    }))
    .toSorted((a, b) => a.low - b.low);
}

/** Of a sorted group. */
function ends(group: readonly { readonly value: number }[]): number[] {
  return [group[0]?.value ?? 0, group.at(-1)?.value ?? 0];
}
