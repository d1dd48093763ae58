import { expect, test } from 'vitest';
import { CODE, exportOf, problemsOf, rowsOf } from '../test/mapped.ts';

// A patrol's calls: one row for each, or one row for each officer of a crew.

const [FIRST, SECOND] = ['019c8a00-0000-7000-8000-000000000001', '019c8a00-0000-7000-8000-000000000002'];
const OFFICERS = `{ column: crew, values: { ВП-17: ${FIRST} } }`;
const SHEET = `version: 1
key: [call]
times: { received: { column: at } }
category: { value: other }
place: { hromada: { value: ${CODE} } }
responders:
  - kind: { column: service }
    unit: { column: unit }
    officers: ${OFFICERS}
    dispatched: { column: at }
    on_scene: { column: there }
`;
const sheet = (rows: readonly string[], mapping = SHEET) =>
  exportOf(mapping, ['call,at,there,service,unit,crew', ...rows, ''].join('\n'));
const call = (crew: string, { there = '2026-05-01 10:09', service = 'police' } = {}): string =>
  `7,2026-05-01 10:00,${there},${service},АВТО-1,${crew}`;

async function crewsOf(rows: readonly string[], mapping = SHEET) {
  const { valid, rejected } = await rowsOf(sheet(rows, mapping));
  return { crews: valid.map(({ course }) => course?.responders.map(({ officerIds }) => officerIds)), rejected };
}

test.each<[written: string, crew: string, officerIds: string[]]>([
  ['ids', `"${FIRST}, ${SECOND.toUpperCase()}"`, [FIRST, SECOND]],
  ['what the mapping says, in any case', 'вп-17', [FIRST]],
  ['one officer in two ways', `ВП-17; ${FIRST} ;`, [FIRST]],
  ['nobody', '', []],
])('a crew is %s', async (_written, crew, officerIds) => {
  expect(await crewsOf([call(crew)])).toEqual({ crews: [[officerIds]], rejected: [] });
});

test('an officer whom nothing explains rejects the row, without the text, which may be a name; or is left out', async () => {
  const rows = [call('"ВП-17, Канарка"')];
  const rejected = ['2: crew has an officer who is neither the id of one in the registry nor in the mapping'];
  expect(await crewsOf(rows)).toEqual({ crews: [], rejected });
  const lenient = SHEET.replace(OFFICERS, OFFICERS.replace(' } }', ' }, otherwise: skip }'));
  expect(await crewsOf(rows, lenient)).toEqual({ crews: [[[FIRST]]], rejected: [] });
});

test('another separator parts the officers', async () => {
  const mapping = SHEET.replace(OFFICERS, '{ columns: [crew, unit], separator: " / ", otherwise: skip }');
  expect(await crewsOf([call(`${FIRST} / ${SECOND}`)], mapping)).toEqual({ crews: [[[FIRST, SECOND]]], rejected: [] });
});

test('the crew of another service is not read', async () => {
  expect(await crewsOf([call('Канарка', { service: 'rescue' })])).toEqual({ crews: [[[]]], rejected: [] });
});

test('rows of one key and unit add their officers; other times are still rejected', async () => {
  const merging = SHEET.replace('key: [call]', 'key: [call]\nrepeated: merge');
  const rows = [call('ВП-17'), call(SECOND), call(FIRST), call(SECOND, { there: '2026-05-01 10:10' })];
  const { crews, rejected } = await crewsOf(rows, merging);
  expect(crews).toEqual([[[FIRST, SECOND]]]);
  expect(rejected).toEqual([expect.stringMatching(/^5: responders must not give other times/)]);
});

test.each([
  ['a value that is no id', OFFICERS.replace(FIRST, '17'), 'officers.values.ВП-17 must be the id of an officer'],
  ['two meanings', OFFICERS.replace(' }', `, вп-17: ${SECOND} }`), 'officers.values.вп-17 must have one meaning'],
  ['an unknown column', OFFICERS.replace('crew', 'crews'), 'officers.column names the column “crews”'],
  ['no column', '{ separator: "," }', 'officers must have exactly one of column and columns'],
])('rejects a mapping with %s', async (_given, officers, problem) => {
  const problems = await problemsOf(sheet([call('')], SHEET.replace(OFFICERS, officers)));
  expect(problems).toEqual([expect.stringContaining(`mapping.responders[0].${problem}`)]);
});
