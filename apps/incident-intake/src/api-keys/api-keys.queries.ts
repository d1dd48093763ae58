import {
  ApiKeyServiceService as ApiKeys,
  ListApiKeysRequest,
  type ApiKey as ApiKeyMessage,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { nextPageToken, pageOf, readListPage, toId } from '@safe-community/grpc-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import type { ApiKey } from './api-key.ts';
import { listKeys } from './api-keys.store.ts';
import type { ValidKeys } from './valid-keys.adapter.ts';

interface KeyQueries {
  readonly keys: ValidKeys;
}

const { query } = given<KeyQueries>();

const listApiKeys = query(ApiKeys.listApiKeys, {
  parse({ request, fields }) {
    const { includeRevoked } = request;
    return { includeRevoked, list: readListPage(request, fields, ListApiKeysRequest, toId) };
  },
  async read({ query: { includeRevoked, list }, database }) {
    const { place: before, size } = list;
    const found = await listKeys(database.em.fork(), { includeRevoked, before, most: size + 1 });
    const { page, last } = pageOf(found, size);
    return { page, nextPageToken: nextPageToken(list, last?.keyId) };
  },
  reply: ({ found: { page, nextPageToken: token } }) => ({ keys: page.map(toMessage), nextPageToken: token }),
});

const checkApiKey = query(ApiKeys.checkApiKey, {
  parse: ({ request: { apiKey } }) => apiKey,
  read: ({ query: apiKey, deps: { keys } }) => keys.find(apiKey),
  reply: ({ found: { keyId, reportsPerMinute } }) => ({ keyId, reportsPerMinute }),
});

function toMessage({ createdAt, revokedAt, ...key }: ApiKey): ApiKeyMessage {
  return { ...key, createdTime: createdAt, revokedTime: revokedAt };
}

export const API_KEY_QUERIES: readonly Rpc<KeyQueries>[] = [listApiKeys, checkApiKey];
