import { runForAll } from '@safe-community/telemetry';

/**
 * Makes `work` run one at a time. Who asks while it runs gets the run that comes
 * after, which all who asked meanwhile share: each asker's run begins after its question.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      // Not only for the call that happens to ask first.
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
    // Whether the run before succeeds is its askers' concern.
    const again = (): Promise<void> => {
      next = undefined;
      return ask();
    };
    next ??= current.then(again, again);
    return next;
  };
  return ask;
}
