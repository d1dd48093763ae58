import { pause } from '@safe-community/events';
import type { Wakeup } from './wakeup.ts';

/** Waits between looks at the ledger. */
export interface CommitWatch {
  /** Call it before each look: what is committed from here on ends the next wait. */
  look(): void;
  /** Resolves when it is time for another look, or when the signal says stop. */
  next(signal: AbortSignal): Promise<void>;
  end(): void;
}

/** The shortest wait: many watchers of a busy service would otherwise keep its database busy. */
const PACE_MS = 20;

/** Watches for commits of this process, and looks every `pollMs` for those of others; only that without a wakeup. */
export function watchCommits(wakeup: Wakeup | undefined, pollMs: number): CommitWatch {
  let committed = new AbortController();
  const forget = wakeup?.onCommitted(() => committed.abort());
  return {
    look() {
      if (committed.signal.aborted) committed = new AbortController();
    },
    async next(signal) {
      await pause(PACE_MS, signal);
      await pause(pollMs - PACE_MS, AbortSignal.any([signal, committed.signal]));
    },
    end() {
      forget?.();
    },
  };
}
