import { randomUUID } from 'node:crypto';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { expectSkipsLocked } from '@safe-community/testkit/due-rows';
import { afterAll, beforeAll, test } from 'vitest';
import { addRecall, completeRecalls } from '../src/faults/recall.store.ts';
import { addRequest, takeOverdue } from '../src/footage-requests/footage-request.store.ts';
import { takeMisheld } from '../src/returns/recall.store.ts';
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
      footageFrom: AT,
      footageTo: AT,
      receivedAt: AT,
      dueAt: AT,
      extended: false,
      assignee: '',
      version: 1,
      demonstration: true,
    });
  }
  const take = async (tx: EntityManager, most: number) =>
    (await takeOverdue(tx, LATER, most)).map(({ footageRequestId }) => footageRequestId);
  await expectSkipsLocked({ database, due, take });
});

test('two replicas recall different cameras of dismissed officers', async () => {
  const em = database.em.fork();
  await rows(em, `insert into patrol_unit values ('kyiv-1', $1, 'Полк', 'Unit', true)`, [KYIV]);
  for (const cameraId of due) {
    const officerId = randomUUID();
    await rows(em, `insert into patrol_officer values ($1, 'kyiv-1', $2, 'dismissed', true, $3)`, [
      officerId,
      KYIV,
      LATER,
    ]);
    await rows(
      em,
      `insert into camera
         (camera_id, serial_number, model, unit_code, oblast_code, state, holder_id, issued_at, registered_at, demonstration)
       values ($1::uuid, $1::text, 'Body', 'kyiv-1', $2, 'issued', $3, $4, $4, true)`,
      [cameraId, KYIV, officerId, AT],
    );
  }
  const take = async (tx: EntityManager, most: number) => (await takeMisheld(tx, most)).map(({ cameraId }) => cameraId);
  await expectSkipsLocked({ database, due, take });
});

test('two replicas complete a recall of firmware once', async () => {
  for (const recallId of due) {
    const recall = { recallId, model: recallId, firmwareVersion: '1.0', dueOn: '2026-07-01', source: 'Лист' };
    await addRecall(database.em.fork(), { ...recall, recalledAt: AT, demonstration: true });
  }
  const take = async (tx: EntityManager) => (await completeRecalls(tx, LATER)).map(({ recallId }) => recallId);
  await expectSkipsLocked({ database, due, take });
});
