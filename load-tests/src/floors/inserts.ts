import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { workInFlight } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

export interface InsertOptions {
  readonly url: string;
  /** Each has its own session, as in a simple service. */
  readonly sessions: number;
  /** Rows per statement, which is a transaction. */
  readonly rows: number;
  /** Statements per call, sequential; default 1. */
  readonly statements?: number;
}

/** About the size of what a report stores: columns, ciphertext, event, and answer. */
const BYTES = 900;

const TABLE = `create table if not exists bare_insert (id uuid primary key, at timestamptz not null, body bytea not null)`;
const ONE = { name: 'one', text: 'insert into bare_insert values ($1, now(), $2)' };
const MANY = {
  name: 'many',
  text: 'insert into bare_insert select id, now(), body from unnest($1::uuid[], $2::bytea[]) as u (id, body)',
};

/**
 * Inserts into a plain table that has only its primary key, with pg and prepared statements: one row per statement, or
 * many by `unnest`.
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
