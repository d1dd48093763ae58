import { randomUUID } from 'node:crypto';
import { RecordingUnfrozen } from '@safe-community/contracts/cameras/events/v1/retention_events.ts';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import {
  AppealOutcome,
  FootageOutcome,
  FootageRequestKind as Kind,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { KeepReason, KeepTerm } from '@safe-community/contracts/cameras/v1/keep_term.ts';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GROUNDS } from '../../test/footage-calls.ts';
import { factsOf, lastEvent, UNIT } from '../../test/recordings.ts';
import { openExpiry, REASON, type ExpiryGround } from '../../test/retention-ground.ts';

const { GRANTED, PARTLY_GRANTED, REFUSED } = FootageOutcome;
const { HANDOVER, APPEAL } = KeepReason;
const { SHARE, EXPORT, VIEW } = CustodyKind;

const keepTerm = (change: object): KeepTerm =>
  KeepTerm.fromPartial({
    kind: Kind.INFORMATION,
    reason: HANDOVER,
    validFrom: '2025-01-01',
    days: 60,
    source: 'наказ про тест',
    confirmed: true,
    ...change,
  });

let ground: ExpiryGround;
let custody: TestClient<typeof Custody>;
beforeAll(async () => {
  ground = await openExpiry();
  custody = testClient(Custody, ground.rollout.port);
});
afterAll(async () => {
  custody.close();
  await ground.stop();
});
beforeEach(() => ground.begin());

let minute = 0;
/** Two recordings of a time of their own, and a request that concerns them and is decided on 20 January. */
async function decided(outcome: FootageOutcome, kind: Kind = Kind.INFORMATION) {
  const startTime = new Date(Date.UTC(2026, 0, 4, 0, (minute += 20)));
  const ids = [await ground.record({ startTime }), await ground.record({ startTime })];
  const asked = { kind, footageFromTime: startTime, footageToTime: startTime, patrolUnitCode: UNIT };
  const { footageRequestId, trackingToken, etag } = await ground.footage.assigned(asked);
  await ground.follow();
  ground.at(new Date('2026-01-20T09:00:00Z'));
  const answer = await ground.footage.requests.decideRequest({ footageRequestId, etag, outcome, grounds: GROUNDS });
  await ground.follow();
  const [first = '', second = ''] = ids;
  return { first, second, footageRequestId, trackingToken, etag: answer.etag };
}

const handOver = (recordingId: string, footageRequestId: string, change: object = {}) =>
  custody.recordAccess({ recordingId, footageRequestId, kind: SHARE, reason: REASON, ...change });

/** Whether each is frozen, by the run and by what a preview says. */
async function frozen(...ids: readonly string[]): Promise<unknown[]> {
  const { recordings } = await ground.retention.previewExpiry({ asOfDate: '2026-11-01', pageSize: 500 });
  return ids.map((id) => recordings.find(({ recordingId }) => recordingId === id)?.frozen);
}

const chainOf = (recordingId: string) => ground.custodyOf(recordingId);

