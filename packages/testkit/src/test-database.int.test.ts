import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from './index.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('migrates the template once and gives each caller its own copy', async () => {
    let migrations = 0;
    const spec = {
      service: 'sample-service',
      migrate: async (url: string) => {
        migrations += 1;
        await query(url, 'CREATE TABLE note (text text)');
        await query(url, 'GRANT SELECT, INSERT ON note TO sample_service_service');
      },
    };
    const [one, two] = await Promise.all([createTestDatabase(spec), createTestDatabase(spec)]);
    await query(one.url, `INSERT INTO note VALUES ('one')`);

    expect(migrations).toBe(1);
    expect(await query(one.url, 'SELECT text FROM note')).toEqual([{ text: 'one' }]);
    expect(await query(two.url, 'SELECT text FROM note')).toEqual([]);
    await Promise.all([one.drop(), two.drop()]);
  });

  it('recreates the template after a migration that failed halfway', async () => {
    const failing = {
      service: 'failing-service',
      migrate: async (url: string) => {
        await query(url, 'CREATE TABLE half (done boolean)');
        throw new Error('halfway');
      },
    };
    await expect(createTestDatabase(failing)).rejects.toThrow('halfway');

    const mended = {
      service: 'failing-service',
      migrate: async (url: string) => void (await query(url, 'CREATE TABLE half (id int)')),
    };
    const database = await createTestDatabase(mended);
    expect(await query(database.ownerUrl, 'SELECT id FROM half')).toEqual([]);
    await database.drop();
  });

  it('connects as a service role that is no superuser, owns nothing and cannot use other databases', async () => {
    const mine = await createTestDatabase({ service: 'mine', migrate: async () => undefined });
    const other = await createTestDatabase({ service: 'other', migrate: async () => undefined });
    const trespass = new URL(mine.url);
    trespass.pathname = new URL(other.url).pathname;

    expect(await query(mine.url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false },
    ]);
    await expect(query(mine.url, 'CREATE TABLE ours (id int)')).rejects.toThrow('permission denied for schema public');
    await expect(query(trespass.toString(), 'SELECT 1')).rejects.toThrow('permission denied for database');
    await Promise.all([mine.drop(), other.drop()]);
  });
});
