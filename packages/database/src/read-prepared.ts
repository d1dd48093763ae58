import type { Database } from './open.ts';
import type { Prepared } from './prepared.ts';

/** Runs a prepared statement by itself, on any connection; its rows as `rows` gives them. */
export async function readPrepared<Row extends object>(
  database: Database,
  statement: Prepared,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const pool = await database.em.getConnection().getNativeClient();
  const { rows } = await pool.query<Row>({ name: statement.name, text: statement.preparedText, values: [...values] });
  return rows;
}
