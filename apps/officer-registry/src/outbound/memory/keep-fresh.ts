import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@safe-community/telemetry';
import type { Directory } from '../../app/ports.ts';

/** How old an answer may be after a commit of another replica. */
const POLL_MS = 1_000;

/** Looks again and again for what other replicas have committed. */
export function keepFresh(directory: Directory, logger: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = (async () => {
    let failing = false;
    while (!stopping.signal.aborted) {
      await sleep(POLL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      try {
        if (!stopping.signal.aborted) await directory.refresh();
        failing = false;
      } catch (error) {
        if (!failing) logger.warn('the directory is not refreshed while the database does not answer', { error });
        failing = true;
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
