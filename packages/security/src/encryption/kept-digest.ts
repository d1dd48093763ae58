import type { Keyring } from './keyring.ts';
import { mac } from './mac.ts';

/**
 * What to store of the digest of a text that holds personal data: 32 bytes, the same for the same digest. From a bare
 * SHA-256 a short text with a telephone could be guessed, also after its key was destroyed; from this by nobody without
 * the keyring.
 */
export function keptDigest(keyring: Keyring): (digest: Buffer) => Buffer {
  return (digest) => mac(keyring, 'kept-digest', digest.toString('hex'));
}
