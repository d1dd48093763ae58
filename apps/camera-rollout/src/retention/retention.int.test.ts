import { randomUUID } from 'node:crypto';
import { FootageOutcome } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { ExpiryState, HoldKind, RetentionClock } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { footageCalls, GROUNDS, type FootageCalls } from '../../test/footage-calls.ts';
import { KYIV, UNIT } from '../../test/recordings.ts';
import { CONFIRMED, retentionCalls, TERM, type RetentionCalls } from '../../test/retention-calls.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const REASON = 'ухвала слідчого судді';
const CASE = '12026000000000001';
/** By 30 days, what was recorded then is due on 5 February. */
const RECORDED = new Date('2026-01-05T10:00:00Z');
const REGISTERED = new Date('2026-01-05T20:00:00Z');
/** No request concerns it. */
const UNDISPUTED = new Date('2026-01-05T15:00:00Z');
const UNKNOWN = '019c8a00-0000-7000-8000-000000000001';

let now = new Date('2026-01-02T08:00:00Z');
const clock = { ...systemClock, now: () => now };
let rollout: RunningRollout;
let calls: RetentionCalls;
let retention: RetentionCalls['retention'];
let footage: FootageCalls;
let unprivileged: TestClient<typeof Retention>;
let held: { cameraId: string; officerId: string };
beforeAll(async () => {
  rollout = await runRollout({ clock });
  calls = retentionCalls(rollout, clock);
  ({ retention } = calls);
  footage = footageCalls(rollout.port);
  unprivileged = testClient(Retention, rollout.port, 'nats');
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  held = await issued(rollout, UNIT);
});
afterAll(async () => {
  for (const client of [calls, footage, unprivileged]) client.close();
  await rollout.stop();
});
beforeEach(async () => {
  now = REGISTERED;
  // The clock of these tests goes back, and a run of a later day is done.
  await rollout.sql(`update retention_run set day = '2000-01-01'`);
});

const record = (change: object = {}) => calls.record({ ...held, startTime: RECORDED, ...change });

/** Takes the steps of a day. */
async function on(day: string): Promise<void> {
  now = new Date(`${day}T09:00:00Z`);
  await calls.run();
}

/** A recording that expired on 5 February. */
async function expired(change: object = {}): Promise<string> {
  const recordingId = await record(change);
  await on('2026-02-01');
  await on('2026-02-05');
  expect(await calls.stateOf(recordingId)).toBe('expired');
  return recordingId;
}

const hold = (recordingIds: string[], change: object = {}) =>
  retention.placeHold({ recordingIds, kind: HoldKind.LEGAL, reason: REASON, ...change });

describe('policies', () => {
  test('the 30 days of order № 1026 are shown as unconfirmed with their source, and nothing expires by them', async () => {
    await retention.setExpiryTerm({ term: TERM });
    const { policies, policyRecords } = await retention.listPolicies();
    expect(policies).toEqual([{ ...CONFIRMED, source: 'Наказ МВС України № 1026 від 18.12.2018', confirmed: false }]);
    expect(policyRecords).toMatchObject([{ etag: '1', recordedTime: undefined }]);
    const recordingId = await record();
    await on('2026-10-01');
    expect(await calls.stateOf(recordingId)).toBeUndefined();
    expect((await retention.previewExpiry()).recordings).toEqual([]);
  });

  test('nobody shortens the retention without a preview of what would expire', async () => {
    const recordingId = await record({ sizeBytes: 5_000n });
    const unseen = () => retention.setPolicy({ policy: CONFIRMED, etag: '1' });
    expect(await refusalOf(unseen())).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'PREVIEW_REQUIRED',
      fields: ['preview_token'],
    });
    const asOfDate = '2026-02-05';
    const before = await retention.previewExpiry({ policy: CONFIRMED, asOfDate: '2026-02-04' });
    expect(before.recordings).toEqual([]);
    const seen = await retention.previewExpiry({ policy: CONFIRMED, asOfDate });
    const { recordings, totalRecordings, totalBytes, totalFrozen, previewToken } = seen;
    expect(recordings).toContainEqual({
      recordingId,
      oblastCode: KYIV,
      category: '',
      state: ExpiryState.KEPT,
      dueOn: asOfDate,
      expiresOn: '',
      restorableUntil: '',
      frozen: false,
    });
    expect([totalRecordings, totalBytes, totalFrozen]).toEqual([2n, 6_000n, 0n]);
    // The token belongs to this policy.
    const other = { ...CONFIRMED, days: 29 };
    expect(await refusalOf(retention.setPolicy({ policy: other, previewToken }))).toMatchObject({
      reason: 'PREVIEW_REQUIRED',
    });
    await retention.setPolicy({ policy: CONFIRMED, etag: '1', previewToken });
    expect((await retention.previewExpiry({ policy: CONFIRMED, asOfDate })).recordings).toEqual([]);
    expect((await retention.previewExpiry({ asOfDate })).totalRecordings).toBe(2n);
    // The policies have changed since the preview.
    expect(await refusalOf(retention.setPolicy({ policy: other, previewToken }))).toMatchObject({
      reason: 'PREVIEW_REQUIRED',
    });
    expect(await refusalOf(unseen())).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE', fields: ['etag'] });
    const { policies } = await retention.listPolicies({ includeReplaced: true });
    expect(policies.map(({ confirmed }) => confirmed)).toEqual([false, true]);
  });

  test('the longest policy that applies wins, from the day of the recording or of the upload', async () => {
    const traffic = { ...CONFIRMED, category: 'traffic', clock: RetentionClock.UPLOADED, days: 60 };
    await retention.setPolicy({ policy: traffic });
    const late = await record({ category: 'traffic', uploadTime: new Date('2026-01-05T12:00:00Z') });
    const usual = await record({ category: 'other' });
    await on('2026-02-01');
    expect([await calls.stateOf(late), await calls.stateOf(usual)]).toEqual([undefined, 'announced']);
    // 60 days after the upload.
    await on('2026-03-03');
    expect([await calls.stateOf(late), await calls.stateOf(usual)]).toEqual(['announced', 'expired']);
  });
});

