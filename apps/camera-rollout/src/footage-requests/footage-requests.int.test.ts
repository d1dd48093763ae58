import { randomUUID } from 'node:crypto';
import {
  AppealOutcome,
  FootageOutcome,
  FootageRequestKind as Kind,
  FootageRequestState as State,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import * as events from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import { eventually, publishedEvents, refusalOf, type PublishedEvents } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  footageCalls,
  givenRequest,
  GROUNDS,
  KYIV,
  REQUESTER,
  START,
  REQUEST_TEXT,
  type FootageCalls,
} from '../../test/footage-calls.ts';
import { EVENTS_OF_CALLS, runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSIA = 'UA05020030000031457';
const DUE = new Date('2026-08-28T20:59:59.999Z');

let now = START;
let rollout: RunningRollout;
let published: PublishedEvents;
let calls: FootageCalls;
let requests: FootageCalls['requests'];
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  published = publishedEvents(rollout);
  calls = footageCalls(rollout.port);
  ({ requests } = calls);
});
afterAll(async () => {
  calls.close();
  await rollout.stop();
});
beforeEach(() => {
  now = START;
});

const read = async (footageRequestId: string) =>
  requests.getFootageRequest({ footageRequestId, reason: 'підготовка відповіді' });
const places = () =>
  rollout.sql(`select (select count(*) from footage_request) as requests, (${EVENTS_OF_CALLS}) as events`);

describe('the way of a request', () => {
  test('it is received, assigned, extended, decided, appealed, and the appeal is decided by another person', async () => {
    const { footageRequestId, trackingToken, dueTime } = await calls.submit();
    expect(dueTime).toEqual(DUE);
    const status = () => requests.getRequestStatus({ trackingToken });
    expect(await status()).toMatchObject({ state: State.RECEIVED, dueTime: DUE, extended: false });
    const one = await requests.assignRequest({ footageRequestId, etag: '1', assignee: 'olena' });
    const two = await requests.extendRequest({ footageRequestId, etag: one.etag, grounds: GROUNDS });
    expect(two.dueTime?.toISOString()).toBe('2026-09-18T20:59:59.999Z');
    const outcome = FootageOutcome.PARTLY_GRANTED;
    const partly = { outcome, grounds: GROUNDS, redactionRequired: true };
    const decided = { footageRequestId, etag: two.etag, ...partly };
    const three = await requests.decideRequest(decided, { actingUser: 'olena' });
    expect(await status()).toMatchObject({ state: State.DECIDED, decision: { outcome, redactionRequired: true } });
    await requests.appealDecision({ trackingToken, grounds: GROUNDS });
    expect((await status()).state).toBe(State.APPEALED);
    const { request, texts } = await read(footageRequestId);
    expect(request).toMatchObject({ assignee: 'olena', hromadaCode: KYIV, overdue: false });
    expect(texts).toEqual({
      requester: REQUESTER,
      requestText: REQUEST_TEXT,
      extensionGrounds: GROUNDS,
      decisionGrounds: GROUNDS,
      appealGrounds: GROUNDS,
      appealDecisionGrounds: '',
      newDecisionGrounds: '',
      newExtensionGrounds: '',
    });
    const appeal = { footageRequestId, etag: request?.etag ?? '', outcome: AppealOutcome.UPHELD, grounds: GROUNDS };
    expect(three.etag).not.toBe(appeal.etag);
    for (const by of [{ actingUser: 'olena' }, {}])
      expect(await reasonOf(requests.decideAppeal(appeal, by))).toBe('OWN_DECISION');
    expect((await status()).state).toBe(State.APPEALED);
    const four = await requests.decideAppeal(appeal, { actingUser: 'ivan' });
    const formerDecision = { outcome, redactionRequired: true };
    expect(await status()).toMatchObject({
      state: State.ASSIGNED,
      decision: undefined,
      formerDecision,
      appeal: { outcome: AppealOutcome.UPHELD },
      extended: false,
    });
    expect((await status()).dueTime?.toISOString()).toBe('2026-08-28T20:59:59.999Z');
    const due = async () => (await requests.listDueRequests({ kind: Kind.INFORMATION, pageSize: 500 })).requests;
    expect((await due()).map((each) => each.footageRequestId)).toContain(footageRequestId);
    const again = { footageRequestId, etag: four.etag, outcome: FootageOutcome.GRANTED, grounds: `${GROUNDS}, нові` };
    await requests.decideRequest(again, { actingUser: 'olena' });
    expect(await status()).toMatchObject({
      state: State.DECIDED,
      decision: { outcome: FootageOutcome.GRANTED },
      formerDecision,
    });
    expect((await read(footageRequestId)).texts).toMatchObject({
      decisionGrounds: GROUNDS,
      appealDecisionGrounds: GROUNDS,
      newDecisionGrounds: `${GROUNDS}, нові`,
      newExtensionGrounds: '',
    });
    expect(await reasonOf(requests.appealDecision({ trackingToken, grounds: GROUNDS }))).toBe('APPEALED_ALREADY');
  });

  test('a reopened request counts by its former decision until it is decided again', async () => {
    const kind = Kind.THIRD_PARTY_DATA;
    const day = '2026-08-21';
    const counted = async () => (await requests.getRequestOutcomes({ firstDay: day, lastDay: day })).rows;
    const rowOf = async () => (await counted()).find((row) => row.kind === kind);
    const { footageRequestId, trackingToken } = await calls.decided({ kind });
    await requests.appealDecision({ trackingToken, grounds: GROUNDS });
    const upheld = { footageRequestId, etag: '4', outcome: AppealOutcome.UPHELD, grounds: GROUNDS };
    const { etag } = await requests.decideAppeal(upheld, { actingUser: 'ivan' });
    expect(await rowOf()).toMatchObject({
      received: 1n,
      decidedInTime: 1n,
      pending: 0n,
      refused: 1n,
      appealsUpheld: 1n,
    });
    await requests.decideRequest({ footageRequestId, etag, outcome: FootageOutcome.GRANTED, grounds: GROUNDS });
    expect(await rowOf()).toMatchObject({
      received: 1n,
      decidedInTime: 1n,
      refused: 0n,
      granted: 1n,
      appealsUpheld: 1n,
    });
  });

  test('a repeated request gets the first answer with its token, and is stored once', async () => {
    const request = givenRequest();
    const first = await requests.submitRequest(request);
    const before = await places();
    expect(await requests.submitRequest(request)).toEqual(first);
    expect(await places()).toEqual(before);
    const other = await refusalOf(requests.submitRequest({ ...request, requestText: `${REQUEST_TEXT}!` }));
    expect(other).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
  });

  test('of 10 concurrent decisions, one succeeds', async () => {
    const { footageRequestId, etag } = await calls.assigned();
    const refused = { footageRequestId, etag, outcome: FootageOutcome.REFUSED, grounds: GROUNDS };
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => requests.decideRequest(refused)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await requests.getFootageRequest({ footageRequestId, reason: 'перевірка' })).request?.etag).toBe('3');
  });
});

