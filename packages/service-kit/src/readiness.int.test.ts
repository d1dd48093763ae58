import { rows } from '@safe-community/database';
import { eventually, type TestDatabase, type TestNats } from '@safe-community/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  administer,
  anotherDatabase,
  openGround,
  type Ground,
  type SmallOptions,
  type Started,
} from '../test/ground.ts';
import type { SmallService } from '../test/small-service.ts';

/** This machine may be busy. */
const SLOWLY = { within: 60_000 };
const BEHIND = 'not ready: too far behind the events it consumes';

let nats: TestNats;
let database: TestDatabase;
let start: Ground['start'];
let migrated: Ground['migrated'];
let throughProxy: Ground['throughProxy'];

beforeEach(async () => {
  const ground = await openGround();
  ({ nats, database, start, migrated, throughProxy } = ground);
  return () => ground.end();
});

describe('readiness', () => {
  it('is false until the migration has run, logged once, and then becomes true without a restart', async () => {
    const { isReady, messages } = await start();
    await eventually(() => expect(messages()).toContain('not ready: the database is not migrated yet'));
    expect(await isReady()).toBe(false);
    await migrated();
    await eventually(async () => expect(await isReady()).toBe(true));
    expect(messages().filter((message) => message === 'not ready: the database is not migrated yet')).toHaveLength(1);
    expect(messages().filter((message) => message === 'ready')).toHaveLength(1);
  });

  it('is false until the data is loaded; a failed load is retried', async () => {
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

  it.each(['cut', 'blackhole'] as const)('becomes false while the database is down (%s)', async (how) => {
    await migrated();
    const { proxy, url } = await throughProxy();
    const { isReady } = await start({ databaseUrl: url });
    await eventually(async () => expect(await isReady()).toBe(true));
    proxy[how]();
    await eventually(async () => expect(await isReady()).toBe(false));
    proxy.restore();
    await eventually(async () => expect(await isReady()).toBe(true));
  });
});

async function becomesReady({ isReady }: Started, wanted = true): Promise<void> {
  await eventually(async () => expect(await isReady()).toBe(wanted), SLOWLY);
}

describe('readiness after a restore of the database', () => {
  it('becomes false when a required migration is missing, and the data is reloaded afterwards', async () => {
    await migrated();
    let loads = 0;
    const load = async (): Promise<void> => void (loads += 1);
    const started = await start({}, { load });
    await becomesReady(started);
    const [gone] = await administer(
      database,
      'delete from schema_migration where id = (select max(id) from schema_migration) returning name',
    );
    await becomesReady(started, false);
    expect(started.messages()).toContain('not ready: the database is not migrated yet');
    expect(loads).toBe(1);
    await administer(database, 'insert into schema_migration (name) values ($1)', [gone?.['name']]);
    await becomesReady(started);
    expect(loads).toBe(2);
  });
});

describe('readiness of a consumer', () => {
  const bound = { events: 10, ageMs: 600_000, startWaitMs: 600_000 };

  async function producing(): Promise<SmallService> {
    await migrated();
    return (await start()).service;
  }

  async function emit(producer: SmallService, howMany: number): Promise<void> {
    await Promise.all(Array.from({ length: howMany }, () => producer.emit()));
  }

  /** One without a table for its effects: consumed events wait, as they would for a migration. */
  async function consuming(producer: SmallService, lagBound = bound, options: SmallOptions = {}) {
    const own = await anotherDatabase();
    const started = await start(
      { databaseUrl: own.url, lagBound },
      { consumesAt: `localhost:${producer.port}`, ...options },
    );
    return {
      ...started,
      isStuck: async (isStuck: boolean): Promise<void> => {
        const [from, to] = isStuck ? ['consumed', 'consumed_later'] : ['consumed_later', 'consumed'];
        await administer(own, `alter table if exists ${from} rename to ${to}`);
      },
    };
  }

  it('becomes false while it is too far behind, logged once with the lag, and then becomes true again', async () => {
    const producer = await producing();
    const listener = await consuming(producer);
    await becomesReady(listener);
    await listener.isStuck(true);
    await emit(producer, 15);
    await becomesReady(listener, false);
    expect(await listener.isAlive()).toBe(true);
    const said = listener.lines().filter(({ message }) => message === BEHIND);
    expect(said).toMatchObject([{ level: 'warn', producer: 'incidents' }]);
    expect(said[0]?.['lag']).toBeGreaterThan(10);
    await listener.isStuck(false);
    await becomesReady(listener);
  });

  it('becomes false when a single event has waited for too long', async () => {
    const producer = await producing();
    const listener = await consuming(producer, { ...bound, ageMs: 1_500 });
    await becomesReady(listener);
    await listener.isStuck(true);
    await emit(producer, 1);
    await becomesReady(listener, false);
    const [said] = listener.lines().filter(({ message }) => message === BEHIND);
    expect(said).toMatchObject({ lag: 1 });
    expect(said?.['durationMs']).toBeGreaterThan(1_500);
    await listener.isStuck(false);
    await becomesReady(listener);
  });

  it('is false at the start until it has caught up with the head of the producer', async () => {
    const producer = await producing();
    await emit(producer, 30);
    await eventually(async () => expect(await published(producer)).toBe(30), SLOWLY);
    await nats.kill();
    const listener = await consuming(producer);
    await eventually(() => expect(listener.messages()).toContain(BEHIND), SLOWLY);
    expect(await listener.isReady()).toBe(false);
    expect(listener.messages()).not.toContain('ready');
    await nats.restart();
    await becomesReady(listener);
  });

  it('does not depend on a producer and a broker that are down', async () => {
    const producer = await producing();
    await producer.stop();
    await nats.kill();
    const listener = await consuming(producer);
    await becomesReady(listener);
    expect(listener.messages()).not.toContain(BEHIND);
    await nats.restart();
  });

  it('waits for nothing at the start of a consumer that does not need its producer then', async () => {
    const producer = await producing();
    await emit(producer, 30);
    await eventually(async () => expect(await published(producer)).toBe(30), SLOWLY);
    await nats.kill();
    const listener = await consuming(producer, bound, { isNeededFresh: false, isNeededAtStart: false });
    await becomesReady(listener);
    expect(listener.messages()).not.toContain(BEHIND);
    await nats.restart();
    await eventually(async () => expect(await consumed(listener)).toBe(30), SLOWLY);
  });

  it('stays true, and soon becomes true, for a consumer that may work with stale data', async () => {
    const producer = await producing();
    await emit(producer, 30);
    await eventually(async () => expect(await published(producer)).toBe(30), SLOWLY);
    await nats.kill();
    const listener = await consuming(producer, { ...bound, startWaitMs: 1_000 }, { isNeededFresh: false });
    await becomesReady(listener);
    expect(listener.messages()).toContain(BEHIND);
    await nats.restart();
    await eventually(async () => expect(await consumed(listener)).toBe(30), SLOWLY);
    await listener.isStuck(true);
    await emit(producer, 30);
    await eventually(async () => expect(await published(producer)).toBe(60), SLOWLY);
    expect(await listener.isReady()).toBe(true);
    expect(listener.messages().filter((message) => message === BEHIND)).toHaveLength(1);
  });
});

describe('liveness', () => {
  it('depends neither on the broker nor on the database', async () => {
    await migrated();
    const { proxy, url } = await throughProxy();
    const started = await start({ databaseUrl: url });
    await becomesReady(started);
    await nats.kill();
    expect([await started.isAlive(), await started.isReady()]).toEqual([true, true]);
    proxy.cut();
    await becomesReady(started, false);
    expect(await started.isAlive()).toBe(true);
    await nats.restart();
    proxy.restore();
    await becomesReady(started);
  });
});

async function published(service: SmallService): Promise<number> {
  const [mark] = await rows<{ position: string }>(service.database.em.fork(), 'select position from ledger_mark');
  return Number(mark?.position);
}

async function consumed({ service }: Started): Promise<number> {
  const [row] = await rows<{ count: string }>(service.database.em.fork(), 'select count(*) from consumed');
  return Number(row?.count);
}
