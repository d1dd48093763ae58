import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `done` every `everyMs` until it returns true; returns false after `withinMs`. An error of `done` is thrown at
 * once.
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
