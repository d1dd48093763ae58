/**
 * The folder of a keyring, as mounted from a secret or made by `createKeyFile`:
 *
 *   active         the id of the key that wraps new data keys
 *   <key id>.key   a key-encryption key: 32 random bytes in base64
 *   digest.key     the key of digests, pseudonyms and codes, likewise
 */
export const ACTIVE_FILE = 'active';
export const KEY_SUFFIX = '.key';
export const DIGEST_KEY_ID = 'digest';
export const KEY_BYTES = 32;

/** Lower-case letters, digits and dashes: also valid in a file name and a database column. */
export function isKeyId(id: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(id) && id !== DIGEST_KEY_ID;
}
