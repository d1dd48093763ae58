import { migrate, openDatabase, rows, type Database } from '@safe-community/database';
import { createTestDatabase } from '@safe-community/testkit';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { ChainCheck, type Finding, type NewEntry, type Trust } from '../src/chain/index.ts';
import { AUDIT_MIGRATIONS, appendAudit } from '../src/index.ts';
import { exportChain } from '../src/store/export-chain.ts';
import { exported } from './chains.ts';

export const SERVICE = 'incident-intake';

/** The audit of a service, in a real database. */
export interface AuditGround {
  readonly url: string;
  readonly database: Database;
  /** The same as the owner of the tables. */
  readonly owned: Database;
  /** Adds entries as one link. */
  append(...entries: NewEntry[]): Promise<bigint>;
  /** The same by a superuser whom no trigger stops. */
  asSuperuser(statement: string): Promise<void>;
  /** Recomputes the whole chain. */
  check(trust?: Trust): Promise<readonly Finding[]>;
  count(table: 'audit_entry' | 'audit_link' | 'audit_checkpoint'): Promise<number>;
}

export async function openAudit(poolSize = 10): Promise<AuditGround> {
  const own = await createTestDatabase({ service: 'audit-test', migrate: migrateAudit });
  const { url } = own;
  const database = openAuditDatabase(url, poolSize);
  const owned = openAuditDatabase(own.ownerUrl, 1);
  onTestFinished(async () => {
    await database.close();
    await owned.close();
    await own.drop();
  });
  return {
    url,
    database,
    owned,
    append: (...entries) => database.em.fork().transactional((em) => appendAudit(em, entries)),
    asSuperuser: (statement) => asSuperuser(url, statement),
    check: (trust) => checkAll(database, trust),
    async count(table) {
      const [row] = await rows<{ count: number }>(database.em.fork(), `select count(*)::int as count from ${table}`);
      return row?.count ?? 0;
    },
  };
}

function openAuditDatabase(url: string, poolSize: number): Database {
  return openDatabase({ url, entities: [], migrations: AUDIT_MIGRATIONS, poolSize });
}

async function migrateAudit(url: string): Promise<void> {
  const database = openAuditDatabase(url, 3);
  await migrate(database, 'demonstration');
  await database.close();
}

async function checkAll(database: Database, trust?: Trust): Promise<readonly Finding[]> {
  const checking = new ChainCheck(trust);
  for await (const parts of exportChain(database.em.fork(), SERVICE, 1n)) {
    for (const part of parts) {
      if (part.is === 'link') checking.link(part.link);
      else if (part.is === 'entry') checking.entry(exported(part.entry));
      else checking.checkpoint(part.checkpoint);
    }
  }
  return checking.end().findings;
}

async function asSuperuser(databaseUrl: string, statement: string): Promise<void> {
  const admin = new URL(inject('ground').postgresAdminUrl);
  admin.pathname = new URL(databaseUrl).pathname;
  const client = new pg.Client({ connectionString: admin.toString() });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(statement);
  } finally {
    await client.end();
  }
}
