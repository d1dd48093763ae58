/**
 * - `keyring_unusable`: the key files are missing, malformed or open to others.
 * - `unknown_key`: the data is wrapped by a key that is not in this keyring.
 * - `not_authentic`: wrong key, altered bytes, or data of another subject, which are indistinguishable.
 */
export type EncryptionErrorReason = 'keyring_unusable' | 'unknown_key' | 'not_authentic';

/** Its message contains only file names, key ids, and rules: never plaintext, key bytes, or subject ids. */
export class EncryptionError extends Error {
  override readonly name = 'EncryptionError';
  readonly messageIsLoggable = true;
  readonly reason: EncryptionErrorReason;

  constructor(reason: EncryptionErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
