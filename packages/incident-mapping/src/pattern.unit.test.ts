import { expect, test } from 'vitest';
import { compilePattern } from './pattern.ts';

test.each(['(?=a)b', '(?!a)b', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?>a)b', '(?:a{100}){11}'])(
  'a pattern that could take a long time is refused: %s',
  (pattern) => {
    expect(compilePattern(pattern)).toMatchObject({ rule: expect.stringMatching(/RE2 syntax|too complex/) });
  },
);

test('of a long cell only the first 500 characters are searched', () => {
  const matches = compilePattern('b');
  if (typeof matches !== 'function') throw new Error(matches.rule);
  expect([matches(`${'a'.repeat(499)}b`), matches(`${'a'.repeat(500)}b`)]).toEqual([true, false]);
});
