import { randomUUID } from 'node:crypto';
import type { ServiceError } from '@grpc/grpc-js';
import {
  ImportIncidentsResponse,
  RowOutcome,
  type ImportIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';
import { DEFAULT_TIMEOUTS } from '@safe-community/grpc-kit';
import { eventually, refusalOf, callErrorOf } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fire, header, row } from '../../test/messages.ts';
import { importedRows } from '../../test/reporting-calls.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { startImport, type Part } from '../../test/send-import.ts';

/** Longer than a busy machine takes from one row to the next. */
const SILENCE_MS = 3_000;

let intake: RunningIntake;
/** Each test has its own source, because rows of one source are remembered forever. */
let system: string;
beforeAll(async () => {
  intake = await runIntake({}, undefined, { ...DEFAULT_TIMEOUTS, silenceMs: SILENCE_MS });
});
beforeEach(() => {
  system = `source-${randomUUID()}`;
});
afterAll(() => intake.stop());

const { ADDED, ALREADY_KNOWN, REFUSED } = RowOutcome;
const rowsOf = (from: number, to: number): ImportIncidentsRequest[] =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index));
const idOf = (number: number): string => `call-${number}`;

test('the answer lists the result of each row, in row order', async () => {
  const parts = [header(randomUUID(), system, true), row(1), row(7, { externalId: '' }), row(2), row(1)];
  const { rowResults, ...counts } = await intake.send(parts);
  expect(counts).toMatchObject({ added: 2, alreadyKnown: 1, refused: 1 });
  expect(rowResults.map(({ rowNumber, outcome }) => [rowNumber, outcome])).toEqual([
    [1, ADDED],
    [7, REFUSED],
    [2, ADDED],
    [1, ALREADY_KNOWN],
  ]);
  const [first, refused, second, again] = rowResults.map(({ incidentId }) => incidentId);
  expect([refused, again]).toEqual(['', first]);
  expect((await intake.get(second!)).incident).toMatchObject({ sourceSystem: system, externalId: 'call-2' });
});

test('a complete repeat returns the same results; with another header it is another request', async () => {
  const requestId = randomUUID();
  const first = await intake.send([header(requestId, system, true), ...rowsOf(1, 3)]);
  expect(await intake.send([header(requestId, system, true), ...rowsOf(1, 3)])).toEqual(first);
  const refusal = await refusalOf(intake.send([header(requestId, system), ...rowsOf(1, 3)]));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test('lists the results of the first 20,000 rows and counts all', async () => {
  const refused = Array.from({ length: 20_100 }, (_, index) => row(index + 1, { report: undefined }));
  const answer = await intake.send([header(randomUUID(), system, true), ...refused]);
  expect(answer.refused).toBe(20_100);
  expect(answer.rowResults).toHaveLength(20_000);
  expect(answer.rowResults.at(-1)).toEqual({ rowNumber: 20_000, outcome: REFUSED, incidentId: '' });
});

test.each<[string, Part, object]>([
  ['malformed bytes', Buffer.from('ffffff', 'hex'), { reason: 'MESSAGE_MALFORMED' }],
  ['an empty message', { part: undefined, rows: [] }, { reason: 'FIELDS_INVALID', fields: ['row'] }],
  ['a second header', header(randomUUID()), { reason: 'FIELDS_INVALID', fields: ['row'] }],
])('accepts and answers the rows before %s, and none after it', async (_given, broken, reason) => {
  const bad = row(601, { externalId: '' });
  const parts = [header(randomUUID(), system, true), ...rowsOf(1, 600), bad, broken, ...rowsOf(602, 900)];
  const { told, soFar } = await brokenOff(parts);
  expect(told).toMatchObject({ code: 'INVALID_ARGUMENT', ...reason });
  expect(soFar).toMatchObject({ added: 600, alreadyKnown: 0, refused: 1 });
  expect(soFar?.refusedRows).toEqual([{ rowNumber: 601, field: 'external_id', rule: expect.any(String) as string }]);
  expect(soFar?.rowResults.length).toBeGreaterThan(20);
  expect(soFar?.rowResults.slice(0, 2).map(({ rowNumber }) => rowNumber)).toEqual([1, 2]);
  expect(await storedRows()).toBe(600);
});

test('returns the counts however long the lists are', async () => {
  const bad = Array.from({ length: 1_500 }, (_, index) => row(index + 1, { report: undefined }));
  const { soFar } = await brokenOff([header(randomUUID(), system, true), ...bad, Buffer.from('ff', 'hex')]);
  expect(soFar).toMatchObject({ added: 0, refused: 1_500 });
  expect(soFar?.refusedRows.length).toBeGreaterThan(20);
});

test('a broken repeat of an answered import changes nothing', async () => {
  const requestId = randomUUID();
  await intake.send([header(requestId, system), row(1)]);
  const { told, soFar } = await brokenOff([header(requestId, system), row(1), row(2), Buffer.from('ff', 'hex')]);
  expect(told).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'MESSAGE_MALFORMED' });
  expect(soFar).toBeUndefined();
  expect(await storedRows()).toBe(1);
});

