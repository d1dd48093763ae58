import { deepStrictEqual } from 'node:assert/strict';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { rows, type Database } from '@safe-community/database';
import { ensureStream, LOCAL_STREAM_POLICY, streamName, type Envelope } from '@safe-community/events';
import { startConsumer, type Consumer, type LedgerSource } from '@safe-community/ledger';
import { createLogger } from '@safe-community/telemetry';
import { eventually } from '@safe-community/testkit/eventually';
import fc from 'fast-check';
import { readTally } from '../src/scorecard/scorecard.store.ts';
import { consumedBy, tablesFromEvents } from '../src/service.ts';
import { countedFigures } from './counted-figures.ts';
import { ledgerOf, publishCopies, shuffle, shuffling, type Shuffling } from './deliveries.ts';
import { history, type History } from './random-history.ts';
import { figuresOf } from './reference-model.ts';

/** A broker and a migrated database for these runs only: each run empties both. */
export interface Ground {
  readonly nc: NatsConnection;
  /** With the rights of the service. */
  readonly database: Database;
  /** As the owner, who may truncate tables. */
  readonly owned: Database;
}

/** The seed of the histories: the same seed gives the same ones. */
export interface Draw {
  readonly histories: number;
  /** A whole number of 32 bits. */
  readonly seed: number;
}

/** What was delivered. */
export interface Delivered {
  readonly histories: number;
  readonly events: number;
  /** With their repeats. */
  readonly deliveries: number;
}

const PRODUCERS = ['officers', 'incidents', 'cameras'] as const;
const APPLIED_WITHIN_MS = 30_000;
/** The buckets of a histogram are so wide that a median differs by at most this share. */
const MEDIAN_TOLERANCE = 0.025;

/**
 * Delivers histories to the real consumers of statistics: each event one to five times, in any order. Throws with the
 * shortest such history when the figures differ from the reference model.
 */
export async function deliverHistories(ground: Ground, { histories, seed }: Draw): Promise<Delivered> {
  const delivered = { histories: 0, events: 0, deliveries: 0 };
  const comesToItsFigures = fc.asyncProperty(history, shuffling, async (drawn, order) => {
    const { events, deliveries } = await deliver(ground, drawn, order);
    await requireFigures(ground.database, drawn);
    delivered.histories += 1;
    delivered.events += events;
    delivered.deliveries += deliveries;
  });
  await fc.assert(comesToItsFigures, { numRuns: histories, seed });
  return delivered;
}

async function deliver({ nc, database, owned }: Ground, drawn: History, order: Shuffling) {
  await emptyAll(nc, owned);
  const ledgers = new Map(PRODUCERS.map((producer) => [producer, ledgerOf(producer, drawn[producer])]));
  const copies = [...ledgers.values()].map((ledger) => shuffle(ledger, order));
  for (const each of copies) publishCopies(nc, each);
  await nc.flush();
  const consumers = consumeAll(nc, database, ledgers);
  try {
    await eventually(() => requireAllApplied(database, drawn), { within: APPLIED_WITHIN_MS });
  } finally {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  }
  return { events: [...ledgers.values()].flat().length, deliveries: copies.flat().length };
}

/** Empty streams and tables, as on the first day. */
async function emptyAll(nc: NatsConnection, owned: Database): Promise<void> {
  const manager = await jetstreamManager(nc);
  for (const producer of PRODUCERS) {
    await ensureStream(nc, producer, LOCAL_STREAM_POLICY);
    await manager.streams.delete(streamName(producer));
    await ensureStream(nc, producer, LOCAL_STREAM_POLICY);
  }
  await rows(owned.em.fork(), `truncate ${tablesFromEvents(owned).join(', ')}, consumer_checkpoint`);
}

/** The real consumers with the real reactions. They read from these ledgers what arrives out of order. */
function consumeAll(
  nc: NatsConnection,
  database: Database,
  ledgers: ReadonlyMap<string, readonly Envelope[]>,
): Consumer[] {
  const nowhere = { officerRegistry: '', incidentIntake: '', cameraRollout: '' };
  const logger = createLogger({ service: 'statistics', level: 'silent' });
  const broker = Promise.resolve(nc);
  return consumedBy(database, nowhere).map(({ producer, handlers, effects }) => {
    const source = sourceOf(ledgers.get(producer) ?? []);
    return startConsumer({
      installation: 'demonstration',
      database,
      broker,
      consumer: 'statistics',
      producer,
      handlers,
      effects,
      source,
      logger,
    });
  });
}

function sourceOf(ledger: readonly Envelope[]): LedgerSource {
  return {
    async *read(from, to) {
      yield* ledger.slice(Number(from) - 1, Number(to));
    },
    head: async () => ({ epoch: ledger[0]?.epoch ?? '', head: BigInt(ledger.length), first: 1n }),
    close: () => undefined,
  };
}

async function requireAllApplied(database: Database, drawn: History): Promise<void> {
  const { progress } = await readTally(database, new Date());
  const whole = PRODUCERS.map((producer) => ({ producer, position: BigInt(drawn[producer].length) }));
  if (progress.some(({ position }, index) => position !== whole[index]?.position))
    throw new Error('not all events are applied');
}

async function requireFigures(database: Database, drawn: History): Promise<void> {
  const { medians, ...counted } = await countedFigures(database);
  const { medians: exact, ...expected } = figuresOf(drawn);
  deepStrictEqual(counted, expected);
  for (const [category, seconds] of exact) {
    const counted = medians.get(category) ?? Number.NaN;
    const isNear = Math.abs(counted - seconds) <= MEDIAN_TOLERANCE * seconds;
    if (!isNear) throw new Error(`the median of ${category} is ${counted} s and must be about ${seconds} s`);
  }
}
