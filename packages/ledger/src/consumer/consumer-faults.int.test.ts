import type { NatsConnection } from '@nats-io/transport-node';
import { prepared, rows, type Database } from '@safe-community/database';
import { incidentReported } from '@safe-community/events';
import { eventually, startProxy, type Proxy } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { on, type LedgerSource } from '../index.ts';
import {
  capturedLog,
  ids,
  incident,
  markOf,
  openLedger,
  openLedgerDatabase,
  relayOf,
  report,
  reportAtOnce,
} from '../../test/ground.ts';
import {
  deadLettersOf,
  committedBy,
  countedBy,
  countIncidents,
  listen,
  publishJustSo,
  serveLedger,
  sourceAt,
} from '../../test/consumers.ts';
import { expectCounted, listener, nats, nc, producer, useTwoLedgers } from '../../test/two-ledgers.ts';

useTwoLedgers();

/** The consumer's database, over a network that the test can break. */
async function throughProxy(): Promise<{ proxy: Proxy; database: Database }> {
  const target = new URL(listener.url);
  const proxy = await startProxy(Number(target.port));
  target.port = String(proxy.port);
  const database = openLedgerDatabase(target.toString());
  onTestFinished(async () => {
    await proxy.close();
    await database.close();
  });
  return { proxy, database };
}

it('a batch that takes longer than the heartbeat interval does not count as a loss of the stream', async () => {
  let batches = 0;
  const wait = { statement: prepared('select pg_sleep(2.5)'), values: [] };
  const counting = on(incidentReported, (received) => {
    batches += 1;
    return batches === 1 ? [wait, countIncidents(received)] : [countIncidents(received)];
  });
  const events = ids('i', 400).map(incident);
  await producer.unitOfWork.record(async () => ({ result: undefined, events }));
  relayOf(producer, nc);
  await eventually(async () => expect(await markOf(producer)).toBe(400));
  const { logger, lines } = capturedLog();
  // Its source returns nothing: any read fails.
  listen(listener, nc, { handlers: [counting], logger });
  await expectCounted(ids('i', 400));
  expect(batches).toBeGreaterThan(1);
  expect(lines().filter(({ level }) => level === 'warn')).toEqual([]);
});

describe('a database fault', () => {
  it('that is transient loses nothing and dead-letters nothing: sessions are killed repeatedly', async () => {
    relayOf(producer, nc);
    listen(listener, nc);
    for (let round = 1; round <= 4; round += 1) {
      await reportAtOnce(producer, ids(`round-${round}`, 20));
      await rows(
        listener.admin.em.fork(),
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      ).catch(() => undefined);
    }
    await eventually(async () => expect(await countedBy(listener)).toHaveLength(80));
    expect(new Set(await countedBy(listener)).size).toBe(80);
    expect(await deadLettersOf(listener)).toEqual([]);
  });

  it('in the middle of the effects, such as a deadlock, is not attributed to the event', async () => {
    const spoilt = await openLedger({ isSpoilt: true });
    const em = spoilt.admin.em.fork();
    await rows(em, 'create sequence tries');
    await rows(
      em,
      `create function strike() returns trigger language plpgsql security definer as $$
       begin if nextval('tries') <= 3 then raise 'struck' using errcode = '40P01'; end if; return new; end $$`,
    );
    await rows(em, 'create trigger strike before insert on counted for each row execute function strike()');
    relayOf(producer, nc);
    listen(spoilt, nc);
    await report(producer, 'a', 'b', 'c');
    await expectCounted(['a', 'b', 'c'], { by: spoilt });
    expect(await deadLettersOf(spoilt)).toEqual([]);
  });

  it('caused by a network cut is retried until everything is applied', async () => {
    const { proxy, database } = await throughProxy();
    relayOf(producer, nc);
    listen({ database }, nc);
    await report(producer, 'before');
    await expectCounted(['before']);
    proxy.cut();
    await report(producer, ...ids('meanwhile', 5));
    proxy.restore();
    await expectCounted(['before', ...ids('meanwhile', 5)]);
    expect(await deadLettersOf(listener)).toEqual([]);
  });

  it('is not attributed to the events while the migration is pending', async () => {
    await rows(listener.admin.em.fork(), 'alter table counted rename to counted_later');
    relayOf(producer, nc);
    await report(producer, ...ids('i', 3));
    const { logger, lines } = capturedLog();
    listen(listener, nc, { logger });
    await eventually(() => expect(lines().filter(({ level }) => level === 'warn').length).toBeGreaterThan(0));
    await rows(listener.admin.em.fork(), 'alter table counted_later rename to counted');
    await expectCounted(ids('i', 3));
    expect(await deadLettersOf(listener)).toEqual([]);
  });
});

describe('the producer', () => {
  it('may be down when events are missing: they are read once it is back', async () => {
    await report(producer, 'a', 'b', 'c');
    const [a, , c] = await committedBy(producer);
    await publishJustSo(nc, [a!, c!]);
    const server = await serveLedger(producer);
    await server.drain(100);
    let answering = sourceAt(server.port);
    const switchable: LedgerSource = {
      read: (...range) => answering.read(...range),
      head: () => answering.head(),
      close: () => undefined,
    };
    listen(listener, nc, { source: switchable });
    await expectCounted(['a']);
    answering = sourceAt((await serveLedger(producer)).port);
    await expectCounted(['a', 'b', 'c']);
    expect(await deadLettersOf(listener)).toEqual([]);
  });
});

/** For a stop that needs no such end: longer than any test. */
const NEVER_LEAVES = { leaveAfterMs: 2 ** 31 - 1 };

describe('stop', () => {
  it('does not wait for a broker that is down, or that has never been reachable', async () => {
    relayOf(producer, nc);
    const consumer = listen(listener, nc, NEVER_LEAVES);
    const waiting = listen(listener, new Promise<NatsConnection>(() => undefined), NEVER_LEAVES);
    await report(producer, 'a');
    await expectCounted(['a']);
    await nats.kill();
    await expect(Promise.all([consumer.stop(), waiting.stop()])).resolves.toHaveLength(2);
    await nats.restart();
  });

  it('does not wait for the next try to reach a broker that is down', async () => {
    await nats.kill();
    const { logger, lines } = capturedLog();
    const consumer = listen(listener, nc, { ...NEVER_LEAVES, logger });
    await eventually(() => expect(lines()).not.toEqual([]));
    await expect(consumer.stop()).resolves.toBeUndefined();
    await nats.restart();
  });

  it.each(['cut', 'blackhole'] as const)('does not wait for a database that is down: %s', async (how) => {
    const { proxy, database } = await throughProxy();
    relayOf(producer, nc);
    const consumer = listen({ database }, nc);
    await report(producer, 'a');
    await expectCounted(['a']);
    proxy[how]();
    await report(producer, ...ids('i', 20));
    await expect(consumer.stop()).resolves.toBeUndefined();
  });

  it('does not wait for a slow producer, and cancels its call', async () => {
    await report(producer, ...ids('i', 5));
    const events = await committedBy(producer);
    await publishJustSo(nc, [events[4]!]);
    const server = await serveLedger(producer);
    const proxy = await startProxy(server.port);
    onTestFinished(() => proxy.close());
    proxy.blackhole();
    const consumer = listen(listener, nc, { ...NEVER_LEAVES, source: sourceAt(proxy.port) });
    await eventually(() => expect(proxy.open).toBe(1));
    await consumer.stop();
    expect(await countedBy(listener)).toEqual([]);
  });
});
