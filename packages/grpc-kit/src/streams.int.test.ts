import { setTimeout as sleep } from 'node:timers/promises';
import { makeClientConstructor, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import {
  ImportIncidentsResponse,
  IncidentIntakeServiceService,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials, eventually } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Refusal, refuseInvalid } from '@safe-community/domain-kit';
import { attachedTo, detailsOf, errorOf, startServed, type Served } from '../test/served.ts';

const ALL = { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: false };
const HEAD = { epoch: '', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 as const };

/** An import in progress: what the client sends, and how it ends. */
function importing({ intake }: Served) {
  const { promise, resolve, reject } = Promise.withResolvers<ImportIncidentsResponse>();
  promise.catch(() => undefined);
  const call = intake.importIncidents((error, response) => (error === null ? resolve(response) : reject(error)));
  call.on('error', () => undefined);
  return { call, answer: promise };
}

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

const imported = (added: number): ImportIncidentsResponse => ImportIncidentsResponse.fromPartial({ added });

const encodedRow = (rowNumber: number): Buffer =>
  IncidentIntakeServiceService.importIncidents.requestSerialize(row(rowNumber));

/** Sends these bytes as the messages of ImportIncidents. */
function sendRaw({ server }: Served, messages: readonly Buffer[]): Promise<ServiceError> {
  const { importIncidents } = IncidentIntakeServiceService;
  const Raw = makeClientConstructor({ importIncidents: { ...importIncidents, requestSerialize: asBytes } }, 'Raw');
  const client = new Raw(`localhost:${server.port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  type Start = (done: (error: ServiceError | null) => void) => { write(bytes: Buffer): void; end(): void };
  return errorOf((done) => {
    const call = (client['importIncidents'] as unknown as Start).call(client, done);
    for (const bytes of messages) call.write(bytes);
    call.end();
  });
}

const asBytes = (bytes: Buffer): Buffer => bytes;

describe('a stream of responses', () => {
  it('waits for a slow reader and does not fill the memory', async () => {
    let given = 0;
    const { ledger } = await startServed({
      readEvents: async function* () {
        for (; given < 5_000; given += 1)
          yield { epoch: 'x'.repeat(10_000), event: undefined, withheld: false, passedOver: false };
      },
    });
    const call = ledger.readEvents(ALL);
    const responses = (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]();
    let [received, ahead] = [0, 0];
    while ((await responses.next()).done !== true) {
      received += 1;
      ahead = Math.max(ahead, given - received);
    }
    expect(ahead).toBeLessThan(1_000);
    expect(received).toBe(5_000);
  });

  it.each([
    ['is cancelled', (call: { cancel(): void }) => call.cancel()],
    ['passes its deadline', () => undefined],
  ])('ends its work when the call %s, and does not log a bug', async (_, end) => {
    let isOver = false;
    const begun = Promise.withResolvers<void>();
    const { ledger, logged } = await startServed({
      readEvents: async function* (_, { signal }) {
        begun.resolve();
        try {
          for (;;) {
            yield { epoch: 'x'.repeat(100_000), event: undefined, withheld: false, passedOver: false };
            signal.throwIfAborted();
          }
        } finally {
          isOver = true;
        }
      },
    });
    const call = ledger.readEvents(ALL, new Metadata(), { deadline: Date.now() + 3_000 });
    const error = errorOf((done) => call.on('error', done));
    await begun.promise;
    end(call);
    expect([status.CANCELLED, status.DEADLINE_EXCEEDED]).toContain((await error).code);
    await eventually(() => expect(isOver).toBe(true));
    expect(logged()).toEqual([]);
  });
});

describe('a stream of requests', () => {
  it('is discarded when the handler stops: nothing waits for the rest of it', async () => {
    const served = await startServed({
      importIncidents: async (requests) => {
        await requests[Symbol.asyncIterator]().next();
        return imported(1);
      },
    });
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const calls = 20;
    const before = timers();
    for (let count = 0; count < calls; count += 1) {
      const { call, answer } = importing(served);
      call.write(row(1));
      call.end();
      expect((await answer).added).toBe(1);
    }
    await eventually(() => expect(timers()).toBeLessThan(before + calls / 2));
  });

  it('is read message by message and answered once', async () => {
    const served = await startServed({
      importIncidents: async (requests) => {
        let added = 0;
        for await (const { part } of requests) if (part?.$case === 'row') added += part.value.rowNumber;
        return imported(added);
      },
    });
    const { call, answer } = importing(served);
    for (let number = 1; number <= 1_000; number += 1) call.write(row(number));
    call.end();
    expect(await answer).toEqual(imported(500_500));
  });

  it('may be rejected in the middle: the client gets the reason at once', async () => {
    const served = await startServed({
      importIncidents: async (requests) => {
        for await (const { part } of requests)
          if (part !== undefined) refuseInvalid([{ field: 'header', rule: 'must come first' }]);
        return imported(0);
      },
    });
    const { call, answer } = importing(served);
    call.write(row(1));
    const error = await answer.then(
      () => Promise.reject(new Error('it was taken')),
      (refused: unknown) => refused,
    );
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT, details: 'header must come first' });
    expect(detailsOf(error as never)).toMatchObject({ BadRequest: { fieldViolations: [{ field: 'header' }] } });
  });

  it('with a malformed message passes the earlier ones to the handler, which can report them in its refusal', async () => {
    const typeUrl = 'type.googleapis.com/safecommunity.incidents.v1.ImportIncidentsResponse';
    let turnsAfter = 0;
    const served = await startServed({
      importIncidents: async (requests) => {
        const parts = requests[Symbol.asyncIterator]();
        let added = 0;
        try {
          for (let next = await parts.next(); next.done !== true; next = await parts.next()) added += 1;
        } catch (error) {
          if (!(error instanceof Refusal) || error.kind !== 'invalid-argument') throw error;
          if ((await parts.next()).done !== true) turnsAfter += 1;
          const value = ImportIncidentsResponse.encode(imported(added)).finish();
          throw new Refusal(error.kind, error.message, { reason: error.reason, attached: [{ typeUrl, value }] });
        }
        return imported(added);
      },
    });
    const error = await sendRaw(served, [encodedRow(1), encodedRow(2), Buffer.from([0x0a, 100]), encodedRow(4)]);
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(detailsOf(error)).toMatchObject({ ErrorInfo: { reason: 'MESSAGE_MALFORMED' } });
    const [attached] = attachedTo(error);
    expect(attached?.typeUrl).toBe(typeUrl);
    expect(ImportIncidentsResponse.decode(attached?.value ?? Buffer.alloc(0)).added).toBe(2);
    expect(turnsAfter).toBe(0);
    expect(served.logged()).toEqual([]);
  });

  it('ends its work when the client cancels or disappears, and does not log a bug', async () => {
    let ended: unknown;
    const begun = Promise.withResolvers<void>();
    const served = await startServed({
      importIncidents: async (requests) => {
        try {
          for await (const request of requests) begun.resolve(expect(request).toBeDefined());
        } catch (error) {
          ended = error;
          throw error;
        }
        return imported(0);
      },
    });
    const { call, answer } = importing(served);
    call.write(row(1));
    await begun.promise;
    call.cancel();
    await expect(answer).rejects.toMatchObject({ code: status.CANCELLED });
    await eventually(() => expect(ended).toBeDefined());
    // The server answers what comes after the end of the call.
    await new Promise((resolve) => served.ledger.getHead({ partition: 0 }, resolve));
    expect(served.logged()).toEqual([]);
  });
});

describe('a call', () => {
  it.each([
    ['is cancelled', 60_000, true],
    ['passes its deadline', 3_000, false],
  ])('notifies its handler when it %s', async (_, deadlineMs, isCancelled) => {
    let isTold = false;
    let [deadline, came] = [0, 0];
    const begun = Promise.withResolvers<void>();
    const { ledger, logged } = await startServed({
      getHead: async (_, call) => {
        [deadline, came] = [call.deadline, Date.now()];
        begun.resolve();
        call.signal.addEventListener('abort', () => {
          isTold = true;
        });
        await sleep(60_000, undefined, { signal: call.signal });
        return HEAD;
      },
    });
    const until = Date.now() + deadlineMs;
    const error = await errorOf((done) => {
      const call = ledger.getHead({ partition: 0 }, new Metadata(), { deadline: until }, done);
      if (isCancelled) void begun.promise.then(() => call.cancel());
    });
    expect(error.code).toBe(isCancelled ? status.CANCELLED : status.DEADLINE_EXCEEDED);
    await eventually(() => expect(isTold).toBe(true));
    // A deadline is sent as the remaining time, and transmission takes some of it.
    expect(deadline).toBeGreaterThan(until - 1_000);
    expect(deadline).toBeLessThanOrEqual(came + deadlineMs);
    expect(logged()).toEqual([]);
  });

  it('without a deadline has none', async () => {
    let deadline = 0;
    const { ledger } = await startServed({
      getHead: async (_, call) => {
        deadline = call.deadline;
        return HEAD;
      },
    });
    await new Promise((resolve) => {
      ledger.getHead({ partition: 0 }, resolve);
    });
    expect(deadline).toBe(Infinity);
  });

  it('of more than 4 MB is RESOURCE_EXHAUSTED, and the connection stays open', async () => {
    const { ledger } = await startServed({});
    const eventTypes = ['x'.repeat(5 * 1024 * 1024)];
    const error = await errorOf((done) =>
      ledger
        .readEvents({ ...ALL, eventTypes })
        .on('error', done)
        .resume(),
    );
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    const next = await new Promise((resolve) => {
      ledger.getHead({ partition: 0 }, (failure) => resolve(failure));
    });
    expect(next).toBeNull();
  });
});
