import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@safe-community/local-stack';
import pg from 'pg';
import { ofKind, type KubernetesObject, type Of } from '../rendered/objects.ts';
import type { Secrets } from './secrets.ts';

/** Its own superuser, as the operator of a cluster keeps one for itself. */
const OF_THE_OPERATOR = 'host all postgres 127.0.0.1/32 scram-sha-256';

/**
 * A PostgreSQL of this machine in the place of CloudNativePG's: with the certificate that is asked for it, the manifest's
 * rules of who comes in, and made what it is by the statements of the manifest in the operator's order.
 */
export async function startDatabase(
  objects: readonly KubernetesObject[],
  secrets: Secrets,
  folder: string,
): Promise<PostgresServer> {
  const [cluster] = ofKind(objects, 'Cluster');
  if (cluster === undefined) throw new Error('There is no database among the objects');
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

/** The role of the first database, what the manifest says, the database unless that made it, the managed passwords. */
function bootstrap({ spec }: Of<'Cluster'>, secrets: Secrets): string[] {
  const { owner = '', postInitSQL = [] } = spec.bootstrap?.initdb ?? {};
  const passwords = (spec.managed?.roles ?? []).map(({ name, passwordSecret }) => {
    const password = secrets.get(passwordSecret?.name ?? '')?.['password'];
    if (password === undefined) throw new Error(`The role ${name} has no password`);
    return `alter role ${pg.escapeIdentifier(name)} login password ${pg.escapeLiteral(password)}`;
  });
  return [`create role ${pg.escapeIdentifier(owner)} login`, ...postInitSQL, ...passwords];
}

/** In the folder of its data, readable by whom it runs as. */
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
