import { randomUUID } from 'node:crypto';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { ExpiryState, HoldKind, RetentionClock } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { KYIV } from '../../test/recordings.ts';
import { CONFIRMED, TERM } from '../../test/retention-calls.ts';
import { openRetention, REASON, type RetentionGround } from '../../test/retention-ground.ts';
import { EVENTS_OF_CALLS } from '../../test/running-rollout.ts';

const UNKNOWN = '019c8a00-0000-7000-8000-000000000001';

/** How much of what a hold or a rule writes there is. */
const WRITTEN = `
  select (select count(*) from recording_hold) as holds, (select count(*) from held_recording) as held,
    (select jsonb_agg(p) from retention_policy p) as policies, (select jsonb_agg(t) from expiry_term t) as terms,
    (select count(*) from recording_custody) as custody, (${EVENTS_OF_CALLS}) as events`;

let ground: RetentionGround;
let retention: RetentionGround['retention'];
let unprivileged: TestClient<typeof Retention>;
beforeAll(async () => {
  ground = await openRetention();
  ({ retention } = ground);
  unprivileged = testClient(Retention, ground.rollout.port, 'nats');
});
afterAll(async () => {
  unprivileged.close();
  await ground.stop();
});
beforeEach(() => ground.begin());

describe('policies', () => {
  test('the 30 days of order № 1026 are shown as unconfirmed with their source, and nothing expires by them', async () => {
    await retention.setExpiryTerm({ term: TERM });
    const { policies, policyRecords } = await retention.listPolicies();
    expect(policies).toEqual([{ ...CONFIRMED, source: 'Наказ МВС України № 1026 від 18.12.2018', confirmed: false }]);
    expect(policyRecords).toMatchObject([{ etag: '1', recordedTime: undefined }]);
    const recordingId = await ground.record();
    await ground.on('2026-10-01');
    expect(await ground.stateOf(recordingId)).toBeUndefined();
    expect((await retention.previewExpiry()).recordings).toEqual([]);
  });

  test('nobody shortens the retention without a preview of what would expire', async () => {
    const recordingId = await ground.record({ sizeBytes: 5_000n });
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
    const traffic = { ...CONFIRMED, category: 'traffic_stop', clock: RetentionClock.UPLOADED, days: 60 };
    await retention.setPolicy({ policy: traffic });
    const late = await ground.record({ category: 'traffic_stop', uploadTime: new Date('2026-01-05T12:00:00Z') });
    const usual = await ground.record({ category: 'training' });
    await ground.on('2026-02-01');
    expect([await ground.stateOf(late), await ground.stateOf(usual)]).toEqual([undefined, 'announced']);
    // 60 days after the upload.
    await ground.on('2026-03-03');
    expect([await ground.stateOf(late), await ground.stateOf(usual)]).toEqual(['announced', 'expired']);
  });
});

