import { allSettlements, hromadas, transliterate } from '@safe-community/territory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longPlaceName, lookUpPlaces, placeName, placesMeant, searchPlaces, whyNowhere } from './module.ts';

const found = (text: string): string[] => lookUpPlaces(text, 'uk').found.map((place) => placeName(place, 'uk'));
const guesses = (text: string): string[] => lookUpPlaces(text, 'uk').guesses.map((place) => placeName(place, 'uk'));

describe('what is not found by name', () => {
  test.each([
    ['Винница', 'місто Вінниця, Вінницька громада'],
    ['г. Харьков', 'місто Харків, Харківська громада'],
    ['Киев', 'Київ'],
    ['Kiev', 'Київ'],
    ['Київ, Київська область', 'Київ'],
    ['Одесса', 'місто Одеса, Одеська громада'],
    ['Запорожье', 'місто Запоріжжя, Запорізька громада'],
    ['Николаев', 'місто Миколаїв, Миколаївська громада'],
    ['Krivoy Rog', 'місто Кривий Ріг, Криворізька громада'],
    ['Вінинця', 'місто Вінниця, Вінницька громада'],
    // Somebody's home is never found, but its town is offered.
    ['Вінниця, вул. Соборна, 5', 'місто Вінниця, Вінницька громада'],
  ])('"%s" is asked about, not taken: %s', (text, first) => {
    expect(found(text)).toEqual([]);
    expect(guesses(text)[0]).toBe(first);
    expect(guesses(text).length).toBeLessThanOrEqual(10);
    for (const { guess } of placesMeant(text, 'uk')) expect(guess).toBeDefined();
  });

  test('an oblast that is spelled in Russian leaves those that lie in it', () => {
    const some = lookUpPlaces('Миколаевка, Сумская обл.', 'uk').guesses;
    expect(some.length).toBeGreaterThan(0);
    for (const { hromada } of some) expect(hromada.oblast).toBe('Сумська');
  });

  test('a former name says so, in the language of the page', () => {
    const first = (text: string, language: 'uk' | 'en') =>
      lookUpPlaces(text, language).guesses.map((place) => longPlaceName(place, language))[0];
    expect(first('Кіровоград', 'uk')).toContain('(колишня назва – Кіровоград, перейменовано 14 липня 2016');
    expect(first('Кировоград', 'en')).toContain('(formerly Kirovohrad, renamed on 14 July 2016)');
    expect(first('Володимир-Волинський', 'uk')).toMatch(/колишня назва – Володимир-Волинський\)$/);
  });

  test('a name in AR Crimea is there, in Russian spelling, too', () => {
    expect(whyNowhere('Симферополь')).toBe('crimea');
    expect(placesMeant('Алушта', 'uk')).toEqual([]);
  });
});

describe('what is found by name', () => {
  test.each([
    ['Миколаївка Сумська', 'oblast', 'Сумська'],
    ['Миколаївка Сумська обл.', 'oblast', 'Сумська'],
    ['Сумська обл., с. Миколаївка', 'oblast', 'Сумська'],
    ['Сумська область Миколаївка', 'oblast', 'Сумська'],
    ['Mykolaivka Sumska', 'oblast', 'Сумська'],
  ] as const)('"%s" leaves those in this %s', (text, unit, name) => {
    const some = searchPlaces(text, 'uk');
    expect(some.length).toBeGreaterThan(0);
    for (const { hromada } of some) expect(hromada[unit]).toBe(name);
  });

  test('the whole name of one place asks nothing', () => {
    for (const text of ['Вінниця', 'Vinnytsia', 'м. Полтава, Полтавська', 'UA05020030000031457']) {
      expect([text, found(text).length, guesses(text)]).toEqual([text, 1, []]);
    }
  });

  test('Kyiv is the city first, and then a village of that name', () => {
    for (const text of ['Київ', 'Kyiv', 'м. Київ']) expect(found(text)[0]).toBe('Київ');
  });

  test('the beginning of a name does not hide the city whose Russian name it is', () => {
    expect(found('Львов').every((name) => name.startsWith('село Львове'))).toBe(true);
    expect(guesses('Львов')[0]).toBe('місто Львів, Львівська громада');
  });

  test('stays as it was, and first, whatever else may be meant', () => {
    const names = [...allSettlements()].map(({ name }) => name);
    const texts = fc.oneof(fc.constantFrom(...names), fc.constantFrom(...hromadas().map(({ name }) => name)));
    fc.assert(
      fc.property(texts, fc.nat(), fc.boolean(), (name, length, isLatin) => {
        const text = (isLatin ? transliterate(name) : name).slice(0, 3 + length);
        const exact = searchPlaces(text, 'uk');
        const meant = placesMeant(text, 'uk');
        expect(lookUpPlaces(text, 'uk').found).toEqual(exact);
        if (meant.some(({ guess }) => guess === undefined)) expect(meant.slice(0, exact.length)).toEqual(exact);
      }),
      { numRuns: 100 },
    );
  });
});

test('a mistake in the name of a centre finds it among the first ten, but for texts that are the name of something else', () => {
  const centres = hromadas().filter(({ centre }) => centre.length >= 5);
  const letters = fc.constantFrom(...'абвгдежзиклмнопрстуч');
  fc.assert(
    fc.property(fc.constantFrom(...centres), fc.nat(), letters, ({ code, centre }, where, letter) => {
      const at = where % centre.length;
      const answer = lookUpPlaces(centre.slice(0, at) + letter + centre.slice(at + 1), 'uk');
      if (answer.found.length > 0) return;
      const isThere = answer.guesses.some(({ hromada }) => hromada.code === code);
      // Ten others may be as near.
      expect(isThere || answer.guesses.length === 10).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('any text is answered', () => {
  expect(() =>
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void lookUpPlaces(text, 'en'))),
  ).not.toThrow();
});
