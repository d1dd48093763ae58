import { randomUUID } from 'node:crypto';
import { JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import { errors, type NatsConnection } from '@nats-io/transport-node';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { connectBroker, ensureStream, LOCAL_STREAM_POLICY, Publisher, type Envelope } from './index.ts';

let nats: TestNats;
let nc: NatsConnection;
let publisher: Publisher;

beforeEach(async () => {
  nats = await startTestNats({ maxPayload: 64 * 1024 });
  nc = await connectBroker({ servers: [`127.0.0.1:${nats.port}`], name: 'test' });
  publisher = new Publisher(nc);
});

afterEach(async () => {
  publisher.close();
  await nc.close();
  await nats.stop();
});

const EPOCH = randomUUID();

function event(position: number, more: Partial<Envelope> = {}): Envelope {
  const type = 'safecommunity.incidents.v1.incident-reported';
  return {
    producer: 'incidents',
    partition: 0,
    position: BigInt(position),
    epoch: EPOCH,
    id: randomUUID(),
    type,
    recordedAt: new Date(),
    installation: 'demonstration',
    isTest: false,
    traceparent: '',
    subject: `${type}.UA05.UA05020030000031457`,
    body: Buffer.from(`body ${position}`),
    ...more,
  };
}

it('publishes many events concurrently in order with all their headers, and a repeat only once', async () => {
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  const events = Array.from({ length: 300 }, (_, index) => event(index + 1));
  await Promise.all(events.map((one) => publisher.publish(one)));
  await publisher.publish(event(300));
  const manager = await jetstreamManager(nc);
  const { state } = await manager.streams.info('INCIDENTS');
  expect(state.messages).toBe(300);
  for (const seq of [1, 150, 300]) {
    const stored = await manager.streams.getMessage('INCIDENTS', { seq });
    expect(stored?.header.get('sc-position')).toBe(String(seq));
    expect(stored?.header.get('ce-id')).toBe(events[seq - 1]?.id);
    expect(stored?.header.get('Nats-Msg-Id')).toBe(`incidents.${EPOCH}.0.${seq}`);
    expect(stored?.string()).toBe(`body ${seq}`);
  }
});

it('rejects each event separately with the reason of the broker', async () => {
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  const manager = await jetstreamManager(nc);
  const { config } = await manager.streams.info('INCIDENTS');
  await manager.streams.update('INCIDENTS', { ...config, max_msg_size: 10_000 });
  const outcomes = await Promise.allSettled([
    publisher.publish(event(1)),
    publisher.publish(event(2, { body: Buffer.alloc(20_000) })),
    publisher.publish(event(3, { body: Buffer.alloc(100_000) })),
    publisher.publish(event(4, { subject: 'safecommunity.incidents.v1.with blank' })),
    publisher.publish(event(5, { subject: 'nobody.listens' })),
    publisher.publish(event(6)),
  ]);
  expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : undefined))).toEqual([
    undefined,
    expect.any(JetStreamApiError),
    expect.any(errors.InvalidArgumentError),
    expect.any(errors.InvalidSubjectError),
    expect.any(errors.NoRespondersError),
    undefined,
  ]);
});

it('gives up events without an answer, the oldest first', async () => {
  onTestFinished(() => nats.restart());
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  await nats.kill();
  await expect(publisher.publish(event(1))).rejects.toBeInstanceOf(errors.TimeoutError);
  const left = publisher.publish(event(2));
  publisher.close();
  await expect(left).rejects.toThrow('the publisher is closed');
  await expect(publisher.publish(event(3))).rejects.toThrow('the publisher is closed');
});

it('receives acknowledgements on subjects below its own name, as its rights allow', async () => {
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  const seen = nc.subscribe('safecommunity.incidents.v1.>', { max: 1 });
  await publisher.publish(event(1));
  for await (const { reply } of seen) expect(reply).toMatch(/^_INBOX\.test\.\w+/);
  expect(seen.getProcessed()).toBe(1);
});
