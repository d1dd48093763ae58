import { createDatabase } from '@safe-community/local-stack';
import pg from 'pg';

/** Passwords of test roles; the server listens on loopback only and stops with the run. */
export const TEST_PASSWORDS = { owner: 'test', service: 'test', reader: 'test' };

const SUFFIX = '_template';

export interface TemplateSpec {
  /** The service of the schema: one template per name and run. */
  readonly service: string;
  /** Migrates the empty database at the owner's URL; must close its connections. */
  readonly migrate: (ownerUrl: string) => Promise<void>;
}

/** Name of the template database of a service; the first use migrates it while other workers wait. */
export async function templateDatabase(adminUrl: string, { service, migrate }: TemplateSpec): Promise<string> {
  const name = `${roleOf(service)}${SUFFIX}`;
  const quoted = pg.escapeIdentifier(name);
  await withAdmin(adminUrl, async (admin) => {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rows } = await admin.query('SELECT datistemplate FROM pg_database WHERE datname = $1', [name]);
    if (rows[0]?.datistemplate === true) return;
    await dropDatabase(admin, name); // its migration failed halfway
    const urls = await createDatabase(adminUrl, { name, owner: roleOf(service), passwords: TEST_PASSWORDS });
    await migrate(urls.owner);
    await admin.query(`ALTER DATABASE ${quoted} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await admin.query(`ALTER DATABASE ${quoted} IS_TEMPLATE true`);
  });
  return name;
}

/** The login role that owns the databases of a service, not a superuser. The other roles are named after it. */
export function roleOf(service: string): string {
  return service.replaceAll('-', '_');
}

export async function dropTemplates(adminUrl: string): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query('SELECT datname FROM pg_database WHERE right(datname, length($1)) = $1', [
      SUFFIX,
    ]);
    for (const { datname } of rows) {
      await admin.query(`ALTER DATABASE ${pg.escapeIdentifier(datname)} IS_TEMPLATE false`);
      await dropDatabase(admin, datname);
    }
  });
}

export async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

/** Runs `work` on a separate connection; closing it releases its locks. */
export async function withAdmin(adminUrl: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
