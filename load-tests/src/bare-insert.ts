import { randomUUID } from 'node:crypto';
import { openDatabase, rows, type Database } from '@safe-community/database';

/** Floors of writes: a plain table without indexes but its key, in the same PostgreSQL, with rows of like size. */
export interface BareTable {
  /** One row by one transaction. */
  insertOne(): Promise<unknown>;
  /** As many rows by one statement. */
  insertMany(count: number): Promise<unknown>;
  stop(): Promise<void>;
}

/** About as much as a report leaves: its columns, its ciphertext, its event and its answer. */
const BYTES = 900;

/** @param connections as many as calls are in flight: each is a session of its own, as a simple service would have it. */
export async function openBareTable(url: string, connections: number): Promise<BareTable> {
  const database: Database = openDatabase({ url, entities: [], migrations: [], poolSize: connections });
  await rows(
    database.em.fork(),
    'create table if not exists bare_insert (id uuid primary key, at timestamptz not null, body bytea not null)',
  );
  const body = Buffer.alloc(BYTES, 7);
  return {
    insertOne: () => rows(database.em.fork(), 'insert into bare_insert values ($1, now(), $2)', [randomUUID(), body]),
    insertMany: (count) =>
      rows(database.em.fork(), 'insert into bare_insert select id, now(), $2 from unnest($1::uuid[]) as u (id)', [
        Array.from({ length: count }, () => randomUUID()),
        body,
      ]),
    async stop() {
      await rows(database.em.fork(), 'drop table bare_insert');
      await database.close();
    },
  };
}
