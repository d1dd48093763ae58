import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedUnits, gapOf, reportCoverage, type Coverage, type UnitCoverage } from './coverage.ts';

const unitCoverage = fc.record({
  unit: fc.record({
    code: fc.stringMatching(/^[a-z]{2,4}$/),
    oblastCode: fc.constantFrom('UA05000000000010236', 'UA51000000000030770', 'UA80000000000093317'),
    nameUk: fc.constant(''),
    nameEn: fc.constant(''),
  }),
  coverage: fc.record({ strength: fc.nat(1_000), equipped: fc.nat(1_000) }),
  inStock: fc.nat(1_000),
  inRepair: fc.nat(1_000),
});

test('total, oblasts and units add up to the same officers, in any order of units', () => {
  fc.assert(
    fc.property(fc.array(unitCoverage), (units) => {
      const { total, oblasts, units: reported } = reportCoverage(units);
      expect(sum(oblasts)).toEqual(total);
      expect(sum(reported)).toEqual(total);
      expect(sum(units)).toEqual(total);
      for (const { oblastCode, coverage } of oblasts) {
        expect(sum(units.filter(({ unit }) => unit.oblastCode === oblastCode))).toEqual(coverage);
      }
    }),
  );
});

test('oblasts and units are in code order, each oblast once', () => {
  fc.assert(
    fc.property(fc.array(unitCoverage), (units) => {
      const report = reportCoverage(units);
      const oblasts = report.oblasts.map(({ oblastCode }) => oblastCode);
      expect(oblasts).toEqual([...new Set(oblasts)].toSorted());
      const codes = report.units.map(({ unit }) => unit.code);
      expect(codes).toEqual(units.map(({ unit }) => unit.code).toSorted());
    }),
  );
});

test('a unit has changed when one of its figures is not the stored one, or none is stored', () => {
  const unit: UnitCoverage = {
    unit: { code: 'kyiv-1', oblastCode: 'UA80000000000093317' },
    coverage: { strength: 3, equipped: 1 },
    inStock: 2,
    inRepair: 1,
  };
  expect(changedUnits([unit], [unit])).toEqual([]);
  expect(changedUnits([unit], [])).toEqual([unit]);
  for (const change of [
    { coverage: { strength: 4, equipped: 1 } },
    { coverage: { strength: 3, equipped: 2 } },
    { inStock: 1 },
    { inRepair: 0 },
  ]) {
    expect(changedUnits([{ ...unit, ...change }], [unit])).toEqual([{ ...unit, ...change }]);
  }
  expect(gapOf(unit.coverage)).toBe(2);
});

function sum(parts: readonly { readonly coverage: Coverage }[]): Coverage {
  return {
    strength: parts.reduce((strength, { coverage }) => strength + coverage.strength, 0),
    equipped: parts.reduce((equipped, { coverage }) => equipped + coverage.equipped, 0),
  };
}
