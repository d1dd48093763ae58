import { decodeHeartbeat, type Delivery, heartbeatSubject, orStopped, pause, readStream } from '@safe-community/events';
import { Seldom } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import { applyEvents, type Applied, type Application, type Arrival } from './apply-events.ts';
import type { ToldHead } from './ledger-source.ts';
import { readCheckpoint } from './checkpoint.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { traceArrivals } from './consumer-trace.ts';
import { EpochChanged } from './consumer-errors.ts';
import { EventsForgotten, EventsWithheld } from './consumer-errors.ts';
import { LedgerIncomplete } from './consumer-errors.ts';
import { pendingRebuild, rebuild } from '../rebuild/rebuild.ts';
import { settleEpoch } from './settle-epoch.ts';

const RETRY_MS = 500;
/** Somebody has to decide: then it goes on soon. */
const HALTED_RETRY_MS = 2_000;
/** Meanwhile the log says so now and then. */
const HALTED_SAID_EVERY_MS = 10_000;
const HEAL_BATCH = 250;
/** Events of one call to the producer: each has a deadline, and is over long before it. */
const HEAL_STRETCH = 5_000n;

/** One consumer at work: what it reads from the stream, hears from heartbeats and reads from the ledger. */
export class ConsumedService {
  readonly #options: ConsumerOptions;
  readonly #signal: AbortSignal;
  readonly #application: Application;
  #position = 0n;
  #head = 0n;
  #told: ToldHead | undefined;
  #redriven = 0n;
  #haltSaidAt = Number.NEGATIVE_INFINITY;
  /** Ends the reading under way, so that another one begins with a fresh look at the stream. */
  #reading = new AbortController();
  /** Whether a batch of the stream is being applied: however long that takes, nothing is missing then. */
  #isTaking = false;
  /** Whether something was applied that `onApplied` has not been told of. */
  #isUntold = false;
  /** A stream that is not there yet is met again twice a second. */
  readonly #troubles = new Seldom();
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

  told(): ToldHead | undefined {
    return this.#told;
  }

