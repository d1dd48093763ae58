import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoredObject } from '@safe-community/contracts/cameras/v1/recording.ts';
import { RecordingObjectChanged } from '@safe-community/contracts/cameras/events/v1/recording_events.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { JobBlocked } from '@safe-community/service-kit';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { CREDENTIALS, startObjectServer, type ObjectServer } from '../../test/object-server.ts';
import { KYIV, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';
import { verifyObjects } from '../../test/verify-objects.ts';
import { localStore, s3Store, type EvidenceStore } from './evidence-store.adapter.ts';

const DAY_MS = 86_400_000;

let now = new Date();
let rollout: RunningRollout;
let recordings: TestClient<typeof Recordings>;
let held: { cameraId: string; officerId: string };
let server: ObjectServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  writeFileSync(join(folder, 'another.mp4'), '');
  server = await startObjectServer();
  rollout = await runRollout();
  recordings = testClient(Recordings, rollout.port);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  held = await issued(rollout, UNIT);
});
afterAll(async () => {
  recordings.close();
  await rollout.stop();
  await server.close();
  rmSync(folder, { recursive: true });
});

const verify = (store: EvidenceStore) => verifyObjects(rollout, store, now);

async function registered(content: Buffer, storeReference: string, change: object = {}): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = { sha256, sizeBytes: BigInt(content.length), storeReference, ...change };
  const given = metadata({ ...held, startTime: new Date(), durationMs: 1, ...file });
  const answer = await recordings.registerRecordings({ recordings: [given] });
  return answer.recordings[0]?.recordingId ?? expect.fail('nothing was registered');
}

async function stateOf(recordingId: string) {
  const { recordings: found } = await recordings.listRecordings({ cameraId: held.cameraId, pageSize: 500 });
  const one = found.find((each) => each.recordingId === recordingId);
  return { storedObject: one?.storedObject, verifiedTime: one?.verifiedTime };
}

async function kindsOf(recordingId: string): Promise<unknown[]> {
  const found = await rollout.sql('select kind from recording_custody where recording_id = $1 order by entry_index', [
    recordingId,
  ]);
  return found.map(({ kind }) => kind);
}

describe.each<[string, () => EvidenceStore, (key: string, content: Buffer | undefined) => void]>([
  [
    'a folder',
    () => localStore(folder),
    (key, content) => {
      if (content === undefined) rmSync(join(folder, key));
      else writeFileSync(join(folder, key), content);
    },
  ],
  [
    'a bucket',
    () => s3Store({ ...CREDENTIALS, endpoint: server.endpoint }),
    (key, content) => {
      if (content === undefined) server.objects.delete(key);
      else server.objects.set(key, content);
    },
  ],
])('the objects in %s', (_kind, storeOf, put) => {
  test('are compared with their digests, and each change is in custody and an event', async () => {
    const content = randomBytes(300_000);
    const key = `day=1_${randomUUID()}.mp4`;
    put(key, content);
    const [recordingId, absent] = [await registered(content, key), await registered(randomBytes(10), `no-${key}`)];
    await verify(storeOf());
    expect(await stateOf(recordingId)).toEqual({ storedObject: StoredObject.INTACT, verifiedTime: now });
    expect(await stateOf(absent)).toEqual({ storedObject: StoredObject.MISSING, verifiedTime: now });

    const altered = Buffer.from(content);
    altered[0] = (altered[0] ?? 0) ^ 1;
    put(key, altered);
    await verify(storeOf());
    expect((await stateOf(recordingId)).storedObject).toBe(StoredObject.INTACT);
    now = new Date(now.getTime() + DAY_MS);
    await verify(storeOf());
    expect(await stateOf(recordingId)).toEqual({ storedObject: StoredObject.ALTERED, verifiedTime: now });
    const [event] = await rollout.sql(
      `select body from ledger_event where type ~ 'recording-object-changed' order by position desc limit 1`,
    );
    expect(RecordingObjectChanged.decode(event?.['body'] as Buffer)).toMatchObject({
      recordingId,
      formerStoredObject: StoredObject.INTACT,
      storedObject: StoredObject.ALTERED,
      verifiedTime: now,
    });

    for (const state of [content, undefined]) {
      put(key, state);
      now = new Date(now.getTime() + DAY_MS);
      await verify(storeOf());
    }
    expect((await stateOf(recordingId)).storedObject).toBe(StoredObject.MISSING);
    expect(await kindsOf(recordingId)).toEqual(['registered', 'object_altered', 'object_restored', 'object_missing']);
    expect(await kindsOf(absent)).toEqual(['registered', 'object_missing']);
    expect((await recordings.listRecordings({ storedObject: StoredObject.ALTERED })).recordings).toEqual([]);
  });
});

