import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keyring } from './keyring.ts';

/**
 * A keyed code (HMAC-SHA-256, 32 bytes) that only this keyring can compute, such as a secret that is issued without
 * being stored. Equal for the same purpose and value, unrelated for another purpose, and unrelated to every `digest`
 * and `pseudonym`.
 *
 * @param purpose what it is for, such as "tracking-token".
 */
export function mac(keyring: Keyring, purpose: string, value: string): Buffer {
  const unambiguous = JSON.stringify([purpose, value]);
  return createHmac('sha256', keyring.macKey).update(unambiguous).digest();
}

/** Compares two secrets in constant time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
