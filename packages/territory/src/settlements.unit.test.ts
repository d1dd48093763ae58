import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { allSettlements, findHromada, findSettlement, hromadas, settlementsOf, specialCities } from './index.ts';

/** The content of the table, parsed naively: code, category and name of each settlement by the line's first cell. */
const TABLE = new Map(
  readFileSync(new URL('../data/settlements.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('UA'))
    .map((line) => {
      const [unit = '', ...cells] = line.split('\t');
      return [
        unit,
        cells.map((cell) => ({
          code: unit.slice(0, 9) + cell.slice(0, 10),
          category: cell.slice(10, 11),
          name: cell.slice(12),
        })),
      ] as const;
    }),
);

const ALL = [...TABLE.values()].flat();

describe('settlements', () => {
  test('are the 29,815 of the codifier, by category, each with a unique code and a Ukrainian name', () => {
    const byCategory = Map.groupBy(ALL, ({ category }) => category);
    expect(Object.fromEntries([...byCategory].map(([category, group]) => [category, group.length]))).toEqual({
      K: 2,
      M: 461,
      X: 2007,
      C: 27_237,
      B: 108,
    });
    expect(new Set(ALL.map(({ code }) => code)).size).toBe(29_815);
    for (const { name } of ALL) expect(name).toMatch(/^[А-ЩЬЮЯҐЄІЇа-щьюяґєії’ -]+$/u);
  });

  test('are found by their code, with their hromada', () => {
    for (const [unit, settlements] of TABLE) {
      const hromadaCode = unit.length === 19 ? unit : undefined;
      for (const settlement of settlements) {
        expect(findSettlement(settlement.code)).toEqual({ ...settlement, hromadaCode });
      }
    }
  });

  test('are listed as a whole and by their hromada', () => {
    expect([...allSettlements()].map(({ code }) => code)).toEqual(ALL.map(({ code }) => code));
    const [unit, settlements] = [...TABLE][0] ?? ['', []];
    expect(settlementsOf(unit)).toEqual(settlements.map((settlement) => ({ ...settlement, hromadaCode: unit })));
    expect(settlementsOf('UA80000000000093317')).toHaveLength(11);
    expect(settlementsOf('UA05020030000099999')).toEqual([]);
  });

  test.each([
    ['a city', 'UA05020030010063857', 'UA05020030000031457', 'M', 'Вінниця'],
    ['a settlement', 'UA05020230010011069', 'UA05020230000029909', 'X', 'Стрижавка'],
    ['a village of Crimea', 'UA01020010010075540', 'UA01020010000048857', 'C', 'Андріївка'],
    ['a district of a city', 'UA01160330010143565', 'UA01160330000011827', 'B', 'Залізничний'],
    ['a district of Kyiv', 'UA80000000000624772', 'UA80000000000093317', 'B', 'Печерський'],
    ['Kyiv itself', 'UA80000000000093317', 'UA80000000000093317', 'K', 'Київ'],
    ['Chornobyl, of no hromada', 'UA32000000020050699', undefined, 'M', 'Чорнобиль'],
  ])('include %s', (_, code, hromadaCode, category, name) => {
    expect(findSettlement(code)).toEqual({ code, hromadaCode, category, name });
  });

  test('exist in all 1,772 hromadas, those of Crimea as well, and in both special cities', () => {
    const units = [...TABLE.keys()].filter((unit) => unit.length === 19);
    expect(units.filter((unit) => unit.startsWith('UA01'))).toHaveLength(303);
    expect(units.filter((unit) => !unit.startsWith('UA01'))).toEqual(
      [...hromadas(), ...specialCities()].map(({ code }) => code),
    );
    expect([...TABLE.keys()].filter((unit) => unit.length !== 19)).toEqual(['UA3200000']);
    expect(units.filter((unit) => findHromada(unit) === undefined)).toHaveLength(303);
  });

  test('include the centre of every hromada, as another source names it', () => {
    for (const { code, centre } of [...hromadas(), ...specialCities()]) {
      expect(TABLE.get(code)?.map(({ name }) => name)).toContain(centre);
    }
  });

  test.each([
    ['a hromada', 'UA05020030000031457'],
    ['an oblast', 'UA05000000000010236'],
    ['another unique number', 'UA05020030010063858'],
    ['an unknown hromada', 'UA99020030010063857'],
    ['the beginning of a code', 'UA0502003001'],
    ['a code and more', 'UA05020030010063857M'],
    ['a line’s beginning', 'UA0502003'],
    ['no text', ''],
  ])('are not found by %s', (_, code) => {
    expect(findSettlement(code)).toBeUndefined();
  });

  test('are found by no other text than their code', () => {
    const codes = new Set(ALL.map(({ code }) => code));
    const nearCode = fc
      .tuple(fc.constantFrom(...ALL), fc.stringMatching(/^\d{5}$/), fc.nat(18))
      .map(([{ code }, digits, at]) => (code.slice(0, at) + digits + code.slice(at + 5)).slice(0, 19));
    fc.assert(
      fc.property(nearCode, (text) => {
        expect(findSettlement(text) !== undefined).toBe(codes.has(text));
      }),
    );
  });
});
