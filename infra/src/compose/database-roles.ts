/** The statements that create a database and its three login roles, and the password of each role. */
export interface DatabaseRoles {
  readonly sql: string;
  readonly urls: Readonly<Record<'owner' | 'service', string>>;
}

/**
 * Same as docs/runbooks/database-roles.md; a test compares the two.
 * @param newPassword returns letters, digits, dashes, and underscores only
 */
export function rolesOf(
  database: string,
  { host, newPassword }: { host: string; newPassword: () => string },
): DatabaseRoles {
  const [owner, service, reader] = [newPassword(), newPassword(), newPassword()];
  const url = (role: string, password: string): string =>
    `postgresql://${role}:${password}@${host}:5432/${database}?sslmode=verify-full&sslrootcert=/etc/safe-community/tls/ca.crt`;
  return {
    sql: `create role ${database} login password '${owner}';
create role ${database}_service login password '${service}';
create role ${database}_reader login password '${reader}';
alter role ${database}_service set statement_timeout = '30s';
alter role ${database}_service set idle_in_transaction_session_timeout = '30s';
alter role ${database}_reader set default_transaction_read_only = on;
alter role ${database}_reader set statement_timeout = '30s';
alter role ${database}_reader set idle_in_transaction_session_timeout = '30s';
alter role ${database}_reader set lock_timeout = '3s';
create database ${database} owner ${database};
revoke all on database ${database} from public;
grant connect on database ${database} to ${database}_service, ${database}_reader;
`,
    urls: { owner: url(database, owner), service: url(`${database}_service`, service) },
  };
}
