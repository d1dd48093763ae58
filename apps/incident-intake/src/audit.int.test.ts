import { randomUUID } from 'node:crypto';
import { EntryKind } from '@safe-community/contracts/audit/v1/audit_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditAt } from '../test/audit-calls.ts';
import { fire, header, row } from '../test/messages.ts';
import { runIntake, type RunningIntake } from '../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

const INTAKE = 'safecommunity.incidents.v1.IncidentIntakeService';
const sensitive = async (): Promise<string> =>
  (await intake.report({ report: fire({ category: IncidentCategory.DOMESTIC_VIOLENCE }) })).incidentId;

test('records a write as one entry with caller, method and incident; 50 concurrent repeats add none', async () => {
  const requestId = randomUUID();
  const request = { requestId, report: fire() };
  const answers = await Promise.all(Array.from({ length: 50 }, () => intake.report(request)));
  const subjectId = answers[0]?.incidentId ?? '';
  const entries = await auditAt(intake.port).find({ subjectId, kind: EntryKind.WRITE });
  expect(entries).toEqual([
    expect.objectContaining({
      kind: EntryKind.WRITE,
      system: 'client',
      edrpou: '00000000',
      method: `${INTAKE}/ReportIncident`,
      requestId,
      subjectIds: [subjectId],
      refusal: '',
      times: 1,
    }),
  ]);
});

test('records no entry for a rejected write', async () => {
  const { system, ...wrong } = { system: 'client', requestId: randomUUID(), report: fire({ hromadaCode: 'UA' }) };
  expect(await refusalOf(intake.report(wrong))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  const found = await auditAt(intake.port).find({ system });
  expect(found.filter(({ requestId }) => requestId === wrong.requestId)).toEqual([]);
});

test('two replicas and batches of all sizes produce one chain with an entry for each report', async () => {
  const replica = await intake.startReplica();
  const counted = async () => Number((await intake.sql(COUNT))[0]?.['count']);
  const before = await counted();
  const reports = Array.from({ length: 300 }, (_, index) =>
    (index % 2 === 0 ? intake : replica).report({
      requestId: randomUUID(),
      report: fire(),
    }),
  );
  const ids = (await Promise.all(reports)).map(({ incidentId }) => incidentId);
  expect(await counted()).toBe(before + 300);
  const [links] = await intake.sql(
    'select count(*)::int as count from audit_link where last_sequence > first_sequence',
  );
  expect(links?.['count']).toBeGreaterThan(0);
  const alone = await intake.sql(
    `select subject_ids[1] as id from audit_entry where subject_ids[1] = any ($1) group by 1 having count(*) = 1`,
    [ids],
  );
  expect(alone).toHaveLength(300);
  expect(await auditAt(intake.port).check()).toEqual([]);
  await replica.stop();
});

test('records each imported row under its incident, and nothing for a known row', async () => {
  const source = `city-${randomUUID().slice(0, 8)}`;
  await intake.send([header(randomUUID(), source), row(1), row(2)]);
  await intake.send([header(randomUUID(), source), row(1), row(2), row(3)]);
  const [found] = await intake.sql(
    `select count(*)::int as count, count(distinct incident_id)::int as incidents
     from incident join audit_entry on subject_ids[1] = incident_id::text
     where source_system = $1 and audit_entry.method = 'import-row'`,
    [source],
  );
  expect(found).toEqual({ count: 3, incidents: 3 });
});

test('records a read of a sensitive incident, with the digest of its reason, before the answer', async () => {
  const subjectId = await sensitive();
  await intake.get(subjectId, 'client', 'канарка');
  const [entry, ...more] = await auditAt(intake.port).find({ subjectId, kind: EntryKind.SENSITIVE_READ });
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ method: `${INTAKE}/GetIncident`, system: 'client' });
  const [read] = await intake.sql(
    'select read_id, sha256(sealed_reason) as digest from sensitive_read where incident_id = $1',
    [subjectId],
  );
  expect(read).toEqual({ read_id: entry?.requestId, digest: entry?.reasonDigest });
});

test('a write whose audit entry cannot be stored fails and leaves nothing', async () => {
  const incidentId = await sensitive();
  const refusal = await intake.database.em.fork().transactional(async (em) => {
    await em.execute('lock table audit_link in exclusive mode');
    return refusalOf(intake.get(incidentId));
  });
  expect(refusal).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await intake.sql('select 1 from sensitive_read where incident_id = $1', [incidentId])).toEqual([]);
});

test('records calls rejected by access control, aggregating equal ones with their count', async () => {
  const incidentId = await sensitive();
  for (let time = 0; time < 3; time += 1) {
    expect(await refusalOf(intake.get(incidentId, 'statistics'))).toMatchObject({ code: 'PERMISSION_DENIED' });
  }
  expect(await refusalOf(intake.list({}, 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
  const denied = async (system: string) =>
    (await auditAt(intake.port).find({ system, kind: EntryKind.DENIED })).map(({ method, refusal, times }) => ({
      method,
      refusal,
      times,
    }));
  await eventually(async () => {
    expect(await denied('nats')).toEqual([
      { method: `${INTAKE}/ListIncidents`, refusal: 'PERMISSION_DENIED SCOPE_MISSING', times: 1 },
    ]);
    const reads = await denied('statistics');
    expect(reads.every(({ method }) => method === `${INTAKE}/GetIncident`)).toBe(true);
    expect(reads.length).toBeGreaterThan(0);
  });
  await intake.restart();
  // A stop writes the rest of the minute.
  const sum = (await denied('statistics')).reduce((all, { times }) => all + times, 0);
  expect(sum).toBe(3);
});

test('records reads of the audit, and rejects a caller without the right', async () => {
  const subjectId = randomUUID();
  const audit = auditAt(intake.port);
  await audit.search({ subjectId });
  const reads = await audit.find({ subjectId, kind: EntryKind.AUDIT_READ });
  // The second read was recorded before it was answered.
  expect(reads.map(({ method }) => method)).toEqual(Array(2).fill('safecommunity.audit.v1.AuditService/SearchEntries'));
  expect(await refusalOf(auditAt(intake.port, 'nats').search({}))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('pages follow each other without gaps, and a page token fits its own filter only', async () => {
  const audit = auditAt(intake.port);
  for (let time = 0; time < 5; time += 1) await intake.report({ requestId: randomUUID(), report: fire() });
  const filter = {
    method: `${INTAKE}/ReportIncident`,
    pageSize: 2,
    fromTime: new Date(0),
    toTime: new Date(Date.now() + 60_000),
  };
  const first = await audit.search(filter);
  const second = await audit.search({ ...filter, pageToken: first.nextPageToken });
  const sequences = [...first.entries, ...second.entries].map(({ sequence }) => sequence);
  expect(sequences).toHaveLength(4);
  expect(sequences).toEqual(sequences.toSorted((a, b) => Number(b - a)));
  expect(new Set(sequences).size).toBe(4);
  const foreign = { ...filter, system: 'another', pageToken: first.nextPageToken };
  expect(await refusalOf(audit.search(foreign))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
  expect(await audit.find({ toTime: new Date(0) })).toEqual([]);
  expect(await audit.find({ fromTime: new Date(Date.now() + 3_600_000) })).toEqual([]);
});

const COUNT = `select count(*)::int as count from audit_entry where kind = 'write'`;
