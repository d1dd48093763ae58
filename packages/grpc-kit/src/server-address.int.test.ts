import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { testPki } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { callUnary, clientCredentials, openClient } from './index.ts';
import { startServed } from '../test/served.ts';

const METHOD = 'safecommunity.ledger.v1.LedgerService/GetHead';
const HEAD = { epoch: 'e', headPosition: 1n, publishedPosition: 1n, firstPosition: 1n, installation: 1 as const };

function head(address: string) {
  const { caFile, identities } = testPki();
  const client = openClient(LedgerServiceClient, address, clientCredentials({ caFile, ...identities.client }));
  onTestFinished(() => client.close());
  return callUnary(METHOD, client.getHead.bind(client), { partition: 0 }, 5_000);
}

/** Listens there with the certificate of a service. Resolves to its port and to the names that clients ask for in SNI. */
async function listenOn(host: string) {
  const { identities } = testPki();
  const { certFile, keyFile } = identities.statistics;
  const names: unknown[] = [];
  const listener = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile), ALPNProtocols: ['h2'] });
  listener.on('secureConnection', (socket: TLSSocket & { readonly servername?: unknown }) => {
    names.push(socket.servername);
    socket.destroy();
  });
  // A client that does not trust the certificate ends the handshake.
  listener.on('tlsClientError', (_, socket) => socket.destroy());
  onTestFinished(() => void listener.close());
  listener.listen(0, host);
  await once(listener, 'listening');
  return { port: (listener.address() as AddressInfo).port, names };
}

test.each(['127.0.0.1', 'localhost'])('a server answers at %s', async (host) => {
  const { server } = await startServed({ getHead: () => Promise.resolve(HEAD) });
  expect(await head(`${host}:${server.port}`)).toEqual(HEAD);
});

test.each([
  ['localhost', 'localhost'],
  ['127.0.0.1', false],
])('a client of %s asks for the name %s', async (host, name) => {
  const { port, names } = await listenOn('127.0.0.1');
  await expect(head(`${host}:${port}`)).rejects.toThrow('UNAVAILABLE');
  expect(new Set(names)).toEqual(new Set([name]));
});

test('a certificate that does not hold for the address is refused', async () => {
  const { port, names } = await listenOn('127.0.0.2');
  await expect(head(`127.0.0.2:${port}`)).rejects.toThrow('does not match');
  expect(names).toEqual([]);
});
