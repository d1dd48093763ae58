import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@safe-community/local-stack';
import { eventually, testFolder } from '@safe-community/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockOf } from '../src/frame/clock.ts';
import { childrenOf, readProc, spentOf } from '../src/frame/proc.ts';

/** About one core for a second. */
const WORK = 'select sum(n::numeric * n) from generate_series(1, 3000000) n';
/** Its own server: work for all databases would include the writes of other tests. */
let server: PostgresServer;
let postmaster: number;

beforeAll(async () => {
  const folder = testFolder('clock');
  server = await startPostgres({
    dataDir: join(folder, 'data'),
    logFile: join(folder, 'postgres.log'),
    durable: false,
  });
  const client = await connected('postgres');
  await client.query('create database here');
  await client.query('create database elsewhere');
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  postmaster = Number(/^PPid:\s+(\d+)/m.exec(readProc(rows[0]?.pid ?? 0, 'status'))?.[1]);
  await client.end();
});

afterAll(() => server.stop());

it('measures the processor time of this process', () => {
  const before = spentOf(process.pid).ownMs;
  const began = process.cpuUsage();
  while (process.cpuUsage(began).user < 300_000) Math.sqrt(before);
  expect(spentOf(process.pid).ownMs - before).toBeGreaterThan(100);
});

it('attributes a session to its database, even one that has ended', async () => {
  const clock = clockOf({ program: process.pid, postgres: { postmaster, database: 'here' } });
  const before = clock();
  const client = await connected('here');
  await client.query(WORK);
  await client.end();
  await sessionsGone();
  const after = clock();
  expect(after.postgres - before.postgres).toBeGreaterThan(100);
  expect(after.others - before.others).toBeLessThan(50);
});

it('attributes time at another database to the rest, even after its session has ended', async () => {
  const clock = clockOf({ program: process.pid, postgres: { postmaster, database: 'here' } });
  const before = clock();
  const client = await connected('elsewhere');
  await client.query(WORK);
  await eventually(() => expect(clock().others - before.others).toBeGreaterThan(100));
  await client.end();
  await sessionsGone();
  const after = clock();
  expect(after.others - before.others).toBeGreaterThan(100);
  expect(after.postgres - before.postgres).toBeLessThan(50);
});

async function connected(database: string): Promise<pg.Client> {
  const url = new URL(server.adminUrl);
  url.pathname = database;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return client;
}

async function sessionsGone(): Promise<void> {
  await eventually(() => {
    const titles = childrenOf(postmaster).map((pid) => readProc(pid, 'cmdline'));
    expect(titles.filter((title) => /127\.0\.0\.1/.test(title))).toEqual([]);
  });
}
