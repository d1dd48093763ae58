import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { eventually, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const INTAKE = 'incident-intake';
const AS_AUDITOR = ['--purpose', 'inspection', 'audit'];

let system: RunningSystem;
let incidentId: string;
beforeAll(async () => {
  system = await runSystem([INTAKE]);
  const connection = system.connect();
  const report = IncidentReport.fromPartial({
    category: IncidentCategory.FIRE,
    channel: ReportChannel.PHONE_101,
    hromadaCode: 'UA05020030000031457',
    attributes: [{ name: 'fire_object', value: 'dwelling' }],
  });
  const request = { requestId: randomUUID(), report };
  ({ incidentId } = await eventually(() => connection.incidents.reportIncident(request), { within: 30_000 }));
  connection.close();
}, 120_000);
afterAll(() => system.stop());

const audit = (...args: string[]) => system.hromada(...AS_AUDITOR, ...args);

test('an auditor finds who reported an incident, and must state a purpose', async () => {
  const found = await audit('search', INTAKE, '--about', incidentId, '--kind', 'write', '--json');
  expect(JSON.parse(found.stdout)).toEqual([
    expect.objectContaining({ service: INTAKE, system: 'client', subjectIds: [incidentId], times: 1 }),
  ]);
  const table = await audit('search', INTAKE, '--about', incidentId, '--kind', 'write');
  expect(table.stdout).toMatch(/incident-intake  +\d+  .*  write  client .* ReportIncident/);
  // Reads of the audit are recorded too, with their purpose.
  const looks = await audit('search', INTAKE, '--kind', 'audit-read', '--json');
  expect(JSON.parse(looks.stdout)).toContainEqual(
    expect.objectContaining({ purpose: 'inspection', subjectIds: [incidentId] }),
  );
  const unsaid = await system.hromada('audit', 'search', INTAKE);
  expect(unsaid).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('PURPOSE_REQUIRED') });
});

test('verify accepts an unaltered audit, online and from an export', async () => {
  const online = await audit('verify', INTAKE);
  expect(online).toMatchObject({ exitCode: 0, stderr: '' });
  expect(online.stdout).toMatch(/incident-intake: \d+ entries in \d+ links up to \d+, \d+ checkpoints: unaltered/);
  const file = join(testFolder('export'), 'intake.jsonl');
  writeFileSync(file, (await audit('export', INTAKE)).stdout);
  expect(await audit('verify', INTAKE, '--file', file)).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await audit('verify', '--file', file)).toMatchObject({ exitCode: 2 });
});

test('verify names altered and deleted rows', { retry: 0 }, async () => {
  const [{ sequence } = { sequence: '' }] = JSON.parse(
    (await audit('search', INTAKE, '--about', incidentId, '--kind', 'write', '--json')).stdout,
  ) as { sequence: string }[];
  await spoil(`update audit_entry set acting_user = 'nobody' where sequence = ${sequence}`);
  const altered = await audit('verify', INTAKE);
  expect(altered.exitCode).toBe(1);
  expect(altered.stderr).toContain(`incident-intake: entry ${sequence} was altered`);
  await spoil(`delete from audit_entry where sequence = ${sequence}`);
  const deleted = await audit('verify', INTAKE, '--json');
  expect(deleted.exitCode).toBe(1);
  expect(JSON.parse(deleted.stdout)).toEqual([
    expect.objectContaining({ findings: [`entry ${sequence} was deleted`] }),
  ]);
});

/** What an owner of the tables can do. */
function spoil(statement: string): Promise<unknown> {
  return system.sql(
    INTAKE,
    'alter table audit_entry disable trigger audit_entry_written_once',
    statement,
    'alter table audit_entry enable trigger audit_entry_written_once',
  );
}
