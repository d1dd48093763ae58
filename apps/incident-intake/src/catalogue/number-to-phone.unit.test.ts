import { expect, test } from 'vitest';
import { numberToPhone } from './number-to-phone.ts';

test.each([
  ['101', 'immediate', '101'],
  ['102', 'normal', '102'],
  ['', 'immediate', '112'],
  ['', 'high', ''],
  ['', 'low', ''],
] as const)('of a category with the number "%s", what is %s names "%s"', (emergencyNumber, urgency, number) => {
  expect(numberToPhone({ emergencyNumber }, urgency)).toBe(number);
});