describe('expiry', () => {
  test('is announced, then recoverable, then final; the digest and the chain remain', async () => {
    const recordingId = await ground.record();
    await ground.on('2026-01-31');
    expect(await ground.stateOf(recordingId)).toBeUndefined();
    await ground.on('2026-02-01');
    const listed = async () =>
      (await retention.listExpiring({ pageSize: 500 })).recordings.find((each) => each.recordingId === recordingId);
    const announced = { state: ExpiryState.ANNOUNCED, dueOn: '2026-02-05', expiresOn: '2026-02-05', frozen: false };
    expect(await listed()).toMatchObject(announced);
    await ground.on('2026-02-04');
    expect(await listed()).toMatchObject(announced);
    await ground.on('2026-02-05');
    expect(await listed()).toMatchObject({ state: ExpiryState.EXPIRED, restorableUntil: '2026-02-15' });
    await ground.on('2026-02-15');
    expect(await ground.stateOf(recordingId)).toBe('expired');
    await ground.on('2026-02-16');
    await ground.on('2026-02-17');
    expect([await listed(), await ground.stateOf(recordingId)]).toEqual([undefined, 'deleted']);
    expect(await ground.custodyOf(recordingId)).toEqual(['registered', 'expiry_announced', 'expired', 'deleted']);
    const [stored] = await ground.rollout.sql(
      'select sha256, store_reference, verify_at::text as verify_at from recording where recording_id = $1',
      [recordingId],
    );
    // Nobody compares the object any more.
    const remains = { sha256: expect.any(Buffer), store_reference: expect.any(String), verify_at: 'infinity' };
    expect(stored).toMatchObject(remains);
  });

  test('a run repeats no step on the same day, and follows a policy that is set on it', async () => {
    const recordingId = await ground.record();
    await ground.on('2026-02-01');
    await ground.run();
    expect(await ground.custodyOf(recordingId)).toEqual(['registered', 'expiry_announced']);
    ground.at(new Date('2026-02-01T10:00:00Z'));
    const longer = { ...CONFIRMED, validFrom: '2026-02-01', days: 300 };
    await retention.setPolicy({ policy: longer });
    await ground.run();
    expect(await ground.custodyOf(recordingId)).toEqual(['registered', 'expiry_announced', 'expiry_cancelled']);
    ground.at(new Date('2026-02-01T11:00:00Z'));
    await ground.setSeen({ ...longer, days: 30 });
    await ground.run();
    expect(await ground.stateOf(recordingId)).toBe('announced');
  });

  test('a restored recording is kept as long again, and nothing restores a deleted one', async () => {
    const recordingId = await ground.expired();
    const restore = () => retention.restore({ recordingId, reason: REASON });
    await restore();
    expect(await refusalOf(restore())).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'RECORDING_NOT_EXPIRED',
    });
    await ground.on('2026-03-03');
    expect(await ground.stateOf(recordingId)).toBe('kept');
    await ground.on('2026-03-04');
    await ground.on('2026-03-08');
    await ground.on('2026-03-19');
    expect(await ground.custodyOf(recordingId)).toEqual([
      'registered',
      'expiry_announced',
      'expired',
      'restored',
      'expiry_announced',
      'expired',
      'deleted',
    ]);
    for (const call of [restore, () => ground.hold([recordingId])]) {
      expect(await refusalOf(call())).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'RECORDING_DELETED' });
    }
  });
});

test.each<[string, string, () => Promise<unknown>]>([
  ['a hold without a reason', 'reason', () => ground.hold([UNKNOWN], { reason: ' ' })],
  ['a hold from too long a place', 'place', () => ground.hold([UNKNOWN], { place: 'x'.repeat(201) })],
  ['a hold of nothing', 'recording_ids', () => ground.hold([])],
  ['a hold of the same twice', 'recording_ids', () => ground.hold([UNKNOWN, UNKNOWN])],
  ['a hold of no id', 'recording_ids[0]', () => ground.hold(['x'])],
  ['a hold of no kind', 'kind', () => ground.hold([UNKNOWN], { kind: 0 })],
  ['a case without a number', 'case_number', () => ground.hold([UNKNOWN], { kind: HoldKind.CASE })],
  ['a release without a reason', 'reason', () => retention.releaseHold({ holdId: UNKNOWN, reason: '' })],
  ['a restoration without a reason', 'reason', () => retention.restore({ recordingId: UNKNOWN })],
  ['a policy without a source', 'policy.source', () => retention.setPolicy({ policy: { ...CONFIRMED, source: '' } })],
  [
    'a policy of no category',
    'policy.category',
    () => retention.setPolicy({ policy: { ...CONFIRMED, category: 'Не код' } }),
  ],
  ['a policy without a clock', 'policy.clock', () => retention.setPolicy({ policy: { ...CONFIRMED, clock: 0 } })],
  ['a policy of no days', 'policy.days', () => retention.setPolicy({ policy: { ...CONFIRMED, days: 0 } })],
  ['a term without a source', 'term.source', () => retention.setExpiryTerm({ term: { ...TERM, source: '' } })],
  ['a preview of a bad policy', 'policy.days', () => retention.previewExpiry({ policy: { ...CONFIRMED, days: 0 } })],
  ['a preview of a bad day', 'as_of_date', () => retention.previewExpiry({ asOfDate: '2026-02-30' })],
  ['a list of kept recordings', 'state', () => retention.listExpiring({ state: ExpiryState.KEPT })],
  ['a token of another list', 'page_token', () => retention.listHolds({ pageToken: 'x' })],
])('rejects %s, and writes nothing', async (_what, field, call) => {
  const before = await ground.rollout.sql(WRITTEN);
  expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  expect(await ground.rollout.sql(WRITTEN)).toEqual(before);
});

