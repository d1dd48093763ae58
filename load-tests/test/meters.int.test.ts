import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorageMeter } from '../src/storage-meter.ts';
import { watchCheckpoint } from '../src/watch-checkpoint.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function serverTime(): Promise<number> {
  return Number((await client.query('select extract(epoch from clock_timestamp()) * 1000 as at')).rows[0].at);
}

it('sees each commit of the checkpoint, by the clock of the server', async () => {
  await client.query(`drop table if exists consumer_checkpoint;
    create table consumer_checkpoint (producer text primary key, position bigint not null);
    insert into consumer_checkpoint values ('incidents', 40), ('officers', 1)`);
  for (const position of [41, 45, 50]) {
    const watch = await watchCheckpoint(database.ownerUrl);
    const before = await serverTime();
    await client.query(`update consumer_checkpoint set position = $1 where producer = 'incidents'`, [position]);
    const { seen, lookedEveryMs } = await watch.until(position);
    const after = await serverTime();
    await watch.stop();
    expect(lookedEveryMs).toBeGreaterThan(1);
    expect(seen.at(-1)?.position).toBe(position);
    expect(seen.at(-1)?.at).toBeGreaterThanOrEqual(before);
    expect(seen.at(-1)?.at).toBeLessThanOrEqual(after);
  }
});

it('measures what is written for each report', async () => {
  await client.query('create table written (id int primary key, body text not null)');
  const meter = await openStorageMeter({ intakeOwnerUrl: database.ownerUrl, statisticsOwnerUrl: database.ownerUrl });
  await meter.begin();
  await client.query(`insert into written select n, repeat('x', 1000) from generate_series(1, 2000) n`);
  await meter.end(2_000);
  // Both databases are the same one here, so that it counts twice.
  const { walBytes, storedBytes } = meter.perReport();
  await meter.close();
  expect(storedBytes / 2).toBeGreaterThan(1_000);
  expect(storedBytes / 2).toBeLessThan(1_400);
  expect(walBytes).toBeGreaterThan(1_000);
});
