import { jetstream, jetstreamManager, type StreamConfig } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectBroker, ensureStream, type StreamPolicy } from './index.ts';
import { wantedStream } from './stream-settings.ts';

const POLICY: StreamPolicy = { replicas: 1, maxAgeDays: 1, maxBytes: 8 * 1024 ** 2 };
const SUBJECT = 'safecommunity.incidents.v1.incident-reported.none.none';
const DAY_NS = nanos(24 * 3_600_000);

let nats: TestNats;
let nc: NatsConnection;

beforeAll(async () => {
  nats = await startTestNats();
});

afterAll(() => nats.stop());

beforeEach(async () => {
  nc = await connectBroker({ servers: [`127.0.0.1:${nats.port}`], name: 'test' });
});

afterEach(async () => {
  const { streams } = await jetstreamManager(nc);
  for await (const name of streams.names()) await streams.delete(name);
  await nc.close();
});

/** A stream that somebody else created, with this many messages. */
async function made(other: Partial<StreamConfig>, messages = 0): Promise<void> {
  const { streams } = await jetstreamManager(nc);
  const wanted = wantedStream('incidents', POLICY);
  await streams.add({ name: 'INCIDENTS', ...wanted, ...other });
  for (let sent = 0; sent < messages; sent += 1) await jetstream(nc).publish(SUBJECT, 'x'.repeat(1_000));
}

async function configured(): Promise<StreamConfig> {
  return (await (await jetstreamManager(nc)).streams.info('INCIDENTS')).config;
}

async function messages(): Promise<number> {
  return (await (await jetstreamManager(nc)).streams.info('INCIDENTS')).state.messages;
}

describe('a missing stream', () => {
  it('is created as configured, once with concurrent callers, and then nothing differs', async () => {
    const settled = await Promise.all(Array.from({ length: 8 }, () => ensureStream(nc, 'incidents', POLICY)));
    expect(settled.flat()).toEqual([]);
    expect(await configured()).toMatchObject({
      subjects: ['safecommunity.incidents.v1.>'],
      storage: 'file',
      retention: 'limits',
      discard: 'old',
      num_replicas: 1,
      max_age: DAY_NS,
      max_bytes: POLICY.maxBytes,
      deny_delete: true,
      deny_purge: true,
    });
    expect(await ensureStream(nc, 'incidents', POLICY)).toEqual([]);
    await expect((await jetstreamManager(nc)).streams.purge('INCIDENTS')).rejects.toThrow('purge');
  });
});

describe('a setting that can change without loss', () => {
  const cases: [string, Partial<StreamConfig>, string, string][] = [
    ['retention', { retention: 'interest' }, 'interest', 'limits'],
    ['discard', { discard: 'new' }, 'new', 'old'],
    ['max_age', { max_age: nanos(3_600_000) }, '3600s', '86400s'],
    ['max_age', { max_age: 0 }, 'unlimited', '86400s'],
    ['max_age', { max_age: 2 * DAY_NS }, '172800s', '86400s'],
    ['max_bytes', { max_bytes: 1_000_000 }, '1000000', '8388608'],
    ['max_bytes', { max_bytes: -1 }, 'unlimited', '8388608'],
    ['max_msgs', { max_msgs: 10 }, '10', 'unlimited'],
    ['max_msgs_per_subject', { max_msgs_per_subject: 10 }, '10', 'unlimited'],
    ['duplicate_window', { duplicate_window: nanos(1_000) }, '1s', '120s'],
    ['deny_delete', { deny_delete: false }, 'false', 'true'],
    ['deny_purge', { deny_purge: false }, 'false', 'true'],
    ['no_ack', { no_ack: true }, 'true', 'false'],
  ];

  it.each(cases)('%s: is updated (%o)', async (setting, other, found, wanted) => {
    await made(other);
    expect(await ensureStream(nc, 'incidents', POLICY)).toEqual([{ setting, found, wanted, outcome: 'updated' }]);
    expect(await ensureStream(nc, 'incidents', POLICY)).toEqual([]);
    // The broker omits disabled settings.
    const { no_ack: _, ...rest } = wantedStream('incidents', POLICY);
    expect(await configured()).toMatchObject(rest);
    await jetstream(nc).publish(SUBJECT, 'acknowledged');
  });

  it('a missing subject of ours: is added', async () => {
    await made({ subjects: ['other.>'] });
    await expect(jetstream(nc, { timeout: 500 }).publish(SUBJECT, 'nobody takes it')).rejects.toBeInstanceOf(Error);
    const words = { setting: 'subjects', found: '[other.>]', wanted: '[safecommunity.incidents.v1.>]' };
    expect(await ensureStream(nc, 'incidents', POLICY)).toEqual([
      { ...words, outcome: 'updated' },
      { ...words, outcome: 'left' },
    ]);
    expect((await configured()).subjects).toEqual(['other.>', 'safecommunity.incidents.v1.>']);
    await jetstream(nc).publish(SUBJECT, 'taken');
  });

  it('keeps the messages of the stream', async () => {
    await made({ max_age: nanos(3_600_000), deny_purge: false }, 3);
    const settled = await ensureStream(nc, 'incidents', POLICY);
    expect(settled.map(({ setting, outcome }) => [setting, outcome])).toEqual([
      ['max_age', 'updated'],
      ['deny_purge', 'updated'],
    ]);
    expect(await messages()).toBe(3);
  });
});

