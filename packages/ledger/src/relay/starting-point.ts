import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { streamName } from '@safe-community/events';
import { PARTITION } from '../outbox/append.ts';
import { markForked } from '../outbox/epoch.ts';
import type { BrokerCheck } from './broker-check.ts';
import type { RelayOptions } from './relay-options.ts';
import { headOf, knownEvents } from '../outbox/stored-event.ts';
import { keepLostEvents, newestInStream, newestUpTo } from './stream-tail.ts';

/** The stream holds events that the ledger does not have: its database was restored, and positions are assigned again. */
export class LedgerForked extends Error {
  override readonly name = 'LedgerForked';
  readonly messageIsLoggable = true;

  constructor(producer: string) {
    super(`the stream of ${producer} holds events that its ledger does not have: begin a new epoch`);
  }
}

/** Short, because a broker that starts does not answer and is asked again soon. */
const API_TIMEOUT_MS = 2_000;

/** Where the publishing begins. */
export interface Start {
  readonly epoch: string;
  /** The last position that is both marked and in the stream. */
  readonly from: bigint;
}

/**
 * Compares the stream with the ledger. A stream that lacks events is refilled; a stream of another epoch is recreated.
 *
 * @param reached up to where this relay has seen its events acknowledged; undefined when it just begins.
 */
export async function startingPoint(
  nc: NatsConnection,
  options: RelayOptions,
  check: BrokerCheck,
  reached: bigint | undefined,
): Promise<Start> {
  const { database, producer } = options;
  await check.ensureStream(nc);
  const manager = await jetstreamManager(nc, { checkAPI: false, timeout: API_TIMEOUT_MS });
  const newest = await newestInStream(manager, producer);
  const em = database.em.fork();
  const { epoch, forked, published } = await headOf(em, PARTITION);
  if (forked) throw new LedgerForked(producer);
  if (newest !== undefined && newest.epoch !== epoch) {
    await replaceStream(nc, options, check, manager);
    return { epoch, from: 0n };
  }
  if (newest !== undefined && !(await knownEvents(em, [newest])).has(newest)) {
    await markForked(em);
    throw new LedgerForked(producer);
  }
  const acknowledged = reached === undefined || reached > published ? published : reached;
  const isBeyond = newest !== undefined && newest.position > acknowledged;
  const inStream = isBeyond ? await newestUpTo(manager, producer, acknowledged) : (newest?.position ?? 0n);
  return { epoch, from: resumeAt(options, published, inStream) };
}

/** The events that it held are in the ledger, or they are lost there: then they are kept for operators to examine. */
async function replaceStream(
  nc: NatsConnection,
  { database, logger, producer }: RelayOptions,
  check: BrokerCheck,
  manager: JetStreamManager,
): Promise<void> {
  const lost = await keepLostEvents(manager, producer, database.em.fork());
  logger.warn('stream belongs to another epoch than the ledger; recreating it', { producer });
  if (lost > 0) {
    logger.error('stream held events that the ledger does not have; kept as lost events', {
      producer,
      count: lost,
    });
  }
  // Our streams deny a purge, so that nobody empties one by mistake.
  await manager.streams.delete(streamName(producer));
  await check.ensureStream(nc);
}

function resumeAt(options: RelayOptions, published: bigint, inStream: bigint): bigint {
  const { producer } = options;
  if (inStream >= published) return published;
  options.logger.warn('stream lacks events of the ledger; refilling it', {
    producer,
    position: inStream,
    head: published,
  });
  return inStream;
}
