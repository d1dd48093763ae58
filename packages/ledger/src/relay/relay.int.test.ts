import { jetstreamManager } from '@nats-io/jetstream';
import { rows } from '@safe-community/database';
import { decodeHeartbeat, ensureStream, heartbeatSubject, LOCAL_STREAM_POLICY } from '@safe-community/events';
import { eventually, startProxy, startTestNats, type TestNats } from '@safe-community/testkit';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createUnitOfWork, createWakeup, startRelay, type Wakeup } from '../index.ts';
import {
  connectTo,
  ids,
  markOf,
  openLedger,
  openLedgerDatabase,
  positionsInStream,
  relayOf,
  report,
  reportAtOnce,
  silent,
  type Ledger,
} from '../../test/ground.ts';

let nats: TestNats;

beforeEach(async () => {
  nats = await startTestNats();
});

afterEach(() => nats.stop());

/** The longest that a timer can wait. */
const NEVER_MS = 2 ** 31 - 1;
/** A mark before which no heartbeat finds unpublished events. */
const FAR_AHEAD = 1_000;

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** Wakes only for commits and notifications, never because time has passed. */
function untimed(wakeup: Wakeup): Wakeup {
  return { ...wakeup, next: (signal) => wakeup.next(signal, NEVER_MS) };
}

/** Sets the mark back, as if the relay had been killed between publishing and marking. */
async function setMark({ database }: Ledger, position: number): Promise<void> {
  await rows(database.em.fork(), 'update ledger_mark set position = $1', [position]);
}

describe('relay', () => {
  it('publishes in order, and marks what the broker has acknowledged', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    await report(ledger, ...ids('before', 5));
    relayOf(ledger, nc);
    await reportAtOnce(ledger, ids('during', 40));
    await eventually(async () => expect(await markOf(ledger)).toBe(45));
    expect(await positionsInStream(nc)).toEqual(upTo(45));
    const [last] = await rows<{ event_id: string; subject: string }>(
      ledger.database.em.fork(),
      'select event_id, subject from ledger_event where position = 45',
    );
    const message = await (await jetstreamManager(nc)).streams.getMessage('INCIDENTS', { seq: 45 });
    expect(message?.header.get('ce-id')).toBe(last?.event_id);
    expect(message?.subject).toBe('safecommunity.incidents.v1.incident-reported.UA05.UA05020030000031457');
  });

  it('is woken by a commit to publish its event: by neither a timer nor a heartbeat', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    relayOf({ ...ledger, wakeup: untimed(ledger.wakeup) }, nc);
    await report(ledger, 'first');
    await eventually(async () => expect(await positionsInStream(nc)).toEqual([1]));
    await setMark(ledger, FAR_AHEAD);
    await report(ledger, 'second');
    await eventually(async () => expect(await positionsInStream(nc)).toEqual([1, 2]));
  });

  it('continues after the broker was killed and restarted, without gaps', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    relayOf(ledger, nc);
    await report(ledger, ...ids('before', 5));
    await eventually(async () => expect(await markOf(ledger)).toBe(5));
    await nats.kill();
    await report(ledger, ...ids('meanwhile', 5));
    await nats.restart();
    await report(ledger, ...ids('after', 5));
    await eventually(async () => expect(await markOf(ledger)).toBe(15));
    expect(new Set(await positionsInStream(nc))).toEqual(new Set(upTo(15)));
  });

  it('refills a stream that was wiped', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    relayOf(ledger, nc);
    await report(ledger, ...ids('before', 20));
    await eventually(async () => expect(await markOf(ledger)).toBe(20));
    await nats.wipe();
    await eventually(async () => expect(await positionsInStream(nc)).toEqual(upTo(20)));
    await report(ledger, 'after');
    await eventually(async () => expect(await positionsInStream(nc)).toEqual(upTo(21)));
  });

  it('refills a stream that was deleted while the connection stayed', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    relayOf(ledger, nc);
    await report(ledger, ...ids('before', 3));
    await eventually(async () => expect(await markOf(ledger)).toBe(3));
    await (await jetstreamManager(nc)).streams.delete('INCIDENTS');
    await report(ledger, 'after');
    await eventually(async () => expect(await positionsInStream(nc)).toEqual(upTo(4)));
  });

  it('repeats events that it published and did not mark, and the broker drops them', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    const first = relayOf(ledger, nc);
    await report(ledger, ...ids('i', 5));
    await eventually(async () => expect(await markOf(ledger)).toBe(5));
    await first.stop();
    await setMark(ledger, 2);
    relayOf(ledger, nc);
    await eventually(async () => expect(await markOf(ledger)).toBe(5));
    expect(await positionsInStream(nc)).toEqual(upTo(5));
  });

  it('probes with one event while the broker accepts none, and then publishes the backlog', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    const manager = await jetstreamManager(nc, { checkAPI: false });
    await eventually(() => ensureStream(nc, 'incidents', LOCAL_STREAM_POLICY));
    // The client's types do not include sealing an existing stream.
    const { config } = await manager.streams.info('INCIDENTS');
    await nc.request('$JS.API.STREAM.UPDATE.INCIDENTS', JSON.stringify({ ...config, sealed: true }));
    await report(ledger, ...ids('waits', 20));
    const tried: number[] = [];
    nc.subscribe('safecommunity.incidents.v1.incident-reported.>', {
      callback: (_error, message) => void tried.push(Number(message.headers?.get('sc-position'))),
    });
    relayOf(ledger, nc);
    await eventually(() => expect(tried.length).toBeGreaterThan(22));
    expect(tried.slice(0, 20)).toEqual(upTo(20));
    expect(new Set(tried.slice(20))).toEqual(new Set([1]));
    expect(await markOf(ledger)).toBe(0);
    await manager.streams.delete('INCIDENTS');
    await eventually(async () => expect(await markOf(ledger)).toBe(20));
    expect(await positionsInStream(nc)).toEqual(upTo(20));
  });

  it('connects to the broker whenever it becomes available', async () => {
    const ledger = await openLedger();
    await report(ledger, 'early');
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof connectTo>>>();
    relayOf(ledger, promise);
    resolve(await connectTo(nats));
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
  });

  it('returns the head of the ledger', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    const beats = nc.subscribe(heartbeatSubject('incidents'), { max: 1 });
    await report(ledger, ...ids('i', 3));
    relayOf(ledger, nc);
    for await (const message of beats) {
      expect(decodeHeartbeat(message.string())).toMatchObject({ partition: 0, head: 3n, published: 3n });
    }
  });
});

