import { runForAll } from '@safe-community/telemetry';

/**
 * Makes `work` run one at a time. Callers during a run share the next run, so a run always begins after it was
 * requested.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      // The run belongs to all its callers, not to the first one.
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
    // Only the callers of the previous run see its error.
    const again = (): Promise<void> => {
      next = undefined;
      return ask();
    };
    next ??= current.then(again, again);
    return next;
  };
  return ask;
}
