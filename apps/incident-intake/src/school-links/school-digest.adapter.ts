import { digest, type Keyring } from '@safe-community/security/encryption';

/** A keyed digest: the table alone does not say at which school a sensitive incident happened. */
export function schoolDigest(keyring: Keyring, edrpou: string): Buffer {
  return digest(keyring, JSON.stringify(['school', edrpou]));
}
