import { describe, expect, it } from 'vitest';
import { createWakeup } from '../index.ts';

/** Without a commit it returns after this time: what is sooner has a reason, also on a busy machine. */
const WITHIN_MS = 500;
const SOON_MS = 400;
const EVENT = { eventId: '', type: '', subject: '', traceparent: '', synthetic: false, body: new Uint8Array() };
const never = new AbortController().signal;

async function took(work: Promise<void>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

describe('wakeup', () => {
  it('returns at once after an earlier commit', async () => {
    const wakeup = createWakeup();
    wakeup.committed();
    expect(await took(wakeup.next(never, WITHIN_MS))).toBeLessThan(SOON_MS);
  });

  it('returns on a commit while it waits, and then waits again', async () => {
    const wakeup = createWakeup();
    setTimeout(() => wakeup.committed(), 20);
    expect(await took(wakeup.next(never, WITHIN_MS))).toBeLessThan(SOON_MS);
    expect(wakeup.mustLook()).toBe(true);
    expect(await took(wakeup.next(never, WITHIN_MS))).toBeGreaterThan(SOON_MS);
    expect(wakeup.mustLook()).toBe(false);
  });

  it('returns by events that are handed over, which need no look into the ledger', async () => {
    const wakeup = createWakeup();
    wakeup.handover.isOpen = true;
    const appended = { epoch: 'e', first: 1n, recordedAt: new Date(), events: [EVENT] };
    setTimeout(() => wakeup.committed(appended), 20);
    expect(await took(wakeup.next(never, WITHIN_MS))).toBeLessThan(SOON_MS);
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
    expect(await took(wakeup.next(AbortSignal.abort(), WITHIN_MS))).toBeLessThan(SOON_MS);
    expect(await took(wakeup.next(AbortSignal.timeout(20), WITHIN_MS))).toBeLessThan(SOON_MS);
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
