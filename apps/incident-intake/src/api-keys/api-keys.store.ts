import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import type { ApiKey } from './api-key.ts';

export const API_KEY_TABLES: readonly string[] = [
  // Neither a key nor a digest of it: keys are derived from their ids.
  `create table api_key (
     key_id uuid primary key,
     client_name text not null,
     contact text not null,
     reports_per_minute integer not null,
     created_at timestamptz not null,
     revoked_at timestamptz
   )`,
];

export const API_KEY_RIGHTS: Rights = { api_key: { insert: true, update: ['revoked_at'] } };

/** A new key, or a change of one. */
export async function saveKey(tx: EntityManager, key: ApiKey): Promise<ApiKey> {
  const { keyId, clientName, contact, reportsPerMinute, createdAt, revokedAt } = key;
  await rows(
    tx,
    `insert into api_key values ($1, $2, $3, $4, $5, $6)
     on conflict (key_id) do update set revoked_at = excluded.revoked_at`,
    [keyId, clientName, contact, reportsPerMinute, createdAt, revokedAt ?? null],
  );
  return key;
}

export async function findKey(em: EntityManager, keyId: string): Promise<ApiKey | undefined> {
  const [row] = await rows<KeyRow>(em, 'select * from api_key where key_id = $1', [keyId]);
  return row && toKey(row);
}

/** Reads a key and locks it until the commit. */
export async function lockKey(tx: EntityManager, keyId: string): Promise<ApiKey | undefined> {
  const [row] = await rows<KeyRow>(tx, 'select * from api_key where key_id = $1 for no key update', [keyId]);
  return row && toKey(row);
}

interface KeyPage {
  readonly includeRevoked: boolean;
  /** The last id of the page before. */
  readonly before: string | undefined;
  readonly most: number;
}

/** Newest first. */
export async function listKeys(em: EntityManager, { includeRevoked, before, most }: KeyPage): Promise<ApiKey[]> {
  const found = await rows<KeyRow>(
    em,
    `select * from api_key
     where ($1 or revoked_at is null) and ($2::uuid is null or key_id < $2)
     order by key_id desc limit $3`,
    [includeRevoked, before ?? null, most],
  );
  return found.map(toKey);
}

interface KeyRow {
  readonly key_id: string;
  readonly client_name: string;
  readonly contact: string;
  readonly reports_per_minute: number;
  readonly created_at: string;
  readonly revoked_at: string | null;
}

function toKey(row: KeyRow): ApiKey {
  return {
    keyId: row.key_id,
    clientName: row.client_name,
    contact: row.contact,
    reportsPerMinute: row.reports_per_minute,
    createdAt: toDate(row.created_at),
    revokedAt: toOptionalDate(row.revoked_at),
  };
}
