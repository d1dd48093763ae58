import { chownSync, copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startPostgres, type PostgresServer } from '@safe-community/local-stack';
import { testFolder, testPki } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from './index.ts';

const IS_ENCRYPTED = 'select ssl as "isEncrypted" from pg_stat_ssl where pid = pg_backend_pid()';

let server: PostgresServer;

beforeAll(async () => {
  const folder = testFolder('postgres-with-tls');
  server = await startPostgres({
    dataDir: folder,
    port: await freePort(),
    logFile: join(folder, 'log'),
    durable: false,
  });
  const { certFile, keyFile } = testPki().identities.statistics;
  for (const [from, name] of [[certFile, 'server.crt'] as const, [keyFile, 'server.key'] as const]) {
    const to = join(folder, 'cluster', name);
    copyFileSync(from, to);
    const { uid, gid } = statSync(join(folder, 'cluster'));
    chownSync(to, uid, gid);
  }
  await query(server.adminUrl, 'alter system set ssl = on');
  await query(server.adminUrl, 'select pg_reload_conf()');
});

afterAll(() => server.stop());

it('connects with the certificate that the URL names', async () => {
  const url = `${server.adminUrl}?sslmode=verify-full&sslrootcert=${testPki().caFile}`;
  await expect.poll(() => query(url, IS_ENCRYPTED).catch(() => [])).toEqual([{ isEncrypted: true }]);
});

it('rejects a server with a certificate of another authority', async () => {
  await expect(query(`${server.adminUrl}?sslmode=verify-full`, IS_ENCRYPTED)).rejects.toThrow(/certificate/);
});

it('reports which file cannot be read', () => {
  expect(() => open(`${server.adminUrl}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`)).toThrow('/nowhere/ca.pem');
});

function open(url: string) {
  return openDatabase({ url, entities: [], migrations: [] });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const database = open(url);
  try {
    return await database.em.getConnection().execute<unknown[]>(sql);
  } finally {
    await database.close(true);
  }
}