test.each([
  'Axon Body 3 Video 2026-11-30 1205.mp4',
  'AX-1/2026-11-30T12:05:00+02:00 (1).mp4',
  'Дніпро – вул. Січеславська, 5/відео «ранок» 100%.mp4',
  "a%2e%2e%2Fb/it's!*~&=@#?;,$.mp4",
  'cafe\u0301/e\u0301.mp4',
])('finds the object “%s” in a folder and in a bucket', async (name) => {
  const content = randomBytes(20);
  const id = randomUUID();
  const key = `${id}/${name}`;
  mkdirSync(join(folder, key, '..'), { recursive: true });
  writeFileSync(join(folder, key), content);
  server.objects.set(key, content);
  const recordingId = await registered(content, key);
  for (const store of [localStore(folder), s3Store({ ...CREDENTIALS, endpoint: server.endpoint })]) {
    now = new Date(now.getTime() + DAY_MS);
    await verify(store);
    expect(await stateOf(recordingId)).toEqual({ storedObject: StoredObject.INTACT, verifiedTime: now });
  }
});

test('a name that is too long for a file is missing, and the other objects are compared', async () => {
  const recordingId = await registered(randomBytes(10), `${'ї'.repeat(200)}.mp4`);
  now = new Date(now.getTime() + DAY_MS);
  await verify(localStore(folder));
  expect((await stateOf(recordingId)).storedObject).toBe(StoredObject.MISSING);
});

test('an object whose chain of custody has lost its head is compared, and so are the others', async () => {
  const [broken, whole] = [
    await registered(randomBytes(10), `no-${randomUUID()}.mp4`),
    await registered(randomBytes(10), `no-${randomUUID()}.mp4`),
  ];
  await rollout.sql('delete from recording_chain where recording_id = $1', [broken]);
  now = new Date(now.getTime() + DAY_MS);
  await verify(localStore(folder));
  for (const id of [broken, whole]) expect((await stateOf(id)).storedObject).toBe(StoredObject.MISSING);
  expect(await kindsOf(broken)).toEqual(['registered']);
  expect(await kindsOf(whole)).toEqual(['registered', 'object_missing']);
  const told = rollout.log.findLast((line) => line.includes('have lost their heads'));
  expect(JSON.parse(told ?? '{}')).toMatchObject({ level: 'error', count: 1, recordingId: broken });
});

describe('a store that is set up wrongly', () => {
  test.each<[string, string, () => EvidenceStore]>([
    ['a folder that does not exist', 'cannot be read', () => localStore(join(folder, 'absent'))],
    ['a file in place of the folder', 'cannot be read', () => localStore(join(folder, 'another.mp4'))],
    ['an empty folder, as one that is not mounted', 'is it mounted', () => localStore(emptyFolder())],
    [
      'another bucket',
      'answered 404 NoSuchBucket',
      () => s3Store({ ...CREDENTIALS, endpoint: server.endpoint, bucket: 'vidoes' }),
    ],
    [
      'an address that is no store',
      'answered 404',
      () => {
        server.failWith(404);
        return s3Store({ ...CREDENTIALS, endpoint: server.endpoint });
      },
    ],
    [
      'a store that does not answer',
      'cannot be read',
      () => s3Store({ ...CREDENTIALS, endpoint: 'http://127.0.0.1:9' }),
    ],
  ])('says nothing of its objects: %s', async (_case, message, storeOf) => {
    const content = randomBytes(10);
    const key = `z-${randomUUID()}.mp4`;
    const recordingId = await registered(content, key);
    const failure: unknown = await verify(storeOf()).catch((error: unknown) => error);
    server.failWith(0);
    expect(failure).toBeInstanceOf(JobBlocked);
    expect(String(failure)).toContain(message);
    expect((await stateOf(recordingId)).storedObject).toBe(StoredObject.UNCHECKED);
    expect(await kindsOf(recordingId)).toEqual(['registered']);
    writeFileSync(join(folder, key), content);
    now = new Date(now.getTime() + DAY_MS);
    await verify(localStore(folder));
    expect((await stateOf(recordingId)).storedObject).toBe(StoredObject.INTACT);
  });

  function emptyFolder(): string {
    const empty = join(folder, `empty-${randomUUID()}`);
    mkdirSync(empty);
    return empty;
  }
});

describe('a bucket', () => {
  test.each([403, 500])('that answers %i says nothing of its objects', async (status) => {
    const content = randomBytes(10);
    const recordingId = await registered(content, `x-${status}.mp4`);
    server.objects.set(`x-${status}.mp4`, content);
    server.failWith(status);
    const store = s3Store({ ...CREDENTIALS, endpoint: server.endpoint });
    await expect(verify(store)).rejects.toThrow(`the evidence store answered ${status}`);
    server.failWith(0);
    expect((await stateOf(recordingId)).storedObject).toBe(StoredObject.UNCHECKED);
    now = new Date(now.getTime() + DAY_MS);
    await verify(store);
    expect((await stateOf(recordingId)).storedObject).toBe(StoredObject.INTACT);
  });

  test('rejects another key', async () => {
    const content = randomBytes(10);
    server.objects.set('y.mp4', content);
    const store = s3Store({ ...CREDENTIALS, endpoint: server.endpoint, secretAccessKey: 'other' });
    await expect(store.read('y.mp4', new AbortController().signal)).rejects.toThrow('answered 403');
  });
});
