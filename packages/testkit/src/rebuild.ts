import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { escapeIdentifier, rows, runSteps, type Database } from '@safe-community/database';
import type { Envelope, NewEvent } from '@safe-community/events';
import { effectsOf, type EffectsInPlace, type EventHandler } from '@safe-community/ledger';
import { expect } from 'vitest';

/** The tables of a service that events fill, and how a test rebuilds them. */
export interface RebuiltTables {
  /** The tables as a superuser, who may write rows that the service may not. */
  readonly database: Database;
  /** Every table that events fill. */
  readonly tables: readonly string[];
  /** The tables that the history of each producer fills, by producer. */
  readonly filledBy: ReadonlyMap<string, readonly string[]>;
  /** Rebuilds from the events of these producers, and resolves when all is done. */
  readonly rebuild: (producers: readonly string[]) => Promise<void>;
}

/** The rows of each table, as they are in the database. */
type Contents = Readonly<Record<string, readonly string[]>>;

/**
 * Spoils every table: one row is missing, another one is stale. A rebuild from all producers must restore every column of
 * every row, and once more change nothing.
 */
export async function expectRestored({ database, tables, filledBy, rebuild }: RebuiltTables): Promise<void> {
  const before = await contentsOf(database, tables);
  const empty = tables.filter((table) => before[table]?.length === 0);
  expect(empty, 'nothing fills these tables: add an event to the history of the test').toEqual([]);
  for (const table of tables) {
    const name = escapeIdentifier(table);
    await run(database, `delete from ${name} where ctid = (select min(ctid) from ${name})`);
    await addStaleRow(database, table);
  }
  const spoilt = await contentsOf(database, tables);
  expect(tables.filter((table) => isDeepStrictEqual(spoilt[table], before[table]))).toEqual([]);
  await rebuild([...filledBy.keys()]);
  expect(await contentsOf(database, tables)).toEqual(before);
  await rebuild([...filledBy.keys()]);
  expect(await contentsOf(database, tables)).toEqual(before);
}

/** A rebuild from the events of one producer must delete their effects and no others. */
export async function expectOwnEffectsOnly({ database, tables, filledBy, rebuild }: RebuiltTables): Promise<void> {
  const before = await contentsOf(database, tables);
  for (const table of tables) await addStaleRow(database, table);
  let restored: string[] = [];
  for (const [producer, filled] of filledBy) {
    await rebuild([producer]);
    restored = [...restored, ...filled].toSorted();
    const after = await contentsOf(database, tables);
    const equal = tables.filter((table) => isDeepStrictEqual(after[table], before[table])).toSorted();
    expect(equal, `tables that are right after a rebuild from ${producer}`).toEqual(restored);
  }
}

/** The tables that have rows and are not filled by a producer before. */
export async function newlyFilled(
  { database, tables }: Pick<RebuiltTables, 'database' | 'tables'>,
  filledBy: RebuiltTables['filledBy'],
): Promise<string[]> {
  const former = [...filledBy.values()].flat();
  const contents = await contentsOf(database, tables);
  return tables.filter((table) => contents[table]?.length !== 0 && !former.includes(table));
}

/** What a service does with the events of a producer: a `Subscription`. */
interface Reactions {
  readonly producer: string;
  readonly handlers: readonly EventHandler[];
  readonly forget?: EffectsInPlace['forget'];
}

/**
 * Applies a history without a broker or a running service: each event on its own, as they arrive one by one. A rebuild
 * calls `forget` and then applies all events of the producer as one batch, in one transaction, as the consumer does.
 *
 * @param history the events of each producer, oldest first.
 */
export async function applyHistory(
  database: Database,
  tables: readonly string[],
  subscriptions: readonly Reactions[],
  history: Readonly<Record<string, readonly NewEvent[]>>,
): Promise<RebuiltTables> {
  const ledgers = Object.entries(history).map(([producer, events]) => [producer, ledgerOf(producer, events)] as const);
  const filledBy = new Map<string, readonly string[]>();
  const apply = (producer: string, batches: readonly (readonly Envelope[])[], isAgain = false): Promise<void> =>
    database.em.fork().transactional(async (em) => {
      for (const { handlers, forget } of subscriptions.filter((each) => each.producer === producer)) {
        if (isAgain) await forget?.(em);
        const byType = new Map(handlers.map((handler) => [handler.type, handler]));
        for (const batch of batches) await runSteps(em, effectsOf(batch, byType));
      }
    });
  for (const [producer, ledger] of ledgers) {
    await apply(
      producer,
      ledger.map((event) => [event]),
    );
    filledBy.set(producer, await newlyFilled({ database, tables }, filledBy));
  }
  return {
    database,
    tables,
    filledBy,
    async rebuild(producers) {
      for (const [producer, ledger] of ledgers) if (producers.includes(producer)) await apply(producer, [ledger], true);
    },
  };
}

function ledgerOf(producer: string, events: readonly NewEvent[]): Envelope[] {
  const epoch = randomUUID();
  return events.map((event, index) => ({
    ...event,
    producer,
    partition: 0,
    position: BigInt(index + 1),
    epoch,
    id: randomUUID(),
    recordedAt: new Date(),
    installation: 'demonstration' as const,
    isTest: event.isTest ?? false,
    traceparent: '',
  }));
}

async function contentsOf(database: Database, tables: readonly string[]): Promise<Contents> {
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const name = escapeIdentifier(table);
    const stored = await run(database, `select to_jsonb(stored)::text as row from ${name} stored`);
    found[table] = stored.map(({ row }) => String(row)).toSorted();
  }
  return found;
}

/** Values of a row that no event makes, by the type of the column. */
const STALE: Readonly<Record<string, unknown>> = {
  boolean: false,
  date: '2020-01-01',
  bigint: 7,
  integer: 7,
  'double precision': 0.5,
  smallint: 7,
  text: 'stale',
  'timestamp with time zone': '2020-01-01T00:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
  ARRAY: ['stale'],
};

async function addStaleRow(database: Database, table: string): Promise<void> {
  const columns = await run(
    database,
    'select column_name as name, data_type as type from information_schema.columns where table_name = $1',
    [table],
  );
  const values = columns.map(({ name, type }) => [
    String(name),
    STALE[String(type)] ?? expect.fail(`STALE has no value of the type ${String(type)}`),
  ]);
  const name = escapeIdentifier(table);
  await run(database, `insert into ${name} select * from jsonb_populate_record(null::${name}, $1::jsonb)`, [
    JSON.stringify(Object.fromEntries(values)),
  ]);
}

function run(
  database: Database,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return rows(database.em.fork(), statement, values);
}
