import { expect, test } from 'vitest';
import { accepted, isRefused } from './decision.ts';
import { preconditionFailed } from './refusal.ts';

test('accepts a change unchanged', () => {
  const change = { state: 'closed' };
  expect(isRefused(change)).toBe(false);
  expect(accepted(change)).toBe(change);
});

test('throws a refusal', () => {
  const refusal = preconditionFailed('CLOSED', 'the incident is closed');
  expect(isRefused(refusal)).toBe(true);
  expect(() => accepted(refusal)).toThrow(refusal);
});
