import { setTimeout as sleep } from 'node:timers/promises';
import { consumerLag, deadLettersWaiting } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import type { ReportedHead } from './ledger-source.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { countLetters } from '../dead-letters/dead-letter-store.ts';
import { EventConsumer } from './event-consumer.ts';
import type { Running } from '../relay/relay-options.ts';

export interface Consumer extends Running {
  /** Events of the producer that are known to exist and not applied yet. */
  lag(): bigint;
  /** How far the producer's ledger was at the last heartbeat; undefined before the first. */
  reportedHead(): ReportedHead | undefined;
}

const LEAVE_AFTER_MS = 2_000;

/**
 * Consumes a producer's events, in order and each with its effect exactly once, whatever the broker does: repeats are
 * skipped, and what the broker loses is read from the producer's ledger.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const events = new EventConsumer(options, stopping.signal);
  const { consumer, database, producer, leaveAfterMs = LEAVE_AFTER_MS } = options;
  const attributes = { 'safe_community.ledger.producer': producer };
  const stopLag = consumerLag.observe(() => Number(events.lag()), attributes);
  const stopLetters = deadLettersWaiting.observe(async () => {
    const { waiting } = await countLetters(database.em.fork(), { consumer, producer, partition: PARTITION });
    return waiting;
  }, attributes);
  const done = Promise.all([events.consumeStream(), events.watchHeartbeats()]);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.race([done, sleep(leaveAfterMs, undefined, { ref: false })]);
    stopLag();
    stopLetters();
  };
  let stopped: Promise<void> | undefined;
  return { lag: () => events.lag(), reportedHead: () => events.reportedHead(), stop: () => (stopped ??= stop()) };
}
