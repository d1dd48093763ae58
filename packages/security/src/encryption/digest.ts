import { createHmac } from 'node:crypto';
import type { Keyring } from './keyring.ts';

/**
 * A keyed digest (HMAC-SHA-256, 32 bytes) for finding an encrypted value by equality, such as a
 * phone number. Bring the value to one form first: `+380…`. Equal values give equal digests, so
 * store it only beside data that needs the search.
 */
export function digest(keyring: Keyring, value: string): Buffer {
  return createHmac('sha256', keyring.digestKey).update(value).digest();
}

/**
 * A stable stand-in for a personal value: 32 hexadecimal digits, the same for the same kind and
 * value, unrelated for another kind, and not to be undone without the digest key.
 *
 * @param kind what the value is, such as `caller`.
 */
export function pseudonym(keyring: Keyring, kind: string, value: string): string {
  const unambiguous = JSON.stringify([kind, value]);
  return createHmac('sha256', keyring.pseudonymKey).update(unambiguous).digest('hex').slice(0, 32);
}
