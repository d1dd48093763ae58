import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { Prepared } from './prepared.ts';

export type { SqlEntityManager as EntityManager } from '@mikro-orm/postgresql';

/**
 * Runs one SQL statement with `$1`-style parameters on the connection of the
 * entity manager: inside `transactional` it joins the transaction. Arrays and
 * Buffers go as PostgreSQL arrays and bytea, which is what set-based statements
 * over `unnest` need and what the ORM's own `execute` cannot bind.
 *
 * bigint columns come as strings, timestamptz as text: see `toDate`.
 *
 * @param statement run over and over: prepared, since to plan one takes longer than to carry it out.
 */
export async function rows<Row>(
  em: SqlEntityManager,
  statement: string | Prepared,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const query = typeof statement === 'string' ? CompiledQuery.raw(statement, [...values]) : named(statement, values);
  const result = await em.getKysely().executeQuery<Row>(query);
  return result.rows;
}

/** Kysely gives pg the text as it finds it, and pg takes one with its name in the same place. */
function named(statement: Prepared, values: readonly unknown[]): CompiledQuery {
  const text: unknown = { name: statement.name, text: statement.preparedText };
  return { ...CompiledQuery.raw(statement.preparedText, [...values]), sql: text as string };
}

/** A timestamptz as the driver gives it (text) as a Date. */
export function toDate(text: string): Date {
  return new Date(text);
}

/** The same of a column that may be empty. */
export function toOptionalDate(text: string | null): Date | undefined {
  return text === null ? undefined : toDate(text);
}

/** A statement with its `$1`-style parameters. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}
