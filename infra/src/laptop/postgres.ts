import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@safe-community/local-stack';
import pg from 'pg';
import { ofKind, type KubernetesObject, type Of } from '../rendered/objects.ts';
import type { Secrets } from './secrets.ts';

/** The superuser, as the operator of a cluster has one. */
const OF_THE_OPERATOR = 'host all postgres 127.0.0.1/32 scram-sha-256';

/**
 * Runs a local PostgreSQL in place of CloudNativePG's: with the requested certificate, the manifest's pg_hba rules, and
 * the manifest's SQL in the order in which the operator runs it.
 */
export async function startDatabase(
  objects: readonly KubernetesObject[],
  secrets: Secrets,
  folder: string,
): Promise<PostgresServer> {
  const [cluster] = ofKind(objects, 'Cluster');
  if (cluster === undefined) throw new Error('The objects contain no database');
  const server = await startPostgres({ dataDir: folder, logFile: join(folder, 'postgres.log'), durable: false });
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    for (const statement of bootstrap(cluster, secrets)) await admin.query(statement);
    writeFiles(join(folder, 'cluster'), cluster, secrets);
    await admin.query('alter system set ssl = on');
    await admin.query('select pg_reload_conf()');
  } finally {
    await admin.end();
  }
  return server;
}

/**
 * In the operator's order: the role of the first database, the SQL of the manifest, the database unless it exists, the
 * managed passwords.
 */
function bootstrap({ spec }: Of<'Cluster'>, secrets: Secrets): string[] {
  const { owner = '', postInitSQL = [] } = spec.bootstrap?.initdb ?? {};
  const passwords = (spec.managed?.roles ?? []).map(({ name, passwordSecret }) => {
    const password = secrets.get(passwordSecret?.name ?? '')?.['password'];
    if (password === undefined) throw new Error(`The role ${name} has no password`);
    return `alter role ${pg.escapeIdentifier(name)} login password ${pg.escapeLiteral(password)}`;
  });
  return [`create role ${pg.escapeIdentifier(owner)} login`, ...postInitSQL, ...passwords];
}

/** Writes a file into the data directory, readable by the user of the server. */
function writeFiles(folder: string, { spec }: Of<'Cluster'>, secrets: Secrets): void {
  const tls = secrets.get(spec.certificates?.serverTLSSecret ?? '');
  const files = {
    'server.crt': tls?.['tls.crt'] ?? '',
    'server.key': tls?.['tls.key'] ?? '',
    'pg_hba.conf': `${[OF_THE_OPERATOR, ...(spec.postgresql?.pg_hba ?? [])].join('\n')}\n`,
  };
  const { uid, gid } = statSync(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    chownSync(join(folder, name), uid, gid);
  }
}
