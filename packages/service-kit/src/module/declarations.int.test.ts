import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { OfficerRegistryServiceService as Registry } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { columnOf, defineMigration, migrate, prepared, rows, type Database } from '@safe-community/database';
import { notFound, preconditionFailed, Refusal } from '@safe-community/domain-kit';
import { incidentReported } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import { createUnitOfWork, createWakeup, LEDGER_TABLES, REQUEST_TABLES } from '@safe-community/ledger';
import { createTestDatabase, testCaller, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { batchCommand } from './batch-command.ts';
import { BatchWriters, type BatchStore } from './batch-writers.ts';
import { command } from './command.ts';
import type { Module } from './module.ts';
import { query } from './query.ts';
import type { Rpc, Runtime } from './rpc.ts';
import { serviceDatabase } from './service-database.ts';
import { systemClock } from './system-clock.ts';

const LONGEST_QUEUE = 10;
/** Added to the response by `complete`. */
const COMPLETED = 'completed';
const UNKNOWN_UNIT = 'unknown';
const FULL_UNIT = 'full';
const CLOSED_UNIT = 'closed';
const MISSING = crypto.randomUUID();

const module: Module<never> = {
  name: 'stock',
  migrations: [
    defineMigration('2026-11-24-stock', [
      ...LEDGER_TABLES,
      ...REQUEST_TABLES,
      'create table stock (camera_id uuid primary key, unit text not null)',
    ]),
  ],
  rights: { stock: { insert: true } },
};
const open = serviceDatabase([module], { isConsumer: false });

let testDatabase: TestDatabase;
let database: Database;
let admin: Database;
let runtime: Runtime;
/** The steps that have run, in order. */
let steps: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const owner = open(testDatabase.ownerUrl);
  await migrate(owner);
  await owner.close();
  database = open(testDatabase.url);
  admin = open(testDatabase.adminUrl);
  const wakeup = createWakeup();
  runtime = {
    database,
    unitOfWork: createUnitOfWork(database, wakeup),
    clock: systemClock,
    writers: new BatchWriters({ database, wakeup, keep: (digest) => digest }),
  };
});

afterAll(async () => {
  await database.close();
  await admin.close();
  await testDatabase.drop();
});

beforeEach(() => {
  steps = [];
});

interface Change {
  readonly cameraId: string;
  readonly unit: string;
}

/** Records that a step runs. */
function step<Result>(name: string, result: Result): Result {
  steps.push(name);
  return result;
}

const event = ({ cameraId }: Change) =>
  incidentReported.create({ ...incidentReported.decode(new Uint8Array()), incidentId: cameraId }, {});

const addOne = command(Rollout.registerCameras, {
  parse: ({ patrolUnitCode }) => step('parse', { unit: patrolUnitCode }),
  authorize: (_call, { unit }) => step('authorize', unit === CLOSED_UNIT ? denied('by the request') : undefined),
  facts: async ({ unit }) => step('facts', `facts about ${unit}`),
  load: async (_tx, { unit }, facts) => step('load', unit === UNKNOWN_UNIT ? notFound('unit') : { facts, known: unit }),
  authorizeLoaded: () => step('authorizeLoaded', undefined),
  decide: ({ facts }, { unit }, { newId }) =>
    step('decide', facts === `facts about ${FULL_UNIT}` ? full() : { cameraId: newId(), unit }),
  save: async (tx, change) => {
    await rows(tx, 'insert into stock (camera_id, unit) values ($1, $2)', [change.cameraId, change.unit]);
    return step('save', change);
  },
  events: (change) => step('events', [event(change)]),
  about: ({ cameraId }, { unit }) => step('about', [cameraId, unit]),
  reply: ({ cameraId }) => step('reply', { cameraIds: [cameraId] }),
  complete: ({ cameraIds }) => step('complete', { cameraIds: [...cameraIds, COMPLETED] }),
});