test('a repeat of an interrupted import adds only the unknown rows', async () => {
  const { call, answer, send } = startImport(intake.client);
  await send([header(randomUUID(), system), ...rowsOf(1, 400)]);
  await eventually(async () => expect(await storedRows()).toBeGreaterThan(0));
  call.cancel();
  expect(await refusalOf(answer)).toMatchObject({ code: 'CANCELLED' });

  const ids = Array.from({ length: 700 }, (_, index) => idOf(index + 1));
  const known = new Set((await importedRows(intake, system, ids)).rows.map(({ externalId }) => externalId));
  expect(known.size).toBeGreaterThan(0);
  const rest = rowsOf(1, 700).filter((_, index) => !known.has(idOf(index + 1)));
  const { added, alreadyKnown } = await intake.send([header(randomUUID(), system), ...rest]);
  expect(added + alreadyKnown).toBe(rest.length);
  expect(await storedRows()).toBe(700);
  const [distinct] = await intake.sql(
    'select count(distinct external_id)::int as n from incident where source_system = $1',
    [system],
  );
  expect(distinct).toEqual({ n: 700 });
  const { rows } = await importedRows(intake, system, ids);
  expect(rows.map(({ externalId }) => externalId)).toEqual(ids);
});

test('lists known rows with their incidents, in request order, for their source only', async () => {
  const { rowResults } = await intake.send([header(randomUUID(), system, true), row(1), row(2)]);
  const [one, two] = rowResults.map(({ incidentId }) => incidentId);
  expect(await importedRows(intake, system, ['call-2', 'call-9', 'call-1'])).toEqual({
    rows: [
      { externalId: 'call-2', incidentId: two },
      { externalId: 'call-1', incidentId: one },
    ],
  });
  expect(await importedRows(intake, `${system}-b`, ['call-1'])).toEqual({ rows: [] });
});

test.each<[string, string, string[]]>([
  ['source_system', 'City', ['1']],
  ['external_ids', 'city-112', []],
  ['external_ids', 'city-112', Array.from({ length: 1_001 }, (_, index) => idOf(index))],
  ['external_ids[1]', 'city-112', ['1', 'виклик']],
  ['external_ids[0]', 'city-112', ['']],
])('rejects a query with an invalid %s', async (field, source, ids) => {
  const refusal = await refusalOf(importedRows(intake, source, ids));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('the order of attributes does not change a row', async () => {
  const attributes = [
    { name: 'fire_object', value: 'dwelling' },
    { name: 'storey', value: '3' },
    { name: 'people_inside', value: 'yes' },
  ];
  const rowWith = (named: typeof attributes) => row(1, { report: fire({ attributes: named }) });
  await intake.send([header(randomUUID(), system), rowWith(attributes)]);
  const again = [rowWith(attributes.toReversed()), rowWith([...attributes.slice(1), attributes[0]!])];
  expect(await intake.send([header(randomUUID(), system), ...again])).toMatchObject({ added: 0, alreadyKnown: 2 });
  const other = attributes.map((each) => ({ ...each, value: each.name === 'storey' ? '4' : each.value }));
  expect(await intake.send([header(randomUUID(), system), rowWith(other)])).toMatchObject({ refused: 0, different: 1 });
});

test('a row requires the attributes of its category, and its place may be derived', async () => {
  const bare = row(1, { report: fire({ attributes: [] }) });
  const pointed = row(2, { report: fire({ hromadaCode: '', location: { latitude: 49.233, longitude: 28.468 } }) });
  const answer = await intake.send([header(randomUUID(), system), bare, pointed]);
  expect(answer).toMatchObject({ added: 1, refused: 1 });
  expect(answer.refusedRows).toMatchObject([{ rowNumber: 1, field: 'report.attributes.fire_object' }]);
  const [stored] = await intake.sql('select hromada_derived from incident where source_system = $1', [system]);
  expect(stored).toEqual({ hromada_derived: true });
});

test('an idle import ends with the results so far, and can start again', async () => {
  const parts = [header(randomUUID(), system, true), ...rowsOf(1, 3)];
  const { call, answer, send } = startImport(intake.client);
  await send(parts);
  const { told, soFar } = await endOf(answer);
  expect(told).toMatchObject({ code: 'ABORTED', reason: 'STREAM_IDLE', retryAfterMs: 0 });
  expect(soFar).toMatchObject({ added: 3, rowResults: [{ rowNumber: 1 }, { rowNumber: 2 }, { rowNumber: 3 }] });
  call.end();
  expect(await intake.send(parts)).toMatchObject({ added: 0, alreadyKnown: 3 });
});

function brokenOff(parts: Part[]) {
  return endOf(intake.send(parts));
}

async function endOf(answer: Promise<ImportIncidentsResponse>) {
  const thrown = await answer.then(
    () => expect.fail('the import was not refused'),
    (error: unknown) => error as ServiceError,
  );
  const [bytes] = thrown.metadata.get('grpc-status-details-bin');
  const attached = Status.decode(bytes as Buffer).details.find(({ typeUrl }) =>
    typeUrl.endsWith('ImportIncidentsResponse'),
  );
  return { told: callErrorOf(thrown), soFar: attached && ImportIncidentsResponse.decode(attached.value) };
}

async function storedRows(): Promise<number> {
  const [found] = await intake.sql('select count(*)::int as n from incident where source_system = $1', [system]);
  return Number(found?.['n']);
}
