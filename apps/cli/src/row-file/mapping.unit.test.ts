import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cameraParser, CAMERA_FIELDS } from '../camera-file/parse-camera.ts';
import { readMapping } from './mapping.ts';

const folder = mkdtempSync(join(tmpdir(), 'mapping-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FIELDS = { required: ['serial', 'unit'], optional: ['start'] };

function mapping(content: unknown) {
  const file = join(folder, 'mapping.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readMapping(file, FIELDS);
}

test('a field is a column, a constant, or empty; its cells are translated', async () => {
  const read = await mapping({
    columns: { unit: 'Підрозділ' },
    constants: { serial: 'AX-1' },
    values: { unit: { 'Полк № 1': 'kyiv-1' } },
  });
  const fieldOf = read.reader(['Дата', ' підрозділ ']);
  expect(['serial', 'unit', 'start'].map(fieldOf(['x', ' Полк № 1 ']))).toEqual(['AX-1', 'kyiv-1', '']);
  expect(fieldOf(['x', 'kyiv-2'])('unit')).toBe('kyiv-2');
  expect(() => read.reader(['Дата', 'Серійний'])).toThrow(
    'The header has no column “Підрозділ”; it has Дата, Серійний.',
  );
});

const COLUMNS = { columns: { serial: 'a', unit: 'b' } };

test.each([
  ['yyyy-mm-dd', '2028-06-30', '2028-06-30 18:05'],
  ['dd.mm.yyyy', '30.06.2028', '30.06.2028 18:05'],
  ['dd/mm/yyyy', '30/06/2028', '30/06/2028 18:05'],
  ['mm/dd/yyyy', '06/30/2028', '06/30/2028T18:05:00'],
])('reads days and local times like %s', async (days, day, time) => {
  const read = await mapping({ ...COLUMNS, days });
  expect(read.dayOf(day)).toBe('2028-06-30');
  expect(read.timeOf(time)).toEqual(new Date('2028-06-30T15:05:00Z'));
  expect([read.dayOf(time), read.dayOf(''), read.timeOf(day), read.timeOf(`${day} 25:00`)]).toEqual(
    Array.from({ length: 4 }),
  );
});

test('the time zone is that of the file; an offset in a cell wins', async () => {
  const read = await mapping({ ...COLUMNS, time_zone: 'UTC' });
  expect(read.timeOf('2028-06-30 18:05')).toEqual(new Date('2028-06-30T18:05:00Z'));
  expect(read.timeOf('2028-06-30 18:05+03:00')).toEqual(new Date('2028-06-30T15:05:00Z'));
  const withDays = await mapping({ ...COLUMNS, days: 'dd.mm.yyyy', time_zone: 'UTC' });
  expect(withDays.timeOf('30.06.2028 18:05')).toEqual(new Date('2028-06-30T18:05:00Z'));
  expect((await mapping({ ...COLUMNS, days: 'dd.mm.yyyy' })).dayOf('31.02.2028')).toBeUndefined();
});

test.each<[unknown, string | RegExp]>([
  ['{', 'mapping must be valid YAML or JSON with each key once'],
  ['columns: { serial: a }\ncolumns: { unit: b }', /each key once: .* at line 2, column 1/],
  [[], 'mapping must be'],
  [{ ...COLUMNS, colums: {} }, 'mapping.colums is not a key of a mapping (did you mean “columns”?)'],
  [{ ...COLUMNS, delimiter: ';' }, 'mapping.delimiter is written as format.delimiter'],
  [{ ...COLUMNS, timeZone: 'UTC' }, 'mapping.timeZone is written as time_zone'],
  [{ ...COLUMNS, toString: 'x' }, 'mapping.toString is not a key of a mapping'],
  [{ ...COLUMNS, format: { delimiter: '' } }, 'mapping.format.delimiter must be one character'],
  [{ ...COLUMNS, format: { encoding: 'cp-0' } }, 'mapping.format.encoding must be a known encoding'],
  [{ ...COLUMNS, format: { skip_line: 1 } }, 'mapping.format.skip_line is not a key of a mapping'],
  [{ ...COLUMNS, time_format: 'dd.qq' }, 'mapping.time_format has the unknown part “qq”'],
  [{ ...COLUMNS, skip: [{ column: 'a' }] }, 'mapping.skip'],
  [{ ...COLUMNS, days: 'd.m.y' }, 'mapping.days must be one of yyyy-mm-dd'],
  [{ ...COLUMNS, time_zone: 'Kyiv' }, 'mapping.time_zone must be the IANA name'],
  [{ columns: [] }, 'mapping.columns must be an object'],
  [{ columns: { serial: {}, unit: 'b' } }, 'mapping.columns.serial must be a text'],
  [{ ...COLUMNS, values: { unit: 'x' } }, 'mapping.values.unit must be an object'],
  [
    { ...COLUMNS, constants: { modl: 'x' } },
    'mapping.constants.modl is not a field: the fields are serial, unit, start',
  ],
  [{ columns: { serial: 'a' } }, 'mapping.columns.unit must be given, or a constant'],
  [{ ...COLUMNS, constants: { unit: 'x' } }, 'mapping.constants.unit must not be a column as well'],
])('rejects %j', async (content, problem) => {
  await expect(mapping(content)).rejects.toThrow(problem);
});

test('YAML says the same, with the head that mappings of incidents have', async () => {
  const read = await mapping(`
version: 1
format: { delimiter: ";", encoding: windows-1251, skip_lines: 1 }
time_format: dd.MM.yyyy hh:mm a
time_zone: UTC
empty: ["-"]
skip:
  - { column: Стан, in: [Списано] }
columns: { serial: Номер, start: Початок }
constants: { unit: 007 }
`);
  expect([read.delimiter, read.form.encoding, read.form.skip_lines]).toEqual([';', 'windows-1251', 1]);
  expect(read.timeOf('30.06.2028 06:05 PM')).toEqual(new Date('2028-06-30T18:05:00Z'));
  expect([read.timeOf('30.06.2028'), read.timeForm]).toEqual([undefined, 'dd.MM.yyyy hh:mm a']);
  expect(read.reader(['Номер', 'Початок'])(['AX-1', ''])('unit')).toBe('007');
  const isSkipped = read.skipper(['Номер', 'Початок', 'Стан']);
  expect([isSkipped(['AX-1', '', 'списано']), isSkipped(['AX-1', '', '-'])]).toEqual([true, false]);
  expect(() => read.skipper(['Номер', 'Початок', 'Стани'])).toThrow(
    /mapping\.skip\[0\]\.column names the column “Стан”.*did you mean “Стани”/,
  );
});

test('names all errors of a mapping at once', async () => {
  await expect(mapping({ days: 'x', columns: {} })).rejects.toThrow(
    /mapping.days must be .*\n.*mapping.columns.serial must be given.*\n.*mapping.columns.unit must be given/s,
  );
});

test('a camera without an external id is identified by its row, and identical rows are numbered', async () => {
  const file = join(folder, 'cameras.json');
  writeFileSync(
    file,
    JSON.stringify({ columns: { serial_number: 's', model: 'm', patrol_unit_code: 'u', warranty_until: 'w' } }),
  );
  const parse = cameraParser(await readMapping(file, CAMERA_FIELDS))(['s', 'm', 'u', 'w']);
  const cells = ['AX-1', 'Body 3', 'kyiv-1', '2028-06-30'];
  const parsed = [2, 3].map((line) => parse({ line, cells }));
  const ids = parsed.map((each) => ('row' in each ? each.row.externalId : ''));
  expect(ids[0]).toMatch(/^[0-9a-f]{32}-1$/);
  expect(ids[1]).toBe(ids[0]?.replace(/1$/, '2'));
  expect(parse({ line: 4, cells: [...cells.slice(0, 3), '30.06.2028'] })).toEqual({
    line: 4,
    reasons: ['warranty_until “30.06.2028” must be a day like yyyy-mm-dd'],
  });
  expect(parse({ line: 5, cells: ['x'.repeat(2_001), '', '', ''] })).toMatchObject({
    reasons: ['a cell is longer than 2000 characters'],
  });
});
