import { connect, constants } from 'node:http2';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, status, type ServiceError } from '@grpc/grpc-js';
import { ImportIncidentsResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { LedgerServiceService, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials, eventually, refusalOf, testPki } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { unavailable } from '@safe-community/domain-kit';
import { DEFAULT_TIMEOUTS, type Timeouts } from './index.ts';
import { errorOf, startServed, type Served } from '../test/served.ts';

const ONE_EACH = { reads: 1, writes: 1, streams: 1, imports: 1 };
const ALL = { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: true };
const BIG: ReadEventsResponse = { epoch: 'x'.repeat(100_000), event: undefined, withheld: false, passedOver: false };
const row = (rowNumber: number) => ({
  part: {
    $case: 'row' as const,
    value: {
      rowNumber,
      externalId: '',
      report: undefined,
      receivedTime: undefined,
      onSceneTime: undefined,
      course: undefined,
    },
  },
  rows: [],
});

/** A server with one slot for each class of methods. */
function serveWithTimeouts(handlers: Parameters<typeof startServed>[0], timeouts: Partial<Timeouts>): Promise<Served> {
  return startServed(handlers, { concurrency: ONE_EACH, timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts } });
}

function head({ ledger }: Served): Promise<unknown> {
  return new Promise((resolve, reject) => {
    ledger.getHead({ partition: 0 }, (error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

function importing({ intake }: Served) {
  const { promise, resolve, reject } = Promise.withResolvers<ImportIncidentsResponse>();
  promise.catch(() => undefined);
  const call = intake.importIncidents((error, response) => (error === null ? resolve(response) : reject(error)));
  call.on('error', () => undefined);
  return { call, answer: promise };
}

const countRows = async (requests: AsyncIterable<unknown>): Promise<ImportIncidentsResponse> => {
  let added = 0;
  for await (const _ of requests) added += 1;
  return ImportIncidentsResponse.fromPartial({ added });
};

/** From now on only the test moves the clock of what a server waits for. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** What comes of `event` if time passes. */
async function whenPasses<Result>(ms: number, event: Promise<Result>): Promise<Result> {
  let isOver = false;
  const over = event.finally(() => (isOver = true));
  await eventually(() => {
    vi.advanceTimersByTime(ms);
    expect(isOver).toBe(true);
  });
  return over;
}

describe('a unary request', () => {
  it('that does not arrive is ABORTED in time, and its slot is released', async () => {
    const served = await serveWithTimeouts({}, { requestMs: 200 });
    const client = new Client(`localhost:${served.server.port}`, demoClientCredentials());
    onTestFinished(() => client.close());
    const { path, requestSerialize, responseDeserialize } = LedgerServiceService.getHead;
    // No deadline, and nothing is ever sent.
    const silent = new Promise((_, reject) => {
      const done = (error: ServiceError | null): void => reject(error ?? new Error('it was answered'));
      client.makeClientStreamRequest(path, requestSerialize, responseDeserialize, done);
    });
    expect(await refusalOf(silent)).toMatchObject({ code: 'ABORTED', reason: 'REQUEST_MISSING', retryAfterMs: 0 });
    // On a busy machine this request may be late as well.
    await eventually(() => head(served));
    expect(served.logged()).toEqual([]);
  });
});

describe('a stream of requests', () => {
  it.each([0, 3])('that goes silent after %i messages is ABORTED in time, and its slot is released', async (count) => {
    const served = await serveWithTimeouts({ importIncidents: countRows }, { silenceMs: 200 });
    stopClock();
    const { call, answer } = importing(served);
    for (let number = 1; number <= count; number += 1) call.write(row(number));
    expect(await whenPasses(200, refusalOf(answer))).toMatchObject({
      code: 'ABORTED',
      reason: 'STREAM_IDLE',
      retryAfterMs: 0,
    });
    const next = importing(served);
    next.call.end(row(1));
    expect(await next.answer).toMatchObject({ added: 1 });
    expect(served.logged()).toEqual([]);
  });

  it('is not silent while its handler processes earlier messages', async () => {
    const importIncidents = async (requests: AsyncIterable<unknown>) => {
      let added = 0;
      for await (const _ of requests) {
        vi.advanceTimersByTime(400);
        added += 1;
      }
      return ImportIncidentsResponse.fromPartial({ added });
    };
    const served = await serveWithTimeouts({ importIncidents }, { silenceMs: 250 });
    stopClock();
    const { call, answer } = importing(served);
    call.write(row(1));
    call.end(row(2));
    expect(await answer).toMatchObject({ added: 2 });
  });

  it('may last longer than a unary request may take to arrive', async () => {
    const served = await serveWithTimeouts({ importIncidents: countRows }, { requestMs: 100 });
    const { call, answer } = importing(served);
    for (let number = 1; number <= 4; number += 1) {
      call.write(row(number));
      await sleep(75);
    }
    call.end();
    expect(await answer).toMatchObject({ added: 4 });
  });

  it('does not last forever with an occasional message', async () => {
    const served = await serveWithTimeouts({ importIncidents: countRows }, { streamMs: 500 });
    const { call, answer } = importing(served);
    const drip = setInterval(() => call.write(row(1)), 100);
    onTestFinished(() => clearInterval(drip));
    expect(await refusalOf(answer)).toMatchObject({ code: 'UNAVAILABLE', reason: 'STREAM_TOO_OLD' });
  });
});

describe('a stream of responses', () => {
  const endless = async function* () {
    for (;;) yield BIG;
  };

  it.each([
    ['continues', endless],
    [
      'has ended',
      async function* () {
        for (let count = 0; count < 40; count += 1) yield BIG;
      },
    ],
  ])('that is not read and that %s is cut in time, and its slot is released', async (_, readEvents) => {
    const served = await serveWithTimeouts({ readEvents }, { readerMs: 300 });
    const call = served.ledger.readEvents(ALL);
    const error = errorOf((done) => call.on('error', done));
    await (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]().next();
    await eventually(async () => {
      const second = served.ledger.readEvents(ALL);
      await new Promise((resolve, reject) => second.once('data', resolve).on('error', reject));
      second.cancel();
    });
    call.resume();
    expect((await error).code).toBe(status.RESOURCE_EXHAUSTED);
    expect(served.logged()).toEqual([]);
  });

  it('that is read slowly continues', async () => {
    const served = await serveWithTimeouts({ readEvents: endless }, { readerMs: 2_000 });
    const call = served.ledger.readEvents(ALL).on('error', () => undefined);
    const answers = (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]();
    // The first answers come from buffers; the later ones show that the stream continues.
    for (let count = 0; count < 30; count += 1) {
      expect((await answers.next()).done).toBe(false);
      await sleep(100);
    }
    call.cancel();
  });

  it('ends with UNAVAILABLE after its maximum age, even while it waits for events', async () => {
    const served = await serveWithTimeouts(
      {
        readEvents: async function* (_, { draining }) {
          yield BIG;
          await once(draining, 'abort');
          throw unavailable('the service stops');
        },
      },
      { streamMs: 300 },
    );
    const error = await errorOf((done) => served.ledger.readEvents(ALL).on('error', done).resume());
    expect(error.code).toBe(status.UNAVAILABLE);
    expect(error.details).toContain('call again and continue from there');
  });
});

it('an answer that the client does not read is cut in time, and its slot is released', async () => {
  const epoch = 'x'.repeat(200_000);
  const getHead = async () => ({
    epoch,
    headPosition: 1n,
    publishedPosition: 1n,
    firstPosition: 1n,
    installation: 1 as const,
  });
  const served = await serveWithTimeouts({ getHead }, { readerMs: 300 });
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities.client;
  const session = connect(`https://localhost:${served.server.port}`, {
    ca: readFileSync(caFile),
    cert: readFileSync(certFile),
    key: readFileSync(keyFile),
    // It accepts only headers.
    settings: { initialWindowSize: 0 },
  });
  onTestFinished(() => session.destroy());
  const call = session.request({
    ':method': 'POST',
    ':path': LedgerServiceService.getHead.path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  stopClock();
  const closed = once(call, 'close').catch(() => undefined);
  call.on('error', () => undefined);
  call.end(Buffer.alloc(5));
  await once(call, 'response');
  expect(await refusalOf(head(served))).toMatchObject({ reason: 'TOO_MANY_CALLS' });
  await whenPasses(300, closed);
  expect(call.rstCode).toBe(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  await head(served);
});
