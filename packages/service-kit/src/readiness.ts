import {
  isTransient,
  OtherInstallation,
  pendingMigrations,
  requireInstallation,
  rightsProblems,
  type Database,
} from '@safe-community/database';
import { orStopped, pause } from '@safe-community/events';
import type { Installation } from '@safe-community/domain-kit';
import type { Logger } from '@safe-community/telemetry';
import type { ConsumedProducer } from './consumed-producer.ts';

export interface Readable {
  readonly database: Database;
  readonly installation: Installation;
  readonly load?: () => Promise<void>;
  readonly consumed: readonly ConsumedProducer[];
  readonly logger: Logger;
}

export interface ReadinessListener {
  /** The database belongs to another kind of installation: the service must end. */
  refused(error: OtherInstallation): void;
  /** The database is migrated and memory is loaded: consumers may start. Called before the service is ready. */
  prepared(): void;
  /** Called with every change. */
  ready(isReady: boolean): void;
}

const CHECK_UNREADY_MS = 100;
const CHECK_READY_MS = 500;
/** Each check takes statements, also while nobody calls: a service that has been ready for a while is checked less often. */
const CHECK_SETTLED_MS = 2_000;
const SETTLED_AFTER_MS = 15_000;
/** A database that takes longer than this for a trivial statement counts as down. */
const TIMEOUT_MS = 3_000;

/**
 * Checks repeatedly whether the service is ready: its database answers and has every migration that this code needs, its
 * role there has the rights that it needs and no dangerous ones, memory is loaded, and the service is not too far behind
 * the events that it consumes.
 */
export function watchReadiness(parts: Readable, listener: ReadinessListener): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = (async () => {
    const watch = new Watch(parts, listener, signal);
    let ready = false;
    let changedAt = performance.now();
    while (!signal.aborted) {
      const now = await orStopped(watch.isReady(), signal);
      if (now === undefined) return;
      if (now !== ready) {
        changedAt = performance.now();
        listener.ready(now);
      }
      ready = now;
      await pause(ready ? pauseOfReady(performance.now() - changedAt) : CHECK_UNREADY_MS, signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

function pauseOfReady(readyForMs: number): number {
  return readyForMs < SETTLED_AFTER_MS ? CHECK_READY_MS : CHECK_SETTLED_MS;
}

class Watch {
  readonly #parts: Readable;
  readonly #listener: ReadinessListener;
  readonly #stopping: AbortSignal;
  #isPrepared = false;
  #loggedState: string | undefined;

  constructor(parts: Readable, listener: ReadinessListener, stopping: AbortSignal) {
    this.#parts = parts;
    this.#listener = listener;
    this.#stopping = stopping;
  }

  async isReady(): Promise<boolean> {
    try {
      const isReady = await this.#check();
      if (isReady) this.#say('ready', (logger) => logger.info('ready'));
      return isReady;
    } catch (error) {
      // A check that is still running during a stop finds the database closed. This is no fault.
      if (this.#stopping.aborted) return false;
      if (error instanceof OtherInstallation) this.#listener.refused(error);
      if (isTransient(error)) {
        this.#say('away', (logger) => logger.warn('not ready: the database does not answer', { error }));
      } else this.#say('fault', (logger) => logger.error('not ready: the preparation failed', { error }));
      return false;
    }
  }

  async #check(): Promise<boolean> {
    return (
      (await this.#isMigrated()) &&
      (await this.#isOfItsKind()) &&
      (await this.#hasItsRights()) &&
      (await this.#prepare()) &&
      (await this.#isUpToDate())
    );
  }

  /** Checked each time: a database that was restored from a backup may be older than this code. */
  async #isMigrated(): Promise<boolean> {
    const [migration] = await within(TIMEOUT_MS, pendingMigrations(this.#parts.database));
    if (migration === undefined) return true;
    // Memory was loaded from another state of the database.
    this.#isPrepared = false;
    this.#say('unmigrated', (logger) => logger.info('not ready: the database is not migrated yet', { migration }));
    return false;
  }

  /** Checked before memory is loaded; afterwards a database cannot become one of the other kind. */
  async #isOfItsKind(): Promise<boolean> {
    if (this.#isPrepared) return true;
    await within(TIMEOUT_MS, requireInstallation(this.#parts.database.em.fork(), this.#parts.installation));
    return true;
  }

  /** Checked before memory is loaded. A service that connects as the owner would work too, but without any protection. */
  async #hasItsRights(): Promise<boolean> {
    if (this.#isPrepared) return true;
    const [problem, ...more] = await within(TIMEOUT_MS, rightsProblems(this.#parts.database));
    if (problem === undefined) return true;
    const { kind, reason, table } = problem;
    const fields = { cause: reason, table, count: 1 + more.length };
    if (kind === 'too-much') {
      this.#say('too mighty', (logger) =>
        logger.error('not ready: its database role has rights that only the owner of the database needs', fields),
      );
    } else {
      this.#say('not entitled', (logger) =>
        logger.error('not ready: its database role lacks a right, which the migrations of this version grant', fields),
      );
    }
    return false;
  }

  async #prepare(): Promise<boolean> {
    if (this.#isPrepared) return true;
    await this.#parts.load?.();
    this.#isPrepared = true;
    this.#listener.prepared();
    return true;
  }

  async #isUpToDate(): Promise<boolean> {
    for (const { producer, lag } of await this.#lags()) {
      if (lag === undefined) continue;
      const fields = { producer, lag: lag.events, durationMs: lag.ageMs };
      this.#say(`behind ${producer}`, (logger) =>
        logger.warn('not ready: too far behind the events it consumes', fields),
      );
      return false;
    }
    return true;
  }

  async #lags() {
    const checks = this.#parts.consumed.map(async (consumed) => ({
      producer: consumed.producer,
      lag: await within(TIMEOUT_MS, consumed.tooFarBehind()),
    }));
    return Promise.all(checks);
  }

  /** Logs a state once, until it changes. */
  #say(state: string, log: (logger: Logger) => void): void {
    if (this.#loggedState !== state) log(this.#parts.logger);
    this.#loggedState = state;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timeout = AbortSignal.timeout(ms);
  const done = work.then((result) => ({ result }));
  const outcome = await orStopped(done, timeout);
  if (outcome === undefined) throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
  return outcome.result;
}