test('names an unknown recording, and a hold that does not exist or is released', async () => {
  const recordingId = await ground.record();
  const { holdId } = await ground.hold([recordingId]);
  await retention.releaseHold({ holdId, reason: REASON });
  for (const call of [
    () => ground.hold([recordingId, UNKNOWN]),
    () => retention.restore({ recordingId: UNKNOWN, reason: REASON }),
    () => retention.releaseHold({ holdId: UNKNOWN, reason: REASON }),
    () => retention.releaseHold({ holdId, reason: REASON }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('the chain says from where a person holds, releases, and restores', async () => {
  const recordingId = await ground.expired();
  const reason = REASON;
  await retention.restore({ recordingId, reason, place: 'каб. 1' });
  const { holdId } = await ground.hold([recordingId], { place: 'каб. 2' });
  await retention.releaseHold({ holdId, reason, place: 'каб. 3' });
  const custody = testClient(Custody, ground.rollout.port);
  onTestFinished(() => custody.close());
  const { entries } = await custody.getProof({ recordingId, reason, withTexts: true });
  const people = entries.filter(({ texts }) => texts !== undefined).map(({ kind, texts }) => [kind, texts?.place]);
  const { RESTORED, HOLD, RELEASE, EXPORT } = CustodyKind;
  expect(people).toEqual([
    [RESTORED, 'каб. 1'],
    [HOLD, 'каб. 2'],
    [RELEASE, 'каб. 3'],
    [EXPORT, ''],
  ]);
  expect(await custody.verifyChain({ recordingId })).toMatchObject({ findings: [] });
  const stored = JSON.stringify(await ground.rollout.sql('select h::text from recording_hold h'));
  expect(stored).not.toMatch('каб.');
});

test('a repeated request changes nothing', async () => {
  const request = {
    requestId: randomUUID(),
    recordingIds: [await ground.record()],
    kind: HoldKind.LEGAL,
    reason: REASON,
  };
  const answers = await Promise.all(Array.from({ length: 5 }, () => retention.placeHold(request)));
  expect(new Set(answers.map(({ holdId }) => holdId)).size).toBe(1);
  expect(await ground.custodyOf(request.recordingIds[0] ?? '')).toEqual(['registered', 'hold']);
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
    async () => ({
      recordingIds: [await ground.record()],
      kind: HoldKind.LEGAL,
      caseNumber: '',
      reason: REASON,
      place: '',
    }),
    ({ holdId }, { recordingIds }) => [holdId, ...recordingIds],
  ),
  auditedWrite(
    Retention.releaseHold,
    async () => ({ holdId: (await ground.hold([await ground.record()])).holdId, reason: REASON, place: '' }),
    (_response, { holdId }) => [holdId, expect.any(String)],
  ),
  auditedWrite(
    Retention.restore,
    async () => ({ recordingId: await ground.expired(), reason: REASON, place: '' }),
    (_response, { recordingId }) => [recordingId],
  ),
])('the audit says who did it: $method', (write) => expectAudited(ground.rollout, write));
