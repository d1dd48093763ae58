import { describe, expect, test } from 'vitest';
import { CODE, exportOf, problemsOf, rowsOf } from '../test/mapped.ts';
import { placeOfCode } from './place-code.ts';

const CITY = 'UA05020030010063857';
const DISTRICT = '0520655500';
const UNKNOWN = 'UA05999999999999999';
const KYIV = 'UA80000000000093317';

describe('the place of a code', () => {
  test.each([
    [CODE, { hromadaCode: CODE, settlementCode: '', starostaDistrictCode: '' }],
    [KYIV, { hromadaCode: KYIV, settlementCode: '', starostaDistrictCode: '' }],
    [CITY, { hromadaCode: CODE, settlementCode: CITY, starostaDistrictCode: '' }],
    [DISTRICT, { hromadaCode: CODE, settlementCode: '', starostaDistrictCode: DISTRICT }],
  ])('of %s', (code, place) => {
    expect(placeOfCode(code)).toEqual(place);
  });

  test.each([
    ['Вінниця', 'must be a KATOTTG code (UA and 17 digits)'],
    [UNKNOWN, 'is the code of no hromada or settlement that is known'],
    ['9999999999', 'is the code of no starosta district that is known'],
    // A village of AR Crimea, and Прип’ять, which belongs to no hromada.
    ['UA01020010010075540', 'is the code of a settlement whose hromada is not known'],
    ['UA32000000010085013', 'is the code of a settlement whose hromada is not known'],
    // An oblast.
    ['UA05000000000010236', 'is the code of no hromada or settlement that is known'],
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

  test('with a code that is not known is rejected, in the mapping and in a further file', async () => {
    const table = `{ names: { column: where, table: { A: ${UNKNOWN} } } }`;
    expect(await problemsOf(exportOf(mapping(table), content('A')))).toEqual([
      `mapping.place.names.table.A “${UNKNOWN}” is the code of no hromada or settlement that is known`,
    ]);
    const file = mapping('{ names: { column: where, file: places } }', 'files: { places: {} }\n');
    const places = `name,code\nA,${CODE}\nB,${UNKNOWN}\nC,9999999999\n`;
    expect(await problemsOf(exportOf(file, content('A'), { places }))).toEqual([
      `files.places, line 3 “${UNKNOWN}” is the code of no hromada or settlement that is known`,
      'files.places, line 4 “9999999999” is the code of no starosta district that is known',
    ]);
  });
});

test('a settlement may be the place of all rows, of rows without one, and in the column of the hromada', async () => {
  const placesOf = async (place: string, ...cells: string[]) => {
    const { valid } = await rowsOf(exportOf(mapping(place), content(...cells)));
    return valid.map(({ report }) => [report?.hromadaCode, report?.settlementCode]);
  };
  expect(await placesOf(`{ hromada: { value: ${CITY} } }`, '')).toEqual([[CODE, CITY]]);
  expect(await placesOf(`{ settlement: { column: where }, otherwise: ${CITY} }`, '')).toEqual([[CODE, CITY]]);
  // Intake decides about codes that only the registry may know.
  expect(await placesOf('{ hromada: { column: where } }', CITY, UNKNOWN)).toEqual([
    [CODE, CITY],
    [UNKNOWN, ''],
  ]);
  expect(await problemsOf(exportOf(mapping(`{ hromada: { value: ${UNKNOWN} } }`), content('')))).toEqual([
    `mapping.place.hromada.value “${UNKNOWN}” is the code of no hromada or settlement that is known`,
  ]);
});
