import { decodeHeartbeat, type Delivery, heartbeatSubject, orStopped, pause, readStream } from '@safe-community/events';
import { Seldom } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import { RebuildOnRequest } from '../rebuild/rebuild-on-request.ts';
import { applyEvents, type Applied, type Application, type Arrival } from './apply-events.ts';
import { readCheckpoint, readProgress } from './checkpoint.ts';
import { EpochChanged, EventsForgotten, EventsWithheld, LedgerIncomplete, OtherProducer } from './consumer-errors.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { traceArrivals } from './consumer-trace.ts';
import { HeartbeatNotes } from './heartbeat-notes.ts';
import type { ReportedHead } from './ledger-source.ts';
import { settleEpoch } from './settle-epoch.ts';

const RETRY_MS = 500;
/** A halted consumer waits for a person, and continues soon after the decision. */
const HALTED_RETRY_MS = 2_000;
const HALTED_LOG_EVERY_MS = 10_000;
const HEAL_BATCH = 250;
/** Events of one call to the producer, few enough to end long before its deadline. */
const HEAL_STRETCH = 5_000n;

/** Runs one consumer: it reads the stream, receives heartbeats, and reads missing events from the ledger. */
export class EventConsumer {
  readonly #options: ConsumerOptions;
  readonly #signal: AbortSignal;
  readonly #application: Application;
  readonly #rebuilds: RebuildOnRequest;
  #position = 0n;
  #head = 0n;
  #reportedHead: ReportedHead | undefined;
  #redriven = 0n;
  #haltLoggedAt = Number.NEGATIVE_INFINITY;
  /** Ends the current reading of the stream, so that another one begins with a new look at it. */
  #reading = new AbortController();
  /** Whether a batch of the stream is being applied: however long that takes, nothing is missing then. */
  #isApplying = false;
  /** Whether effects have changed since the last successful `onApplied`. */
  #isStale = false;
  /** A stream that does not exist yet is met twice a second. */
  readonly #troubles = new Seldom();
  /** Stream and heartbeats both apply events, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ConsumerOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#application = {
      database: options.database,
      installation: options.installation,
      reader: { consumer: options.consumer, producer: options.producer, partition: PARTITION },
      handlers: new Map(options.handlers.map((handler) => [handler.type, handler])),
      logger: options.logger,
      remembered: undefined,
    };
    this.#rebuilds = new RebuildOnRequest(this.#application, options, signal, {
      inTurn: (work) => this.#inTurn(work),
      onRebuilt: () => this.#beginAgain(),
      onError: (error) => this.#report(error),
    });
  }

  get #gatherMs(): number {
    return this.#options.gatherMs ?? 0;
  }

  lag(): bigint {
    return this.#head > this.#position ? this.#head - this.#position : 0n;
  }

  reportedHead(): ReportedHead | undefined {
    return this.#reportedHead;
  }

  async consumeStream(): Promise<void> {
    while (!this.#signal.aborted) {
      let wait = RETRY_MS;
      try {
        await this.#readStream();
      } catch (error) {
        wait = this.#report(error);
      }
      await pause(wait, this.#signal);
    }
    await this.#rebuilds.ended();
  }

  async #readStream(): Promise<void> {
    const { broker, database, producer } = this.#options;
    const nc = await orStopped(broker, this.#signal);
    if (nc === undefined) return;
    await this.#rebuilds.ifRequested();
    const checkpoint = await orStopped(readCheckpoint(database.em.fork(), this.#application.reader), this.#signal);
    if (checkpoint === undefined) return;
    this.#moveTo(checkpoint.position);
    this.#noteRedrives(checkpoint.redriven);
    await this.#callOnApplied();
    this.#reading = new AbortController();
    const until = AbortSignal.any([this.#signal, this.#reading.signal]);
    for await (const batch of readStream(nc, producer, checkpoint.place, until, this.#gatherMs))
      await this.#take(batch);
  }

  /**
   * When two heartbeats report a head beyond the checkpoint without progress in between, the stream has lost its end. If
   * events are gathered, the second one comes after that time.
   */
  async watchHeartbeats(): Promise<void> {
    const nc = await orStopped(this.#options.broker, this.#signal);
    if (nc === undefined) return;
    const heartbeats = nc.subscribe(heartbeatSubject(this.#options.producer));
    this.#signal.addEventListener('abort', () => heartbeats.unsubscribe(), { once: true });
    const notes = new HeartbeatNotes(this.#gatherMs);
    let healAfter = 0;
    for await (const message of heartbeats) {
      if (this.#signal.aborted) return;
      // Only the latest counts: others gather while the database is slow or away.
      if (heartbeats.getPending() > 0) continue;
      try {
        const { epoch, head, published } = decodeHeartbeat(message.string());
        this.#head = head;
        const now = performance.now();
        this.#reportedHead = { epoch, published, at: now };
        const isApplied = published <= this.#position && !this.#isStale;
        if (!notes.isNews(epoch, published, now) && isApplied) continue;
        // From the database, not from memory: a database server that crashed may have lost the latest effects.
        const [stored, isRebuildRequested] = await this.#readProgress();
        const isRebuilt = isRebuildRequested && (await this.#rebuilds.ifRequested());
        const [checkpoint] = isRebuilt ? await this.#readProgress() : [stored];
        const { position } = checkpoint;
        this.#noteRedrives(checkpoint.redriven);
        if (checkpoint.epoch !== undefined && checkpoint.epoch !== epoch) await this.#inTurn(() => this.#settle());
        if (this.#isStale) await this.#inTurn(() => this.#callOnApplied());
        const isMissing = published > position && !this.#isApplying;
        const isStuck = notes.isStuck(position, isMissing, now);
        if (isStuck && performance.now() > healAfter) await this.#healTail(published);
      } catch (error) {
        healAfter = performance.now() + this.#report(error);
      }
    }
  }

  async #take(batch: readonly Delivery[]): Promise<void> {
    const arrivals: Arrival[] = [];
    for (const { envelope, place, problem } of batch) {
      if (envelope !== undefined && this.#isExpected(envelope)) arrivals.push({ envelope, place });
      else this.#reportForeign(place.sequence, problem);
    }
    this.#isApplying = true;
    try {
      await this.#inTurn(() => this.#apply(arrivals));
    } finally {
      this.#isApplying = false;
    }
    this.#troubles.forget();
  }

  #isExpected({ producer, partition }: Arrival['envelope']): boolean {
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

  #readProgress(): ReturnType<typeof readProgress> {
    return readProgress(this.#options.database.em.fork(), this.#application.reader);
  }

  /** Events that were read and not applied yet belong to the former checkpoint. */
  #beginAgain(): void {
    this.#isStale = true;
    this.#haltLoggedAt = Number.NEGATIVE_INFINITY;
    this.#reading.abort();
  }

  /** The current reader continues at a place that the stream no longer has, so a new one must begin. */
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
    if (position >= to) return this.#callOnApplied();
    logger.warn('events are missing in the stream; reading them from the ledger', { producer, position, head: to });
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
      throw new LedgerIncomplete('the ledger did not return all missing events');
  }

  async #applyTraced(arrivals: readonly Arrival[]): Promise<Applied> {
    const applied = await traceArrivals(this.#application.reader, arrivals, () =>
      applyEvents(this.#application, arrivals),
    );
    this.#moveTo(applied.position);
    if (this.#head < applied.position) this.#head = applied.position;
    await this.#callOnApplied();
    return applied;
  }

  /** Effects of another replica count too: the memory of this one does not know them. */
  #moveTo(position: bigint): void {
    if (position !== this.#position) this.#isStale = true;
    this.#position = position;
  }

  /** A redrive changes effects without moving the position, here or at another replica. */
  #noteRedrives(redriven: bigint): void {
    if (redriven !== this.#redriven) this.#isStale = true;
    this.#redriven = redriven;
  }

  /** When `onApplied` fails, for example because the database is away, the next heartbeat calls it again. */
  async #callOnApplied(): Promise<void> {
    if (!this.#isStale) return;
    // Effects that change during the call set it again.
    this.#isStale = false;
    try {
      await this.#options.onApplied?.();
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }

  #inTurn(work: () => Promise<unknown>): Promise<unknown> {
    const mine = this.#turn.then(work);
    // The next turn comes also when this one fails.
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #reportForeign(sequence: number, error: Error | undefined): void {
    const { logger, producer } = this.#options;
    logger.error('stream message is not an event of its producer; skipped', { producer, sequence, error });
  }

  /** Logs what went wrong. Returns how many milliseconds to wait before the next try. */
  #report(error: unknown): number {
    const { consumer, logger, producer } = this.#options;
    // An error after a stop has no other cause.
    if (this.#signal.aborted) return 0;
    if (error instanceof EpochChanged) {
      this.#reportHalt(error);
      return HALTED_RETRY_MS;
    }
    if (error instanceof EventsForgotten || error instanceof EventsWithheld || error instanceof OtherProducer) {
      logger.error('consumer halted: required events are not available', { consumer, producer, error });
      return HALTED_RETRY_MS;
    }
    this.#troubles.tell(error, (repeated) =>
      logger.warn('consumer stopped; restarting', { consumer, producer, repeated, error }),
    );
    return RETRY_MS;
  }

  #reportHalt(error: EpochChanged): void {
    const { consumer, logger, producer } = this.#options;
    if (performance.now() - this.#haltLoggedAt < HALTED_LOG_EVERY_MS) return;
    this.#haltLoggedAt = performance.now();
    logger.error('consumer halted: the ledger has a new epoch', { consumer, producer, error });
  }
}