describe('expiry', () => {
  test('is announced, then recoverable, then final; the digest and the chain remain', async () => {
    const recordingId = await record();
    await on('2026-01-31');
    expect(await calls.stateOf(recordingId)).toBeUndefined();
    await on('2026-02-01');
    const listed = async () =>
      (await retention.listExpiring({ pageSize: 500 })).recordings.find((each) => each.recordingId === recordingId);
    const announced = { state: ExpiryState.ANNOUNCED, dueOn: '2026-02-05', expiresOn: '2026-02-05', frozen: false };
    expect(await listed()).toMatchObject(announced);
    await on('2026-02-04');
    expect(await listed()).toMatchObject(announced);
    await on('2026-02-05');
    expect(await listed()).toMatchObject({ state: ExpiryState.EXPIRED, restorableUntil: '2026-02-15' });
    await on('2026-02-15');
    expect(await calls.stateOf(recordingId)).toBe('expired');
    await on('2026-02-16');
    await on('2026-02-17');
    expect([await listed(), await calls.stateOf(recordingId)]).toEqual([undefined, 'deleted']);
    expect(await calls.custodyOf(recordingId)).toEqual(['registered', 'expiry_announced', 'expired', 'deleted']);
    const [stored] = await rollout.sql('select sha256, store_reference from recording where recording_id = $1', [
      recordingId,
    ]);
    expect(stored).toMatchObject({ sha256: expect.any(Buffer), store_reference: expect.any(String) });
  });

  test('a run repeats no step on the same day, and follows a policy that is set on it', async () => {
    const recordingId = await record();
    await on('2026-02-01');
    await calls.run();
    expect(await calls.custodyOf(recordingId)).toEqual(['registered', 'expiry_announced']);
    now = new Date('2026-02-01T10:00:00Z');
    const longer = { ...CONFIRMED, validFrom: '2026-02-01', days: 300 };
    await retention.setPolicy({ policy: longer });
    await calls.run();
    expect(await calls.custodyOf(recordingId)).toEqual(['registered', 'expiry_announced', 'expiry_cancelled']);
    now = new Date('2026-02-01T11:00:00Z');
    await calls.setSeen({ ...longer, days: 30 });
    await calls.run();
    expect(await calls.stateOf(recordingId)).toBe('announced');
  });

  test('a restored recording is kept as long again, and nothing restores a deleted one', async () => {
    const recordingId = await expired();
    const restore = () => retention.restore({ recordingId, reason: REASON });
    await restore();
    expect(await refusalOf(restore())).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'RECORDING_NOT_EXPIRED',
    });
    await on('2026-03-03');
    expect(await calls.stateOf(recordingId)).toBe('kept');
    await on('2026-03-04');
    await on('2026-03-08');
    await on('2026-03-19');
    expect(await calls.custodyOf(recordingId)).toEqual([
      'registered',
      'expiry_announced',
      'expired',
      'restored',
      'expiry_announced',
      'expired',
      'deleted',
    ]);
    for (const call of [restore, () => hold([recordingId])]) {
      expect(await refusalOf(call())).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'RECORDING_DELETED' });
    }
  });
});

