import { randomUUID } from 'node:crypto';
import { signCheckpoint } from '@safe-community/audit';
import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { CustodyKind, type CustodyAnchor } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  CustodyServiceService as Custody,
  GetProofResponse,
  RecordAccessRequest,
} from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { auditedWrite, expectAudited, refusalOf, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCustody, type CustodyGround } from '../../test/custody-ground.ts';
import { runProofProgram as verified } from '../../test/proof-program.ts';
import type { RunningRollout } from '../../test/running-rollout.ts';
import { anchorPortion } from './anchor.store.ts';

const reason = 'Канарка: запит суду';
const { VIEW, EXPORT, SHARE, REDACTION, DELETED } = CustodyKind;
const key = new SigningKey(newAuditKey());

let ground: CustodyGround;
let rollout: RunningRollout;
let custody: TestClient<typeof Custody>;
let elsewhere: TestClient<typeof Custody>;
beforeAll(async () => {
  ground = await openCustody(reason, key);
  ({ rollout, custody, elsewhere } = ground);
});
afterAll(() => ground.stop());

describe('an access', () => {
  test('is an entry of the chain, with who, when, why and from where', async () => {
    const recordingId = await ground.registered();
    const request = { requestId: randomUUID(), recordingId, kind: SHARE, reason, place: 'Таємна, 5' };
    const receipt = await custody.recordAccess(request, { actingUser: 'olena', purpose: 'court-request' });
    expect(await custody.recordAccess(request, { actingUser: 'olena', purpose: 'court-request' })).toEqual(receipt);
    const { entries } = await custody.getProof({ recordingId, reason: 'перевірка', withTexts: true });
    expect(entries.map(({ kind }) => kind)).toEqual([CustodyKind.REGISTERED, SHARE, EXPORT]);
    expect(entries[1]).toMatchObject({
      ...receipt,
      index: 2,
      system: 'client',
      actingUser: 'olena',
      purpose: 'court-request',
      texts: { reason, place: 'Таємна, 5' },
    });
    const stored = JSON.stringify(await rollout.sql('select c::text from recording_custody c'));
    expect(stored).not.toMatch(/Канарка|Таємна|перевірка/);
  });

  test.each<[string, object]>([
    ['reason', { reason: '' }],
    ['reason', { reason: '  x  ' }],
    ['reason', { reason: 'x'.repeat(201) }],
    ['place', { place: 'x'.repeat(201) }],
    ['kind', { kind: 0 }],
    ['kind', { kind: DELETED }],
    ['recording_id', { recordingId: 'x' }],
  ])('with an invalid %s is rejected and leaves no entry', async (field, change) => {
    const recordingId = await ground.registered();
    const request = { recordingId, kind: REDACTION, reason, ...change };
    expect(await refusalOf(custody.recordAccess(request))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
    const length = await rollout.sql('select length from recording_chain where recording_id = $1', [recordingId]);
    expect(length).toEqual([{ length: 1 }]);
  });

  test('to an unknown recording or outside of the territory is rejected, and so are proof and check', async () => {
    const recordingId = await ground.registered();
    for (const [client, id, refusal] of [
      [custody, randomUUID(), { code: 'NOT_FOUND' }],
      [elsewhere, recordingId, { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' }],
    ] as const) {
      expect(await refusalOf(client.recordAccess({ recordingId: id, kind: VIEW, reason }))).toMatchObject(refusal);
      expect(await refusalOf(client.getProof({ recordingId: id, reason }))).toMatchObject(refusal);
      expect(await refusalOf(client.verifyChain({ recordingId: id }))).toMatchObject(refusal);
    }
    expect(await refusalOf(custody.getProof({ recordingId }))).toMatchObject({ fields: ['reason'] });
    expect(await refusalOf(custody.verifyChain())).toMatchObject({ fields: ['recording_id'] });
  });

  test('to a recording that was deleted for good is rejected with the day, and leaves no entry', async () => {
    const recordingId = await ground.registered();
    await rollout.sql(
      `insert into recording_expiry (recording_id, state, state_since) values ($1, 'deleted', '2026-03-02T22:30:00Z')`,
      [recordingId],
    );
    const refusal = await refusalOf(custody.recordAccess({ recordingId, kind: SHARE, reason }));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'RECORDING_DELETED' });
    expect(refusal.message).toContain('2026-03-03');
    expect(await custody.verifyChain({ recordingId })).toMatchObject({ entries: 1, findings: [] });
  });

  test('concurrent ones make one chain', async () => {
    const recordingId = await ground.registered();
    const accesses = Array.from({ length: 20 }, () => custody.recordAccess({ recordingId, kind: VIEW, reason }));
    const indexes = (await Promise.all(accesses)).map(({ index }) => index);
    expect(indexes.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
    expect(await custody.verifyChain({ recordingId })).toMatchObject({ entries: 21, findings: [] });
  });

  test('is in the audit', async () => {
    const recordingId = await ground.registered();
    const request = { recordingId, kind: VIEW, reason };
    await expectAudited(
      rollout,
      auditedWrite(
        Custody.recordAccess,
        async () => RecordAccessRequest.fromPartial(request),
        () => [recordingId],
      ),
    );
  });
});

describe('a proof', () => {
  test('has pages, each of which is recorded', async () => {
    const recordingId = await ground.withEntries();
    const first = await custody.getProof({ recordingId, reason, pageSize: 4 });
    const second = await custody.getProof({ recordingId, reason, pageSize: 4, pageToken: first.nextPageToken });
    expect([...first.entries, ...second.entries].map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(second.nextPageToken).toBe('');
    expect(second.anchor).toBeUndefined();
    expect(first.entries.every(({ texts }) => texts === undefined)).toBe(true);
    const [chain] = await rollout.sql('select length from recording_chain where recording_id = $1', [recordingId]);
    expect(chain).toEqual({ length: 7 });
    const other = { recordingId, reason, withTexts: true, pageToken: first.nextPageToken };
    expect(await refusalOf(custody.getProof(other))).toMatchObject({ fields: ['page_token'] });
  });

  test('is verified offline by the example program, with the public key and the file', async () => {
    const recordingId = await ground.withEntries();
    // Other writes lie between the anchor and the signature.
    const { em } = rollout.database;
    await em.fork().transactional((tx) => anchorPortion(tx, 'camera-rollout', systemClock, 1_000));
    await ground.withEntries();
    await signCheckpoint(rollout.database, 'camera-rollout', key, { entries: 1, ageMs: 0 });
    const proof = await custody.getProof({ recordingId, reason, withTexts: true });
    const valid = await verified(proof, key);
    expect(valid).toMatchObject({ code: 0, stderr: '' });
    expect(valid.stdout).toContain('Entries 1 to 5 of its chain of custody are intact and signed: "camera-rollout"');
    expect(valid.stdout).toContain(`categorise | system "client" | reason "${reason}" | place "Київ, каб. 7"\n`);
    // The export that gave the proof.
    expect(valid.stdout).toContain('6. NOT SIGNED YET\n');

    const anchored = proof.anchor ?? expect.fail('nothing is anchored');
    const altered = proof.entries.map((each) => {
      if (each.index === 3) return { ...each, facts: 'x=1' };
      return each.index === 4 ? { ...each, texts: { reason: 'x', place: '', salt: Buffer.alloc(16) } } : each;
    });
    const steps = [...anchored.steps, { hash: Buffer.alloc(32), left: true }];
    const torn: CustodyAnchor = { ...anchored, steps, links: anchored.links.slice(1) };
    const shorter = proof.entries.filter(({ index }) => index !== 2 && index < 5);
    for (const [change, trusted, file, problems] of [
      [
        { entries: altered },
        key,
        'another file',
        ['entry 3 was altered', 'the reason of entry 4 was altered', 'the file is not the one that was registered'],
      ],
      [
        { entries: shorter, anchor: torn },
        new SigningKey(newAuditKey()),
        undefined,
        [
          'entry 2 is missing',
          'entry 5 is missing',
          'the audit does not name the root of the anchor',
          'the first link is not that of the anchor',
          'the signature was not made with this key',
        ],
      ],
      [{ anchor: undefined }, key, undefined, ['no entry is signed yet: ask for a newer proof']],
    ] as const) {
      const { code, stderr } = await verified(GetProofResponse.fromPartial({ ...proof, ...change }), trusted, file);
      expect(code).toBe(1);
      expect(stderr).toBe(problems.map((problem) => `NOT VALID: ${problem}\n`).join(''));
    }
  });
});