describe('a granted request', () => {
  test('keeps each recording frozen until it is handed over by it', async () => {
    const { first, second, footageRequestId } = await decided(GRANTED);
    await ground.on('2026-06-01');
    expect(await frozen(first, second)).toEqual([true, true]);
    // A disclosure for another reason hands nothing over.
    await custody.recordAccess({ recordingId: first, kind: SHARE, reason: REASON });
    await ground.follow();
    expect(await frozen(first, second)).toEqual([true, true]);
    const requestId = randomUUID();
    const shared = await handOver(first, footageRequestId, { requestId });
    expect(await handOver(first, footageRequestId, { requestId })).toEqual(shared);
    expect(await frozen(first, second)).toEqual([false, true]);
    await ground.follow();
    expect(await lastEvent(ground.rollout, 'recording-unfrozen', RecordingUnfrozen)).toMatchObject({
      recordingId: first,
      causeId: footageRequestId,
    });
    const fact = `footage_request_id=${footageRequestId}`;
    expect(await factsOf(ground.rollout, first, 'share')).toEqual(['', fact]);
    const { recordings } = await ground.footage.requests.listRequestedRecordings({ footageRequestId });
    expect(recordings.map((each) => [each.recordingId, each.frozen])).toEqual(
      [
        [first, false],
        [second, true],
      ].toSorted(),
    );
    await ground.on('2026-06-02');
    expect(await chainOf(first)).toEqual(['registered', 'freeze', 'share', 'share', 'unfreeze', 'expiry_announced']);
    expect(await chainOf(second)).toEqual(['registered', 'freeze']);
    expect((await custody.verifyChain({ recordingId: first })).findings).toEqual([]);
  });

  test('gives up what nobody fetched only after a confirmed term', async () => {
    const { first, second, footageRequestId } = await decided(GRANTED);
    await ground.retention.setKeepTerm({ term: keepTerm({ confirmed: false }) });
    await ground.on('2026-10-01');
    await ground.follow();
    expect(await frozen(first, second)).toEqual([true, true]);
    ground.at(new Date('2026-03-21T20:00:00Z'));
    await ground.retention.setKeepTerm({ term: keepTerm({}) });
    await ground.follow();
    expect(await frozen(first, second)).toEqual([true, true]);
    await handOver(first, footageRequestId, { kind: EXPORT });
    ground.at(new Date('2026-03-22T09:00:00Z'));
    await ground.follow();
    expect(await frozen(first, second)).toEqual([false, false]);
    await ground.follow();
    expect(await chainOf(first)).toEqual(['registered', 'freeze', 'export', 'unfreeze']);
    expect(await chainOf(second)).toEqual(['registered', 'freeze', 'unfreeze']);
    // So that the other tests have none.
    await ground.retention.setKeepTerm({ term: keepTerm({ confirmed: false }) });
  });

  test('is handed over by its new decision after an appeal, which freezes everything again', async () => {
    const { first, second, footageRequestId, trackingToken } = await decided(PARTLY_GRANTED);
    await handOver(first, footageRequestId);
    await ground.follow();
    expect(await frozen(first, second)).toEqual([false, true]);
    const { requests } = ground.footage;
    ground.at(new Date('2026-02-01T09:00:00Z'));
    await requests.appealDecision({ trackingToken, grounds: GROUNDS });
    await ground.follow();
    expect(await frozen(first, second)).toEqual([true, true]);
    const upheld = { footageRequestId, etag: '4', outcome: AppealOutcome.UPHELD, grounds: GROUNDS };
    const { etag } = await requests.decideAppeal(upheld, { actingUser: 'ivan' });
    await ground.follow();
    expect(await refusalOf(handOver(second, footageRequestId))).toMatchObject({ reason: 'REQUEST_NOT_GRANTED' });
    await requests.decideRequest({ footageRequestId, etag, outcome: GRANTED, grounds: GROUNDS });
    await ground.follow();
    await ground.on('2026-06-01');
    expect(await frozen(first, second)).toEqual([true, true]);
    for (const recordingId of [first, second]) await handOver(recordingId, footageRequestId);
    await ground.follow();
    expect(await frozen(first, second)).toEqual([false, false]);
    expect(await chainOf(first)).toEqual(['registered', ...Array.from({ length: 2 }, () => HANDED).flat()]);
    expect(await chainOf(second)).toEqual(['registered', ...HANDED]);
  });

  test('keeps what is uploaded after the decision', async () => {
    const { first, footageRequestId } = await decided(GRANTED);
    await handOver(first, footageRequestId);
    const [row] = await ground.rollout.sql('select started_at from recording where recording_id = $1', [first]);
    const late = await ground.record({ startTime: new Date(String(row?.['started_at'])) });
    await ground.follow();
    expect(await frozen(first, late)).toEqual([false, true]);
    expect(await chainOf(late)).toEqual(['registered', 'freeze']);
  });
});

const HANDED = ['freeze', 'share', 'unfreeze'];

