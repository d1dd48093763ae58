import { migrate, rows } from '@safe-community/database';
import { isServing } from '@safe-community/grpc-kit';
import { createLogger, type Logger } from '@safe-community/telemetry';
import {
  createTestDatabase,
  demoClientCredentials,
  eventually,
  startProxy,
  startTestNats,
  testServiceConfig,
  type Proxy,
  type TestNats,
} from '@safe-community/testkit';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ServiceConfig } from '../src/index.ts';
import { openSmallDatabase, startSmall, type SmallService } from './small-service.ts';

let nats: TestNats;
let databaseUrl: string;

beforeEach(async () => {
  nats = await startTestNats({ tls: true });
  const created = await createTestDatabase();
  databaseUrl = created.url;
  return async () => {
    await nats.stop();
    await created.drop();
  };
});

async function migrated(): Promise<void> {
  const database = openSmallDatabase(databaseUrl);
  await migrate(database);
  await database.close();
}

function capturedLog(): { logger: Logger; messages: () => unknown[] } {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return {
    logger: createLogger({ service: 'test', level: 'info', destination }),
    messages: () => written.map((line) => (JSON.parse(line) as { message: unknown }).message),
  };
}

async function start(
  more: Partial<ServiceConfig> = {},
  options: Parameters<typeof startSmall>[2] = {},
): Promise<{ service: SmallService; messages: () => unknown[]; isReady: () => Promise<boolean> }> {
  const { logger, messages } = capturedLog();
  const config = { ...testServiceConfig({ identity: 'incident-intake', databaseUrl, nats }), ...more };
  const service = await startSmall(config, logger, options);
  onTestFinished(() => service.stop());
  return { service, messages, isReady: () => isServing(`localhost:${service.port}`, demoClientCredentials()) };
}

async function throughProxy(): Promise<{ proxy: Proxy; url: string }> {
  const target = new URL(databaseUrl);
  const proxy = await startProxy(Number(target.port));
  target.port = String(proxy.port);
  onTestFinished(() => proxy.close());
  return { proxy, url: target.toString() };
}

async function took(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

async function published(service: SmallService): Promise<number> {
  const [mark] = await rows<{ position: string }>(service.database.em.fork(), 'select position from ledger_mark');
  return Number(mark?.position);
}

describe('readiness', () => {
  it('is not given before the migration has run, which is said once, and then by itself', async () => {
    const { isReady, messages } = await start();
    await eventually(() => expect(messages()).toContain('not ready: the database is not migrated yet'));
    expect(await isReady()).toBe(false);
    await migrated();
    await eventually(async () => expect(await isReady()).toBe(true));
    expect(messages().filter((message) => message === 'not ready: the database is not migrated yet')).toHaveLength(1);
    expect(messages().filter((message) => message === 'ready')).toHaveLength(1);
  });

  it('is not given before the memory is filled; what fails is tried again', async () => {
    await migrated();
    let tries = 0;
    const load = async (): Promise<void> => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
    };
    const { isReady, messages } = await start({}, { load });
    await eventually(async () => expect(await isReady()).toBe(true));
    expect(tries).toBe(3);
    expect(messages().filter((message) => message === 'not ready: the preparation failed')).toHaveLength(1);
  });

  it.each(['cut', 'blackhole'] as const)(
    'is taken back within seconds while the database is away (%s)',
    async (how) => {
      await migrated();
      const { proxy, url } = await throughProxy();
      const { isReady } = await start({ databaseUrl: url });
      await eventually(async () => expect(await isReady()).toBe(true));
      proxy[how]();
      await eventually(async () => expect(await isReady()).toBe(false), { within: 5_000 });
      proxy.restore();
      await eventually(async () => expect(await isReady()).toBe(true));
    },
  );
});

describe('startService', () => {
  it('starts while database and broker are away, and picks them up', async () => {
    await migrated();
    const { proxy, url } = await throughProxy();
    proxy.cut();
    await nats.kill();
    const { service, isReady, messages } = await start({ databaseUrl: url });
    await eventually(() => expect(messages()).toContain('the broker cannot be reached yet'));
    expect(await isReady()).toBe(false);
    proxy.restore();
    await eventually(async () => expect(await isReady()).toBe(true));
    // Facts are taken without the broker, and reach it later.
    await service.emit();
    expect(await published(service)).toBe(0);
    await nats.restart();
    await eventually(async () => expect(await published(service)).toBe(1));
  });

  it('hears another service, and the last facts of one that stops are not late', async () => {
    await migrated();
    const other = await createTestDatabase();
    const database = openSmallDatabase(other.url);
    await migrate(database);
    await database.close();
    const producer = (await start()).service;
    const listening = await start({ databaseUrl: other.url }, { hearsAt: `localhost:${producer.port}` });
    const heard = () => rows(listening.service.database.em.fork(), 'select position from heard order by position');
    await producer.emit();
    await eventually(async () => expect(await heard()).toHaveLength(1));
    await Promise.all(Array.from({ length: 20 }, () => producer.emit()));
    await producer.stop();
    await eventually(async () => expect(await heard()).toHaveLength(21), { within: 1_000 });
  });

  it('is an error when the port is taken, and leaves nothing behind', async () => {
    const { service } = await start();
    await expect(start({ port: service.port })).rejects.toThrow('the port is taken');
  });
});

describe('stop', () => {
  it('is prompt while everything is away', async () => {
    await migrated();
    const { proxy, url } = await throughProxy();
    const { service, isReady } = await start({ databaseUrl: url });
    await eventually(async () => expect(await isReady()).toBe(true));
    await service.emit();
    await eventually(async () => expect(await published(service)).toBe(1));
    proxy.blackhole();
    await nats.kill();
    expect(await took(service.stop())).toBeLessThan(4_000);
    await nats.restart();
  });

  it('is prompt while nothing has ever come', async () => {
    const { proxy, url } = await throughProxy();
    proxy.blackhole();
    await nats.kill();
    const { service } = await start({ databaseUrl: url });
    expect(await took(service.stop())).toBeLessThan(4_000);
    await nats.restart();
  });
});
