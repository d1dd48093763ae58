import pg from 'pg';

export interface HeldLock {
  release(): Promise<void>;
}

/** Locks a table against all reads and writes, like a hanging migration. */
export async function holdLock(databaseUrl: string, table: string): Promise<HeldLock> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(`lock table ${table} in access exclusive mode`);
  return {
    async release() {
      await client.query('rollback');
      await client.end();
    },
  };
}
