import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { crashPoint } from '@safe-community/database/crash-points';
import { prepared, rows } from '@safe-community/database';
import { isEventSubject, type Envelope, onReconnect, orStopped, pause, Publisher } from '@safe-community/events';
import type { Seldom } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import type { BrokerCheck } from './broker-check.ts';
import { LedgerForked } from './starting-point.ts';
import type { Throttle } from './throttle.ts';
import { publishEvent } from './publish-event.ts';
import type { RelayOptions } from './relay-options.ts';
import { quarantine, releaseAccepted, whyUnpublishable, type Rejected } from './quarantine.ts';
import { headOf, readEvents } from '../outbox/stored-event.ts';
import { startingPoint, type Start } from './starting-point.ts';

/** The state of the publishing. */
export interface Progress {
  /** Whether this replica is the one that publishes. */
  publishing: boolean;
  /** Called when there is nothing to publish, and when it cannot be done. */
  onPause: (() => void) | undefined;
  readonly throttle: Throttle;
  /** The last position that the broker acknowledged in this turn. */
  reached: bigint | undefined;
  /** What keeps it from publishing. */
  readonly troubles: Seldom;
}

const RETRY_MS = 250;
/** While nothing may be published: how often the relay checks for a new epoch, and how often it logs that it waits. */
const FORKED_CHECK_MS = 500;
const FORKED_LOG_EVERY_MS = 10_000;

/** Publishes from the mark. After any failure it starts again by comparing the stream with the ledger. */
export async function publishLedger(
  nc: NatsConnection,
  options: RelayOptions,
  check: BrokerCheck,
  turn: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { logger, producer } = options;
  progress.publishing = true;
  // Another relay may have come far since the last turn.
  progress.reached = undefined;
  while (!turn.aborted) {
    // A broker that came back has lost what was on its way: do not wait for the acknowledgements.
    const trouble = new AbortController();
    const forget = onReconnect(nc, () => trouble.abort());
    try {
      await publishOn(nc, options, check, AbortSignal.any([turn, trouble.signal]), progress);
    } catch (error) {
      progress.throttle.slowStart();
      progress.onPause?.();
      if (error instanceof LedgerForked) {
        await waitForNewEpoch(options, error, turn);
      } else {
        progress.troubles.tell(error, (repeated) =>
          logger.warn('relay cannot publish; retrying', { producer, repeated, error }),
        );
        await pause(RETRY_MS, turn);
      }
    } finally {
      forget();
    }
  }
  progress.publishing = false;
}

/** A person has to begin a new epoch. */
async function waitForNewEpoch(
  { database, producer, logger }: RelayOptions,
  error: LedgerForked,
  turn: AbortSignal,
): Promise<void> {
  logger.error('relay halted: nothing is published until a new epoch begins', { producer, error });
  const until = performance.now() + FORKED_LOG_EVERY_MS;
  while (!turn.aborted && performance.now() < until) {
    await pause(FORKED_CHECK_MS, turn);
    const { forked } = await headOf(database.em.fork(), PARTITION);
    if (!forked) return;
  }
}

async function publishOn(
  nc: NatsConnection,
  options: RelayOptions,
  check: BrokerCheck,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const start = await orStopped(startingPoint(nc, options, check, progress.reached), signal);
  const publisher = new Publisher(nc);
  const { throttle } = progress;
  try {
    let from = start?.from;
    while (start !== undefined && from !== undefined) {
      // Not what a failed batch reached: the broker may acknowledge events behind a stretch that it has lost.
      progress.reached = from;
      const finish = throttle.begin();
      const publishing = publishSome(publisher, options, { ...start, from }, throttle.batchSize);
      const published: Reached | undefined = await orStopped(publishing, signal);
      progress.troubles.forget();
      if (published === undefined) return;
      const { reached, left } = published;
      const pauseMs = finish(left);
      if (pauseMs > 0) await pause(pauseMs, signal);
      if (reached === from) {
        progress.onPause?.();
        await options.wakeup.next(signal);
      }
      from = reached;
    }
  } finally {
    publisher.close();
  }
}

/** Does not wait for the disk: when the server loses the mark, some events are published again. */
const MOVE_MARK = prepared(`
  with unhurried as (select set_config('synchronous_commit', 'off', true))
  update ledger_mark set position = greatest(position, $2) from unhurried where partition = $1`);

interface Reached {
  /** The last position that is acknowledged; the start when nothing was published. */
  readonly reached: bigint;
  /** Events that were committed by then and are not published. */
  readonly left: bigint;
}

/** Publishes up to `most` events after the start. Resolves to undefined when a new epoch has begun. */
async function publishSome(
  publisher: Publisher,
  options: RelayOptions,
  start: Start,
  most: number,
): Promise<Reached | undefined> {
  const { from } = start;
  const em = options.database.em.fork();
  const { epoch, head, published } = await headOf(em, PARTITION);
  if (epoch !== start.epoch) return undefined;
  if (head <= from) return { reached: from, left: 0n };
  const stretch = { producer: options.producer, epoch, partition: PARTITION, from: from + 1n };
  const batch = await readEvents(em, stretch, most);
  const last = batch.at(-1);
  if (last === undefined) return { reached: from, left: 0n };
  logPruned(options, from + 1n, batch);
  const rejected = await publishBatch(publisher, batch);
  await quarantine(em, rejected, options.logger);
  if (from < published) await releaseAccepted(em, batch, rejected);
  crashPoint('relay.published');
  await rows(em, MOVE_MARK, [PARTITION, last.position]);
  return { reached: last.position, left: head - last.position };
}

/** The ledger has no gaps: events that are missing before the batch were pruned before this stream had them. */
function logPruned({ logger, producer }: RelayOptions, from: bigint, [first]: readonly Envelope[]): void {
  if (first === undefined || first.position === from) return;
  logger.error('events are missing in the stream and no longer kept; consumers that need them halt', {
    producer,
    expectedPosition: from,
    position: first.position,
  });
}

/** Events that are published without a pause. Calls wait for half a millisecond meanwhile. */
const WITHOUT_PAUSE = 50;

/** Resolves to the events that the broker never accepts. */
async function publishBatch(publisher: Publisher, batch: readonly Envelope[]): Promise<Rejected[]> {
  const portions: Promise<(Rejected | undefined)[]>[] = [];
  for (let from = 0; from < batch.length; from += WITHOUT_PAUSE) {
    if (from > 0) await endOfTurn();
    const portion = batch.slice(from, from + WITHOUT_PAUSE).map((event) => publishOrReject(publisher, event));
    const outcomes = Promise.all(portion);
    // A failure is handled below, when all are on their way.
    outcomes.catch(() => undefined);
    portions.push(outcomes);
  }
  return (await Promise.all(portions)).flat().filter((outcome) => outcome !== undefined);
}

/** Throws when another try may succeed. */
async function publishOrReject(publisher: Publisher, event: Envelope): Promise<Rejected | undefined> {
  if (!isEventSubject(event.producer, event.subject)) return { event, reason: 'bad-subject' };
  try {
    await publishEvent(publisher, event);
    return undefined;
  } catch (error) {
    const reason = whyUnpublishable(error);
    if (reason === undefined) throw error;
    return { event, reason };
  }
}
