/**
 * - `keyring_unusable`: the key files are missing, malformed or open to others.
 * - `unknown_key`: the data is wrapped by a key that is not in this keyring.
 * - `not_authentic`: wrong key, altered bytes, or data of another subject, which are indistinguishable.
 */
export type VaultErrorReason = 'keyring_unusable' | 'unknown_key' | 'not_authentic';

/** Its message contains only file names, key ids, and rules: never plaintext, key bytes, or subject ids. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly messageIsLoggable = true;
  readonly reason: VaultErrorReason;

  constructor(reason: VaultErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
