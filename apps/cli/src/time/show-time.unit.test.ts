import { expect, test } from 'vitest';
import { duration } from './show-time.ts';

test.each([
  [48, '48 s'],
  [59.6, '60 s'],
  [780, '13 min'],
  [7_500, '2 h 05 min'],
  [7_199, '2 h 00 min'],
  [273_600, '3 d 4 h'],
])('%i seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
