import { randomUUID } from 'node:crypto';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casualties, fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

test('a report is on disk with its event when it is answered', async () => {
  const response = await intake.report({ report: fire() });
  expect(response).toMatchObject({ emergencyNumber: '101', responsibleOfficerId: '' });
  const [stored] = await intake.sql(`select category, hromada_code from incident where incident_id = $1`, [
    response.incidentId,
  ]);
  expect(stored).toEqual({ category: 'fire', hromada_code: VINNYTSIA });
  const [event] = await intake.sql('select subject, body from ledger_event order by position desc limit 1');
  expect(event?.['subject']).toBe(`safecommunity.incidents.v1.incident-reported.${VINNYTSIA_OBLAST}.${VINNYTSIA}`);
  expect(IncidentReported.decode(event?.['body'] as Buffer)).toMatchObject({ incidentId: response.incidentId });
});

test('50 concurrent copies of a request get the same answer and store one row', async () => {
  const request = { requestId: randomUUID(), report: fire() };
  const before = await intake.counts();
  const answers = await Promise.all(Array.from({ length: 50 }, () => intake.report(request)));
  expect(new Set(answers.map(({ incidentId }) => incidentId)).size).toBe(1);
  const { incidents, events, requests } = before;
  expect(await intake.counts()).toEqual({ incidents: incidents + 1, events: events + 1, requests: requests + 1 });
});

test('rejects a used request_id with another body and changes nothing', async () => {
  const requestId = randomUUID();
  await intake.report({ requestId, report: fire() });
  const before = await intake.counts();
  const refusal = await refusalOf(intake.report({ requestId, report: fire({ description: 'інше' }) }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED', fields: ['request_id'] });
  expect(await intake.counts()).toEqual(before);
});

test('the same request_id of another caller is another request', async () => {
  const request = { requestId: randomUUID(), report: fire() };
  const [mine, theirs] = [await intake.report(request), await intake.report(request, 'statistics')];
  expect(mine.incidentId).not.toBe(theirs.incidentId);
});

test.each([
  ['request_id', { requestId: 'no uuid', report: fire() }],
  ['report', { report: undefined }],
  ['report.category', { report: fire({ category: 99 as never }) }],
  ['report.category', { report: fire({ category: IncidentCategory.UNSPECIFIED }) }],
  ['report.channel', { report: fire({ channel: ReportChannel.UNSPECIFIED }) }],
  ['report.hromada_code', { report: fire({ hromadaCode: 'UA99020030000031457' }) }],
  ['report.starosta_district_code', { report: fire({ starostaDistrictCode: '0000000000' }) }],
  ['report.location', { report: fire({ location: { latitude: 40.3, longitude: -75.6 } }) }],
  ['report.location', { report: fire({ location: { latitude: 48.5, longitude: 37.9 } }) }],
  ['report.location', { report: fire({ location: { latitude: Number.NaN, longitude: 30 } }) }],
  ['report.occurred_time', { report: fire({ occurredTime: new Date(Date.now() + 600_000) }) }],
  ['report.occurred_time', { report: fire({ occurredTime: new Date('1990-12-31T23:59:59Z') }) }],
  ['report.description', { report: fire({ description: 'а'.repeat(4_001) }) }],
  ['report.description', { report: fire({ description: 'nul \u0000' }) }],
  ['report.reporter.phone', { report: fire({ reporter: { fullName: 'Марія', phone: '0671234567' } }) }],
  ['report.reporter.full_name', { report: fire({ reporter: { fullName: '\u202eабв', phone: '' } }) }],
  ['report.casualties.killed', { report: fire({ casualties: casualties({ killed: 1, childrenKilled: 2 }) }) }],
  ['report.casualties.injured', { report: fire({ casualties: casualties({ injured: 10_001 }) }) }],
])('rejects an invalid %s by name and changes nothing', async (field, request) => {
  const before = await intake.counts();
  const refusal = await refusalOf(intake.report(request));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID', fields: [field] });
  expect(await intake.counts()).toEqual(before);
});

test('reports all violations at once', async () => {
  const report = fire({ hromadaCode: '', description: '\u200b', casualties: casualties({ killed: 10_001 }) });
  const { fields } = await refusalOf(intake.report({ report }));
  expect(fields).toEqual(['report.hromada_code', 'report.description', 'report.casualties.killed']);
});

test('rejects a caller without the scope', async () => {
  expect(await refusalOf(intake.report({ report: fire() }, 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('commits concurrent reports together, each with its own position', async () => {
  const before = await intake.counts();
  await Promise.all(Array.from({ length: 300 }, () => intake.report({ report: fire() })));
  expect(await intake.counts()).toMatchObject({ incidents: before.incidents + 300, events: before.events + 300 });
  const [gaps] = await intake.sql('select max(position)::int - count(*)::int as gaps from ledger_event');
  expect(gaps).toEqual({ gaps: 0 });
});
