import { randomUUID } from 'node:crypto';
import { rows } from '@safe-community/database';
import { createTestDatabase } from '@safe-community/testkit';
import { expectSkipsLocked } from '@safe-community/testkit/due-rows';
import { expect, onTestFinished, test } from 'vitest';
import { lockToErase } from '../src/officers/erasure.store.ts';
import { lockDue } from '../src/officer-retention/retention.store.ts';
import { openRegistryDatabase } from '../src/service.ts';
import { migrateRegistry } from './running-registry.ts';

test('two replicas erase the data of different dismissed officers', async () => {
  const own = await createTestDatabase({ service: 'officer-registry', migrate: migrateRegistry });
  onTestFinished(() => own.drop());
  const database = openRegistryDatabase(own.url);
  onTestFinished(() => database.close());
  const em = database.em.fork();
  await rows(
    em,
    `insert into officer_retention_term values ('2020-01-01', 30, 'Наказ', 'confirmed', 1, '2020-01-01', 'test')`,
  );
  const due = [randomUUID(), randomUUID(), randomUUID()];
  for (const officerId of due) {
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
  }
  expect(await database.em.fork().transactional((tx) => lockDue(tx, new Date('2020-02-15'), 3))).toEqual([]);
  await expectSkipsLocked({ database, due, take: (tx, most) => lockDue(tx, new Date(), most) });
  const chosen = 'select officer_id from officer';
  await expectSkipsLocked({ database, due, take: (tx, most) => lockToErase(tx, chosen, [], most) });
});
