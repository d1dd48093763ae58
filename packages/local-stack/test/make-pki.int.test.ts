import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { testFolder } from '@safe-community/testkit';
import { describe, expect, it } from 'vitest';
import { makePki, PKI_NAMES, type Identity, type Pki } from '../src/index.ts';

const DAY = 86_400_000;

function certificate(file: string): X509Certificate {
  return new X509Certificate(readFileSync(file));
}

function serials(pki: Pki): string[] {
  return [pki.caFile, ...PKI_NAMES.map((name) => pki.identities[name].certFile)].map(
    (file) => certificate(file).serialNumber,
  );
}

function tlsOptions(pki: Pki, { certFile, keyFile }: Identity) {
  return { ca: readFileSync(pki.caFile), cert: readFileSync(certFile), key: readFileSync(keyFile) };
}

/** The common name that a server of `server` with required certificates sees for a client of `client`. */
async function handshake(
  server: { pki: Pki; identity: Identity },
  client: { pki: Pki; identity: Identity },
  host: string,
): Promise<string> {
  const listener = createServer({
    ...tlsOptions(server.pki, server.identity),
    requestCert: true,
    rejectUnauthorized: true,
  });
  listener.on('secureConnection', (socket) => socket.end(socket.getPeerCertificate().subject.CN));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = connect({ ...tlsOptions(client.pki, client.identity), port, host: '127.0.0.1', servername: host });
  try {
    return await new Promise((resolve, reject) => {
      socket.once('data', (data) => resolve(data.toString()));
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('closed without an answer')));
    });
  } finally {
    socket.destroy();
    listener.close();
  }
}

describe('makePki', () => {
  it('issues a certificate for every name that node verifies up to the authority', async () => {
    const pki = await makePki(testFolder('pki'));
    const ca = certificate(pki.caFile);
    expect(ca.ca).toBe(true);
    for (const name of PKI_NAMES) {
      const leaf = certificate(pki.identities[name].certFile);
      expect(leaf.subject).toBe(`CN=${name}`);
      expect(leaf.ca).toBe(false);
      expect(leaf.checkIssued(ca) && leaf.verify(ca.publicKey)).toBe(true);
      expect(['localhost', name].map((host) => leaf.checkHost(host))).toEqual(['localhost', name]);
      expect(['127.0.0.1', '::1'].map((ip) => leaf.checkIP(ip))).toEqual(['127.0.0.1', '::1']);
      expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
      expect(statSync(pki.identities[name].keyFile).mode & 0o077).toBe(0);
    }
    expect(statSync(pki.caKeyFile).mode & 0o077).toBe(0);
  });

  it('authenticates both sides of a connection, and rejects a foreign client', async () => {
    const [pki, foreign] = [await makePki(testFolder('pki')), await makePki(testFolder('pki'))];
    const server = { pki, identity: pki.identities['incident-intake'] };
    const client = { pki, identity: pki.identities.client };
    expect(await handshake(server, client, 'localhost')).toBe('client');
    const stranger = { pki, identity: foreign.identities.client };
    await expect(handshake(server, stranger, 'localhost')).rejects.toThrow(/alert|ECONNRESET|closed without/);
    const impostor = { pki: foreign, identity: foreign.identities['incident-intake'] };
    await expect(handshake(impostor, client, 'localhost')).rejects.toThrow(
      /self-signed certificate|unable to verify|signature/,
    );
  });

  it('keeps valid certificates', async () => {
    const dir = testFolder('pki');
    const before = serials(await makePki(dir));
    expect(serials(await makePki(dir))).toEqual(before);
    expect(new Set(before).size).toBe(PKI_NAMES.length + 1);
  });

  it('renews only a certificate that is missing, truncated or foreign', async () => {
    const dir = testFolder('pki');
    const pki = await makePki(dir);
    const foreign = await makePki(testFolder('pki'));
    const [ca, , , , ...kept] = serials(pki);
    rmSync(pki.identities['officer-registry'].keyFile);
    writeFileSync(pki.identities['incident-intake'].certFile, '');
    for (const file of ['certFile', 'keyFile'] as const) {
      copyFileSync(foreign.identities['camera-rollout'][file], pki.identities['camera-rollout'][file]);
    }
    const before = serials(await makePki(dir));
    expect([before[0], ...before.slice(4)]).toEqual([ca, ...kept]);
    expect(certificate(pki.identities['camera-rollout'].certFile).verify(certificate(pki.caFile).publicKey)).toBe(true);
  });

  it('renews leaf certificates a month before expiry, and everything when the authority would expire', async () => {
    const dir = testFolder('pki');
    const first = serials(await makePki(dir, new Date(Date.now() - 334 * DAY)));
    expect(serials(await makePki(dir))).toEqual(first);
    const second = serials(await makePki(dir, new Date(Date.now() + 2 * DAY)));
    expect(second[0]).toBe(first[0]);
    expect(second.slice(1).some((serial) => first.includes(serial))).toBe(false);

    const old = testFolder('pki');
    const third = serials(await makePki(old, new Date(Date.now() - 3_300 * DAY)));
    const fourth = serials(await makePki(old));
    expect(fourth.some((serial) => third.includes(serial))).toBe(false);
  });
});
