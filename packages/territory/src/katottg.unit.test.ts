import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatKatottg, isKatottg, oblastDigits, parseKatottg } from './index.ts';

const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'));

const parts = fc.record({
  oblast: digits(2),
  raion: digits(2),
  hromada: digits(3),
  settlement: digits(3),
  district: digits(2),
  unique: digits(5),
});

describe('KATOTTG codes', () => {
  test('are split into their digit groups', () => {
    expect(parseKatottg('UA05020030000031457')).toEqual({
      oblast: '05',
      raion: '02',
      hromada: '003',
      settlement: '000',
      district: '00',
      unique: '31457',
      level: 'hromada',
    });
    expect(oblastDigits('UA05020030000031457')).toBe('05');
  });

  test.each([
    ['UA05000000000010236', 'oblast'],
    ['UA05020000000026686', 'raion'],
    ['UA05020030000031457', 'hromada'],
    ['UA05020030010063857', 'settlement'],
    ['UA01160330010143565', 'city-district'],
    ['UA80000000000093317', 'oblast'],
    ['UA80000000000126643', 'city-district'],
  ])('%s names a unit of level %s', (code, level) => {
    expect(parseKatottg(code).level).toBe(level);
  });

  test.each([
    '',
    'UA',
    'UA0502003000003145',
    'UA050200300000314570',
    'ua05020030000031457',
    'UА05020030000031457',
    ' UA05020030000031457',
    'UA05020030000031457\n',
    'UA0502003000003145٣',
  ])('rejects %j as a code', (code) => {
    expect(isKatottg(code)).toBe(false);
    expect(() => parseKatottg(code)).toThrow(
      new RangeError(`KATOTTG code ${JSON.stringify(code)}: must be UA and 17 digits`),
    );
    expect(() => oblastDigits(code)).toThrow(RangeError);
  });

  test('groups → code → groups gives back the groups', () => {
    fc.assert(
      fc.property(parts, (groups) => {
        const code = formatKatottg(groups);
        expect(isKatottg(code)).toBe(true);
        expect(parseKatottg(code)).toMatchObject(groups);
      }),
    );
  });

  test('a text parses exactly if it is a code, and formatting returns it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^UA\d{15,19}$/)), (text) => {
        if (isKatottg(text)) expect(formatKatottg(parseKatottg(text))).toBe(text);
        else expect(() => parseKatottg(text)).toThrow(RangeError);
      }),
    );
  });

  test('rejects groups of a wrong length, even if their lengths compensate each other', () => {
    const groups = { oblast: '5', raion: '002', hromada: '003', settlement: '000', district: '00', unique: '31457' };
    expect(() => formatKatottg(groups)).toThrow(
      'KATOTTG code UA50020030000031457: the groups must have 2, 2, 3, 3, 2 and 5 digits',
    );
    expect(() => formatKatottg({ ...groups, raion: '02' })).toThrow('must be UA and 17 digits');
  });
});
