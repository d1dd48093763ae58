import { isTransient, pendingMigrations, rows, type Database } from '@safe-community/database';
import { orStopped, pause } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';

export interface Readable {
  readonly database: Database;
  readonly load?: () => Promise<void>;
  readonly logger: Logger;
}

const CHECK_MS = 500;
const CHECK_UNREADY_MS = 100;
/** A database that takes longer than this for nothing at all does not answer. */
const PATIENCE_MS = 3_000;

/**
 * Tells again and again whether the service can work: its migrations have run,
 * its memory is filled, and its database answers.
 */
export function watchReadiness(parts: Readable, tell: (ready: boolean) => void): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = (async () => {
    const watch = new Watch(parts, signal);
    let ready = false;
    while (!signal.aborted) {
      const now = await orStopped(watch.isReady(), signal);
      if (now === undefined) return;
      if (now !== ready) tell(now);
      ready = now;
      await pause(ready ? CHECK_MS : CHECK_UNREADY_MS, signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

class Watch {
  readonly #parts: Readable;
  readonly #stopping: AbortSignal;
  #isPrepared = false;
  #said: string | undefined;

  constructor(parts: Readable, stopping: AbortSignal) {
    this.#parts = parts;
    this.#stopping = stopping;
  }

  async isReady(): Promise<boolean> {
    try {
      const isReady = await this.#check();
      if (isReady) this.#say('ready', (logger) => logger.info('ready'));
      return isReady;
    } catch (error) {
      // A look that a stop left behind meets a closed database: that is no fault.
      if (this.#stopping.aborted) return false;
      if (isTransient(error)) {
        this.#say('away', (logger) => logger.warn('not ready: the database does not answer', { error }));
      } else this.#say('fault', (logger) => logger.error('not ready: the preparation failed', { error }));
      return false;
    }
  }

  async #check(): Promise<boolean> {
    const { database, load, logger } = this.#parts;
    if (!this.#isPrepared) {
      const [migration] = await pendingMigrations(database);
      if (migration !== undefined) {
        this.#say('unmigrated', () => logger.info('not ready: the database is not migrated yet', { migration }));
        return false;
      }
      await load?.();
      this.#isPrepared = true;
    }
    await within(PATIENCE_MS, rows(database.em.fork(), 'select 1'));
    return true;
  }

  /** Once for each change, however often it is looked at. */
  #say(state: string, say: (logger: Logger) => void): void {
    if (this.#said !== state) say(this.#parts.logger);
    this.#said = state;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const enough = AbortSignal.timeout(ms);
  const done = work.then((result) => ({ result }));
  const outcome = await orStopped(done, enough);
  if (outcome === undefined) throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
  return outcome.result;
}
