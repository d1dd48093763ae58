import { randomUUID } from 'node:crypto';
import {
  IncidentCategory,
  ReportChannel,
  type IncidentReport,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { CanarySearch, tableContents } from '@safe-community/testkit/canary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allPublished } from '../test/all-published.ts';
import { startIntakeProcess, type IntakeProcess } from '../test/intake-process.ts';
import { brokerFiles, databaseLog, ReceivedByCallers, secretsOf } from '../test/leak-search.ts';
import { fire, header, row } from '../test/messages.ts';
import { sendImport } from '../test/send-import.ts';

/** Personal data: wherever it is found, except in the answer to an entitled caller, it has leaked. */
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
const received = new ReceivedByCallers();
const sensitive = (more: Partial<IncidentReport> = {}): IncidentReport =>
  fire({ ...CANARY, category: IncidentCategory.DOMESTIC_VIOLENCE, ...more });

beforeAll(async () => {
  intake = await startIntakeProcess();
  await eventually(() => report(sensitive()));
  await takeAll();
  await failInEveryWay();
  await allPublished(intake);
});
afterAll(() => intake.stop());

async function takeAll(): Promise<void> {
  await Promise.all(Array.from({ length: 50 }, () => report(sensitive())));
  await report(fire({ ...CANARY, category: IncidentCategory.SCHOOL_SAFETY }));
  const rows = [1, 2, 3].map((number) => row(number, { report: sensitive(), onSceneTime: new Date() }));
  await sendImport(intake.client, [header(randomUUID()), ...rows]);
}

/** Calls that fail while personal data is in the request or in the row. */
async function failInEveryWay(): Promise<void> {
  await received.rejected(report(sensitive({ description: `${CANARY.description}\u0000` })));
  await received.rejected(
    report(sensitive({ reporter: { fullName: `${CANARY.reporter.fullName}\u202e`, phone: '+1' } })),
  );
  await received.rejected(
    report(sensitive({ onBehalfOf: { fullName: `${CANARY.onBehalfOf.fullName}\u202e`, phone: '+1' } })),
  );
  await received.rejected(
    report(sensitive({ attachments: [{ ...CANARY.attachments[0]!, uri: 'https://kanarka@evidence' }] })),
  );
  await received.rejected(report(sensitive({ settlementCode: CANARY.description, attributes: [CANARY_ATTRIBUTE] })));
  await received.rejected(
    report(sensitive({ hromadaCode: CANARY.description, starostaDistrictCode: CANARY.reporter.phone })),
  );
  await received.rejected(report(sensitive({ location: { latitude: CANARY.location.latitude, longitude: 40.2 } })));
  const requestId = randomUUID();
  await report(sensitive(), requestId);
  await received.rejected(report(sensitive({ test: true }), requestId));
  const rows = [row(4, { externalId: CANARY.reporter.fullName, report: sensitive() }), row(1, { report: sensitive() })];
  const { refusedRows } = await sendImport(intake.client, [header(randomUUID()), ...rows]);
  received.answer(refusedRows);
  await received.rejected(
    sendImport(intake.client, [header(randomUUID()), Buffer.from(`\x0a\xff${CANARY.description}`)]),
  );
  await received.rejected(list(CANARY.description));
  // A bug of ours: PostgreSQL quotes the row that it rejects.
  await intake.sql(`alter table incident add constraint planted check (channel <> 'web')`);
  await received.rejected(report(sensitive({ channel: ReportChannel.WEB })));
  const incidentId = await report(sensitive());
  await intake.sql(`update incident set ciphertext = reverse(ciphertext) where incident_id = $1`, [incidentId]);
  await received.rejected(get(incidentId));
  // The database goes away in the middle of its work.
  const underWay = Array.from({ length: 100 }, () =>
    report(sensitive()).catch((error: unknown) => received.error(error)),
  );
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
  expect(received.answers.length).toBeGreaterThan(10);
  expectClean(Buffer.concat(received.answers));
});

test('no personal data is in any table', async () => {
  const all = await tableContents((statement) => intake.sql(statement));
  expect(all.includes('domestic_violence')).toBe(true);
  expectClean(all);
});

test('no personal data is in what the broker stores', () => {
  const kept = brokerFiles(intake.nats);
  expect(kept.includes('safecommunity.incidents.v1.incident-reported')).toBe(true);
  expectClean(kept);
});

test('no personal data is in the database log', () => {
  const log = databaseLog();
  expect(log.includes('planted')).toBe(true);
  expectClean(log);
});

function expectClean(bytes: Buffer): void {
  expect(new CanarySearch({ ...Object.fromEntries(named), ...secretsOf(tokens) }).find(bytes)).toEqual([]);
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
