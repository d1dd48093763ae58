import { randomUUID } from 'node:crypto';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { expectSkipsLocked } from '@safe-community/testkit/due-rows';
import { afterAll, beforeAll, test } from 'vitest';
import { lockChosen } from '../src/cameras/camera.store.ts';
import { takeGrown } from '../src/custody/anchor.store.ts';
import { addRecall, completeRecalls } from '../src/faults/recall.store.ts';
import { takeOverdue } from '../src/footage-requests/due-requests.store.ts';
import { addRequest } from '../src/footage-requests/footage-request.store.ts';
import { lockRun } from '../src/retention/expiry.store.ts';
import { takeMisheld } from '../src/returns/recall.store.ts';
import { takeToVerify } from '../src/recordings/verification.store.ts';
import { openRolloutDatabase } from '../src/service.ts';
import { KYIV } from './footage-calls.ts';
import { migrateRollout } from './running-rollout.ts';

const AT = new Date('2026-06-01T09:00:00Z');
const LATER = new Date('2026-06-10T09:00:00Z');
const due = [randomUUID(), randomUUID(), randomUUID()];

let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  own = await createTestDatabase({ service: 'camera-rollout', migrate: migrateRollout });
  database = openRolloutDatabase(own.url);
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

test('two replicas publish different overdue requests for footage', async () => {
  for (const footageRequestId of due) {
    await addRequest(database.em.fork(), {
      footageRequestId,
      kind: 'information',
      track: 'usual',
      state: 'received',
      hromadaCode: KYIV,
      oblastCode: KYIV,
      unitCode: '',
      incidentId: '',
      recordingIds: [],
      footageFrom: AT,
      footageTo: AT,
      receivedAt: AT,
      dueAt: AT,
      extended: false,
      assignee: '',
      version: 1,
    });
  }
  const take = async (tx: EntityManager, most: number) =>
    (await takeOverdue(tx, LATER, most)).map(({ footageRequestId }) => footageRequestId);
  await expectSkipsLocked({ database, due, take });
});

test('two replicas recall different cameras of dismissed officers', async () => {
  const em = database.em.fork();
  await rows(em, `insert into patrol_unit values ('kyiv-1', $1, 'Полк', 'Unit')`, [KYIV]);
  for (const cameraId of due) {
    const officerId = randomUUID();
    await rows(em, `insert into patrol_officer values ($1, 'kyiv-1', $2, 'dismissed', $3)`, [officerId, KYIV, LATER]);
    await rows(
      em,
      `insert into camera
         (camera_id, serial_number, model, firmware_version, unit_code, oblast_code, state, holder_id, issued_at,
          registered_at)
       values ($1::uuid, $1::text, 'Body', '', 'kyiv-1', $2, 'issued', $3, $4, $4)`,
      [cameraId, KYIV, officerId, AT],
    );
  }
  const take = async (tx: EntityManager, most: number) => (await takeMisheld(tx, most)).map(({ cameraId }) => cameraId);
  await expectSkipsLocked({ database, due, take });
  const lock = (tx: EntityManager, most: number) => lockChosen(tx, 'select camera_id from camera', most);
  await expectSkipsLocked({ database, due, take: lock });
});

test('two replicas complete a recall of firmware once', async () => {
  for (const recallId of due) {
    const recall = { recallId, model: recallId, firmwareVersion: '1.0', dueOn: '2026-07-01', source: 'Лист' };
    await addRecall(database.em.fork(), { ...recall, recalledAt: AT });
  }
  const take = async (tx: EntityManager) => (await completeRecalls(tx, LATER)).map(({ recallId }) => recallId);
  await expectSkipsLocked({ database, due, take });
});

test('two replicas anchor different chains of custody', async () => {
  for (const recordingId of due) {
    await rows(
      database.em.fork(),
      `insert into recording_chain (recording_id, length, hash, oblast_code, hromada_code, key_id, wrapped_key)
       values ($1, 1, '\\x00', $2, '', 'k1', '\\x00')`,
      [recordingId, KYIV],
    );
  }
  const take = async (tx: EntityManager, most: number) =>
    (await takeGrown(tx, most)).map(({ recordingId }) => recordingId);
  await expectSkipsLocked({ database, due, take });
});

test('two replicas compare different objects of the evidence store', async () => {
  const em = database.em.fork();
  const cameraId = randomUUID();
  await rows(
    em,
    `insert into camera
       (camera_id, serial_number, model, firmware_version, unit_code, oblast_code, state, registered_at)
     values ($1::uuid, $1::text, 'Body', '', 'kyiv-1', $2, 'in_stock', $3)`,
    [cameraId, KYIV, AT],
  );
  for (const recordingId of due) {
    await rows(
      em,
      `insert into recording
         (recording_id, camera_id, officer_id, unit_code, oblast_code, hromada_code, started_at, camera_time,
          clock_offset_ms, duration_ms, size_bytes, sha256, store_reference, category, capture_signature, uploaded_at,
          registered_at, not_held, clock_skew)
       values ($1::uuid, $2, $1::uuid, 'kyiv-1', $3, '', $4, $4, 0, 1000, 1, sha256($1::text::bytea), $1::text, '', 'absent',
         $4, $4, false, false)`,
      [recordingId, cameraId, KYIV, AT],
    );
  }
  const take = async (tx: EntityManager, most: number) =>
    (await takeToVerify(tx, AT, LATER, most)).map(({ recordingId }) => recordingId);
  await expectSkipsLocked({ database, due, take });
});

test('one replica at a time does the run of the retention', async () => {
  await rows(database.em.fork(), `update retention_run set done = false`);
  const take = async (tx: EntityManager) => ((await lockRun(tx)) === undefined ? [] : ['run']);
  await expectSkipsLocked({ database, due: ['run'], take });
});
