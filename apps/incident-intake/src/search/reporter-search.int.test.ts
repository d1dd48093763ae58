import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  FindReportsByPhoneRequest,
  ReporterSearchServiceClient,
} from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials, eventually, refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseOfCase, type CourseOfCase } from '../../test/course-of-case.ts';
import { endOfCase, type EndOfCase } from '../../test/end-of-case.ts';
import { fire, header, row, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { runIntake, type From, type RunningIntake } from '../../test/running-intake.ts';

const { DOMESTIC_VIOLENCE, FIRE, MEDICAL } = IncidentCategory;
const NO_INCIDENT = '00000000-0000-0000-0000-000000000000';

let intake: RunningIntake;
let calls: EndOfCase;
let course: CourseOfCase;
beforeAll(async () => {
  intake = await runIntake();
  calls = endOfCase(intake);
  course = courseOfCase(intake);
});
afterAll(async () => {
  for (const client of [calls, course]) client.close();
  await intake.stop();
});

test('finds reports with exactly this phone number, newest first, however it is written', async () => {
  const phone = '+380671000001';
  const older = await report(phone);
  await report('+380671000002');
  const newer = await report(phone, MEDICAL);
  const { reports, nextPageToken } = await find({ phone: '067 100-00-01' });
  expect(reports).toMatchObject([
    { incidentId: newer, category: MEDICAL },
    {
      incidentId: older,
      category: FIRE,
      state: IncidentState.RECEIVED,
      hromadaCode: VINNYTSIA,
      oblastCode: VINNYTSIA_OBLAST,
    },
  ]);
  expect(nextPageToken).toBe('');
  expect((await find({ phone: '+380671000003' })).reports).toEqual([]);
});

test('pages follow each other, and a token fits one phone number only', async () => {
  const phone = '+380672000001';
  const ids = [await report(phone), await report(phone), await report(phone)].toReversed();
  const first = await find({ phone, pageSize: 2 });
  const second = await find({ phone, pageSize: 2, pageToken: first.nextPageToken });
  expect([...first.reports, ...second.reports].map(({ incidentId }) => incidentId)).toEqual(ids);
  expect(second.nextPageToken).toBe('');
  const refusal = await refusalOf(find({ phone: '+380672000002', pageToken: first.nextPageToken }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT' });
});

test('only entitled callers find sensitive reports, and a page does not reveal them', async () => {
  const phone = '+380673000001';
  const sensitive = await report(phone, DOMESTIC_VIOLENCE);
  const plain = [await report(phone), await report(phone)];
  expect((await find({ phone })).reports.map(({ incidentId }) => incidentId)).toContain(sensitive);
  const seen = await find({ phone, pageSize: 2 }, 'statistics');
  expect(seen.reports.map(({ incidentId }) => incidentId)).toEqual(plain.toReversed());
  expect(seen.nextPageToken).toBe('');
});

test('finds no subject of a call, no report without a phone number, no victim and no offender', async () => {
  const other = '+380674000001';
  const called = await intake.report({
    report: fire({ reporter: { fullName: 'Сусід', phone: '' }, onBehalfOf: { fullName: 'Сусідка', phone: other } }),
  });
  const silent = await intake.report({ report: fire({ reporter: { fullName: 'Без номера', phone: '' } }) });
  const kept = await intake.sql('select reporter_phone from incident where incident_id = any ($1::uuid[])', [
    [called.incidentId, silent.incidentId],
  ]);
  expect(kept).toEqual([{ reporter_phone: null }, { reporter_phone: null }]);
  expect((await find({ phone: other })).reports).toEqual([]);
});

test('the search and each report found are in the audit, for every category, before the answer', async () => {
  const phone = '+380675000001';
  const incidentId = await report(phone);
  await find({ phone, reason: 'дзвонить знову' });
  await find({ phone: '+380675000009', reason: 'нікого' });
  const { reads } = await calls.sensitiveReads({});
  const ours = reads.filter(({ reason }) => reason === 'дзвонить знову' || reason === 'нікого');
  expect(ours.map((read) => [read.incidentId, read.reason]).toSorted()).toEqual(
    [
      [NO_INCIDENT, 'дзвонить знову'],
      [incidentId, 'дзвонить знову'],
      [NO_INCIDENT, 'нікого'],
    ].toSorted(),
  );
  expect(ours[0]?.method).toBe('safecommunity.incidents.v1.ReporterSearchService/FindReportsByPhone');
  await intake.sql('alter table sensitive_read rename to away');
  try {
    const refusal = await refusalOf(find({ phone }));
    expect(refusal.code).toBe('INTERNAL');
  } finally {
    await intake.sql('alter table away rename to sensitive_read');
  }
});

test.each<[string, Partial<FindReportsByPhoneRequest>, string]>([
  ['an invalid phone number', { phone: '102' }, 'phone'],
  ['a missing reason', { reason: '' }, 'reason'],
  ['a page size above the limit', { pageSize: 501 }, 'page_size'],
])('rejects %s by name, without repeating the phone number', async (_, change, field) => {
  const refusal = await refusalOf(find({ phone: '+380676000001', ...change }));
  expect(refusal.code).toBe('INVALID_ARGUMENT');
  expect(refusal.fields).toEqual([field]);
  expect(JSON.stringify(refusal)).not.toContain('380676000001');
  expect(intake.log.join('')).not.toContain('380676000001');
});

test('rejects a caller without the scope', async () => {
  expect((await refusalOf(find({ phone: '+380676000001' }, 'nats'))).code).toBe('PERMISSION_DENIED');
});

test('finds imported reports as well, and erased ones no longer', { timeout: 120_000 }, async () => {
  const phone = '+380677000001';
  await intake.send([header(randomUUID()), row(1, { report: fire({ reporter: { fullName: '', phone } }) })]);
  const incidentId = await report(phone);
  expect((await find({ phone })).reports).toHaveLength(2);
  await course.reject(incidentId, 'помилка');
  await calls.erase(incidentId);
  expect((await find({ phone })).reports.map((found) => found.incidentId)).not.toContain(incidentId);
  const [erased] = await intake.sql('select reporter_phone from incident where incident_id = $1', [incidentId]);
  expect(erased).toEqual({ reporter_phone: null });
});

test('finds reports from before the search existed once the job has decrypted them', { timeout: 120_000 }, async () => {
  const phone = '+380678000001';
  const ids = await Promise.all(Array.from({ length: 150 }, () => report(phone)));
  const [broken = ''] = ids;
  await intake.sql(
    `update incident set reporter_indexed = false, reporter_phone = null where incident_id = any ($1::uuid[])`,
    [ids],
  );
  await intake.sql(`update incident set wrapped_key = '' where incident_id = $1`, [broken]);
  expect((await find({ phone })).reports).toEqual([]);
  await intake.restart();
  await eventually(async () => expect((await find({ phone, pageSize: 500 })).reports).toHaveLength(149));
  const [left] = await intake.sql('select count(*)::int as count from incident where not reporter_indexed');
  expect(left).toEqual({ count: 1 });
});

async function report(phone: string, category: IncidentCategory = FIRE): Promise<string> {
  const message = fire({ category, reporter: { fullName: 'Канарка Тетяна', phone } });
  return (await intake.report({ requestId: randomUUID(), report: message })).incidentId;
}

async function find(more: Partial<FindReportsByPhoneRequest>, from: From = 'client') {
  const client = new ReporterSearchServiceClient(`localhost:${intake.port}`, demoClientCredentials(from));
  try {
    const request = FindReportsByPhoneRequest.fromPartial({ reason: 'перевірка', ...more });
    return await callUnary('Find', client.findReportsByPhone.bind(client), request, 10_000);
  } finally {
    client.close();
  }
}
