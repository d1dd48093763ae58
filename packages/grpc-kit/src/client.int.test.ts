import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials, startProxy } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unavailable } from '@safe-community/domain-kit';
import { callUnary, openClient } from './index.ts';
import { startServed } from '../test/served.ts';

const METHOD = 'safecommunity.ledger.v1.LedgerService/GetHead';
const HEAD = { epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n };

function open(port: number): LedgerServiceClient {
  const client = openClient(LedgerServiceClient, `localhost:${port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  return client;
}

function head(client: LedgerServiceClient, deadlineMs = 5_000) {
  return callUnary(METHOD, client.getHead.bind(client), { partition: 0 }, deadlineMs);
}

describe('callUnary', () => {
  it('answers, and says DEADLINE_EXCEEDED when that takes too long', async () => {
    let waitMs = 0;
    const { server } = await startServed({
      getHead: async () => {
        await sleep(waitMs);
        return HEAD;
      },
    });
    const client = open(server.port);
    expect(await head(client)).toEqual(HEAD);
    waitMs = 500;
    await expect(head(client, 100)).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
  });

  it('tries again what was UNAVAILABLE, and gives up what stays so', async () => {
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

  it('hands on at once what is to be tried again only later than a call can wait', async () => {
    let tries = 0;
    const { server } = await startServed({
      getHead: async () => {
        tries += 1;
        throw unavailable('no room', 5_000);
      },
    });
    const told = head(open(server.port), 4_000);
    await expect(told).rejects.toMatchObject({ code: status.UNAVAILABLE, details: 'no room' });
    expect(tries).toBe(1);
  });

  it('finds a server again that was away', async () => {
    const { server } = await startServed({});
    const proxy = await startProxy(server.port);
    onTestFinished(() => proxy.close());
    const client = open(proxy.port);
    await head(client);
    proxy.cut();
    await expect(head(client, 1_000)).rejects.toBeDefined();
    proxy.restore();
    await sleep(600);
    expect(await head(client, 4_000)).toEqual(HEAD);
  });
});
