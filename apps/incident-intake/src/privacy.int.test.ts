import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import {
  IncidentCategory,
  ReportChannel,
  type IncidentReport,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { CanarySearch, filesUnder, tableContents, errorBytes } from '@safe-community/testkit/canary';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startIntakeProcess, type IntakeProcess } from '../test/intake-process.ts';
import { fire, header, row } from '../test/messages.ts';
import { sendImport } from '../test/send-import.ts';

/** If any of this appears anywhere but in the answer to entitled callers, it has leaked. */
const CANARY = {
  description: 'канарка-опис kanarka-opys',
  reporter: { fullName: 'Канарка Тетяна', phone: '+380671112233' },
  location: { latitude: 49.234567, longitude: 28.456789 },
  onBehalfOf: { fullName: 'Канарка Ганна', phone: '+380671112233' },
  attachments: [
    { uri: 'https://evidence.example/kanarka.jpg', sha256: Buffer.alloc(32, 7), mediaType: '', sizeBytes: 0n },
  ],
};
/** The tokens that reporters received. */
const tokens: string[] = [];

const CANARY_ATTRIBUTE = { name: 'канарка', value: 'канарка' };

let intake: IntakeProcess;
/** The errors that callers received. */
const responses: Buffer[] = [];
const sensitive = (more: Partial<IncidentReport> = {}): IncidentReport =>
  fire({ ...CANARY, category: IncidentCategory.DOMESTIC_VIOLENCE, ...more });

beforeAll(async () => {
  intake = await startIntakeProcess();
  await eventually(() => report(sensitive()), { within: 20_000 });
  await takeAll();
  await stumble();
  await eventually(demandPublished, { within: 20_000 });
});
afterAll(() => intake.stop());

async function demandPublished(): Promise<void> {
  const [mark] = await intake.sql('select (select position from ledger_head) - position as left from ledger_mark');
  if (mark?.['left'] !== '0') throw new Error(`${String(mark?.['left'])} events are not published yet`);
}

async function takeAll(): Promise<void> {
  await Promise.all(Array.from({ length: 50 }, () => report(sensitive())));
  await report(fire({ ...CANARY, category: IncidentCategory.SCHOOL_SAFETY }));
  const rows = [1, 2, 3].map((number) => row(number, { report: sensitive(), onSceneTime: new Date() }));
  await sendImport(intake.client, [header(randomUUID()), ...rows]);
}

/** All ways to fail with personal data in hand. */
async function stumble(): Promise<void> {
  await refused(report(sensitive({ description: `${CANARY.description}\u0000` })));
  await refused(report(sensitive({ reporter: { fullName: `${CANARY.reporter.fullName}\u202e`, phone: '+1' } })));
  await refused(report(sensitive({ onBehalfOf: { fullName: `${CANARY.onBehalfOf.fullName}\u202e`, phone: '+1' } })));
  await refused(report(sensitive({ attachments: [{ ...CANARY.attachments[0]!, uri: 'https://kanarka@evidence' }] })));
  await refused(report(sensitive({ settlementCode: CANARY.description, attributes: [CANARY_ATTRIBUTE] })));
  await refused(report(sensitive({ hromadaCode: CANARY.description, starostaDistrictCode: CANARY.reporter.phone })));
  await refused(report(sensitive({ location: { latitude: CANARY.location.latitude, longitude: 40.2 } })));
  const requestId = randomUUID();
  await report(sensitive(), requestId);
  await refused(report(sensitive({ casualties: undefined, demonstration: true }), requestId));
  const rows = [row(4, { externalId: CANARY.reporter.fullName, report: sensitive() }), row(1, { report: sensitive() })];
  const { refusedRows } = await sendImport(intake.client, [header(randomUUID()), ...rows]);
  responses.push(Buffer.from(JSON.stringify(refusedRows)));
  await refused(sendImport(intake.client, [header(randomUUID()), Buffer.from(`\x0a\xff${CANARY.description}`)]));
  await refused(list(CANARY.description));
  // A bug of ours: PostgreSQL quotes the row that it rejects.
  await intake.sql(`alter table incident add constraint planted check (channel <> 'web')`);
  await refused(report(sensitive({ channel: ReportChannel.WEB })));
  const incidentId = await report(sensitive());
  await intake.sql(`update incident set ciphertext = reverse(ciphertext) where incident_id = $1`, [incidentId]);
  await refused(get(incidentId));
  // The database connection breaks in the middle of the work.
  const underWay = Array.from({ length: 100 }, () => report(sensitive()).catch(noteRefusal));
  await intake.sql(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
  await Promise.all(underWay);
  await eventually(() => report(sensitive()));
}

const TEXTS = [...Object.values(CANARY.reporter), CANARY.description, 'anarka', 'анарка', '671112233'];
const named = [...TEXTS, ...Object.values(CANARY.location)].map((canary) => [String(canary), canary] as const);

test('entitled callers read the report', async () => {
  const { incident } = await get(await report(sensitive()));
  expect(incident).toMatchObject(CANARY);
});

test('no personal data is in the log, even at the most verbose level', () => {
  const output = intake.process.output();
  expect(output).toContain('call failed because of a bug');
  expectClean(Buffer.from(output));
});

test('no personal data is in the answers to callers', () => {
  expect(responses.length).toBeGreaterThan(10);
  expectClean(Buffer.concat(responses));
});

test('no personal data is in any table', async () => {
  const all = await tableContents((statement) => intake.sql(statement));
  expect(all.includes('domestic_violence')).toBe(true);
  expectClean(all);
});

test('no personal data is in what the broker stores', () => {
  const kept = Buffer.concat(filesUnder(intake.nats.storeDir).map(({ bytes }) => bytes));
  expect(kept.includes('safecommunity.incidents.v1.incident-reported')).toBe(true);
  expectClean(kept);
});

test('no personal data is in the database log', () => {
  const log = readFileSync(join(inject('ground').folder, 'postgres.log'));
  expect(log.includes('planted')).toBe(true);
  expectClean(log);
});

function expectClean(bytes: Buffer): void {
  const secrets = tokens.flatMap((token) => [[token, token] as const, [`code of ${token}`, codeOf(token)] as const]);
  expect(new CanarySearch(Object.fromEntries([...named, ...secrets])).find(bytes)).toEqual([]);
}

/** The part of a token that cannot be guessed. */
function codeOf(token: string): Buffer {
  return Buffer.from(token, 'base64url').subarray(16);
}

async function refused(call: Promise<unknown>): Promise<void> {
  await call.then(() => expect.fail('the call was not refused'), noteRefusal);
}

function noteRefusal(error: unknown): void {
  responses.push(errorBytes(error as ServiceError));
}

async function report(message: IncidentReport, requestId = randomUUID()): Promise<string> {
  const { client } = intake;
  const request = { requestId, report: message };
  const answer = await callUnary('Report', client.reportIncident.bind(client), request, 5_000);
  tokens.push(answer.trackingToken);
  return answer.incidentId;
}

function get(incidentId: string) {
  const { client } = intake;
  return callUnary('Get', client.getIncident.bind(client), { incidentId, reason: 'перевірка' }, 5_000);
}

function list(hromadaCode: string) {
  const { client } = intake;
  const request = ListIncidentsRequest.fromPartial({ hromadaCode });
  return callUnary('List', client.listIncidents.bind(client), request, 5_000);
}
