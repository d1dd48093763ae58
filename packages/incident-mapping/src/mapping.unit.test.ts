import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IncidentCategory, ReportChannel, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CODE, exampleOf, exportOf as of, PLAIN, ROWS, rowsOf } from '../test/mapped.ts';
import { mappingSchema } from './json-schema.ts';

test('the smallest mapping', async () => {
  const { valid, rejected } = await rowsOf(of(PLAIN));
  expect(rejected).toEqual([]);
  expect(valid).toMatchObject([
    {
      rowNumber: 2,
      externalId: expect.stringMatching(/^[0-9a-f]{32}-1$/) as string,
      receivedTime: new Date('2026-05-01T07:00:00Z'),
      onSceneTime: undefined,
      course: undefined,
      report: {
        category: IncidentCategory.FIRE,
        channel: ReportChannel.SYSTEM,
        hromadaCode: CODE,
        description: 'Пожежа',
        attributes: [{ name: 'fire_object', value: 'unknown' }],
        test: false,
      },
    },
  ]);
});

test('JSON is a mapping as well', async () => {
  const { valid } = await rowsOf(of(JSON.stringify(parse(PLAIN))));
  expect(valid).toHaveLength(1);
});

describe('rows', () => {
  test('are skipped by a condition, in any of its forms', async () => {
    const skip = `skip:
  - { column: kind, is: тест }
  - { column: note, matches: '^навч' }
  - { all: [{ column: kind, is: інше }, { column: note, empty: true }] }
  - { column: note, at_least: 10, below: 20 }`;
    const content = `at,kind,note
2026-05-01 10:00,Тест,a
2026-05-01 10:00,Пожежа,Навчальна
2026-05-01 10:00,інше,
2026-05-01 10:00,інше,15
2026-05-01 10:00,інше,25
`;
    const { skipped, valid } = await rowsOf(of(`${PLAIN}${skip}`, content));
    expect(skipped).toEqual([2, 3, 4, 5]);
    expect(valid).toHaveLength(1);
  });

  test('with the same key are rejected but for the first; a key that is not ASCII becomes a digest', async () => {
    const content =
      'at,kind,note\n2026-05-01 10:00,інше,A 1\n2026-05-01 10:00,інше,A 1\n2026-05-01 10:00,інше,Я\n2026-05-01 10:00,інше,\n';
    const { valid, rejected } = await rowsOf(of(`${PLAIN}key: [note]`, content));
    expect(valid.map(({ externalId }) => externalId)).toEqual(['A 1', expect.stringMatching(/^key-[0-9a-f]{32}$/)]);
    expect(rejected).toEqual([
      '3: note must be unique, or else the mapping must say repeated: merge, skip or latest (see line 2)',
      '5: note must be given',
    ]);
  });

  test('empty texts, a column of our own words, and what stands for anything else', async () => {
    const mapping = PLAIN.replace('інше: other }', 'інше: other }, otherwise: skip').replace(
      'version: 1',
      'version: 1\nempty: ["-"]',
    );
    const content = 'at,kind,note\n2026-05-01 10:00,road-crash,\n2026-05-01 10:00,-,\n-,інше,\n';
    const more = mapping.replace('attributes: [', 'attributes: [{ name: crash_kind, value: unknown }, ');
    const { valid, skipped, rejected } = await rowsOf(of(more, content));
    expect(valid.map(({ report }) => report?.category)).toEqual([IncidentCategory.ROAD_CRASH]);
    expect(skipped).toEqual([3]);
    expect(rejected).toEqual(['4: at is empty']);
  });

  test('a code keeps its zeros, and numbers may have a decimal comma', async () => {
    const mapping = `version: 1
times: { received: { column: at } }
category: { column: kind, values: { 007: other, 7: fire } }
attributes: [{ name: fire_object, value: unknown }]
place: { point: { latitude: lat, longitude: lon } }`;
    const { valid } = await rowsOf(of(mapping, 'at,kind,lat,lon\n2026-05-01 10:00,007,"49,2331","28,4682"\n'));
    expect(valid[0]?.report).toMatchObject({
      category: IncidentCategory.OTHER,
      hromadaCode: '',
      location: { latitude: 49.2331, longitude: 28.4682 },
    });
  });

  test('a point in no hromada is rejected; in a demonstration it may be moved', async () => {
    const mapping = (more: string): string => `version: 1
times: { received: { column: at } }
category: { value: other }
place: { point: { latitude: lat, longitude: lon${more} } }`;
    const content =
      'at,lat,lon\n2026-05-01 10:00,40.7,-74.0\n2026-05-01 10:00,46.2,48.0\n2026-05-01 10:00,north,1\n2026-05-01 10:00,,\n2026-05-01 10:00,45.0,31.2\n2026-05-01 10:00,44.952,34.102\n';
    expect((await rowsOf(of(mapping(''), content))).rejected).toEqual([
      '2: lat and lon must be a point in Ukraine',
      '3: lat and lon must be a point in Ukraine',
      '4: lat and lon must both be decimal degrees, or both be empty',
      '5: place no column says where it is',
      '6: place the point is in no hromada of Ukraine',
      '7: place the point is in AR Crimea, whose hromadas have no known borders',
    ]);
    const moved = await rowsOf(of(mapping(', outside: skip, shift: { latitude: 8.5, longitude: 102.4 }'), content));
    expect(moved.valid.map(({ report }) => report?.location)).toEqual([
      { latitude: 49.2, longitude: expect.closeTo(28.4) as number },
    ]);
    expect(moved.skipped).toEqual([3, 6, 7]);
  });

  test('rows without a place take another one, or are left out', async () => {
    const mapping = (otherwise: string): string => `version: 1
times: { received: { column: at } }
category: { value: other }
place: { point: { latitude: lat, longitude: lon }, otherwise: ${otherwise} }`;
    const content = 'at,lat,lon\n2026-05-01 10:00,,\n2026-05-01 10:00,46.2,48.0\n';
    const placed = await rowsOf(of(mapping(CODE), content));
    expect(placed.valid.map(({ report }) => report?.hromadaCode)).toEqual([CODE]);
    expect(placed.rejected).toEqual(['3: lat and lon must be a point in Ukraine']);
    expect((await rowsOf(of(mapping('skip'), content))).skipped).toEqual([2]);
  });

  test('a settlement, a starosta district, and a column of codes say where a row is', async () => {
    const place =
      'place: { hromada: { column: code }, settlement: { column: place }, starosta_district: { column: district } }';
    const mapping = `version: 1\ntimes: { received: { column: at } }\ncategory: { value: other }\n${place}`;
    const content = `at,code,place,district\n2026-05-01 10:00,${CODE},,\n2026-05-01 10:00,,UA05020030010063857,\n2026-05-01 10:00,,,0520681001\n2026-05-01 10:00,UA05,,\n`;
    const { valid, rejected } = await rowsOf(of(mapping, content));
    expect(
      valid.map(({ report }) => [report?.hromadaCode, report?.settlementCode, report?.starostaDistrictCode]),
    ).toEqual([
      [CODE, '', ''],
      ['', 'UA05020030010063857', ''],
      ['', '', '0520681001'],
    ]);
    expect(rejected).toEqual(['5: code “UA05” must be a KATOTTG code (UA and 17 digits)']);
  });

  test('responders are rows of a further file, with a kind by table', async () => {
    const mapping = `${PLAIN}
key: [note]
files: { units: { key: [call] } }
responders:
  - of: units
    when: { column: unit, empty: false }
    kind: { column: service, values: { ДСНС: rescue, НПУ: police } }
    unit: { column: unit }
    dispatched: { column: sent }
    cancelled: { column: back }`;
    const units = `call,service,unit,sent,back
x,ДСНС,ДПРЧ-1,2026-05-01 10:02,
x,НПУ,Екіпаж 5,2026-05-01 10:03,2026-05-01 10:09
x,НПУ,,2026-05-01 10:03,
y,ДСНС,ДПРЧ-9,2026-05-01 10:03,
`;
    const { valid, findings } = await rowsOf(of(mapping, ROWS, { units }));
    expect(valid[0]?.course?.responders).toMatchObject([
      { kind: ResponderKind.RESCUE, unit: 'ДПРЧ-1', dispatchedTime: new Date('2026-05-01T07:02:00Z') },
      { kind: ResponderKind.POLICE, unit: 'Екіпаж 5', cancelledTime: new Date('2026-05-01T07:09:00Z') },
    ]);
    expect(findings.unusedRows).toBe(1);
    const unknown = await rowsOf(of(mapping, ROWS, { units: units.replace('НПУ', 'АВР') }));
    expect(unknown.rejected).toEqual(['2: service “АВР” is not in the mapping']);
    expect(unknown.findings.suggestion()).toContain('# responders[0].kind: add "АВР" to its values # 1 row');
    const late = await rowsOf(of(mapping, ROWS, { units: 'call,service,unit,sent,back\nx,НПУ,a,,2026-05-01 10:09\n' }));
    expect(late.rejected).toEqual(['2: responders[0].dispatched is empty, and a later time is given']);
  });
});

