import { describe, expect, test } from 'vitest';

import { findStarostaDistrict, hromadaOfDistrict, hromadas, starostaDistricts } from './index.ts';

describe('starosta districts', () => {
  test('are the 9,719 former councils of 1,437 hromadas, each with a unique code', () => {
    const byHromada = hromadas()
      .map(({ code }) => starostaDistricts(code))
      .filter((districts) => districts.length > 0);
    const codes = byHromada.flat().map(({ code }) => code);
    expect(byHromada).toHaveLength(1437);
    expect(codes).toHaveLength(9719);
    expect(new Set(codes).size).toBe(9719);
  });

  test('have a 10-digit code of their hromada’s oblast and a Ukrainian name', () => {
    for (const { code: hromadaCode } of hromadas()) {
      for (const district of starostaDistricts(hromadaCode)) {
        expect(district.code).toMatch(/^\d{10}$/);
        expect(district.code.slice(0, 2)).toBe(hromadaCode.slice(2, 4));
        expect(district.hromadaCode).toBe(hromadaCode);
        expect(district.name).toMatch(/^[А-ЩЬЮЯҐЄІЇа-щьюяґєії’ -]+$/u);
      }
    }
  });

  test('of a hromada are in code order', () => {
    expect(starostaDistricts('UA05020010000053508')).toEqual([
      { code: '0520680500', hromadaCode: 'UA05020010000053508', name: 'Бохоницька' },
      { code: '0520682200', hromadaCode: 'UA05020010000053508', name: 'Ільківська' },
      { code: '0520683800', hromadaCode: 'UA05020010000053508', name: 'Медвежо-Вушківська' },
    ]);
  });

  test('are found by their code', () => {
    expect(findStarostaDistrict('0520682200')).toEqual({
      code: '0520682200',
      hromadaCode: 'UA05020010000053508',
      name: 'Ільківська',
    });
    expect(findStarostaDistrict('9999999999')).toBeUndefined();
    expect(hromadaOfDistrict('0520682200')).toBe('UA05020010000053508');
    expect(hromadaOfDistrict('9999999999')).toBeUndefined();
  });

  test('do not exist for Kyiv or an unknown hromada', () => {
    expect(starostaDistricts('UA80000000000093317')).toEqual([]);
    expect(starostaDistricts('UA05')).toEqual([]);
  });
});
