import { ApiKeyServiceService as ApiKeys } from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { TrackingTokens } from '@safe-community/security/encryption';
import { given, type Rpc } from '@safe-community/service-kit';
import { checkOrder, createKey, revokeKey, toKeyText } from './api-key.ts';
import { lockKey, saveKey } from './api-keys.store.ts';

interface KeyTexts {
  readonly tokens: TrackingTokens;
}

const { command } = given<KeyTexts>();

const createApiKey = command(ApiKeys.createApiKey, {
  parse({ request: { clientName, contact, reportsPerMinute }, fields }) {
    const order = { clientName, contact, reportsPerMinute };
    fields.check(checkOrder(order));
    return order;
  },
  decide: ({ command: order, newId, now }) => createKey(order, newId(), now),
  save: ({ tx, change }) => saveKey(tx, change),
  subjects: ({ saved: { keyId } }) => [keyId],
  reply: ({ saved: { keyId } }) => ({ keyId, apiKey: '' }),
  // No stored response contains the key.
  afterCommit: ({ response, deps: { tokens } }) => ({ ...response, apiKey: toKeyText(tokens.of(response.keyId)) }),
});

const revokeApiKey = command(ApiKeys.revokeApiKey, {
  parse: ({ fields }) => fields.uuid('key_id'),
  load: async ({ tx, command: keyId }) => (await lockKey(tx, keyId)) ?? notFound('API key'),
  decide: ({ loaded: key, now }) => revokeKey(key, now),
  save: ({ tx, change }) => saveKey(tx, change),
  subjects: ({ saved: { keyId } }) => [keyId],
  reply: ({ saved: { revokedAt } }) => ({ revokedTime: revokedAt }),
});

export const API_KEY_COMMANDS: readonly Rpc<KeyTexts>[] = [createApiKey, revokeApiKey];
