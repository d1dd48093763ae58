import { addDays, type Day } from '@safe-community/domain-kit';

/** A hromada that is part of another one from a day on. */
export interface Merger {
  readonly code: string;
  readonly successorCode: string;
  readonly effectiveDate: Day;
}

/** On which days the counters of a code count for a territory. Undefined: without a bound. */
export interface Part {
  readonly territory: string;
  readonly code: string;
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

/** A territory whose figures are wanted, and the codes under which its counters are kept. */
export interface Counters {
  readonly territory: string;
  readonly codes: readonly string[];
}

/**
 * The parts of territories as of the day of each event: a merged hromada counts for its successor from the day of the
 * merger on, and for itself before.
 */
export function partsOnTheDay(wanted: readonly Counters[], mergers: readonly Merger[]): Part[] {
  const own = new Map(mergers.map((merger) => [merger.code, merger]));
  const mergedInto = Map.groupBy(mergers, ({ successorCode }) => successorCode);
  return distinctParts(wanted, own, (part, code) =>
    (mergedInto.get(code) ?? [])
      .filter(({ effectiveDate }) => part.last === undefined || effectiveDate <= part.last)
      .map((merged) => ({
        ...part,
        code: merged.code,
        first: later(merged.effectiveDate, part.first),
      })),
  );
}

/** The parts of territories as of a day: a hromada that is merged by then counts for its successor, on all days. */
export function partsAsOf(wanted: readonly Counters[], mergers: readonly Merger[], day: Day): Part[] {
  const past = mergers.filter(({ effectiveDate }) => effectiveDate <= day);
  const merged = new Set(past.map(({ code }) => code));
  const mergedInto = Map.groupBy(past, ({ successorCode }) => successorCode);
  const today = wanted.map(({ territory, codes }) => ({ territory, codes: codes.filter((code) => !merged.has(code)) }));
  return distinctParts(today, new Map(), (part, code) =>
    (mergedInto.get(code) ?? []).map((each) => ({ ...part, code: each.code })),
  );
}

/** Follows mergers until nothing new is found, also in a circle. */
function distinctParts(
  wanted: readonly Counters[],
  own: ReadonlyMap<string, Merger>,
  follow: (part: Part, code: string) => Part[],
): Part[] {
  const found = new Map<string, Part>();
  let next: Part[] = wanted.flatMap(({ territory, codes }) =>
    codes.map((code) => ({ territory, code, first: undefined, last: dayBefore(own.get(code)?.effectiveDate) })),
  );
  while (next.length > 0) {
    const fresh = next.filter((part) => !found.has(keyOf(part)));
    for (const part of fresh) found.set(keyOf(part), part);
    next = fresh.flatMap((part) => follow(part, part.code));
  }
  return [...found.values()];
}

function keyOf({ territory, code, first, last }: Part): string {
  return `${territory} ${code} ${first} ${last}`;
}

function later(one: Day, other: Day | undefined): Day {
  return other === undefined || one > other ? one : other;
}

function dayBefore(day: Day | undefined): Day | undefined {
  return day === undefined ? undefined : addDays(day, -1);
}
