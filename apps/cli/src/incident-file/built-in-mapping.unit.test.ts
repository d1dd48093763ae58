import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { createRowMapper, type RowMapper } from '@safe-community/incident-mapping';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callMapper, CATALOGUE, HEADER, shown } from '../../test/mapped-calls.ts';
import { readRecords } from '../row-file/read-records.ts';
import { builtInMapping, fitBuiltIn } from './mapping-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'incident-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

let mapper: RowMapper;
beforeAll(async () => {
  mapper = await callMapper({ timeZone: 'America/New_York' });
});

const parse = (...cells: string[]) => shown(mapper.map({ line: 7, cells }));
const reportOf = (category: string) => {
  const mapped = parse('2015-12-10 17:40:00', category, 'LOWER MERION', '', '');
  return 'row' in mapped ? mapped.row.report : undefined;
};

describe('a call', () => {
  test('becomes a report; a point outside Ukraine is dropped', () => {
    const before = mapper.findings.droppedPoints;
    expect(parse('2015-12-10 17:40:00', 'Fire: GAS-ODOR/LEAK', ' LOWER MERION', '40.12', '-75.35')).toMatchObject({
      row: {
        rowNumber: 7,
        externalId: expect.stringMatching(/^[0-9a-f]{32}-1$/) as string,
        receivedTime: new Date('2015-12-10T22:40:00Z'),
        course: undefined,
        report: {
          category: IncidentCategory.GAS,
          hromadaCode: 'UA05020030000031457',
          location: undefined,
          description: 'Fire: GAS-ODOR/LEAK',
        },
      },
    });
    expect(mapper.findings.droppedPoints).toBe(before + 1);
  });

  test('keeps a point in Ukraine; a point is optional', () => {
    const before = mapper.findings.droppedPoints;
    expect(parse('2015-12-10 17:40:00', 'fire', 'LOWER MERION', '49.23', '28.47')).toMatchObject({
      row: { report: { location: { latitude: 49.23, longitude: 28.47 } } },
    });
    const none = parse('2015-12-10 17:40:00', 'fire', 'LOWER MERION', '', '');
    expect(none).toMatchObject({ row: { report: { location: undefined } } });
    expect(mapper.findings.droppedPoints).toBe(before);
  });

  test('is rejected with all reasons', () => {
    expect(parse('2016-01-04 ', 'Police: THEFT', '', 'north', '')).toEqual({
      line: 7,
      reasons: [
        'received_at “2016-01-04” must be a date and time such as 2026-01-31 18:05:00',
        'category “Police: THEFT” is not a known category',
        'latitude and longitude must both be decimal degrees, or both be empty',
        'township is empty',
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

test.each([
  ['EMS: CARDIAC EMERGENCY', IncidentCategory.MEDICAL],
  ['EMS: VEHICLE ACCIDENT', IncidentCategory.ROAD_CRASH],
  ['EMS: ASSAULT VICTIM', IncidentCategory.PUBLIC_ORDER],
  ['EMS: BUILDING FIRE', IncidentCategory.FIRE],
  ['EMS: FIRE SPECIAL SERVICE', IncidentCategory.OTHER],
  ['Fire: FIRE ALARM', IncidentCategory.FIRE],
  ['Fire: VEHICLE ACCIDENT', IncidentCategory.ROAD_CRASH],
  ['Fire: GAS-ODOR/LEAK', IncidentCategory.GAS],
  ['Fire: CARBON MONOXIDE DETECTOR', IncidentCategory.GAS],
  ['Fire: RESCUE - WATER', IncidentCategory.WATER],
  ['Fire: RESCUE - ELEVATOR', IncidentCategory.OTHER],
  ['Fire: BURN VICTIM', IncidentCategory.MEDICAL],
  ['Traffic: VEHICLE ACCIDENT -', IncidentCategory.ROAD_CRASH],
  ['Traffic: DISABLED VEHICLE -', IncidentCategory.OTHER],
  ['Traffic: ROAD OBSTRUCTION', IncidentCategory.INFRASTRUCTURE],
  ['Traffic: VEHICLE FIRE', IncidentCategory.FIRE],
  ['  fire: building fire ', IncidentCategory.FIRE],
])('%s', (text, category) => {
  expect(reportOf(text)?.category).toBe(category);
});

test('accepts our own category words', () => {
  expect(reportOf('domestic-violence')?.category).toBe(IncidentCategory.DOMESTIC_VIOLENCE);
  expect(reportOf('Road_Crash')?.category).toBe(IncidentCategory.ROAD_CRASH);
});

test.each(['', 'CARDIAC EMERGENCY', 'Police: THEFT', 'EMS:', 'VEHICLE ACCIDENT'])(
  '“%s” is not a known category',
  (text) => {
    expect(reportOf(text)).toBeUndefined();
  },
);

test.each([
  ['EMS: CARDIAC EMERGENCY', 'medical_kind', 'cardiac'],
  ['EMS: FALL VICTIM', 'medical_kind', 'trauma'],
  ['EMS: NAUSEA/VOMITING', 'medical_kind', 'other'],
  ['Fire: VEHICLE FIRE', 'fire_object', 'vehicle'],
  ['Fire: FIRE ALARM', 'fire_object', 'unknown'],
  ['Fire: GAS-ODOR/LEAK', 'gas_kind', 'smell'],
  ['EMS: SHOOTING', 'order_kind', 'weapon'],
  ['Traffic: VEHICLE ACCIDENT -', 'crash_kind', 'unknown'],
  ['EMS: RESCUE - WATER', 'water_kind', 'unknown'],
])('“%s” has %s %s', (text, name, value) => {
  expect(reportOf(text)?.attributes).toEqual([{ name, value }]);
});

test('invents no attributes that the source cannot know or that are not needed', () => {
  expect(reportOf('school-safety')?.attributes).toEqual([]);
  expect(reportOf('Fire: SPECIAL SERVICE')?.attributes).toEqual([]);
});

describe('the table of places', () => {
  const VINNYTSIA = 'UA05020030000031457';
  const problemsOf = async (content: string): Promise<string> => {
    const file = join(folder, 'places.csv');
    writeFileSync(file, content);
    const { mapping, files } = await builtInMapping(file, {});
    const created = createRowMapper(mapping, { header: HEADER, files, catalogue: CATALOGUE, installation: 'real' });
    if (!('violations' in created)) return '';
    return created.violations.map(({ field, rule }) => `${field} ${rule}`).join('\n');
  };

  test('is rejected as a whole, with every invalid line', async () => {
    expect(await problemsOf(`a,b\nA,${VINNYTSIA}\nB,UA05\nA,UA05060050000058111\n`)).toMatch(
      /line 3 “UA05” must be.*\n.*line 4 “A” is already mapped in line 2/,
    );
    await expect(problemsOf(`a,b\nA,${VINNYTSIA}\nC\n`)).rejects.toThrow('line 3 has 1 columns, the header 2');
    expect(await problemsOf('a,b\n')).toContain('must name a place');
  });
});

test('a header without a required column is rejected, naming the column; coordinates are optional', async () => {
  const file = join(folder, 'some.csv');
  writeFileSync(file, 'a,b\nA,UA05020030000031457\n');
  const { mapping } = await builtInMapping(file, {});
  expect(() => fitBuiltIn(mapping, ['received_at', 'kind'])).toThrow(
    'The header has no column “category”, “township”; it has received_at, kind.',
  );
  expect(fitBuiltIn(mapping, ['TOWNSHIP ', 'category', 'received_at']).place).toEqual({
    names: { column: 'township', file: 'places' },
  });
  expect(fitBuiltIn(mapping, HEADER).place?.point).toMatchObject({ outside: 'drop' });
  const { mapping: withArrival } = await builtInMapping(file, { onSceneColumn: 'arrived_at' });
  expect(() => fitBuiltIn(withArrival, HEADER)).toThrow('“arrived_at”');
});

test('an unclosed quote does not fill the memory', async () => {
  const file = join(folder, 'quote.csv');
  writeFileSync(file, `a,b\n1,2\n"${'x,y\n'.repeat(400_000)}`);
  const read = async (): Promise<void> => {
    for await (const _ of readRecords(file, {}));
  };
  await expect(read()).rejects.toThrow(/quote\.csv: .*Max Record Size/);
});
