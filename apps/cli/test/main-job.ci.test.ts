import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/connection/connect-services.ts';
import { planCommunityOfficers } from '../src/demo/community-officers.ts';
import { runMainJob } from '../src/demo/run-main-job.ts';
import { headsOf, runSystem, type RunningSystem } from './running-system.ts';

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
    const lines: string[] = [];
    await runMainJob(connection, { anchorDay: ANCHOR, progress: (line) => lines.push(line) });
    expect(lines).toHaveLength(6);

    const coverage = await connection.officers.getCoverage({ oblastCode: '' });
    expect(coverage).toMatchObject({ assignedOfficers: 632, coveredHromadas: 372, hromadas: 1_469 });
    // 25 units, 632 and 1,494 officers registered, 632 beats created and assigned, 60 stations and public profiles; 4,000
    // reports; cameras are registered and issued.
    const [officers, incidents] = await headsOf(connection);
    expect(officers).toBe(25n + 632n + 1_494n + 2n * 632n + 2n * 60n);
    expect(incidents).toBeGreaterThan(4_000n);

    const { officers: counted, cameras, incidentsTotal } = await scorecard();
    expect(counted).toMatchObject({ assigned: 632, hromadasCovered: 372, hromadas: 1_469, demonstration: 632 });
    expect(cameras).toMatchObject({ strength: 1_494, equipped: 1_400, targetPercent: 100, demonstration: 1_494 });
    expect(incidentsTotal).toBe('4000');
  },
);

test('a second run adds nothing', { timeout: 120_000 }, async () => {
  const before = await headsOf(connection);
  await runMainJob(connection, { anchorDay: ANCHOR, progress: () => undefined });
  expect(await headsOf(connection)).toEqual(before);
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

test('the pipeline ranks vacancies by the incidents that the registry has counted', async () => {
  const { exitCode, stdout } = await system.hromada('pipeline', '--by', 'load', '--json');
  expect(exitCode).toBe(0);
  const { vacancies } = JSON.parse(stdout) as { vacancies: { vacancies: { load: { incidents?: string } }[] } };
  const loads = vacancies.vacancies.map(({ load }) => Number(load.incidents ?? 0));
  expect(loads).toHaveLength(10);
  expect(loads[0]).toBeGreaterThan(0);
  expect(loads).toEqual(loads.toSorted((a, b) => b - a));
});

test('everything is accounted for: published, consumed, and counted correctly', { timeout: 60_000 }, async () => {
  const { exitCode, stdout, stderr } = await system.hromada('reconcile', '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ complete: true, counts: { incidents: '4000' } });
});
