import { expect } from 'vitest';
import { EncryptionError } from '../../src/encryption/index.ts';

/** The reason of a decryption failure; fails when the error reveals anything of the test's subject, fields or parts. */
export function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (!(error instanceof EncryptionError)) throw error;
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toMatch(
      /Канарко|380501112233|Canary|incident-1/,
    );
    return error.reason;
  }
  return 'no error';
}
