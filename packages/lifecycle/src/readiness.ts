import { setTimeout as sleep } from 'node:timers/promises';
import { pendingMigrations, rows, type Database } from '@safe-community/database';
import type { Logger } from '@safe-community/telemetry';

export interface Readable {
  readonly database: Database;
  readonly load?: () => Promise<void>;
  readonly logger: Logger;
}

const CHECK_MS = 500;

/**
 * Tells again and again whether the service can work: its migrations have run,
 * its memory is filled, and its database answers.
 */
export function watchReadiness(parts: Readable, tell: (ready: boolean) => void): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = (async () => {
    let prepared = false;
    let ready = false;
    while (!stopping.signal.aborted) {
      const before: boolean = ready;
      try {
        prepared ||= await prepare(parts);
        await rows(parts.database.em.fork(), 'select 1');
        ready = prepared;
      } catch (error) {
        ready = false;
        if (before) parts.logger.warn('not ready: the database does not answer', { error });
      }
      if (ready !== before) {
        tell(ready);
        if (ready) parts.logger.info('ready');
      }
      await sleep(ready ? CHECK_MS : CHECK_MS / 5, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function prepare({ database, load }: Readable): Promise<boolean> {
  const pending = await pendingMigrations(database);
  if (pending.length > 0) return false;
  await load?.();
  return true;
}
