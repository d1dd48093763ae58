import type { Callers } from './callers.ts';

const AT_ONCE = 4;

/** Has reports sent for a while, a few at once; at least one each. Resolves when every one has come to an end. */
export async function sendFor(callers: Callers, ms: number): Promise<void> {
  const until = performance.now() + ms;
  const sender = async (): Promise<void> => {
    do await callers.send();
    while (performance.now() < until);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
}
