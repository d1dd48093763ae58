import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { workInFlight } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

export interface InsertOptions {
  readonly url: string;
  /** Each is a session of its own, as a simple service would have it. */
  readonly sessions: number;
  /** Of one statement, which is a transaction. */
  readonly rows: number;
  /** How many statements one call makes, one after the other; default 1. */
  readonly statements?: number;
}

/** About as much as a report leaves: its columns, its ciphertext, its event and its answer. */
const BYTES = 900;

const TABLE = `create table if not exists bare_insert (id uuid primary key, at timestamptz not null, body bytea not null)`;
const ONE = { name: 'one', text: 'insert into bare_insert values ($1, now(), $2)' };
const MANY = {
  name: 'many',
  text: 'insert into bare_insert select id, now(), body from unnest($1::uuid[], $2::bytea[]) as u (id, body)',
};

/**
 * Writes into a plain table without indexes but its key, by pg and prepared statements: one row a statement, or many
 * by `unnest`.
 */
export async function openInserts({ url, sessions, rows, statements = 1 }: InsertOptions): Promise<Floor> {
  const pool = new pg.Pool({ connectionString: url, max: sessions });
  await pool.query(`select pg_advisory_lock(1); ${TABLE}; select pg_advisory_unlock(1)`);
  const body = Buffer.alloc(BYTES, 7);
  const bodies = Array.from({ length: rows }, () => body);
  const statement = (): Promise<unknown> =>
    rows === 1
      ? pool.query({ ...ONE, values: [randomUUID(), body] })
      : pool.query({ ...MANY, values: [bodies.map(() => randomUUID()), bodies] });
  const call = async (): Promise<void> => {
    for (let made = 0; made < statements; made += 1) await statement();
  };
  return {
    work: (load) => workInFlight(load, call, rows * statements),
    stop: () => pool.end(),
  };
}
