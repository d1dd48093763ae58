import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Database } from '@safe-community/database';
import { decodeHeartbeat, heartbeatSubject, readStream, type Delivery, type Domain } from '@safe-community/events';
import { consumerLag, type Logger } from '@safe-community/telemetry';
import { PARTITION } from './append.ts';
import { applyEvents, type Applied, type Application, type Arrival } from './apply-events.ts';
import { readCheckpoint } from './checkpoint.ts';
import { traceArrivals } from './consumer-trace.ts';
import type { EventHandler } from './event-handler.ts';
import type { LedgerSource } from './ledger-source.ts';
import type { Running } from './relay.ts';

export interface ConsumerOptions {
  readonly database: Database;
  readonly broker: Promise<NatsConnection>;
  /** The service that hears. */
  readonly consumer: string;
  /** The domain that it hears. */
  readonly producer: Domain;
  readonly handlers: readonly EventHandler[];
  /** The producer's own ledger, for what the broker did not bring. */
  readonly source: LedgerSource;
  /** Called after each commit, for what a service keeps in memory. */
  readonly onApplied?: () => Promise<void>;
  readonly logger: Logger;
}

export interface Consumer extends Running {
  /** Events of the producer that are known to exist and not applied yet. */
  lag(): bigint;
}

const RETRY_MS = 500;
const HEAL_BATCH = 250;

/**
 * Hears a producer's events, each in order and with its effect exactly once,
 * whatever the broker does: what it repeats is passed over, what it loses is
 * read from the producer's ledger.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const hearing = new Hearing(options, stopping.signal);
  const stopLag = consumerLag.observe(() => Number(hearing.lag()), {
    'safe_community.ledger.producer': options.producer,
  });
  const done = Promise.all([hearing.readForEver(), hearing.heedHeartbeats()]);
  return {
    lag: () => hearing.lag(),
    async stop() {
      stopping.abort();
      await done;
      stopLag();
    },
  };
}

class Hearing {
  readonly #options: ConsumerOptions;
  readonly #signal: AbortSignal;
  readonly #application: Application;
  #position = 0n;
  #head = 0n;
  /** Stream and heartbeat both apply events: one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ConsumerOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#application = {
      database: options.database,
      reader: { consumer: options.consumer, producer: options.producer, partition: PARTITION },
      handlers: new Map(options.handlers.map((handler) => [handler.type, handler])),
      logger: options.logger,
    };
  }

  lag(): bigint {
    return this.#head > this.#position ? this.#head - this.#position : 0n;
  }

  async readForEver(): Promise<void> {
    const { broker, producer, database, logger } = this.#options;
    while (!this.#signal.aborted) {
      try {
        const nc = await orStopped(broker, this.#signal);
        if (nc === undefined) return;
        const { place, position } = await readCheckpoint(database.em.fork(), this.#application.reader, false);
        this.#position = position;
        for await (const batch of readStream(nc, producer, place, this.#signal)) await this.#take(batch);
      } catch (error) {
        logger.warn('reading of events was interrupted and begins again', { producer, error });
      }
      await sleep(RETRY_MS, undefined, { signal: this.#signal }).catch(() => undefined);
    }
  }

  /** A head beyond what has come, twice without progress in between: the stream lost something at its end. */
  async heedHeartbeats(): Promise<void> {
    const { broker, producer, logger } = this.#options;
    const nc = await orStopped(broker, this.#signal);
    if (nc === undefined) return;
    const beats = nc.subscribe(heartbeatSubject(producer));
    this.#signal.addEventListener('abort', () => beats.unsubscribe(), { once: true });
    let stuckAt: bigint | undefined;
    for await (const message of beats) {
      try {
        const { head, published } = decodeHeartbeat(message.string());
        this.#head = head;
        const missing = published > this.#position;
        if (missing && stuckAt === this.#position) await this.#inTurn(() => this.#heal(published));
        stuckAt = missing ? this.#position : undefined;
      } catch (error) {
        logger.warn('missing events could not be read from the ledger yet', { producer, error });
      }
    }
  }

  async #take(batch: readonly Delivery[]): Promise<void> {
    const arrivals: Arrival[] = [];
    for (const { envelope, place, problem } of batch) {
      if (envelope === undefined)
        this.#options.logger.error('a message in the stream is no event', { code: problem, sequence: place.sequence });
      else arrivals.push({ envelope, place });
    }
    await this.#inTurn(() => this.#apply(arrivals));
  }

  async #apply(arrivals: readonly Arrival[]): Promise<void> {
    let rest = arrivals;
    while (rest.length > 0) {
      const applied = await this.#applyTraced(rest);
      if (applied.gapBefore === undefined) return;
      const { gapBefore } = applied;
      await this.#heal(gapBefore - 1n);
      rest = rest.filter(({ envelope }) => envelope.position >= gapBefore);
    }
  }

  /** Reads what is missing up to `to` from the producer's ledger. */
  async #heal(to: bigint): Promise<void> {
    const from = this.#position + 1n;
    if (from > to) return;
    this.#options.logger.warn('events are missing in the stream and are read from the ledger', {
      producer: this.#options.producer,
      position: from,
      head: to,
    });
    let batch: Arrival[] = [];
    for await (const envelope of this.#options.source.read(from, to)) {
      batch.push({ envelope });
      if (batch.length === HEAL_BATCH) {
        await this.#applyTraced(batch);
        batch = [];
      }
    }
    if (batch.length > 0) await this.#applyTraced(batch);
    if (this.#position < to) throw new Error('the ledger did not give all that is missing');
  }

  async #applyTraced(arrivals: readonly Arrival[]): Promise<Applied> {
    const applied = await traceArrivals(this.#application.reader, arrivals, () =>
      applyEvents(this.#application, arrivals),
    );
    this.#position = applied.position;
    if (this.#head < applied.position) this.#head = applied.position;
    await this.#options.onApplied?.();
    return applied;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    // The next turn comes after this one, also when this one fails.
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

/** The broker may never come; a stop must not wait for it. */
async function orStopped<T>(value: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const stopped = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return Promise.race([value, stopped]);
}