const INSERT = prepared('insert into stock (camera_id, unit) select * from unnest($1::uuid[], $2::text[])');
const store: BatchStore<Change, Change> = {
  toRow: (change) => step('toRow', change),
  insert: (changes) => ({
    statement: INSERT,
    values: [columnOf('uuid', changes, ({ cameraId }) => cameraId), columnOf('text', changes, ({ unit }) => unit)],
  }),
  longestQueue: LONGEST_QUEUE,
};

const addInBatch = batchCommand(Rollout.registerCameras, {
  parse: ({ patrolUnitCode }) => step('parse', { unit: patrolUnitCode }),
  authorize: () => step('authorize', undefined),
  facts: async ({ unit }) => step('facts', unit === UNKNOWN_UNIT ? notFound('unit') : { unit }),
  decide: (_command, { newId }, { unit }) => step('decide', unit === FULL_UNIT ? full() : { cameraId: newId(), unit }),
  batch: store,
  events: (change) => step('events', [event(change)]),
  about: ({ cameraId, unit }) => step('about', [cameraId, unit]),
  reply: ({ cameraId }) => step('reply', { cameraIds: [cameraId] }),
  committed: () => step('committed', undefined),
  complete: ({ cameraIds }) => step('complete', { cameraIds: [...cameraIds, COMPLETED] }),
});

const full = (): Refusal => preconditionFailed('STOCK_FULL', 'the stock is full');

function denied(message: string): Refusal {
  return new Refusal('permission-denied', message, { reason: 'TERRITORY_DENIED' });
}

async function send(rpc: Rpc, unit: string, requestId: string): Promise<readonly string[]> {
  const request = { requestId, patrolUnitCode: unit, devices: [], demonstration: false, deliveryId: '' };
  const handler = rpc.bind(runtime) as (request: object, call: CallContext) => Promise<{ cameraIds: string[] }>;
  return (await handler(request, callOf(Rollout.registerCameras.requestSerialize(request)))).cameraIds;
}

function callOf(body: Uint8Array): CallContext {
  const draining = new AbortController().signal;
  return {
    caller: testCaller('client', []),
    person: undefined,
    rights: { scope: 'cameras.write', views: [] },
    furtherRights: () => expect.fail('the method declares no further scope'),
    purpose: '',
    actingUser: 'person-7',
    method: Rollout.registerCameras.path,
    signal: draining,
    deadline: Number.POSITIVE_INFINITY,
    draining,
    body,
  };
}

function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return work.then(
    () => expect.fail('the request was not refused'),
    (error: unknown) => (error instanceof Refusal ? error : expect.fail(String(error))),
  );
}

/** The rows that the write has left: its state, its idempotency key, its audit entries and its events. */
async function rowCounts(requestId: string): Promise<unknown> {
  const [found] = await rows(
    admin.em.fork(),
    `select (select count(*)::int from stock) as stock,
       (select count(*)::int from request_record where request_id = $1) as requests,
       (select count(*)::int from audit_entry where request_id = $1) as audit,
       (select count(*)::int from ledger_event) as events`,
    [requestId],
  );
  return found;
}

