import { randomUUID } from 'node:crypto';
import { status, type ServiceError } from '@grpc/grpc-js';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type {
  ReportIncidentRequest,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { BadRequest } from '@safe-community/contracts/google/rpc/error_details.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';
import { rows } from '@safe-community/database';
import { callUnary } from '@safe-community/grpc-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntake, type RunningIntake } from './running-intake.ts';

const VINNYTSIA = 'UA05020030000031457';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

test('a report is on disk with its event when it is answered', async () => {
  const response = await report({ report: fire() });
  expect(response).toMatchObject({ emergencyNumber: '101', responsibleOfficerId: '' });
  const [stored] = await sql(`select category, hromada_code from incident where incident_id = $1`, [
    response.incidentId,
  ]);
  expect(stored).toEqual({ category: 'fire', hromada_code: VINNYTSIA });
  const event = await lastEvent();
  expect(event.subject).toBe(`safecommunity.incidents.v1.incident-reported.UA05000000000010236.${VINNYTSIA}`);
  expect(IncidentReported.decode(event.body)).toMatchObject({ incidentId: response.incidentId });
});

test('the same request gets the same answer, 50 times at once, and is one row', async () => {
  const request = { requestId: randomUUID(), report: fire() };
  const before = await counts();
  const answers = await Promise.all(Array.from({ length: 50 }, () => report(request)));
  expect(new Set(answers.map(({ incidentId }) => incidentId)).size).toBe(1);
  expect(await counts()).toEqual({ incidents: before.incidents + 1, events: before.events + 1 });
});

test('the same request_id with another body is refused and changes nothing', async () => {
  const requestId = randomUUID();
  await report({ requestId, report: fire() });
  const before = await counts();
  const error = await refusal({ requestId, report: fire({ description: 'інше' }) });
  expect(error.code).toBe(status.ALREADY_EXISTS);
  expect(await counts()).toEqual(before);
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
  ['report.description', { report: fire({ description: 'а'.repeat(4_001) }) }],
  ['report.description', { report: fire({ description: 'nul \u0000' }) }],
  ['report.reporter.phone', { report: fire({ reporter: { fullName: 'Марія', phone: '0671234567' } }) }],
  ['report.reporter.full_name', { report: fire({ reporter: { fullName: '\u202eабв', phone: '' } }) }],
  ['report.casualties.killed', { report: fire({ casualties: casualties({ killed: 1, childrenKilled: 2 }) }) }],
  ['report.casualties.injured', { report: fire({ casualties: casualties({ injured: 10_001 }) }) }],
])('bad %s is named and changes nothing', async (field, request) => {
  const before = await counts();
  const error = await refusal(request as Partial<ReportIncidentRequest>);
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violatedFields(error)).toContain(field);
  expect(await counts()).toEqual(before);
});

test('a caller without the scope is denied', async () => {
  const error = await refusal({ report: fire() }, intake.stranger);
  expect(error.code).toBe(status.PERMISSION_DENIED);
});

test('nothing personal is readable in the database, the ledger or the kept answer', async () => {
  await report({
    report: fire({
      category: IncidentCategory.DOMESTIC_VIOLENCE,
      description: 'канарка-опис',
      reporter: { fullName: 'канарка-імʼя', phone: '+380671112233' },
      location: { latitude: 49.234567, longitude: 28.456789 },
    }),
  });
  const dump = await sql(
    `select convert_from(convert_to(string_agg(t::text, ' '), 'UTF8'), 'UTF8') as text from (
       select to_jsonb(i) as t from incident i
       union all select to_jsonb(e) || jsonb_build_object('raw', encode(body, 'escape')) from ledger_event e
       union all select to_jsonb(r) || jsonb_build_object('raw', encode(response, 'escape')) from request_record r) x`,
  );
  const text = String(dump[0]?.['text']);
  for (const canary of ['канарка', '671112233', '49.234567', '28.456789']) expect(text).not.toContain(canary);
});

test('reports are committed together, each with a position of its own', async () => {
  const before = await counts();
  await Promise.all(Array.from({ length: 300 }, () => report({ report: fire() })));
  expect(await counts()).toEqual({ incidents: before.incidents + 300, events: before.events + 300 });
  const [gaps] = await sql('select max(position)::int - count(*)::int as gaps from ledger_event');
  expect(gaps).toEqual({ gaps: 0 });
});

function fire(more: Partial<IncidentReport> = {}): IncidentReport {
  return {
    ...IncidentReport.fromPartial({
      category: IncidentCategory.FIRE,
      channel: ReportChannel.PHONE_101,
      hromadaCode: VINNYTSIA,
      description: 'горить хата',
    }),
    ...more,
  };
}

function casualties(more: object) {
  const none = {
    killed: 0,
    injured: 0,
    childrenKilled: 0,
    childrenInjured: 0,
    defendersKilled: 0,
    defendersInjured: 0,
  };
  return { ...none, ...more };
}

function report(request: Partial<ReportIncidentRequest>, client = intake.client): Promise<ReportIncidentResponse> {
  const whole = { requestId: randomUUID(), report: undefined, ...request };
  return callUnary('ReportIncident', client.reportIncident.bind(client), whole, 5_000);
}

async function refusal(request: Partial<ReportIncidentRequest>, client = intake.client): Promise<ServiceError> {
  return report(request, client).then(
    () => expect.fail('the call was not refused'),
    (error: ServiceError) => error,
  );
}

function violatedFields(error: ServiceError): string[] {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  return Status.decode(bytes as Buffer)
    .details.filter(({ typeUrl }) => typeUrl.endsWith('BadRequest'))
    .flatMap(({ value }) => BadRequest.decode(value).fieldViolations.map(({ field }) => field));
}

function sql(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return rows(intake.database.em.fork(), statement, values);
}

async function counts(): Promise<{ incidents: number; events: number }> {
  const [found] = await sql(
    'select (select count(*) from incident)::int as incidents, (select count(*) from ledger_event)::int as events',
  );
  return found as { incidents: number; events: number };
}

async function lastEvent(): Promise<{ subject: string; body: Buffer }> {
  const [event] = await sql('select subject, body from ledger_event order by position desc limit 1');
  return event as { subject: string; body: Buffer };
}
