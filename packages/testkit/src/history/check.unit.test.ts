import {
  check,
  findingsText,
  Recorder,
  type Found,
  type FoundEvent,
  type FoundRouting,
  type Operation,
} from '@safe-community/testkit/history';
import { assert, array, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';

/** An operation that was acknowledged as incident-<n>, between two times. */
function acknowledged(n: number, began = n * 10, ended = began + 5): Operation {
  const answer = { id: `incident-${n}`, routedTo: '', digest: `answer-${n}` };
  const attempts = [{ began, ended, outcome: 'acknowledged' as const, answer }];
  return { requestId: `request-${n}`, bodyDigest: `body-${n}`, countsAs: 'fire', attempts };
}

function withoutAnswer(n: number, outcome: 'refused' | 'unknown'): Operation {
  const attempts = [{ began: n * 10, ended: n * 10 + 5, outcome }];
  return { requestId: `request-${n}`, bodyDigest: `body-${n}`, countsAs: 'fire', attempts };
}

/** All records of exactly these incidents, in this order. */
function thereAre(...numbers: readonly number[]): Found {
  const ids = numbers.map((n) => `incident-${n}`);
  const events = ids.map((id, index): FoundEvent => ({ id, position: BigInt(index + 1), countsAs: 'fire' }));
  return {
    rows: ids,
    events,
    positions: events.map(({ position }) => position),
    after: 0n,
    routing: routedToNobody(ids),
    counted: new Map([['fire', ids.length]]),
  };
}

/** Nobody is responsible anywhere. */
function routedToNobody(ids: readonly string[]): FoundRouting {
  const rows = new Map(ids.map((id) => [id, '']));
  return { facts: [], entries: [], rows, listed: ids, answering: new Map() };
}

function findingsOf(operations: readonly Operation[], found: Found): string[] {
  return check(operations, found).map(({ kind, where }) => `${kind} in the ${where}`);
}

describe('a correct history', () => {
  it('has no findings, with rejected requests and some of unknown outcome', () => {
    const operations = [acknowledged(1), withoutAnswer(2, 'refused'), withoutAnswer(3, 'unknown'), acknowledged(4)];
    expect(findingsOf(operations, thereAre(1, 4))).toEqual([]);
    expect(findingsOf(operations, thereAre(1, 3, 4))).toEqual([]);
    expect(findingsText([])).toBe('no report lost, duplicated, invented, or out of order');
  });

  it('may have overlapping calls in any order', () => {
    const operations = [acknowledged(1, 0, 30), acknowledged(2, 10, 40), acknowledged(3, 20, 50)];
    expect(findingsOf(operations, thereAre(3, 1, 2))).toEqual([]);
  });

  it('may have a call that began at the moment of the previous answer', () => {
    expect(findingsOf([acknowledged(1, 0, 20), acknowledged(2, 20, 40)], thereAre(2, 1))).toEqual([]);
  });

  it('may have a request that took effect at its first attempt and was answered at a later one', () => {
    const { attempts, ...request } = acknowledged(1, 50, 55);
    const repeated = { ...request, attempts: [{ began: 0, ended: 5, outcome: 'unknown' as const }, ...attempts] };
    expect(findingsOf([repeated, acknowledged(2, 10, 20)], thereAre(1, 2))).toEqual([]);
  });

  it('may begin anywhere in the ledger', () => {
    const found = thereAre(1, 2);
    const events = found.events.map((event) => ({ ...event, position: event.position + 70n }));
    const positions = [71n, 72n];
    expect(findingsOf([acknowledged(1), acknowledged(2)], { ...found, events, positions, after: 70n })).toEqual([]);
  });
});

describe('detects a loss', () => {
  const operations = [acknowledged(1), acknowledged(2), acknowledged(3)];

  it('of every acknowledged request', () => {
    expect(findingsOf(operations, thereAre(1, 3))).toEqual(['loss in the rows', 'loss in the events']);
  });

  it('of only the row, only the event, only the count', () => {
    const found = thereAre(1, 2, 3);
    expect(findingsOf(operations, { ...found, rows: ['incident-1', 'incident-3'] })).toEqual(['loss in the rows']);
    const events = found.events.slice(0, 2);
    expect(findingsOf(operations, { ...found, events, counted: new Map([['fire', 2]]) })).toEqual([
      'loss in the events',
    ]);
    expect(findingsOf(operations, { ...found, counted: new Map([['fire', 2]]) })).toEqual(['loss in the counts']);
  });

  it('of half of a request without an answer', () => {
    const found = thereAre(1, 2);
    const [first] = found.events;
    const halves = { ...found, events: first === undefined ? [] : [first], counted: new Map([['fire', 1]]) };
    expect(findingsOf([acknowledged(1), withoutAnswer(2, 'unknown')], halves)).toEqual(['loss in the events']);
  });

  it('of a position', () => {
    const found = { ...thereAre(1, 2, 3), positions: [1n, 2n, 4n] };
    expect(findingsOf(operations, found)).toEqual(['loss in the events']);
  });

  it('of one of two requests with the same answer', () => {
    const second = { ...acknowledged(1, 20), requestId: 'request-2' };
    expect(findingsOf([acknowledged(1), second], thereAre(1))).toEqual(['loss in the answers']);
  });
});

describe('detects a duplicate', () => {
  it('in rows, events, and counts', () => {
    const operations = [acknowledged(1), acknowledged(2)];
    const found = thereAre(1, 2);
    expect(findingsOf(operations, { ...found, rows: [...found.rows, 'incident-2'] })).toEqual(['double in the rows']);
    const events = [...found.events, { id: 'incident-2', position: 3n, countsAs: 'fire' }];
    expect(findingsOf(operations, { ...found, events, counted: new Map([['fire', 3]]) })).toEqual([
      'double in the events',
    ]);
    expect(findingsOf(operations, { ...found, counted: new Map([['fire', 3]]) })).toEqual(['double in the counts']);
  });

  it('when a repeat got another answer, even by one byte', () => {
    const [attempt] = acknowledged(1).attempts;
    if (attempt?.answer === undefined) throw new Error('it was acknowledged');
    const other = { ...attempt, answer: { ...attempt.answer, digest: 'another' } };
    const operation = { ...acknowledged(1), attempts: [attempt, other] };
    expect(findingsOf([operation], thereAre(1))).toEqual(['double in the answers']);
  });
});

describe('detects a phantom', () => {
  it('of no request, and of a rejected one', () => {
    const phantom = ['phantom in the rows', 'phantom in the events'];
    expect(findingsOf([acknowledged(1)], thereAre(1, 2))).toEqual(phantom);
    expect(findingsOf([acknowledged(1), withoutAnswer(2, 'refused')], thereAre(1, 2))).toEqual(phantom);
  });

  it('when one request of unknown outcome has two effects', () => {
    expect(findingsOf([withoutAnswer(1, 'unknown')], thereAre(1, 2))).toEqual([
      'phantom in the rows',
      'phantom in the events',
    ]);
  });

  it('in a count of something that did not happen', () => {
    const counted = new Map([
      ['fire', 1],
      ['water', 1],
    ]);
    expect(findingsOf([acknowledged(1)], { ...thereAre(1), counted })).toEqual(['phantom in the counts']);
  });
});

describe('detects a reordering', () => {
  it('when the first acknowledged event is second', () => {
    expect(findingsOf([acknowledged(1), acknowledged(2), acknowledged(3)], thereAre(1, 3, 2))).toEqual([
      'reorder in the events',
    ]);
  });

  it('when positions go back or repeat', () => {
    const operations = [acknowledged(1, 0, 30), acknowledged(2, 0, 30)];
    const order = ['reorder in the events'];
    expect(findingsOf(operations, { ...thereAre(1, 2), positions: [1n, 2n, 2n] })).toEqual(order);
    expect(findingsOf(operations, { ...thereAre(1, 2), positions: [2n, 1n], after: 1n })).toEqual(order);
  });
});

it('in any history, a missing event is a loss, an extra row a duplicate, and nothing else is found', () => {
  const calls = array(record({ began: integer({ min: 0, max: 200 }), lasted: integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 40,
  });
  const breaking = constantFrom('nothing', 'loss', 'double', 'phantom');
  assert(
    property(calls, breaking, integer({ min: 0, max: 39 }), (times, kind, at) => {
      const operations = times.map(({ began, lasted }, n) => acknowledged(n, began, began + lasted));
      // Each took effect at its end: one of the possible orders.
      const order = operations.map((operation, n) => ({ n, end: operation.attempts[0]?.ended ?? 0 }));
      const numbers = order.toSorted((a, b) => a.end - b.end).map(({ n }) => n);
      const found = thereAre(...numbers);
      const victim = `incident-${at % times.length}`;
      const rows = {
        nothing: found.rows,
        loss: found.rows.filter((id) => id !== victim),
        double: [...found.rows, victim],
        phantom: [...found.rows, 'incident-of-nobody'],
      }[kind];
      const expected = {
        nothing: [],
        loss: ['loss in the rows'],
        double: ['double in the rows'],
        phantom: ['phantom in the rows', 'loss in the events'],
      }[kind];
      expect(findingsOf(operations, { ...found, rows })).toEqual(expected);
    }),
  );
});

describe('the recorder', () => {
  const request = { requestId: 'request-1', bodyDigest: 'body', countsAs: 'fire' };
  const answer = { id: 'incident-1', routedTo: '', digest: 'answer' };

  it('keeps all attempts of an operation, acknowledged if one of them was', async () => {
    const recorder = new Recorder();
    await recorder.attempt(request, async () => ({ outcome: 'unknown', reason: 'UNAVAILABLE' }));
    expect(recorder.unknown()).toHaveLength(1);
    await recorder.attempt(request, async () => ({ outcome: 'acknowledged', answer }));
    expect(recorder.operations().map(({ attempts }) => attempts.length)).toEqual([2]);
    expect(recorder.count('acknowledged')).toBe(1);
  });

  it('a call without an end is of unknown outcome, and the same id with another body another operation', async () => {
    const recorder = new Recorder();
    const forEver = new Promise<never>(() => undefined);
    void recorder.attempt(request, () => forEver);
    await recorder.attempt({ ...request, bodyDigest: 'other' }, async () => ({ outcome: 'refused' }));
    expect([recorder.count('unknown'), recorder.count('refused')]).toEqual([1, 1]);
  });
});

it('the diff has each kind with its count, its first few findings, and the view of the caller', () => {
  const operations = Array.from({ length: 8 }, (_, n) => acknowledged(n));
  const text = findingsText(check(operations, { ...thereAre(0, 1, 2, 3, 4, 5, 6, 7), rows: ['incident-7'] }));
  expect(text).toContain('loss in the rows: 7');
  expect(text).toContain('incident-0 was acknowledged and is missing');
  expect(text).toContain('request request-0');
  expect(text).toContain('0–5 ms acknowledged incident-0');
  expect(text).toContain('… and 2 more');
});
