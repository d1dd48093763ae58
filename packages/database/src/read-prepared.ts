import type { Database } from './open.ts';
import type { Prepared } from './prepared.ts';

/** Runs a single prepared statement on any connection and returns its rows like `rows`. */
export async function readPrepared<Row extends object>(
  database: Database,
  statement: Prepared,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const pool = await database.em.getConnection().getNativeClient();
  const { rows } = await pool.query<Row>({ name: statement.name, text: statement.preparedText, values: [...values] });
  return rows;
}
