import { randomUUID } from 'node:crypto';
import { signCheckpoint } from '@safe-community/audit';
import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { ChainProblem, CustodyKind, type CustodyAnchor } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  CustodyServiceService as Custody,
  GetProofResponse,
  RecordAccessRequest,
} from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { systemClock } from '@safe-community/service-kit';
import {
  auditedWrite,
  callerWithRoles,
  expectAudited,
  refusalOf,
  testClient,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { KYIV, metadata, UNIT } from '../../test/recordings.ts';
import { runProofProgram as verified } from '../../test/proof-program.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';
import { anchorPortion } from './anchor.store.ts';

const VINNYTSKA = 'UA05000000000010236';
const reason = 'Канарка: запит суду';
const { VIEW, EXPORT, SHARE, REDACTION, DELETED } = CustodyKind;

let rollout: RunningRollout;
let custody: TestClient<typeof Custody>;
/** The evidence custodian of another oblast. */
let elsewhere: TestClient<typeof Custody>;
let recordings: TestClient<typeof Recordings>;
let held: { cameraId: string; officerId: string };
const key = new SigningKey(newAuditKey());
beforeAll(async () => {
  const { roles } = loadPolicy(BUILT_IN_POLICY, declaredScopes());
  const role = roles.get('evidence-custodian') ?? expect.fail('no such role');
  rollout = await runRollout({}, [{ ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSKA]) }]);
  custody = testClient(Custody, rollout.port);
  elsewhere = testClient(Custody, rollout.port, 'statistics');
  recordings = testClient(Recordings, rollout.port);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  held = await issued(rollout, UNIT);
});
afterAll(async () => {
  for (const client of [custody, elsewhere, recordings]) client.close();
  await rollout.stop();
});

async function registered(): Promise<string> {
  const given = metadata({ ...held, startTime: new Date(), durationMs: 1 });
  const answer = await recordings.registerRecordings({ recordings: [given] });
  return answer.recordings[0]?.recordingId ?? expect.fail('nothing was registered');
}

/** A recording with five entries: the first has no reason, and only the last says from where. */
async function withEntries(): Promise<string> {
  const recordingId = await registered();
  for (const kind of [VIEW, EXPORT, SHARE]) await custody.recordAccess({ recordingId, kind, reason });
  await recordings.categorise({ recordingIds: [recordingId], category: 'evidence', reason, place: 'Київ, каб. 7' });
  return recordingId;
}

/** Covers all chains by the audit, and signs it. */
async function anchor(): Promise<void> {
  const { em } = rollout.database;
  while ((await em.fork().transactional((tx) => anchorPortion(tx, 'camera-rollout', systemClock, 100))) > 0);
  await signCheckpoint(rollout.database, 'camera-rollout', key, { entries: 1, ageMs: 0 });
}

/** Changes the stored chain as somebody may who owns the database. */
async function tamper(statement: string, values: readonly unknown[]): Promise<void> {
  await rollout.sql('alter table recording_custody disable trigger recording_custody_written_once');
  await rollout.sql(statement, values);
  await rollout.sql('alter table recording_custody enable trigger recording_custody_written_once');
}

const found = (problem: ChainProblem, firstIndex: number, lastIndex = firstIndex) => ({
  problem,
  firstIndex,
  lastIndex,
});

describe('an access', () => {
  test('is an entry of the chain, with who, when, why and from where', async () => {
    const recordingId = await registered();
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
    const recordingId = await registered();
    const request = { recordingId, kind: REDACTION, reason, ...change };
    expect(await refusalOf(custody.recordAccess(request))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
    const length = await rollout.sql('select length from recording_chain where recording_id = $1', [recordingId]);
    expect(length).toEqual([{ length: 1 }]);
  });

  test('to an unknown recording or outside of the territory is rejected, and so are proof and check', async () => {
    const recordingId = await registered();
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

  test('concurrent ones make one chain', async () => {
    const recordingId = await registered();
    const accesses = Array.from({ length: 20 }, () => custody.recordAccess({ recordingId, kind: VIEW, reason }));
    const indexes = (await Promise.all(accesses)).map(({ index }) => index);
    expect(indexes.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
    expect(await custody.verifyChain({ recordingId })).toMatchObject({ entries: 21, findings: [] });
  });

  test('is in the audit', async () => {
    const recordingId = await registered();
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

describe('the check of a chain', () => {
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
    const recordingId = await withEntries();
    await anchor();
    expect(await custody.verifyChain({ recordingId })).toEqual({ entries: 5, anchoredIndex: 5, findings: [] });
    await tamper(statement, [recordingId]);
    const answer = await custody.verifyChain({ recordingId });
    expect(answer.findings).toEqual([finding]);
  });

  test('does not trust an anchor that its entry in the audit does not name', async () => {
    const recordingId = await withEntries();
    await anchor();
    await rollout.sql(`update custody_anchor_leaf set hash = sha256(hash) where recording_id = $1`, [recordingId]);
    expect((await custody.verifyChain({ recordingId })).findings).toEqual([found(ChainProblem.ALTERED, 5)]);
  });

  test('the role of the service cannot alter a chain, and a trigger rejects it for the owner', async () => {
    for (const statement of ['update recording_custody set facts = facts', 'delete from recording_custody']) {
      await expect(rollout.sql(statement)).rejects.toThrow('written once');
    }
  });
});

describe('a proof', () => {
  test('has pages, each of which is recorded', async () => {
    const recordingId = await withEntries();
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
    const recordingId = await withEntries();
    // Other writes lie between the anchor and the signature.
    const { em } = rollout.database;
    await em.fork().transactional((tx) => anchorPortion(tx, 'camera-rollout', systemClock, 1_000));
    await withEntries();
    await signCheckpoint(rollout.database, 'camera-rollout', key, { entries: 1, ageMs: 0 });
    const proof = await custody.getProof({ recordingId, reason, withTexts: true });
    const valid = await verified(proof, key);
    expect(valid).toMatchObject({ code: 0, stderr: '' });
    expect(valid.stdout).toContain('Entries 1 to 5 of its chain of custody are intact and signed: camera-rollout');
    expect(valid.stdout).toContain(`export | client | ${reason}`);
    expect(valid.stdout).toContain(`categorise | client | ${reason} | Київ, каб. 7`);

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
