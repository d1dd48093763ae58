import { describe, expect, it } from 'vitest';
import { Refusal } from '@safe-community/domain-kit';
import { ConcurrencyLimit, type Slot } from './concurrency-limit.ts';

const limitOf = (calls: number) =>
  new ConcurrencyLimit({ reads: calls, writes: calls, streams: calls, imports: calls }, () => 0);

/** How many calls of these clients get a slot. */
function accepted(limit: ConcurrencyLimit, kind: 'reads' | 'streams', ...clients: readonly string[]): number {
  return clients.filter((client) => !(limit.acquire(kind, client) instanceof Refusal)).length;
}

function slotOf(limit: ConcurrencyLimit, kind: 'reads' | 'streams', client = 'one'): Slot {
  const slot = limit.acquire(kind, client);
  if (slot instanceof Refusal) throw slot;
  return slot;
}

describe('the concurrency limit', () => {
  it('releases a slot once, however often its call ends', () => {
    const limit = limitOf(2);
    const slot = slotOf(limit, 'reads');
    expect(accepted(limit, 'reads', 'one', 'one')).toBe(1);
    for (let time = 0; time < 3; time += 1) {
      slot.workEnds();
      slot.callEnds();
    }
    expect(accepted(limit, 'reads', 'one', 'one')).toBe(1);
  });

  it('releases a slot when the call has ended and its handler has returned, in either order', () => {
    for (const ends of [
      ['callEnds', 'workEnds'],
      ['workEnds', 'callEnds'],
    ] as const) {
      const limit = limitOf(1);
      const slot = slotOf(limit, 'reads');
      slot.workBegins();
      slot[ends[0]]();
      expect(accepted(limit, 'reads', 'one')).toBe(0);
      slot[ends[1]]();
      expect(accepted(limit, 'reads', 'one')).toBe(1);
    }
  });

  it('grants one client at most half of the streams, and a released one again', () => {
    const limit = limitOf(10);
    const first = slotOf(limit, 'streams');
    expect(accepted(limit, 'streams', ...Array.from({ length: 9 }, () => 'one'))).toBe(4);
    expect(accepted(limit, 'streams', ...Array.from({ length: 4 }, () => 'other'))).toBe(4);
    first.callEnds();
    expect(accepted(limit, 'streams', 'one', 'one')).toBe(1);
    expect(accepted(limit, 'reads', ...Array.from({ length: 10 }, () => 'one'))).toBe(10);
  });

  it('grants a client no more than its own quota, and leaves the rest to the others', () => {
    const limit = limitOf(10);
    const slots = Array.from({ length: 5 }, () => limit.acquire('reads', 'gateway', 3));
    expect(slots.map((slot) => slot instanceof Refusal)).toEqual([false, false, false, true, true]);
    expect(slots.at(-1)).toMatchObject({ metadata: { rule: 'caller-reads-at-once', limit: '3' } });
    expect(accepted(limit, 'reads', ...Array.from({ length: 9 }, () => 'other'))).toBe(7);
    if (slots[0] instanceof Refusal || slots[0] === undefined) throw new Error('the first call was refused');
    slots[0].callEnds();
    expect(limit.acquire('reads', 'gateway', 3)).not.toBeInstanceOf(Refusal);
  });
});
