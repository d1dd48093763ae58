import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';

export type { SqlEntityManager as EntityManager } from '@mikro-orm/postgresql';

/**
 * Runs one SQL statement with `$1`-style parameters on the connection of the
 * entity manager: inside `transactional` it joins the transaction. Arrays and
 * Buffers go as PostgreSQL arrays and bytea, which is what set-based statements
 * over `unnest` need and what the ORM's own `execute` cannot bind.
 *
 * bigint columns come as strings, timestamptz as text: see `toDate`.
 */
export async function rows<Row>(
  em: SqlEntityManager,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await em.getKysely().executeQuery<Row>(CompiledQuery.raw(statement, [...values]));
  return result.rows;
}

/** A timestamptz as the driver gives it (text) as a Date. */
export function toDate(text: string): Date {
  return new Date(text);
}

/** The same of a column that may be empty. */
export function toOptionalDate(text: string | null): Date | undefined {
  return text === null ? undefined : toDate(text);
}
