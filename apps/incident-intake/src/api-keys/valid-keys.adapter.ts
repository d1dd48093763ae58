import type { Database } from '@safe-community/database';
import { notFound, type Decision } from '@safe-community/domain-kit';
import type { TrackingTokens } from '@safe-community/security/encryption';
import { tokenIn, type ApiKey } from './api-key.ts';
import { findKey } from './api-keys.store.ts';

/** The keys that are in force. */
export interface ValidKeys {
  /** NOT_FOUND for a key that is unknown or revoked. A text that is no key of ours costs no query. */
  find(keyText: string): Promise<Decision<ApiKey>>;
}

export function validKeys(database: Database, tokens: TrackingTokens): ValidKeys {
  return {
    async find(keyText) {
      const keyId = tokens.read(tokenIn(keyText) ?? '');
      const key = keyId === undefined ? undefined : await findKey(database.em.fork(), keyId);
      return key === undefined || key.revokedAt !== undefined ? notFound('API key') : key;
    },
  };
}
