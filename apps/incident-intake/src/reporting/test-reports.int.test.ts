import { randomUUID } from 'node:crypto';
import { EntryKind } from '@safe-community/contracts/audit/v1/audit_service.ts';
import { WithdrawalCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  BatchReportIncidentsRequest,
  type ListIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { incidentRestored, incidentWithdrawn } from '@safe-community/events';
import { runAsTest, startTelemetry } from '@safe-community/telemetry';
import { eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { auditAt } from '../../test/audit-calls.ts';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { courseOfCase } from '../../test/course-of-case.ts';
import { runIntakeWithRegistry, type IntakeWithRegistry } from '../../test/intake-with-registry.ts';
import { fire, header, row, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { openWatch } from '../../test/open-watch.ts';
import { sendBatch } from '../../test/reporting-calls.ts';
import type { RunningIntake } from '../../test/running-intake.ts';

let world: IntakeWithRegistry;
let intake: RunningIntake;
let course: CourseCalls;
let officerId: string;
let telemetry: Awaited<ReturnType<typeof startTelemetry>>;
beforeAll(async () => {
  telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 0 });
  world = await runIntakeWithRegistry();
  ({ intake } = world);
  course = courseCalls(intake);
  officerId = await world.assign();
  await eventually(isRouted);
});
afterAll(async () => {
  course.end();
  await world.stop();
  await telemetry.shutdown();
});

const TEST = { report: fire({ test: true }) };

const WAYS: [string, () => Promise<{ incidentId: string }>][] = [
  ['its field', () => intake.report(TEST)],
  ['the baggage of its call', () => runAsTest(() => intake.report({ report: fire() }))],
];

test.each(WAYS)('a registered system reports a test by %s: its answer is that of a real report', async (_, report) => {
  const real = await intake.report({ report: fire() });
  const answer = await report();
  expect(answer).toEqual({
    ...real,
    incidentId: expect.any(String),
    receivedTime: expect.any(Date),
    trackingToken: expect.any(String),
    dueTime: expect.any(Date),
  });
  const { incident } = await intake.get(answer.incidentId);
  expect(incident).toMatchObject({ test: true, responsibleOfficerId: officerId, state: IncidentState.RECEIVED });
  expect((await intake.get(real.incidentId)).incident).toMatchObject({ test: false });
  const { entries } = await course.history(answer.incidentId);
  expect(entries[0]).toMatchObject({ kind: 'reported', details: { test: 'true' } });
  const entry = { subjectId: answer.incidentId, kind: EntryKind.WRITE };
  expect(await auditAt(intake.port).find(entry)).toMatchObject([{ system: 'client' }]);
});

test.each(WAYS)('a test that was reported by %s stays one, and so do the marks of its events', async (_, report) => {
  const { incidentId } = await report();
  await course.reject(incidentId);
  await course.reopen(incidentId);
  await course.reject(incidentId, {}, true);
  await course.reopen(incidentId);
  expect((await intake.get(incidentId)).incident).toMatchObject({ test: true });
  const found = await marks(incidentId);
  expect(found.length).toBeGreaterThan(6);
  for (const [event, isTest] of found) expect([event, isTest]).toEqual([event, true]);
});

const NOT_GRANTED = { code: 'PERMISSION_DENIED', reason: 'TESTS_NOT_GRANTED' };

test('any other system may not report a test, and no row is stored', async () => {
  const before = await intake.counts();
  const request = { requestId: randomUUID(), ...TEST };
  expect(await refusalOf(intake.report(request, 'statistics'))).toMatchObject(NOT_GRANTED);
  const bytes = BatchReportIncidentsRequest.encode({ requests: [request] }).finish();
  const { results } = await sendBatch(intake, Buffer.from(bytes), 'statistics');
  const refused = { $case: 'refused', value: { reason: 'TESTS_NOT_GRANTED', violations: [] } };
  expect(results).toEqual([{ outcome: refused }]);
  expect(await intake.counts()).toEqual(before);
  // The same id is free for the real report.
  await intake.report({ ...request, report: fire() }, 'statistics');
});

test('a row says that it is a test, and only a registered system may import it', async () => {
  const source = `city-${randomUUID().slice(0, 8)}`;
  const parts = () => [header(randomUUID(), source, true), row(1, TEST), row(2)];
  const refused = await intake.send(parts(), 'statistics');
  expect(refused).toMatchObject({ added: 1, refusedRows: [{ rowNumber: 1, field: 'report.test' }] });
  const accepted = await intake.send(parts());
  expect(accepted).toMatchObject({ added: 1, alreadyKnown: 1 });
  const { incident } = await intake.get(accepted.rowResults[0]?.incidentId ?? '');
  expect(incident).toMatchObject({ test: true, sourceSystem: source });
  const later = await intake.send([header(randomUUID(), source), row(1, { report: fire() })]);
  expect(later.differentRows).toMatchObject([{ field: 'report.test' }]);
});

test('a victim’s report stays real, whatever the baggage of an unregistered system says', async () => {
  const report = fire({ category: IncidentCategory.DOMESTIC_VIOLENCE });
  const { incidentId } = await runAsTest(() => intake.report({ report }, 'statistics'));
  expect((await intake.get(incidentId)).incident).toMatchObject({ test: false, responsibleOfficerId: officerId });
  expect(await marks(incidentId)).toEqual([['incident-reported', false]]);
  expect(await listed()).toContain(incidentId);
});

test('a step by a registered system with its mark does not hide a real incident from the figures', async () => {
  const { incidentId } = await intake.report({ report: fire() });
  const marked = courseOfCase(intake);
  onTestFinished(() => marked.close());
  await runAsTest(() => marked.reject(incidentId, 'хибний виклик'));
  expect((await intake.get(incidentId)).incident).toMatchObject({ test: false });
  expect(await marks(incidentId)).toEqual([
    ['incident-reported', false],
    ['incident-state-changed', false],
    ['incident-withdrawn', false],
  ]);
});

test('only a list of tests has a test', async () => {
  const { incidentId } = await intake.report(TEST);
  const lists: Partial<ListIncidentsRequest>[] = [
    {},
    { hromadaCode: VINNYTSIA },
    { oblastCode: VINNYTSIA_OBLAST },
    { responsibleOfficerId: officerId },
    { category: IncidentCategory.FIRE },
    { states: [IncidentState.RECEIVED] },
  ];
  for (const filter of lists) {
    expect([filter, await listed(filter)]).not.toEqual([filter, expect.arrayContaining([incidentId])]);
    expect(await listed({ ...filter, testsOnly: true })).toContain(incidentId);
  }
  expect(await listed({ testsOnly: true, states: [IncidentState.CLOSED] })).toEqual([]);
  const { incidents } = await intake.list({ testsOnly: true, pageSize: 500 });
  expect(new Set(incidents.map((each) => each.test))).toEqual(new Set([true]));
});

test.each(['unroutedOnly', 'overdueOnly'] as const)('a list of tests cannot be %s', async (only) => {
  const refusal = await refusalOf(intake.list({ testsOnly: true, [only]: true }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['tests_only'] });
});

test('neither the unrouted nor the overdue ones are tests', async () => {
  const aTest = (await intake.report(TEST)).incidentId;
  const real = (await intake.report({ report: fire() })).incidentId;
  const late = `update incident set responsible_officer_id = null, due_at = now() - interval '1 day',
    escalation_level = 1 where incident_id = any ($1)`;
  await intake.sql(late, [[aTest, real]]);
  for (const filter of [{ unroutedOnly: true }, { overdueOnly: true }]) {
    const found = await listed(filter);
    expect([found.includes(real), found.includes(aTest)]).toEqual([true, false]);
  }
});

test('a watch shows no tests', async () => {
  const watch = openWatch(intake.port);
  onTestFinished(() => watch.close());
  await eventually(() => expect(watch.tokens.length).toBeGreaterThan(0));
  await intake.report(TEST);
  const { incidentId } = await intake.report({ report: fire() });
  await eventually(() => expect(watch.changes.map((change) => change.incidentId)).toEqual([incidentId]));
});

test('an incident that is found to be a test at its end is withdrawn as one, and counts again if that was wrong', async () => {
  const { incidentId } = await intake.report({ report: fire() });
  await course.reject(incidentId, {}, true);
  expect((await intake.get(incidentId)).incident).toMatchObject({ test: true, state: IncidentState.REJECTED });
  expect((await course.history(incidentId)).entries.at(-1)).toMatchObject({
    kind: 'rejected',
    details: { test: 'true' },
  });
  expect([await listed(), await listed({ testsOnly: true })]).toEqual([
    expect.not.arrayContaining([incidentId]),
    expect.arrayContaining([incidentId]),
  ]);
  const [withdrawn] = await world.published(incidentWithdrawn, incidentId);
  expect(withdrawn).toMatchObject({ cause: WithdrawalCause.TEST });
  await course.reopen(incidentId);
  expect((await intake.get(incidentId)).incident).toMatchObject({ test: false });
  expect(await listed({ responsibleOfficerId: officerId })).toContain(incidentId);
  expect(await world.published(incidentRestored, incidentId)).toMatchObject([{ cause: WithdrawalCause.TEST }]);
  // Statistics has counted it: no event about it may be ignored.
  expect((await marks(incidentId)).map(([, isTest]) => isTest)).not.toContain(true);
});

async function isRouted(): Promise<void> {
  expect((await intake.report({ report: fire() })).responsibleOfficerId).toBe(officerId);
}

async function listed(filter: Partial<ListIncidentsRequest> = {}): Promise<string[]> {
  return (await intake.list({ pageSize: 500, ...filter })).incidents.map(({ incidentId }) => incidentId);
}

/** The events of an incident, and whether they are marked. */
async function marks(incidentId: string): Promise<[string, boolean][]> {
  const found = await intake.sql('select type, is_test, body from ledger_event order by position');
  return found
    .filter(({ body }) => (body as Buffer).includes(incidentId))
    .map(({ type, is_test: isTest }) => [String(type).split('.').at(-1) ?? '', isTest === true]);
}
