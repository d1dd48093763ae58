import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { rows } from '@safe-community/database';
import { notFound, preconditionFailed, type Refusal } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  callOf,
  denied,
  eventOf,
  insertInStock,
  openStock,
  recordSteps,
  refusalOf,
  type InStock,
  type Stock,
} from '../../test/stock.ts';
import type { BatchStore } from './batch-writers.ts';
import { command } from './command.ts';
import { ROW_ANSWER } from './row-key.ts';
import type { Rpc } from './rpc.ts';

const MAX_QUEUE = 10;
/** Added to the response by `afterCommit`. */
const COMPLETED = 'completed';
const UNKNOWN_UNIT = 'unknown';
const FULL_UNIT = 'full';
const CLOSED_UNIT = 'closed';

let stock: Stock;
const { steps, step } = recordSteps();

beforeAll(async () => {
  stock = await openStock();
});

afterAll(() => stock.close());

const addOne = command(Rollout.registerCameras, {
  parse: ({ request: { patrolUnitCode } }) => step('parse', { unit: patrolUnitCode }),
  authorize: ({ command: { unit } }) => step('authorize', unit === CLOSED_UNIT ? denied('by the request') : undefined),
  gather: async ({ command: { unit } }) => step('gather', `facts about ${unit}`),
  load: async ({ command: { unit }, gathered: facts }) =>
    step('load', unit === UNKNOWN_UNIT ? notFound('unit') : { facts, known: unit }),
  authorizeLoaded: () => step('authorizeLoaded', undefined),
  decide: ({ loaded: { facts }, command: { unit }, newId }) =>
    step('decide', facts === `facts about ${FULL_UNIT}` ? full() : { cameraId: newId(), unit }),
  save: async ({ tx, change }) => {
    await rows(tx, 'insert into stock (camera_id, unit) values ($1, $2)', [change.cameraId, change.unit]);
    return step('save', change);
  },
  events: ({ saved: change }) => step('events', [eventOf(change)]),
  subjects: ({ saved: { cameraId }, command: { unit } }) => step('subjects', [cameraId, unit]),
  reply: ({ saved: { cameraId } }) => step('reply', { cameraIds: [cameraId] }),
  afterCommit: ({ response: { cameraIds } }) => step('afterCommit', { cameraIds: [...cameraIds, COMPLETED] }),
});

const store: BatchStore<InStock, InStock> = {
  toRow: (change) => step('toRow', change),
  insert: insertInStock,
  longestQueue: MAX_QUEUE,
};

const addInBatch = command(Rollout.registerCameras, {
  parse: ({ request: { patrolUnitCode } }) => step('parse', { unit: patrolUnitCode }),
  authorize: () => step('authorize', undefined),
  gather: async ({ command: { unit } }) => step('gather', unit === UNKNOWN_UNIT ? notFound('unit') : { unit }),
  decide: ({ newId, gathered: { unit } }) => step('decide', unit === FULL_UNIT ? full() : { cameraId: newId(), unit }),
  batch: () => store,
  events: ({ saved: change }) => step('events', [eventOf(change)]),
  subjects: ({ saved: { cameraId, unit } }) => step('subjects', [cameraId, unit]),
  reply: ({ saved: { cameraId } }) => step('reply', { cameraIds: [cameraId] }),
  remember: () => step('remember', undefined),
  afterCommit: ({ response: { cameraIds } }) => step('afterCommit', { cameraIds: [...cameraIds, COMPLETED] }),
});

const full = (): Refusal => preconditionFailed('STOCK_FULL', 'the stock is full');

async function send(rpc: Rpc, unit: string, requestId: string): Promise<readonly string[]> {
  const request = { requestId, patrolUnitCode: unit, devices: [], demonstration: false, deliveryId: '' };
  const handler = rpc.bind({ ...stock.runtime, deps: undefined }) as (
    request: object,
    call: CallContext,
  ) => Promise<{ cameraIds: string[] }>;
  return (await handler(request, callOf(rpc.method, Rollout.registerCameras.requestSerialize(request)))).cameraIds;
}

describe.each([
  [
    'command',
    addOne,
    [
      'parse',
      'authorize',
      'gather',
      'load',
      'authorizeLoaded',
      'decide',
      'save',
      'reply',
      'events',
      'subjects',
      'afterCommit',
    ],
  ],
  [
    'command with a batch',
    addInBatch,
    ['parse', 'authorize', 'gather', 'decide', 'toRow', 'reply', 'subjects', 'events', 'remember', 'afterCommit'],
  ],
])('%s', (_kind, rpc, order) => {
  test('runs the steps in the declared order', async () => {
    await send(rpc, 'P-1', crypto.randomUUID());
    expect(steps).toEqual(order);
  });

  test('names the subjects of `subjects` in the audit entry', async () => {
    const requestId = crypto.randomUUID();
    const [cameraId] = await send(rpc, 'P-1', requestId);
    const entries = await rows(
      stock.admin.em.fork(),
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
    const before = await stock.rowCounts(requestId);
    await send(rpc, 'P-1', requestId);
    expect(await stock.rowCounts(requestId)).toEqual(before);
  });

  test.each([
    ['before the decision', UNKNOWN_UNIT, 'not-found'],
    ['by the decision', FULL_UNIT, 'failed-precondition'],
  ])('leaves nothing of a request that is refused %s, and keeps its id unused', async (_when, unit, kind) => {
    const requestId = crypto.randomUUID();
    const before = await stock.rowCounts(requestId);
    expect(await refusalOf(send(rpc, unit, requestId))).toMatchObject({ kind });
    expect(steps).not.toContain('afterCommit');
    expect(await stock.rowCounts(requestId)).toEqual(before);
    await send(rpc, 'P-1', requestId);
    expect(await stock.rowCounts(requestId)).toMatchObject({ requests: 1, audit: 1 });
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

test('a command runs neither `gather` nor the transaction for a repeated request', async () => {
  const requestId = crypto.randomUUID();
  await send(addOne, 'P-1', requestId);
  steps.length = 0;
  await send(addOne, 'P-1', requestId);
  expect(steps).toEqual(['parse', 'authorize', 'afterCommit']);
});

test('a batch command does not run `remember` for a repeated request', async () => {
  const requestId = crypto.randomUUID();
  for (let time = 0; time < 3; time += 1) await send(addInBatch, 'P-1', requestId);
  expect(steps.filter((name) => name === 'remember')).toHaveLength(1);
});

test.each(['load', 'authorizeLoaded', 'save'])(
  'a command with a batch that declares `%s` is refused, since it never runs',
  (name) => {
    const steps = {
      decide: () => ({ cameraId: '', unit: '' }),
      subjects: () => [],
      reply: () => '',
      batch: () => store,
    };
    expect(() => command(ROW_ANSWER, { ...steps, [name]: () => undefined })).toThrow(
      `a write with a batch has no ${name}`,
    );
  },
);

test('a command that `authorize` refuses calls no other service', async () => {
  const refusal = await refusalOf(send(addOne, CLOSED_UNIT, crypto.randomUUID()));
  expect([refusal.kind, steps]).toEqual(['permission-denied', ['parse', 'authorize']]);
});
