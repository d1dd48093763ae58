import { randomUUID } from 'node:crypto';
import { Timestamp } from '@safe-community/contracts/google/protobuf/timestamp.ts';
import {
  IncidentReported,
  IncidentStateChanged,
  ResponderArrived,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentReport, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ImportIncidentsResponse,
  ImportRow,
  type ImportIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { courseCalls } from '../../test/course-calls.ts';
import { fire, header, row, VINNYTSIA, VINNYTSIA_OBLAST, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { field } from '../../test/wire-bytes.ts';

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

const rowsTo = (last: number): ImportIncidentsRequest[] => Array.from({ length: last }, (_, index) => row(index + 1));

test('rows become incidents with the receipt time of their source', async () => {
  const answer = await intake.send([header(randomUUID(), system), ...rowsTo(3)]);
  expect(answer).toEqual({ ...ImportIncidentsResponse.create(), added: 3 });
  const stored = await intake.sql(
    `select external_id, received_at, incident_id, state from incident where source_system = $1 order by incident_id`,
    [system],
  );
  expect(stored.map((each) => each['external_id'])).toEqual(['call-1', 'call-2', 'call-3']);
  for (const [index, { incident_id: id, received_at: receivedAt, state }] of stored.entries()) {
    const received = YESTERDAY.getTime() + (index + 1) * 1_000;
    expect(new Date(String(receivedAt)).getTime()).toBe(received);
    expect(Number.parseInt(String(id).replace('-', '').slice(0, 12), 16)).toBe(received);
    expect(state).toBe('received');
  }
});

test('a row with an arrival publishes the arrival as well', async () => {
  const onSceneTime = new Date(YESTERDAY.getTime() + 600_000);
  await intake.send([header(randomUUID(), system), row(1, { onSceneTime })]);
  const [arrived, reported] = await intake.sql(
    'select type, subject, body from ledger_event order by position desc limit 2',
  );
  const [{ incidentId }, arrival] = [
    IncidentReported.decode(reported?.['body'] as Buffer),
    ResponderArrived.decode(arrived?.['body'] as Buffer),
  ];
  expect(reported?.['type']).toBe('safecommunity.incidents.v1.incident-reported');
  expect(arrived?.['subject']).toBe(`safecommunity.incidents.v1.responder-arrived.${VINNYTSIA_OBLAST}.${VINNYTSIA}`);
  expect(arrival).toMatchObject({ incidentId, onSceneTime, hromadaCode: VINNYTSIA });
  expect((await intake.get(incidentId)).incident).toMatchObject({ onSceneTime, sourceSystem: system });
});

test('a row with a course becomes a closed incident with responders and history, and publishes each step', async () => {
  const after = (seconds: number): Date => new Date(YESTERDAY.getTime() + seconds * 1_000);
  const course = {
    responders: [
      {
        kind: ResponderKind.RESCUE,
        unit: 'ДПРЧ-1',
        dispatchedTime: after(60),
        enRouteTime: undefined,
        onSceneTime: after(600),
        leftTime: after(4_000),
        cancelledTime: undefined,
        officerIds: [],
      },
    ],
    resolvedTime: after(3_000),
    closedTime: after(5_000),
    endedAs: IncidentState.UNSPECIFIED,
  };
  const parts = [header(randomUUID(), system), row(1, { course }), row(2, { course: { ...course, responders: [] } })];
  expect(await intake.send(parts)).toMatchObject({ added: 2, refused: 0 });
  expect(await intake.send([header(randomUUID(), system), row(1, { course })])).toMatchObject({ alreadyKnown: 1 });
  const [{ incident_id: incidentId } = {}, other] = await intake.sql(
    `select incident_id, state, version, due_at, extract(epoch from erase_at - $2::timestamptz) / 86400 as days
     from incident where source_system = $1 order by external_id`,
    [system, after(5_000)],
  );
  expect(other).toMatchObject({ state: 'closed', version: 3, due_at: null, days: '1095.0000000000000000' });
  const { incident } = await intake.get(String(incidentId));
  expect(incident).toMatchObject({
    state: IncidentState.CLOSED,
    version: 6,
    onSceneTime: after(600),
    dueTime: undefined,
    responders: [{ kind: ResponderKind.RESCUE, unit: 'ДПРЧ-1', onSceneTime: after(600), leftTime: after(4_000) }],
  });
  const steps = courseCalls(intake);
  const { entries } = await steps.history(String(incidentId));
  steps.end();
  expect(entries.map(({ kind }) => kind)).toEqual([
    'reported',
    'responder-dispatched',
    'responder-on-scene',
    'resolved',
    'responder-left',
    'closed',
  ]);
  const published = await intake.sql(
    `select type from ledger_event where position > (select max(position) - 12 from ledger_event) order by position`,
  );
  const types = published.map(({ type }) => String(type).replace('safecommunity.incidents.v1.', ''));
  expect(types.slice(0, 9)).toEqual([
    'incident-reported',
    'incident-state-changed',
    'responder-progressed',
    'incident-state-changed',
    'responder-progressed',
    'responder-arrived',
    'incident-state-changed',
    'responder-progressed',
    'incident-state-changed',
  ]);
});

test('an end without a time gives no duration, and a false call does not count', async () => {
  const none = { responders: [], resolvedTime: undefined, closedTime: undefined };
  const ended = (number: number, endedAs: IncidentState) => row(number, { course: { ...none, endedAs } });
  const answer = await intake.send([
    header(randomUUID(), system),
    ended(1, IncidentState.RESOLVED),
    ended(2, IncidentState.REJECTED),
  ]);
  expect(answer).toMatchObject({ added: 2, refused: 0 });
  const states = await intake.sql('select state from incident where source_system = $1 order by external_id', [system]);
  expect(states).toEqual([{ state: 'resolved' }, { state: 'rejected' }]);
  const events = await intake.sql('select type, body from ledger_event order by position desc limit 5');
  const ofType = (name: string) => events.filter(({ type }) => type === `safecommunity.incidents.v1.${name}`);
  expect(ofType('incident-withdrawn')).toHaveLength(1);
  const changed = ofType('incident-state-changed').map(({ body }) => IncidentStateChanged.decode(body as Buffer));
  expect(changed).toHaveLength(2);
  for (const message of changed) {
    expect(message).toMatchObject({ receivedTime: undefined, formerStateTime: undefined });
    expect(message.changedTime?.getTime()).toBeLessThan(YESTERDAY.getTime() + 5_000);
  }
});

test('rejects a course by row and field', async () => {
  const none = { responders: [], resolvedTime: undefined, closedTime: undefined, endedAs: IncidentState.UNSPECIFIED };
  const course = { ...none, resolvedTime: new Date(YESTERDAY.getTime() - 1_000) };
  const sent = { kind: 0 as never, unit: '', dispatchedTime: undefined, officerIds: [] };
  const times = { enRouteTime: undefined, onSceneTime: undefined, leftTime: undefined, cancelledTime: undefined };
  const { refusedRows } = await intake.send([
    header(randomUUID(), system),
    row(1, { course }),
    row(2, { course: { ...none, responders: [{ ...sent, ...times }] } }),
    row(3, { course: { ...none, endedAs: IncidentState.DUPLICATE } }),
  ]);
  expect(refusedRows.map(({ rowNumber, field: name }) => [rowNumber, name])).toEqual([
    [1, 'course.resolved_time'],
    [2, 'course.responders[0].kind'],
    [3, 'course.ended_as'],
  ]);
});

test('accepts or rejects each row on its own, by number and field', async () => {
  const rowOne = { externalId: 'call-1', receivedTime: new Date(YESTERDAY.getTime() + 1_000) };
  const answer = await intake.send([
    header(randomUUID(), system),
    row(1),
    row(12, { externalId: '' }),
    row(13, { report: undefined }),
    row(14, { report: fire({ hromadaCode: 'UA' }) }),
    row(15, { receivedTime: undefined }),
    row(16, { onSceneTime: new Date(YESTERDAY.getTime() - 1) }),
    row(17, { report: fire({ category: 99 as never }) }),
    // The same id with other facts.
    row(18, { ...rowOne, report: fire({ description: 'інше' }) }),
    row(2),
  ]);
  expect(answer.added).toBe(2);
  expect([answer.refused, answer.different]).toEqual([6, 1]);
  expect(answer.refusedRows.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([
    [12, 'external_id'],
    [13, 'report'],
    [14, 'report.hromada_code'],
    [15, 'received_time'],
    [16, 'on_scene_time'],
    [17, 'report.category'],
  ]);
  expect(answer.differentRows.map(({ rowNumber, field }) => [rowNumber, field])).toEqual([[18, 'report.description']]);
});

test('rejects an invalid time like any other invalid field', async () => {
  const badTime = Timestamp.encode({ seconds: 2n ** 60n, nanos: 0 }).finish();
  const bad = (number: number, name: keyof typeof FIELD_OF_TIME): Buffer =>
    withBytes(row(number), FIELD_OF_TIME[name], badTime);
  const report = Buffer.concat([IncidentReport.encode(fire()).finish(), field(6, badTime)]);
  const parts = [bad(1, 'received_time'), bad(2, 'on_scene_time'), withBytes(row(3), 3, report), row(4)];
  const answer = await intake.send([header(randomUUID(), system), ...parts]);
  expect(answer.added).toBe(1);
  expect(answer.refusedRows.map(({ rowNumber, field: name }) => [rowNumber, name])).toEqual([
    [1, 'received_time'],
    [2, 'on_scene_time'],
    [3, 'report.occurred_time'],
  ]);
});

test('lists the first 1,000 rejected rows and counts all', async () => {
  const bad = Array.from({ length: 1_100 }, (_, index) => row(index + 1, { externalId: '' }));
  const { refused, refusedRows } = await intake.send([header(randomUUID(), system), ...bad]);
  expect(refused).toBe(1_100);
  expect(refusedRows.map(({ rowNumber }) => rowNumber)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
});

test('known rows add nothing, regardless of sender and row number', async () => {
  await intake.send([header(randomUUID(), system), ...rowsTo(3)]);
  const before = await intake.counts();
  const renumbered = row(9, { externalId: 'call-3', receivedTime: new Date(YESTERDAY.getTime() + 3_000) });
  const parts = [header(randomUUID(), system), row(1), row(1), row(2), renumbered];
  expect(await intake.send(parts, 'statistics')).toMatchObject({ added: 0, alreadyKnown: 4, refused: 0 });
  const { incidents, events, requests } = before;
  expect(await intake.counts()).toEqual({ incidents, events, requests: requests + 1 });
});

test('the same id in another source is another incident', async () => {
  await intake.send([header(randomUUID(), system), row(1)]);
  expect(await intake.send([header(randomUUID(), `${system}-b`), row(1)])).toMatchObject({ added: 1 });
});

test('a complete repeat with the same request_id returns the first answer', async () => {
  const parts = [header(randomUUID(), system), ...rowsTo(300), row(301, { externalId: '' })];
  const first = await intake.send(parts);
  const before = await intake.counts();
  expect(first).toMatchObject({ added: 300, refused: 1 });
  expect(await intake.send(parts)).toEqual(first);
  expect(await intake.counts()).toEqual(before);
});

test.each<[string, (parts: ImportIncidentsRequest[]) => ImportIncidentsRequest[]]>([
  ['one row more', (parts) => [...parts, row(4)]],
  ['one row less', (parts) => parts.slice(0, -1)],
  ['no row', ([first]) => (first === undefined ? [] : [first])],
  ['rows in another order', ([first, ...rows]) => (first === undefined ? [] : [first, ...rows.toReversed()])],
  ['another row', (parts) => [...parts.slice(0, -1), row(3, { externalId: 'other' })]],
])('rejects %s under a used request_id and changes nothing', async (_given, change) => {
  const parts = [header(randomUUID(), system), ...rowsTo(3)];
  await intake.send(parts);
  const before = await intake.counts();
  const refusal = await refusalOf(intake.send(change(parts)));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
  expect(await intake.counts()).toEqual(before);
});

test.each<[string, ImportIncidentsRequest[], string]>([
  ['an empty stream', [], 'header'],
  ['a row first', [row(1)], 'header'],
  ['an empty message first', [{ part: undefined, rows: [] }], 'header'],
  ['a header without a UUID', [header('7')], 'header.request_id'],
  ['a header without a source', [header(randomUUID(), '')], 'header.source_system'],
  ['a source in capitals', [header(randomUUID(), 'City-112')], 'header.source_system'],
  ['a second header', [header(randomUUID(), 'city-112'), header(randomUUID())], 'row'],
  ['an empty message', [header(randomUUID(), 'city-112'), { part: undefined, rows: [] }], 'row'],
])('rejects %s', async (_given, parts, field) => {
  const before = await intake.counts();
  expect(await refusalOf(intake.send(parts))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  expect(await intake.counts()).toEqual(before);
});

test('does not read an import to its end after rejecting its header', async () => {
  let sent = 0;
  const endless = (function* () {
    yield header('7');
    for (; sent < 1_000_000; sent += 1) yield row(sent);
  })();
  expect(await refusalOf(intake.send(endless))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  expect(sent).toBeLessThan(100_000);
});

test('rejects a caller without the scope', async () => {
  const refusal = await refusalOf(intake.send([header(randomUUID(), system), row(1)], 'nats'));
  expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED' });
});

const FIELD_OF_TIME = { received_time: 4, on_scene_time: 5 } as const;

/** The row with a field encoded twice: the last one counts. */
function withBytes({ part }: ImportIncidentsRequest, number: number, value: Uint8Array): Buffer {
  if (part?.$case !== 'row') throw new Error('no row');
  return field(2, Buffer.concat([ImportRow.encode(part.value).finish(), field(number, value)]));
}
