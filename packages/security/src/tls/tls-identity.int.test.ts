import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueAuthority, issueLeaf, type Issued } from '@safe-community/local-stack';
import { testFolder } from '@safe-community/testkit';
import { expect, test } from 'vitest';
import { expiries, TlsError, TlsIdentity, type TlsFiles } from './index.ts';

const DAY_MS = 24 * 3_600_000;

interface Made {
  readonly files: TlsFiles;
  readonly authority: Issued;
  /** Writes another certificate for the same name. */
  readonly renew: (now?: Date) => Promise<Issued>;
}

async function make(now = new Date()): Promise<Made> {
  const folder = testFolder('tls');
  const files = {
    caFile: join(folder, 'ca.pem'),
    certFile: join(folder, 'own.pem'),
    keyFile: join(folder, 'own-key.pem'),
  };
  const authority = await issueAuthority(now);
  writeFileSync(files.caFile, authority.cert);
  const renew = async (at = now): Promise<Issued> => {
    const issued = await issueLeaf(authority, 'incident-intake', at);
    writeFileSync(files.keyFile, issued.key);
    writeFileSync(files.certFile, issued.cert);
    return issued;
  };
  await renew();
  return { files, authority, renew };
}

test('a new certificate is used from the next check on, and unchanged files give the same object', async () => {
  const { files, renew } = await make();
  const identity = new TlsIdentity(files);
  const [before, context] = [identity.current(), identity.context()];
  expect(identity.current()).toBe(before);
  expect(identity.context()).toBe(context);
  const { cert } = await renew();
  expect(identity.current().cert.toString()).toBe(cert);
  expect(identity.context()).not.toBe(context);
});

test.each<[string, (made: Made) => Promise<void> | void, string]>([
  [
    'a key that does not match the certificate',
    async ({ files, authority }) => writeFileSync(files.keyFile, (await issueLeaf(authority, 'x', new Date())).key),
    'own-key.pem is not the key of',
  ],
  [
    'half a key',
    ({ files }) => writeFileSync(files.keyFile, '-----BEGIN PRIVATE KEY-----\nMIG'),
    'holds no private key',
  ],
  ['an empty certificate', ({ files }) => writeFileSync(files.certFile, ''), 'holds no certificate'],
  [
    'a damaged certificate',
    ({ files }) => writeFileSync(files.certFile, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
    'cannot be read',
  ],
  ['a missing authority file', ({ files }) => rmSync(files.caFile), 'ca.pem cannot be read'],
])('%s keeps the former certificate, is logged, and prevents a start', async (_, spoil, rule) => {
  const made = await make();
  const identity = new TlsIdentity(made.files);
  const before = identity.current();
  const kept = { ...made.files };
  for (const [name, file] of Object.entries(made.files)) copyFileSync(file, `${file}.${name}`);
  await spoil(made);
  expect(identity.current()).toBe(before);
  expect(identity.current()).toBe(before);
  expect(identity.trouble).toBeInstanceOf(TlsError);
  expect(identity.trouble?.message).toContain(rule);
  expect(() => new TlsIdentity(made.files)).toThrow(rule);
  for (const [name, file] of Object.entries(kept)) copyFileSync(`${file}.${name}`, file);
  expect(identity.current()).toEqual(before);
  expect(identity.trouble).toBeUndefined();
});

test('reports every certificate of the files with its expiry, several authorities as well', async () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const { files, authority } = await make(now);
  const next = await issueAuthority(new Date('2026-04-01T00:00:00Z'));
  writeFileSync(files.caFile, `${authority.cert}${next.cert}`);
  const found = expiries(files, new TlsIdentity(files).current());
  expect(found.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['own', 'incident-intake'],
    ['authority', 'Safe Community local CA'],
    ['authority', 'Safe Community local CA'],
  ]);
  expect(found[0]?.endsAt).toEqual(new Date(now.getTime() + 365 * DAY_MS));
});
