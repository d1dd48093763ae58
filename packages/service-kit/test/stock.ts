import { columnOf, defineMigration, migrate, prepared, rows, type Database } from '@safe-community/database';
import { Refusal } from '@safe-community/domain-kit';
import { incidentReported, type NewEvent } from '@safe-community/events';
import type { CallContext, MethodDescription } from '@safe-community/grpc-kit';
import { createUnitOfWork, createWakeup } from '@safe-community/ledger';
import { createTestDatabase, testCaller } from '@safe-community/testkit';
import { beforeEach, expect } from 'vitest';
import { BatchWriters, type BatchStore } from '../src/module/batch-writers.ts';
import type { Module } from '../src/module/module.ts';
import type { Runtime } from '../src/module/rpc.ts';
import { serviceDatabase } from '../src/module/service-database.ts';
import { systemClock } from '../src/module/system-clock.ts';

/** What declared writes of tests write: a camera in the stock of a unit. */
export interface InStock {
  readonly cameraId: string;
  readonly unit: string;
}

const module: Module<never> = {
  name: 'stock',
  migrations: [
    defineMigration('2026-11-24-stock', ['create table stock (camera_id uuid primary key, unit text not null)']),
  ],
  rights: { stock: { insert: true } },
};
const open = serviceDatabase([module], { isConsumer: false });

/** A database of cameras, and what declarations run on. */
export interface Stock {
  readonly runtime: Runtime;
  /** As a superuser. */
  readonly admin: Database;
  /** The rows that a write has left: its state, its idempotency key, its audit entries and its events. */
  readonly rowCounts: (requestId: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export async function openStock(): Promise<Stock> {
  const testDatabase = await createTestDatabase();
  const owner = open(testDatabase.ownerUrl);
  await migrate(owner, 'demonstration');
  await owner.close();
  const database = open(testDatabase.url);
  const admin = open(testDatabase.adminUrl);
  const wakeup = createWakeup();
  return {
    runtime: {
      installation: 'demonstration',
      database,
      unitOfWork: createUnitOfWork(database, wakeup),
      clock: systemClock,
      writers: new BatchWriters({ database, wakeup, keep: (digest) => digest }),
    },
    admin,
    rowCounts: async (requestId) => (await rows(admin.em.fork(), COUNTS, [requestId]))[0],
    async close() {
      await database.close();
      await admin.close();
      await testDatabase.drop();
    },
  };
}

const COUNTS = `
  select (select count(*)::int from stock) as stock,
    (select count(*)::int from request_record where request_id = $1) as requests,
    (select count(*)::int from audit_entry where request_id = $1) as audit,
    (select count(*)::int from ledger_event) as events`;

const INSERT = prepared('insert into stock (camera_id, unit) select * from unnest($1::uuid[], $2::text[])');

export const insertInStock: BatchStore<InStock, InStock>['insert'] = (added) => ({
  statement: INSERT,
  values: [columnOf('uuid', added, ({ cameraId }) => cameraId), columnOf('text', added, ({ unit }) => unit)],
});

/** Records which steps run, in order; each test starts with an empty record. */
export function recordSteps() {
  const steps: string[] = [];
  beforeEach(() => {
    steps.length = 0;
  });
  const step = <Result>(name: string, result: Result): Result => {
    steps.push(name);
    return result;
  };
  return { steps, step };
}

/** Any event, about a camera. */
export function eventOf({ cameraId }: InStock): NewEvent {
  return incidentReported.create({ ...incidentReported.decode(new Uint8Array()), incidentId: cameraId }, {});
}

export function denied(message: string): Refusal {
  return new Refusal('permission-denied', message, { reason: 'TERRITORY_DENIED' });
}

export function callOf({ path }: Pick<MethodDescription, 'path'>, body: Uint8Array): CallContext {
  const draining = new AbortController().signal;
  return {
    caller: testCaller('client', []),
    person: undefined,
    rights: { scope: 'cameras.write', views: [] },
    furtherRights: () => expect.fail('the method declares no further scope'),
    purpose: '',
    actingUser: 'person-7',
    method: path,
    signal: draining,
    deadline: Number.POSITIVE_INFINITY,
    draining,
    body,
  };
}

export function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return work.then(
    () => expect.fail('the request was not refused'),
    (error: unknown) => (error instanceof Refusal ? error : expect.fail(String(error))),
  );
}
