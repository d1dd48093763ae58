import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until the condition holds.
 * @throws {Error} with `what` and the result of `why` after `within` milliseconds.
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { within, why = () => '' }: { within: number; why?: () => string | Promise<string> },
): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Timeout after ${within / 1_000} s: ${what}\n${await why()}`);
    await sleep(20);
  }
}
