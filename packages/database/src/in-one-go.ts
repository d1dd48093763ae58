import type { PoolClient, QueryResult } from 'pg';
import type { Database } from './open.ts';
import type { Prepared } from './prepared.ts';

/** One statement of a transaction. Its values do not depend on the results of other statements. */
export interface Step {
  readonly statement: Prepared;
  readonly values: readonly unknown[];
}

const BEGIN = 'begin';
const COMMIT = 'commit';
const ROLLBACK = 'rollback';

/**
 * Runs a transaction with pipelined statements: all are sent without waiting for results, in one round trip. PostgreSQL
 * executes them in this order; if one fails, the following ones fail as well and nothing is committed. Resolves to the
 * rows of each step after the commit. Rejects with the error of the first step that failed.
 *
 * @param beforeCommit called when everything except for the commit has been sent. If it throws, nothing is committed.
 */
export async function inOneGo(
  database: Database,
  steps: readonly Step[],
  beforeCommit: () => void = () => undefined,
): Promise<Record<string, unknown>[][]> {
  const pool = await database.em.getConnection().getNativeClient();
  const client = await pool.connect();
  try {
    pipeline(client, true);
    const sent = [client.query(BEGIN), ...steps.map((step) => send(client, step))];
    const stopped = thrownBy(beforeCommit);
    sent.push(client.query(stopped === undefined ? COMMIT : ROLLBACK));
    const outcomes = await Promise.allSettled(sent);
    if (stopped !== undefined) throw stopped.error;
    return resultsOf(outcomes);
  } finally {
    pipeline(client, false);
    client.release();
  }
}

/**
 * For these statements only, since a connection that is given up is cut off at once when it is not in this mode of pg, and
 * waits for all answers when it is: the calls of others end with their callers (`steady-pool.ts`).
 */
function pipeline(client: PoolClient, isOn: boolean): void {
  Object.assign(client, { pipeline: isOn });
}

function thrownBy(work: () => void): { readonly error: unknown } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return { error };
  }
}

function send(client: PoolClient, { statement, values }: Step): Promise<QueryResult<Record<string, unknown>>> {
  return client.query({ name: statement.name, text: statement.preparedText, values: [...values] });
}

/** The first error is the cause of all others: the statements after it run in an aborted transaction. */
function resultsOf(outcomes: PromiseSettledResult<QueryResult>[]): Record<string, unknown>[][] {
  const results = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  if (results.at(-1)?.command !== 'COMMIT') throw new Error('the transaction was not committed, and nobody said why');
  return results.slice(1, -1).map(({ rows }) => rows as Record<string, unknown>[]);
}
