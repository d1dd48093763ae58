import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { ChainProblem, CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import type { CustodyServiceService as Custody } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { refusalOf, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCustody, type CustodyGround } from '../../test/custody-ground.ts';

const reason = 'запит суду';

let ground: CustodyGround;
let custody: TestClient<typeof Custody>;
let elsewhere: TestClient<typeof Custody>;
beforeAll(async () => {
  ground = await openCustody(reason, new SigningKey(newAuditKey()));
  ({ custody, elsewhere } = ground);
});
afterAll(() => ground.stop());

const found = (problem: ChainProblem, firstIndex: number, lastIndex = firstIndex) => ({
  problem,
  firstIndex,
  lastIndex,
});

test.each<[string, string, ReturnType<typeof found>]>([
  [
    'an altered row',
    `update recording_custody set acting_user = 'x' where recording_id = $1 and entry_index = 3`,
    found(ChainProblem.ALTERED, 3),
  ],
  [
    'a removed row',
    'delete from recording_custody where recording_id = $1 and entry_index = 2',
    found(ChainProblem.MISSING, 2),
  ],
  [
    'rows cut off',
    'delete from recording_custody where recording_id = $1 and entry_index > 3',
    found(ChainProblem.MISSING, 4, 5),
  ],
  [
    'a row cut off together with the head',
    `with gone as (delete from recording_custody where recording_id = $1 and entry_index = 5)
     update recording_chain chain set length = 4, anchored_length = 4, hash = entry.hash from recording_custody entry
     where chain.recording_id = $1 and entry.recording_id = $1 and entry_index = 4`,
    found(ChainProblem.MISSING, 5),
  ],
  [
    'an inserted row',
    `insert into recording_custody
     select recording_id, 6, 'view', occurred_at, system, edrpou, acting_user, purpose, facts, null, '', hash, hash
     from recording_custody where recording_id = $1 and entry_index = 5`,
    found(ChainProblem.INSERTED, 6),
  ],
  [
    'an altered reason',
    `update recording_custody set ciphertext = '\\x00' where recording_id = $1 and entry_index = 4`,
    found(ChainProblem.TEXT_ALTERED, 4),
  ],
  [
    'a reason of another row',
    `update recording_custody set ciphertext = (select ciphertext from recording_custody where recording_id = $1 and entry_index = 2) where recording_id = $1 and entry_index = 4`,
    found(ChainProblem.TEXT_ALTERED, 4),
  ],
  [
    'a removed reason',
    'update recording_custody set ciphertext = null where recording_id = $1 and entry_index = 4',
    found(ChainProblem.TEXT_MISSING, 4),
  ],
])('names %s by its index', async (_case, statement, finding) => {
  const recordingId = await ground.withEntries();
  await ground.anchor();
  expect(await custody.verifyChain({ recordingId })).toEqual({ entries: 5, anchoredIndex: 5, findings: [] });
  await ground.tamper(statement, [recordingId]);
  const answer = await custody.verifyChain({ recordingId });
  expect(answer.findings).toEqual([finding]);
});

test('does not trust an anchor that its entry in the audit does not name, and blames no entry for it', async () => {
  const recordingIds = [await ground.withEntries(), await ground.withEntries()];
  const [recordingId = '', other = ''] = recordingIds;
  // One anchor covers the new end of both, because both grow at once.
  await ground.recordings.categorise({ recordingIds, category: 'training', reason });
  await ground.anchor();
  await ground.rollout.sql(
    'update custody_anchor_leaf set hash = sha256(hash) where recording_id = $1 and entry_index = 6',
    [recordingId],
  );
  const broken = [found(ChainProblem.ANCHOR_BROKEN, 6)];
  expect((await custody.verifyChain({ recordingId })).findings).toEqual(broken);
  const answer = await custody.verifyChain({ recordingId: other });
  expect(answer.findings).toEqual(broken);
  expect(answer.anchoredIndex).toBeLessThan(6);
});

test('an intact chain with several anchors has no finding, and its newest signed anchor proves it', async () => {
  const recordingId = await ground.withEntries();
  await ground.anchor();
  await custody.recordAccess({ recordingId, kind: CustodyKind.VIEW, reason });
  await ground.anchor();
  expect(await custody.verifyChain({ recordingId })).toEqual({ entries: 6, anchoredIndex: 6, findings: [] });
  const proof = await custody.getProof({ recordingId, reason });
  expect(proof.anchor?.index).toBe(6);
});

test('misses an anchor that was removed', async () => {
  const recordingId = await ground.withEntries();
  await ground.anchor();
  await custody.recordAccess({ recordingId, kind: CustodyKind.VIEW, reason });
  await ground.anchor();
  await ground.rollout.sql('delete from custody_anchor_leaf where recording_id = $1 and entry_index = 6', [
    recordingId,
  ]);
  expect(await custody.verifyChain({ recordingId })).toEqual({
    entries: 6,
    anchoredIndex: 5,
    findings: [found(ChainProblem.ANCHOR_MISSING, 6)],
  });
  await ground.rollout.sql('delete from custody_anchor_leaf where recording_id = $1', [recordingId]);
  expect((await custody.verifyChain({ recordingId })).findings).toEqual([found(ChainProblem.ANCHOR_MISSING, 1, 6)]);
});

test('says so if the head of the chain was removed, and still compares with the audit', async () => {
  const recordingId = await ground.withEntries();
  await ground.anchor();
  await ground.tamper('delete from recording_custody where recording_id = $1 and entry_index = 5', [recordingId]);
  await ground.tamper('delete from recording_chain where recording_id = $1', [recordingId]);
  expect(await custody.verifyChain({ recordingId })).toEqual({
    entries: 4,
    anchoredIndex: 5,
    findings: [found(ChainProblem.HEAD_MISSING, 4), found(ChainProblem.MISSING, 5)],
  });
  expect(await refusalOf(elsewhere.verifyChain({ recordingId }))).toMatchObject({ reason: 'OUTSIDE_TERRITORY' });
});

test('without its head, a chain is neither extended nor proven, and no other one begins', async () => {
  const recordingId = await ground.withEntries();
  await ground.tamper('delete from recording_chain where recording_id = $1', [recordingId]);
  const written = () =>
    ground.rollout.sql('select count(*)::int as count from recording_custody where recording_id = $1', [recordingId]);
  const before = await written();
  const access = { recordingId, kind: CustodyKind.VIEW, reason };
  for (const call of [
    () => custody.recordAccess(access),
    () => custody.getProof({ recordingId, reason }),
    () => ground.recordings.getRecording({ recordingId, reason }),
    () => ground.recordings.categorise({ recordingIds: [recordingId], category: 'search', reason }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CHAIN_BROKEN' });
  }
  for (const call of [() => elsewhere.recordAccess(access), () => elsewhere.getProof({ recordingId, reason })]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' });
  }
  expect(await written()).toEqual(before);
  expect(await ground.rollout.sql('select from recording_chain where recording_id = $1', [recordingId])).toEqual([]);
  expect((await custody.verifyChain({ recordingId })).findings).toEqual([found(ChainProblem.HEAD_MISSING, 5)]);
  const unknown = '019c8a00-0000-7000-8000-000000000001';
  for (const call of [
    () => custody.recordAccess({ ...access, recordingId: unknown }),
    () => custody.getProof({ recordingId: unknown, reason }),
    () => custody.verifyChain({ recordingId: unknown }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('the role of the service cannot alter a chain, and a trigger rejects it for the owner', async () => {
  for (const statement of ['update recording_custody set facts = facts', 'delete from recording_custody']) {
    await expect(ground.rollout.sql(statement)).rejects.toThrow('written once');
  }
});
