import { runForAll } from '@safe-community/telemetry';

/**
 * Makes `work` run one at a time. Callers that ask during a run share the run that follows it: no run begins before it
 * was asked for.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      // It belongs to all its callers, not to the one that asked first.
      await runForAll(work);
    } finally {
      current = undefined;
    }
  };
  const ask = (): Promise<void> => {
    if (current === undefined) {
      current = run();
      return current;
    }
    // Only the callers of the run before see whether it failed.
    const again = (): Promise<void> => {
      next = undefined;
      return ask();
    };
    next ??= current.then(again, again);
    return next;
  };
  return ask;
}
