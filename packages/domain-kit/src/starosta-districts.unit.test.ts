import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inForce } from './dated-rule.ts';
import { decidedDistricts, mayLieIn, type DistrictDecision } from './starosta-districts.ts';

const decision = (districtCode: string, validFrom: string, settlementCodes: string[]): DistrictDecision => ({
  districtCode,
  validFrom,
  settlementCodes,
});

test('a settlement lies in the district of the decision of the day, until another one', () => {
  const districts = decidedDistricts([
    decision('D2', '2026-06-01', ['S']),
    decision('D1', '2026-06-01', ['T']),
    decision('D1', '2026-03-01', ['S', 'T']),
    decision('D2', '2026-09-01', []),
  ]);
  const days = ['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01', '2026-08-31', '2026-09-01'];
  expect(days.map((day) => districts.districtOf('S', day))).toEqual([undefined, 'D1', 'D1', 'D2', 'D2', undefined]);
  expect(days.map((day) => districts.districtOf('T', day))).toEqual([undefined, 'D1', 'D1', 'D1', 'D1', 'D1']);
  expect(days.map((day) => districts.isDecided('D2', day))).toEqual([false, false, false, true, true, true]);
});

test('only decisions say that a settlement does not lie in a district', () => {
  const districts = decidedDistricts([decision('D1', '2026-03-01', ['S'])]);
  const may = (settlementCode: string, districtCode: string, day = '2026-03-01') =>
    mayLieIn(districts, { settlementCode, districtCode }, day);
  expect([may('S', 'D1'), may('T', 'D2')]).toEqual([true, true]);
  expect([may('S', 'D2'), may('T', 'D1')]).toEqual([false, false]);
  expect([may('S', 'D2', '2026-02-28'), may('T', 'D1', '2026-02-28')]).toEqual([true, true]);
});

const anyDay = fc.integer({ min: 1, max: 5 }).map((day) => `2026-01-0${day}`);
const anyDecisions = fc.uniqueArray(
  fc.record({
    districtCode: fc.constantFrom('D1', 'D2', 'D3'),
    validFrom: anyDay,
    settlementCodes: fc.subarray(['S', 'T']),
  }),
  { selector: ({ districtCode, validFrom }) => `${districtCode} ${validFrom}` },
);

test('whatever councils decide, the district of a settlement is one whose decision in force names it', () => {
  fc.assert(
    fc.property(anyDecisions, anyDay, fc.constantFrom('S', 'T'), (decisions, day, settlement) => {
      const districts = decidedDistricts(decisions);
      const latest = (code: string) =>
        inForce(
          decisions.filter(({ districtCode }) => districtCode === code),
          day,
        );
      const naming = ['D1', 'D2', 'D3'].filter((code) => latest(code)?.settlementCodes.includes(settlement));
      expect(districts.districtOf(settlement, day)).toBe(naming[0]);
      expect(['D1', 'D2', 'D3'].filter((code) => districts.isDecided(code, day))).toEqual(
        ['D1', 'D2', 'D3'].filter((code) => latest(code) !== undefined),
      );
    }),
  );
});
