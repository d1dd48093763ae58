import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { eventually, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  connectBroker,
  ensureStream,
  LOCAL_STREAM_POLICY,
  onReconnect,
  readStream,
  type Delivery,
  type StreamPlace,
} from './index.ts';

let nats: TestNats;

beforeEach(async () => {
  nats = await startTestNats();
});

afterEach(() => nats.stop());

async function connect(): Promise<NatsConnection> {
  const nc = await connectBroker({ servers: [`127.0.0.1:${nats.port}`], name: 'test' });
  onTestFinished(() => nc.close());
  return nc;
}

async function publish(nc: NatsConnection, from: number, to: number): Promise<void> {
  await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
  const js = jetstream(nc, { timeout: 1_000 });
  for (let position = from; position <= to; position += 1) {
    const carried = headers();
    carried.set('ce-id', '0190b3c4-1111-7222-8333-444455556666');
    carried.set('ce-source', '/safecommunity/incidents');
    carried.set('ce-type', 'safecommunity.incidents.v1.incident-reported');
    carried.set('ce-time', '2026-11-24T10:11:12.013Z');
    carried.set('sc-epoch', '6f1e2d3c-0000-4000-8000-00000000abcd');
    carried.set('sc-installation', 'demonstration');
    carried.set('sc-partition', '0');
    carried.set('sc-position', String(position));
    await js.publish('safecommunity.incidents.v1.incident-reported.none.none', 'body', { headers: carried });
  }
}

/** Continues reading in the background; returns the messages so far, and how it ended. */
function reading(nc: NatsConnection, from?: StreamPlace, gatherMs = 0) {
  const stop = new AbortController();
  const got: Delivery[] = [];
  const ended = (async () => {
    for await (const batch of readStream(nc, 'incidents', from, stop.signal, gatherMs)) got.push(...batch);
    return 'ended';
  })().catch((error: unknown) => error);
  onTestFinished(() => stop.abort());
  return { got, ended, stop, positions: () => got.map(({ envelope }) => Number(envelope?.position)) };
}

/** The number of messages that the broker has delivered to the only reader. */
async function handedOver(nc: NatsConnection): Promise<number> {
  const [reader] = await (await jetstreamManager(nc)).consumers.list('INCIDENTS').next();
  return reader?.delivered.consumer_seq ?? 0;
}