describe('a refused request', () => {
  test('frees the footage at once if no term for an appeal is known', async () => {
    const { first, second } = await decided(REFUSED);
    expect(await frozen(first, second)).toEqual([false, false]);
    expect(await chainOf(first)).toEqual(['registered', 'freeze', 'unfreeze']);
  });

  test('keeps it frozen until nobody can appeal any more, and ends that once', async () => {
    const { retention } = ground;
    await retention.setKeepTerm({
      term: keepTerm({ kind: Kind.COMPLAINT, reason: APPEAL, days: 30 }),
    });
    const { first, second } = await decided(REFUSED, Kind.COMPLAINT);
    ground.at(new Date('2026-02-19T20:00:00Z'));
    await ground.follow();
    expect(await frozen(first, second)).toEqual([true, true]);
    // 20 February in Kyiv.
    ground.at(new Date('2026-02-19T22:00:00Z'));
    await ground.follow();
    await ground.follow();
    expect(await frozen(first, second)).toEqual([false, false]);
    expect(await chainOf(first)).toEqual(['registered', 'freeze', 'unfreeze']);
  });

  test('is freed by no unconfirmed term, and frozen again when a mistaken one is corrected', async () => {
    const set = async (change: object) => {
      await ground.retention.setKeepTerm({ term: keepTerm({ kind: Kind.COMPLAINT, reason: APPEAL, ...change }) });
      await ground.follow();
    };
    const { first, second } = await decided(REFUSED, Kind.COMPLAINT);
    ground.at(new Date('2026-03-01T09:00:00Z'));
    await set({ days: 3, confirmed: false });
    expect(await frozen(first, second)).toEqual([true, true]);
    await set({ days: 3 });
    expect(await frozen(first, second)).toEqual([false, false]);
    await set({ days: 366 });
    expect(await frozen(first, second)).toEqual([true, true]);
    expect(await chainOf(first)).toEqual(['registered', 'freeze', 'unfreeze', 'freeze']);
  });

  test('stays frozen by its granted part after the term', async () => {
    const { retention } = ground;
    await retention.setKeepTerm({
      term: keepTerm({ kind: Kind.COMPLAINT, reason: APPEAL, days: 30 }),
    });
    const { first, second, footageRequestId } = await decided(PARTLY_GRANTED, Kind.COMPLAINT);
    await handOver(first, footageRequestId);
    await ground.follow();
    expect(await frozen(first, second)).toEqual([true, true]);
    ground.at(new Date('2026-02-20T09:00:00Z'));
    await ground.follow();
    expect(await frozen(first, second)).toEqual([false, true]);
    expect(await chainOf(first)).toEqual(['registered', ...HANDED]);
  });
});

test('the database keeps no undecided request that freezes less than everything', async () => {
  const at = new Date('2026-01-04T10:00:00Z');
  const { footageRequestId } = await ground.footage.assigned({ footageFromTime: at, footageToTime: at });
  const free = `update footage_request set freezes = 'none' where footage_request_id = $1`;
  await expect(ground.rollout.sql(free, [footageRequestId])).rejects.toThrow('violates check constraint');
});

test('the delivered terms keep granted footage, and footage of complaints for a year', async () => {
  const { keepTerms, keepTermRecords } = await ground.retention.listPolicies();
  const delivered = keepTerms.filter(({ validFrom }) => validFrom === '2000-01-01');
  expect(delivered).toHaveLength(7);
  expect(keepTermRecords).toHaveLength(keepTerms.length);
  expect(delivered.filter(({ reason }) => reason === HANDOVER).every(({ confirmed }) => !confirmed)).toBe(true);
  const appeals = delivered.filter(({ reason }) => reason === APPEAL);
  expect(appeals).toMatchObject([{ kind: Kind.COMPLAINT, days: 366, confirmed: true }]);
});

test('rejects a handover that no granted request allows, and records nothing', async () => {
  const { first, footageRequestId } = await decided(REFUSED);
  const granted = await decided(GRANTED);
  const before = await chainOf(first);
  const unknown = await refusalOf(handOver(first, '019c8a00-0000-7000-8000-000000000001'));
  expect(unknown).toMatchObject({ code: 'NOT_FOUND', fields: ['footage_request_id'] });
  const refused = await refusalOf(handOver(first, footageRequestId));
  expect(refused).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'REQUEST_NOT_GRANTED' });
  for (const call of [
    () => handOver(first, granted.footageRequestId),
    () => handOver(granted.first, granted.footageRequestId, { kind: VIEW }),
    () => handOver(granted.first, 'x'),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['footage_request_id'] });
  }
  expect(await chainOf(first)).toEqual(before);
});

test.each([
  ['no kind', 'term.kind', { kind: 0 }],
  ['no reason', 'term.reason', { reason: 0 }],
  ['no day', 'term.valid_from', { validFrom: '2026-02-30' }],
  ['no days', 'term.days', { days: 0 }],
  ['no source', 'term.source', { source: '' }],
])('rejects a term of %s', async (_what, field, change) => {
  const refusal = await refusalOf(ground.retention.setKeepTerm({ term: keepTerm(change) }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('the audit says who set a term', () =>
  expectAudited(
    ground.rollout,
    auditedWrite(
      Retention.setKeepTerm,
      async () => ({ term: keepTerm({ confirmed: false }), etag: '' }),
      () => ['keep-term-information-handover-2025-01-01'],
    ),
  ));