test('lists what the mapping lacks, the most frequent first, in YAML that can be pasted', async () => {
  const mapping = PLAIN.replace(
    /attributes.*\n/,
    'attributes: [{ name: fire_object, column: note, values: { хата: dwelling } }]\n',
  ).replace(`{ hromada: { value: ${CODE} } }`, '{ names: { column: place, table: {} } }');
  const content = `at,kind,note,place
2026-05-01 10:00,крадіжка,,Вінницька
2026-05-01 10:00,"шум: ""гучний""",,Вінницька
2026-05-01 10:00,крадіжка,,Ніде
2026-05-01 10:00,пожежа,торф,Ніде
`;
  const { findings } = await rowsOf(of(mapping, content));
  expect(findings.values.slice(0, 2)).toEqual([
    { field: 'category', value: 'крадіжка', rows: 2, firstLine: 2 },
    { field: 'place', value: 'Вінницька', rows: 2, firstLine: 2 },
  ]);
  expect(findings.suggestion()).toContain('"Ніде": UA… # 2 rows, first in line 4');
  expect(parse(findings.suggestion())).toEqual({
    category: { values: { крадіжка: 'other', 'шум: "гучний"': 'other' } },
    place: { names: { table: { Вінницька: CODE } } },
    attributes: [{ name: 'fire_object', values: { торф: 'unknown' } }],
  });
});

