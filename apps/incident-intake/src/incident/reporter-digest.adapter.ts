import { digest, type Keyring } from '@safe-community/security/encryption';
import type { Personal } from './incident.ts';

/** A digest for finding the reports of a phone number; undefined if the reporter gave none. */
export function reporterDigest(keyring: Keyring, { reporter }: Personal): Buffer | undefined {
  return reporter === undefined || reporter.phone === '' ? undefined : phoneDigest(keyring, reporter.phone);
}

/** @param phone in the stored form of phone numbers: `toE164`. */
export function phoneDigest(keyring: Keyring, phone: string): Buffer {
  return digest(keyring, phone);
}
