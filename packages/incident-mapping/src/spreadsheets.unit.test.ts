import { expect, test } from 'vitest';
import { CODE, exportOf, PLAIN, problemsOf, rowsOf } from '../test/mapped.ts';

// What spreadsheets and other programs make of a table.

const OTHER = `version: 1
times: { received: { column: at } }
category: { value: other }
`;

test('rows of delimiters, and further cells without text, mean nothing', async () => {
  const content =
    '\uFEFFat,kind,note\r\n2026-05-01 10:00,інше,"two\r\nlines",,\r\n,,\r\n , ,\r\n\r\n2026-05-01 11:00,інше,x,,y\r\n';
  const { valid, rejected } = await rowsOf(exportOf(PLAIN, content));
  expect(valid.map(({ rowNumber }) => rowNumber)).toEqual([2]);
  expect(rejected).toEqual(['7: the row has 5 columns, the header 3: is it truncated?']);
});

test('a count may be written as a decimal number, if it is whole', async () => {
  const mapping = `${OTHER}place: { hromada: { value: ${CODE} } }\ncasualties: { killed: k, injured: i }`;
  const content = 'at;k;i\n2026-05-01 10:00;1,0;2.00\n2026-05-01 10:00;1,5;\n2026-05-01 10:00;123456;\n';
  const { valid, rejected } = await rowsOf(exportOf(`${mapping}\nformat: { delimiter: ";" }`, content));
  expect(valid.map(({ report }) => report?.casualties)).toMatchObject([{ killed: 1, injured: 2 }]);
  expect(rejected).toEqual(['3: k “1,5” must be a whole number', '4: k “123456” must be a whole number']);
});

test('rows of a second file in another encoding are joined, also by a number with ".0"', async () => {
  const mapping = `${OTHER}key: [id]
files: { hurt: { file: hurt.csv, key: [number], encoding: utf-16le, delimiter: tab } }
place: { hromada: { value: ${CODE} } }
casualties: { rows: { of: hurt, injured: { column: ступінь, in: [легкий, тяжкий] } } }`;
  const hurt = Buffer.from('\uFEFFnumber\tступінь\n7.0\tлегкий\n7.0\tтяжкий\n8.0\tлегкий\n\t\n', 'utf16le');
  const content = 'id,at\n7,2026-05-01 10:00\n7.5,2026-05-01 10:00\n';
  const { valid, rejected, findings } = await rowsOf(exportOf(mapping, content, { hurt }));
  expect(rejected).toEqual([]);
  expect(valid.map(({ report }) => report?.casualties?.injured)).toEqual([2, 0]);
  expect(findings.unusedRows).toBe(1);
});

test('times after the receipt are minutes or seconds; without a receipt only its reason is given', async () => {
  const mapping = `version: 1
times: { received: { column: at }, resolved: { column: done, format: minutes-after } }
category: { value: other }
place: { hromada: { value: ${CODE} } }
responders:
  - kind: { value: rescue }
    unit: { value: "1" }
    dispatched: { column: sent, format: seconds-after }
    on_scene: { column: there, format: minutes-after }`;
  const content = 'at,sent,there,done\n2026-05-01 10:00,90,"7,5",40\n2026-03-29 03:30,90,7,40\n2026-05-01 10:00,-1,,\n';
  const { valid, rejected } = await rowsOf(exportOf(mapping, content));
  expect(valid[0]?.course).toMatchObject({
    responders: [{ dispatchedTime: new Date('2026-05-01T07:01:30Z'), onSceneTime: new Date('2026-05-01T07:07:30Z') }],
    resolvedTime: new Date('2026-05-01T07:40:00Z'),
  });
  expect(rejected).toEqual([
    '3: at “2026-03-29 03:30” is skipped by a clock change in Europe/Kyiv',
    '4: sent “-1” must be a number of seconds after the receipt',
  ]);
  expect(
    await problemsOf(exportOf(mapping.replace('column: at', 'column: at, format: minutes-after'), content)),
  ).toEqual(['mapping.times.received.format must be a time of its own: others are after the receipt']);
});

test('an end before the receipt, or before the step before it, is named by its column', async () => {
  const mapping = `version: 1
times: { received: { column: at }, resolved: { column: done }, closed: { column: closed } }
category: { value: other }
place: { hromada: { value: ${CODE} } }`;
  const content = `at,done,closed
2026-05-01 10:00,2026-05-01 09:59,
2026-05-01 10:00,2026-05-01 12:00,2026-05-01 11:00
2026-05-01 10:00,2026-05-01 10:00,2026-05-01 10:00
`;
  const rule = 'must not be before the receipt or the step before it';
  const { valid, rejected } = await rowsOf(exportOf(mapping, content));
  expect(rejected).toEqual([`2: done ${rule}`, `3: closed ${rule}`]);
  expect(valid).toHaveLength(1);
});

test('latitude and longitude may lie in one cell', async () => {
  const mapping = `${OTHER}place: { point: { column: where } }`;
  const content = `at,where
2026-05-01 10:00,"(49.2331, 28.4682)"
2026-05-01 10:00,POINT (28.4682 49.2331)
2026-05-01 10:00,49.2331;28.4682
2026-05-01 10:00,Vinnytsia
2026-05-01 10:00,
`;
  const { valid, rejected } = await rowsOf(exportOf(mapping, content));
  const point = { latitude: 49.2331, longitude: 28.4682 };
  expect(valid.map(({ report }) => report?.location)).toEqual([point, point, point]);
  expect(rejected).toEqual([
    '5: where must be like (49.23, 28.47) or POINT (28.47 49.23), or be empty',
    '6: place no column says where it is',
  ]);
  const both = `${OTHER}place: { point: { column: where, latitude: lat } }`;
  expect(await problemsOf(exportOf(both, content))).toEqual([
    'mapping.place.point must have latitude and longitude, or column',
  ]);
});

test('a row that names no place takes the place of others; one with an unknown name does not', async () => {
  const mapping = `${OTHER}place: { names: { column: borough, table: { North: ${CODE} } }, otherwise: ${CODE} }`;
  const { valid, rejected } = await rowsOf(
    exportOf(mapping, 'at,borough\n2026-05-01 10:00,\n2026-05-01 10:00,South\n'),
  );
  expect(valid.map(({ rowNumber, report }) => [rowNumber, report?.hromadaCode])).toEqual([[2, CODE]]);
  expect(rejected).toEqual(['3: borough “South” is not in the mapping']);
});

test('a header that is one cell asks for the delimiter', async () => {
  const problems = await problemsOf(exportOf(PLAIN, 'at;kind;note\n2026-05-01 10:00;Пожежа;x\n'));
  expect(problems[0]).toBe(
    'mapping.times.received.column names the column “at”, which the export does not have (did you mean “at;kind;note”?): it has at;kind;note. Is the delimiter “;”?',
  );
});
