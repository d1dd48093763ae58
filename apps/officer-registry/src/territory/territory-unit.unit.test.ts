import { expect, test } from 'vitest';
import { checkUnits, compareUnits, type GivenUnit, type TerritoryUnit } from './territory-unit.ts';

const OBLAST = 'UA05000000000010236';
const KYIV = 'UA80000000000093317';
const HROMADA: TerritoryUnit = {
  code: 'UA05020030000031457',
  name: 'Вінницька',
  category: 'H',
  oblastCode: OBLAST,
  raionCode: 'UA05020000000026686',
};
const CITY: TerritoryUnit = { code: KYIV, name: 'Київ', category: 'K', oblastCode: KYIV, raionCode: '' };
const FIRST_LEVEL = {
  isOblast: (code: string) => code === OBLAST,
  isSpecialCity: (code: string) => code === KYIV,
};

test('accepts a hromada and a city with special status', () => {
  expect(checkUnits([HROMADA, CITY], FIRST_LEVEL)).toEqual([]);
});

const BAD: [string, GivenUnit][] = [
  ['code', { ...HROMADA, code: 'UA0502003000003145' }],
  ['code', { ...HROMADA, code: 'UA05020000000026686' }],
  ['code', { ...HROMADA, code: 'UA05020030010063857' }],
  ['code', { ...CITY, code: OBLAST, oblastCode: OBLAST }],
  ['name', { ...HROMADA, name: 'Вінницька ' }],
  ['name', { ...HROMADA, name: '' }],
  ['category', { ...HROMADA, category: 'P' }],
  ['category', { ...HROMADA, category: '' }],
  ['oblast_code', { ...HROMADA, oblastCode: 'UA99000000000010236' }],
  ['oblast_code', { ...HROMADA, oblastCode: KYIV }],
  ['oblast_code', { ...CITY, oblastCode: OBLAST }],
  ['raion_code', { ...HROMADA, raionCode: '' }],
  ['raion_code', { ...HROMADA, raionCode: 'UA05040000000050292' }],
  ['raion_code', { ...HROMADA, raionCode: OBLAST }],
  ['raion_code', { ...HROMADA, code: 'UA05000030000031457', raionCode: OBLAST }],
  ['raion_code', { ...CITY, raionCode: KYIV }],
];
test.each(BAD)('reports a bad %s with its place in the list, and nothing else', (field, unit) => {
  const other = unit.category === 'K' ? HROMADA : CITY;
  expect(checkUnits([other, unit], FIRST_LEVEL).map((violation) => violation.field)).toEqual([`units[1].${field}`]);
});

test('reports a repeated unit once', () => {
  expect(checkUnits([HROMADA, CITY, { ...HROMADA }], FIRST_LEVEL).map(({ field }) => field)).toEqual(['units[2].code']);
});

test('reports all broken rules of all units', () => {
  const bad = { code: '', name: '', category: 'H', oblastCode: '', raionCode: '' };
  expect(checkUnits([bad, HROMADA, { ...bad, code: 'x' }], FIRST_LEVEL).map(({ field }) => field)).toEqual([
    'units[0].name',
    'units[0].code',
    'units[0].oblast_code',
    'units[0].raion_code',
    'units[2].name',
    'units[2].code',
    'units[2].oblast_code',
    'units[2].raion_code',
  ]);
});

test.each([0, 5_001])('rejects a list of %i units', (count) => {
  const units = Array.from({ length: count }, () => HROMADA);
  expect(checkUnits(units, FIRST_LEVEL)).toEqual([{ field: 'units', rule: 'must be 1 to 5000 units' }]);
});

test.each([
  ['added', HROMADA, undefined],
  ['unchanged', HROMADA, { ...HROMADA }],
  ['changed', HROMADA, { ...HROMADA, name: 'Віницька' }],
  ['changed', HROMADA, { ...HROMADA, raionCode: 'UA05040000000050292' }],
])('a unit is %s', (group, unit, known) => {
  const nothing = { added: [], changed: [], unchanged: [] };
  const knownUnits = new Map(known === undefined ? [] : [[known.code, known]]);
  expect(compareUnits([unit], knownUnits)).toEqual({ ...nothing, [group]: [unit] });
});
