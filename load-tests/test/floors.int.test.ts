import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { createTestDatabase, startTestNats, type TestDatabase } from '@safe-community/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFloor, type FloorOptions } from '../src/floors/start-floor.ts';
import type { Work } from '../src/frame/in-flight.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

it('inserts the stated number of rows, one by one and in batches', async () => {
  const [one, many] = [
    { sessions: 3, rows: 1 },
    { sessions: 1, rows: 50, statements: 2 },
  ];
  const single = await worked('inserts', { url: database.ownerUrl, ...one }, 3);
  const grouped = await worked('inserts', { url: database.ownerUrl, ...many }, 1);
  expect(grouped.operations).toBe(grouped.latencies.length * 100);
  expect(await numberOf('select count(*) as n from bare_insert')).toBe(single.operations + grouped.operations);
});

it('counts the stated number of events, and stores its checkpoint', async () => {
  const { operations } = await worked('counters', { url: database.ownerUrl, events: 100, counters: 30 }, 1);
  expect(await numberOf('select sum(n) as n from bare_counter')).toBe(operations);
  expect(await numberOf('select position as n from bare_checkpoint')).toBe(operations);
});

it('reads a stream from its beginning each time', async () => {
  const nats = await startTestNats();
  const nc = await connect(nats.connectOptions);
  await (await jetstreamManager(nc)).streams.add({ name: 'bench', subjects: ['bench'] });
  for (let sent = 0; sent < 250; sent += 1) await jetstream(nc).publish('bench', 'x');
  await nc.close();
  const broker = { servers: [`127.0.0.1:${nats.port}`], name: 'floor' };
  const floor = await startFloor('consumer', { broker, stream: 'bench' });
  for (const turn of [1, 2]) {
    expect({ turn, read: (await floor.work({ inFlight: 1, seconds: 1 })).operations }).toEqual({ turn, read: 250 });
  }
  await floor.stop();
  await nats.stop();
});

it('publishes events, and receives them as they are published', async () => {
  const nats = await startTestNats();
  const broker = { servers: [`127.0.0.1:${nats.port}`], name: 'floor' };
  const publisher = await startFloor('publisher', { broker, stream: 'bench' });
  const follower = await startFloor('follower', { broker, stream: 'bench' });
  const reading = follower.work({ inFlight: 1, seconds: 2 });
  const { operations } = await publisher.work({ inFlight: 3, seconds: 0.2 });
  const nc = await connect(nats.connectOptions);
  const { state } = await (await jetstreamManager(nc)).streams.info('bench');
  await nc.close();
  expect(state.messages).toBe(operations);
  // Those that were published before it subscribed are not its.
  expect((await reading).operations).toBeLessThanOrEqual(operations);
  await Promise.all([publisher.stop(), follower.stop()]);
  await nats.stop();
});

it('encrypts without a server', async () => {
  const { operations, latencies } = await worked('encryption', {}, 1);
  expect(operations).toBe(latencies.length * 100);
});

async function worked<Name extends keyof FloorOptions>(
  name: Name,
  options: FloorOptions[Name],
  inFlight: number,
): Promise<Work> {
  const floor = await startFloor(name, options);
  const work = await floor.work({ inFlight, seconds: 0.2 });
  await floor.stop();
  return work;
}

async function numberOf(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ n: string }>(sql);
  await client.end();
  return Number(rows[0]?.n);
}
