import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase, rows } from '@safe-community/database';
import { programEnvironment } from '@safe-community/testkit';
import { expect, inject, onTestFinished, test } from 'vitest';

const RUNBOOK = readFileSync(join(import.meta.dirname, '../runbooks/database-roles.md'), 'utf8');
const MIGRATE = join(import.meta.dirname, '../../apps/incident-intake/src/migrate.ts');
/** Instead of the server that other tests of this run share. */
const NAME = 'by_the_runbook';

/** The statements of a block of the runbook, for this test's own database. */
function statementsOf(mark: string): string[] {
  const [, text] = new RegExp(`<!-- run: ${mark} -->\n\`\`\`sql\n([^]*?)\`\`\``).exec(RUNBOOK) ?? [];
  if (text === undefined) throw new Error(`the runbook has no block ${mark}`);
  return text
    .replaceAll('incident_intake', NAME)
    .split(';')
    .filter((statement) => statement.trim() !== '');
}

function urlOf(database: string, user?: readonly [name: string, password: string]): string {
  const url = new URL(inject('ground').postgresAdminUrl);
  url.pathname = database;
  if (user !== undefined) [url.username, url.password] = user;
  return url.toString();
}

async function run(url: string, statements: readonly string[]): Promise<Record<string, unknown>[][]> {
  const database = openDatabase({ url, entities: [], migrations: [] });
  const results: Record<string, unknown>[][] = [];
  try {
    for (const statement of statements) results.push(await rows(database.em.fork(), statement));
    return results;
  } finally {
    await database.close();
  }
}

test('roles created as in the runbook get their rights from the migrations, and the timeouts', async () => {
  const admin = urlOf('postgres');
  await run(admin, statementsOf('roles'));
  onTestFinished(async () => {
    await run(admin, [
      `drop database ${NAME} with (force)`,
      ...['', '_service', '_reader'].map((of) => `drop role ${NAME}${of}`),
    ]);
  });
  const env = {
    ...programEnvironment(),
    INSTALLATION: 'real',
    DATABASE_OWNER_URL: urlOf(NAME, [NAME, 'OWNER-PASSWORD']),
  };
  await promisify(execFile)(process.execPath, [MIGRATE], { env });

  const service = urlOf(NAME, [`${NAME}_service`, 'SERVICE-PASSWORD']);
  const reader = urlOf(NAME, [`${NAME}_reader`, 'READER-PASSWORD']);
  expect(await run(service, ['select 1 from incident', 'show statement_timeout'])).toEqual([
    [],
    [{ statement_timeout: '30s' }],
  ]);
  expect(await run(reader, ['select incident_id from incident', 'show lock_timeout'])).toEqual([
    [],
    [{ lock_timeout: '3s' }],
  ]);
  const [granted, shown, policies] = await run(urlOf(NAME), statementsOf('look'));
  expect(granted).toContainEqual({ table_name: 'sensitive_read', privilege_type: 'INSERT' });
  expect(granted).not.toContainEqual({ table_name: 'sensitive_read', privilege_type: 'UPDATE' });
  expect(shown).toContainEqual({ table_name: 'incident', column_name: 'category' });
  expect(policies?.map(({ tablename }) => tablename)).toContain('dv_case');
});

test('a login role that is a member of the service has its rights', async () => {
  const [admin, name] = [urlOf('postgres'), `${NAME}_members`];
  const made = statementsOf('roles').map((statement) => statement.replaceAll(NAME, name));
  await run(admin, [...made, `create role ${name}_service_b login password 'B' in role ${name}_service`]);
  onTestFinished(async () => {
    const roles = ['_service_b', '', '_service', '_reader'].map((of) => `drop role ${name}${of}`);
    await run(admin, [`drop database ${name} with (force)`, ...roles]);
  });
  const env = {
    ...programEnvironment(),
    INSTALLATION: 'real',
    DATABASE_OWNER_URL: urlOf(name, [name, 'OWNER-PASSWORD']),
  };
  await promisify(execFile)(process.execPath, [MIGRATE], { env });
  const [seen] = await run(urlOf(name, [`${name}_service_b`, 'B']), [
    'select count(*)::int as count from catalogue_revision',
  ]);
  expect(seen).toEqual([{ count: 0 }]);
});

test('migrations for a database without the roles change nothing and name the missing one', async () => {
  const [admin, name] = [urlOf('postgres'), `${NAME}_without`];
  await run(admin, [`create role ${name} login password 'O'`, `create database ${name} owner ${name}`]);
  onTestFinished(async () => {
    await run(admin, [`drop database ${name} with (force)`, `drop role ${name}`]);
  });
  const env = { ...programEnvironment(), INSTALLATION: 'real', DATABASE_OWNER_URL: urlOf(name, [name, 'O']) };
  const failing = promisify(execFile)(process.execPath, [MIGRATE], { env });
  await expect(failing).rejects.toThrow(`the database role ${name}_service is missing`);
  const [tables] = await run(urlOf(name), [`select 1 from pg_tables where schemaname = 'public'`]);
  expect(tables).toEqual([]);
});
