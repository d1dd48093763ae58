import type { Appended } from './append.ts';
import { Handover } from './handover.ts';

/** Connects the commits of a service with its relay. */
export interface Wakeup {
  /** Something was committed. Cheap; called for every commit. Without its events, the relay reads them. */
  committed(appended?: Appended): void;
  /** How often that was. */
  readonly commits: number;
  /**
   * Calls `listener` for each commit of this process until the returned function is called: for replicas that do not
   * publish themselves.
   */
  onCommitted(listener: () => void): () => void;
  /** Has the relay of this process look into the ledger. */
  wake(): void;
  /** Events that were committed here and are not published yet. */
  readonly handover: Handover;
  /** Whether the ledger may hold events that were not handed over; asked once after each `wake`. */
  mustLook(): boolean;
  /** Resolves when there is something to do, or after some milliseconds. */
  next(signal: AbortSignal, withinMs: number): Promise<void>;
}

export function createWakeup(): Wakeup {
  let resolveNext: (() => void) | undefined;
  let isPending = false;
  let commits = 0;
  const handover = new Handover();
  const listeners = new Set<() => void>();
  // The answers to the callers of a commit go first.
  const resume = (): void => {
    if (resolveNext !== undefined) setImmediate(resolveNext);
  };
  const wake = (): void => {
    isPending = true;
    resume();
  };
  return {
    get commits() {
      return commits;
    },
    handover,
    committed(appended) {
      commits += 1;
      if (appended !== undefined && handover.offer(appended)) resume();
      else wake();
      for (const listener of listeners) listener();
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake,
    mustLook() {
      // Events that remain in the handover come after some that are not there.
      const mustLook = isPending || !handover.isEmpty;
      isPending = false;
      return mustLook;
    },
    async next(signal, withinMs) {
      if (isPending || !handover.isEmpty || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        resolveNext = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', resolveNext, { once: true });
      });
      if (resolveNext !== undefined) signal.removeEventListener('abort', resolveNext);
      resolveNext = undefined;
    },
  };
}
