import { randomUUID } from 'node:crypto';
import { QuestionChannel } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  AssignOfficerRequest,
  RegisterOfficerRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planStations, RULES, TARGETS } from '../demo/programme.ts';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const VINNYTSIA = 'UA05020030000031457';
const BARSKA = 'UA05020010000053508';

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['officer-registry']);
  const connection = system.connect();
  for (const { hromadaCode, details } of planStations([VINNYTSIA, BARSKA])) {
    const station = { hromadaCode, details: { ...details, officerIds: [] } };
    await connection.stations.openStation({ requestId: randomUUID(), ...station });
  }
  for (const target of TARGETS) await connection.recruitment.setTarget({ requestId: randomUUID(), target });
  await connection.officers.registerOfficer(
    RegisterOfficerRequest.fromPartial({
      requestId: randomUUID(),
      kind: OfficerKind.COMMUNITY,
      state: OfficerState.TRAINING,
      fullName: 'Петренко Марія',
      serviceNumber: 'PIPELINE-1',
    }),
  );
  connection.close();
});
afterAll(() => system.stop());

test('lists stations as a table and as JSON, page by page', async () => {
  const { exitCode, stdout } = await system.hromada('stations', '--oblast', 'Vinnytska');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Вінницька /m);
  expect(stdout).toContain('вул. Вигадана');
  expect(stdout).toMatch(/hromada since 20\d\d-\d\d-01/);
  const page = await system.hromada('stations', '--page-size', '1', '--json');
  const { stations, nextPageToken } = JSON.parse(page.stdout) as { stations: object[]; nextPageToken: string };
  expect(stations).toMatchObject([{ hromadaCode: VINNYTSIA }]);
  const rest = await system.hromada('stations', '--page-size', '1', '--page-token', nextPageToken);
  expect(rest.stdout).toContain('Агрономічна');
  expect(rest.stdout).not.toContain('--page-token');
  expect((await system.hromada('stations', '--hromada', VINNYTSIA)).stdout).not.toContain('Агрономічна');
});

test('lists beats with what they cover', async () => {
  const connection = system.connect();
  const beat = { name: 'Центр', unitCodes: ['0520655500'] };
  await connection.beats.createBeat({
    requestId: randomUUID(),
    hromadaCode: VINNYTSIA,
    validFromTime: undefined,
    ...beat,
  });
  connection.close();
  const { exitCode, stdout } = await system.hromada('beats', '--hromada', VINNYTSIA);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Вінницька  Центр  0520655500  [0-9a-f-]{36}/);
  const json = JSON.parse((await system.hromada('beats', '--oblast', 'Вінницька', '--json')).stdout) as object;
  expect(json).toMatchObject({ beats: [{ hromadaCode: VINNYTSIA, name: 'Центр' }] });
});

test('lists the coverage of hromadas, the most populous first, page by page', async () => {
  const { exitCode, stdout } = await system.hromada('coverage', '--oblast', 'Vinnytska', '--gaps');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Вінницька + +[\d,]+  +0  +\d+  +0  +\d+  +\d+  +0  applies/);
  const page = await system.hromada('coverage', '--oblast', 'Vinnytska', '--page-size', '1', '--json');
  const { hromadas, nextPageToken } = JSON.parse(page.stdout) as { hromadas: object[]; nextPageToken: string };
  expect(hromadas).toMatchObject([{ hromadaCode: VINNYTSIA }]);
  const rest = await system.hromada(
    'coverage',
    '--oblast',
    'Vinnytska',
    '--page-size',
    '1',
    '--page-token',
    nextPageToken,
  );
  expect(rest.stdout).not.toMatch(/Вінницька +/);
});

test('lists coverage and vacancies by their load', async () => {
  const coverage = await system.hromada('coverage', '--oblast', 'Vinnytska', '--by', 'load', '--json');
  expect(JSON.parse(coverage.stdout)).toMatchObject({ hromadas: expect.any(Array) as unknown });
  const pipeline = await system.hromada('pipeline', '--vacancies', '3', '--by', 'load');
  expect(pipeline.exitCode).toBe(0);
  expect(pipeline.stdout).toMatch(/Vacant beats  Missing beats  Officers  Incidents/);
});

test('shows the pipeline, the forecasts and the largest vacancies', async () => {
  const { exitCode, stdout } = await system.hromada('pipeline', '--vacancies', '3');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/in training/);
  expect(stdout).toContain('without a beat');
  expect(stdout).toMatch(/1,000  2021-12-31  +0  — + too little history/);
  expect(stdout).toContain('Hromada that lacks officers');
  expect(stdout).toMatch(
    /hromadas with [\d,]+ people lack officers; \d+ are temporarily occupied and \d+ near the front, and left out\./,
  );
  const json = JSON.parse((await system.hromada('pipeline', '--oblast', 'Вінницька', '--json')).stdout) as object;
  expect(json).toMatchObject({
    pipeline: { stages: expect.arrayContaining([{ state: 'OFFICER_STATE_CANDIDATE' }]) as unknown },
    forecasts: [{ target: { officers: 1_000 } }, { target: { officers: 2_000 } }],
    vacancies: { vacancies: expect.any(Array) as unknown },
  });
});

