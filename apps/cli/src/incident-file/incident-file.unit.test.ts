import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { findColumns } from './columns.ts';
import { parseRow, type RowRules } from './parse-row.ts';
import { readPlaceMapping } from './place-mapping.ts';
import { readRecords, type CsvRecord } from '../row-file/read-records.ts';
import { rowIds } from '../row-file/row-ids.ts';
import { localTimes } from '../time/local-time.ts';

const folder = mkdtempSync(join(tmpdir(), 'incident-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string | Buffer): string {
  const file = join(folder, 'some.csv');
  writeFileSync(file, content);
  return file;
}

async function recordsOf(content: string | Buffer): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of readRecords(fileWith(content), ',')) records.push(record);
  return records;
}

describe('records', () => {
  test('keep their line numbers across blank lines, quoted line ends, CRLF, and a byte order mark', async () => {
    expect(await recordsOf('\ufeffa,b\r\n1,2\r\n\r\n"x\r\ny",3\r\n4,5')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 4, cells: ['x\r\ny', '3'] },
      { line: 6, cells: ['4', '5'] },
    ]);
  });

  test('a file that ends inside quotes has a broken last row and loses no others', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => `${index},x\n`);
    const records = await recordsOf(`a,b\n${rows.join('')}"cut off,3`);
    expect(records).toHaveLength(1_002);
    expect(records.at(-1)).toMatchObject({ line: 1_002, broken: expect.stringContaining('ends inside quotes') });
    expect(records.filter(({ broken }) => broken === undefined)).toHaveLength(1_001);
  });

  test('an unclosed quote does not fill the memory', async () => {
    await expect(recordsOf(`a,b\n1,2\n"${'x,y\n'.repeat(400_000)}`)).rejects.toThrow('some.csv: Max Record Size');
  });

  test('bytes that are not UTF-8 break only their row', async () => {
    const records = await recordsOf(Buffer.from('a,b\n\xc2\xb3,2\n\xb3,2\n', 'latin1'));
    expect(records.map(({ broken }) => broken)).toEqual([undefined, undefined, 'the row must be UTF-8']);
  });
});

describe('the place mapping', () => {
  const VINNYTSIA = 'UA05020030000031457';

  test('ignores case and whitespace', async () => {
    const codeOf = await readPlaceMapping(fileWith(`township,hromada_code\nLower Merion,${VINNYTSIA}\n`), ',');
    expect(codeOf(' LOWER MERION')).toBe(VINNYTSIA);
    expect(codeOf('ABINGTON')).toBeUndefined();
  });

  test('is rejected as a whole, with every invalid line', async () => {
    const file = fileWith(`a,b\nA,${VINNYTSIA}\nB,UA05\nA,UA05060050000058111\n,${VINNYTSIA}\nC\n`);
    await expect(readPlaceMapping(file, ',')).rejects.toThrow(
      /line 3: “UA05” must be.*\n.*line 4: “A” is already mapped to UA05020030000031457\n.*line 5: must be two.*\n.*line 6/,
    );
    await expect(readPlaceMapping(fileWith('a,b\n'), ',')).rejects.toThrow('maps no place');
  });
});

describe('row ids', () => {
  test('depend on the content; identical rows are numbered', () => {
    const ids = (rows: string[][]) => rows.map(rowIds());
    const rows = [['a', 'b'], ['c'], ['a', 'b']];
    const [first, other, again] = ids(rows);
    expect(ids(rows)).toEqual([first, other, again]);
    expect(first).toMatch(/^[0-9a-f]{32}-1$/);
    expect(again).toBe(first?.replace(/1$/, '2'));
    expect(ids([['x'], ['c'], ['a', 'b']]).slice(1)).toEqual([other, first]);
    // Cell boundaries matter.
    expect(ids([['ab', '']])).not.toEqual(ids([['a', 'b']]));
  });
});

const HEADER = ['received_at', 'category', 'township', 'latitude', 'longitude'];
const NAMES = {
  time: HEADER[0]!,
  category: HEADER[1]!,
  place: HEADER[2]!,
  latitude: HEADER[3]!,
  longitude: HEADER[4]!,
};

describe('a row', () => {
  const rules: RowRules = {
    names: NAMES,
    columns: findColumns(HEADER, NAMES),
    channel: ReportChannel.SYSTEM,
    demonstration: false,
    codeOf: (place) => (place === 'LOWER MERION' ? 'UA05020030000031457' : undefined),
    timeOf: localTimes('America/New_York'),
    idOf: () => 'id-1',
  };
  const parse = (...cells: string[]) => parseRow({ line: 7, cells }, rules);

  test('becomes a report; a point outside Ukraine is dropped', () => {
    const parsed = parse('2015-12-10 17:40:00', 'Fire: GAS-ODOR/LEAK', 'LOWER MERION', '40.12', '-75.35');
    expect(parsed).toMatchObject({
      pointLeftOut: true,
      row: {
        rowNumber: 7,
        externalId: 'id-1',
        receivedTime: new Date('2015-12-10T22:40:00Z'),
        report: {
          category: IncidentCategory.GAS,
          hromadaCode: 'UA05020030000031457',
          location: undefined,
          description: 'Fire: GAS-ODOR/LEAK',
        },
      },
    });
  });

  test('keeps a point in Ukraine; a point is optional', () => {
    const inside = parse('2015-12-10 17:40:00', 'fire', 'LOWER MERION', '49.23', '28.47');
    expect(inside).toMatchObject({
      pointLeftOut: false,
      row: { report: { location: { latitude: 49.23, longitude: 28.47 } } },
    });
    const none = parse('2015-12-10 17:40:00', 'fire', 'LOWER MERION', '', '');
    expect(none).toMatchObject({ pointLeftOut: false, row: { report: { location: undefined } } });
  });

  test('is rejected with all reasons', () => {
    expect(parse('2016-01-04 ', 'Police: THEFT', '', 'north', '')).toEqual({
      line: 7,
      reasons: [
        'received_at “2016-01-04” must be a date and time such as 2026-01-31 18:05:00',
        'category “Police: THEFT” is not a known category',
        'township is empty',
        'latitude and longitude must both be decimal degrees, or both be empty',
      ],
    });
  });

  test('with an extra cell is rejected for that alone', () => {
    expect(parse('2015-12-10 17:40:00', 'Fire: GAS', 'ODOR/LEAK', 'LOWER MERION', '40.12', '-75.35')).toEqual({
      line: 7,
      reasons: ['the row has 6 columns, the header 5: is it truncated?'],
    });
  });

  test('that is truncated is rejected for that alone', () => {
    expect(parse('2016-01-04 19:37:00', 'EMS: CARD')).toEqual({
      line: 7,
      reasons: ['the row has 2 columns, the header 5: is it truncated?'],
    });
  });
});

test('a header without a required column is rejected, naming the column', () => {
  expect(() => findColumns(['received_at', 'kind'], NAMES)).toThrow(
    'The header has no column “category”, “township”; it has received_at, kind.',
  );
  expect(findColumns(['TOWNSHIP ', 'category', 'received_at'], NAMES)).toMatchObject({
    place: 0,
    time: 2,
    latitude: -1,
  });
  expect(() => findColumns(HEADER, { ...NAMES, onScene: 'arrived_at' })).toThrow('“arrived_at”');
});
