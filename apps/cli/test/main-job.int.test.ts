import { setTimeout as sleep } from 'node:timers/promises';
import { findHromada } from '@safe-community/territory';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/connection/connect-services.ts';
import { planCommunityOfficers } from '../src/demo/community-officers.ts';
import { runMainJob } from '../src/demo/run-main-job.ts';
import { runSystem, type RunningSystem } from './running-system.ts';

const ANCHOR = new Date('2026-01-31T00:00:00Z');

let system: RunningSystem;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem();
  connection = system.connect();
});
afterAll(async () => {
  connection.close();
  await system.stop();
});

async function heads() {
  const { officers, incidents, cameras } = connection.ledgers;
  const all = [officers, incidents, cameras].map(
    async (ledger) => (await ledger.getHead({ partition: 0 })).headPosition,
  );
  return Promise.all(all);
}

async function scorecard() {
  const { stdout } = await system.hromada('scorecard', '--json');
  return JSON.parse(stdout) as Record<string, Record<string, unknown>> & { incidentsTotal: string };
}

/** Runs the job for `ms`, then closes its connection, as if it were killed. */
async function runCutShort(ms: number): Promise<void> {
  const own = system.connect();
  const job = runMainJob(own, { anchorDay: ANCHOR, progress: () => undefined });
  const cut = sleep(ms).then(() => own.close());
  await expect(job).rejects.toThrow(/shut down|cancelled/i);
  await cut;
}

test(
  'after an interruption and a second run, the programme as of 2021 exists exactly once',
  { timeout: 120_000 },
  async () => {
    await runCutShort(500);
    await runCutShort(1_500);
    const told: string[] = [];
    await runMainJob(connection, { anchorDay: ANCHOR, progress: (line) => told.push(line) });
    expect(told).toHaveLength(5);

    const coverage = await connection.officers.getCoverage({ oblastCode: '' });
    expect(coverage).toMatchObject({ assignedOfficers: 632, coveredHromadas: 372, hromadas: 1_469 });
    // 25 units, 632 and 1,494 officers registered, 632 assigned; 4,000 reports; cameras are registered and issued.
    const [officers, incidents] = await heads();
    expect(officers).toBe(25n + 632n + 1_494n + 632n);
    expect(incidents).toBeGreaterThan(4_000n);

    const { officers: counted, cameras, incidentsTotal } = await scorecard();
    expect(counted).toMatchObject({ assigned: 632, hromadasCovered: 372, hromadas: 1_469, demonstration: 632 });
    expect(cameras).toMatchObject({ strength: 1_494, equipped: 1_400, targetPercent: 100, demonstration: 1_494 });
    expect(incidentsTotal).toBe('4000');
  },
);

test('a second run adds nothing', { timeout: 120_000 }, async () => {
  const before = await heads();
  await runMainJob(connection, { anchorDay: ANCHOR, progress: () => undefined });
  expect(await heads()).toEqual(before);
});

test('incidents are routed to the responsible officers', async () => {
  const { hromadaCode } = planCommunityOfficers()[0] ?? { hromadaCode: '' };
  const { incidents } = await connection.incidents.listIncidents({
    pageSize: 100,
    pageToken: '',
    hromadaCode,
    category: 0,
    receivedFrom: undefined,
    receivedTo: undefined,
    unroutedOnly: false,
    states: [],
    oblastCode: '',
    responsibleOfficerId: '',
    overdueOnly: false,
  });
  expect(incidents.length).toBeGreaterThan(0);
  for (const { responsibleOfficerId } of incidents) expect(responsibleOfficerId).not.toBe('');
});

test('the scorecard shows the targets and the deaths of 2020', async () => {
  const { stdout, exitCode } = await system.hromada('scorecard');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Community officers · Офіцери громад +│ +632 \* │ +1,000 by 31\.12\.2021 ¹ │ +63\.2 %/);
  expect(stdout).toMatch(/All citizens · Усього громадян +│ +7,814 ¹/);
  expect(stdout).toMatch(/Not itemised · Не деталізовано +│ +1,331 ¹ │ +—/);
});

test('prints the responsible officer of a hromada and of a starosta district', async () => {
  const district = planCommunityOfficers().find(({ starostaDistrictCode }) => starostaDistrictCode !== '');
  const [first] = planCommunityOfficers();
  const whole = await system.hromada('officer', first?.hromadaCode ?? '');
  expect(whole.stdout).toContain(first?.fullName);
  expect(whole.stdout).toMatch(/Phone: +\+380000000001\n.*\nResponsible as: primary officer\nBeat: +the whole hromada/);
  const options = ['--district', district?.starostaDistrictCode ?? '', '--json'];
  const part = await system.hromada('officer', district?.hromadaCode ?? '', ...options);
  expect(JSON.parse(part.stdout)).toMatchObject({
    officer: { fullName: district?.fullName, phone: district?.phone },
    role: 'ASSIGNMENT_ROLE_PRIMARY',
  });
});

test('a report returns its id, the officer, and the emergency number, and is counted within a second', async () => {
  const [first] = planCommunityOfficers();
  const name = findHromada(first?.hromadaCode ?? '')?.code ?? '';
  const fire = ['--category', 'fire', '--attribute', 'fire_object=dwelling'];
  const report = await system.hromada('report-incident', ...fire, '--hromada', name, '--killed', '1');
  expect(report.stdout).toMatch(/^Incident [0-9a-f-]{36}, received .* \(Kyiv\)$/m);
  expect(report.stdout).toContain(`${first?.fullName}, ${first?.phone}`);
  expect(report.stdout).toContain('Also call 101');
  await eventually(
    async () => {
      const { scorecard } = await connection.statistics.getScorecard({});
      expect(scorecard?.incidentsTotal).toBe(4_001n);
    },
    { within: 1_000 },
  );
});

test('a request id is accepted once; a different report with it is rejected', async () => {
  const requestId = '0190a1b2-0000-7000-8000-000000000001';
  const rest = ['--hromada', 'Київ', '--request-id', requestId, '--json'];
  const report = (category: string, attribute: string) =>
    system.hromada('report-incident', '--category', category, '--attribute', attribute, ...rest);
  const medical = () => report('medical', 'medical_kind=trauma');
  const [first, again] = [await medical(), await medical()];
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
  const other = await report('fire', 'fire_object=dwelling');
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toContain('REQUEST_ID_REUSED');
});

test('an invalid report is rejected with all violations, and nothing is counted', async () => {
  const before = await heads();
  const crash = ['--category', 'road-crash', '--attribute', 'crash_kind=collision'];
  const report = ['report-incident', ...crash, '--hromada', 'Київ'];
  const wrong = ['--latitude', '40', '--longitude', '30', '--killed', '1', '--children-killed', '2'];
  const refused = await system.hromada(...report, ...wrong);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr.trim().split('\n')).toEqual([
    'incident-intake rejected the request and changed nothing (FIELDS_INVALID):',
    '  report.location: must lie in Ukraine',
    '  report.casualties.killed: must be at least its children and defenders together',
  ]);
  expect(await heads()).toEqual(before);
});

test('everything is accounted for: published, consumed, and counted correctly', { timeout: 60_000 }, async () => {
  const { exitCode, stdout, stderr } = await system.hromada('reconcile', '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ complete: true, counts: { incidents: '4002' } });
});
