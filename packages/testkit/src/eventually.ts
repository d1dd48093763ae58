import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `fn` until it does not throw, and returns what it returned.
 * @param options.within timeout in milliseconds; default 30,000, because a busy machine may be slow.
 * @param options.every milliseconds between attempts; default 25.
 * @throws Error with the last failure's message, and that failure as its cause.
 */
export async function eventually<T>(fn: () => T | Promise<T>, { within = 30_000, every = 25 } = {}): Promise<T> {
  const deadline = performance.now() + within;
  for (let tries = 1; ; tries += 1) {
    try {
      return await fn();
    } catch (error) {
      if (performance.now() + every > deadline) {
        const last = error instanceof Error ? error.message : String(error);
        throw new Error(`Not within ${within} ms (${tries} tries); last failure: ${last}`, { cause: error });
      }
    }
    await sleep(every);
  }
}
