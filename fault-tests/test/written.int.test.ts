import { createTestDatabase } from '@safe-community/testkit';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { changedTables, writtenIn } from '../src/verifier/written.ts';

it('finds exactly the tables with inserts, updates or deletes', async () => {
  const database = await createTestDatabase();
  const { ownerUrl: url } = database;
  onTestFinished(() => database.drop());
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(
    'create table kept (n int); create table "filled up" (n int); create table consumer_checkpoint (n int)',
  );
  await client.query('create table parted (n int) partition by range (n)');
  await client.query('create table parted_low partition of parted for values from (0) to (10)');
  await client.query('insert into kept values (1), (2); insert into parted values (3)');
  const changed = async (statement: string): Promise<string[]> => {
    const before = await writtenIn(url);
    await client.query(statement);
    return changedTables(before, await writtenIn(url));
  };
  expect(await changed('select 1')).toEqual([]);
  expect(await changed('insert into "filled up" values (1)')).toEqual(['filled up']);
  expect(await changed('update kept set n = 3 where n = 2')).toEqual(['kept']);
  expect(await changed('update parted set n = 4; delete from "filled up"')).toEqual(['filled up', 'parted']);
  expect(await changed('create table another (n int)')).toEqual(['another']);
  expect(await changed('insert into consumer_checkpoint values (1)')).toEqual([]);
});