test.each<[string, string[], string, number]>([
  ['an unknown oblast', ['stations', '--oblast', 'Атлантида'], 'No oblast has the code or name', 1],
  ['a page that is too large', ['stations', '--page-size', '501'], 'It must be a whole number, 1 to 500.', 2],
  ['a window that is too short', ['pipeline', '--window', '7'], 'window_days: must be 28 to 1096', 1],
  ['an unknown order', ['pipeline', '--by', 'name'], 'one of population, load', 2],
  ['an unknown order of coverage', ['coverage', '--by', 'name'], 'one of population, load', 2],
  ['a count in words', ['pipeline', '--vacancies', 'all'], 'a whole number', 2],
])('rejects %s', async (_, args, message, exitCode) => {
  const outcome = await system.hromada(...args);
  expect(outcome.stderr).toContain(message);
  expect(outcome.exitCode).toBe(exitCode);
});

test('prints the guarantee, how much of it is invented, and its rows', async () => {
  const connection = system.connect();
  await connection.accountability.recordQuestion({
    requestId: randomUUID(),
    hromadaCode: BARSKA,
    channel: QuestionChannel.TELEPHONE,
    receivedTime: new Date(),
    reference: '',
  });
  connection.close();
  const { exitCode, stdout } = await system.hromada('guarantee', '--oblast', 'Vinnytska');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Hromadas with a duty phone +0  +63  +0\.0 %  +0  +0$/m);
  expect(stdout).toMatch(/Questions answered in time +0  +0  +—  +0  +[1-9]$/m);
  const json = JSON.parse((await system.hromada('guarantee', '--json')).stdout) as { shares: object[] };
  expect(json.shares).toHaveLength(3);
  const csv = await system.hromada('guarantee', '--oblast', 'Vinnytska', '--csv');
  const [heading, ...rows] = csv.stdout.trim().split('\n');
  expect(heading).toMatch(/^metric,state,hromada_code,/);
  expect(rows.filter((row) => row.startsWith('named-officer,'))).toHaveLength(63);
  expect(rows.at(-1)).toMatch(/^answered-in-time,without-rule,UA05020010000053508,UA05\d+,,[0-9a-f-]{36},[^,]+Z,,$/);
});

test('a renamed hromada has its new name in every list, and is found by both names', async () => {
  const connection = system.connect();
  await connection.territory.recordTerritoryChange({
    requestId: randomUUID(),
    code: VINNYTSIA,
    kind: TerritoryChangeKind.RENAMED,
    effectiveDate: kyivDay(new Date()),
    knownByDate: false,
    nameUk: 'Надбузька',
    successorCode: '',
    source: 'A decision for the test',
  });
  connection.close();
  for (const list of [
    ['beats'],
    ['stations'],
    ['coverage', '--oblast', 'Vinnytska'],
    ['pipeline', '--oblast', 'Vinnytska'],
  ]) {
    const { stdout } = await system.hromada(...list);
    expect([list[0], stdout]).toEqual([list[0], expect.stringContaining('Надбузька')]);
  }
  for (const name of ['Надбузька', 'Nadbuzka', 'Вінницька', VINNYTSIA]) {
    const { stdout } = await system.hromada('stations', '--hromada', name);
    expect([name, stdout]).toEqual([name, expect.stringContaining('Надбузька')]);
  }
  const ambiguous = await system.hromada('beats', '--hromada', 'Миколаївська');
  expect(ambiguous.stderr).toContain('“Миколаївська” is the name of 8 hromadas; use a code:');
  expect((await system.hromada('beats', '--hromada', 'Атлантида')).stderr).toContain('No hromada has the code or name');
});

describe('reports of officers', () => {
  let officerId: string;
  beforeAll(async () => {
    const connection = system.connect();
    for (const rule of RULES) {
      await connection.accountability.setRule({ requestId: randomUUID(), rule, etag: '' });
    }
    ({ officerId } = await connection.officers.registerOfficer(
      RegisterOfficerRequest.fromPartial({
        requestId: randomUUID(),
        kind: OfficerKind.COMMUNITY,
        state: OfficerState.ACTIVE,
        fullName: 'Петренко Марія',
        serviceNumber: 'REPORTS-1',
      }),
    ));
    const duty = { officerId, beat: { hromadaCode: BARSKA }, role: AssignmentRole.PRIMARY };
    await connection.officers.assignOfficer(AssignOfficerRequest.fromPartial({ requestId: randomUUID(), ...duty }));
    connection.close();
  });

  test('lists the reports that officers owe as a table, JSON, and CSV', async () => {
    const table = await system.hromada('reports-due', '--oblast', 'Vinnytska');
    expect(table.stdout).toMatch(new RegExp(`Агрономічна + ${BARSKA}  ${officerId}  `));
    expect(table.stdout).toContain('1 on all pages.');
    expect(JSON.parse((await system.hromada('reports-due', '--json')).stdout)).toMatchObject({ total: 1 });
    const csv = await system.hromada('reports-due', '--csv');
    expect(csv.stdout).toMatch(
      new RegExp(`^hromada_code,[^\n]*,hromada\n${BARSKA},UA05\\d+,${officerId},[a-z-]+,[^\n]*,Агрономічна\n`),
    );
    expect((await system.hromada('reports-due', '--status', 'overdue', '--csv')).stdout).not.toContain(officerId);
    expect((await system.hromada('reports-due', '--status', 'late')).stderr).toContain(
      'It must be one of not-due, due',
    );
  });
});
