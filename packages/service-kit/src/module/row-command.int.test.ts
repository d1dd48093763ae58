import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { rows } from '@safe-community/database';
import { preconditionFailed } from '@safe-community/domain-kit';
import { senderOf } from '@safe-community/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  callOf,
  denied,
  eventOf,
  openStock,
  recordSteps,
  refusalOf,
  type InStock,
  type Stock,
} from '../../test/stock.ts';
import { command } from './command.ts';
import type { WriteSteps } from './write-steps.ts';
import { importKey, ROW_ANSWER } from './row-key.ts';

const OUTSIDE = 'outside';
const MOVED_OUTSIDE = 'moved outside';
const FULL = 'full';
const GONE = 'gone';

const CALL = callOf(Rollout.importCameras, new Uint8Array());
const BY = senderOf(CALL);

let stock: Stock;
/** Its own for each try of a test. */
let source = '';
const { steps, step } = recordSteps();
/** What a step waits for. */
let held: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  stock = await openStock();
});

afterAll(() => stock.close());

beforeEach(() => {
  source = `stores-${crypto.randomUUID()}`;
  held = Promise.resolve();
});

interface Row {
  readonly unit: string;
  /** Of a camera that is in stock already. */
  readonly cameraId?: string;
}

interface Gathered {
  readonly unit: string;
}

type Loaded = Row;

interface Change extends InStock {
  readonly isNew: boolean;
}

const ADDING: WriteSteps<string, Row, Gathered, Loaded, Change, Change, unknown> = {
  inOrder: ({ unit }) => [unit, ''],
  authorize: ({ command: { unit } }) => step('authorize', unit === OUTSIDE ? denied('by the row') : undefined),
  gather: async ({ command: { unit } }) =>
    step('gather', unit === GONE ? preconditionFailed('UNIT_GONE', 'it is gone') : { unit }),
  async load({ command: row, gathered }) {
    await held;
    return step('load', { ...gathered, ...row });
  },
  authorizeLoaded: ({ loaded: { unit } }) =>
    step('authorizeLoaded', unit === MOVED_OUTSIDE ? denied('by what is stored') : undefined),
  decide: ({ loaded: { unit, cameraId }, newId }) =>
    step(
      'decide',
      unit === FULL
        ? preconditionFailed('STOCK_FULL', 'the stock is full')
        : { cameraId: cameraId ?? newId(), unit, isNew: cameraId === undefined },
    ),
  async save({ tx, change }) {
    const { cameraId, unit, isNew } = change;
    if (isNew) await rows(tx, 'insert into stock (camera_id, unit) values ($1, $2)', [cameraId, unit]);
    return step('save', change);
  },
  events: ({ saved }) => step('events', saved.isNew ? [eventOf(saved)] : []),
  subjects: ({ saved: { cameraId }, command: { unit } }) => step('subjects', [cameraId, unit]),
  reply: ({ saved: { cameraId } }) => step('reply', cameraId),
  wasKnown: ({ isNew }) => step('wasKnown', !isNew),
  afterCommit: ({ response }) => step('afterCommit', response),
};

const add = command(ROW_ANSWER, ADDING);
/** Another replica has turns of its own. */
const addElsewhere = command(ROW_ANSWER, ADDING);

/** Its rows have only their ids in common. */
const addUnordered = command(ROW_ANSWER, { ...ADDING, inOrder: () => [] });

const keyOf = (externalId: string, content = 'first') => importKey(source, externalId, Buffer.from(content), BY);

/** Writes a row of a source. */
function send(externalId: string, row: Row, content?: string, by = add) {
  return by.write({ ...stock.runtime, deps: undefined }, keyOf(externalId, content), row, CALL);
}

/** What the row has left, beside the state and the events of all rows. */
const countsOf = (externalId: string) => stock.rowCounts(keyOf(externalId).requestId);

const ORDER = [
  'authorize',
  'gather',
  'load',
  'authorizeLoaded',
  'decide',
  'save',
  'reply',
  'events',
  'subjects',
  'wasKnown',
  'afterCommit',
];

test('commits state, response, audit entry and event of a row together, after its steps in order', async () => {
  const { stock: cameras, events } = (await countsOf('row-1')) as { stock: number; events: number };
  const { response: cameraId, repeated } = await send('row-1', { unit: 'P-1' });
  expect([repeated, steps]).toEqual([false, ORDER]);
  expect(await countsOf('row-1')).toEqual({ stock: cameras + 1, requests: 1, audit: 1, events: events + 1 });
  const audited = 'select kind, method, subject_ids, acting_user from audit_entry where request_id = $1';
  expect(await rows(stock.admin.em.fork(), audited, [keyOf('row-1').requestId])).toEqual([
    { kind: 'write', method: 'import-row', subject_ids: [cameraId, 'P-1'], acting_user: 'person-7' },
  ]);
});

