import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectPlainly } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { issueAuthority, issueLeaf, startNats, type Issued, type NatsServer } from '@safe-community/local-stack';
import { eventually, testFolder } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { connectBroker } from './index.ts';

interface Broker {
  readonly server: NatsServer;
  readonly folder: string;
  readonly client: { caFile: string; certFile: string; keyFile: string };
  readonly authority: Issued;
  readonly restart: (authority: Issued) => Promise<void>;
}

async function startBroker(): Promise<Broker> {
  const folder = testFolder('broker');
  const authority = await issueAuthority(new Date());
  const client = filesOf(folder, 'client');
  const issue = async (by: Issued): Promise<void> => {
    writeFileSync(client.caFile, by.cert);
    for (const name of ['nats', 'client'] as const) {
      const { cert, key } = await issueLeaf(by, name, new Date());
      writeFileSync(filesOf(folder, name).keyFile, key);
      writeFileSync(filesOf(folder, name).certFile, cert);
    }
  };
  await issue(authority);
  const options = { storeDir: join(folder, 'store'), logFile: join(folder, 'nats.log'), tls: filesOf(folder, 'nats') };
  let server = await startNats(options);
  onTestFinished(() => server.stop());
  const { port } = server;
  return {
    server,
    folder,
    client,
    authority,
    restart: async (by) => {
      await server.stop();
      await issue(by);
      server = await startNats({ ...options, port });
    },
  };
}

function filesOf(folder: string, name: string) {
  const [caFile, certFile, keyFile] = ['ca.pem', `${name}.pem`, `${name}-key.pem`].map((file) => join(folder, file));
  return { caFile: caFile ?? '', certFile: certFile ?? '', keyFile: keyFile ?? '' };
}

test('a reconnect uses the current certificates', { timeout: 120_000 }, async () => {
  const { server, client, restart } = await startBroker();
  const nc = await connectBroker({ servers: [`localhost:${server.port}`], name: 'test', tls: client });
  onTestFinished(() => nc.close());
  await nc.flush();
  // Nothing from before is valid any more: another authority has issued everything.
  await restart(await issueAuthority(new Date()));
  await eventually(() => expect(nc.rtt()).resolves.toBeGreaterThan(0));
});

test('the broker requires TLS 1.2 and rejects unauthenticated ciphers', { timeout: 120_000 }, async () => {
  const { server, folder } = await startBroker();
  const shake = (options: ConnectionOptions) => handshake(server.port, folder, options);
  expect(await shake({})).toBe('TLSv1.3');
  expect(await shake({ maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
  await expect(shake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' })).rejects.toThrow(
    'protocol version',
  );
  await expect(shake({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' })).rejects.toThrow(
    'handshake failure',
  );
});

/** NATS sends its greeting unencrypted, and only then starts TLS. */
async function handshake(port: number, folder: string, options: ConnectionOptions): Promise<string> {
  const plain = connectPlainly(port, '127.0.0.1');
  onTestFinished(() => void plain.destroy());
  await new Promise((resolve) => plain.once('data', resolve));
  const { caFile, certFile, keyFile } = filesOf(folder, 'client');
  const files = { ca: readFileSync(caFile), cert: readFileSync(certFile), key: readFileSync(keyFile) };
  const socket = connectTls({ ...files, ...options, socket: plain, servername: 'localhost' });
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', () => resolve(socket.getProtocol() ?? ''));
    socket.once('error', reject);
  });
}
