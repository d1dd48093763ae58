import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchThings } from './search-things.ts';
import { THINGS } from './things.ts';

/** The tables of the document show the built-in catalogue: a test of incident intake compares them with it. */
const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../../docs/catalogue.md'), 'utf8');
const rowsOf = (name: string) => {
  const [, table = ''] = new RegExp(`<!-- from the code: ${name} -->\n((?:\\|.*\n)+)`).exec(DOCUMENT) ?? [];
  return table
    .split('\n')
    .slice(2, -1)
    .map((row) => row.split('|').map((cell) => cell.trim()));
};
const CATEGORIES = rowsOf('categories').map((cells) => ({
  code: quoted(cells[1])[0],
  isPublished: cells[8] === 'yes',
}));
const VALUES = new Set(
  rowsOf('attributes').flatMap(([, category, attribute, , , values]) =>
    quoted(values).map((value) => [quoted(category)[0], quoted(attribute)[0], value].join('/')),
  ),
);

function quoted(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]*)`/g)].map(([, text = '']) => text);
}

const codes = (text: string) => searchThings(THINGS, text).map(({ code }) => code);

test('every thing names a category and a value of the catalogue', () => {
  expect(CATEGORIES).toHaveLength(11);
  const known = new Set(CATEGORIES.map(({ code }) => code));
  expect(THINGS.filter(({ category }) => !known.has(category))).toEqual([]);
  const set = THINGS.flatMap(({ category, sets }) => (sets === undefined ? [] : [[category, ...sets].join('/')]));
  expect(set.filter((each) => !VALUES.has(each))).toEqual([]);
  expect(set.length).toBeGreaterThan(25);
  expect(new Set(THINGS.map(({ code }) => code)).size).toBe(THINGS.length);
});

test('every category can be reached, those that are published first of all', () => {
  const reached = new Set(THINGS.map(({ category }) => category));
  expect(CATEGORIES.filter(({ isPublished }) => isPublished)).toHaveLength(2);
  expect(CATEGORIES.filter(({ code = '' }) => !reached.has(code))).toEqual([]);
});

test('whatever name or word is typed offers its thing, also where others have the same word', () => {
  const lost = THINGS.flatMap((thing) =>
    [thing.name.uk, thing.name.en, ...thing.words.split(', ')]
      .filter((phrase) => !codes(phrase).includes(thing.code))
      .map((phrase) => `${thing.code}: ${phrase}`),
  );
  expect(lost).toEqual([]);
  expect(codes('дтп')).toEqual(['crash', 'crash_with_hurt']);
  expect(codes('наркотики')).toEqual(['drugs', 'drugs_at_school']);
});

test.each([
  ['яма', ['pothole']],
  ['ЯМУ', ['pothole']],
  ['велика яма біля зупинки', ['pothole', 'street_other']],
  ['yama', ['pothole']],
  ['jama', ['pothole']],
  ['люка', ['open_manhole']],
  ['lyuk', ['open_manhole']],
  ['liuk', ['open_manhole']],
  ['свет', ['street_light']],
  ['svet', ['street_light']],
  ['ліхтарі', ['street_light']],
  ['ліхтрар', ['street_light']],
  ['лихтар', ['street_light']],
  // With a Latin letter in it.
  ['лiхтар', ['street_light']],
  ['драка', ['fight']],
  ['драк', ['fight']],
  ['бійку', ['fight']],
  ['бійка в школі', ['fight', 'bullying', 'drugs_at_school', 'crime_at_school']],
  ['собаки', ['stray_animals']],
  ['сабаки', ['stray_animals']],
  ['шумлять', ['noise']],
  ['бар’єр', ['access_barrier']],
  ["бар'єр", ['access_barrier']],
  ['барєр', ['access_barrier']],
  ['запах газу', ['smell_of_gas']],
  ['запах диму', ['smell_of_smoke']],
  ['пожар', ['fire']],
  ['міна', ['explosive']],
  ['тонуть', ['drowning']],
  ['шахраї', ['fraud']],
  ['светофр', ['traffic_light']],
  ['potholes', ['pothole']],
  ['manhoel', ['open_manhole']],
])('"%s" finds %j', (text, expected) => {
  expect(codes(text)).toEqual(expected);
});

test.each(['', ' ', '🙂', 'не', 'ям2а', 'zzzz', 'люп', 'кіт', 'на в у'])('"%s" finds nothing', (text) => {
  expect(codes(text)).toEqual([]);
});

test('one letter wrong, missing, too many, or two exchanged in a longer word is forgiven', () => {
  const words = THINGS.flatMap((thing) => thing.words.split(', ').map((word) => [thing.code, word] as const)).filter(
    ([, word]) => /^\p{L}{6,}$/u.test(word),
  );
  expect(words.length).toBeGreaterThan(100);
  const edited = fc.constantFrom(...words).chain(([code, word]) =>
    fc
      .record({
        at: fc.integer({ min: 1, max: word.length - 2 }),
        letter: fc.constantFrom(...(/[a-z]/.test(word) ? 'qux' : 'ґщю')),
      })
      .chain(({ at, letter }) =>
        fc.constantFrom(
          [code, word.slice(0, at) + letter + word.slice(at + 1)] as const,
          [code, word.slice(0, at) + word.slice(at + 1)] as const,
          [code, word.slice(0, at) + letter + word.slice(at)] as const,
          [code, word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)] as const,
        ),
      ),
  );
  fc.assert(
    fc.property(edited, ([code, typed]) => {
      const found = codes(typed);
      // Another word may be spelt like that.
      expect(found.length).toBeGreaterThan(0);
      if (!found.includes(code)) expect(found.some((other) => words.some(([each]) => each === other))).toBe(true);
    }),
  );
});

test('any text is searched without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(codes(text).every((code) => THINGS.some((thing) => thing.code === code))).toBe(true);
    }),
  );
});
