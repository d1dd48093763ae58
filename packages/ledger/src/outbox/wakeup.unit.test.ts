import { setImmediate as endOfTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createWakeup } from '../index.ts';

const WITHIN_MS = 500;
const EVENT = { eventId: '', type: '', subject: '', traceparent: '', isTest: false, body: new Uint8Array() };
const never = new AbortController().signal;

/** The clock stands still: what returns without the test moving it has another reason. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return () => void vi.useRealTimers();
});

describe('wakeup', () => {
  it('returns at once after an earlier commit', async () => {
    const wakeup = createWakeup();
    wakeup.committed();
    await wakeup.next(never, WITHIN_MS);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('returns on a commit while it waits, and then waits again', async () => {
    const wakeup = createWakeup();
    const woken = wakeup.next(never, WITHIN_MS);
    wakeup.committed();
    await woken;
    expect(wakeup.mustLook()).toBe(true);
    let isOver = false;
    const waiting = wakeup.next(never, WITHIN_MS).then(() => (isOver = true));
    vi.advanceTimersByTime(WITHIN_MS - 1);
    await endOfTurn();
    expect(isOver).toBe(false);
    vi.advanceTimersByTime(1);
    await waiting;
    expect(wakeup.mustLook()).toBe(false);
  });

  it('returns by events that are handed over, which need no look into the ledger', async () => {
    const wakeup = createWakeup();
    wakeup.handover.isOpen = true;
    const appended = { epoch: 'e', first: 1n, recordedAt: new Date(), events: [EVENT] };
    const woken = wakeup.next(never, WITHIN_MS);
    wakeup.committed(appended);
    await woken;
    expect(wakeup.handover.take(0n, 10)).toEqual([appended]);
    expect(wakeup.mustLook()).toBe(false);
  });

  it('asks for a look into the ledger when events are not handed over', () => {
    const wakeup = createWakeup();
    wakeup.committed({ epoch: 'e', first: 1n, recordedAt: new Date(), events: [EVENT] });
    expect(wakeup.handover.isEmpty).toBe(true);
    expect(wakeup.mustLook()).toBe(true);
  });

  it('returns at once on abort', async () => {
    const wakeup = createWakeup();
    await wakeup.next(AbortSignal.abort(), WITHIN_MS);
    const stopping = new AbortController();
    const stopped = wakeup.next(stopping.signal, WITHIN_MS);
    stopping.abort();
    await stopped;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('calls listeners of commits until they unsubscribe', () => {
    const wakeup = createWakeup();
    let called = 0;
    const forget = wakeup.onCommitted(() => {
      called += 1;
    });
    wakeup.committed();
    wakeup.wake();
    forget();
    wakeup.committed();
    expect(called).toBe(1);
  });
});
