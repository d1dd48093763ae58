import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { createDatabase, startPostgres, type PostgresOptions } from '../src/index.ts';

function options(): PostgresOptions {
  const folder = testFolder('postgres');
  return { dataDir: join(folder, 'data'), logFile: join(folder, 'postgres.log') };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startPostgres', () => {
  it('keeps committed data over kill -9 and reports the kill', async () => {
    const where = options();
    const first = await startPostgres(where);
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(first.pid, 'SIGKILL');
    expect((await first.unexpectedExit).message).toMatch(/^PostgreSQL was ended by SIGKILL/);

    const second = await startPostgres(where);
    expect(await query(second.adminUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('waits for a session that has not noticed the kill of its server', async () => {
    const where = options();
    const first = await startPostgres(where);
    const client = new pg.Client({ connectionString: first.adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const session = rows[0]?.pid ?? 0;
    process.kill(session, 'SIGSTOP');
    await first.kill();
    setTimeout(() => process.kill(session, 'SIGCONT'), 1_000);
    const second = await startPostgres(where);
    expect(await query(second.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('starts even if the pid in a stale postmaster.pid belongs to another program now', async () => {
    const where = options();
    await (await startPostgres(where)).stop();
    const other = await startPostgres(options());
    writeFileSync(join(where.dataDir, 'cluster/postmaster.pid'), `${other.pid}\n`);
    const server = await startPostgres(where);
    expect(await query(server.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await Promise.all([server.stop(), other.stop()]);
  });

  it('is durable, in UTF-8, with checksums, and accepts passwords on loopback only', async () => {
    const where = options();
    const server = await startPostgres(where);
    const show = async (name: string): Promise<unknown> =>
      (await query(server.adminUrl, `SELECT current_setting('${name}') AS value`))[0];
    expect(await show('fsync')).toEqual({ value: 'on' });
    expect(await show('synchronous_commit')).toEqual({ value: 'on' });
    expect(await show('server_encoding')).toEqual({ value: 'UTF8' });
    expect(await show('data_checksums')).toEqual({ value: 'on' });
    expect(await show('listen_addresses')).toEqual({ value: '127.0.0.1' });
    expect(await show('unix_socket_directories')).toEqual({ value: '' });
    expect(await show('password_encryption')).toEqual({ value: 'scram-sha-256' });
    const stranger = new URL(server.adminUrl);
    stranger.password = 'guess';
    await expect(query(stranger.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(where.dataDir, 'password')).mode & 0o077).toBe(0);
    await server.stop();
  });

  it('writes no value of a failed statement to its log', async () => {
    const where = options();
    const server = await startPostgres(where);
    await query(server.adminUrl, 'CREATE TABLE person (phone text PRIMARY KEY)');
    await query(server.adminUrl, `INSERT INTO person VALUES ('+380501112233')`);
    await expect(query(server.adminUrl, `INSERT INTO person VALUES ('+380501112233')`)).rejects.toThrow(
      'duplicate key',
    );
    await server.stop();
    const log = readFileSync(where.logFile, 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('380501112233');
  });

  it('reports an occupied port, its owner, and the setting that changes it', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port));
    });
    await expect(startPostgres({ ...options(), port })).rejects.toThrow(
      `  SAFE_COMMUNITY_POSTGRES_PORT=${port}  by process ${process.pid}: `,
    );
    blocker.close();
  });

  it('rejects the data of another major version and leaves it unchanged', async () => {
    const where = options();
    await (await startPostgres(where)).stop();
    const version = join(where.dataDir, 'cluster/PG_VERSION');
    writeFileSync(version, '12\n');
    await expect(startPostgres(where)).rejects.toThrow(/is of PostgreSQL 12, the server is \d+/);
    expect(readFileSync(version, 'utf8')).toBe('12\n');
  });

  it('recreates the cluster after an interrupted initdb', async () => {
    const where = options();
    mkdirSync(join(where.dataDir, 'cluster.new/base'), { recursive: true });
    await (await startPostgres(where)).stop();
    expect(readdirSync(where.dataDir).toSorted()).toEqual(['cluster', 'password']);
  });
});

describe('createDatabase', () => {
  const passwords = { owner: 'first', service: 'second', reader: 'third' };

  it('gives each owner its own database, closed to others, and is repeatable', async () => {
    const server = await startPostgres(options());
    const one = await createDatabase(server.adminUrl, { name: 'one', passwords });
    const two = await createDatabase(server.adminUrl, { name: 'two', passwords });
    await query(one.owner, 'CREATE TABLE mine (id int)');
    const again = await createDatabase(server.adminUrl, { name: 'one', passwords: { ...passwords, owner: 'changed' } });
    expect(await query(again.owner, 'SELECT id FROM mine')).toEqual([]);
    await expect(query(one.owner, 'SELECT 1')).rejects.toThrow('password authentication failed');
    for (const url of Object.values(two)) {
      await expect(query(url.replace(/two$/, 'one'), 'SELECT 1')).rejects.toThrow('permission denied for database');
    }
    await server.stop();
  });

  it('grants the service and readers nothing in it, sets timeouts, and makes readers read-only', async () => {
    const server = await startPostgres(options());
    const { owner, service, reader } = await createDatabase(server.adminUrl, { name: 'one', passwords });
    await query(owner, 'CREATE TABLE mine (id int)');
    for (const url of [service, reader]) {
      await expect(query(url, 'SELECT id FROM mine')).rejects.toThrow('permission denied for table mine');
      await expect(query(url, 'CREATE TABLE ours (id int)')).rejects.toThrow(/permission denied|read-only/);
      await expect(query(url, 'CREATE TEMPORARY TABLE ours (id int)')).rejects.toThrow(/permission denied|read-only/);
      expect(await query(url, 'SHOW statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
    }
    expect(await query(reader, 'SHOW default_transaction_read_only')).toEqual([
      { default_transaction_read_only: 'on' },
    ]);
    await server.stop();
  });
});
