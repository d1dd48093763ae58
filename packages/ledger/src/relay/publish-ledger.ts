import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { crashPoint } from '@safe-community/database/crash-points';
import { isEventSubject, onReconnect, orStopped, pause, Publisher, type Envelope } from '@safe-community/events';
import type { Seldom } from '@safe-community/telemetry';
import { PARTITION, type Appended } from '../outbox/append.ts';
import type { BrokerCheck } from './broker-check.ts';
import { LedgerForked } from './starting-point.ts';
import type { Throttle } from './throttle.ts';
import { publishEvent } from './publish-event.ts';
import type { RelayOptions } from './relay-options.ts';
import { LazyMark } from './lazy-mark.ts';
import { quarantine, whyUnpublishable, type Rejected } from './quarantine.ts';
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
/** The longest that a committed event waits for the relay when every wakeup is lost. */
const MAX_WAIT_MS = 1_000;
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
  const { database, wakeup } = options;
  const start = await orStopped(startingPoint(nc, options, check, progress.reached), signal);
  if (start === undefined) return;
  const publisher = new Publisher(nc);
  const mark = new LazyMark(database, start.epoch);
  try {
    wakeup.handover.isOpen = true;
    // Commits from before the handover opened.
    wakeup.wake();
    let { from } = start;
    while (!signal.aborted) {
      // Not what a failed batch reached: the broker may acknowledge events behind a stretch that it has lost.
      progress.reached = from;
      // The time that reading takes counts as well.
      const finish = progress.throttle.begin();
      const next = await orStopped(nextBatch(options, { ...start, from }, progress.throttle.batchSize), signal);
      if (next === undefined || next === 'new-epoch') return;
      if (next !== 'nothing') {
        if ((await orStopped(publishBatch(publisher, options, mark, next), signal)) === undefined) return;
        from = next.last;
        progress.troubles.forget();
        const pauseMs = finish(next.left);
        if (pauseMs > 0) await pause(pauseMs, signal);
      }
      const isIdle = next === 'nothing';
      if (mark.dueInMs === 0 || (isIdle && progress.onPause !== undefined)) {
        if ((await orStopped(mark.move(), signal)) !== true) return;
      }
      if (isIdle) {
        progress.onPause?.();
        await wakeup.next(signal, mark.dueInMs ?? MAX_WAIT_MS);
      }
    }
  } finally {
    wakeup.handover.isOpen = false;
    publisher.close();
  }
}

/** Events to publish next. */
interface Batch {
  readonly events: readonly Envelope[];
  readonly last: bigint;
  /** Events that were committed by then and are not in it. */
  readonly left: bigint;
}

/** The events after the start: from memory, or else from the ledger if it may hold more. */
async function nextBatch(options: RelayOptions, start: Start, most: number): Promise<Batch | 'nothing' | 'new-epoch'> {
  const { wakeup } = options;
  const { epoch, from } = start;
  const handed = wakeup.handover.take(from, most);
  if (handed.some((appended) => appended.epoch !== epoch)) return 'new-epoch';
  if (handed.length === 0) return wakeup.mustLook() ? look(options, start, most) : 'nothing';
  crashPoint('relay.handed');
  const events = handed.flatMap((appended) => envelopesOf(appended, options));
  return { events, last: from + BigInt(events.length), left: 0n };
}

/** Reads the ledger. Commits that were handed over before and are not in it would have the relay look again and again. */
async function look(options: RelayOptions, start: Start, most: number): Promise<Batch | 'nothing' | 'new-epoch'> {
  const { handover } = options.wakeup;
  const before = handover.held();
  const batch = await readBatch(options, start, most);
  if (batch === 'nothing') handover.drop(before);
  return batch;
}

function envelopesOf(
  { epoch, first, recordedAt, events }: Appended,
  { producer, installation }: Pick<RelayOptions, 'producer' | 'installation'>,
): Envelope[] {
  return events.map(({ eventId, type, subject, traceparent, isTest, body }, index) => ({
    producer,
    installation,
    epoch,
    partition: PARTITION,
    position: first + BigInt(index),
    id: eventId,
    type,
    subject,
    recordedAt,
    traceparent,
    isTest,
    body,
  }));
}

async function readBatch(options: RelayOptions, start: Start, most: number): Promise<Batch | 'nothing' | 'new-epoch'> {
  const { database, producer, wakeup } = options;
  const { from } = start;
  const em = database.em.fork();
  const { epoch, head } = await headOf(em, PARTITION);
  if (epoch !== start.epoch) return 'new-epoch';
  if (head <= from) return 'nothing';
  const stretch = { producer, epoch, partition: PARTITION, from: from + 1n };
  const events = await readEvents(em, stretch, most);
  const last = events.at(-1)?.position;
  if (last === undefined) return 'nothing';
  logPruned(options, from + 1n, events);
  if (last < head) wakeup.wake();
  return { events, last, left: head - last };
}

/** Publishes a batch. Resolves when the broker has acknowledged or rejected each of its events. */
async function publishBatch(
  publisher: Publisher,
  { database, logger }: RelayOptions,
  mark: LazyMark,
  { events, last }: Batch,
): Promise<true> {
  const rejected = await publishAll(publisher, events);
  if (rejected.length > 0) await quarantine(database.em.fork(), rejected, logger);
  crashPoint('relay.published');
  mark.published(events[0]?.position ?? last, last, rejected);
  return true;
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
async function publishAll(publisher: Publisher, batch: readonly Envelope[]): Promise<Rejected[]> {
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
