import { describe, expect, it } from 'vitest';
import { createWakeup } from '../index.ts';

/** Without a commit it returns after half a second: anything sooner has a cause, even on a busy machine. */
const UNASKED_MS = 400;
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
    expect(await took(wakeup.next(never))).toBeLessThan(UNASKED_MS);
  });

  it('returns on a commit while it waits, and then waits again', async () => {
    const wakeup = createWakeup();
    setTimeout(() => wakeup.committed(), 20);
    expect(await took(wakeup.next(never))).toBeLessThan(UNASKED_MS);
    expect(await took(wakeup.next(never))).toBeGreaterThan(UNASKED_MS);
  });

  it('returns at once on abort', async () => {
    const wakeup = createWakeup();
    expect(await took(wakeup.next(AbortSignal.abort()))).toBeLessThan(UNASKED_MS);
    expect(await took(wakeup.next(AbortSignal.timeout(20)))).toBeLessThan(UNASKED_MS);
  });

  it('calls listeners of commits until they unsubscribe', () => {
    const wakeup = createWakeup();
    let told = 0;
    const forget = wakeup.onCommitted(() => {
      told += 1;
    });
    wakeup.committed();
    wakeup.wake();
    forget();
    wakeup.committed();
    expect(told).toBe(1);
  });
});
