import { expect, test } from 'vitest';
import { accepted, isRefused } from './decision.ts';
import { preconditionFailed } from './refusal.ts';

test('a change is accepted as it is', () => {
  const change = { state: 'closed' };
  expect(isRefused(change)).toBe(false);
  expect(accepted(change)).toBe(change);
});

test('a refusal is thrown', () => {
  const refusal = preconditionFailed('CLOSED', 'the incident is closed');
  expect(isRefused(refusal)).toBe(true);
  expect(() => accepted(refusal)).toThrow(refusal);
});
