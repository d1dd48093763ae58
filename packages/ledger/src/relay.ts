import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { rows, type Database } from '@safe-community/database';
import {
  encodeHeartbeat,
  ensureStream,
  heartbeatSubject,
  type Domain,
  type Envelope,
  type StreamPolicy,
} from '@safe-community/events';
import { ledgerUnpublished, type Logger } from '@safe-community/telemetry';
import { PARTITION } from './append.ts';
import { holdLease } from './lease.ts';
import { publishEvent } from './publish-event.ts';
import { lastPublished } from './refill.ts';
import { readEvents, readHead, type LedgerHead } from './stored-event.ts';
import type { Wakeup } from './wakeup.ts';

export interface RelayOptions {
  readonly database: Database;
  /** URL of the same database, for the lease's own session. */
  readonly databaseUrl: string;
  readonly broker: Promise<NatsConnection>;
  /** The domain of the service: names ledger and stream. */
  readonly producer: Domain;
  readonly streamPolicy: StreamPolicy;
  readonly wakeup: Wakeup;
  readonly logger: Logger;
}

/** Something that runs in the background until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

const BATCH = 500;
const HEARTBEAT_MS = 1_000;
const RETRY_MS = 500;

/** Hands committed events to the broker, in order and at least once, for as long as it runs. */
export function startRelay(options: RelayOptions): Running {
  const stopping = new AbortController();
  const unpublished = { count: 0 };
  const forget = ledgerUnpublished.observe(() => unpublished.count, { 'safe_community.ledger.partition': PARTITION });
  const done = holdLease(options.databaseUrl, options.wakeup, options.logger, stopping.signal, async (turn) => {
    const nc = await options.broker;
    await Promise.all([relayLoop(nc, options, turn, unpublished), heartbeatLoop(nc, options, turn)]);
  });
  return {
    async stop() {
      stopping.abort();
      await done;
      forget();
    },
  };
}

/** Publishes from the mark; after any trouble begins anew, with a look at what the stream really has. */
async function relayLoop(
  nc: NatsConnection,
  options: RelayOptions,
  turn: AbortSignal,
  unpublished: { count: number },
): Promise<void> {
  let generation = -1;
  const reconnects = countReconnects(nc);
  let from = 0n;
  while (!turn.aborted) {
    try {
      if (generation !== reconnects.count) {
        generation = reconnects.count;
        from = await startingPoint(nc, options);
      }
      const batch = await nextBatch(options, from, unpublished);
      if (batch.length === 0) await options.wakeup.next(turn);
      else from = await publishBatch(nc, options, batch);
    } catch (error) {
      options.logger.warn('relay could not publish and tries again', { producer: options.producer, error });
      generation = -1;
      await sleep(RETRY_MS);
    }
  }
}

/** The last position that mark and stream agree on: a stream that was lost is filled up again. */
async function startingPoint(nc: NatsConnection, options: RelayOptions): Promise<bigint> {
  await ensureStream(nc, options.producer, options.streamPolicy);
  const { epoch, published } = await headOf(options);
  const inStream = await lastPublished(await jetstreamManager(nc), options.producer, epoch);
  if (inStream >= published) return published;
  options.logger.warn('the stream is shorter than the ledger and is refilled', {
    producer: options.producer,
    position: inStream,
    head: published,
  });
  return inStream;
}

async function nextBatch(options: RelayOptions, from: bigint, unpublished: { count: number }): Promise<Envelope[]> {
  const { epoch, head } = await headOf(options);
  unpublished.count = Number(head - from);
  if (head === from) return [];
  const stretch = { producer: options.producer, epoch, partition: PARTITION, from: from + 1n };
  return readEvents(options.database.em.fork(), stretch, BATCH);
}

async function publishBatch(nc: NatsConnection, options: RelayOptions, batch: Envelope[]): Promise<bigint> {
  const js = jetstream(nc, { timeout: 5_000 });
  await Promise.all(batch.map((event) => publishEvent(js, event)));
  const last = batch.at(-1)?.position ?? 0n;
  await rows(
    options.database.em.fork(),
    'update ledger_mark set position = greatest(position, $2) where partition = $1',
    [PARTITION, last],
  );
  return last;
}

async function heartbeatLoop(nc: NatsConnection, options: RelayOptions, turn: AbortSignal): Promise<void> {
  while (!turn.aborted) {
    await sleep(HEARTBEAT_MS, undefined, { signal: turn }).catch(() => undefined);
    try {
      const { epoch, head, published } = await headOf(options);
      const beat = encodeHeartbeat({ epoch, partition: PARTITION, head, published });
      if (!nc.isClosed()) nc.publish(heartbeatSubject(options.producer), beat);
    } catch (error) {
      options.logger.warn('no heartbeat while the ledger cannot be read', { producer: options.producer, error });
    }
  }
}

async function headOf(options: RelayOptions): Promise<LedgerHead> {
  const head = await readHead(options.database.em.fork(), PARTITION);
  if (head === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  return head;
}

function countReconnects(nc: NatsConnection): { count: number } {
  const reconnects = { count: 0 };
  void (async () => {
    for await (const status of nc.status()) if (status.type === 'reconnect') reconnects.count += 1;
  })();
  return reconnects;
}
