import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kyivDay } from '@safe-community/domain-kit';
import { findHromada, settlementsOf } from '@safe-community/territory';
import { eventually, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/connection/connect-services.ts';
import { setUpStaffing } from '../src/demo/set-up-staffing.ts';
import { districtOf, planStaffing } from '../src/demo/staffing.ts';
import { countedIncidents } from './counted-incidents.ts';
import { headsOf, runSystem, type RunningSystem } from './running-system.ts';

const BEATS = planStaffing().beats.filter(({ primary }) => primary !== undefined);
const WHOLE = BEATS[0];
const DISTRICT = BEATS.find((beat) => districtOf(beat) !== '');
const [OF_HROMADA, OF_DISTRICT] = [WHOLE?.primary, DISTRICT?.primary];

let system: RunningSystem;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem();
  connection = system.connect();
  await setUpStaffing(connection, new Date('2026-01-31T00:00:00Z'), {
    officers: [OF_HROMADA, OF_DISTRICT].flatMap((officer) => officer ?? []),
    beats: [WHOLE, DISTRICT].flatMap((beat) => (beat === undefined ? [] : [{ ...beat, deputies: [] }])),
  });
});

/** How far intake knows the officers: reports are routed by them. */
const APPLIED = `select position::text from consumer_checkpoint where producer = 'officers'`;
afterAll(async () => {
  connection.close();
  await system.stop();
});

test('prints the responsible officer of a hromada and of a starosta district', async () => {
  const whole = await system.hromada('officer', OF_HROMADA?.hromadaCode ?? '');
  expect(whole.stdout).toContain(OF_HROMADA?.fullName);
  expect(whole.stdout).toMatch(
    /Phone: +\+380000000001\n.*\nResponsible as: primary officer\nBecause: +the primary of the beat is active\nBeat: +the whole hromada/,
  );
  const options = ['--district', DISTRICT?.unitCodes[0] ?? '', '--json'];
  const part = await system.hromada('officer', OF_DISTRICT?.hromadaCode ?? '', ...options);
  expect(JSON.parse(part.stdout)).toMatchObject({
    officer: { fullName: OF_DISTRICT?.fullName, phone: OF_DISTRICT?.phone },
    role: 'ASSIGNMENT_ROLE_PRIMARY',
  });
});

test('finds the officer of a settlement, of a point, and of an instant', async () => {
  const hromada = findHromada(OF_HROMADA?.hromadaCode ?? '');
  const [settlement] = settlementsOf(hromada?.code ?? '');
  const bySettlement = await system.hromada('officer', '--settlement', settlement?.code ?? '');
  expect(bySettlement.stdout).toContain(OF_HROMADA?.fullName);
  const byPoint = await system.hromada('officer', '--point', `${hromada?.latitude},${hromada?.longitude}`);
  expect(byPoint.stdout).toMatch(/Point: +.*, \d+ m from the border/);
  const before = await system.hromada('officer', hromada?.code ?? '', '--at', '2025-01-01T00:00:00+02:00');
  expect([before.exitCode, before.stderr]).toEqual([1, expect.stringContaining('No responsible officer then: ')]);
  expect((await system.hromada('officer')).stderr).toContain('Name a hromada, a settlement, or a point');
});

test('a report returns its id, the officer, and the emergency number, and is counted', async () => {
  await eventually(async () => {
    const [head] = await headsOf(connection);
    expect(await system.sql('incident-intake', APPLIED)).toEqual([{ position: String(head) }]);
  });
  const name = findHromada(OF_HROMADA?.hromadaCode ?? '')?.code ?? '';
  const fire = ['--category', 'fire', '--attribute', 'fire_object=dwelling'];
  const report = await system.hromada('report-incident', ...fire, '--hromada', name, '--killed', '1');
  expect(report.stdout).toMatch(/^Incident: +[0-9a-f-]{36}\nReceived \(Kyiv\): /m);
  expect(report.stdout).toContain(`${OF_HROMADA?.fullName}, ${OF_HROMADA?.phone}`);
  expect(report.stdout).toContain('Also call 101');
  await eventually(async () => {
    expect(await countedIncidents(connection)).toBe(1n);
  });
});

