import { setTimeout as sleep } from 'node:timers/promises';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { incidentReported, pause } from '@safe-community/events';
import type { UnitOfWork } from '@safe-community/ledger';
import { eventually, type TestNats } from '@safe-community/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from './index.ts';
import { anotherDatabase, openGround, type Ground } from '../test/ground.ts';
import type { SmallService } from '../test/small-service.ts';

let nats: TestNats;
let start: Ground['start'];
let migrated: Ground['migrated'];
let throughProxy: Ground['throughProxy'];

beforeEach(async () => {
  const ground = await openGround();
  ({ nats, start, migrated, throughProxy } = ground);
  return () => ground.end();
});

async function published(service: SmallService): Promise<number> {
  const [mark] = await rows<{ position: string }>(service.database.em.fork(), 'select position from ledger_mark');
  return Number(mark?.position);
}

describe('startService', () => {
  it('starts while database and broker are down, and connects later', async () => {
    await migrated();
    const { proxy, url } = await throughProxy();
    proxy.cut();
    await nats.kill();
    const { service, isReady, messages } = await start({ databaseUrl: url });
    await eventually(() => expect(messages()).toContain('the broker cannot be reached yet'));
    expect(await isReady()).toBe(false);
    proxy.restore();
    await eventually(async () => expect(await isReady()).toBe(true));
    // Events are committed without the broker, and reach it later.
    await service.emit();
    expect(await published(service)).toBe(0);
    await nats.restart();
    await eventually(async () => expect(await published(service)).toBe(1));
  });

  it('does not start on a database of the other kind of installation', async () => {
    await migrated();
    await expect(start({ installation: 'real' })).rejects.toThrow('the database belongs to a demonstration');
  });

  it('consumes events of another service, and receives the last ones of a producer that stops promptly', async () => {
    await migrated();
    const { url: databaseUrl } = await anotherDatabase();
    const producer = (await start()).service;
    const listening = await start({ databaseUrl }, { consumesAt: `localhost:${producer.port}` });
    const consumed = () =>
      rows(listening.service.database.em.fork(), 'select position from consumed order by position');
    await producer.emit();
    await eventually(async () => expect(await consumed()).toHaveLength(1));
    await Promise.all(Array.from({ length: 20 }, () => producer.emit()));
    await producer.stop();
    await eventually(async () => expect(await consumed()).toHaveLength(21));
  });

  it('fails when the port is taken, and leaves nothing behind', async () => {
    const { service } = await start();
    await expect(start({ port: service.port })).rejects.toThrow('the port is taken');
  });
});

describe('jobs', () => {
  it('do due work once the service is ready, including work that became due during the downtime', async () => {
    const jobs = (database: Database) => [reminding(database, 100)];
    const { service, messages } = await start({}, { jobs });
    await eventually(() => expect(messages()).toContain('not ready: the database is not migrated yet'));
    await migrated();
    await remind(service, 5);
    await eventually(async () => expect(await reminded(service)).toEqual([1, 1, 1, 1, 1]));
    // A run before the migration would find no table.
    expect(messages()).not.toContain('job failed because of a bug');
    await remind(service, 2, '400 milliseconds');
    await service.stop();
    const again = await start({}, { jobs });
    await eventually(async () => expect(await reminded(again.service)).toEqual([1, 1, 1, 1, 1, 1, 1]));
  });

  it('of two replicas do each work item once and publish their events', async () => {
    await migrated();
    const jobs = (database: Database, unitOfWork: UnitOfWork) => [reminding(database, 20, unitOfWork)];
    const [one] = await Promise.all([start({}, { jobs }), start({}, { jobs })]);
    await remind(one.service, 200);
    await eventually(async () => expect(await reminded(one.service)).toEqual(Array.from({ length: 200 }, () => 1)));
    await eventually(async () => expect(await published(one.service)).toBe(200));
  });

  it('wait for an unavailable database, log that once, and continue', async () => {
    await migrated();
    const { proxy, url } = await throughProxy();
    let tries = 0;
    const jobs = (db: Database): Job[] => {
      const job = reminding(db, 50);
      const run = (signal: AbortSignal): Promise<number> => {
        tries += 1;
        return job.run(signal);
      };
      return [{ ...job, run }];
    };
    const { service, lines, messages, isReady } = await start({ databaseUrl: url }, { jobs });
    await eventually(async () => expect(await isReady()).toBe(true));
    proxy.cut();
    await eventually(() => expect(messages()).toContain('job waits for the database'));
    const before = tries;
    await eventually(() => expect(tries).toBeGreaterThan(before + 2));
    proxy.restore();
    await eventually(() => remind(service, 1));
    await eventually(async () => expect(await reminded(service)).toEqual([1]));
    // The other job is the service's own.
    const ofJob = lines().filter(({ job }) => job === 'remind');
    expect(ofJob.map(({ message }) => message)).toEqual(['job waits for the database']);
    expect(messages()).not.toContain('job failed because of a bug');
  });

  it('stop with the service before its connections close', async () => {
    await migrated();
    let isOver = false;
    const heedful: Job = {
      name: 'heedful',
      everyMs: 10,
      run: async (signal) => {
        await pause(60_000, signal);
        await sleep(100);
        isOver = true;
        return 0;
      },
    };
    const { service, isReady, messages } = await start({}, { jobs: () => [heedful] });
    await eventually(async () => expect(await isReady()).toBe(true));
    await service.stop();
    expect(isOver).toBe(true);
    expect(messages()).not.toContain('job failed because of a bug');
  });
});

/** Processes what is due, three at a time, and counts how often. */
function reminding(database: Database, everyMs: number, unitOfWork?: UnitOfWork): Job {
  const take = async (em: EntityManager): Promise<number> => {
    const taken = await rows(
      em,
      `update reminder set done = done + 1 where ctid = any (array(
         select ctid from reminder where done = 0 and due <= now() limit 3 for update skip locked)) returning 1`,
    );
    return taken.length;
  };
  const fact = incidentReported.create(incidentReported.decode(new Uint8Array()), {});
  return {
    name: 'remind',
    everyMs,
    run: async () =>
      unitOfWork === undefined
        ? take(database.em.fork())
        : unitOfWork.record(async (em) => {
            const result = await take(em);
            return { result, events: Array.from({ length: result }, () => fact) };
          }),
  };
}

async function remind({ database }: SmallService, count: number, after = '0 seconds'): Promise<void> {
  await rows(
    database.em.fork(),
    'insert into reminder (due) select now() + $2::interval from generate_series(1, $1::int)',
    [count, after],
  );
}

async function reminded({ database }: SmallService): Promise<number[]> {
  const found = await rows<{ done: number }>(database.em.fork(), 'select done from reminder');
  return found.map(({ done }) => done);
}

describe('stop', () => {
  it('does not wait for a database and a broker that are down', async () => {
    await migrated();
    const { proxy, url } = await throughProxy();
    const { service, isReady } = await start({ databaseUrl: url });
    await eventually(async () => expect(await isReady()).toBe(true));
    await service.emit();
    await eventually(async () => expect(await published(service)).toBe(1));
    proxy.blackhole();
    await nats.kill();
    await expect(service.stop()).resolves.toBeUndefined();
    await nats.restart();
  });

  it('does not wait for a database and a broker that have never been reachable', async () => {
    const { proxy, url } = await throughProxy();
    proxy.blackhole();
    await nats.kill();
    const { service } = await start({ databaseUrl: url });
    await expect(service.stop()).resolves.toBeUndefined();
    await nats.restart();
  });
});
