import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createServer, type ConnectionOptions } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { Metadata } from '@grpc/grpc-js';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { issueAuthority, issueLeaf, type Issued } from '@safe-community/local-stack';
import { eventually, testFolder } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { clientCredentials, openClient, type TlsFiles } from './index.ts';
import { startServed } from '../test/served.ts';

const HEAD = { epoch: 'done', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 as const };
const WORST_CIPHER = 'ECDHE-ECDSA-AES128-SHA256';

interface Pair {
  readonly authority: Issued;
  readonly server: TlsFiles;
  readonly client: TlsFiles;
}

async function makePair(): Promise<Pair> {
  const folder = testFolder('certificates');
  const caFile = join(folder, 'ca.pem');
  const of = (name: string): TlsFiles => ({
    caFile,
    certFile: join(folder, `${name}.pem`),
    keyFile: join(folder, `${name}-key.pem`),
  });
  const pair = { authority: await issueAuthority(new Date()), server: of('server'), client: of('client') };
  writeFileSync(caFile, pair.authority.cert);
  await issue(pair.authority, 'incident-intake', pair.server);
  await issue(pair.authority, 'client', pair.client);
  return pair;
}

async function issue(authority: Issued, name: string, { certFile, keyFile }: TlsFiles): Promise<string> {
  const { cert, key } = await issueLeaf(authority, name, new Date());
  writeFileSync(keyFile, key);
  writeFileSync(certFile, cert);
  return cert;
}

function pem({ caFile, certFile, keyFile }: TlsFiles) {
  return { ca: readFileSync(caFile), cert: readFileSync(certFile), key: readFileSync(keyFile) };
}

test(
  'server, client and authority certificates rotate under load without a failed call',
  {
    timeout: 90_000,
    retry: 0,
  },
  async () => {
    const pair = await makePair();
    const { server } = await startServed({ getHead: async () => HEAD }, { tls: pair.server, connectionAgeMs: 500 });
    const client = openClient(LedgerServiceClient, `localhost:${server.port}`, clientCredentials(pair.client));
    onTestFinished(() => client.close());
    const load = { stopped: false, done: 0, failures: [] as unknown[] };
    const callers = Array.from({ length: 4 }, () => callWhile(load, client));
    await eventually(() => expect(load.done).toBeGreaterThan(50));

    // Another certificate of the same authority, on both sides.
    const renewed = await issue(pair.authority, 'incident-intake', pair.server);
    await issue(pair.authority, 'client', pair.client);
    await eventually(async () => expect(await shownBy(server.port, pair)).toBe(serialOf(renewed)));

    // Another authority: first both are trusted, then the certificates follow, then the former one is removed.
    const next = await issueAuthority(new Date());
    writeFileSync(pair.server.caFile, `${pair.authority.cert}${next.cert}`);
    await sleep(3_000);
    const last = await issue(next, 'incident-intake', pair.server);
    await issue(next, 'client', pair.client);
    await eventually(async () => expect(await shownBy(server.port, pair)).toBe(serialOf(last)));
    await sleep(2_000);
    writeFileSync(pair.server.caFile, next.cert);
    const before = load.done;
    await sleep(3_000);
    await eventually(() => expect(load.done).toBeGreaterThan(before + 50));
    load.stopped = true;
    await Promise.all(callers);
    expect(load.failures).toEqual([]);

    // A certificate of the former authority is no longer accepted.
    const former = { ...pair.client, certFile: `${pair.client.certFile}.old`, keyFile: `${pair.client.keyFile}.old` };
    await issue(pair.authority, 'client', former);
    await expect(handshake(server.port, pem(former))).rejects.toThrow(/alert|closed/);
  },
);

test(
  'a half-written pair leaves the former one active, and new connections succeed',
  { timeout: 120_000 },
  async () => {
    const pair = await makePair();
    const { server } = await startServed({ getHead: async () => HEAD }, { tls: pair.server });
    const shown = await shownBy(server.port, pair);
    copyFileSync(pair.client.keyFile, pair.server.keyFile);
    await sleep(4_500);
    expect(await shownBy(server.port, pair)).toBe(shown);
    writeFileSync(pair.server.certFile, '');
    await sleep(4_500);
    expect(await shownBy(server.port, pair)).toBe(shown);
  },
);

test('the server rejects TLS 1.1 and unauthenticated ciphers', { timeout: 120_000 }, async () => {
  const pair = await makePair();
  const { server } = await startServed({ getHead: async () => HEAD }, { tls: pair.server });
  const files = pem(pair.client);
  expect(await handshake(server.port, { ...files, maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
  expect(await handshake(server.port, files)).toBe('TLSv1.3');
  // At security level 0 our own OpenSSL offers what the server must reject.
  const old = { ...files, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
  await expect(handshake(server.port, old)).rejects.toThrow('protocol version');
  const weak = { ...files, maxVersion: 'TLSv1.2', ciphers: WORST_CIPHER } as const;
  await expect(handshake(server.port, weak)).rejects.toThrow('handshake failure');
});

test('the client rejects TLS 1.1 and unauthenticated ciphers', { timeout: 120_000 }, async () => {
  const pair = await makePair();
  const offers = [
    { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' },
    { maxVersion: 'TLSv1.2', ciphers: WORST_CIPHER },
  ] as const;
  for (const offer of offers) {
    const listener = createServer({ ...pem(pair.server), ...offer, ALPNProtocols: ['h2'] });
    onTestFinished(() => void listener.close());
    const refusal = once(listener, 'tlsClientError');
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const client = openClient(LedgerServiceClient, `localhost:${port}`, clientCredentials(pair.client));
    onTestFinished(() => client.close());
    const call = new Promise((resolve) =>
      client.getHead({ partition: 0 }, new Metadata(), { deadline: Date.now() + 3_000 }, resolve),
    );
    const [error] = (await refusal) as [Error & { code?: string }];
    expect(error.code).toMatch(/UNSUPPORTED_PROTOCOL|NO_SHARED_CIPHER|PROTOCOL_VERSION|ALERT/);
    expect(await call).toMatchObject({ code: expect.any(Number) });
  }
});

async function callWhile(
  load: { stopped: boolean; done: number; failures: unknown[] },
  client: LedgerServiceClient,
): Promise<void> {
  while (!load.stopped) {
    await new Promise<void>((resolve) => {
      client.getHead({ partition: 0 }, new Metadata(), { deadline: Date.now() + 10_000 }, (error) => {
        if (error === null) load.done += 1;
        else load.failures.push(error);
        resolve();
      });
    });
    await sleep(2);
  }
}

/** The protocol that server and client agree on. */
function handshake(port: number, options: ConnectionOptions): Promise<string> {
  const socket = connect({ ...options, port, host: '127.0.0.1', servername: 'localhost', ALPNProtocols: ['h2'] });
  return new Promise<string>((resolve, reject) => {
    // With TLS 1.3 a server rejects a client's certificate after the handshake, so the first bytes decide.
    socket.once('data', () => resolve(socket.getProtocol() ?? ''));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  }).finally(() => socket.destroy());
}

/** Serial number of the server certificate. */
async function shownBy(port: number, { client }: Pair): Promise<string> {
  const socket = connect({
    ...pem(client),
    port,
    host: '127.0.0.1',
    servername: 'localhost',
    rejectUnauthorized: false,
  });
  await once(socket, 'secureConnect');
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

function serialOf(cert: string): string {
  return new X509Certificate(cert).serialNumber;
}
