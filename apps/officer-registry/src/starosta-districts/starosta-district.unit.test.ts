import { expect, test } from 'vitest';
import { checkDefinition, refuseShared, type DistrictDefinition } from './starosta-district.ts';

const DEFINITION: DistrictDefinition = {
  districtCode: 'D-1',
  hromadaCode: 'H-1',
  oblastCode: 'O-1',
  settlementCodes: ['S-1', 'S-2'],
  validFrom: '2026-03-01',
  source: 'Рішення № 1',
  confirmed: true,
};
const hromadaOf = (code: string) => (code.startsWith('S-') ? 'H-1' : undefined);

test.each<[string, Partial<DistrictDefinition>]>([
  ['starosta_district_code', { hromadaCode: '', settlementCodes: [] }],
  ['settlement_codes', { settlementCodes: ['S-1', 'S-1'] }],
  ['settlement_codes[1]', { settlementCodes: ['S-1', 'X'] }],
  ['valid_from', { validFrom: '2026-02-30' }],
  ['source', { source: '' }],
])('rejects an invalid %s', (field, change) => {
  const violations = checkDefinition({ ...DEFINITION, ...change }, hromadaOf);
  expect(violations.map((violation) => violation.field)).toEqual([field]);
});

test('accepts a definition, also of a district without settlements', () => {
  expect(checkDefinition(DEFINITION, hromadaOf)).toEqual([]);
  expect(checkDefinition({ ...DEFINITION, settlementCodes: [] }, hromadaOf)).toEqual([]);
});

test('a settlement is in one district at a time', () => {
  const other = { ...DEFINITION, districtCode: 'D-2', settlementCodes: ['S-2'], validFrom: '2026-01-01' };
  expect(refuseShared(DEFINITION, [other])?.violations).toMatchObject([{ field: 'definition.settlement_codes[1]' }]);
  // Both sides of the day from which the other district is without it.
  const left = { ...other, settlementCodes: [], validFrom: '2026-03-02' };
  expect(refuseShared(DEFINITION, [other, left])).toBeDefined();
  expect(refuseShared(DEFINITION, [other, { ...left, validFrom: '2026-03-01' }])).toBeUndefined();
  expect(refuseShared(DEFINITION, [{ ...DEFINITION, validFrom: '2026-01-01' }])).toBeUndefined();
});

test('a settlement is in no other district until the next definition either', () => {
  const later = { ...DEFINITION, districtCode: 'D-2', settlementCodes: ['S-2'], validFrom: '2026-06-01' };
  expect(refuseShared(DEFINITION, [later])?.violations).toMatchObject([{ field: 'definition.settlement_codes[1]' }]);
  const next = { ...DEFINITION, settlementCodes: ['S-1'] };
  expect(refuseShared(DEFINITION, [later, { ...next, validFrom: '2026-06-02' }])).toBeDefined();
  expect(refuseShared(DEFINITION, [later, { ...next, validFrom: '2026-06-01' }])).toBeUndefined();
});
