import { describe, expect, it } from 'vitest';
import type { Appended, RecordedEvent } from './append.ts';
import { Handover } from './handover.ts';

const EVENT: RecordedEvent = {
  eventId: 'id',
  type: 'type',
  subject: 'subject',
  traceparent: '',
  isTest: false,
  body: new Uint8Array(),
};

/** A commit of `count` events from the position `first`. */
function commit(first: number, count = 1): Appended {
  const events = Array.from({ length: count }, () => EVENT);
  return { epoch: 'epoch', first: BigInt(first), recordedAt: new Date(0), events };
}

function openHandover(...commits: readonly Appended[]): Handover {
  const handover = new Handover();
  handover.isOpen = true;
  for (const each of commits) expect(handover.offer(each)).toBe(true);
  return handover;
}

const firsts = (taken: readonly Appended[]): number[] => taken.map(({ first }) => Number(first));

describe('Handover', () => {
  it('gives the commits right after a position, once', () => {
    const handover = openHandover(commit(5, 2), commit(7));
    expect(firsts(handover.take(4n, 10))).toEqual([5, 7]);
    expect(handover.take(7n, 10)).toEqual([]);
    expect(handover.isEmpty).toBe(true);
  });

  it('sorts commits that are reported in another order than they were committed', () => {
    expect(firsts(openHandover(commit(6), commit(5)).take(4n, 10))).toEqual([5, 6]);
  });

  it('stops at a gap, which the relay has to read, and continues behind it', () => {
    const handover = openHandover(commit(5), commit(7));
    expect(firsts(handover.take(4n, 10))).toEqual([5]);
    expect(handover.take(5n, 10)).toEqual([]);
    expect(handover.isEmpty).toBe(false);
    expect(firsts(handover.take(6n, 10))).toEqual([7]);
  });

  it('forgets what is published already', () => {
    const handover = openHandover(commit(5), commit(6));
    expect(handover.take(6n, 10)).toEqual([]);
    expect(handover.isEmpty).toBe(true);
  });

  it('gives at most as many events as are wanted, but always a whole commit', () => {
    const handover = openHandover(commit(1, 20), commit(21, 3), commit(24, 3));
    expect(firsts(handover.take(0n, 10))).toEqual([1]);
    expect(firsts(handover.take(20n, 5))).toEqual([21]);
    expect(firsts(handover.take(23n, 5))).toEqual([24]);
  });

  it('drops commits that are not in the ledger, and keeps those that came since', () => {
    const handover = openHandover(commit(7, 2));
    const before = handover.held();
    handover.offer(commit(5));
    handover.drop(before);
    expect(firsts(handover.take(4n, 10))).toEqual([5]);
    expect(handover.isEmpty).toBe(true);
    expect(handover.offer(commit(6, 2_000))).toBe(true);
  });

  it('keeps a limited number of events, and none without a relay', () => {
    const handover = openHandover(commit(1, 1_999));
    expect(handover.offer(commit(2_000, 2))).toBe(false);
    expect(handover.offer(commit(2_000))).toBe(true);
    handover.isOpen = false;
    expect(handover.isEmpty).toBe(true);
    expect(handover.offer(commit(2_001))).toBe(false);
    handover.isOpen = true;
    expect(handover.offer(commit(2_001, 2_000))).toBe(true);
  });
});