test('draws the programme on the terminal and as a file, and counted figures', async () => {
  const drawn = await system.hromada('scorecard', '--chart');
  expect(drawn.stdout).toMatch(/^Виконання програми «Безпечна громада»\n.*\n.*Офіцери громад на посаді: 2\s/);
  const file = join(testFolder('charts'), 'progress.svg');
  const written = await system.hromada('chart', 'progress', '--language', 'en', '--output', file);
  expect(written.stdout).toBe(`${file}: 4 figures\n`);
  expect(await readFile(file, 'utf8')).toMatch(
    /^<svg .*<title id="chart-800-title">Progress of the Safe Community programme/,
  );
  const today = kyivDay(new Date());
  const ofDay = ['--territory', 'UA05000000000010236', '--from', today, '--to', today];
  const progress = await system.hromada('chart', 'progress', ...ofDay, '--language', 'en');
  const [year, month, day] = today.split('-');
  expect(progress.stdout).toContain(`${day}.${month}.${year}–${day}.${month}.${year}`);
  const period = ['--from', today, '--to', today, '--by', 'category', '--chart'];
  const { stdout } = await system.hromada('figures', 'incidents', ...period);
  // Nobody is declared to report: what is counted is a lower bound.
  expect(stdout).toMatch(/^Пожежі +░+ +щонайменше\u00a01$/m);
});

test('a request id is accepted once; a different report with it is rejected', async () => {
  const requestId = '0190a1b2-0000-7000-8000-000000000001';
  const rest = ['--hromada', 'Київ', '--request-id', requestId, '--json'];
  const report = (category: string, attribute: string, ...more: string[]) =>
    system.hromada('report-incident', '--category', category, '--attribute', attribute, ...rest, ...more);
  const classes = ['--police-class', 'beta', '--medical-class', 'critical', '--classifier-code', 'resolution-1031=3.1'];
  const medical = () => report('medical', 'medical_kind=trauma', ...classes);
  const [first, again] = [await medical(), await medical()];
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
  const { incidentId } = JSON.parse(first.stdout) as { incidentId: string };
  const { stdout } = await system.hromada('incidents', 'get', incidentId);
  expect(stdout).toContain('Classes:     102 beta, 103 critical, resolution-1031 3.1\n');
  const other = await report('fire', 'fire_object=dwelling');
  expect(other.exitCode).toBe(1);
  expect(other.stderr).toContain('REQUEST_ID_REUSED');
});

test('prints counted figures as a table, JSON, and CSV, and the list of measures', async () => {
  const period = ['--from', kyivDay(new Date(Date.now() - 86_400_000)), '--to', kyivDay(new Date())];
  const asked = ['figures', 'incidents', 'killed', ...period, '--by', 'category'];
  const table = await eventually(async () => {
    const answer = await system.hromada(...asked);
    expect(answer.stdout).toMatch(/incidents  Medical + at least 1$/m);
    return answer;
  });
  expect(table.stdout).toMatch(/killed + Fire + at least 1$/m);
  expect(table.stdout).toMatch(/^killed: Without domestic violence, school safety, in totals as well/m);
  const { figures } = JSON.parse((await system.hromada(...asked, '--json')).stdout) as { figures: object[] };
  // Who was killed in a medical emergency, nobody has said: that is not 0.
  expect(figures).toHaveLength(3);
  const csv = await system.hromada(...asked, '--csv');
  expect(csv.stdout).toContain('\nkilled,,,,fire,,,1,,incomplete,0\n');
  const lines = (await system.hromada(...asked, '--json-lines')).stdout.trim().split('\n');
  expect(lines).toHaveLength(4);
  const { stdout: measures } = await system.hromada('figures');
  expect(measures).toContain('response_time_p90');
  expect(measures).toMatch(/^visits_done .* hromada released, GetExactSensitiveFigures/m);
  expect(measures).toMatch(/^work_hours .* GetExactSensitiveFigures/m);
  const wrong = await system.hromada('figures', 'murders', ...period);
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('selection.measures[0]') });
});

test('prints the load of hromadas, and cameras, as known on a day', async () => {
  const [yesterday, today] = [kyivDay(new Date(Date.now() - 86_400_000)), kyivDay(new Date())];
  const shown = async (measure: string, level: string, knownOn: string) => {
    const period = ['--from', yesterday, '--to', today, '--known-on', knownOn];
    return (await system.hromada('figures', measure, ...period, '--level', level, '--by', 'territory', '--csv')).stdout;
  };
  expect(await shown('incidents', 'hromada', today)).toMatch(/^incidents,UA/m);
  expect(await shown('incidents', 'hromada', yesterday)).not.toMatch(/^incidents,UA/m);
  expect(await shown('camera_coverage', 'oblast', yesterday)).toContain(`# as_known_on ${yesterday}\n`);
  const later = kyivDay(new Date(Date.now() + 2 * 86_400_000));
  const period = ['--from', yesterday, '--to', today, '--known-on', later];
  const wrong = await system.hromada('figures', 'camera_coverage', ...period);
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('as_known_on') });
});

