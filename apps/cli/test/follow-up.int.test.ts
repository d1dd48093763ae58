import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ReportIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/connection/connect-services.ts';
import { runSystem, type RunningSystem } from './running-system.ts';

let system: RunningSystem;
let connection: Connection;
beforeAll(async () => {
  system = await runSystem(['incident-intake']);
  connection = system.connect();
});
afterAll(async () => {
  connection.close();
  await system.stop();
});

test('prints the status of a report in Ukrainian and English', async () => {
  const { trackingToken } = await report();
  const { exitCode, stdout } = await system.hromada('report-status', trackingToken);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    'Ваше звернення прийнято.',
    'Your report has been received.',
    expect.stringMatching(/^Fire · Пожежа, .*Вінницька/),
  ]);
  expect(stdout).toContain('The reporter can add to it; 50 additions are left.');
  const { stdout: json } = await system.hromada('report-status', trackingToken, '--json');
  expect(JSON.parse(json)).toMatchObject({ status: { state: 'INCIDENT_STATE_RECEIVED', additionsLeft: 50 } });
});

test('prints only the state of a sensitive report', async () => {
  const { trackingToken } = await report({
    category: IncidentCategory.DOMESTIC_VIOLENCE,
    attributes: [{ name: 'violence_forms', value: 'physical' }],
  });
  const { stdout } = await system.hromada('report-status', trackingToken);
  expect(stdout).toBe(
    'Ваше звернення прийнято.\nYour report has been received.\nThe reporter can add to it; 50 additions are left.\n',
  );
});

test('rejects an unknown token without repeating it', async () => {
  const { exitCode, stdout, stderr } = await system.hromada('report-status', 'AZrCaS1ncNoSuchToken');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain('report not found');
  expect(stderr).not.toContain('AZrCaS1ncNoSuchToken');
});

test('lists likely duplicates, and shows merged reports and additions', async () => {
  const location = { latitude: 49.2331, longitude: 28.4682 };
  const [one, other] = [await report({ location }), await report({ location })];
  const { exitCode, stdout } = await system.hromada('incidents', 'duplicates', one.incidentId);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`100 % │ +0 m │ .*received.*${other.incidentId}`));
  const { stdout: json } = await system.hromada('incidents', 'duplicates', one.incidentId, '--json');
  expect(JSON.parse(json)).toMatchObject({ likely: [{ incidentId: other.incidentId }] });
  const merge = { requestId: randomUUID(), expectedVersion: 0, reason: '' };
  const [duplicateIncidentId, primaryIncidentId] = [other.incidentId, one.incidentId];
  await connection.duplicates.mergeIncidents({ ...merge, duplicateIncidentId, primaryIncidentId });
  await connection.reporters.addToReport({
    requestId: randomUUID(),
    trackingToken: one.trackingToken,
    text: 'ще горить',
  });
  const alone = await system.hromada('incidents', 'duplicates', one.incidentId);
  expect(alone.stdout).toBe('No likely duplicates.\n');
  const whole = await system.hromada('incidents', 'get', one.incidentId);
  expect(whole.stdout).toContain('Added later:  ще горить\n');
  expect(whole.stdout).toContain(`Duplicates:   ${other.incidentId}\n`);
});

test('an invalid id or score is a usage error', async () => {
  expect(await system.hromada('incidents', 'duplicates', '7')).toMatchObject({ exitCode: 2, stdout: '' });
  const { exitCode, stderr } = await system.hromada('incidents', 'duplicates', randomUUID(), '--least-score', '2');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('It must be a number above 0, at most 1.');
});

function report(more: Partial<IncidentReport> = {}): Promise<ReportIncidentResponse> {
  const plain = {
    category: IncidentCategory.FIRE,
    channel: ReportChannel.PHONE_101,
    hromadaCode: 'UA05020030000031457',
    attributes: [{ name: 'fire_object', value: 'dwelling' }],
  };
  return connection.incidents.reportIncident({
    requestId: randomUUID(),
    report: { ...IncidentReport.fromPartial(plain), ...more },
  });
}

test('lists the bounds of sanctions of a day with source and status', async () => {
  const { exitCode, stdout } = await system.hromada('law', '--day', '2024-12-18');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/173-2 p\. 1[^\n]*30–40[^\n]*confirmed/);
  expect(stdout).toMatch(/173-2 p\. 2[^\n]*not known[^\n]*2000-01-01 to 2024-12-18[^\n]*unconfirmed/);
  expect(stdout).not.toContain('173-2 p. 3');
  const { stdout: json } = await system.hromada('law', '--json');
  expect(JSON.parse(json)).toMatchObject({ orders: [{ mostTerm: 6 }, { mostTerm: 10 }] });
  const terms = (await system.hromada('law', '--terms', '--day', '2026-01-01')).stdout;
  expect(terms).toMatch(
    /fire[ │]+steps, immediate[ │]+2 \+ 2 \+ 15 \+ 1440 min[ │]+from 2000-01-01[ │]+unconfirmed[ │]+Робочі/,
  );
  expect(terms).toMatch(
    /domestic violence[ │]+retention[ │]+1826 days[ │]+from 2000-01-01[ │]+unconfirmed[ │]+Рішення/,
  );
  const history = (await system.hromada('law', '--history')).stdout;
  expect(history).toMatch(/first release[ │]+retention-rule-gas-2000-01-01[ │]+added/);
  const { stdout: revisions } = await system.hromada('law', '--history', '--json');
  expect((JSON.parse(revisions) as { revisions: object[] }).revisions.length).toBeGreaterThan(50);
  expect(await system.hromada('law', '--day', 'today')).toMatchObject({ exitCode: 1, stdout: '' });
});
