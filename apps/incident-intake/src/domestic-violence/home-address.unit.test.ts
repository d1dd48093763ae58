import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { homeOf, homesLike } from './home-address.ts';

const HROMADA = 'UA05020030000031457';
const SETTLEMENTS = ['Вінниця', 'Десна', 'Вінницькі Хутори', 'Зелений Гай'];
const home = (address: string) => homeOf(HROMADA, address, SETTLEMENTS);
const isLike = (stored: string, asked: string): boolean =>
  homesLike(HROMADA, asked, SETTLEMENTS).includes(home(stored) ?? '');

describe('the same home', () => {
  test.each([
    ['вул. Соборна, 5', 'Вулиця  СОБОРНА буд. 5'],
    ['Вінницька обл., Вінницький р-н, м. Вінниця, вул. Соборна 5', 'Вінниця, Соборна 5'],
    ['21000, Україна, Вінниця, Соборна 5', 'Соборна 5, м. Вінниця'],
    ['просп. Миру, 5', 'Проспект Миру 5'],
    ['пр-т Миру 5', 'Миру просп. 5'],
    ['бульвар Свободи 1', 'б-р Свободи, 1'],
    ['провулок Тихий 3', 'пров. Тихий, буд 3'],
    ['пл. Незалежності 1', 'площа Незалежності, 1'],
    ['смт Десна, Лісова 2', 'селище Десна, вул. Лісова, 2'],
    ['с. Вінницькі  Хутори, Лісова 2', 'Лісова 2, Вінницькі Хутори'],
    // A street with the name of a settlement, and a village without streets.
    ['вул. Десна 5, Вінниця', 'Вінниця, вулиця Десна, 5'],
    ['с. Зелений Гай, 5', 'село Зелений Гай 5'],
    ['Соборна, 5-А', 'Соборна 5А'],
    ['Соборна 5 а', 'вул. Соборна, буд. 5а'],
    ['Соборна 5/А, кв. 3', 'Соборна 5 - а, 3'],
    ['Соборна 5-С', 'Соборна 5с'],
    ['Соборна 5, м. Вінниця', 'Вінниця, Соборна 5'],
    ['вул. 1-го Травня, 5', 'вул. 1 Травня 5'],
    ['2-й пров. Лісовий 5', 'провулок 2 Лісовий, 5'],
  ])('“%s” is “%s”', (one, other) => {
    expect(home(one)).toBe(home(other));
  });

  test.each([
    ['Вінниця, Соборна 5', 'вул. Соборна 5'],
    ['вул. Соборна 5', 'м. Вінниця, вул. Соборна, 5'],
    ['с. Зелений Гай, просп. Миру 5', 'проспект Миру 5'],
  ])('“%s” is found by “%s”: only one of them names the settlement', (stored, asked) => {
    expect(home(stored)).not.toBe(home(asked));
    expect(isLike(stored, asked)).toBe(true);
  });
});

test.each([
  ['Вінниця, Соборна 5', 'Десна, Соборна 5'],
  ['вул. Миру 5', 'пров. Миру 5'],
  ['вул. Соборна 5', 'вул. Соборна 6'],
  ['вул. Соборна 5', 'вул. Соборна 5а'],
  ['вул. Соборна 5-Б', 'вул. Соборна 5а'],
  // An apartment is part of the home.
  ['вул. Соборна 5, кв. 3', 'вул. Соборна 5'],
  ['с. Зелений Гай, 5', 'с. Десна, 5'],
])('“%s” is not found by “%s”', (stored, asked) => {
  expect(isLike(stored, asked)).toBe(false);
  expect(isLike(asked, stored)).toBe(false);
});

test('keys that were made before kinds of streets and settlements were understood are found', () => {
  const former = (text: string) => JSON.stringify([HROMADA, text]);
  const like = (address: string) => homesLike(HROMADA, address, SETTLEMENTS);
  expect(like('просп. Миру, 5')).toEqual(expect.arrayContaining([former('проспект миру 5'), former('просп миру 5')]));
  expect(like('Лісова 2')).toEqual(expect.arrayContaining([former('смт десна лісова 2'), former('вінниця лісова 2')]));
  expect(like('Вінницька обл., Лісова 2')).toContain(former('вінницька обл лісова 2'));
  for (const house of ['5-А', '5А', '5 а']) {
    expect(like(`Десна, Лісова ${house}`)).toEqual(
      expect.arrayContaining([former('десна лісова 5 а'), former('смт десна лісова 5а'), former('лісова 5 а')]),
    );
  }
  for (const name of ['1-го Травня', '1 Травня']) {
    expect(like(`${name} 5-А`)).toEqual(
      expect.arrayContaining([former('1 го травня 5 а'), former('1 травня 5 а'), former('1 го травня 5а')]),
    );
  }
});

test('no text throws; each home is like itself, and without words there is none', () => {
  const words = fc.constantFrom(
    'вул.',
    'Вінниця',
    'Десна',
    'просп.',
    'м.',
    'с.',
    'обл.',
    '5',
    'Соборна',
    '21000',
    ',',
    'б-р',
    '5-А',
    'а',
    '1-го',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.array(words, { maxLength: 9 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (address) => {
      const like = homesLike(HROMADA, address, SETTLEMENTS);
      const own = home(address);
      expect(own === undefined ? like : [own]).toEqual(own === undefined ? [] : [like[0]]);
    }),
  );
  expect(home(' , вул. ')).toBeUndefined();
});