describe('deadlines', () => {
  test('a deadline that passes is published once; that of an appeal as well', async () => {
    const late = await calls.submit({ kind: Kind.INFORMATION, track: 2 });
    const inTime = await calls.decided();
    now = new Date('2026-08-23T09:00:00.001Z');
    const { footageRequestId } = late;
    const named = { footageRequestId, oblastCode: KYIV };
    const event = { ...named, hromadaCode: KYIV, kind: Kind.INFORMATION, appeal: false };
    const dueTime = new Date('2026-08-23T09:00:00Z');
    await eventually(
      () =>
        published.expectWhole(events.footageRequestOverdue, footageRequestId, `${KYIV}.${KYIV}`, [
          { ...event, dueTime },
        ]),
      { within: 60_000, every: 500 },
    );
    const listed = await requests.listDueRequests({ overdueOnly: true, pageSize: 500 });
    expect(listed.requests.map((each) => each.footageRequestId)).toEqual([footageRequestId]);
    expect(listed.requests[0]).toMatchObject({ overdue: true });
    expect(listed.requests.map((each) => each.footageRequestId)).not.toContain(inTime.footageRequestId);
  });

  test('what is undecided is listed by its deadline, page by page, under a token of the same filter', async () => {
    const kind = Kind.COMPLAINT;
    const ids = [];
    for (const track of [1, 3, 1]) {
      // Ids of one millisecond have no order.
      now = new Date(now.getTime() + 1_000);
      ids.push((await calls.submit({ kind, track })).footageRequestId);
    }
    const first = await requests.listDueRequests({ kind, pageSize: 2 });
    const rest = await requests.listDueRequests({ kind, pageSize: 2, pageToken: first.nextPageToken });
    const found = [...first.requests, ...rest.requests].map(({ footageRequestId }) => footageRequestId);
    expect(found).toEqual([ids[1], ids[0], ids[2]]);
    expect(rest.nextPageToken).toBe('');
    for (const asked of [{ kind: Kind.ATTORNEY }, { kind, overdueOnly: true }, { kind, assignee: 'x' }]) {
      const refusal = await refusalOf(requests.listDueRequests({ ...asked, pageToken: first.nextPageToken }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
    }
  });

  test('outcomes add up, by kind', async () => {
    const kind = Kind.DATA_CHANGE;
    now = new Date('2026-07-01T09:00:00Z');
    const footage = { footageFromTime: now, footageToTime: now };
    await calls.decided({ kind, ...footage });
    const late = await calls.assigned({ kind, ...footage });
    await calls.submit({ kind, ...footage });
    now = START;
    await requests.decideRequest({ ...late, outcome: FootageOutcome.NO_FOOTAGE, grounds: GROUNDS });
    const { rows } = await requests.getRequestOutcomes({ firstDay: '2026-07-01', lastDay: '2026-07-01' });
    expect(rows).toEqual([
      expect.objectContaining({
        kind,
        received: 3n,
        decidedInTime: 1n,
        decidedLate: 1n,
        pending: 0n,
        overdue: 1n,
        refused: 1n,
        noFootage: 1n,
        appealed: 0n,
      }),
    ]);
    const elsewhere = { firstDay: '2026-07-01', lastDay: '2026-07-01', oblastCode: 'UA05000000000010236' };
    expect((await requests.getRequestOutcomes(elsewhere)).rows).toEqual([]);
    for (const [field, asked] of [
      ['first_day', { firstDay: '2026-02-30', lastDay: '2026-07-01' }],
      ['last_day', { firstDay: '2026-07-02', lastDay: '2026-07-01' }],
      ['oblast_code', { firstDay: '2026-07-01', lastDay: '2026-07-01', oblastCode: VINNYTSIA }],
    ] as const) {
      expect(await refusalOf(requests.getRequestOutcomes(asked))).toMatchObject({ fields: [field] });
    }
  });
});

describe('rejects without a change', () => {
  test.each([
    ['request_id', { requestId: 'x' }],
    ['kind', { kind: 77 as Kind }],
    ['track', { track: 2, kind: Kind.COMPLAINT }],
    ['requester.full_name', { requester: { ...REQUESTER, fullName: 'А\u202eБ' } }],
    ['requester.address', { requester: { ...REQUESTER, phone: '', address: '' } }],
    ['requester.authority', { kind: Kind.ATTORNEY }],
    ['request_text', { requestText: 'половина \ud83d символа' }],
    ['hromada_code', { hromadaCode: 'UA05000000000010236' }],
    ['incident_id', { incidentId: '7' }],
    ['footage_to_time', { footageToTime: new Date('2026-08-22T09:00:00Z') }],
    ['received_time', { receivedTime: new Date('2026-08-22T09:00:00Z') }],
  ])('a bad %s', async (field, change) => {
    const before = await places();
    const refusal = await refusalOf(calls.submit(change));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(refusal.fields).toContain(field);
    expect(await places()).toEqual(before);
  });

  test('an unknown unit, an unknown request, a stale etag, a text of 5 MB, and a decision after an appeal', async () => {
    expect(await reasonOf(calls.submit({ patrolUnitCode: 'no-such-unit' }))).toBe('UNIT_UNKNOWN');
    const nobody = { footageRequestId: randomUUID(), etag: '1', assignee: 'olena' };
    expect(await refusalOf(requests.assignRequest(nobody))).toMatchObject({ code: 'NOT_FOUND' });
    const { footageRequestId, trackingToken, etag } = await calls.decided();
    const refused = { footageRequestId, outcome: FootageOutcome.REFUSED, grounds: GROUNDS };
    await requests.appealDecision({ trackingToken, grounds: GROUNDS });
    const [appealed, written] = [await read(footageRequestId), await places()];
    const granted = { ...refused, outcome: FootageOutcome.GRANTED, grounds: `${GROUNDS}, інші` };
    expect(await reasonOf(requests.decideRequest({ ...granted, etag }))).toBe('REQUEST_DECIDED');
    expect(await reasonOf(requests.decideAppeal({ ...refused, etag, outcome: AppealOutcome.UPHELD }))).toBe(
      'ETAG_STALE',
    );
    expect([await read(footageRequestId), await places()]).toEqual([appealed, written]);
    const long = await refusalOf(calls.submit({ requestText: 'а'.repeat(2_500_000) }));
    expect(long.code).toMatch(/INVALID_ARGUMENT|RESOURCE_EXHAUSTED/);
  });
});

async function reasonOf(call: unknown): Promise<string> {
  return (await refusalOf(Promise.resolve(call))).reason;
}
