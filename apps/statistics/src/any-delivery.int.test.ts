import type { NatsConnection } from '@nats-io/transport-node';
import type { Database } from '@safe-community/database';
import { connectBroker } from '@safe-community/events';
import { createTestDatabase, startTestNats, type TestDatabase, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverHistories } from '../test/deliver-histories.ts';
import { migrateStatistics } from '../test/running-statistics.ts';
import { openStatisticsDatabase } from './service.ts';

let nats: TestNats;
let nc: NatsConnection;
let own: TestDatabase;
let database: Database;
let owned: Database;
beforeAll(async () => {
  [own, nats] = await Promise.all([
    createTestDatabase({ service: 'statistics', migrate: migrateStatistics }),
    startTestNats(),
  ]);
  database = openStatisticsDatabase(own.url);
  owned = openStatisticsDatabase(own.ownerUrl);
  nc = await connectBroker({ servers: [`localhost:${nats.port}`], name: 'test' });
});
afterAll(async () => {
  await nc.close();
  await database.close();
  await owned.close();
  await own.drop();
  await nats.stop();
});

test('any delivery order of a history leads to the same figures', { timeout: 120_000 }, async () => {
  const seed = Date.now() | 0;
  const delivered = await deliverHistories({ nc, database, owned }, { histories: 40, seed });
  expect(delivered.histories).toBe(40);
  expect(delivered.deliveries).toBeGreaterThan(delivered.events);
});
