import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import { issueAuthority, issueLeaf, LEAF_DAYS, type Issued } from './issue-certificate.ts';
import { PKI_NAMES, pkiFiles, type Identity, type Pki } from './pki-files.ts';

const DAY = 86_400_000;
const RENEW_DAYS = 30;

/**
 * Creates a certificate authority in `dir` and a certificate for each of PKI_NAMES. Files that are valid for another 30
 * days stay; a missing, foreign, invalid, or expiring certificate is reissued, and all of them if the authority is.
 * @param now for tests.
 */
export async function makePki(dir: string, now = new Date()): Promise<Pki> {
  const pki = pkiFiles(resolve(dir));
  mkdirSync(resolve(dir), { recursive: true, mode: 0o700 });
  const authority = await keptAuthority(pki, now);
  for (const name of PKI_NAMES) {
    const identity = pki.identities[name];
    if (!isGood(identity, authority, now)) save(identity, await issueLeaf(authority, name, now));
  }
  return pki;
}

async function keptAuthority({ caFile: certFile, caKeyFile: keyFile }: Pki, now: Date): Promise<Issued> {
  const kept = read({ certFile, keyFile });
  // An authority must outlive the leaves it signs.
  if (kept && lasts(kept, now, LEAF_DAYS + RENEW_DAYS)) return kept;
  const authority = await issueAuthority(now);
  save({ certFile, keyFile }, authority);
  return authority;
}

function isGood(identity: Identity, authority: Issued, now: Date): boolean {
  const kept = read(identity);
  if (!kept || !lasts(kept, now, RENEW_DAYS)) return false;
  return new X509Certificate(kept.cert).verify(new X509Certificate(authority.cert).publicKey);
}

/** Whether key and certificate match and are valid for that many days from `now`. */
function lasts({ cert, key }: Issued, now: Date, days: number): boolean {
  const certificate = new X509Certificate(cert);
  const isValid = certificate.validFromDate <= now && certificate.validToDate.getTime() > now.getTime() + days * DAY;
  return isValid && certificate.checkPrivateKey(createPrivateKey(key));
}

function read({ certFile, keyFile }: Identity): Issued | undefined {
  const isThere = [certFile, keyFile].every((file) => statSync(file, { throwIfNoEntry: false })?.size);
  return isThere ? { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') } : undefined;
}

/** If killed between the two writes, the pair does not match and is reissued next time. */
function save({ certFile, keyFile }: Identity, { cert, key }: Issued): void {
  writePrivateFile(keyFile, key);
  writePrivateFile(certFile, cert);
}
