import { randomUUID } from 'node:crypto';
import { Timestamp } from '@safe-community/contracts/google/protobuf/timestamp.ts';
import { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fire } from '../../test/messages.ts';
import { reportBatch, sendBatch } from '../../test/reporting-calls.ts';
import { runIntakeOnLine, type IntakeOnLine } from '../../test/running-intake.ts';
import { field } from '../../test/wire-bytes.ts';

let intake: IntakeOnLine;
beforeAll(async () => {
  intake = await runIntakeOnLine({ longestQueue: 60 });
});
afterEach(() => intake.line.restore());
afterAll(() => intake.stop());

const one = (more: Partial<ReportIncidentRequest> = {}): ReportIncidentRequest => ({
  requestId: randomUUID(),
  report: fire(),
  ...more,
});
const many = (count: number): ReportIncidentRequest[] => Array.from({ length: count }, () => one());

test('accepts and answers each report in order, in one commit', async () => {
  const before = await intake.counts();
  const { results } = await reportBatch(intake, many(50));
  const ids = results.map(({ outcome }) => (outcome?.$case === 'reported' ? outcome.value.incidentId : ''));
  expect(new Set(ids).size).toBe(50);
  expect(ids).not.toContain('');
  const { incidents, events, requests } = before;
  expect(await intake.counts()).toEqual({ incidents: incidents + 50, events: events + 50, requests: requests + 50 });
  const commits = await intake.sql(
    `select count(distinct xmin::text)::int as commits from incident where incident_id = any ($1::uuid[])`,
    [ids],
  );
  expect(commits).toEqual([{ commits: 1 }]);
});

test('answers a report as it would a single one, with its token', async () => {
  const [request] = many(1);
  const { results } = await reportBatch(intake, [request!]);
  const alone = await intake.report(request!);
  expect(results).toEqual([{ outcome: { $case: 'reported', value: alone } }]);
  expect(alone.trackingToken).toMatch(/^[\w-]{43}$/);
});

test('a repeated batch returns the same answers and adds nothing', async () => {
  const batch = many(20);
  const first = await reportBatch(intake, batch);
  const before = await intake.counts();
  expect(await reportBatch(intake, batch)).toEqual(first);
  expect(await intake.counts()).toEqual(before);
});

test('accepts or rejects each report on its own', async () => {
  const used = one();
  await intake.report(used);
  const before = await intake.counts();
  const { results } = await reportBatch(intake, [
    one(),
    one({ report: fire({ hromadaCode: 'UA', description: '\u200b' }) }),
    one({ report: fire({ hromadaCode: 'UA', description: '\u0000' }) }),
    one({ report: undefined }),
    one({ requestId: 'no uuid' }),
    one({ requestId: 'no uuid' }),
    { ...used, report: fire({ description: 'інше' }) },
    one(),
  ]);
  const told = results.map(({ outcome }) =>
    outcome?.$case === 'refused'
      ? [outcome.value.reason, ...outcome.value.violations.map(({ field }) => field)]
      : [outcome?.$case],
  );
  expect(told).toEqual([
    ['reported'],
    ['FIELDS_INVALID', 'report.hromada_code', 'report.description'],
    // Fields beyond their limits are not parsed any further.
    ['FIELDS_INVALID', 'report.description'],
    ['FIELDS_INVALID', 'report'],
    ['FIELDS_INVALID', 'request_id'],
    ['FIELDS_INVALID', 'request_id'],
    ['REQUEST_ID_REUSED', 'request_id'],
    ['reported'],
  ]);
  expect((await intake.counts()).incidents).toBe(before.incidents + 2);
});

test('rejects the whole batch if an id occurs twice, ignoring case', async () => {
  const [first, second] = [one(), one()];
  const before = await intake.counts();
  const batch = [first, second, { ...one(), requestId: first.requestId.toUpperCase() }, second];
  const refusal = await refusalOf(reportBatch(intake, batch));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID' });
  expect(refusal.fields).toEqual(['requests[2].request_id', 'requests[3].request_id']);
  expect(await intake.counts()).toEqual(before);
});

test.each([0, 101])('rejects a batch of %d', async (count) => {
  const before = await intake.counts();
  const refusal = await refusalOf(reportBatch(intake, many(count)));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['requests'] });
  expect(await intake.counts()).toEqual(before);
});

test('rejects what exceeds the capacity and accepts the rest; both can be sent again', async () => {
  const batch = many(100);
  const before = await intake.counts();
  const { results } = await reportBatch(intake, batch);
  const refused = results.filter(({ outcome }) => outcome?.$case === 'refused');
  expect(refused).toHaveLength(40);
  for (const { outcome } of refused) {
    expect(outcome).toEqual({ $case: 'refused', value: { reason: 'RESOURCE_EXHAUSTED', violations: [] } });
  }
  expect((await intake.counts()).incidents).toBe(before.incidents + 60);
  const again = [await reportBatch(intake, batch.slice(0, 50)), await reportBatch(intake, batch.slice(50))];
  expect(again.flatMap((answer) => answer.results).every(({ outcome }) => outcome?.$case === 'reported')).toBe(true);
  expect((await intake.counts()).incidents).toBe(before.incidents + 100);
});

test('without the database each report fails with a retry delay', async () => {
  intake.line.cut();
  const { results } = await reportBatch(intake, many(3));
  expect(results).toEqual(
    Array.from({ length: 3 }, () => ({
      outcome: { $case: 'refused', value: { reason: 'UNAVAILABLE', violations: [] } },
    })),
  );
});

test('rejects an invalid time by its field', async () => {
  const time = Timestamp.encode({ seconds: 2n ** 60n, nanos: 0 }).finish();
  const report = Buffer.concat([IncidentReport.encode(fire()).finish(), field(6, time)]);
  const request = Buffer.concat([field(1, Buffer.from(randomUUID())), field(2, report)]);
  const told = await sendBatch(intake, field(1, request), 'client');
  const [result] = told.results;
  expect(result?.outcome).toMatchObject({
    $case: 'refused',
    value: { reason: 'FIELDS_INVALID', violations: [{ field: 'report.occurred_time' }] },
  });
});

test('rejects a caller without the scope', async () => {
  expect(await refusalOf(sendBatch(intake, Buffer.alloc(0), 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
});
