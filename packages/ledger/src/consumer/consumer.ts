import { setTimeout as sleep } from 'node:timers/promises';
import { consumerLag, deadLettersWaiting } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import type { ToldHead } from './ledger-source.ts';
import type { ConsumerOptions } from './consumer-options.ts';
import { countLetters } from '../dead-letters/dead-letter-store.ts';
import { ConsumedService } from './event-consumer.ts';
import type { Running } from '../relay/relay-options.ts';

export interface Consumer extends Running {
  /** Events of the producer that are known to exist and not applied yet. */
  lag(): bigint;
  /** How far the producer's ledger was by the last heartbeat; undefined before the first. */
  told(): ToldHead | undefined;
}

/** A batch that a lost database holds up is left behind after this time: it does not commit, and comes again. */
const STOP_WITHIN_MS = 2_000;

/**
 * Hears a producer's events, each in order and with its effect exactly once,
 * whatever the broker does: what it repeats is passed over, what it loses is
 * read from the producer's ledger.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const hearing = new ConsumedService(options, stopping.signal);
  const { consumer, database, producer } = options;
  const attributes = { 'safe_community.ledger.producer': producer };
  const stopLag = consumerLag.observe(() => Number(hearing.lag()), attributes);
  const stopLetters = deadLettersWaiting.observe(async () => {
    const { waiting } = await countLetters(database.em.fork(), { consumer, producer, partition: PARTITION });
    return waiting;
  }, attributes);
  const done = Promise.all([hearing.readForEver(), hearing.heedHeartbeats()]);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.race([done, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    stopLag();
    stopLetters();
  };
  let stopped: Promise<void> | undefined;
  return { lag: () => hearing.lag(), told: () => hearing.told(), stop: () => (stopped ??= stop()) };
}