describe('a freeze', () => {
  test('by a hold or an open case takes back the expiry until every hold is released', async () => {
    const recordingId = await expired();
    const { holdId } = await hold([recordingId]);
    now = new Date(now.getTime() + 1);
    const ofCase = await hold([recordingId], { kind: HoldKind.CASE, caseNumber: CASE });
    expect(await calls.stateOf(recordingId)).toBe('kept');
    const { holds } = await retention.listHolds({ recordingId });
    expect(holds).toMatchObject([
      { holdId, kind: HoldKind.LEGAL, reason: REASON, recordingIds: [recordingId], callingSystem: 'client' },
      { holdId: ofCase.holdId, kind: HoldKind.CASE, caseNumber: CASE },
    ]);
    await on('2026-06-01');
    expect(await calls.stateOf(recordingId)).toBe('kept');
    await retention.releaseHold({ holdId, reason: REASON });
    await on('2026-06-02');
    expect(await calls.stateOf(recordingId)).toBe('kept');
    await retention.releaseHold({ holdId: ofCase.holdId, reason: REASON });
    expect((await retention.listHolds({ recordingId })).holds).toEqual([]);
    const all = await retention.listHolds({ recordingId, includeReleased: true });
    expect(all.holds[0]).toMatchObject({ releaseReason: REASON, releasedTime: expect.any(Date) });
    await on('2026-06-03');
    expect(await calls.custodyOf(recordingId)).toEqual([
      'registered',
      'expiry_announced',
      'expired',
      'hold',
      'restored',
      'hold',
      'release',
      'release',
      'expiry_announced',
    ]);
  });

  test('by a request lasts until it is decided, and again during its appeal', async () => {
    const [recordingId, elsewhere] = [await record(), await record({ startTime: new Date('2026-01-04T10:00:00Z') })];
    await on('2026-02-01');
    const asked = { footageFromTime: RECORDED, footageToTime: RECORDED, patrolUnitCode: UNIT };
    const { footageRequestId, trackingToken, etag } = await footage.assigned(asked);
    await calls.follow();
    expect(await calls.stateOf(recordingId)).toBe('kept');
    // It is uploaded after the request.
    const late = await record();
    await calls.follow();
    await on('2026-03-01');
    expect(await Promise.all([recordingId, elsewhere, late].map(calls.stateOf))).toEqual([
      'kept',
      'expired',
      undefined,
    ]);
    const refused = { outcome: FootageOutcome.REFUSED, grounds: GROUNDS };
    await footage.requests.decideRequest({ footageRequestId, etag, ...refused });
    await calls.follow();
    await on('2026-03-02');
    expect(await calls.stateOf(late)).toBe('announced');
    await footage.requests.appealDecision({ trackingToken, grounds: GROUNDS });
    await calls.follow();
    await on('2026-03-20');
    expect(await calls.stateOf(late)).toBe('kept');
    const frozen = ['freeze', 'unfreeze', 'expiry_announced', 'freeze', 'expiry_cancelled'];
    expect(await calls.custodyOf(late)).toEqual(['registered', ...frozen]);
    expect(await calls.custodyOf(recordingId)).toEqual([
      'registered',
      'expiry_announced',
      'freeze',
      'expiry_cancelled',
      ...frozen.slice(1),
    ]);
  });

  test('by a request holds without its job: the run looks at the request itself', async () => {
    const recordingId = await record({ startTime: new Date('2026-01-01T23:59:59Z') }).catch(() => '');
    expect(recordingId).toBe('');
    const own = await record({ startTime: new Date('2026-01-03T10:00:00Z') });
    const at = new Date('2026-01-03T10:09:59Z');
    await footage.submit({ footageFromTime: at, footageToTime: at, hromadaCode: KYIV });
    await on('2026-03-01');
    expect(await calls.stateOf(own)).toBeUndefined();
    const { totalFrozen, recordings } = await retention.previewExpiry({ asOfDate: '2026-03-01', pageSize: 500 });
    expect(recordings.find((each) => each.recordingId === own)).toMatchObject({ frozen: true });
    expect(totalFrozen > 0n).toBe(true);
  });
});

