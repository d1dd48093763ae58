import { describe, expect, test } from 'vitest';

import {
  UKRAINE_BOUNDS,
  findHromada,
  findOblast,
  hromadas,
  oblasts,
  outsideControlIn2021,
  parseKatottg,
  specialCities,
} from './index.ts';
import type { Hromada } from './index.ts';

const HROMADAS_PER_OBLAST = {
  Вінницька: 63,
  Волинська: 54,
  Дніпропетровська: 86,
  Донецька: 66,
  Житомирська: 66,
  Закарпатська: 64,
  Запорізька: 67,
  'Івано-Франківська': 62,
  Київська: 69,
  Кіровоградська: 49,
  Луганська: 37,
  Львівська: 73,
  Миколаївська: 52,
  Одеська: 91,
  Полтавська: 60,
  Рівненська: 64,
  Сумська: 51,
  Тернопільська: 55,
  Харківська: 56,
  Херсонська: 49,
  Хмельницька: 60,
  Черкаська: 66,
  Чернівецька: 52,
  Чернігівська: 57,
};

function countBy(key: (hromada: Hromada) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(hromadas(), key)].map(([name, group]) => [name, group.length]));
}

describe('the table of hromadas', () => {
  test('has the 1,469 hromadas of 126 raions, by kind and by oblast', () => {
    expect(hromadas()).toHaveLength(1469);
    expect(countBy(({ kind }) => kind)).toEqual({ rural: 625, settlement: 435, urban: 409 });
    expect(Object.keys(countBy(({ raionCode }) => raionCode))).toHaveLength(126);
    expect(countBy(({ oblastName }) => oblastName)).toEqual(HROMADAS_PER_OBLAST);
  });

  test('has unique codes in order, of hromadas inside their raion and oblast', () => {
    const codes = hromadas().map(({ code }) => code);
    expect(new Set(codes).size).toBe(1469);
    expect(codes).toEqual(codes.toSorted());
    for (const { code, raionCode, oblastCode } of hromadas()) {
      const { level, oblast, raion } = parseKatottg(code);
      expect(level).toBe('hromada');
      expect(parseKatottg(raionCode)).toMatchObject({ oblast, raion, level: 'raion' });
      expect(parseKatottg(oblastCode)).toMatchObject({ oblast, level: 'oblast' });
    }
  });

  test('has distinct points inside Ukraine, and whole populations that add up with Kyiv to 41,167,335', () => {
    for (const { latitude, longitude, population } of [...hromadas(), ...specialCities()]) {
      expect(latitude).toBeGreaterThan(UKRAINE_BOUNDS.south);
      expect(latitude).toBeLessThan(UKRAINE_BOUNDS.north);
      expect(longitude).toBeGreaterThan(UKRAINE_BOUNDS.west);
      expect(longitude).toBeLessThan(UKRAINE_BOUNDS.east);
      expect(Number.isInteger(population) && population > 0).toBe(true);
    }
    expect(new Set(hromadas().map(({ latitude, longitude }) => `${latitude} ${longitude}`)).size).toBe(1469);
    const kyiv = findHromada('UA80000000000093317')?.population ?? 0;
    expect(hromadas().reduce((sum, { population }) => sum + population, kyiv)).toBe(41_167_335);
  });

  test('has names in Ukrainian letters only, NFC', () => {
    for (const { name, centre, raionName, oblastName } of hromadas()) {
      for (const text of [name, centre, raionName, oblastName]) {
        expect(text).toMatch(/^[А-ЩЬЮЯҐЄІЇа-щьюяґєії’ -]+$/u);
        expect(text).toBe(text.normalize('NFC'));
      }
    }
  });

  test('has Vinnytska hromada with all its data', () => {
    expect(findHromada('UA05020030000031457')).toEqual({
      code: 'UA05020030000031457',
      name: 'Вінницька',
      kind: 'urban',
      centre: 'Вінниця',
      oblastCode: 'UA05000000000010236',
      oblastName: 'Вінницька',
      raionCode: 'UA05020000000026686',
      raionName: 'Вінницький',
      population: 387439,
      populationSource: { date: '2022-01-01', publisher: 'KSE Loc Data Hub (MIT)' },
      latitude: 49.23202,
      longitude: 28.46797,
    });
  });

  test.each([
    ['UA68040030000027335', { name: 'Війтовецька' }],
    ['UA46120130000026331', { centre: 'Шептицький', raionName: 'Шептицький' }],
    ['UA59080150000013842', { name: 'Миколаївська', kind: 'rural', latitude: 51.02306, longitude: 34.56472 }],
  ])('has %s corrected', (code, corrected) => {
    expect(findHromada(code)).toMatchObject(corrected);
  });

  test('finds nothing by an unknown code, a raion or an oblast', () => {
    for (const code of ['UA99020030000031457', 'UA05020000000026686', 'UA05000000000010236', '', 'toString']) {
      expect(findHromada(code)).toBeUndefined();
    }
  });
});

describe('units beside the hromadas', () => {
  test('Kyiv and Sevastopol take the place of a hromada without being counted', () => {
    expect(specialCities().map(({ code, name, kind }) => ({ code, name, kind }))).toEqual([
      { code: 'UA80000000000093317', name: 'Київ', kind: 'special-city' },
      { code: 'UA85000000000065278', name: 'Севастополь', kind: 'special-city' },
    ]);
    for (const city of specialCities()) {
      expect(findHromada(city.code)).toBe(city);
      expect(hromadas()).not.toContain(city);
      expect(city).toMatchObject({ oblastCode: city.code, raionCode: city.code, centre: city.name });
    }
  });

  test('the first level has 24 oblasts, AR Crimea and the two cities, in code order', () => {
    expect(oblasts().map(({ kind }) => kind)).toEqual([
      'autonomous-republic',
      ...Array.from({ length: 24 }, () => 'oblast'),
      'special-city',
      'special-city',
    ]);
    expect(oblasts().map(({ code }) => code)).toEqual(
      oblasts()
        .map(({ code }) => code)
        .toSorted(),
    );
  });

  test('finds a unit of the first level by its code or its two digits', () => {
    const vinnytska = { code: 'UA05000000000010236', name: 'Вінницька', kind: 'oblast' };
    expect(findOblast('UA05000000000010236')).toEqual(vinnytska);
    expect(findOblast('05')).toEqual(vinnytska);
    expect(findOblast('UA01000000000013043')?.name).toBe('Автономна Республіка Крим');
    expect(findOblast('UA05020030000031457')).toBeUndefined();
    expect(findOblast('99')).toBeUndefined();
  });
});

describe('outside control in 2021', () => {
  test('are the 31 hromadas of seven raions of Donetsk and Luhansk oblasts', () => {
    const outside = hromadas().filter(outsideControlIn2021);
    const byRaion = Map.groupBy(outside, ({ oblastName, raionName }) => `${oblastName}, ${raionName}`);
    expect(Object.fromEntries([...byRaion].map(([raion, group]) => [raion, group.length]))).toEqual({
      'Донецька, Горлівський': 9,
      'Донецька, Донецький': 6,
      'Донецька, Кальміуський': 5,
      'Луганська, Алчевський': 3,
      'Луганська, Довжанський': 2,
      'Луганська, Луганський': 3,
      'Луганська, Ровеньківський': 3,
    });
  });

  test('are Sevastopol and Crimea, not Kyiv', () => {
    expect(specialCities().map(outsideControlIn2021)).toEqual([false, true]);
    expect(outsideControlIn2021({ code: 'UA01020010000048857', raionCode: 'UA01020000000022387' })).toBe(true);
  });
});
