import { createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { startTestNats, testPki } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { brokerCertificateEnd } from './index.ts';

const { caFile, identities } = testPki();
const files = { caFile, ...identities.statistics };

test('reads the expiry of the certificate that a server presents', async () => {
  const nats = await startTestNats({ tls: true });
  onTestFinished(() => nats.stop());
  const { validToDate } = new X509Certificate(readFileSync(identities.nats.certFile));
  expect(await brokerCertificateEnd(`127.0.0.1:${nats.port}`, files)).toEqual(validToDate);
});

test('an unavailable server, or one that is not a broker, is an error', async () => {
  await expect(brokerCertificateEnd('127.0.0.1:1', files)).rejects.toThrow('ECONNREFUSED');
  const other = createServer((socket) => socket.end('hello\n')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  await expect(brokerCertificateEnd(`127.0.0.1:${port}`, files)).rejects.toThrow(
    /wrong version number|packet length|socket disconnected|ECONNRESET|SSL/,
  );
});
