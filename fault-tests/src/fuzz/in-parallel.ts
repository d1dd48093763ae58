const AT_ONCE = 8;

/** Runs some at a time until all are done or one throws. */
export async function inParallel(calls: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = calls.values();
  const goOn = async (): Promise<void> => {
    for (const call of waiting) await call();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, goOn));
}