describe('connectBroker', () => {
  it('receives answers on subjects below its own name, as its rights allow', async () => {
    const nc = await connect();
    nc.subscribe('question', { callback: (_, message) => void message.respond(message.reply) });
    const { data } = await nc.request('question');
    expect(new TextDecoder().decode(data)).toMatch(/^_INBOX\.test\.\w+/);
  });

  it('waits for an unavailable broker, reports each failed try, and connects when it is back', async () => {
    await nats.kill();
    const failures: unknown[] = [];
    const connecting = connectBroker(
      { servers: [`127.0.0.1:${nats.port}`], name: 'test' },
      { onFailedTry: (error) => failures.push(error) },
    );
    await eventually(() => expect(failures.length).toBeGreaterThan(1));
    await nats.restart();
    const nc = await connecting;
    expect(nc.isClosed()).toBe(false);
    await nc.close();
  });

  it('stops waiting on abort', async () => {
    await nats.kill();
    const stop = new AbortController();
    const connecting = connectBroker({ servers: [`127.0.0.1:${nats.port}`], name: 'test' }, { signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(connecting).rejects.toThrow('abort');
  });

  it('reports an unreadable certificate at once', async () => {
    const tls = { caFile: '/nowhere/ca.pem', certFile: '/nowhere/c.pem', keyFile: '/nowhere/k.pem' };
    await expect(connectBroker({ servers: ['127.0.0.1:1'], name: 'test', tls })).rejects.toThrow('/nowhere/ca.pem');
  });

  it('reconnects after the broker was killed, and calls its listeners until they unsubscribe', async () => {
    const nc = await connect();
    let told = 0;
    let toldOther = 0;
    const forget = onReconnect(nc, () => (told += 1));
    onReconnect(nc, () => (toldOther += 1));
    await nats.kill();
    await nats.restart();
    await eventually(() => expect(told).toBe(1));
    forget();
    await nats.kill();
    await nats.restart();
    await eventually(() => expect(toldOther).toBe(2));
    expect(told).toBe(1);
  });
});

describe.each([
  ['as the messages come', 0],
  ['gathering them', 50],
])('readStream, %s', (_, gatherMs) => {
  const read = (nc: NatsConnection, from?: StreamPlace) => reading(nc, from, gatherMs);

  it('reads everything from the beginning, continues with later events, and ends on abort', async () => {
    const nc = await connect();
    await publish(nc, 1, 600);
    const reader = read(nc);
    await eventually(() => expect(reader.got).toHaveLength(600));
    await publish(nc, 601, 603);
    await eventually(() => expect(reader.got).toHaveLength(603));
    expect(reader.positions()).toEqual(Array.from({ length: 603 }, (_, index) => index + 1));
    reader.stop.abort();
    expect(await reader.ended).toBe('ended');
  });

  it('resumes after a position, and starts at the beginning when the stream is another or shorter', async () => {
    const nc = await connect();
    await publish(nc, 1, 10);
    const first = read(nc);
    await eventually(() => expect(first.got).toHaveLength(10));
    const place = first.got[6]!.place;
    const second = read(nc, place);
    await eventually(() => expect(second.positions()).toEqual([8, 9, 10]));
    for (const gone of [
      { ...place, streamCreated: 'another' },
      { ...place, sequence: 99 },
    ]) {
      const again = read(nc, gone);
      await eventually(() => expect(again.got).toHaveLength(10));
    }
  });

  it('throws after the broker was down, and when the stream is gone', async () => {
    const nc = await connect();
    await publish(nc, 1, 3);
    const reader = read(nc);
    await eventually(() => expect(reader.got).toHaveLength(3));
    await nats.wipe();
    expect(await reader.ended).toBeInstanceOf(Error);
    const none = read(nc);
    expect(await none.ended).toBeInstanceOf(Error);
    await eventually(() => publish(nc, 1, 2));
    const again = read(nc, reader.got[2]?.place);
    await eventually(() => expect(again.positions()).toEqual([1, 2]));
  });

  it('throws when the stream was deleted while the connection stayed', async () => {
    const nc = await connect();
    await publish(nc, 1, 3);
    const reader = read(nc);
    await eventually(() => expect(reader.got).toHaveLength(3));
    await (await jetstreamManager(nc)).streams.delete('INCIDENTS');
    await publish(nc, 1, 2);
    expect(await reader.ended).toBeInstanceOf(Error);
  });

  it('ends at once on abort while the broker is down, before and during the reading', async () => {
    const nc = await connect();
    await publish(nc, 1, 1);
    const reader = read(nc);
    await eventually(() => expect(reader.got).toHaveLength(1));
    await nats.kill();
    const opening = read(nc);
    await new Promise((resolve) => setTimeout(resolve, 50));
    reader.stop.abort();
    opening.stop.abort();
    // The broker stays down.
    expect(await Promise.all([reader.ended, opening.ended])).toEqual(['ended', 'ended']);
    const stopped = readStream(nc, 'incidents', undefined, AbortSignal.abort(), gatherMs);
    expect(await stopped.next()).toMatchObject({ done: true });
  });

  it('returns messages that are not events, and continues', async () => {
    const nc = await connect();
    await ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY);
    await jetstream(nc).publish('safecommunity.incidents.v1.noise.none.none', 'noise');
    await publish(nc, 1, 1);
    const reader = read(nc);
    await eventually(() => expect(reader.got).toHaveLength(2));
    expect(reader.got[0]?.problem?.message).toBe('event without header ce-time');
    expect(reader.got[1]?.envelope?.position).toBe(1n);
  });
});

describe('readStream', () => {
  it('protects a slow consumer from filling the memory: the broker holds back what exceeds its buffer', async () => {
    const nc = await connect();
    await publish(nc, 1, 3_500);
    let count = 0;
    for await (const batch of readStream(nc, 'incidents', undefined, new AbortController().signal)) {
      expect(batch.length).toBeLessThanOrEqual(1_000);
      if (count === 0) {
        await sleep(500);
        // The current batch, the buffered ones, and as many that the client has requested.
        expect(await handedOver(nc)).toBeLessThanOrEqual(3 * 1_000);
      }
      count += batch.length;
      if (count === 3_500) break;
    }
    expect(count).toBe(3_500);
  });

  it('leaves the messages with the broker until the pause is over, and returns them together', async () => {
    const nc = await connect();
    await publish(nc, 1, 1_200);
    const sizes: number[] = [];
    for await (const batch of readStream(nc, 'incidents', undefined, new AbortController().signal, 3_000)) {
      sizes.push(batch.length);
      if (sizes.length === 2) {
        setImmediate(() => void publish(nc, 1_201, 1_203));
      }
      if (sizes.length === 3) break;
    }
    expect(sizes).toEqual([1_000, 200, 3]);
  });
});
