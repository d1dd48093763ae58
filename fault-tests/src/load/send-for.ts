import type { Callers } from './callers.ts';

const AT_ONCE = 4;

/** Sends reports for a while, a few at a time, at least one each. Resolves when all have ended. */
export async function sendFor(callers: Callers, ms: number): Promise<void> {
  const until = performance.now() + ms;
  const sender = async (): Promise<void> => {
    do await callers.send();
    while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
}
