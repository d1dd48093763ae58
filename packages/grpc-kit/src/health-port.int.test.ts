import { credentials, status } from '@grpc/grpc-js';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials, eventually } from '@safe-community/testkit';
import { describe, expect, it } from 'vitest';
import { isAlive, isServing } from './index.ts';
import { errorOf, startServed } from '../test/served.ts';

const PLAIN = credentials.createInsecure();

describe('the health port', () => {
  it('returns the same health as the TLS port, without a client certificate', async () => {
    const { server } = await startServed({}, { healthPort: 0 });
    const plain = `127.0.0.1:${server.healthPort}`;
    const tls = `localhost:${server.port}`;
    for (const serving of [true, false, true]) {
      server.setServing(serving);
      expect(await isServing(plain, PLAIN)).toBe(serving);
      expect(await isServing(tls, demoClientCredentials())).toBe(serving);
      expect(await isAlive(plain, PLAIN)).toBe(true);
    }
    // The other port still requires one.
    expect(await isServing(tls, PLAIN)).toBe(false);
  });

  it.each([
    '/safecommunity.ledger.v1.LedgerService/GetHead',
    '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
  ])('serves nothing else: %s', async (path) => {
    const { server } = await startServed({}, { healthPort: 0 });
    const client = new LedgerServiceClient(`127.0.0.1:${server.healthPort}`, PLAIN);
    const bytes = (buffer: Buffer): Buffer => buffer;
    const error = await errorOf((callback) =>
      client.makeUnaryRequest(path, bytes, bytes, Buffer.alloc(0), (failed) => callback(failed)),
    );
    client.close();
    expect(error.code).toBe(status.UNIMPLEMENTED);
  });

  it('ends with the drain', async () => {
    const { server } = await startServed({}, { healthPort: 0 });
    await server.drain(100);
    await eventually(async () => expect(await isAlive(`127.0.0.1:${server.healthPort}`, PLAIN)).toBe(false));
  });

  it('is closed unless configured', async () => {
    const { server } = await startServed({});
    expect(server.healthPort).toBeUndefined();
  });

  it('that is taken leaves no server behind', async () => {
    const { server } = await startServed({}, { healthPort: 0 });
    const port = 0;
    await expect(startServed({}, { port, healthPort: server.healthPort })).rejects.toThrow('cannot listen on');
  });
});
