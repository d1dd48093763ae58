import type { Day } from '@safe-community/domain-kit';

/** The counters of a place that count for a territory on some days. Undefined: without a bound. */
interface CountedPart {
  readonly territory: string;
  readonly code: string;
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

/** Two territories to which the same incidents belong in a period, as an oblast and a hromada of it. */
export type Overlap = readonly [one: string, other: string];

/** The first two of the territories that share incidents. Undefined: none do. */
export function overlapOf(parts: readonly CountedPart[], from: Day, to: Day): Overlap | undefined {
  const period = { first: from, last: to };
  for (const same of Map.groupBy(parts, ({ code }) => code).values()) {
    for (const [index, one] of same.entries()) {
      const other = same
        .slice(index + 1)
        .find((each) => each.territory !== one.territory && haveADay([one, each, period]));
      if (other !== undefined) return [one.territory, other.territory];
    }
  }
  return undefined;
}

const [EARLIEST, LATEST] = ['0000-01-01', '9999-12-31'];

function haveADay(ranges: readonly Pick<CountedPart, 'first' | 'last'>[]): boolean {
  const first = ranges.map((range) => range.first ?? EARLIEST).reduce((a, b) => (a > b ? a : b));
  const last = ranges.map((range) => range.last ?? LATEST).reduce((a, b) => (a < b ? a : b));
  return first <= last;
}
