import type { Keyring } from './keyring.ts';
import { mac } from './mac.ts';

/**
 * Turns the digest of a text that holds personal data into what may be stored: 32 bytes, equal for equal digests. With
 * a bare SHA-256, somebody could guess a short text with a phone number even after its key was destroyed; with this,
 * only with the keyring.
 */
export function keptDigest(keyring: Keyring): (digest: Buffer) => Buffer {
  return (digest) => mac(keyring, 'kept-digest', digest.toString('hex'));
}
