import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorageMeter } from '../src/storage-meter.ts';
import { watchCheckpoint } from '../src/watch-checkpoint.ts';

/** A busy machine looks late; the clock of another machine would be off by more. */
const SLOWEST_MS = 2_000;

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

it('sees each commit of the checkpoint, by the clock of the server', async () => {
  await client.query(`drop table if exists consumer_checkpoint;
    create table consumer_checkpoint (producer text primary key, position bigint not null);
    insert into consumer_checkpoint values ('incidents', 40), ('officers', 1)`);
  const watch = await watchCheckpoint(database.ownerUrl);
  const committed: number[] = [];
  for (const position of [41, 45, 50]) {
    await client.query('select pg_sleep(0.05)');
    await client.query(`update consumer_checkpoint set position = $1 where producer = 'incidents'`, [position]);
    committed.push(
      Number((await client.query('select extract(epoch from clock_timestamp()) * 1000 as at')).rows[0].at),
    );
  }
  const { seen, lookedEveryMs } = await watch.until(50);
  await watch.stop();
  const positions = [...new Set(seen.map(({ position }) => position))];
  expect(positions.slice(-3)).toEqual([41, 45, 50]);
  expect(lookedEveryMs).toBeGreaterThan(1);
  for (const [index, position] of [41, 45, 50].entries()) {
    const at = seen.find((one) => one.position === position)?.at ?? Number.NaN;
    expect(Math.abs(at - (committed[index] ?? 0))).toBeLessThan(SLOWEST_MS);
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