test.each<[string, string, () => Promise<unknown>]>([
  ['a hold without a reason', 'reason', () => hold([UNKNOWN], { reason: ' ' })],
  ['a hold of nothing', 'recording_ids', () => hold([])],
  ['a hold of the same twice', 'recording_ids', () => hold([UNKNOWN, UNKNOWN])],
  ['a hold of no id', 'recording_ids[0]', () => hold(['x'])],
  ['a hold of no kind', 'kind', () => hold([UNKNOWN], { kind: 0 })],
  ['a case without a number', 'case_number', () => hold([UNKNOWN], { kind: HoldKind.CASE })],
  ['a release without a reason', 'reason', () => retention.releaseHold({ holdId: UNKNOWN, reason: '' })],
  ['a restoration without a reason', 'reason', () => retention.restore({ recordingId: UNKNOWN })],
  ['a policy without a source', 'policy.source', () => retention.setPolicy({ policy: { ...CONFIRMED, source: '' } })],
  ['a policy without a clock', 'policy.clock', () => retention.setPolicy({ policy: { ...CONFIRMED, clock: 0 } })],
  ['a policy of no days', 'policy.days', () => retention.setPolicy({ policy: { ...CONFIRMED, days: 0 } })],
  ['a term without a source', 'term.source', () => retention.setExpiryTerm({ term: { ...TERM, source: '' } })],
  ['a preview of a bad policy', 'policy.days', () => retention.previewExpiry({ policy: { ...CONFIRMED, days: 0 } })],
  ['a preview of a bad day', 'as_of_date', () => retention.previewExpiry({ asOfDate: '2026-02-30' })],
  ['a list of kept recordings', 'state', () => retention.listExpiring({ state: ExpiryState.KEPT })],
  ['a token of another list', 'page_token', () => retention.listHolds({ pageToken: 'x' })],
])('rejects %s', async (_what, field, call) => {
  expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('names an unknown recording, and a hold that does not exist or is released', async () => {
  const recordingId = await record();
  const { holdId } = await hold([recordingId]);
  await retention.releaseHold({ holdId, reason: REASON });
  for (const call of [
    () => hold([recordingId, UNKNOWN]),
    () => retention.restore({ recordingId: UNKNOWN, reason: REASON }),
    () => retention.releaseHold({ holdId: UNKNOWN, reason: REASON }),
    () => retention.releaseHold({ holdId, reason: REASON }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('a repeated request changes nothing', async () => {
  const request = { requestId: randomUUID(), recordingIds: [await record()], kind: HoldKind.LEGAL, reason: REASON };
  const answers = await Promise.all(Array.from({ length: 5 }, () => retention.placeHold(request)));
  expect(new Set(answers.map(({ holdId }) => holdId)).size).toBe(1);
  expect(await calls.custodyOf(request.recordingIds[0] ?? '')).toEqual(['registered', 'hold']);
});

test('only who holds the scope places holds and sets policies', async () => {
  for (const call of [
    () => unprivileged.placeHold({ recordingIds: [UNKNOWN], kind: HoldKind.LEGAL, reason: REASON }),
    () => unprivileged.setPolicy({ policy: CONFIRMED }),
    () => unprivileged.previewExpiry(),
    () => unprivileged.listExpiring(),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED' });
  }
});

test.each([
  auditedWrite(
    Retention.setPolicy,
    async () => ({ policy: CONFIRMED, etag: '', previewToken: '' }),
    () => ['retention-policy--recorded-2018-12-18'],
  ),
  auditedWrite(
    Retention.setExpiryTerm,
    async () => ({ term: TERM, etag: '' }),
    () => ['expiry-term-2020-01-01'],
  ),
  auditedWrite(
    Retention.placeHold,
    async () => ({ recordingIds: [await record()], kind: HoldKind.LEGAL, caseNumber: '', reason: REASON }),
    ({ holdId }, { recordingIds }) => [holdId, ...recordingIds],
  ),
  auditedWrite(
    Retention.releaseHold,
    async () => ({ holdId: (await hold([await record()])).holdId, reason: REASON }),
    (_response, { holdId }) => [holdId, expect.any(String)],
  ),
  auditedWrite(
    Retention.restore,
    async () => ({ recordingId: await expired({ startTime: UNDISPUTED }), reason: REASON }),
    (_response, { recordingId }) => [recordingId],
  ),
])('the audit says who did it: $method', (write) => expectAudited(rollout, write));
