import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';

test.each([
  ['вінниця', 'вінниця', 0],
  ['вінниця', 'віниця', 1],
  ['вінниця', 'вінниіця', 1],
  ['вінниця', 'війниця', 1],
  ['вінниця', 'вінинця', 1],
  ['вінниця', 'івнницяа', 2],
  ['', 'аб', 2],
])('%s and %s are %d apart', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
});

/** The definition, without any shortcut. */
function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  const choices = [
    byDefinition(shortA, b) + 1,
    byDefinition(a, shortB) + 1,
    byDefinition(shortA, shortB) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    choices.push(byDefinition(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...choices);
}

test('it is the distance by definition, and more than the limit beyond it', () => {
  const text = fc.string({ unit: fc.constantFrom('а', 'б', 'в'), maxLength: 6 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
      const distance = byDefinition(a, b);
      if (distance <= most) expect(editDistance(a, b, most)).toBe(distance);
      else expect(editDistance(a, b, most)).toBeGreaterThan(most);
    }),
  );
});
