import { expect, test } from 'vitest';
import { guardFormula, unguardFormula } from './formula.ts';

test.each(['=1+1', '+380441234567', '-1 degrees', '@SUM(A1)', '\t=1', '\r=1', "'=1", "''+1"])(
  'a text that begins like a formula gets an apostrophe, and is read as it was: %j',
  (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
    expect(unguardFormula(guardFormula(text))).toBe(text);
  },
);

test.each(['', 'a=1', ' =1', "'лапки'", "'", '1-2'])('another text stays as it is: %j', (text) => {
  expect(guardFormula(text)).toBe(text);
  expect(unguardFormula(text)).toBe(text);
});
