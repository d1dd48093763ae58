import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardFormula, unguardFormula } from './formula.ts';

test.each([
  '=1+1',
  '+380441234567',
  '-1 degrees',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  "'=1",
  "''+1",
  ' =1',
  '＝1',
  "'\t1",
  '"=1',
])('a text that begins like a formula gets an apostrophe, and is read as it was: %j', (text) => {
  expect(guardFormula(text)).toBe(`'${text}`);
  expect(unguardFormula(guardFormula(text))).toBe(text);
});

test.each(['', 'a=1', "'лапки'", "'", '1-2'])('another text stays as it is: %j', (text) => {
  expect(guardFormula(text)).toBe(text);
  expect(unguardFormula(text)).toBe(text);
});

test('whatever the text, it is read as it was', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '"', ' ', '\t', '\n', '=', '＋', 'a') });
  expect(() => fc.assert(fc.property(text, (one) => unguardFormula(guardFormula(one)) === one))).not.toThrow();
});
