import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until it is so.
 * @throws {Error} with `what` and what `why` tells, when it is not within so many milliseconds.
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { within, why = () => '' }: { within: number; why?: () => string | Promise<string> },
): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${what} was not so within ${within / 1_000} s\n${await why()}`);
    await sleep(20);
  }
}
