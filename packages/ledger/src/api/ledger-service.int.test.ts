import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { randomUUID } from 'node:crypto';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import {
  LedgerServiceClient,
  type GetHeadResponse,
  type ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { rows } from '@safe-community/database';
import { fromHeaders, incidentReported, patrolUnitRegistered } from '@safe-community/events';
import { callUnary } from '@safe-community/grpc-kit';
import { rpcServerDuration } from '@safe-community/telemetry';
import { demoClientCredentials, eventually, startProxy } from '@safe-community/testkit';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { committedBy, serveLedger, sourceAt } from '../../test/consumers.ts';
import { ids, incident, type Ledger, openLedger, openLedgerDatabase, prune, report } from '../../test/ground.ts';
import { written } from '../../test/written.ts';
import { testKey } from '../../test/test-key.ts';

/** Longer than any test: a server that waits for a call never stops. */
const FOREVER_MS = 2 ** 31 - 1;
/** The pool size of `openLedger`. */
const POOL_SIZE = 10;

let ledger: Ledger;
let server: Awaited<ReturnType<typeof serveLedger>>;
let client: LedgerServiceClient;

beforeEach(async () => {
  ledger = await openLedger();
  server = await serveLedger(ledger);
  client = new LedgerServiceClient(`localhost:${server.port}`, demoClientCredentials());
  return () => client.close();
});

function ask(more: Partial<ReadEventsRequest> = {}): ReadEventsRequest {
  return { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: false, ...more };
}

async function read(more: Partial<ReadEventsRequest> = {}, positions: number[] = []): Promise<number[]> {
  for await (const { event } of client.readEvents(ask(more)) as AsyncIterable<ReadEventsResponse>) {
    positions.push(Number(event?.position));
  }
  return positions;
}

async function refusal(more: Partial<ReadEventsRequest>, received: number[] = []): Promise<ServiceError> {
  return read(more, received).then(
    (positions) => Promise.reject(new Error(`it answered ${positions.length} events`)),
    (error: unknown) => error as ServiceError,
  );
}

function head(): Promise<GetHeadResponse> {
  return callUnary('GetHead', client.getHead.bind(client), { partition: 0 }, 5_000);
}

/** Many events at once, to fill more than a page. */
async function fill(count: number): Promise<void> {
  const key = testKey('client', randomUUID(), 'Fill', Buffer.from('fill'));
  const events = ids('i', count).map(incident);
  await written(ledger.unitOfWork, key, async () => ({ response: IncidentReported.decode(Buffer.alloc(0)), events }));
}

/** Makes the events so large that they do not fit into the buffers of a call. */
async function enlarge(): Promise<void> {
  const big = 'update ledger_event set body = decode(repeat($1, 8192), $2)';
  await rows(ledger.admin.em.fork(), big, ['ab', 'hex']);
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('ReadEvents', () => {
  it('returns the whole ledger in order, over many pages, as it was committed', async () => {
    await fill(1_203);
    expect(await read()).toEqual(upTo(1_203));
    const [committed] = await committedBy(ledger);
    const { event, epoch } = await firstOf(ask());
    expect(event).toMatchObject({
      eventId: committed?.id,
      eventType: incidentReported.type,
      subject: committed?.subject,
    });
    expect(epoch).toBe(committed?.epoch);
    const envelope = fromHeaders(
      (name) => event?.headers[name] ?? '',
      event?.subject ?? '',
      event?.body ?? Buffer.alloc(0),
    );
    expect(envelope).toEqual(committed);
    expect(incidentReported.decode(envelope.body).incidentId).toBe('i-1');
  });

  it('returns a range including both ends, and nothing beyond the head', async () => {
    await fill(10);
    expect(await read({ fromPosition: 3n, toPosition: 5n })).toEqual([3, 4, 5]);
    expect(await read({ fromPosition: 9n, toPosition: 99n })).toEqual([9, 10]);
    expect(await read({ fromPosition: 11n })).toEqual([]);
    expect(await read({ fromPosition: 2n ** 63n - 1n })).toEqual([]);
  });

  it('returns only events of the requested types', async () => {
    await report(ledger, 'a');
    const unit = { ...incident('b'), type: patrolUnitRegistered.type };
    const key = testKey('client', randomUUID(), 'Other', Buffer.from('b'));
    await written(ledger.unitOfWork, key, async () => ({
      response: IncidentReported.decode(Buffer.alloc(0)),
      events: [unit],
    }));
    await report(ledger, 'c');
    expect(await read({ eventTypes: [incidentReported.type] })).toEqual([1, 3]);
    expect(await read({ eventTypes: [patrolUnitRegistered.type, 'unknown'] })).toEqual([2]);
  });

  it('with follow, returns events committed later, up to the last requested position', async () => {
    await fill(2);
    const positions: number[] = [];
    const reading = read({ follow: true, toPosition: 4n }, positions);
    await eventually(() => expect(positions).toEqual([1, 2]));
    await report(ledger, 'later', 'last', 'beyond');
    expect(await reading).toEqual([1, 2, 3, 4]);
  });

  it('ends a follow with UNAVAILABLE at once when the server stops', async () => {
    await fill(1);
    const positions: number[] = [];
    const ended = refusal({ follow: true }, positions);
    await eventually(() => expect(positions).toEqual([1]));
    await server.drain(FOREVER_MS);
    expect(await ended).toMatchObject({ code: status.UNAVAILABLE });
  });

  it('stops working when the caller cancels', async () => {
    const ended = vi.spyOn(rpcServerDuration, 'record');
    onTestFinished(() => ended.mockRestore());
    await fill(1);
    const call = client.readEvents(ask({ follow: true }), new Metadata());
    const iterator = (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]();
    await iterator.next();
    call.cancel();
    await expect(iterator.next()).rejects.toMatchObject({ code: status.CANCELLED });
    // Recorded when the handler has ended.
    await eventually(() => expect(ended).toHaveBeenCalledOnce());
  });

  it('reads no faster than its reader', async () => {
    await fill(4_000);
    await enlarge();
    // A table of this size may be scanned completely as long as the planner has no statistics.
    await rows(ledger.admin.em.fork(), 'vacuum analyze ledger_event');
    const before = await eventsRead();
    const call = client.readEvents(ask());
    const iterator = (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]();
    await iterator.next();
    let count = 1;
    const expectNotAhead = async (): Promise<void> => {
      expect((await eventsRead()) - before - count).toBeLessThan(3_000);
    };
    await expectNotAhead();
    while ((await iterator.next()).done !== true) {
      count += 1;
      if (count === 500) await expectNotAhead();
    }
    expect(count).toBe(4_000);
  });

  it.each([
    ['position 0', { fromPosition: 0n }, 'from_position must be from 1 to'],
    ['a position beyond what the database holds', { fromPosition: 2n ** 63n }, 'from_position must be from 1 to'],
    ['a last position beyond it', { toPosition: 2n ** 64n - 1n }, 'to_position must be from 1 to'],
    ['a range that ends before it begins', { fromPosition: 5n, toPosition: 4n }, 'to_position must not be before'],
    ['an unknown partition', { partition: 1 }, 'partition must be 0'],
  ])('rejects %s', async (_, more, text) => {
    const error = await refusal(more);
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(error.details).toContain(text);
  });

  it('is OUT_OF_RANGE for events that are no longer kept, even if none are left', async () => {
    await fill(6);
    await prune(ledger, 3);
    expect(await refusal({ fromPosition: 3n })).toMatchObject({
      code: status.OUT_OF_RANGE,
      details: 'the oldest event kept has position 4',
    });
    expect(await read({ fromPosition: 4n })).toEqual([4, 5, 6]);
    expect((await head()).firstPosition).toBe(4n);
    await prune(ledger, 6);
    expect(await refusal({ fromPosition: 5n })).toMatchObject({
      code: status.OUT_OF_RANGE,
      details: 'no event is kept, the next one has position 7',
    });
    expect((await head()).firstPosition).toBe(7n);
    expect(await read({ fromPosition: 7n })).toEqual([]);
  });

  it('is UNAVAILABLE while the database is down', async () => {
    const target = new URL(ledger.url);
    const proxy = await startProxy(Number(target.port));
    target.port = String(proxy.port);
    const database = openLedgerDatabase(target.toString());
    onTestFinished(async () => {
      await database.close();
      await proxy.close();
    });
    const cutOff = await serveLedger({ ...ledger, database });
    client = new LedgerServiceClient(`localhost:${cutOff.port}`, demoClientCredentials());
    expect(await read()).toEqual([]);
    proxy.cut();
    expect(await refusal({})).toMatchObject({ code: status.UNAVAILABLE });
    proxy.restore();
    expect(await read()).toEqual([]);
  });
});

describe('GetHead', () => {
  it('returns head, mark and epoch', async () => {
    await fill(3);
    await rows(ledger.database.em.fork(), 'update ledger_mark set position = 2');
    const [epoch] = await rows<{ epoch: string }>(ledger.database.em.fork(), 'select epoch from ledger_epoch');
    expect(await head()).toEqual({
      epoch: epoch?.epoch,
      headPosition: 3n,
      publishedPosition: 2n,
      firstPosition: 1n,
      installation: 1,
    });
  });
});

describe('ledgerSource', () => {
  it('cancels the call to the producer when its reader stops in the middle', async () => {
    await fill(2_000);
    await enlarge();
    const source = sourceAt(server.port);
    for await (const { position } of source.read(1n, 2_000n, new AbortController().signal)) if (position === 5n) break;
    await expect(server.drain(FOREVER_MS)).resolves.toBeUndefined();
  });

  it('throws when the producer is down', async () => {
    const source = sourceAt(server.port);
    await server.drain(100);
    const reading = (async () => {
      for await (const event of source.read(1n, 2n, new AbortController().signal)) expect(event).toBeUndefined();
    })();
    await expect(reading).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });
});

async function firstOf(request: ReadEventsRequest): Promise<ReadEventsResponse> {
  const call = client.readEvents(request);
  onTestFinished(() => call.cancel());
  for await (const response of call as AsyncIterable<ReadEventsResponse>) return response;
  throw new Error('no event');
}

async function eventsRead(): Promise<number> {
  // A session reports its statistics after a second at the earliest, unless asked to; here each one of the pool is.
  const telling = Array.from({ length: POOL_SIZE }, () =>
    rows(ledger.database.em.fork(), 'select pg_stat_force_next_flush(), pg_sleep(0.05)'),
  );
  await Promise.all(telling);
  return statistic(
    `select coalesce(idx_tup_fetch, 0) + seq_tup_read as count from pg_stat_user_tables where relname = 'ledger_event'`,
  );
}

async function statistic(query: string): Promise<number> {
  return eventually(async () => {
    const [found] = await rows<{ count: string }>(ledger.database.em.fork(), query);
    return Number(found?.count);
  });
}
