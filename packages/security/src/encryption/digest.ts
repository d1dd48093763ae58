import { createHmac } from 'node:crypto';
import type { Keyring } from './keyring.ts';

/**
 * A keyed digest (HMAC-SHA-256, 32 bytes) for finding an encrypted value by equality, such as a phone number. Normalize
 * the value first: `+380…`. Equal values have equal digests, so store it only for data that needs the search.
 */
export function digest(keyring: Keyring, value: string): Buffer {
  return createHmac('sha256', keyring.digestKey).update(value).digest();
}

/**
 * A stable pseudonym of a personal value: 32 hexadecimal digits, equal for the same kind and value, unrelated for
 * another kind, and irreversible without the digest key.
 *
 * @param kind what the value is, such as `caller`.
 */
export function pseudonym(keyring: Keyring, kind: string, value: string): string {
  const unambiguous = JSON.stringify([kind, value]);
  return createHmac('sha256', keyring.pseudonymKey).update(unambiguous).digest('hex').slice(0, 32);
}
