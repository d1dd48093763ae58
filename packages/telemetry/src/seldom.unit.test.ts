import { expect, it } from 'vitest';
import { Seldom } from './index.ts';

class Coded extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`at ${Math.random()}`);
    this.code = code;
  }
}

function telling(everyMs: number) {
  const seldom = new Seldom(everyMs);
  const told: [unknown, number][] = [];
  const meet = (trouble: unknown, now: number): void =>
    seldom.tell(trouble, (repeated) => told.push([trouble instanceof Coded ? trouble.code : trouble, repeated]), now);
  return { seldom, told, meet };
}

it('logs the same problem at once, and then at most once per interval, with its count', () => {
  const { told, meet } = telling(1_000);
  for (const now of [0, 500, 999]) meet('away', now);
  expect(told).toEqual([['away', 0]]);
  meet('away', 1_000);
  meet('away', 1_001);
  expect(told).toEqual([
    ['away', 0],
    ['away', 2],
  ]);
});

it('treats errors with the same class and code as the same problem, whatever their messages', () => {
  const { told, meet } = telling(1_000);
  for (const code of [404, 404, 503, 404]) meet(new Coded(code), 0);
  expect(told).toEqual([
    [404, 0],
    [503, 0],
  ]);
});

it('logs it at once after a success in between', () => {
  const { seldom, told, meet } = telling(1_000);
  meet('away', 0);
  seldom.forget();
  meet('away', 1);
  expect(told).toEqual([
    ['away', 0],
    ['away', 0],
  ]);
});