describe.each([
  [
    'command',
    addOne,
    [
      'parse',
      'authorize',
      'facts',
      'load',
      'authorizeLoaded',
      'decide',
      'save',
      'reply',
      'events',
      'about',
      'complete',
    ],
  ],
  [
    'batchCommand',
    addInBatch,
    ['parse', 'authorize', 'facts', 'decide', 'toRow', 'reply', 'about', 'events', 'committed', 'complete'],
  ],
])('%s', (_kind, rpc, order) => {
  test('runs the steps in the declared order', async () => {
    await send(rpc, 'P-1', crypto.randomUUID());
    expect(steps).toEqual(order);
  });

  test('names the subjects of `about` in the audit entry', async () => {
    const requestId = crypto.randomUUID();
    const [cameraId] = await send(rpc, 'P-1', requestId);
    const entries = await rows(
      admin.em.fork(),
      'select kind, subject_ids, acting_user from audit_entry where request_id = $1',
      [requestId],
    );
    expect(entries).toEqual([{ kind: 'write', subject_ids: [cameraId, 'P-1'], acting_user: 'person-7' }]);
  });

  test('completes the stored response of a new request and of a repeated one', async () => {
    const requestId = crypto.randomUUID();
    const first = await send(rpc, 'P-1', requestId);
    expect(first).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), COMPLETED]);
    expect(await send(rpc, 'P-1', requestId)).toEqual(first);
  });

  test('writes nothing for a repeated request', async () => {
    const requestId = crypto.randomUUID();
    await send(rpc, 'P-1', requestId);
    const before = await rowCounts(requestId);
    await send(rpc, 'P-1', requestId);
    expect(await rowCounts(requestId)).toEqual(before);
  });

  test.each([
    ['before the decision', UNKNOWN_UNIT, 'not-found'],
    ['by the decision', FULL_UNIT, 'failed-precondition'],
  ])('leaves nothing of a request that is refused %s, and keeps its id unused', async (_when, unit, kind) => {
    const requestId = crypto.randomUUID();
    const before = await rowCounts(requestId);
    expect(await refusalOf(send(rpc, unit, requestId))).toMatchObject({ kind });
    expect(steps).not.toContain('complete');
    expect(await rowCounts(requestId)).toEqual(before);
    await send(rpc, 'P-1', requestId);
    expect(await rowCounts(requestId)).toMatchObject({ requests: 1, audit: 1 });
  });

  test('rejects an id that was used for another request', async () => {
    const requestId = crypto.randomUUID();
    await send(rpc, 'P-1', requestId);
    expect(await refusalOf(send(rpc, 'P-2', requestId))).toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  });

  test('rejects a request_id that is not a UUID before any other step', async () => {
    expect(await refusalOf(send(rpc, 'P-1', 'x'))).toMatchObject({ violations: [{ field: 'request_id' }] });
    expect(steps).toEqual(['parse']);
  });
});

test('a command runs neither `facts` nor the transaction for a repeated request', async () => {
  const requestId = crypto.randomUUID();
  await send(addOne, 'P-1', requestId);
  steps = [];
  await send(addOne, 'P-1', requestId);
  expect(steps).toEqual(['parse', 'authorize', 'complete']);
});

test('a batch command does not run `committed` for a repeated request', async () => {
  const requestId = crypto.randomUUID();
  for (let time = 0; time < 3; time += 1) await send(addInBatch, 'P-1', requestId);
  expect(steps.filter((name) => name === 'committed')).toHaveLength(1);
});

test('a command that `authorize` refuses calls no other service', async () => {
  const refusal = await refusalOf(send(addOne, CLOSED_UNIT, crypto.randomUUID()));
  expect([refusal.kind, steps]).toEqual(['permission-denied', ['parse', 'authorize']]);
});

describe('query', () => {
  const find = query(Registry.getOfficer, {
    authorize: ({ purpose }) => step('authorize', purpose === '' ? denied('without a purpose') : undefined),
    parse: (_request, fields) => step('parse', { officerId: fields.uuid('officer_id') }),
    read: async ({ officerId }) => step('read', officerId === MISSING ? notFound('officer') : { officerId }),
    reply: () => step('reply', { officer: undefined }),
  });
  const ask = async (officerId: string, purpose = 'test') =>
    find.bind(runtime)({ officerId } as never, { ...callOf(new Uint8Array()), purpose });

  test('runs the steps in the declared order', async () => {
    await ask(crypto.randomUUID());
    expect(steps).toEqual(['authorize', 'parse', 'read', 'reply']);
  });

  test.each([
    ['authorize', crypto.randomUUID(), '', 'permission-denied'],
    ['parse', 'x', 'test', 'invalid-argument'],
    ['read', MISSING, 'test', 'not-found'],
  ])('stops at a refusal of `%s`', async (last, officerId, purpose, kind) => {
    expect(await refusalOf(ask(officerId, purpose))).toMatchObject({ kind });
    expect(steps.at(-1)).toBe(last);
  });
});
