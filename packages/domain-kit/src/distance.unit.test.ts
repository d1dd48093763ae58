import { expect, test } from 'vitest';
import { kilometres } from './distance.ts';

const KYIV = { latitude: 50.4501, longitude: 30.5234 };
const LVIV = { latitude: 49.8397, longitude: 24.0297 };

test('is the great-circle distance, the same in both directions', () => {
  expect(kilometres(KYIV, LVIV)).toBeCloseTo(468, 0);
  expect(kilometres(LVIV, KYIV)).toBe(kilometres(KYIV, LVIV));
  expect(kilometres(KYIV, KYIV)).toBe(0);
});