describe('two relays', () => {
  it('do no harm at once; the second takes over after the death of the first session', async () => {
    const ledger = await openLedger();
    const nc = await connectTo(nats);
    relayOf(ledger, nc);
    await report(ledger, 'one');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
    const second = { ...ledger, wakeup: { ...ledger.wakeup, onCommitted: () => () => undefined } };
    relayOf(second, nc);

    // The holder of the lock loses its session repeatedly; meanwhile events are committed.
    for (let round = 1; round <= 3; round += 1) {
      await rows(
        ledger.admin.em.fork(),
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = 4801265
           and database = (select oid from pg_database where datname = current_database())`,
      );
      await report(ledger, ...ids(`round-${round}`, 10));
      await eventually(async () => expect(await markOf(ledger)).toBe(1 + round * 10));
    }
    expect(new Set(await positionsInStream(nc))).toEqual(new Set(upTo(31)));
  });

  it('wake each other through the database: a commit on the standby is published at once', async () => {
    const first = await openLedger();
    const nc = await connectTo(nats);
    relayOf({ ...first, wakeup: untimed(first.wakeup) }, nc);
    await report(first, 'one');
    await eventually(async () => expect(await positionsInStream(nc)).toEqual([1]));
    await setMark(first, FAR_AHEAD);
    const wakeup = createWakeup();
    const waiting = Promise.withResolvers<void>();
    const onCommitted = (listener: () => void) => {
      waiting.resolve();
      return wakeup.onCommitted(listener);
    };
    const beside = { ...first, wakeup: { ...wakeup, onCommitted } };
    relayOf(beside, nc);
    await waiting.promise;
    const unitOfWork = createUnitOfWork(first.database, wakeup);
    let before = 1;
    for (let round = 1; round <= 3; round += 1) {
      // A commit while a notification is under way sends none: another one follows.
      before = await eventually(async () => {
        await report({ ...first, unitOfWork }, 'from beside');
        const { length } = await positionsInStream(nc);
        expect(length).toBeGreaterThan(before);
        return length;
      });
    }
  });
});

describe('stop', () => {
  it('publishes committed events before it ends', async () => {
    const ledger = await openLedger();
    const relay = relayOf(ledger, await connectTo(nats));
    await report(ledger, 'first');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
    await reportAtOnce(ledger, ids('last', 30));
    await relay.stop();
    expect(await markOf(ledger)).toBe(31);
  });

  it('does not wait for a broker that is down', async () => {
    const ledger = await openLedger();
    const relay = relayOf(ledger, await connectTo(nats));
    await report(ledger, 'first');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
    await nats.kill();
    await report(ledger, 'second');
    await expect(relay.stop()).resolves.toBeUndefined();
    await nats.restart();
  });

  it('does not wait for a broker that has never been reachable', async () => {
    const ledger = await openLedger();
    const relay = relayOf(ledger, new Promise(() => undefined));
    await expect(relay.stop()).resolves.toBeUndefined();
  });

  it.each(['cut', 'blackhole'] as const)('does not wait for a database that is down: %s', async (how) => {
    const ledger = await openLedger();
    const target = new URL(ledger.url);
    const proxy = await startProxy(Number(target.port));
    target.port = String(proxy.port);
    const database = openLedgerDatabase(target.toString());
    const relay = startRelay({
      installation: 'demonstration',
      database,
      databaseUrl: target.toString(),
      broker: connectTo(nats),
      producer: 'incidents',
      streamPolicy: { replicas: 1, maxAgeDays: 1, maxBytes: 1_048_576 },
      wakeup: ledger.wakeup,
      logger: silent,
    });
    await report(ledger, 'first');
    await eventually(async () => expect(await markOf(ledger)).toBe(1));
    onTestFinished(() => proxy.close());
    proxy[how]();
    await expect(relay.stop()).resolves.toBeUndefined();
    proxy.restore();
    await database.close();
  });
});
