import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ClientHttp2Stream } from 'node:http2';
import {
  ImportIncidentsRequest,
  ImportRow,
  IncidentIntakeServiceService,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { eventually, refusalOf, testPki } from '@safe-community/testkit';
import { framed, openRaw } from '@safe-community/testkit/raw-call';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { fire, header, importRow, row, severalRows } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import type { Part } from '../../test/send-import.ts';
import { field } from '../../test/wire-bytes.ts';

const MAX_ROWS = 100;
const MAX_BYTES = 2_097_152;

let intake: RunningIntake;
/** Each test has its own source, because rows of one source are remembered forever. */
let system: string;
beforeAll(async () => {
  intake = await runIntake();
});
beforeEach(() => {
  system = `source-${randomUUID()}`;
});
afterAll(() => intake.stop());

/** One message with the rows of these numbers. */
const message = (from: number, to: number, more: Partial<ImportRow> = {}): ImportIncidentsRequest =>
  severalRows(Array.from({ length: to - from + 1 }, (_, index) => importRow(from + index, more)));

test('a message may contain several rows, and an import messages of both forms', async () => {
  const parts = [header(randomUUID(), system, true), message(1, MAX_ROWS), row(101), message(102, 102), row(103)];
  const { rowResults, ...counts } = await intake.send(parts);
  expect(counts).toMatchObject({ added: 103, alreadyKnown: 0, refused: 0, refusedRows: [], differentRows: [] });
  expect(rowResults.map(({ rowNumber }) => rowNumber)).toEqual(Array.from({ length: 103 }, (_, index) => index + 1));
  const stored = await intake.sql('select external_id from incident where source_system = $1', [system]);
  expect(new Set(stored.map((each) => each['external_id']))).toEqual(
    new Set(rowResults.map((_, i) => `call-${i + 1}`)),
  );
  expect((await intake.get(rowResults[1]!.incidentId)).incident).toMatchObject({ externalId: 'call-2' });
});

test('invalid rows are rejected alone, by their numbers, whatever message they are in', async () => {
  const parts = [
    header(randomUUID(), system),
    severalRows([importRow(1), importRow(2, { externalId: '' }), importRow(3)]),
    severalRows([importRow(4, { report: fire({ description: 'я'.repeat(4_001) }) }), importRow(5)]),
    row(6, { report: undefined }),
    // Known with other content, from the same message and from an earlier one.
    severalRows([importRow(7), importRow(8, { externalId: 'call-7' }), importRow(9, { externalId: 'call-1' })]),
  ];
  const { refusedRows, differentRows, ...counts } = await intake.send(parts);
  expect(counts).toMatchObject({ added: 4, alreadyKnown: 0, refused: 3, different: 2 });
  expect(refusedRows.map(({ rowNumber, field: name }) => [rowNumber, name])).toEqual([
    [2, 'external_id'],
    [4, 'report.description'],
    [6, 'report'],
  ]);
  // Of both, the time of receipt is another one.
  expect(new Set(differentRows.map(({ rowNumber }) => rowNumber))).toEqual(new Set([8, 9]));
});

test('rows are the same in whichever message: another grouping adds nothing, and repeats the request', async () => {
  const requestId = randomUUID();
  const first = await intake.send([header(requestId, system), ...Array.from({ length: 30 }, (_, i) => row(i + 1))]);
  const before = await intake.counts();
  expect(await intake.send([header(requestId, system), message(1, 20), message(21, 30)])).toEqual(first);
  expect(await intake.counts()).toEqual(before);
  const again = await intake.send([header(randomUUID(), system), message(1, 30)]);
  expect(again).toMatchObject({ added: 0, alreadyKnown: 30, refused: 0 });
  const reused = await refusalOf(intake.send([header(requestId, system), message(1, 31)]));
  expect(reused).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

const tooLong = Buffer.concat([
  ImportIncidentsRequest.encode(message(51, 90)).finish(),
  ...Array.from({ length: 135 }, () => field(15, Buffer.alloc(16_000))),
]);
const unreadable = Buffer.concat([
  ImportIncidentsRequest.encode(message(51, 52)).finish(),
  field(3, Buffer.from('ffffff', 'hex')),
  ImportIncidentsRequest.encode(message(53, 54)).finish(),
]);

test.each<[string, Part, object]>([
  ['more than 100 rows', message(51, 51 + MAX_ROWS), { reason: 'FIELDS_INVALID', fields: ['rows'] }],
  ['more bytes than allowed', tooLong, { reason: 'REQUEST_TOO_LARGE' }],
  ['a malformed row', unreadable, { reason: 'MESSAGE_MALFORMED' }],
  ['a row beside the rows', { ...row(51), rows: [importRow(52)] }, { reason: 'FIELDS_INVALID', fields: ['rows'] }],
])('a message with %s ends the import: rows before it are accepted, none of it', async (_given, broken, reason) => {
  const parts = [header(randomUUID(), system), message(1, 50), broken, message(201, 210)];
  expect(await refusalOf(intake.send(parts))).toMatchObject({ code: 'INVALID_ARGUMENT', ...reason });
  expect(await storedRows()).toBe(50);
});

test('rows beside the header are rejected, and none is accepted', async () => {
  const parts = [{ ...header(randomUUID(), system), rows: [importRow(1)] }, row(2)];
  expect(await refusalOf(intake.send(parts))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    reason: 'FIELDS_INVALID',
    fields: ['rows'],
  });
  expect(await storedRows()).toBe(0);
});

test('a message of the largest size is accepted', async () => {
  const longest = MAX_BYTES - 100 * 1024;
  const description = 'я'.repeat(4_000);
  const { length } = ImportRow.encode(importRow(1, { report: fire({ description }) })).finish();
  const most = Math.min(MAX_ROWS, Math.floor(longest / length));
  const whole = message(1, most, { report: fire({ description }) });
  expect(await intake.send([header(randomUUID(), system), whole])).toMatchObject({ added: most });
});

test.each<[string, (stream: ClientHttp2Stream) => void]>([
  ['is reset', (stream) => stream.close(8)],
  ['ends', (stream) => void stream.end()],
  ['loses its connection', (stream) => stream.session?.destroy()],
])('a stream that %s within a message adds none of it, and a complete repeat adds the rest', async (_given, cut) => {
  const requestId = randomUUID();
  const stream = openStream();
  const whole = framed(Buffer.from(ImportIncidentsRequest.encode(message(51, 150)).finish()));
  for (const part of [header(requestId, system), message(1, 50)]) {
    stream.write(framed(Buffer.from(ImportIncidentsRequest.encode(part).finish())));
  }
  stream.write(whole.subarray(0, whole.length / 2));
  await eventually(async () => expect(await storedRows()).toBe(50));
  const closed = once(stream, 'close');
  cut(stream);
  await closed;
  const parts = [header(requestId, system), message(1, 50), message(51, 150)];
  expect(await intake.send(parts)).toMatchObject({ added: 100, alreadyKnown: 50, refused: 0 });
  expect(await storedRows()).toBe(150);
});

function openStream(): ClientHttp2Stream {
  const { caFile, identities } = testPki();
  const session = openRaw(intake.port, { caFile, ...identities.client });
  onTestFinished(() => session.destroy());
  session.on('error', () => undefined);
  const stream = session.request({
    ':method': 'POST',
    ':path': IncidentIntakeServiceService.importIncidents.path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  stream.on('error', () => undefined);
  return stream.resume();
}

async function storedRows(): Promise<number> {
  const [found] = await intake.sql('select count(*)::int as n from incident where source_system = $1', [system]);
  return Number(found?.['n']);
}
