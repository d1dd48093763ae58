import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { AssignOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import type { WatchOfficersResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
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
  'external_id,kind,state,full_name,service_number,phone,service_place_code,police_unit_code,police_unit,languages,ranks,certifications,profile_name,profile_phone,profile_hours,profile_languages';
// Line 4 has an unknown kind, line 5 an unknown rank and a phone in letters, line 6 a certification without a day.
const OFFICERS = `${HEADER}
k-1,community,active,Петренко Марія,CSV-1,+380501112233,UA05020030000031457,vinnytsia-rup,Вінницьке РУП,uk crh,"lieutenant 2019-05-01 наказ № 17; captain 2024-05-01 наказ № 112",first-aid 2024-01-10 2026-12-20,,,,
k-2,district,active,Коваль Іван,CSV-2,,UA80000000000093317,,,,,,Іван Коваль,+380440000111,monday 09:00-13:00; Tuesday 14:00–18:00,uk en
k-3,sheriff,active,Шериф Джон,CSV-3,,,,,,,,,,,
k-4,community,active,Дуб Петро,CSV-4,пʼять,,Вінниця,,,marshal 2020-01-01 наказ,,,,,
k-5,community,active,Клен Петро,CSV-5,,,,,,,first-aid,,,holiday 9-10,
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
    'line 5 rejected: phone must be "+" and 8 to 15 digits; police_unit_code must be 2 to 40 of a–z, 0–9 and "-"; record.ranks[0].rank_code must be a rank that existed on that day',
    'line 6 rejected: certifications must be "code issued [expires]", separated by ";"; profile_hours must be "weekday HH:MM-HH:MM", separated by ";"',
    'line 7 rejected: the row has 4 columns, the header 16: is it truncated?',
  ];
  expect(stdout.split('\n')).toEqual([...rejected, '6 rows read: 2 added, 0 already known, 4 rejected', '']);
  expect(exitCode).toBe(0);
  const again = JSON.parse((await importing('again.csv', OFFICERS, '--json')).stdout) as object;
  expect(again).toMatchObject({ rows: 6, added: 0, alreadyKnown: 2, refused: 4 });
});

test('the columns of a profile publish it', async () => {
  const listed = await system.hromada('officers', '--hromada', 'UA80000000000093317', '--json');
  const { officers } = JSON.parse(listed.stdout) as { officers: { officerId: string }[] };
  const { stdout } = await system.hromada('officer', 'profile', '--officer', officers[0]?.officerId ?? '');
  expect(stdout.split('\n')).toEqual([
    'Іван Коваль',
    'Duty phone:   +380440000111',
    'Office hours: monday 09:00–13:00, tuesday 14:00–18:00',
    'Languages:    uk, en',
    '',
  ]);
});

test('lists officers as a table and as JSON, page by page', async () => {
  const table = await system.hromada('officers', '--oblast', 'Vinnytska', '--expires-before', '2027-01-01');
  expect(table.stdout).toContain('Петренко Марія');
  expect(table.stdout).toContain('2026-12-20');
  expect(table.stdout).not.toContain('Коваль');
  const ofUnit = await system.hromada('officers', '--police-unit-code', 'vinnytsia-rup');
  expect(ofUnit.stdout).toMatch(/Петренко Марія.*vinnytsia-rup/);
  expect(ofUnit.stdout).not.toContain('Коваль');
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
  ['a malformed raion', ['--raion', 'UA05'], 'It must be UA, or a KATOTTG code', 2],
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

test('updates what the options name, publishes a profile, and shows it by officer and by place', async () => {
  const listed = await system.hromada('officers', '--oblast', 'Vinnytska', '--json');
  const { officers } = JSON.parse(listed.stdout) as { officers: { officerId: string }[] };
  const officerId = officers[0]?.officerId ?? '';
  const nothing = await system.hromada('officers', 'update', officerId);
  expect([nothing.exitCode, nothing.stderr]).toEqual([1, expect.stringContaining('at least one value')]);
  const profile = join(folder, 'profile.json');
  writeFileSync(profile, JSON.stringify({ name: 'Марія', dutyPhone: '+380432000111', languages: ['uk'] }));
  const options = ['--phone', '', '--police-unit-code', 'vinnytsia-rup', '--profile', profile];
  const update = await system.hromada('officers', 'update', officerId, ...options);
  expect(update.stdout).toMatch(/: phone, police_unit_code, public_profile updated, etag \d+\n$/);
  const shown = await system.hromada('officer', 'profile', '--officer', officerId);
  expect(shown.stdout.split('\n')).toEqual([
    'Марія',
    'Duty phone:   +380432000111',
    'Office hours: —',
    'Languages:    uk',
    '',
  ]);
  // The officer has no beat yet: nothing says whose profile it would be.
  const byPlace = await system.hromada('officer', 'profile', 'UA05020030000031457', '--json');
  expect([byPlace.exitCode, byPlace.stderr]).toEqual([1, expect.stringContaining('Nothing is published')]);
  await system.connect().officers.assignOfficer(
    AssignOfficerRequest.fromPartial({
      requestId: randomUUID(),
      officerId,
      beat: { hromadaCode: 'UA05020030000031457' },
      role: AssignmentRole.PRIMARY,
    }),
  );
  const found = await system.hromada('officer', 'profile', '--point', '49.2331,28.4682', '--json');
  expect(JSON.parse(found.stdout)).toMatchObject({ profile: { name: 'Марія', dutyPhone: '+380432000111' } });
  expect(found.stdout).not.toContain(officerId);
  const stale = await system.hromada('officers', 'update', officerId, '--full-name', 'Інша', '--etag', '1');
  expect([stale.exitCode, stale.stderr]).toEqual([1, expect.stringContaining('ETAG_STALE')]);
  const both = await system.hromada('officer', 'profile', 'UA05020030000031457', '--officer', officerId);
  expect(both.stderr).toContain('either an officer or a place');
});

test('watches changes as lines and as JSON, from a token on', async () => {
  const listed = await system.hromada('officers', '--json');
  const { officers } = JSON.parse(listed.stdout) as { officers: { officerId: string }[] };
  const officerId = officers[1]?.officerId ?? '';
  const watching = system.hromada('officers', 'watch', '--limit', '1', '--json');
  let isWatching = true;
  const ended = watching.finally(() => {
    isWatching = false;
  });
  for (let count = 0; isWatching && count < 50; count += 1) {
    await system.hromada('officers', 'update', officerId, '--police-unit', `РУП ${count}`);
  }
  const messages = (await ended).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchOfficersResponse);
  expect(messages.at(-1)?.change).toMatchObject({ officerId, event: 'officer-updated' });
  const resumeToken = messages.at(-1)?.resumeToken ?? '';
  await system.hromada('officers', 'update', officerId, '--police-unit', 'РУП');
  const rest = await system.hromada('officers', 'watch', '--limit', '1', '--resume-token', resumeToken);
  expect(rest.stdout).toMatch(new RegExp(`officer-updated .*district officer .*${officerId}`));
});

test('the dry run of the erasure lists nobody while no term is set', async () => {
  const outcome = await system.hromada(
    '--purpose',
    'inspection',
    'officers',
    'erasures',
    '--by',
    '2090-01-01',
    '--json',
  );
  expect(JSON.parse(outcome.stdout)).toEqual({});
});
