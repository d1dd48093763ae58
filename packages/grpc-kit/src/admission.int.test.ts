import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { demoClientCredentials, eventually, refusalOf, testCaller } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unavailable } from '@safe-community/domain-kit';
import { isServing, type Caller, type MethodClass } from './index.ts';
import { detailsOf, errorOf, SCOPES, startServed, type Served } from '../test/served.ts';

const HEAD = { epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n, installation: 1 as const };

function head({ ledger }: Pick<Served, 'ledger'>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    ledger.getHead({ partition: 0 }, (error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

function report({ intake }: Served): Promise<unknown> {
  return new Promise((resolve, reject) => {
    intake.reportIncident({ requestId: '', report: undefined }, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
}

const concurrency = (some: Partial<Record<MethodClass, number>>) => ({
  concurrency: { reads: 9, writes: 9, streams: 9, imports: 9, ...some },
});

/** Reads that continue until released. */
async function startHolding(some: Partial<Record<MethodClass, number>>) {
  const gate = Promise.withResolvers<void>();
  const held = { begun: 0, letGo: () => gate.resolve() };
  const served = await startServed(
    {
      getHead: async () => {
        held.begun += 1;
        await gate.promise;
        return HEAD;
      },
    },
    concurrency(some),
  );
  return { served, held };
}

describe('calls above the limit', () => {
  it('are rejected at once with a retry delay; active calls and other kinds of calls continue', async () => {
    const { served, held } = await startHolding({ reads: 2 });
    const underWay = Promise.all([head(served), head(served)]);
    await eventually(() => expect(held.begun).toBe(2));
    const refusal = await refusalOf(head(served));
    expect(refusal).toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_CALLS' });
    expect(refusal.retryAfterMs).toBeGreaterThanOrEqual(500);
    expect(refusal.retryAfterMs).toBeLessThanOrEqual(1_000);
    await report(served);
    served.server.setServing(true);
    expect(await isServing(`localhost:${served.server.port}`, demoClientCredentials())).toBe(true);
    held.letGo();
    expect(await underWay).toEqual([HEAD, HEAD]);
    expect(await head(served)).toEqual(HEAD);
    expect(served.logged()).toEqual([]);
  });

  it('get different retry delays, also for channels that retry automatically', async () => {
    const { served, held } = await startHolding({ reads: 1 });
    const underWay = head(served);
    await eventually(() => expect(held.begun).toBe(1));
    const refused = await Promise.all(
      Array.from({ length: 20 }, () => errorOf((done) => served.ledger.getHead({ partition: 0 }, done))),
    );
    const pauses = refused.map(({ metadata }) => Number(metadata.get('grpc-retry-pushback-ms')[0]));
    expect(new Set(pauses).size).toBeGreaterThan(10);
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(500);
    held.letGo();
    await underWay;
  });

  it('are rejected before their message is read', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    const served = await startServed(
      {
        reportIncident: async () => {
          begun += 1;
          await gate.promise;
          return IncidentIntakeServiceService.reportIncident.responseDeserialize(Buffer.alloc(0));
        },
      },
      concurrency({ writes: 1 }),
    );
    const underWay = report(served);
    await eventually(() => expect(begun).toBe(1));
    const client = new Client(`localhost:${served.server.port}`, demoClientCredentials());
    onTestFinished(() => client.close());
    const { path, requestSerialize, responseDeserialize } = IncidentIntakeServiceService.reportIncident;
    // Nothing is ever sent: a server that waited for the message would not answer.
    const error = await errorOf((done) =>
      client.makeClientStreamRequest(path, requestSerialize, responseDeserialize, (failure: ServiceError | null) =>
        done(failure),
      ),
    );
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    gate.resolve();
    await underWay;
  });
});

describe('a slot', () => {
  it('is free again after an answer, a rejection, a cancellation and a deadline', async () => {
    let end: 'answer' | 'refuse' | 'wait' = 'answer';
    let begun = 0;
    const served = await startServed(
      {
        getHead: async (_, { signal }) => {
          begun += 1;
          if (end === 'refuse') throw unavailable('away');
          if (end === 'wait') await sleep(60_000, undefined, { signal });
          return HEAD;
        },
      },
      concurrency({ reads: 1 }),
    );
    const free = async (): Promise<void> => {
      end = 'answer';
      await eventually(async () => expect(await head(served)).toEqual(HEAD));
    };
    await free();
    end = 'refuse';
    expect(await refusalOf(head(served))).toMatchObject({ code: 'UNAVAILABLE' });
    await free();
    end = 'wait';
    begun = 0;
    const cancelled = errorOf((done) => {
      const call = served.ledger.getHead({ partition: 0 }, done);
      void eventually(() => expect(begun).toBe(1)).then(() => call.cancel());
    });
    expect((await cancelled).code).toBe(status.CANCELLED);
    await free();
    end = 'wait';
    const late = errorOf((done) =>
      served.ledger.getHead({ partition: 0 }, new Metadata(), { deadline: Date.now() + 300 }, done),
    );
    expect((await late).code).toBe(status.DEADLINE_EXCEEDED);
    await free();
  });

  it('is held while the handler works for the call, even if the client has gone', async () => {
    const { served, held } = await startHolding({ reads: 1 });
    const error = await errorOf((done) => {
      const call = served.ledger.getHead({ partition: 0 }, done);
      void eventually(() => expect(held.begun).toBe(1)).then(() => call.cancel());
    });
    expect(error.code).toBe(status.CANCELLED);
    expect(await refusalOf(head(served))).toMatchObject({ reason: 'TOO_MANY_CALLS' });
    held.letGo();
    await eventually(async () => expect(await head(served)).toEqual(HEAD));
  });

  it('of a stream is held until the stream ends', async () => {
    const served = await startServed(
      {
        readEvents: async function* (_, { signal }) {
          yield { epoch: 'e', event: undefined, withheld: false, passedOver: false };
          await sleep(60_000, undefined, { signal });
        },
      },
      concurrency({ streams: 1 }),
    );
    const request = { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: true };
    const first = served.ledger.readEvents(request).on('error', () => undefined);
    await new Promise((resolve) => first.once('data', resolve));
    const refused = await errorOf((done) => served.ledger.readEvents(request).on('error', done).resume());
    expect(refused.code).toBe(status.RESOURCE_EXHAUSTED);
    first.cancel();
    await eventually(async () => {
      const second = served.ledger.readEvents(request);
      await new Promise((resolve, reject) => second.once('data', resolve).on('error', reject));
      second.cancel();
    });
  });
});

it('one caller holds at most half of the streams, and others get the rest', async () => {
  const served = await startServed(
    {
      readEvents: async function* (_, { signal }) {
        yield { epoch: 'e', event: undefined, withheld: false, passedOver: false };
        await sleep(60_000, undefined, { signal });
      },
    },
    {
      ...concurrency({ streams: 4 }),
      callers: new Map(['client', 'statistics'].map((name) => [name, testCaller(name, SCOPES)])),
    },
  );
  const follow = (from: 'client' | 'statistics') => {
    const request = { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: true };
    const call = served.ledgerAs(demoClientCredentials(from)).readEvents(request);
    const begun = new Promise((resolve, reject) => call.once('data', resolve).on('error', reject));
    return { begun, end: () => call.cancel() };
  };
  const held = [follow('client'), follow('client')];
  await Promise.all(held.map(({ begun }) => begun));
  expect(await refusalOf(follow('client').begun)).toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    reason: 'TOO_MANY_CALLS',
    message: 'the calling system has too many calls under way (streams)',
  });
  await Promise.all([follow('statistics').begun, follow('statistics').begun]);
  for (const { end } of held) end();
  await eventually(() => follow('client').begun);
});

describe('a caller above its rate limit', () => {
  const caller = (name: string, rates: Caller['rates']): [string, Caller] => {
    const known = testCaller(name, SCOPES);
    return [name, rates === undefined ? known : { ...known, rates }];
  };

  it('gets a retry delay and the name of the limit; its other calls and other callers are unaffected', async () => {
    // So rare that even a slow machine sees no further one.
    const callers = new Map([
      caller('client', { reads: { perSecond: 0.01, burst: 2 } }),
      caller('statistics', undefined),
    ]);
    const served = await startServed({ getHead: async () => HEAD }, { callers });
    expect(await Promise.all([head(served), head(served)])).toEqual([HEAD, HEAD]);
    const error = await errorOf((done) => served.ledger.getHead({ partition: 0 }, done));
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(detailsOf(error)).toMatchObject({
      ErrorInfo: {
        reason: 'RATE_LIMITED',
        domain: 'safecommunity',
        metadata: { rule: 'caller-reads-per-second', limit: '0.01', burst: '2' },
      },
      RetryInfo: { retryDelay: { seconds: expect.any(BigInt) as bigint } },
    });
    const { retryAfterMs } = await refusalOf(head(served));
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(100_000);
    await report(served);
    const other = { ledger: served.ledgerAs(demoClientCredentials('statistics')) };
    const answers = await Promise.all(Array.from({ length: 50 }, () => head(other)));
    expect(answers).toHaveLength(50);
  });
});
