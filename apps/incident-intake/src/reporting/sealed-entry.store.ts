import type { Encrypted } from '@safe-community/security/encryption';
import type { Entry } from '../incident/ports.app.ts';

/** An entry whose personal data is encrypted, as it waits to be committed. */
export interface SealedEntry extends Entry {
  readonly sealed: Encrypted | undefined;
  /** A keyed digest of the reporter's telephone. */
  readonly reporterPhone: Buffer | undefined;
}
