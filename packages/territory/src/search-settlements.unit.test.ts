import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchSettlements } from './search-settlements.ts';

const namesOf = (text: string): string[] => [...new Set(searchSettlements(text).map(({ name }) => name))];

test.each(['Стрижавка', 'с. Стрижавка', 'СТРИЖАВКА', 'Stryzhavka', ' селище  стрижавка '])('%s is found', (text) => {
  expect(namesOf(text)).toEqual(['Стрижавка']);
});

test('a settlement is found by its code, by names with any apostrophe, and by the beginning of a name', () => {
  const [stryzhavka] = searchSettlements('Стрижавка');
  expect(searchSettlements(stryzhavka?.code.toLowerCase() ?? '')).toEqual([stryzhavka]);
  expect(namesOf("Кам'янка")).toEqual(namesOf('Кам’янка'));
  expect(namesOf("Кам'янка")).toEqual(['Кам’янка']);
  expect(namesOf('Стрижав')).toEqual(['Стрижавка']);
});

test('all settlements of one name are found, each once, by code', () => {
  const codes = searchSettlements('Миколаївка').map(({ code }) => code);
  expect(codes.length).toBeGreaterThan(50);
  expect(codes).toEqual([...new Set(codes)].toSorted());
});

test('any other text finds nothing, and none fails', () => {
  for (const text of ['', ' ', 'с. ', 'UA', 'constructor', '__proto__', '\0']) {
    expect(searchSettlements(text).every(({ name }) => name.startsWith(text.trim()))).toBe(true);
  }
  expect(searchSettlements('')).toEqual([]);
  expect(() =>
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void searchSettlements(text))),
  ).not.toThrow();
});
