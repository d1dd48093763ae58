import { createTestDatabase, eventually, type TestDatabase } from '@safe-community/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockOf } from '../src/frame/clock.ts';
import { childrenOf, readProc, spentOf } from '../src/frame/proc.ts';

/** About a second of a core. */
const WORK = 'select sum(n::numeric * n) from generate_series(1, 3000000) n';
let here: TestDatabase;
let elsewhere: TestDatabase;
let postmaster: number;

beforeAll(async () => {
  [here, elsewhere] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const client = await connected(here);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  postmaster = Number(/^PPid:\s+(\d+)/m.exec(readProc(rows[0]?.pid ?? 0, 'status'))?.[1]);
  await client.end();
});

afterAll(async () => {
  await Promise.all([here.drop(), elsewhere.drop()]);
});

it('reads what this process spends', () => {
  const before = spentOf(process.pid).ownMs;
  const began = process.cpuUsage();
  while (process.cpuUsage(began).user < 300_000) Math.sqrt(before);
  expect(spentOf(process.pid).ownMs - before).toBeGreaterThan(100);
});

it('gives the time of a session to its database, of one that has ended too', async () => {
  const clock = clockOf({ program: process.pid, postgres: { postmaster, database: nameOf(here) } });
  const before = clock();
  const client = await connected(here);
  await client.query(WORK);
  await client.end();
  await sessionsGone();
  const after = clock();
  expect(after.postgres - before.postgres).toBeGreaterThan(100);
  expect(after.others - before.others).toBeLessThan(50);
});

it('gives the time at another database to the others, also once its session has ended', async () => {
  const clock = clockOf({ program: process.pid, postgres: { postmaster, database: nameOf(here) } });
  const before = clock();
  const client = await connected(elsewhere);
  await client.query(WORK);
  const during = clock();
  await client.end();
  await sessionsGone();
  const after = clock();
  for (const later of [during, after]) expect(later.others - before.others).toBeGreaterThan(100);
  expect(after.postgres - before.postgres).toBeLessThan(50);
});

async function connected({ adminUrl }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  return client;
}

function nameOf({ adminUrl }: TestDatabase): string {
  return new URL(adminUrl).pathname.slice(1);
}

async function sessionsGone(): Promise<void> {
  const names = [nameOf(here), nameOf(elsewhere)];
  await eventually(() => {
    const titles = childrenOf(postmaster).map((pid) => readProc(pid, 'cmdline'));
    expect(titles.filter((title) => names.some((name) => title.includes(name)))).toEqual([]);
  });
}
