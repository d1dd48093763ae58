import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('prints the status of a report in the language of the output', async () => {
  const { trackingToken } = await report();
  const { exitCode, stdout } = await system.hromada('report-status', trackingToken);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    'Your report has been received.',
    expect.stringMatching(/^Fire, .*Вінницька/),
  ]);
  expect(stdout).toContain('The reporter can add to it; 50 additions are left.');
  const ukrainian = await system.hromada('--language', 'uk', 'report-status', trackingToken);
  expect(ukrainian.stdout).toMatch(/^Ваше повідомлення прийнято\.\nПожежа, .*Вінницька/);
  expect(ukrainian.stdout).toContain('Заявник може: доповнити його; залишилося доповнень: 50.');
  const { stdout: json } = await system.hromada('report-status', trackingToken, '--json');
  expect(JSON.parse(json)).toMatchObject({ status: { state: 'INCIDENT_STATE_RECEIVED', additionsLeft: 50 } });
});

test('prints only the state of a sensitive report', async () => {
  const { trackingToken } = await report({
    category: IncidentCategory.DOMESTIC_VIOLENCE,
    attributes: [{ name: 'violence_forms', value: 'physical' }],
  });
  const { stdout } = await system.hromada('report-status', trackingToken);
  expect(stdout).toBe('Your report has been received.\nThe reporter can add to it; 50 additions are left.\n');
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
  expect(stdout).toMatch(new RegExp(`100 %  +0 m  .*received.*${other.incidentId}`));
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
  expect(whole.stdout).toContain('Added later: ще горить\n');
  expect(whole.stdout).toContain(`Duplicates:  ${other.incidentId}\n`);
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
  expect(stdout).toMatch(/community works +4 +2 +1 day +from 2000-01-01 +confirmed +КУпАП, статті 321-1/);
  expect(stdout).toMatch(
    /urgent +leave home \*, no entry \*, no contact +up to 10 days +none +from 2000-01-01 +confirmed +Закон/,
  );
  expect(stdout).toMatch(/restraining +not stay in shared home, .* +1–6 months +up to 6 months/);
  const { stdout: json } = await system.hromada('law', '--json');
  expect(JSON.parse(json)).toMatchObject({ orders: [{ mostTerm: 6 }, { mostTerm: 10 }] });
  const terms = (await system.hromada('law', '--terms', '--day', '2026-01-01')).stdout;
  expect(terms).toMatch(/Fire +steps, immediate +2 \+ 2 \+ 15 \+ 1440 min +from 2000-01-01 +unconfirmed +Робочі/);
  expect(terms).toMatch(/Domestic violence +retention +1826 days +from 2000-01-01 +unconfirmed +Рішення/);
  const history = (await system.hromada('law', '--history')).stdout;
  expect(history).toMatch(/first release +— +retention-rule-gas-2000-01-01 +added/);
  const { stdout: revisions } = await system.hromada('law', '--history', '--json');
  expect((JSON.parse(revisions) as { revisions: object[] }).revisions.length).toBeGreaterThan(50);
  expect(await system.hromada('law', '--day', 'today')).toMatchObject({ exitCode: 1, stdout: '' });
});

test('docs/law.md has every rule of a new installation with its days, status, and source', async () => {
  const lines = readFileSync(join(import.meta.dirname, '../../../docs/law.md'), 'utf8').split('\n');
  const ofLaw = JSON.parse((await system.hromada('law', '--json')).stdout) as Record<string, { basis?: Basis }[]>;
  const ofTargets = JSON.parse((await system.hromada('targets', '--json')).stdout) as {
    targets: (Basis & Confirmed)[];
  };
  const rules = [
    ...Object.values(ofLaw).flatMap((kind) => kind.flatMap(({ basis }) => basis ?? [])),
    ...ofTargets.targets.map((target) => ({
      ...target,
      status: target.confirmed === true ? 'RULE_STATUS_CONFIRMED' : 'RULE_STATUS_UNCONFIRMED',
    })),
  ];
  const missing = rules.filter(({ validFrom, validTo, status, source }) => {
    const days = validTo === undefined ? `from ${validFrom}` : `${validFrom} to ${validTo}`;
    const word = status.replace('RULE_STATUS_', '').toLowerCase();
    const end = `| ${days} | ${word === 'confirmed' ? word : `**${word}**`} | ${source} |`;
    return !lines.some((line) => line.includes(end));
  });
  expect(rules.length).toBeGreaterThan(60);
  expect(missing).toEqual([]);
});

/** As the JSON of a message: what is empty is absent. */
interface Basis {
  readonly validFrom: string;
  readonly validTo?: string;
  readonly status: string;
  readonly source: string;
}
interface Confirmed {
  readonly confirmed?: boolean;
}

test('lists the targets of a day with source and status, and says which are not applied', async () => {
  const { exitCode, stdout } = await system.hromada('targets', '--day', '2025-08-18');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/ambulance +critical +any +— +10 min, 25 % may take longer[^\n]+binding +yes +Постанова/);
  expect(stdout).toMatch(
    /police +neighbouring_zone +urban +— +10 min[^\n]+recommended, not confirmed +not automatically: no report names/,
  );
  expect(stdout).toContain('2025-08-18');
  expect((await system.hromada('targets', '--day', '2025-08-17')).stdout).not.toContain('announced');
  const { targets, notAppliedReasons } = JSON.parse((await system.hromada('targets', '--json')).stdout) as {
    targets: unknown[];
    notAppliedReasons: string[];
  };
  expect([targets.length, notAppliedReasons.length]).toEqual([8, 8]);
  expect(await system.hromada('targets', '--day', 'today')).toMatchObject({ exitCode: 2, stdout: '' });
});
