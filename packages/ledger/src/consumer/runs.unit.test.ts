import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Envelope } from '@safe-community/events';
import type { EventHandler } from './event-handler.ts';
import { runsOf } from './event-handler.ts';

const handlers = new Map([handler('ordered-a', false), handler('ordered-b', false), handler('free', true)]);

test('kinds whose order matters are applied in runs', () => {
  expect(shapeOf(['ordered-a', 'ordered-a', 'ordered-b', 'ordered-a'])).toEqual([
    ['ordered-a', [1, 2]],
    ['ordered-b', [3]],
    ['ordered-a', [4]],
  ]);
});

test('a commutative kind is collected and does not split the runs of others', () => {
  expect(shapeOf(['free', 'ordered-a', 'free', 'ordered-a', 'free'])).toEqual([
    ['free', [1, 3, 5]],
    ['ordered-a', [2, 4]],
  ]);
});

test('skips a kind without a handler', () => {
  expect(shapeOf(['later', 'free', 'later'])).toEqual([['free', [2]]]);
});

test('every event is in one run, and kinds that do not commute keep their order', () => {
  const types = fc.array(fc.constantFrom('ordered-a', 'ordered-b', 'free'));
  fc.assert(
    fc.property(types, (batch) => {
      const runs = runsOf(batch.map(event), handlers);
      const positionsOf = (wanted: (type: string) => boolean) =>
        runs.flatMap(({ run }) => run.filter(({ type }) => wanted(type)).map(({ position }) => Number(position)));
      const expected = (wanted: (type: string) => boolean) =>
        batch.flatMap((type, index) => (wanted(type) ? [index + 1] : []));
      for (const wanted of [(type: string) => type === 'free', (type: string) => type !== 'free']) {
        expect(positionsOf(wanted)).toEqual(expected(wanted));
      }
    }),
  );
});

function handler(type: string, commutes: boolean): [string, EventHandler] {
  return [type, { type, commutes, effects: () => [] }];
}

function shapeOf(types: readonly string[]): [string, number[]][] {
  return runsOf(types.map(event), handlers).map(({ handler: { type }, run }) => [
    type,
    run.map(({ position }) => Number(position)),
  ]);
}

function event(type: string, index: number): Envelope {
  return {
    producer: 'incidents',
    installation: 'demonstration',
    partition: 0,
    position: BigInt(index + 1),
    epoch: '',
    id: '',
    type,
    recordedAt: new Date(0),
    isTest: false,
    traceparent: '',
    subject: '',
    body: new Uint8Array(),
  };
}
