import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
let folder: string;
beforeAll(async () => {
  system = await runSystem(['officer-registry']);
  folder = testFolder('officers');
});
afterAll(() => system.stop());

const HEADER =
  'external_id,kind,state,full_name,service_number,phone,service_place_code,police_unit,languages,ranks,certifications';
// Line 4 has an unknown kind, line 5 an unknown rank and a phone in letters, line 6 a certification without a day.
const OFFICERS = `${HEADER}
k-1,community,active,Петренко Марія,CSV-1,+380501112233,UA05020030000031457,Вінницьке РУП,uk crh,"lieutenant 2019-05-01 наказ № 17; captain 2024-05-01 наказ № 112",first-aid 2024-01-10 2026-12-20
k-2,district,on-leave,Коваль Іван,CSV-2,,UA80000000000093317,,,,
k-3,sheriff,active,Шериф Джон,CSV-3,,,,,,
k-4,community,active,Дуб Петро,CSV-4,пʼять,,,,marshal 2020-01-01 наказ,
k-5,community,active,Клен Петро,CSV-5,,,,,,first-aid
k-6,community,active,Явір`;

function importing(name: string, content: string, ...options: string[]) {
  const file = join(folder, name);
  writeFileSync(file, content);
  return system.hromada('import', 'officers', file, '--source', 'kadry', ...options);
}

test('imports valid rows and rejects the rest by line, and adds nothing twice', async () => {
  const { exitCode, stdout } = await importing('officers.csv', OFFICERS);
  const rejected = [
    'line 4 rejected: kind must be one of community, patrol, district',
    'line 5 rejected: phone must be "+" and 8 to 15 digits; record.ranks[0].rank_code must be a rank that existed on that day',
    'line 6 rejected: certifications must be "code issued [expires]", separated by ";"',
    'line 7 rejected: the row has 4 columns, the header 11: is it truncated?',
  ];
  expect(stdout.split('\n')).toEqual([...rejected, '6 rows read: 2 added, 0 already known, 4 rejected', '']);
  expect(exitCode).toBe(0);
  const again = JSON.parse((await importing('again.csv', OFFICERS, '--json')).stdout) as object;
  expect(again).toMatchObject({ rows: 6, added: 0, alreadyKnown: 2, refused: 4 });
});

test('lists officers as a table and as JSON, page by page', async () => {
  const table = await system.hromada('officers', '--oblast', 'Vinnytska', '--expires-before', '2027-01-01');
  expect(table.stdout).toContain('Петренко Марія');
  expect(table.stdout).toContain('2026-12-20');
  expect(table.stdout).not.toContain('Коваль');
  const page = await system.hromada('officers', '--page-size', '1', '--json');
  const { officers, nextPageToken } = JSON.parse(page.stdout) as { officers: object[]; nextPageToken: string };
  expect(officers).toMatchObject([{ fullName: 'Петренко Марія', nextExpiry: '2026-12-20' }]);
  const rest = await system.hromada('officers', '--page-size', '1', '--page-token', nextPageToken);
  expect(rest.stdout).toContain('district officer');
  expect(rest.stdout).toContain('Київ');
  expect(rest.stdout).not.toContain('--page-token');
});

test.each<[string, string[], string, number]>([
  ['an unknown oblast', ['--oblast', 'Атлантида'], 'No oblast has the code or name', 1],
  ['an unknown state', ['--state', 'asleep'], 'It must be one of candidate', 2],
  ['a malformed raion', ['--raion', 'UA05'], 'must be the KATOTTG code of a raion', 1],
  ['two places', ['--oblast', 'Київ', '--hromada', 'Вінницька'], 'must be empty beside another place', 1],
])('rejects %s', async (_, options, message, exitCode) => {
  const outcome = await system.hromada('officers', ...options);
  expect(outcome.stderr).toContain(message);
  expect(outcome.exitCode).toBe(exitCode);
});

test.each<[string, string, string]>([
  ['an empty file', '', 'is empty: it must begin with a header line'],
  ['a missing column', 'external_id,kind,state,full_name', 'The header has no column service_number.'],
  ['a mistyped column', `${HEADER.replace('phone', 'fone')}\n`, 'unknown or repeated columns: fone'],
])('rejects %s', async (_, content, message) => {
  const { exitCode, stderr } = await importing('bad.csv', content);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(1);
});
