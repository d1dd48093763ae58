import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInCrimea, longPlaceName, placeAt, placeName, readPoint, searchPlaces, writePoint } from './module.ts';

const found = (text: string): string[] => searchPlaces(text, 'uk').map((place) => placeName(place, 'uk'));

test('a hromada and a village are found by name, in Ukrainian and Latin letters, and by code', () => {
  expect(found('Вінницька')).toEqual(['Вінницька громада']);
  expect(found('Вінниця')).toEqual(['місто Вінниця, Вінницька громада']);
  expect(found('с. Якушинці')).toEqual(['село Якушинці, Якушинецька громада']);
  expect(found('Yakushyntsi')).toEqual(found('Якушинці'));
  expect(found('UA05020030000031457')).toEqual(['Вінницька громада']);
  expect(found('nowhere')).toEqual([]);
  const [place] = searchPlaces('Якушинці', 'en');
  expect(place && longPlaceName(place, 'en')).toBe(
    'Yakushyntsi (village), Yakushynetska hromada, Vinnytska oblast, Vinnytskyi raion',
  );
});

test('of many villages of one name, those in a hromada, raion, or oblast are left', () => {
  expect(found('Миколаївка').length).toBeGreaterThan(50);
  const some = searchPlaces('Миколаївка, Сумська', 'uk');
  expect(some.length).toBeGreaterThan(1);
  for (const { hromada } of some) expect([hromada.oblast, hromada.raion, hromada.name]).toContain('Сумська');
});

test.each([
  ['Миколаївка, Сумська область', 'oblast', 'Сумська'],
  ['Миколаївка, Сумська обл.', 'oblast', 'Сумська'],
  ['Mykolaivka, Sumska oblast', 'oblast', 'Сумська'],
  ['Миколаївка, Сумський район', 'raion', 'Сумський'],
  ['Миколаївка, Сумський р-н, Сумська область', 'raion', 'Сумський'],
  ["Оринин, Кам'янець-Подільський район", 'raion', 'Кам’янець-Подільський'],
  ['Оринин, Кам`янець–Подільський', 'raion', 'Кам’янець-Подільський'],
  ['Якушинці, Якушинецька територіальна громада', 'name', 'Якушинецька'],
] as const)('"%s" leaves those in this %s', (text, unit, name) => {
  const some = searchPlaces(text, 'uk');
  expect(some.length).toBeGreaterThan(0);
  for (const { hromada } of some) expect(hromada[unit]).toBe(name);
});

test.each([
  '49.2331, 28.4682',
  '49.2331,28.4682',
  ' 49.2331  28.4682 ',
  '49,2331; 28,4682',
  '49,2331 28,4682',
  '49,2331, 28,4682',
  'geo:49.2331,28.4682',
  '49.2331° N, 28.4682° E',
  '49.2331° пн. 28.4682° сх.',
])('"%s" is a point', (text) => {
  expect(readPoint(text)).toEqual({ latitude: 49.2331, longitude: 28.4682 });
});

test('other texts are no points, and a point reads as it is written', () => {
  for (const text of ['', '49', '49.2331', 'Вінниця', '149.2, 28.4', '49.2, 28.4, 3', '-49.2, 28.4']) {
    expect(readPoint(text)).toBeUndefined();
  }
  const degrees = fc.double({ min: 0, max: 99, noNaN: true });
  fc.assert(
    fc.property(degrees, degrees, (latitude, longitude) => {
      const read = readPoint(writePoint({ latitude, longitude }));
      expect(read?.latitude).toBeCloseTo(latitude, 4);
      expect(read?.longitude).toBeCloseTo(longitude, 4);
    }),
  );
  expect(() => fc.assert(fc.property(fc.string(), (text) => void readPoint(text)))).not.toThrow();
});

test('a point is in a hromada, near a border perhaps in another, or nowhere', () => {
  const at = placeAt({ latitude: 49.2331, longitude: 28.4682 }, 'uk');
  expect(at && placeName(at.place, 'uk')).toBe('Вінницька громада');
  expect(at?.neighbour).toBeUndefined();
  const east = Array.from({ length: 400 }, (_, index) => ({ latitude: 49.2331, longitude: 28.4682 + index / 500 }));
  expect(east.some((point) => placeAt(point, 'uk')?.neighbour !== undefined)).toBe(true);
  expect(placeAt({ latitude: 10, longitude: 10 }, 'uk')).toBeUndefined();
});

test('a point in AR Crimea is in no hromada; Sevastopol is a city', () => {
  const [simferopol, sevastopol] = [
    { latitude: 44.952, longitude: 34.102 },
    { latitude: 44.605, longitude: 33.56 },
  ];
  expect([placeAt(simferopol, 'uk'), isInCrimea(simferopol)]).toEqual([undefined, true]);
  expect([placeAt(sevastopol, 'uk')?.place.hromada.name, isInCrimea(sevastopol)]).toEqual(['Севастополь', false]);
  expect(isInCrimea({ latitude: 10, longitude: 10 })).toBe(false);
});