describe('the examples of the documentation', () => {
  test('service requests of a city', async () => {
    const { valid, skipped, rejected, findings } = await rowsOf(exampleOf('city-requests'));
    expect(valid.map(({ externalId, report }) => [externalId, report?.category])).toEqual([
      ['10000001', IncidentCategory.INFRASTRUCTURE],
      ['10000002', IncidentCategory.INFRASTRUCTURE],
      ['10000003', IncidentCategory.PUBLIC_ORDER],
      ['10000004', IncidentCategory.PUBLIC_ORDER],
      ['10000005', IncidentCategory.GAS],
    ]);
    expect(valid[0]?.course?.closedTime).toEqual(new Date('2025-04-02T13:30:00Z'));
    expect(valid[3]?.receivedTime).toEqual(new Date('2025-03-30T04:00:00Z'));
    expect(skipped).toEqual([7]);
    expect(rejected).toEqual([
      '8: Type “Missed Collection” is not a known category',
      '9: Created “30/03/2025 10:00” must be a time like MM/dd/yyyy hh:mm:ss a',
      '10: Borough “WEST” is not in the mapping',
    ]);
    expect(findings.droppedPoints).toBe(1);
  });

  test('road accidents with their casualties in a second file', async () => {
    const { valid, rejected, findings } = await rowsOf(exampleOf('road-crashes', { casualties: 'casualties.csv' }));
    expect(valid.map(({ report }) => report?.casualties)).toMatchObject([
      { killed: 1, injured: 2, childrenKilled: 0, childrenInjured: 1 },
      { killed: 1, injured: 1, childrenKilled: 1, childrenInjured: 0 },
      { killed: 0, injured: 0 },
    ]);
    expect(valid[1]?.receivedTime).toEqual(new Date('2025-10-26T01:30:00Z'));
    expect(rejected).toEqual([
      '3: date and time “30/03/2025 03:30” is skipped by a clock change in Europe/Kyiv',
      '6: accident_index must be unique, or else the mapping must say repeated: merge, skip or latest (see line 2)',
      '7: latitude and longitude must be a point in Ukraine',
    ]);
    expect(findings.unusedRows).toBe(1);
  });

  test("a fire service's run sheet with the time of every step", async () => {
    const { valid, skipped, rejected } = await rowsOf(exampleOf('fire-runs'));
    expect(valid).toHaveLength(3);
    // Across midnight, and across the end of summer time.
    expect(valid[0]).toMatchObject({
      externalId: expect.stringMatching(/^25\.10\.2025\/17$/) as string,
      receivedTime: new Date('2025-10-25T20:50:00Z'),
      report: { attributes: [{ name: 'fire_object', value: 'dwelling' }], casualties: { injured: 1 } },
      course: {
        responders: [
          {
            kind: ResponderKind.RESCUE,
            unit: 'ДПРЧ-1',
            dispatchedTime: new Date('2025-10-25T20:52:00Z'),
            onSceneTime: new Date('2025-10-25T21:04:00Z'),
            leftTime: new Date('2025-10-25T23:10:00Z'),
          },
        ],
        resolvedTime: new Date('2025-10-25T22:30:00Z'),
      },
    });
    expect(skipped).toEqual([7]);
    expect(rejected).toEqual([
      "8: Об'єкт “торф” is not in the mapping",
      '9: Дата and Час “27.10.2025 11.15” must be a time like dd.MM.yyyy HH:mm',
    ]);
  });
});

test('the published schema is that of the code', () => {
  const file = join(import.meta.dirname, '../../../docs/import-mapping.schema.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(mappingSchema())));
});
