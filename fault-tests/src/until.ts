import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until a condition holds. Throws, naming the condition, after `withinMs`. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
    await sleep(50);
  }
}

/** The result, or an error that names what timed out. */
export async function within<T>(what: string, work: Promise<T>, ms: number): Promise<T> {
  const timeout = new AbortController();
  const late = sleep(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new Error(`not within ${ms / 1_000} s: ${what}`);
  });
  // Cancels the timer when the work finishes in time.
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timeout.abort();
  }
}
