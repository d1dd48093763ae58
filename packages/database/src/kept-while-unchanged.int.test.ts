import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@safe-community/local-stack';
import { testFolder } from '@safe-community/testkit';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { keptWhileUnchanged } from './kept-while-unchanged.ts';
import { openDatabase, type Database } from './open.ts';
import { rows } from './rows.ts';

/** Its own server: commits of other tests on a shared one would be visible here. */
let server: PostgresServer;
let database: Database;
let writer: pg.Client;
let reads: number;
let nowMs: number;

beforeAll(async () => {
  const folder = testFolder('unchanged');
  const [dataDir, logFile] = [join(folder, 'data'), join(folder, 'postgres.log')];
  server = await startPostgres({ dataDir, logFile, durable: false });
  database = openDatabase({ url: server.adminUrl, entities: [], migrations: [], poolSize: 1 });
  writer = new pg.Client({ connectionString: server.adminUrl });
  await writer.connect();
  await writer.query('create table counted (n integer not null)');
});

afterAll(async () => {
  await writer.end();
  await database.close();
  await server.stop();
});

beforeEach(() => {
  [reads, nowMs] = [0, 0];
});

function countedNow(): () => Promise<number> {
  const read = async (): Promise<number> => {
    reads += 1;
    const [row] = await rows<{ sum: number }>(database.em.fork(), 'select count(*)::integer as sum from counted');
    return row?.sum ?? -1;
  };
  return keptWhileUnchanged(database, read, () => nowMs);
}

const OFTEN = 20;

it('reads once for concurrent callers while nothing is committed', async () => {
  const ask = countedNow();
  const answers = [];
  for (let time = 0; time < OFTEN; time += 1) answers.push(await ask());
  expect(new Set(answers).size).toBe(1);
  // The server itself may commit now and then.
  expect(reads).toBeLessThan(OFTEN / 2);
});

it('never returns data from before a commit', async () => {
  const ask = countedNow();
  const before = await ask();
  for (let more = 1; more <= OFTEN; more += 1) {
    await writer.query('insert into counted values (1)');
    expect(await ask()).toBe(before + more);
  }
});

it('sees the commit of a transaction that was open when it read', async () => {
  const ask = countedNow();
  await writer.query('begin');
  await writer.query('insert into counted values (1)');
  const before = await ask();
  expect(await ask()).toBe(before);
  await writer.query('commit');
  expect(await ask()).toBe(before + 1);
});

it('keeps nothing for longer than 5 seconds', async () => {
  const ask = countedNow();
  await ask();
  nowMs = 5_001;
  await ask();
  expect(reads).toBe(2);
});
