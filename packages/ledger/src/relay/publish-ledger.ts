import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { crashPoint } from '@safe-community/database/crash-points';
import { prepared, rows } from '@safe-community/database';
import { isEventSubject, type Envelope, onReconnect, orStopped, pause, Publisher } from '@safe-community/events';
import type { Seldom } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import type { BrokerCheck } from './broker-check.ts';
import { LedgerForked } from './starting-point.ts';
import type { Pace } from './throttle.ts';
import { publishEvent } from './publish-event.ts';
import type { RelayOptions } from './relay-options.ts';
import { forgetTaken, setAside, type Refused } from './quarantine.ts';
import { headOf, readEvents } from '../outbox/stored-event.ts';
import { startingPoint, type Start } from './starting-point.ts';
import { whyUnpublishable } from './quarantine.ts';

/** What the publishing tells of itself. */
export interface Progress {
  /** Whether this replica is the one that publishes. */
  publishing: boolean;
  /** Called when there is nothing to publish, and when it cannot be done. */
  onPause: (() => void) | undefined;
  readonly pace: Pace;
  /** The last position that the broker acknowledged in this turn. */
  reached: bigint | undefined;
  /** What keeps it from publishing. */
  readonly troubles: Seldom;
}

const RETRY_MS = 250;
/** While nothing may be published: how often it looks whether another epoch has begun, and how often it says so. */
const FORKED_LOOK_MS = 500;
const FORKED_SAID_EVERY_MS = 10_000;

/** Publishes from the mark; after any trouble begins anew, with a look at what the stream really has. */
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
    // A broker that came back has lost what was on its way: not worth waiting for.
    const trouble = new AbortController();
    const forget = onReconnect(nc, () => trouble.abort());
    try {
      await publishOn(nc, options, check, AbortSignal.any([turn, trouble.signal]), progress);
    } catch (error) {
      progress.pace.feelItsWay();
      progress.onPause?.();
      if (error instanceof LedgerForked) {
        await untilAnotherEpoch(options, error, turn);
      } else {
        progress.troubles.tell(error, (repeated) =>
          logger.warn('relay could not publish and tries again', { producer, repeated, error }),
        );
        await pause(RETRY_MS, turn);
      }
    } finally {
      forget();
    }
  }
  progress.publishing = false;
}

/** Somebody has to begin another epoch; meanwhile the log says so now and then. */
async function untilAnotherEpoch(
  { database, producer, logger }: RelayOptions,
  error: LedgerForked,
  turn: AbortSignal,
): Promise<void> {
  logger.error('nothing is published until another epoch begins', { producer, error });
  const until = performance.now() + FORKED_SAID_EVERY_MS;
  while (!turn.aborted && performance.now() < until) {
    await pause(FORKED_LOOK_MS, turn);
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
  const { pace } = progress;
  try {
    let from = start?.from;
    while (start !== undefined && from !== undefined) {
      // Not what ends after a trouble: the broker may acknowledge that behind a stretch that it has lost.
      progress.reached = from;
      const finish = pace.begin();
      const publishing = publishSome(publisher, options, { ...start, from }, pace.atOnce);
      const published: Reached | undefined = await orStopped(publishing, signal);
      progress.troubles.forget();
      if (published === undefined) return;
      const { reached, left } = published;
      const restMs = finish(left);
      if (restMs > 0) await pause(restMs, signal);
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

/** Does not wait for the disk: a mark that is lost with the server costs a repeat. */
const MOVE_MARK = prepared(`
  with unhurried as (select set_config('synchronous_commit', 'off', true))
  update ledger_mark set position = greatest(position, $2) from unhurried where partition = $1`);

interface Reached {
  /** The last position that is acknowledged; that of the start when nothing was published. */
  readonly reached: bigint;
  /** Events that were committed by then and are not published. */
  readonly left: bigint;
}

/** Publishes what comes after a start, `most` events of it at once. Resolves to nothing when another epoch has begun. */
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
  tellOfPruned(options, from + 1n, batch);
  const refused = await publishBatch(publisher, batch);
  await setAside(em, refused, options.logger);
  if (from < published) await forgetTaken(em, batch, refused);
  crashPoint('relay.published');
  await rows(em, MOVE_MARK, [PARTITION, last.position]);
  return { reached: last.position, left: head - last.position };
}

/** The ledger has no gaps: what is missing before the batch was pruned before this stream had it. */
function tellOfPruned({ logger, producer }: RelayOptions, from: bigint, [first]: readonly Envelope[]): void {
  if (first === undefined || first.position === from) return;
  logger.error('events are missing in the stream and no longer kept: who has not applied them cannot go on', {
    producer,
    expectedPosition: from,
    position: first.position,
  });
}

/** Events that are published without a pause: calls wait for it, for half a millisecond. */
const WITHOUT_PAUSE = 50;

/** Resolves to the events that the broker will never take. */
async function publishBatch(publisher: Publisher, batch: readonly Envelope[]): Promise<Refused[]> {
  const portions: Promise<(Refused | undefined)[]>[] = [];
  for (let from = 0; from < batch.length; from += WITHOUT_PAUSE) {
    if (from > 0) await endOfTurn();
    const portion = batch.slice(from, from + WITHOUT_PAUSE).map((event) => publishOrRefuse(publisher, event));
    const outcomes = Promise.all(portion);
    // A failure is met below, when all are on their way.
    outcomes.catch(() => undefined);
    portions.push(outcomes);
  }
  return (await Promise.all(portions)).flat().filter((outcome) => outcome !== undefined);
}

/** What may pass with another try throws. */
async function publishOrRefuse(publisher: Publisher, event: Envelope): Promise<Refused | undefined> {
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