test('prints released figures, of which none is counted for the query', async () => {
  const year = ['--from', '2026-01-01', '--to', '2026-01-01', '--category', 'domestic-violence', '--by', 'year'];
  expect((await system.hromada('released', 'visits-done', ...year)).stdout).toMatch(/^UA + 2026-01-01  +not released/m);
  const { figures } = JSON.parse((await system.hromada('released', 'incidents', ...year, '--json')).stdout) as {
    figures: unknown[];
  };
  expect(figures).toEqual([{ periodStart: '2026-01-01', hidden: expect.stringMatching(/NOT_RELEASED/), roundedTo: 5 }]);
  const wrong = await system.hromada('released', 'luck', ...year);
  expect(wrong.stderr).toContain('It must be one of incidents, killed');
});

test('prints what was on time as a table, JSON, and CSV', async () => {
  expect((await system.hromada('on-time')).stdout).toMatch(
    /Goal  Service  Class  Area [^]*Arrivals: nobody reports them yet/,
  );
  const unknown = { completeness: 'COMPLETENESS_UNKNOWN' };
  expect(JSON.parse((await system.hromada('on-time', '--json')).stdout)).toEqual({
    installation: 'INSTALLATION_KIND_DEMONSTRATION',
    arrivalsCoverage: unknown,
    repairsCoverage: unknown,
  });
  expect((await system.hromada('on-time', '--goal', 'repair', '--csv')).stdout).toMatch(
    /^goal,service,class,area,clock,/,
  );
  const wrong = await system.hromada('on-time', '--territory', 'UA05');
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('territory_code') });
});

test('compares territories as a table, JSON, and CSV', async () => {
  const asked = ['compare', 'incidents', '--level', 'oblast'];
  const table = await system.hromada(...asked);
  expect(table.stdout).toContain('Incidents, per 100,000 people from ');
  expect(table.stdout).toMatch(
    /Territories: 27, without a rate: 27\. .*\n.*not everybody reports: \d+; because nobody does: \d+\.\n.*temporarily occupied: 2\./,
  );
  const peers = await system.hromada('compare', 'incidents', '--peers-of', 'Агрономічна');
  expect(peers.stdout).toMatch(/Peers: rural, 9,\d\d\d to 9,\d\d\d people\./);
  const { territories } = JSON.parse((await system.hromada(...asked, '--json')).stdout) as { territories: object[] };
  expect(territories).toHaveLength(27);
  const csv = (await system.hromada(...asked, '--csv')).stdout.trim().split('\n');
  expect(csv[0]).toContain('rank,code,name_uk,name_en,count,population,rate,rate_low,rate_high,shrunken_rate');
  expect(csv[0]).toMatch(/,position,status,status_since,occupied_hromadas$/);
  expect(csv.at(-2)).toMatch(
    /^,UA01000000000013043,Автономна Республіка Крим,Avtonomna Respublika Krym,,.*,occupied,2014-02-20,\d$/,
  );
  expect(table.stdout).toContain('temporarily occupied since 2014-02-20');
  const wrong = await system.hromada('compare', 'response_time_p50', '--level', 'oblast');
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('measure') });
});

test('lists unusual days, and the promises of a period', async () => {
  const anomalies = await system.hromada('anomalies');
  expect(anomalies.stdout).toMatch(/Checked until \d{4}-\d\d-\d\d|No day has been checked yet/);
  expect((await system.hromada('anomalies', '--csv')).stdout).toMatch(/^day,territory_code,name_uk,category,incidents/);
  const card = await system.hromada('scorecard', '--territory', 'UA05000000000010236');
  expect(card.stdout).toMatch(/^Safe Community · Вінницька oblast · \d{4}/);
  const csv = await system.hromada('scorecard', '--territory', 'UA', '--csv');
  expect(csv.stdout).toMatch(/^territory_code,promise,first_day,last_day,kind,value/);
  expect(csv.stdout).toMatch(/\nUA,deaths_total,\d{4}-01-01,\d{4}-\d\d-\d\d,at_least,\d+/);
  const wrong = await system.hromada('scorecard', '--from', '2026-02-01', '--to', '2026-01-01');
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('last_day') });
});

test('an invalid report is rejected with all violations, and nothing is counted', async () => {
  // A job of the registry may publish at any moment.
  const [, ...before] = await headsOf(connection);
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
  const [, ...after] = await headsOf(connection);
  expect(after).toEqual(before);
});

test('reconcile accounts for every report, names a wrong count, and repairs it', { timeout: 120_000 }, async () => {
  expect(await system.hromada('reconcile')).toMatchObject({ exitCode: 0 });
  await system.sql('statistics', 'update category_count set incidents = incidents + 1 where incidents = 1');
  const wrong = await system.hromada('reconcile', '--json');
  expect(wrong.exitCode).toBe(1);
  expect(JSON.parse(wrong.stdout)).toMatchObject({
    missing: expect.arrayContaining([expect.stringMatching(/ of Fire, /)]),
  });
  expect(await system.hromada('reconcile', '--repair')).toMatchObject({ exitCode: 0 });
  expect(await system.hromada('reconcile')).toMatchObject({ exitCode: 0 });
});
