import { setTimeout as sleep } from 'node:timers/promises';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  BatchFindResponsibleOfficersRequest,
  ResponsibilityReason,
} from '@safe-community/contracts/officers/v1/responsibility.ts';
import { FindResponsibleOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { GetPublicProfileRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { GetTrustRequest, ListSurveysRequest } from '@safe-community/contracts/officers/v1/trust_service.ts';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/connection/connect-services.ts';
import { runMainJob } from '../src/demo/run-main-job.ts';
import { districtsOfVillages } from '../src/demo/define-districts.ts';
import { inParallel } from '../src/demo/in-parallel.ts';
import { CREWS } from '../src/demo/set-up-attendance.ts';
import { planFlood } from '../src/demo/flood.ts';
import { planSilentSource } from '../src/demo/silent-source.ts';
import { planStaffing, type PlannedBeat } from '../src/demo/staffing.ts';
import { countedIncidents } from './counted-incidents.ts';
import { headsOf, runSystem, type RunningSystem } from './running-system.ts';
import { ListHromadaCoverageRequest, type HromadaCoverage } from '@safe-community/contracts/officers/v1/coverage.ts';

const ANCHOR = new Date('2026-01-31T00:00:00Z');
const PLAN = planStaffing();
const ASSIGNMENTS = PLAN.beats.reduce((sum, beat) => sum + dutiesOn(beat), 0);
/** Two officers are assigned; of one of them, the former beat ends then, and of the other the role as deputy. */
const EXCHANGE_EVENTS = 4;
/** Of the district officers and of the 632 community officers, but for those on leave. */
const ACTIVE = PLAN.officers.filter(({ state }) => state === OfficerState.ACTIVE);
/** Of 4,000: statistics counts sensitive incidents apart, until they are released. The flood and the attended ones come on top. */
const COUNTED = String(3_773 + planFlood(ANCHOR).length + planSilentSource(ANCHOR).length + CREWS);

function dutiesOn({ primary, district, deputies }: PlannedBeat): number {
  return deputies.length + [primary, district].filter((officer) => officer !== undefined).length;
}

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
  const { rows } = JSON.parse(stdout) as { rows: { id: string }[] };
  return Object.fromEntries(rows.map((row) => [row.id, row]));
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
  { timeout: 600_000 },
  async () => {
    await runCutShort(500);
    await runCutShort(1_500);
    const lines: string[] = [];
    await runMainJob(connection, { anchorDay: ANCHOR, progress: (line) => lines.push(line) });
    expect(lines).toHaveLength(8);

    const coverage = await connection.officers.getCoverage({ oblastCode: '' });
    expect(coverage).toMatchObject({ assignedOfficers: 632, coveredHromadas: 372, hromadas: 1_329 });
    expect(coverage.hromadas + coverage.occupiedHromadas).toBe(1_469);
    // 25 units, all officers, 1,657 beats and their assignments, districts with villages, 60 stations, a public profile of
    // each officer who is active; 4,000 reports; cameras are registered and issued.
    const [, incidents] = await headsOf(connection);
    const people = PLAN.officers.length + 1_494 + ACTIVE.length;
    const places = 25 + 1_657 + districtsOfVillages(PLAN.beats).length + 60;
    expect(await system.sql('officer-registry', OF_OFFICERS)).toEqual([
      { events: people + places + ASSIGNMENTS + EXCHANGE_EVENTS },
    ]);
    expect(incidents).toBeGreaterThan(4_000n);

    expect(await scorecard()).toMatchObject({
      officers_on_beats: { value: 632 },
      hromadas_on_beats: { value: 372, whole: 1_329 },
      patrol_with_camera: { value: 1_400, whole: 1_494 },
      camera_coverage: { target: { value: 100 } },
    });
    expect(await countedIncidents(connection)).toBe(BigInt(COUNTED));
    // What the registry measures of surveys and answers follows later than their commits, and is awaited as well.
    const { stdout } = await system.hromada('scorecard', ...YEAR);
    expect(stdout).toMatch(/^ {2}Trust in the officers +[\d.]+ % /m);
    expect(stdout).toMatch(/^ {2}Questions of residents +[\d.]+ % /m);
  },
);

/** With room for every column. */
function wide(...args: readonly string[]) {
  return system.hromadaAs({ COLUMNS: '400' }, ...args);
}

/** That of the anchor day. */
const YEAR = ['--from', '2026-01-01', '--to', '2026-12-31'];

/** Jobs publish figures meanwhile, so these ledgers grow. */
const OF_OFFICERS = `select count(*)::int as events from ledger_event where type not like '%-measured'`;
const OF_CAMERAS = `
  select (select count(*) from camera) as cameras, (select count(*) from camera_custody) as custody,
    (select count(*) from recording) as recordings, (select count(*) from footage_request) as requests,
    (select count(*) from rollout_wave) as waves`;

test('the flood is found as an unusual day, and nothing else is', { timeout: 300_000 }, async () => {
  const listed = async () => {
    const { stdout } = await system.hromada('anomalies', '--from', '2025-12-01', '--to', '2026-01-31', '--json');
    return (JSON.parse(stdout) as { anomalies?: { day: string; territoryCode: string }[] }).anomalies ?? [];
  };
  await eventually(async () => expect((await listed()).length).toBeGreaterThan(1), { within: 240_000, every: 3_000 });
  const anomalies = await listed();
  expect([...new Set(anomalies.map(({ day }) => day))]).toEqual(['2026-01-22']);
  expect(anomalies.map(({ territoryCode }) => territoryCode)).toEqual(
    // Not of the hromada: nobody reports all of its categories for two years.
    expect.arrayContaining(['UA', 'UA26000000000069363']),
  );
});

test('a second run adds nothing', { timeout: 600_000 }, async () => {
  const stored = async () => {
    const [, incidents] = await headsOf(connection);
    const officers = await system.sql('officer-registry', OF_OFFICERS);
    return { officers, incidents, cameras: await system.sql('camera-rollout', OF_CAMERAS) };
  };
  const before = await stored();
  await runMainJob(connection, { anchorDay: ANCHOR, progress: () => undefined });
  expect(await stored()).toEqual(before);
});

test('incidents are routed to the responsible officers', async () => {
  const { hromadaCode } = PLAN.beats[0] ?? { hromadaCode: '' };
  const { incidents } = await connection.incidents.listIncidents({
    pageSize: 100,
    pageToken: '',
    hromadaCode,
    testsOnly: false,
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

test('beats, vacancies, deputies and district officers are as planned', async () => {
  const beats = PLAN.beats.filter(({ district }) => district === undefined);
  const codes = [...new Set(beats.map(({ hromadaCode }) => hromadaCode))];
  const responsibleIn = async (places: { hromadaCode: string; settlementCode?: string }[]) => {
    const request = BatchFindResponsibleOfficersRequest.fromPartial({ places });
    const { results } = await connection.officers.batchFindResponsibleOfficers(request);
    return results.map(({ found }) => ({ reason: found?.reason, name: found?.officer?.fullName }));
  };
  // The exchange has taken effect by itself, long after the anchor day.
  const [whole, part] = PLAN.exchange ?? [];
  const [settlementCode = ''] = part?.unitCodes ?? [];
  const hromadaCode = whole?.hromadaCode ?? '';
  expect(await responsibleIn([{ hromadaCode }, { hromadaCode, settlementCode }])).toEqual([
    { reason: ResponsibilityReason.PRIMARY, name: part?.primary?.fullName },
    { reason: ResponsibilityReason.PRIMARY, name: whole?.primary?.fullName },
  ]);
  const away = beats.filter(({ primary }) => primary?.state === OfficerState.ON_LEAVE);
  expect(await responsibleIn(away.map((beat) => ({ hromadaCode: beat.hromadaCode })))).toEqual(
    away.map(({ deputies }) => ({ reason: ResponsibilityReason.DEPUTY_PRIMARY_AWAY, name: deputies[0]?.fullName })),
  );
  // At most 1,000 places a call.
  const elsewhere = PLAN.beats.filter(({ district }) => district !== undefined).slice(-1_000);
  expect(await responsibleIn(elsewhere.map((beat) => ({ hromadaCode: beat.hromadaCode })))).toEqual(
    elsewhere.map(({ district }) => ({ reason: ResponsibilityReason.DISTRICT_NO_OFFICER, name: district?.fullName })),
  );
  const hromadas = await allCoverage();
  const served = hromadas.filter((hromada) => codes.includes(hromada.hromadaCode));
  const sum = (of: (hromada: HromadaCoverage) => number): number => served.reduce((all, one) => all + of(one), 0);
  expect([sum((one) => one.beats), sum((one) => one.staffedBeats), sum((one) => one.vacantBeats)]).toEqual([
    700, 632, 68,
  ]);
});

async function allCoverage(): Promise<HromadaCoverage[]> {
  const found: HromadaCoverage[] = [];
  let pageToken = '';
  do {
    const request = ListHromadaCoverageRequest.fromPartial({ pageSize: 500, pageToken });
    const page = await connection.beats.listHromadaCoverage(request);
    found.push(...page.hromadas);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return found;
}

test('residents find a name and a phone on duty wherever somebody is active', async () => {
  const codes = [...new Set(PLAN.beats.map(({ hromadaCode }) => hromadaCode))];
  const found = await inParallel(codes, 16, async (hromadaCode) => {
    const request = GetPublicProfileRequest.fromPartial({ place: { hromadaCode } });
    const { profile } = await connection.officerRecords.getPublicProfile(request);
    return profile?.dutyPhone ?? '';
  });
  expect(found.filter((phone) => !phone.startsWith('+380005'))).toEqual([]);
});

test('the village of a district beat leads to the officer of the district', async () => {
  const [village] = districtsOfVillages(PLAN.beats);
  const beat = PLAN.beats.find(({ unitCodes }) => unitCodes[0] === village?.code);
  const place = { settlementCode: village?.settlementCode ?? '' };
  const { officer } = await connection.officers.findResponsibleOfficer(
    FindResponsibleOfficerRequest.fromPartial(place),
  );
  expect(officer?.fullName).toBe(beat?.primary?.fullName);
});

test('the trust of the demonstration is shown: its officers served when people were asked', async () => {
  const { surveys } = await connection.trust.listSurveys(ListSurveysRequest.fromPartial({}));
  const wave = surveys[0]?.survey?.wave ?? '';
  const { pooled, uncoveredSurveyIds } = await connection.trust.getTrust(GetTrustRequest.fromPartial({ wave }));
  expect(pooled?.share?.value).toBeGreaterThan(0.5);
  expect(uncoveredSurveyIds).toEqual([]);
});

test('officers of a police unit are listed', async () => {
  const { stdout } = await system.hromada('officers', '--police-unit-code', 'demo-05020', '--json');
  expect((JSON.parse(stdout) as { officers: unknown[] }).officers.length).toBeGreaterThan(0);
});

test('certifications of some officers expire within three months of the anchor day', async () => {
  const { stdout } = await system.hromada('officers', '--expires-before', '2026-05-01', '--json');
  const { officers } = JSON.parse(stdout) as { officers: { nextExpiry: string }[] };
  expect(officers.length).toBeGreaterThan(10);
  for (const { nextExpiry } of officers) expect(nextExpiry > '2026-01-31').toBe(true);
});

test('the scorecard shows the targets and the deaths of 2020', async () => {
  const { stdout, exitCode } = await system.hromada('scorecard');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Safe Community · Ukraine · .* DEMONSTRATION$/m);
  expect(stdout).toMatch(/Community officers in post +632 of 2,000 +███░{7} late, due 31\.12\.2022/);
  expect(stdout).toMatch(/Hromadas with a named officer 372 of 1,329 +███░{7} on the way/);
  expect(stdout).toMatch(/ 7,814 in 2020/);
  const sources = await system.hromada('scorecard', '--sources');
  expect(sources.stdout).toContain('Killed by other causes, not itemised: 1,331 in 2020');
});

test('official figures are shown as known on a day, with their earlier statements', async () => {
  const roads = ['official', 'patrol-police-deaths-road'];
  const early = await wide(...roads, '--known-on', '2020-01-20');
  expect(early.stdout).toMatch(/^2019 +over 3,400  16\.01\.2020 /m);
  const all = await wide(...roads);
  expect(all.stdout).toMatch(/^2019 +3,454  24\.01\.2020 [^]*^2019 +over 3,400 \(earlier\)  16\.01\.2020 /m);
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

test('everything is accounted for: published, consumed, and counted correctly', { timeout: 300_000 }, async () => {
  const { exitCode, stdout, stderr } = await system.hromada('reconcile', '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ complete: true, counts: { incidents: COUNTED } });
});
