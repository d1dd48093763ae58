import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { rows, type Database } from '@safe-community/database';
import { connectBroker, ensureStream, LOCAL_STREAM_POLICY, streamName, type Envelope } from '@safe-community/events';
import { startConsumer, type Consumer, type LedgerSource } from '@safe-community/ledger';
import { createLogger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  eventually,
  startTestNats,
  type TestDatabase,
  type TestNats,
} from '@safe-community/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tallyReader } from '../src/outbound/postgres/tally-reader.ts';
import { hearings, openStatisticsDatabase } from '../src/wire.ts';
import { countedFigures } from './counted-figures.ts';
import { ledgerOf, publishCopies, shuffle, shuffling, type Shuffling } from './deliveries.ts';
import { history, type History } from './random-history.ts';
import { figuresOf } from './reference-model.ts';
import { migrateStatistics } from './running-statistics.ts';

const PRODUCERS = ['officers', 'incidents', 'cameras'] as const;

let nats: TestNats;
let nc: NatsConnection;
let own: TestDatabase;
let database: Database;
beforeAll(async () => {
  [own, nats] = await Promise.all([
    createTestDatabase({ service: 'statistics', migrate: migrateStatistics }),
    startTestNats(),
  ]);
  database = openStatisticsDatabase(own.url);
  nc = await connectBroker({ servers: [`localhost:${nats.port}`], name: 'test' });
});
afterAll(async () => {
  await nc.close();
  await database.close();
  await own.drop();
  await nats.stop();
});

test('any delivery of a history comes to the figures of the history', { timeout: 120_000 }, async () => {
  const comesToItsFigures = async (history: History, order: Shuffling) => {
    await beginAnew();
    const ledgers = new Map(PRODUCERS.map((producer) => [producer, ledgerOf(producer, history[producer])]));
    for (const ledger of ledgers.values()) publishCopies(nc, shuffle(ledger, order));
    await nc.flush();
    const consumers = hearAll(ledgers);
    await eventually(() => isAllApplied(history), { within: 10_000 });
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    const { medians, ...counted } = await countedFigures(database);
    const { medians: exact, ...expected } = figuresOf(history);
    expect(counted).toEqual(expected);
    for (const [category, seconds] of exact) {
      expect(Math.abs((medians.get(category) ?? Number.NaN) - seconds)).toBeLessThanOrEqual(0.025 * seconds);
    }
  };
  await expect(
    fc.assert(fc.asyncProperty(history, shuffling, comesToItsFigures), { numRuns: 40 }),
  ).resolves.toBeUndefined();
});

/** Empty streams and tables, as on the first day. */
async function beginAnew(): Promise<void> {
  const manager = await jetstreamManager(nc);
  for (const producer of PRODUCERS) {
    await ensureStream(nc, producer, LOCAL_STREAM_POLICY);
    await manager.streams.delete(streamName(producer));
    await ensureStream(nc, producer, LOCAL_STREAM_POLICY);
  }
  await rows(
    database.em.fork(),
    `truncate incident_count, category_count, response_count, beat_primary, patrol_officer, officer_state,
       issued_camera, consumer_checkpoint`,
  );
}

/** The real consumers with the real reactions; what is out of order they read from these ledgers. */
function hearAll(ledgers: ReadonlyMap<string, readonly Envelope[]>): Consumer[] {
  const nobody = { officerRegistry: '', incidentIntake: '', cameraRollout: '' };
  const logger = createLogger({ service: 'statistics', level: 'silent' });
  const broker = Promise.resolve(nc);
  return hearings(nobody, database).map(({ producer, handlers }) => {
    const source = sourceOf(ledgers.get(producer) ?? []);
    return startConsumer({ database, broker, consumer: 'statistics', producer, handlers, source, logger });
  });
}

function sourceOf(ledger: readonly Envelope[]): LedgerSource {
  return {
    async *read(from, to) {
      yield* ledger.slice(Number(from) - 1, Number(to));
    },
    close: () => undefined,
  };
}

async function isAllApplied(history: History): Promise<void> {
  const { progress } = await tallyReader(database).read();
  const whole = PRODUCERS.map((producer) => ({ producer, position: BigInt(history[producer].length) }));
  if (progress.some(({ position }, index) => position !== whole[index]?.position))
    throw new Error('not all is applied');
}