test('a row that is sent again is reported as repeated, with the stored response, and asks no other service', async () => {
  const { response } = await send('row-2', { unit: 'P-1' });
  const before = await countsOf('row-2');
  steps.length = 0;
  expect(await send('row-2', { unit: 'P-1' })).toEqual({ response, repeated: true });
  expect(steps).toEqual(['authorize', 'afterCommit']);
  expect(await countsOf('row-2')).toEqual(before);
});

test('of a row that two replicas get at once, one is written and the other is reported as repeated', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  held = promise;
  const writing = [add, addElsewhere].map((each) =>
    each.write({ ...stock.runtime, deps: undefined }, keyOf('row-3'), { unit: 'P-1' }, CALL),
  );
  await expect.poll(() => steps.filter((name) => name === 'gather')).toHaveLength(2);
  resolve();
  const both = await Promise.all(writing);
  expect(both.filter(({ repeated }) => repeated)).toHaveLength(1);
  expect(new Set(both.map(({ response }) => response)).size).toBe(1);
  expect(steps.filter((name) => name === 'save')).toHaveLength(1);
});

test('rejects a row id that is known with other content', async () => {
  await send('row-4', { unit: 'P-1' });
  const refusal = await refusalOf(send('row-4', { unit: 'P-2' }, 'second'));
  expect(refusal).toMatchObject({ kind: 'already-exists', reason: 'REQUEST_ID_REUSED' });
});

test('a row that names what was stored under another id is reported as repeated, and audited', async () => {
  const { response: cameraId } = await send('row-5', { unit: 'P-1' });
  expect(await send('row-6', { unit: 'P-1', cameraId })).toEqual({ response: cameraId, repeated: true });
  expect(await countsOf('row-6')).toMatchObject({ requests: 1, audit: 1 });
});

describe('a refusal', () => {
  test.each([
    ['of a row outside the territory of the caller', OUTSIDE, 'permission-denied', 'authorize'],
    ['of another service', GONE, 'failed-precondition', 'gather'],
    ['of a row about what is stored outside the territory', MOVED_OUTSIDE, 'permission-denied', 'authorizeLoaded'],
    ['by the decision', FULL, 'failed-precondition', 'decide'],
  ])('%s writes nothing and keeps the row id unused', async (_what, unit, kind, last) => {
    const externalId = `refused by ${last}`;
    const before = await countsOf(externalId);
    expect(await refusalOf(send(externalId, { unit }))).toMatchObject({ kind });
    expect(steps.at(-1)).toBe(last);
    expect(await countsOf(externalId)).toEqual(before);
    expect(await send(externalId, { unit: 'P-1' }, 'second')).toMatchObject({ repeated: false });
  });
});

describe('rows at once', () => {
  test.each([
    ['with a text of their own', add],
    ['without one', addUnordered],
  ])('several rows %s have begun, and at most four', async (_what, by) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    // Rows that wait would hold up the following tests.
    onTestFinished(() => resolve());
    const begun = () => steps.filter((name) => name === 'authorize').length;
    const sent = Array.from({ length: 40 }, (_, index) => {
      const externalId = `many-${index}`;
      // Of two different texts, the first row could keep all others waiting.
      return send(externalId, { unit: keyOf(externalId).requestId }, 'first', by);
    });
    await expect.poll(begun).toBeGreaterThan(1);
    await countsOf('none');
    expect(begun()).toBeLessThanOrEqual(4);
    resolve();
    await Promise.all(sent);
    expect(steps.filter((name) => name === 'save')).toHaveLength(40);
  });

  test('of two contents of one row id, the first is written and the second is rejected', async () => {
    const pairs = Array.from({ length: 10 }, (_, index) => {
      const [first, second] = ['first', 'second'].map((content) =>
        send(`twice-${index}`, { unit: `U-${index}` }, content, addUnordered),
      );
      return Promise.all([first, refusalOf(second ?? Promise.resolve())]);
    });
    for (const [first, second] of await Promise.all(pairs)) {
      expect(first).toMatchObject({ repeated: false });
      expect(second).toMatchObject({ kind: 'already-exists', reason: 'REQUEST_ID_REUSED' });
    }
  });

  test('rows with something in common are written in the order of the calls', async () => {
    const done: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(`same-${index}`, { unit: 'P-9' }).then(() => done.push(index))),
    );
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });
});
