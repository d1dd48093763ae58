import pg from 'pg';

/** The roles for migrations, for the service, and for people and dashboards. */
export const ROLES = ['owner', 'service', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** Default role names of the migrations. */
export function roleNames(owner: string): Record<Role, string> {
  return { owner, service: `${owner}_service`, reader: `${owner}_reader` };
}

/**
 * Default session settings of the roles. No read may block the service or a
 * vacuum for long; the service sets the same limits itself (`packages/database`). Migrations may take hours.
 */
const SETTINGS: Readonly<Record<Role, Readonly<Record<string, string>>>> = {
  owner: {},
  service: { statement_timeout: '30s', idle_in_transaction_session_timeout: '30s' },
  reader: {
    default_transaction_read_only: 'on',
    statement_timeout: '30s',
    idle_in_transaction_session_timeout: '30s',
    lock_timeout: '3s',
  },
};

/**
 * Creates the login roles, none of which may create roles or databases. It runs in a transaction under a lock, so that
 * two concurrent runs do not both find one missing.
 */
export async function ensureRoles(
  admin: pg.Client,
  names: Readonly<Record<Role, string>>,
  passwords: Readonly<Record<Role, string>>,
): Promise<void> {
  await admin.query('BEGIN');
  await admin.query("SELECT pg_advisory_xact_lock(hashtext('role ' || $1))", [names.owner]);
  for (const role of ROLES) await ensureRole(admin, names[role], passwords[role], SETTINGS[role]);
  await admin.query('COMMIT');
}

async function ensureRole(
  admin: pg.Client,
  name: string,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const role = pg.escapeIdentifier(name);
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  const powers = 'LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS';
  await admin.query(`${verb} ROLE ${role} ${powers} PASSWORD ${pg.escapeLiteral(password)}`);
  for (const [setting, value] of Object.entries(settings)) {
    await admin.query(`ALTER ROLE ${role} SET ${pg.escapeIdentifier(setting)} = ${pg.escapeLiteral(value)}`);
  }
}
