import { generateKeySync, randomUUID } from 'node:crypto';
import { rows } from '@safe-community/database';
import { clientCredentials, startServer } from '@safe-community/grpc-kit';
import { testPki } from '@safe-community/testkit';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { provide } from '@safe-community/service-kit';
import {
  CONSUMER_RPCS,
  consumersOfLedger,
  serveOperations,
  type KnownConsumer,
  type KnownConsumers,
} from '@safe-community/service-kit/operations';
import { openLedger, silent, type Ledger } from '../../test/ground.ts';
import { CALLERS } from '../../test/consumers.ts';

const EPOCH = randomUUID();

let consumer: Ledger;

beforeEach(async () => {
  consumer = await openLedger();
});

/** Serves the checkpoint of a service that consumes incidents, for the rest of the test. */
async function serveCheckpoint(name: string, producers = ['incidents']): Promise<KnownConsumer> {
  const { caFile, identities } = testPki();
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    tls: { caFile, ...identities.statistics },
    callers: CALLERS,
    services: serveOperations(
      provide({ consumer: name, producers, logger: silent }, CONSUMER_RPCS),
      'demonstration',
      consumer.database,
      generateKeySync('hmac', { length: 256 }),
    ),
    logger: silent,
    faultOf: () => undefined,
  });
  onTestFinished(() => server.drain(100));
  return { name, address: `localhost:${server.port}` };
}

function known(...consumers: KnownConsumer[]): KnownConsumers {
  const { caFile, identities } = testPki();
  const asking = consumersOfLedger(consumers, 'incidents', clientCredentials({ caFile, ...identities.client }));
  onTestFinished(() => asking.close());
  return asking;
}

async function checkpoint(name: string, position: number, epoch: string | null = EPOCH): Promise<void> {
  await rows(
    consumer.database.em.fork(),
    `insert into consumer_checkpoint (consumer, producer, partition, epoch, position, stream_created, stream_sequence)
     values ($1, 'incidents', 0, $2, $3, '', 0)`,
    [name, epoch, position],
  );
}

it('the consumer that is furthest behind decides', async () => {
  await checkpoint('statistics', 70);
  await checkpoint('archive', 40);
  const asking = known(await serveCheckpoint('statistics'), await serveCheckpoint('archive'));
  expect(await asking.ask(EPOCH)).toEqual({ upTo: 40n, consumer: 'archive', reason: 'behind' });
});

it('a consumer that is unavailable, has applied nothing or is in another epoch needs all events', async () => {
  const statistics = await serveCheckpoint('statistics');
  expect(await known(statistics).ask(EPOCH)).toEqual({ upTo: 0n, consumer: 'statistics', reason: 'applied-nothing' });
  await checkpoint('statistics', 70);
  expect(await known(statistics).ask(randomUUID())).toMatchObject({ upTo: 0n, reason: 'other-epoch' });
  const away = { name: 'archive', address: 'localhost:1' };
  expect(await known(statistics, away).ask(EPOCH)).toEqual({ upTo: 0n, consumer: 'archive', reason: 'no-answer' });
});

it('a consumer that does not consume this ledger is a configuration error, and nothing is pruned', async () => {
  const statistics = await serveCheckpoint('statistics', ['officers']);
  expect(await known(statistics).ask(EPOCH)).toMatchObject({ upTo: 0n, reason: 'not-subscribed' });
});

it('without consumers nothing blocks pruning', async () => {
  expect(await known().ask(EPOCH)).toMatchObject({ consumer: '', reason: 'no-consumers' });
});
