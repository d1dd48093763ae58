import { expect, test } from 'vitest';

import { findHromada, findOblast, publishedAsOccupied, publishedStatuses, wholeWithStatus } from './index.ts';

test('each change is of a known unit, has a date and a source, and the changes of a unit are in order', () => {
  const changes = publishedStatuses();
  for (const { code, date, source } of changes) {
    expect((findHromada(code) ?? findOblast(code))?.code).toBe(code);
    expect(date).toMatch(/^20\d{2}-\d{2}-\d{2}$/);
    expect(source).not.toBe('');
  }
  const keys = changes.map(({ code, date }) => `${code} ${date}`);
  expect(keys).toEqual(keys.toSorted());
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  ['Херсонська', 'UA65100150000057191', ['occupied 2022-09-30', 'liberated 2022-11-30']],
  ['Донецька', 'UA14080030000053877', ['occupied 2020-07-17']],
  ['Севастополь', 'UA85000000000065278', ['occupied 2014-02-20']],
  ['Вінницька', 'UA05020030000031457', []],
])('%s', (name, code, expected) => {
  expect(findHromada(code)?.name).toBe(name);
  const changes = publishedStatuses().filter((change) => change.code === code);
  expect(changes.map(({ status, date }) => `${status} ${date}`)).toEqual(expected);
});

test('of the occupied units, those that were liberated are not occupied by the last status', () => {
  const occupied = publishedAsOccupied();
  expect(
    ['UA65100150000057191', 'UA14080030000053877', 'UA05020030000031457'].map((code) => occupied.has(code)),
  ).toEqual([false, true, false]);
  const kinds = Map.groupBy(
    occupied,
    (code) => findHromada(code)?.kind === 'special-city' || findHromada(code) === undefined,
  );
  expect([kinds.get(false)?.length, kinds.get(true)?.length]).toEqual([140, 2]);
});

test('31 hromadas were occupied before 2022 in Donetsk and Luhansk oblasts, and 167 hromadas in September', () => {
  const occupied = publishedStatuses().filter(({ status }) => status === 'occupied');
  const donbas = occupied.filter(({ date }) => date === '2020-07-17');
  expect(donbas).toHaveLength(31);
  expect(occupied.filter(({ date }) => date === '2022-09-30').length).toBeLessThanOrEqual(167 - 25);
});

test('hromadas and settlements of AR Crimea have the status of the republic', () => {
  const crimea = 'UA01000000000013043';
  expect(['UA01020010000048857', 'UA01020010010075540', crimea].map(wholeWithStatus)).toEqual([crimea, crimea, crimea]);
  expect(['UA85000000000065278', 'UA05020030000031457'].map(wholeWithStatus)).toEqual([undefined, undefined]);
  expect(publishedStatuses().find(({ code }) => code === crimea)).toMatchObject({
    status: 'occupied',
    date: '2014-02-20',
    isExact: true,
  });
});
