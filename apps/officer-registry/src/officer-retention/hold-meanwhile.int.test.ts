import { randomUUID } from 'node:crypto';
import { rows, type Database } from '@safe-community/database';
import { createTestDatabase, eventually, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateRegistry } from '../../test/running-registry.ts';
import { openRegistryDatabase } from '../service.ts';
import { lockOfficer } from '../officers/module.ts';
import { insertHold, lockDue } from './retention.store.ts';

/** The advisory lock that each statement of the service needs before it sees a row of an officer. */
const GATE = 7;

let own: TestDatabase;
let database: Database;
/** Passes the gate. */
let admin: Database;
beforeAll(async () => {
  own = await createTestDatabase({ service: 'officer-registry', migrate: migrateRegistry });
  database = openRegistryDatabase(own.url);
  admin = openRegistryDatabase(own.adminUrl);
  for (const statement of [
    `create function wait_at_gate() returns boolean language plpgsql volatile as $$
     begin
       perform pg_advisory_xact_lock_shared(${GATE});
       return true;
     end $$`,
    'create policy gate on officer using (wait_at_gate())',
    'alter table officer enable row level security',
    `insert into officer_retention_term values ('2020-01-01', 30, 'Наказ', 'confirmed', 1, '2020-01-01', 'test')`,
  ])
    await rows(admin.em.fork(), statement);
});
afterAll(async () => {
  await database.close();
  await admin.close();
  await own.drop();
});

async function dismissed(): Promise<string> {
  const officerId = randomUUID();
  const em = admin.em.fork();
  await rows(
    em,
    `insert into officer
       (officer_id, kind, state, service_number, registered_at, registered_by, key_id, wrapped_key, ciphertext)
     values ($1::uuid, 'community', 'dismissed', $1::text, '2020-01-01', 'test', 'key', '', '')`,
    [officerId],
  );
  await rows(
    em,
    `insert into officer_state_change (change_id, officer_id, former_state, state, changed_at, caller, recorded_at)
     values ($1, $1, 'active', 'dismissed', '2020-02-01', 'test', '2020-02-01')`,
    [officerId],
  );
  return officerId;
}

test('a hold that is committed after the erasure has begun to look, and before it locks, is respected', async () => {
  const [held, due] = [await dismissed(), await dismissed()];
  const gate = admin.em.fork();
  await gate.begin();
  await rows(gate, 'select pg_advisory_xact_lock($1)', [GATE]);
  const locked = database.em.fork().transactional((tx) => lockDue(tx, new Date(), 10));
  await eventually(async () => {
    const waiting = await rows(admin.em.fork(), `select from pg_locks where locktype = 'advisory' and not granted`);
    expect(waiting).toHaveLength(1);
  });
  await admin.em.fork().transactional(async (tx) => {
    await lockOfficer(tx, held);
    const released = { releasedAt: undefined, releaseGround: '' };
    await insertHold(tx, held, {
      holdId: randomUUID(),
      ground: 'Справа',
      placedAt: new Date(),
      caller: 'x',
      ...released,
    });
  });
  await gate.rollback();
  expect(await locked).toEqual([due]);
});