  async readForEver(): Promise<void> {
    while (!this.#signal.aborted) {
      let wait = RETRY_MS;
      try {
        await this.#readStream();
      } catch (error) {
        wait = this.#report(error);
      }
      await pause(wait, this.#signal);
    }
  }

  async #readStream(): Promise<void> {
    const { broker, database, producer } = this.#options;
    const nc = await orStopped(broker, this.#signal);
    if (nc === undefined) return;
    await this.#rebuildIfAsked();
    const checkpoint = await orStopped(readCheckpoint(database.em.fork(), this.#application.reader), this.#signal);
    if (checkpoint === undefined) return;
    this.#moveTo(checkpoint.position);
    this.#heedRedrives(checkpoint.redriven);
    await this.#tell();
    this.#reading = new AbortController();
    const until = AbortSignal.any([this.#signal, this.#reading.signal]);
    for await (const batch of readStream(nc, producer, checkpoint.place, until)) await this.#take(batch);
  }

  /** A head beyond what has come, twice without progress in between: the stream lost something at its end. */
  async heedHeartbeats(): Promise<void> {
    const nc = await orStopped(this.#options.broker, this.#signal);
    if (nc === undefined) return;
    const beats = nc.subscribe(heartbeatSubject(this.#options.producer));
    this.#signal.addEventListener('abort', () => beats.unsubscribe(), { once: true });
    let stuckAt: bigint | undefined;
    let healAfter = 0;
    for await (const message of beats) {
      if (this.#signal.aborted) return;
      // Only the latest counts: while the database was slow or away the others gathered.
      if (beats.getPending() > 0) continue;
      try {
        const { epoch, head, published } = decodeHeartbeat(message.string());
        this.#head = head;
        this.#told = { epoch, published, at: performance.now() };
        await this.#rebuildIfAsked();
        // Not what we remember: a server that fell may have lost the latest effects.
        const checkpoint = await readCheckpoint(this.#options.database.em.fork(), this.#application.reader);
        const { position } = checkpoint;
        this.#heedRedrives(checkpoint.redriven);
        if (checkpoint.epoch !== undefined && checkpoint.epoch !== epoch) await this.#inTurn(() => this.#settle());
        if (this.#isUntold) await this.#inTurn(() => this.#tell());
        const isMissing = published > position && !this.#isTaking;
        if (isMissing && stuckAt === position && performance.now() > healAfter) await this.#healTail(published);
        stuckAt = isMissing ? position : undefined;
      } catch (error) {
        healAfter = performance.now() + this.#report(error);
      }
    }
  }

  async #take(batch: readonly Delivery[]): Promise<void> {
    const arrivals: Arrival[] = [];
    for (const { envelope, place, problem } of batch) {
      if (envelope !== undefined && this.#isOurs(envelope)) arrivals.push({ envelope, place });
      else this.#reportStranger(place.sequence, problem);
    }
    this.#isTaking = true;
    try {
      await this.#inTurn(() => this.#apply(arrivals));
    } finally {
      this.#isTaking = false;
    }
    this.#troubles.forget();
  }

  #isOurs({ producer, partition }: Arrival['envelope']): boolean {
    const { reader } = this.#application;
    return producer === reader.producer && partition === reader.partition;
  }

  async #apply(arrivals: readonly Arrival[]): Promise<void> {
    let rest = arrivals;
    while (rest.length > 0 && !this.#signal.aborted) {
      const { gapBefore, otherEpoch } = await this.#applyTraced(rest);
      if (otherEpoch !== undefined) {
        const epoch = await this.#settle();
        rest = rest.filter(({ envelope }) => envelope.epoch === epoch);
      } else if (gapBefore === undefined) {
        return;
      } else {
        await this.#heal(gapBefore - 1n);
        rest = rest.filter(({ envelope }) => envelope.position >= gapBefore);
      }
    }
  }

  /** Resolves to the epoch of the ledger, which is then the checkpoint's as well. */
  #settle(): Promise<string> {
    return settleEpoch(this.#application, this.#options.source, this.#signal);
  }

  async #rebuildIfAsked(): Promise<void> {
    const { database } = this.#options;
    if ((await pendingRebuild(database.em.fork(), this.#application.reader)) === undefined) return;
    await this.#inTurn(() => rebuild(this.#application, this.#options, this.#signal));
    this.#isUntold = true;
    this.#haltSaidAt = Number.NEGATIVE_INFINITY;
    // What it has read and not applied yet was read by the checkpoint of before.
    this.#reading.abort();
  }

  /** The reading goes on at a place that the stream no longer has: it begins anew. */
  async #healTail(to: bigint): Promise<void> {
    await this.#inTurn(() => this.#heal(to));
    this.#reading.abort();
  }

  /** Reads what is missing up to `to` from the producer's ledger. */
  async #heal(to: bigint): Promise<void> {
    const { database, logger, producer } = this.#options;
    await this.#settle();
    const { position } = await readCheckpoint(database.em.fork(), this.#application.reader);
    this.#moveTo(position);
    if (position >= to) return this.#tell();
    logger.warn('events are missing in the stream and are read from the ledger', { producer, position, head: to });
    for (let from = position + 1n; from <= to && !this.#signal.aborted; from += HEAL_STRETCH) {
      const end = from + HEAL_STRETCH - 1n;
      await this.#applyStretch(from, end < to ? end : to);
    }
  }

  async #applyStretch(from: bigint, to: bigint): Promise<void> {
    let batch: Arrival[] = [];
    for await (const envelope of this.#options.source.read(from, to, this.#signal)) {
      batch.push({ envelope });
      if (batch.length < HEAL_BATCH) continue;
      await this.#applyTraced(batch);
      batch = [];
    }
    if (batch.length > 0) await this.#applyTraced(batch);
    if (this.#position < to && !this.#signal.aborted)
      throw new LedgerIncomplete('the ledger did not give all that is missing');
  }

  async #applyTraced(arrivals: readonly Arrival[]): Promise<Applied> {
    const applied = await traceArrivals(this.#application.reader, arrivals, () =>
      applyEvents(this.#application, arrivals),
    );
    this.#moveTo(applied.position);
    if (this.#head < applied.position) this.#head = applied.position;
    await this.#tell();
    return applied;
  }

  /** Also what another replica has applied is to be told: the memory of this one knows nothing of it. */
  #moveTo(position: bigint): void {
    if (position !== this.#position) this.#isUntold = true;
    this.#position = position;
  }

  /** A redrive has effects without a step of the position, here or at another replica. */
  #heedRedrives(redriven: bigint): void {
    if (redriven !== this.#redriven) this.#isUntold = true;
    this.#redriven = redriven;
  }

  /** What could not be told because the database went away is told later, and not only with the next event. */
  async #tell(): Promise<void> {
    if (!this.#isUntold) return;
    // What comes while it is being told is told after it.
    this.#isUntold = false;
    try {
      await this.#options.onApplied?.();
    } catch (error) {
      this.#isUntold = true;
      throw error;
    }
  }

  #inTurn(work: () => Promise<unknown>): Promise<unknown> {
    const mine = this.#turn.then(work);
    // The next turn comes after this one, also when this one fails.
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #reportStranger(sequence: number, error: Error | undefined): void {
    const { logger, producer } = this.#options;
    logger.error('a message in the stream is no event of its producer', { producer, sequence, error });
  }

  /** Says what went wrong. Returns how long to wait before the next try, milliseconds. */
  #report(error: unknown): number {
    const { consumer, logger, producer } = this.#options;
    // What a stop has cut off is no trouble.
    if (this.#signal.aborted) return 0;
    if (error instanceof EpochChanged) {
      this.#sayHalted(error);
      return HALTED_RETRY_MS;
    }
    if (error instanceof EventsForgotten || error instanceof EventsWithheld) {
      logger.error('events that are needed cannot be had and nothing is applied', { consumer, producer, error });
      return HALTED_RETRY_MS;
    }
    this.#troubles.tell(error, (repeated) =>
      logger.warn('hearing of events was interrupted and begins again', { consumer, producer, repeated, error }),
    );
    return RETRY_MS;
  }

  #sayHalted(error: EpochChanged): void {
    const { consumer, logger, producer } = this.#options;
    if (performance.now() - this.#haltSaidAt < HALTED_SAID_EVERY_MS) return;
    this.#haltSaidAt = performance.now();
    logger.error('the ledger began anew and nothing of it is applied', { consumer, producer, error });
  }
}
