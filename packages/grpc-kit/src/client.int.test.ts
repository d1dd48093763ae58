import { connectivityState, status } from '@grpc/grpc-js';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials, eventually, startProxy } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unavailable } from '@safe-community/domain-kit';
import { callUnary, openClient } from './index.ts';
import { startServed } from '../test/served.ts';

const METHOD = 'safecommunity.ledger.v1.LedgerService/GetHead';
const HEAD = { epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n, installation: 1 as const };

function open(port: number): LedgerServiceClient {
  const client = openClient(LedgerServiceClient, `localhost:${port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  return client;
}

function head(client: LedgerServiceClient, deadlineMs = 60_000) {
  return callUnary(METHOD, client.getHead.bind(client), { partition: 0 }, deadlineMs);
}

it('a client is closed where `using` ends', async () => {
  const { server } = await startServed({ getHead: async () => HEAD });
  let kept: LedgerServiceClient | undefined;
  {
    using client = openClient(LedgerServiceClient, `localhost:${server.port}`, demoClientCredentials());
    expect(await head(client)).toEqual(HEAD);
    kept = client;
  }
  expect(kept?.getChannel().getConnectivityState(false)).toBe(connectivityState.SHUTDOWN);
});

describe('callUnary', () => {
  it('returns the answer, or DEADLINE_EXCEEDED when it takes too long', async () => {
    let answer = Promise.resolve(HEAD);
    const { server } = await startServed({ getHead: () => answer });
    const client = open(server.port);
    expect(await head(client)).toEqual(HEAD);
    answer = new Promise(() => undefined);
    await expect(head(client, 100)).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
  });

  it('retries on UNAVAILABLE, and gives up if it persists', async () => {
    let failures = 0;
    const { server } = await startServed({
      getHead: async () => {
        failures += 1;
        if (failures < 3) throw unavailable('away', 100);
        return HEAD;
      },
    });
    const client = open(server.port);
    expect(await head(client)).toEqual(HEAD);
    failures = -100;
    await expect(head(client)).rejects.toMatchObject({ code: status.UNAVAILABLE, details: 'away' });
    expect(failures).toBe(-96);
  });

  it('keeps to the retry delay of the server: it returns the error when the delay exceeds the deadline', async () => {
    let tries = 0;
    const { server } = await startServed({
      getHead: async () => {
        tries += 1;
        throw unavailable('no room', 70_000);
      },
    });
    const told = head(open(server.port), 60_000);
    await expect(told).rejects.toMatchObject({ code: status.UNAVAILABLE, details: 'no room' });
    expect(tries).toBe(1);
  });

  it('reconnects to a server that was down', async () => {
    const { server } = await startServed({});
    const proxy = await startProxy(server.port);
    onTestFinished(() => proxy.close());
    const client = open(proxy.port);
    await head(client);
    proxy.cut();
    await expect(head(client, 1_000)).rejects.toBeDefined();
    proxy.restore();
    expect(await eventually(() => head(client, 4_000))).toEqual(HEAD);
  });
});
