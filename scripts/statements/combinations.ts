import { MAX_SAMPLES } from './samples.ts';

/** More of an expression are not listed. */
export const MAX_VALUES = 2000;

/** Names with values that belong together. `sampled`: they stand for others. */
export interface Bound {
  readonly names: readonly string[];
  readonly tuples: readonly (readonly unknown[])[];
  readonly sampled?: boolean;
}

export function sizeOf(choices: readonly (readonly unknown[])[]): number {
  return choices.reduce((size, { length }) => size * Math.max(length, 1), 1);
}

/** All combinations. */
export function product(choices: readonly (readonly unknown[])[]): unknown[][] {
  let all: unknown[][] = [[]];
  for (const values of choices) all = all.flatMap((one) => values.map((value) => [...one, value]));
  return all;
}

/** Of samples, which stand for others, one differs from the last ones at a time. */
export function combined(bound: readonly Bound[]): unknown[][] {
  const size = sizeOf(bound.map(({ tuples, sampled }) => (sampled === true ? [] : tuples)));
  if (size > MAX_VALUES) return combined(bound.map((one) => ({ ...one, sampled: true })));
  const given = product(bound.map(({ tuples, sampled }) => (sampled === true ? tuples.slice(-1) : tuples)));
  const varied = bound.flatMap(({ tuples, sampled }, index) =>
    sampled === true
      ? given.flatMap((one) => tuples.slice(-1 - MAX_SAMPLES, -1).map((tuple) => one.with(index, tuple)))
      : [],
  );
  return [...given, ...varied].map((one) => one.flat());
}

export function distinct(values: readonly unknown[]): unknown[] {
  return [...new Set(values)];
}
