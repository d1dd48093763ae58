import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata, status } from '@grpc/grpc-js';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials, eventually } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callUnary, openClient } from './index.ts';
import { errorOf, startServed } from '../test/served.ts';

const HEAD = { epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n, installation: 1 as const };
const PATIENT_MS = 60_000;

/** A server that calls another one, which never answers, and the calls that the other one received. */
async function startBoth() {
  const seen = { begun: 0, ended: 0, deadline: 0 };
  const behind = await startServed({
    getHead: async (_, { deadline, signal }) => {
      seen.begun += 1;
      seen.deadline = deadline;
      signal.addEventListener('abort', () => {
        seen.ended += 1;
      });
      await sleep(PATIENT_MS, undefined, { signal });
      return HEAD;
    },
  });
  const client = openClient(LedgerServiceClient, `localhost:${behind.server.port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  const ask = () => callUnary('GetHead', client.getHead.bind(client), { partition: 0 }, PATIENT_MS);
  const front = await startServed({ getHead: () => ask() });
  return { seen, front, ask };
}

describe('a call on behalf of another', () => {
  it('inherits the remaining deadline', async () => {
    const { front, seen } = await startBoth();
    const until = Date.now() + 4_000;
    const error = await errorOf((done) =>
      front.ledger.getHead({ partition: 0 }, new Metadata(), { deadline: until }, done),
    );
    expect(error.code).toBe(status.DEADLINE_EXCEEDED);
    // A deadline is sent as the remaining time, and transmission takes some of it. Its own would be much later.
    expect(seen.deadline).toBeLessThan(until + PATIENT_MS / 2);
    await eventually(() => expect(seen.ended).toBe(1));
  });

  it('is cancelled with the other', async () => {
    const { front, seen } = await startBoth();
    const error = await errorOf((done) => {
      const call = front.ledger.getHead({ partition: 0 }, done);
      void eventually(() => expect(seen.begun).toBe(1)).then(() => call.cancel());
    });
    expect(error.code).toBe(status.CANCELLED);
    await eventually(() => expect(seen.ended).toBe(1));
    expect(front.logged()).toEqual([]);
  });

  it('has its own deadline without another call', async () => {
    const { ask, seen } = await startBoth();
    const asked = ask();
    asked.catch(() => undefined);
    await eventually(() => expect(seen.begun).toBe(1));
    expect(seen.deadline).toBeGreaterThan(Date.now() + PATIENT_MS / 2);
  });
});
