import type { Day } from '@safe-community/domain-kit';
import type { Period } from './period.ts';

/** What a draw belongs to: a cell of a table, and the number in it. */
export interface Drawn {
  readonly category: string;
  readonly measure: string;
  readonly territoryCode: string;
  readonly period: Period;
  readonly start: Day;
  readonly count: number;
}

/** A number from 0 to 1 that looks random, and is always the same for the same cell with the same number. */
export type Draw = (drawn: Drawn) => number;

/**
 * The released value of a cell: a multiple of `to`, up or down at random, so that the mean error is 0. Undefined if it is below
 * twice as much: 0 and the first multiple are not told apart, because the first multiple would say that there was a case. So
 * a cell without a value has 0 to 2 `to` - 1 cases, another one from `to` - 1 fewer to `to` - 1 more than its value.
 */
export function rounded(drawn: Drawn, to: number, draw: Draw): number | undefined {
  const rest = drawn.count % to;
  const value = drawn.count - rest + (draw(drawn) * to < rest ? to : 0);
  return value < 2 * to ? undefined : value;
}
