import pg from 'pg';

export interface DatabaseSpec {
  /** Lower case letters, digits, underscores. */
  readonly name: string;
  /** The login role that owns it and nothing else. Default: the database's name. */
  readonly owner?: string;
  readonly password: string;
  /** A database to copy instead of an empty one. */
  readonly template?: string;
}

/**
 * Makes a database and the login role that owns it, where they are missing, sets the role's password,
 * and shuts the database to everybody else. Safe to call again.
 * @returns the URL with which the owner connects.
 */
export async function createDatabase(adminUrl: string, spec: DatabaseSpec): Promise<string> {
  const owner = spec.owner ?? spec.name;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await ensureRole(admin, owner, spec.password);
    await ensureDatabase(admin, spec, owner);
  } finally {
    await admin.end();
  }
  return urlOf(adminUrl, spec.name, owner, spec.password);
}

/** In a transaction under a lock: two runs at once must not both find the role missing. */
async function ensureRole(admin: pg.Client, owner: string, password: string): Promise<void> {
  await admin.query('BEGIN');
  await admin.query("SELECT pg_advisory_xact_lock(hashtext('role ' || $1))", [owner]);
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [owner]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await admin.query(`${verb} ROLE ${pg.escapeIdentifier(owner)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  await admin.query('COMMIT');
}

async function ensureDatabase(admin: pg.Client, { name, template }: DatabaseSpec, owner: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount !== 0) return;
  const database = pg.escapeIdentifier(name);
  const from = template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : '';
  await admin.query(`CREATE DATABASE ${database} OWNER ${pg.escapeIdentifier(owner)}${from}`);
  await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
}

function urlOf(adminUrl: string, name: string, owner: string, password: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  url.username = owner;
  url.password = password;
  return url.toString();
}
