import { describe, expect, test } from 'vitest';
import { CODE, exportOf, problemsOf, rowsOf } from '../test/mapped.ts';
import { placeOfCode } from './place-code.ts';

const CITY = 'UA05020030010063857';
const DISTRICT = '0520655500';
const UNKNOWN = 'UA05999999999999999';
const CRIMEAN = 'UA01020030000085835';
const VILLAGE = 'UA01020010010075540';
const PRYPIAT = 'UA32000000010085013';
const BROKEN = 'UA05';
const KYIV = 'UA80000000000093317';

describe('the place of a code', () => {
  test.each([
    [CODE, { hromadaCode: CODE, settlementCode: '', starostaDistrictCode: '' }],
    [KYIV, { hromadaCode: KYIV, settlementCode: '', starostaDistrictCode: '' }],
    [CITY, { hromadaCode: CODE, settlementCode: CITY, starostaDistrictCode: '' }],
    [DISTRICT, { hromadaCode: CODE, settlementCode: '', starostaDistrictCode: DISTRICT }],
    // Only the registry may know the hromada, of a village of AR Crimea as well; Прип’ять belongs to none.
    [UNKNOWN, { hromadaCode: UNKNOWN, settlementCode: '', starostaDistrictCode: '' }],
    [CRIMEAN, { hromadaCode: CRIMEAN, settlementCode: '', starostaDistrictCode: '' }],
    [VILLAGE, { hromadaCode: 'UA01020010000048857', settlementCode: VILLAGE, starostaDistrictCode: '' }],
    [PRYPIAT, { hromadaCode: '', settlementCode: PRYPIAT, starostaDistrictCode: '' }],
  ])('of %s', (code, place) => {
    expect(placeOfCode(code)).toEqual(place);
  });

  test.each([
    ['Вінниця', 'must be a KATOTTG code (UA and 17 digits)'],
    ['UA0502003000003145', 'must be a KATOTTG code (UA and 17 digits)'],
    ['9999999999', 'is the code of no starosta district that is known'],
  ])('%s is none', (code, rule) => {
    expect(placeOfCode(code)).toEqual({ rule });
  });
});

const mapping = (place: string, more = ''): string =>
  `version: 1\ntimes: { received: { column: at } }\ncategory: { value: other }\nplace: ${place}\n${more}`;
const content = (...places: string[]): string =>
  `at,where\n${places.map((place) => `2026-05-01 10:00,${place}\n`).join('')}`;

describe('a table of places', () => {
  test('may have villages and starosta districts, each with its hromada; a cell may be a code', async () => {
    const table = `{ names: { column: where, table: { Місто: ${CITY}, Ільківка: "${DISTRICT}", Громада: ${CODE} } } }`;
    const { valid, rejected } = await rowsOf(exportOf(mapping(table), content('місто', 'Ільківка', 'Громада', CITY)));
    expect(rejected).toEqual([]);
    expect(
      valid.map(({ report }) => [report?.hromadaCode, report?.settlementCode, report?.starostaDistrictCode]),
    ).toEqual([
      [CODE, CITY, ''],
      [CODE, '', DISTRICT],
      [CODE, '', ''],
      [CODE, CITY, ''],
    ]);
  });

  test('with a malformed code is rejected, in the mapping and in a further file', async () => {
    const table = `{ names: { column: where, table: { A: ${BROKEN} } } }`;
    expect(await problemsOf(exportOf(mapping(table), content('A')))).toEqual([
      `mapping.place.names.table.A “${BROKEN}” must be a KATOTTG code (UA and 17 digits)`,
    ]);
    const file = mapping('{ names: { column: where, file: places } }', 'files: { places: {} }\n');
    const places = `name,code\nA,${CODE}\nB,${BROKEN}\nC,9999999999\n`;
    expect(await problemsOf(exportOf(file, content('A'), { places }))).toEqual([
      `files.places, line 3 “${BROKEN}” must be a KATOTTG code (UA and 17 digits)`,
      'files.places, line 4 “9999999999” is the code of no starosta district that is known',
    ]);
  });
});

const placesOf = async (place: string, cells: readonly string[], files: Readonly<Record<string, string>> = {}) => {
  const more = Object.keys(files).length === 0 ? '' : 'files: { places: {} }\n';
  const { valid } = await rowsOf(exportOf(mapping(place, more), content(...cells), files));
  return valid.map(({ report }) => [report?.hromadaCode, report?.settlementCode]);
};

test('a settlement may be the place of all rows, of rows without one, and in the column of the hromada', async () => {
  expect(await placesOf(`{ hromada: { value: ${CITY} } }`, [''])).toEqual([[CODE, CITY]]);
  expect(await placesOf(`{ settlement: { column: where }, otherwise: ${CITY} }`, [''])).toEqual([[CODE, CITY]]);
  expect(await placesOf('{ hromada: { column: where } }', [CITY])).toEqual([[CODE, CITY]]);
});

test('a hromada that only the registry may know is a place wherever a code may stand', async () => {
  const expected = [[CRIMEAN, '']];
  expect(await placesOf(`{ hromada: { value: ${CRIMEAN} } }`, [''])).toEqual(expected);
  expect(await placesOf('{ hromada: { column: where } }', [CRIMEAN])).toEqual(expected);
  expect(await placesOf(`{ hromada: { column: where }, otherwise: ${CRIMEAN} }`, [''])).toEqual(expected);
  expect(await placesOf(`{ names: { column: where, table: { A: ${CRIMEAN} } } }`, ['A'])).toEqual(expected);
  const file = { places: `name,code\nA,${CRIMEAN}\n` };
  expect(await placesOf('{ names: { column: where, file: places } }', ['A'], file)).toEqual(expected);
  expect(await problemsOf(exportOf(mapping(`{ hromada: { value: ${BROKEN} } }`), content('')))).toEqual([
    `mapping.place.hromada.value “${BROKEN}” must be a KATOTTG code (UA and 17 digits)`,
  ]);
});