describe('a setting whose change would delete something', () => {
  it('max_bytes below the stored size: is unchanged, and nothing is lost', async () => {
    await made({ max_bytes: 8 * 1024 ** 2 }, 10);
    const small = { ...POLICY, maxBytes: 2_000 };
    expect(await ensureStream(nc, 'incidents', small)).toEqual([
      { setting: 'max_bytes', found: '8388608', wanted: '2000', outcome: 'left' },
    ]);
    expect(await messages()).toBe(10);
  });

  it('max_age below the oldest message: is unchanged, and nothing is lost', async () => {
    await made({ duplicate_window: nanos(100), max_age: DAY_NS }, 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const short = { ...POLICY, maxAgeDays: 100 / 86_400_000 };
    expect(await ensureStream(nc, 'incidents', short)).toEqual([
      { setting: 'max_age', found: '86400s', wanted: '0.1s', outcome: 'left' },
    ]);
    expect(await messages()).toBe(2);
  });

  it.each([
    ['storage', { storage: 'memory' }, 'memory', 'file'],
    ['max_msg_size', { max_msg_size: 1_000 }, '1000', 'unlimited'],
    [
      'subjects',
      { subjects: ['safecommunity.incidents.v1.>', 'other.>'] },
      '[safecommunity.incidents.v1.>][other.>]',
      '[safecommunity.incidents.v1.>]',
    ],
  ] as [string, Partial<StreamConfig>, string, string][])('%s: is unchanged', async (setting, other, found, wanted) => {
    await made(other);
    const before = await configured();
    expect(await ensureStream(nc, 'incidents', POLICY)).toEqual([{ setting, found, wanted, outcome: 'left' }]);
    expect(await configured()).toEqual(before);
  });

  it('a sealed stream stays sealed', async () => {
    await made({}, 1);
    const { streams } = await jetstreamManager(nc);
    await streams.update('INCIDENTS', { sealed: true } as Partial<StreamConfig>);
    const settled = await ensureStream(nc, 'incidents', POLICY);
    expect(settled).toContainEqual({ setting: 'sealed', found: 'true', wanted: 'false', outcome: 'left' });
    expect(settled.filter(({ outcome }) => outcome === 'updated')).toEqual([]);
  });
});

describe('a setting that the broker does not support', () => {
  it('more replicas than a single server can have: is returned, and the other changes apply', async () => {
    await made({ deny_delete: false });
    expect(await ensureStream(nc, 'incidents', { ...POLICY, replicas: 3 })).toEqual([
      { setting: 'num_replicas', found: '1', wanted: '3', outcome: 'left' },
      { setting: 'deny_delete', found: 'false', wanted: 'true', outcome: 'updated' },
    ]);
  });

  it('a work queue: is rejected', async () => {
    await made({ retention: 'workqueue' });
    expect(await ensureStream(nc, 'incidents', POLICY)).toEqual([
      { setting: 'retention', found: 'workqueue', wanted: 'limits', outcome: 'refused' },
    ]);
  });
});
