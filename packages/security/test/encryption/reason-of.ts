import { expect } from 'vitest';
import { VaultError } from '../../src/encryption/index.ts';

/** Why the vault refused; fails when its error tells anything of the test's subject, fields or parts. */
export function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toMatch(
      /Канарко|380501112233|Canary|incident-1/,
    );
    return error.reason;
  }
  return 'no error';
}
