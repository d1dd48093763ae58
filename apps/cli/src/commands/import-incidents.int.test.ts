import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
let folder: string;
beforeAll(async () => {
  system = await runSystem(['incident-intake']);
  folder = testFolder('exports');
});
afterAll(() => system.stop());

const MAPPING = `township,hromada_code
LOWER MERION,UA05020030000031457
ABINGTON,UA05060050000058111
`;

// Line 5 repeats line 4; line 10 is truncated.
const CALLS = `received_at,category,township,latitude,longitude
2015-12-10 17:40:00,EMS: BACK PAINS/INJURY,LOWER MERION,40.2978759,-75.5812935
2015-12-10 17:40:01,Fire: GAS-ODOR/LEAK,ABINGTON,49.05,28.1
2015-12-10 17:41:00,Traffic: VEHICLE ACCIDENT,ABINGTON,40.1211818,-75.3519752
2015-12-10 17:41:00,Traffic: VEHICLE ACCIDENT,ABINGTON,40.1211818,-75.3519752
2015-12-10 17:42:00,EMS: CARDIAC EMERGENCY,GREEN LANE,40.1161530,-75.3435130
2015-12-10 17:43:00,EMS: CARDIAC EMERGENCY,LOWER MERION,50.0,36.2
2015-12-10 17:44:00,EMS: CARDIAC EMERGENCY,NOWHERE,,
2015-12-10 17:45:00,EMS: CARDIAC EMERGENCY,LOWER MERION,,
2016-01-04 19:37:00,EMS: CARD`;

function importing(name: string, content: string, ...options: string[]) {
  const [file, mapping] = [join(folder, name), join(folder, 'mapping.csv')];
  writeFileSync(file, content);
  writeFileSync(mapping, MAPPING);
  const zone = ['--time-zone', 'America/New_York'];
  return system.hromada(
    'import',
    'incidents',
    file,
    '--mapping',
    mapping,
    '--source',
    'county-911',
    ...zone,
    ...options,
  );
}

test('imports valid rows and rejects the rest by line', async () => {
  const { exitCode, stdout } = await importing('calls.csv', CALLS);
  expect(stdout.split('\n')).toEqual([
    'line 6 rejected: township “GREEN LANE” is not in the mapping',
    'line 7 rejected: report.location must lie in the hromada, or within 250 m of its border',
    'line 8 rejected: township “NOWHERE” is not in the mapping',
    'line 10 rejected: the row has 2 columns, the header 5: is it truncated?',
    '9 rows read: 5 added, 0 updated, 0 unchanged, 0 different, 4 rejected',
    '3 points outside Ukraine were dropped; the mapping gives the place',
    '',
  ]);
  expect(exitCode).toBe(0);
});

test('the rows become incidents with their place, time, and category', async () => {
  const listed = await system.hromada('incidents', 'list', '--hromada', 'UA05060050000058111', '--json');
  const { incidents } = JSON.parse(listed.stdout) as { incidents: Record<string, unknown>[] };
  expect(incidents).toHaveLength(3);
  expect(incidents.at(-1)).toMatchObject({
    category: 'INCIDENT_CATEGORY_GAS',
    receivedTime: '2015-12-10T22:40:01.000Z',
    location: { latitude: 49.05, longitude: 28.1 },
    sourceSystem: 'county-911',
  });
  const got = await system.hromada('incidents', 'get', String(incidents.at(-1)?.['incidentId']));
  expect(got.stdout).toMatch(/^Description: +Fire: GAS-ODOR\/LEAK$/m);
  expect(got.stdout).toMatch(/^Category: +Gas$/m);
});

test('importing again adds nothing, and a longer export adds only new rows', async () => {
  const again = await importing('calls.csv', CALLS, '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ rows: 9, added: 0, alreadyKnown: 5, refused: 4, pointsLeftOut: 3 });
  const more = CALLS.replace(/EMS: CARD$/, 'EMS: CARDIAC EMERGENCY,ABINGTON,40.0,-75.2\n');
  const longer = await importing('longer.csv', more, '--json');
  expect(JSON.parse(longer.stdout)).toMatchObject({ rows: 9, added: 1, alreadyKnown: 5, refused: 3 });
});

test('options set columns, time zone, and delimiter', async () => {
  const file = join(folder, 'own.csv');
  writeFileSync(file, 'when;what;where;arrived\n2026-01-31 18:05;road-crash;ABINGTON;2026-01-31 18:20\n');
  const mapping = join(folder, 'semicolons.csv');
  writeFileSync(mapping, MAPPING.replaceAll(',', ';'));
  const columns = ['--time-column', 'when', '--category-column', 'what', '--place-column', 'where'];
  const rest = ['--on-scene-column', 'arrived', '--delimiter', ';', '--channel', 'phone-102'];
  const taken = await system.hromada('import', 'incidents', file, '--mapping', mapping, ...columns, ...rest);
  expect(taken.stdout).toBe('1 rows read: 1 added, 0 updated, 0 unchanged, 0 different, 0 rejected\n');
  const listed = await system.hromada('incidents', 'list', '--category', 'road-crash', '--page-size', '1', '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject({
    incidents: [
      {
        receivedTime: '2026-01-31T16:05:00.000Z',
        onSceneTime: '2026-01-31T16:20:00.000Z',
        channel: 'REPORT_CHANNEL_PHONE_102',
      },
    ],
  });
});

test('a file with missing columns is rejected and they are named', async () => {
  const { exitCode, stdout, stderr } = await importing('other.csv', 'a,b\n1,2\n');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain('The header has no column “received_at”, “category”, “township”; it has a, b.');
});

test('thousands of rows take several calls, and every rejected row is listed', async () => {
  const start = Date.UTC(2016, 0, 1);
  const rows = Array.from({ length: 2_500 }, (_, index) => {
    const time = new Date(start + index * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${time},EMS: DIZZINESS,${index % 2 === 0 ? 'ABINGTON,,' : 'LOWER MERION,50.0,36.2'}\n`;
  });
  const { stdout } = await importing('many.csv', `received_at,category,township,latitude,longitude\n${rows.join('')}`);
  const lines = stdout.trim().split('\n');
  expect(lines.at(-1)).toBe('2500 rows read: 1250 added, 0 updated, 0 unchanged, 0 different, 1250 rejected');
  expect(lines.slice(0, -1).map((line) => Number(/^line (\d+) rejected/.exec(line)?.[1]))).toEqual(
    Array.from({ length: 1_250 }, (_, index) => 3 + 2 * index),
  );
});

const REAL = {
  calls: process.env['SAFE_COMMUNITY_EMERGENCY_CALLS'],
  townships: process.env['SAFE_COMMUNITY_TOWNSHIPS'],
};

test('a real month of calls: all mapped rows are imported, and importing again adds nothing', async ({ skip }) => {
  // The county's file is not part of the project.
  if (REAL.calls === undefined || REAL.townships === undefined) {
    return skip('SAFE_COMMUNITY_EMERGENCY_CALLS and SAFE_COMMUNITY_TOWNSHIPS name no files');
  }
  const command = ['import', 'incidents', REAL.calls, '--mapping', REAL.townships, '--source', 'montgomery-county'];
  const first = await system.hromada(...command);
  expect(first.stdout).toMatch(
    /line 9228 rejected: received_at .*; township is empty\n9227 rows read: 9181 added, 0 updated, 0 unchanged, 0 different, 46 rejected/,
  );
  const again = await system.hromada(...command, '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ rows: 9_227, added: 0, alreadyKnown: 9_181, refused: 46 });
});
