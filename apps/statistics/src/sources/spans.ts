import type { Day } from '@safe-community/domain-kit';

/** Days by their number since 1970, both included. Empty if the last is before the first. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

const DAY_MS = 86_400_000;

export function dayNumber(day: Day): number {
  return Date.parse(day) / DAY_MS;
}

/** Nothing is covered before. */
export const MIN_DAY: number = dayNumber('2000-01-01');

/** The same days as spans that neither touch nor overlap, in order. */
export function unite(spans: readonly Span[]): Span[] {
  const sorted = spans.filter(({ first, last }) => first <= last).toSorted((a, b) => a.first - b.first);
  const united: Span[] = [];
  for (const span of sorted) {
    const before = united.at(-1);
    if (before === undefined || span.first > before.last + 1) united.push(span);
    else united[united.length - 1] = { first: before.first, last: Math.max(before.last, span.last) };
  }
  return united;
}

export function intersect(some: readonly Span[], others: readonly Span[]): Span[] {
  const shared = some.flatMap((one) =>
    others.map((other) => ({ first: Math.max(one.first, other.first), last: Math.min(one.last, other.last) })),
  );
  return unite(shared);
}

export function subtract(from: readonly Span[], taken: readonly Span[]): Span[] {
  return unite(taken).reduce<Span[]>(
    (left, { first, last }) =>
      left.flatMap((span) =>
        unite([
          { first: span.first, last: Math.min(span.last, first - 1) },
          { first: Math.max(span.first, last + 1), last: span.last },
        ]),
      ),
    unite(from),
  );
}
