import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks `done` every `everyMs` until it answers true; false when `withinMs` have passed without.
 * What `done` throws is thrown at once.
 */
export async function waitUntil(
  done: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 20 }: { withinMs: number; everyMs?: number },
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await done())) {
    if (performance.now() > deadline) return false;
    await sleep(everyMs);
  }
  return true;
}
