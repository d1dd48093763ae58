import { isTransient, pendingMigrations, rightsProblems, type Database } from '@safe-community/database';
import { orStopped, pause } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import type { ConsumedProducer } from './consumed-producer.ts';

export interface Readable {
  readonly database: Database;
  readonly load?: () => Promise<void>;
  readonly heard: readonly ConsumedProducer[];
  readonly logger: Logger;
}

export interface ReadinessListener {
  /** Its migrations have run and its memory is filled: it may begin to hear. Told at least once before it is ready. */
  prepared(): void;
  /** Told with every change. */
  ready(isReady: boolean): void;
}

const CHECK_MS = 500;
const CHECK_UNREADY_MS = 100;
/** A database that takes longer than this for next to nothing does not answer. */
const PATIENCE_MS = 3_000;

/**
 * Tells again and again whether the service can work: its database answers and has every migration that this code
 * needs, its role there has the rights that it needs and no others that would be dangerous, its memory is filled, and it
 * is not too far behind what it hears.
 */
export function watchReadiness(parts: Readable, listener: ReadinessListener): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = (async () => {
    const watch = new Watch(parts, () => listener.prepared(), signal);
    let ready = false;
    while (!signal.aborted) {
      const now = await orStopped(watch.isReady(), signal);
      if (now === undefined) return;
      if (now !== ready) listener.ready(now);
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
  readonly #onPrepared: () => void;
  readonly #stopping: AbortSignal;
  #isPrepared = false;
  #said: string | undefined;

  constructor(parts: Readable, onPrepared: () => void, stopping: AbortSignal) {
    this.#parts = parts;
    this.#onPrepared = onPrepared;
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
    return (
      (await this.#isMigrated()) &&
      (await this.#hasItsRights()) &&
      (await this.#prepare()) &&
      (await this.#isUpToDate())
    );
  }

  /** Looked at each time: a database that is put back from a backup may be older than this code. */
  async #isMigrated(): Promise<boolean> {
    const [migration] = await within(PATIENCE_MS, pendingMigrations(this.#parts.database));
    if (migration === undefined) return true;
    // What the memory was filled with came from another state of the database.
    this.#isPrepared = false;
    this.#say('unmigrated', (logger) => logger.info('not ready: the database is not migrated yet', { migration }));
    return false;
  }

  /**
   * Looked at before the memory is filled: as the owner of its database a service would work as well, and nothing
   * would hold it back any more.
   */
  async #hasItsRights(): Promise<boolean> {
    if (this.#isPrepared) return true;
    const [problem, ...more] = await within(PATIENCE_MS, rightsProblems(this.#parts.database));
    if (problem === undefined) return true;
    const { kind, reason, table } = problem;
    const fields = { cause: reason, table, count: 1 + more.length };
    if (kind === 'too-much') {
      this.#say('too mighty', (logger) =>
        logger.error('not ready: its database role may do what only the owner of the database is for', fields),
      );
    } else {
      this.#say('not entitled', (logger) =>
        logger.error('not ready: its database role lacks a right: the migrations of this version give it', fields),
      );
    }
    return false;
  }

  async #prepare(): Promise<boolean> {
    if (this.#isPrepared) return true;
    await this.#parts.load?.();
    this.#isPrepared = true;
    this.#onPrepared();
    return true;
  }

  async #isUpToDate(): Promise<boolean> {
    for (const { producer, lag } of await this.#lags()) {
      if (lag === undefined) continue;
      const fields = { producer, lag: lag.events, durationMs: lag.ageMs };
      this.#say(`behind ${producer}`, (logger) => logger.warn('not ready: too far behind what it hears', fields));
      return false;
    }
    return true;
  }

  async #lags() {
    const looks = this.#parts.heard.map(async (heard) => ({
      producer: heard.producer,
      lag: await within(PATIENCE_MS, heard.tooFarBehind()),
    }));
    return Promise.all(looks);
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
