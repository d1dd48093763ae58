import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportCoverage, type Coverage } from './coverage.ts';

const unitCoverage = fc.record({
  unit: fc.record({
    code: fc.stringMatching(/^[a-z]{2,4}$/),
    oblastCode: fc.constantFrom('UA05000000000010236', 'UA51000000000030770', 'UA80000000000093317'),
    nameUk: fc.constant(''),
    nameEn: fc.constant(''),
    demonstration: fc.boolean(),
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

function sum(parts: readonly { readonly coverage: Coverage }[]): Coverage {
  return {
    strength: parts.reduce((strength, { coverage }) => strength + coverage.strength, 0),
    equipped: parts.reduce((equipped, { coverage }) => equipped + coverage.equipped, 0),
  };
}
