import { expect, test } from 'vitest';
import { findHromada, hromadas, neighboursOf, specialCities } from './index.ts';

const namesAround = (code: string): string[] => neighboursOf(code).map((each) => findHromada(each)?.name ?? each);

test('the neighbours of Vinnytska and of Kyiv', () => {
  expect(namesAround('UA05020030000031457')).toEqual(
    expect.arrayContaining(['Якушинецька', 'Агрономічна', 'Лука-Мелешківська']),
  );
  expect(namesAround('UA80000000000093317')).toEqual(
    expect.arrayContaining(['Броварська', 'Чабанівська', 'Ірпінська']),
  );
});

test('each is the neighbour of its neighbours, and nobody is alone', () => {
  for (const { code } of [...hromadas(), ...specialCities()]) {
    const around = neighboursOf(code);
    // Sevastopol borders AR Crimea only, which is no hromada.
    expect([code, around.length > 0]).toEqual([code, true]);
    for (const other of around) expect(neighboursOf(other)).toContain(code);
    expect(around).not.toContain(code);
  }
});

test('an unknown code has none', () => {
  expect(neighboursOf('UA00000000000000000')).toEqual([]);
});
