import { randomUUID } from 'node:crypto';
import { defineMigration, migrate, openDatabase, rows, type Database } from '@safe-community/database';
import { createLogger, type Logger } from '@safe-community/telemetry';
import { createTestDatabase, testFolder } from '@safe-community/testkit';
import { activateKey, addKeyFile, createKeyFile, LiveKeyring, encrypt } from '@safe-community/security/encryption';
import { onTestFinished } from 'vitest';
import { KEY_MIGRATIONS, KEY_RIGHTS, type EncryptedTable } from '../../src/keys/index.ts';

/** A service's encrypted rows, as of an incident: erased when all columns are null. */
export const TABLE: EncryptedTable = { name: 'sealed_case', id: 'case_id' };

const MIGRATIONS = [
  defineMigration('2026-11-25-first', [
    'create table sealed_case (case_id uuid primary key, key_id text, wrapped_key bytea, ciphertext bytea)',
    'create index sealed_case_by_key on sealed_case (key_id) where key_id is not null',
  ]),
  ...KEY_MIGRATIONS,
];

const RIGHTS = { ...KEY_RIGHTS, sealed_case: { insert: true, update: true } } as const;

export const FIELDS = { text: 'канарка' };

export interface Ground {
  readonly url: string;
  readonly database: Database;
  readonly folder: string;
  readonly keyring: LiveKeyring;
  readonly logger: Logger;
  readonly log: string[];
  sql<Row>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Stores this many cases under the active key; resolves to their ids. */
  store(count: number): Promise<string[]>;
}

export async function openGround(): Promise<Ground> {
  const spec = { service: 'keys-test', migrate: migrateTo };
  const own = await createTestDatabase(spec);
  const database = openKeysDatabase(own.url);
  const folder = `${testFolder('keys')}/keyring`;
  createKeyFile(folder, 'k1');
  const keyring = new LiveKeyring(folder);
  const log: string[] = [];
  const logger = createLogger({
    service: 'keys-test',
    level: 'debug',
    destination: { write: (line) => void log.push(line) },
  });
  onTestFinished(async () => {
    await database.close();
    await own.drop();
  });
  return {
    url: own.url,
    database,
    folder,
    keyring,
    logger,
    log,
    sql: (statement, values = []) => rows(database.em.fork(), statement, values),
    store: (count) => store(database, keyring, count),
  };
}

function openKeysDatabase(url: string): Database {
  return openDatabase({ url, entities: [], migrations: MIGRATIONS, rights: RIGHTS });
}

/** Adds a key, makes it active and reloads the keyring. */
export function rotate({ folder, keyring }: Pick<Ground, 'folder' | 'keyring'>, keyId: string): void {
  addKeyFile(folder, keyId);
  activateKey(folder, keyId);
  keyring.refresh();
  keyring.refresh();
}

async function migrateTo(url: string): Promise<void> {
  const database = openKeysDatabase(url);
  await migrate(database, 'demonstration');
  await database.close();
}

async function store(database: Database, keyring: LiveKeyring, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const sealed = ids.map((id) => encrypt(keyring, id, FIELDS));
  await rows(
    database.em.fork(),
    'insert into sealed_case select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[])',
    [ids, sealed.map(({ keyId }) => keyId), sealed.map((one) => one.wrappedKey), sealed.map((one) => one.ciphertext)],
  );
  return ids;
}
