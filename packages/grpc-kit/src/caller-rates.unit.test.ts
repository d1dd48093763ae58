import { expect, test } from 'vitest';
import { CallerRates } from './caller-rates.ts';
import type { Caller } from './callers.ts';

const caller = (reads: Caller['rates']): Caller => ({
  name: 'gateway',
  edrpou: '00000000',
  subsystem: 'gateway',
  roles: [],
  territory: new Set(),
  personRoles: [],
  sendsTests: false,
  ...(reads && { rates: reads }),
});
const at = (perSecond: number) => caller({ reads: { perSecond, burst: perSecond } });

/** How many of so many calls at once are refused. */
function refused(rates: CallerRates, { name, ...rest }: Caller, calls: number): number {
  return Array.from({ length: calls }).filter(() => rates.refusalOf({ name, ...rest }, 'reads') !== undefined).length;
}

test('another rate of a known caller applies to its next call', () => {
  const rates = new CallerRates(() => 0);
  expect(refused(rates, at(200), 300)).toBe(100);
  expect(refused(rates, at(1_000), 300)).toBe(0);
  expect(refused(rates, at(2), 10)).toBe(8);
  // No rate of its own: more than this.
  expect(refused(rates, caller(undefined), 5_000)).toBe(0);
});

test('a reload that changes nothing refills nothing', () => {
  const rates = new CallerRates(() => 0);
  expect(refused(rates, at(200), 200)).toBe(0);
  expect(refused(rates, at(200), 10)).toBe(10);
});
