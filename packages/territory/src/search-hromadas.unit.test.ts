import { describe, expect, test } from 'vitest';

import { hromadas, searchHromadas, transliterate } from './index.ts';

const VINNYTSKA = ['UA05020030000031457'];

const codes = (text: string) => searchHromadas(text).map(({ code }) => code);

describe('searching hromadas', () => {
  test.each([
    'UA05020030000031457',
    'ua05020030000031457',
    'Вінницька',
    'вінницька',
    ' ВІННИЦЬКА  громада ',
    'Вінницька міська територіальна громада',
    'Vinnytska',
    'vinnytska hromada',
    'Вінниця',
    'Vinnytsia',
    'м. Вінниця',
    'м.Вінниця',
    'місто Вінниця',
  ])('%j is Vinnytska', (text) => {
    expect(codes(text)).toEqual(VINNYTSKA);
  });

  test.each([
    'Знам\u2018янка',
    'Знам\uff07янка',
    'Знам\ua78cянка',
    'Знам\u00adянка',
    'Зна\u0301м’янка',
    'Знам’янка',
    "Знам'янка",
    'Знамʼянка',
    'знамянка',
    'Znamianka',
  ])('accepts any apostrophe in %j', (text) => {
    expect(searchHromadas(text).map(({ name, oblastName }) => `${oblastName}: ${name}`)).toEqual([
      'Кіровоградська: Знам’янська',
      'Одеська: Знам’янська',
    ]);
  });

  test('returns all hromadas of an ambiguous name, distinguished by oblast and raion', () => {
    const found = searchHromadas('Олександрівська').map(
      ({ name, oblastName, raionName }) => `${name}, ${raionName}, ${oblastName}`,
    );
    expect(found).toEqual([
      'Олександрівська, Краматорський, Донецька',
      'Олександрівська, Мелітопольський, Запорізька',
      'Олександрівська, Кропивницький, Кіровоградська',
      'Олександрівська, Вознесенський, Миколаївська',
    ]);
  });

  test('a word for the kind distinguishes two of the same name in one raion', () => {
    const inSumskyi = (text: string) =>
      searchHromadas(text)
        .filter(({ raionCode }) => raionCode === 'UA59080000000057897')
        .map(({ kind }) => kind);
    expect(inSumskyi('Миколаївська')).toEqual(['settlement', 'rural']);
    expect(inSumskyi('Миколаївська сільська громада')).toEqual(['rural']);
    expect(inSumskyi('Mykolaivska settlement hromada')).toEqual(['settlement']);
  });

  test('the beginning of a name finds all matches, in both alphabets', () => {
    const expected = hromadas()
      .filter(({ name }) => name.startsWith('Вінн'))
      .map(({ code }) => code);
    expect(codes('вінн')).toEqual(expected);
    expect(codes('Vinn')).toEqual(expected);
    expect(codes('Київськ')).toEqual([]);
  });

  test('the Unicode form makes no difference', () => {
    expect(codes('Війтовецька'.normalize('NFD'))).toEqual(['UA68040030000027335']);
  });

  test('finds special cities as well', () => {
    for (const text of ['Київ', 'kyiv', 'UA80000000000093317']) expect(codes(text)).toEqual(['UA80000000000093317']);
  });

  test.each(['', '  ', 'громада', 'hromada', 'Атлантида', 'UA05020030000031458', 'constructor'])(
    '%j finds none',
    (text) => {
      expect(codes(text)).toEqual([]);
    },
  );

  test('finds every hromada by its own name and by its Latin name', () => {
    for (const { code, name } of hromadas()) {
      expect(codes(name)).toContain(code);
      expect(codes(`${transliterate(name)} hromada`)).toContain(code);
    }
  });
});
