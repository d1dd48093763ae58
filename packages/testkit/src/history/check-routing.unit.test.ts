import { check, type Found, type FoundRouting, type Operation } from '@safe-community/testkit/history';
import { describe, expect, it } from 'vitest';

const ID = 'incident-1';

/** One report that was acknowledged as routed to this officer. */
function reported(routedTo: string): Operation {
  const answer = { id: ID, routedTo, digest: 'answer' };
  const attempts = [{ began: 0, ended: 5, outcome: 'acknowledged' as const, answer }];
  return { requestId: 'request-1', bodyDigest: 'body-1', countsAs: 'fire', attempts };
}

/** The records of an incident routed along these officers; the first by its report. Empty: unrouted. */
function went(path: readonly string[], answering = path): FoundRouting {
  const changes = path.slice(1).map((to, index) => ({ id: ID, from: path[index] ?? '', to }));
  const first = { id: ID, from: '', to: path[0] ?? '', isFirst: true };
  return {
    facts: [...(first.to === '' ? [] : [first]), ...changes.map((change) => ({ ...change, isFirst: false }))],
    entries: changes,
    rows: new Map([[ID, path.at(-1) ?? '']]),
    listed: path.at(-1) === '' ? [ID] : [],
    answering: new Map([[ID, answering]]),
  };
}

function findingsOf(
  routing: FoundRouting,
  operations = [reported(routing.facts.find((fact) => fact.isFirst)?.to ?? '')],
) {
  const found: Found = {
    rows: [ID],
    events: [{ id: ID, position: 1n, countsAs: 'fire' }],
    positions: [1n],
    after: 0n,
    routing,
    counted: new Map([['fire', 1]]),
  };
  return check(operations, found).map(({ kind, where }) => `${kind} in the ${where}`);
}

describe('a correct routing', () => {
  it.each([
    [['A'], ['A']],
    [[''], ['']],
    [
      ['A', 'B'],
      ['A', 'B'],
    ],
    [
      ['A', 'B', 'A'],
      ['A', 'B', 'A'],
    ],
    // The intermediate officer was not observed, or it was reported after that change.
    [
      ['A', 'C'],
      ['A', 'B', 'C'],
    ],
    [['C'], ['A', 'B', 'C']],
    [
      ['', 'A'],
      ['', 'A'],
    ],
    [
      ['A', ''],
      ['A', ''],
    ],
  ])('has no findings: %j with responsible officers %j', (path, answering) => {
    expect(findingsOf(went(path, answering))).toEqual([]);
  });
});

describe('detects a report that is routed twice', () => {
  it('to the same officer, by two events and by two entries', () => {
    const once = went(['A', 'B']);
    const again = { id: ID, from: 'A', to: 'B' };
    const twice = { ...once, facts: [...once.facts, { ...again, isFirst: false }] };
    expect(findingsOf({ ...twice, entries: [again, again] })).toEqual([
      'double in the routing',
      'phantom in the routing',
    ]);
    expect(findingsOf({ ...once, entries: [again, again] })).toEqual(['double in the routing']);
  });

  it('to an officer and to the unrouted list, and twice to that list', () => {
    expect(findingsOf({ ...went(['A']), listed: [ID] })).toEqual(['double in the routing']);
    expect(findingsOf({ ...went(['']), listed: [ID, ID] })).toEqual(['double in the routing']);
  });
});

describe('detects a report that is not routed', () => {
  it('when it is unrouted although an officer is responsible, listed or not', () => {
    expect(findingsOf(went([''], ['A']))).toEqual(['loss in the routing']);
    expect(findingsOf({ ...went([''], ['A']), listed: [] })).toEqual(['loss in the routing', 'loss in the routing']);
  });

  it('when nobody is responsible and it is not on the list', () => {
    expect(findingsOf({ ...went(['']), listed: [] })).toEqual(['loss in the routing']);
  });

  it('when it stays with the former officer', () => {
    expect(findingsOf(went(['A'], ['A', 'B']))).toEqual(['loss in the routing']);
  });

  it('when only its row or only the ledger has it, or only the history lacks it', () => {
    const routed = went(['A', 'B']);
    expect(findingsOf({ ...routed, facts: routed.facts.slice(0, 1), entries: [] })).toEqual(['loss in the routing']);
    expect(findingsOf({ ...routed, rows: new Map([[ID, 'A']]) })).toEqual([
      'loss in the routing',
      'loss in the routing',
    ]);
    expect(findingsOf({ ...routed, entries: [] })).toEqual(['loss in the routing']);
  });

  it('when an intermediate change is missing', () => {
    const routed = went(['A', 'B', 'C']);
    const entries = routed.entries.slice(1);
    expect(findingsOf({ ...routed, facts: routed.facts.filter(({ to }) => to !== 'B'), entries })).toEqual([
      'loss in the routing',
    ]);
  });
});

describe('detects a wrong routing', () => {
  it('of a report that nobody made', () => {
    const routing = went(['A']);
    const stranger = { id: 'incident-of-nobody', from: '', to: 'A' };
    const facts = [...routing.facts, { ...stranger, isFirst: true }];
    expect(findingsOf({ ...routing, facts })).toEqual(['phantom in the routing']);
    expect(findingsOf({ ...routing, entries: [stranger] })).toEqual(['phantom in the routing']);
    expect(findingsOf({ ...routing, listed: [stranger.id] })).toEqual(['phantom in the routing']);
  });

  it('to another officer without a change, and back to a replaced one', () => {
    expect(findingsOf(went(['A', 'B', 'A'], ['A']))).toEqual(['phantom in the routing']);
    expect(findingsOf(went(['A', 'B', 'A', 'B'], ['A', 'B']))).toEqual(['phantom in the routing']);
    expect(findingsOf(went(['', 'A'], ['A']))).toEqual(['phantom in the routing']);
  });

  it('when the caller got another officer', () => {
    expect(findingsOf(went(['A']), [reported('B')])).toEqual(['phantom in the answers']);
    expect(findingsOf(went(['']), [reported('B')])).toEqual(['phantom in the answers']);
  });
});

it('detects changes in another order in the history', () => {
  const routed = went(['A', 'B', 'C']);
  expect(findingsOf({ ...routed, entries: routed.entries.toReversed() })).toEqual(['reorder in the routing']);
});
