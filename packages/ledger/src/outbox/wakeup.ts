/** The longest that a committed event waits for the relay when every wakeup is lost. */
const POLL_MS = 500;

/** Wakes the relay when there is something to publish. */
export interface Wakeup {
  /** Something was committed. Cheap; called for every commit. */
  committed(): void;
  /** How often that was. */
  readonly commits: number;
  /**
   * Calls `listener` for each commit of this process until the returned function is called: for replicas that do not
   * publish themselves.
   */
  onCommitted(listener: () => void): () => void;
  /** Wakes the relay of this process. */
  wake(): void;
  /** Resolves at the next wakeup, or after half a second. */
  next(signal: AbortSignal): Promise<void>;
}

export function createWakeup(): Wakeup {
  let resolveNext: (() => void) | undefined;
  let pending = false;
  let commits = 0;
  const listeners = new Set<() => void>();
  const wake = (): void => {
    pending = true;
    resolveNext?.();
  };
  return {
    get commits() {
      return commits;
    },
    committed() {
      commits += 1;
      wake();
      for (const listener of listeners) listener();
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake,
    async next(signal) {
      if (!pending && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, POLL_MS);
          resolveNext = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', resolveNext, { once: true });
        });
        if (resolveNext !== undefined) signal.removeEventListener('abort', resolveNext);
        resolveNext = undefined;
      }
      pending = false;
    },
  };
}
