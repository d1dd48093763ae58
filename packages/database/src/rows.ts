import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { Prepared, Step } from './prepared.ts';

export type { SqlEntityManager as EntityManager } from '@mikro-orm/postgresql';

/**
 * Runs one SQL statement with `$1`-style parameters on the connection of the entity manager: inside `transactional` it
 * joins the transaction. Arrays and Buffers are bound as PostgreSQL arrays and bytea, which set-based statements over
 * `unnest` need and the ORM's own `execute` cannot do.
 *
 * bigint columns are returned as strings, timestamptz as text: see `toDate`.
 *
 * @param statement if it runs often, prepare it: planning takes longer than executing.
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

/** Runs a step by itself: inside `transactional` it joins the transaction. Resolves to its rows as `rows` does. */
export async function runStep<Row>(em: SqlEntityManager, { statement, values }: Step): Promise<Row[]> {
  const result = await em.getKysely().executeQuery<Row>(named(statement, values));
  return result.rows;
}

/** Runs steps one after the other. */
export async function runSteps(em: SqlEntityManager, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await runStep(em, step);
}

/** Kysely passes the text through to pg, and pg accepts an object with a name in its place. */
function named(statement: Prepared, values: readonly unknown[]): CompiledQuery {
  const text: unknown = { name: statement.name, text: statement.preparedText };
  return { ...CompiledQuery.raw(statement.preparedText, [...values]), sql: text as string };
}

/** Converts a timestamptz from the driver's text to a Date. */
export function toDate(text: string): Date {
  return new Date(text);
}

/** The same for a nullable column. */
export function toOptionalDate(text: string | null): Date | undefined {
  return text === null ? undefined : toDate(text);
}

/** A statement with its `$1`-style parameters. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}
