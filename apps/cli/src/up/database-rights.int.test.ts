import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTestDatabase, programEnvironment, type TestDatabase } from '@safe-community/testkit';
import { SERVICES, type ServiceName } from '@safe-community/local-stack';
import { openDatabase, rows } from '@safe-community/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programOf } from './service-plan.ts';

// The rights that the migrations of each service grant to its roles, from the PostgreSQL catalogue, so that new tables
// are covered.

const databases = new Map<ServiceName, TestDatabase>();

beforeAll(async () => {
  const each = SERVICES.map(async (service) => {
    const migrate = async (ownerUrl: string): Promise<void> => {
      const env = { ...programEnvironment(), INSTALLATION: 'demonstration', DATABASE_OWNER_URL: ownerUrl };
      await promisify(execFile)(process.execPath, [programOf(service, 'migrate')], { env });
    };
    databases.set(service, await createTestDatabase({ service, migrate }));
  });
  await Promise.all(each);
}, 120_000);

afterAll(() => Promise.all([...databases.values()].map((database) => database.drop())));

function of(service: ServiceName): TestDatabase {
  const database = databases.get(service);
  if (database === undefined) throw new Error(`${service} has no database`);
  return database;
}

async function sql<Row>(url: string, statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  const database = openDatabase({ url, entities: [], migrations: [] });
  try {
    return await rows<Row>(database.em.fork(), statement, values);
  } finally {
    await database.close();
  }
}

const OWN_TABLES = `
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`;

async function tablesOf(service: ServiceName): Promise<string[]> {
  return (await sql<{ name: string }>(of(service).adminUrl, OWN_TABLES)).map(({ name }) => name);
}

/** Append-only tables, in any service. */
const APPEND_ONLY =
  /^(audit_.*|sensitive_read|catalogue_revision|former_figure|official_series|ledger_former_epoch|ledger_lost_event)$/;

/** Hidden from people and dashboards: the audit of reads, and tables with the content of calls and events. */
const CLOSED =
  /^(dv_.*|audit_.*|sensitive_read|request_record|ledger_event|ledger_lost_event|report_addition|legal_hold)$/;

/** Names of columns that are encrypted, hold keys, or identify a person. */
const PERSONAL =
  /seal|cipher|wrapped|key_id|latitude|longitude|digest|body|^response$|pseudonym|reason|ground|acting|caller|reported_by|phone|name$|service_number|external_id|token|details|attributes|alerted/;
/** Match the pattern but identify no person. */
const OPEN = new Set([
  'territory_unit.name',
  'school.name',
  'territory_change.name',
  'territory_change.former_name',
  'beat.name',
  'beat_assignment.end_reason',
  'keep_term.reason',
  'rollout_wave.name',
  'catalogue_revision.digest',
  'ledger_set_aside.reason',
]);

describe.each(SERVICES)('%s', (service) => {
  it('declares a policy for each of its tables', async () => {
    const { url, adminUrl } = of(service);
    const role = new URL(url).username;
    const undeclared = await sql(
      adminUrl,
      `select name from (${OWN_TABLES}) as t where not has_table_privilege($1, quote_ident(name), 'select')`,
      [role],
    );
    expect(undeclared).toEqual([]);
  });

  it('the service role cannot change append-only tables', async () => {
    const once = (await tablesOf(service)).filter((name) => APPEND_ONLY.test(name));
    expect(once.length).toBeGreaterThan(0);
    const { url, adminUrl } = of(service);
    for (const table of once) {
      const [column] = await sql<{ name: string }>(
        adminUrl,
        'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attidentity = $2 limit 1',
        [table, ''],
      );
      const changes = [
        `update ${table} set ${column?.name} = ${column?.name}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ];
      for (const change of changes) await expect(sql(url, change)).rejects.toThrow('permission denied for table');
    }
  });

  it('the service role changes only the key column of append-only tables', async () => {
    const { url, adminUrl } = of(service);
    const changed = await sql<{ column: string }>(
      adminUrl,
      `select attrelid::regclass || '.' || attname as column from pg_attribute
       where attrelid::regclass::text = any ($2) and attnum > 0 and has_column_privilege($1, attrelid, attnum, 'update')
       order by 1`,
      [new URL(url).username, (await tablesOf(service)).filter((name) => APPEND_ONLY.test(name))],
    );
    const ofKeys = ['sensitive_read.key_id', 'sensitive_read.wrapped_key'];
    expect(changed.map(({ column }) => column)).toEqual(service === 'incident-intake' ? ofKeys : []);
  });

  it('the service role cannot change an event, nor delete a recent or unpublished one', async () => {
    const { url, adminUrl } = of(service);
    await sql(
      adminUrl,
      `insert into ledger_event select 0, n, gen_random_uuid(), 't', 's', now() - make_interval(days => 4 - n), '', false, ''
       from generate_series(1, 4) n`,
    );
    await sql(adminUrl, 'update ledger_mark set position = 1');
    await expect(sql(url, `update ledger_event set body = ''`)).rejects.toThrow('permission denied');
    expect(await sql(url, 'delete from ledger_event returning position::int')).toEqual([{ position: 1 }]);
    await sql(adminUrl, 'update ledger_mark set position = 4');
    expect(await sql(url, 'delete from ledger_event returning position::int')).toEqual([
      { position: 2 },
      { position: 3 },
    ]);
  });

  it('the service role cannot create, alter, or drop objects, and has no server privileges', async () => {
    const { url } = of(service);
    const [table = ''] = await tablesOf(service);
    for (const statement of [
      'create table ours (id int)',
      'create schema ours',
      // A rebuild of statistics fills copies of its tables.
      ...(service === 'statistics' ? [] : ['create temporary table ours (id int)']),
      `alter table ${table} add column ours int`,
      `drop table ${table}`,
      `create function ours() returns int language sql as 'select 1'`,
      'create role ours',
      'create extension pgcrypto',
    ]) {
      await expect(sql(url, statement)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('the service role cannot connect to another database', async () => {
    const others = SERVICES.filter((other) => other !== service);
    for (const other of others) {
      const trespass = new URL(of(service).url);
      trespass.pathname = new URL(of(other).url).pathname;
      await expect(sql(trespass.toString(), 'select 1')).rejects.toThrow('permission denied for database');
    }
  });

  it('hides encrypted and personal columns from people and dashboards', async () => {
    const shown = await sql<{ table: string; column: string; type: string }>(
      of(service).readerUrl,
      `select table_name as table, column_name as column, data_type as type
       from information_schema.columns where table_schema = 'public'`,
    );
    expect(shown.length).toBeGreaterThan(10);
    const wrong = shown.filter(
      ({ table, column, type }) =>
        CLOSED.test(table) ||
        type === 'bytea' ||
        type === 'jsonb' ||
        (PERSONAL.test(column) && !OPEN.has(`${table}.${column}`)),
    );
    expect(wrong).toEqual([]);
  });

  it('gives people and dashboards read-only access', async () => {
    const { readerUrl, adminUrl } = of(service);
    const writable = await sql(
      adminUrl,
      `select name from (${OWN_TABLES}) as t
       where has_table_privilege($1, quote_ident(name), 'insert, update, delete, truncate')
          or has_any_column_privilege($1, quote_ident(name), 'insert, update')`,
      [new URL(readerUrl).username],
    );
    expect(writable).toEqual([]);
  });
});

it('statistics hides counts of sensitive categories from people and dashboards', async () => {
  const { adminUrl, readerUrl } = of('statistics');
  for (const category of ['fire', 'domestic_violence', 'school_safety']) {
    await sql(adminUrl, `insert into incident_count values ('UA', '2026-01-01', $1, 1, 0, 0, 0, 0, 0, 0)`, [category]);
    await sql(adminUrl, 'insert into category_count values ($1, 1, 0, 0, 0, 0)', [category]);
    await sql(adminUrl, 'insert into response_count values ($1, 1, 1)', [category]);
    for (const table of ['event_count', 'sensitive_count']) {
      const counter = `insert into ${table} values ('incidents', 'UA', '2026-01-01', $1, '2026-01-01', 1)`;
      await sql(adminUrl, counter, [category]);
    }
    const duration = `insert into duration_count values ('response_time', 'UA', '2026-01-01', $1, '', '2026-01-01', 1, 1)`;
    await sql(adminUrl, duration, [category]);
  }
  for (const table of ['incident_count', 'category_count', 'event_count', 'duration_count', 'response_count']) {
    expect(await sql(readerUrl, `select category from ${table}`)).toEqual([{ category: 'fire' }]);
  }
  await expect(sql(readerUrl, 'select category from sensitive_count')).rejects.toThrow('permission denied');
  // Of the country there is a value, of Kyiv too few: that there is any is hidden as well.
  for (const [code, value] of [
    ['UA', 15],
    ['UA80000000000093317', null],
  ] as const) {
    const figure = `insert into released_figure
      values ('school_safety', 'incidents', $1, 'year', '2021-01-01', 0, '2022-03-01', $2, 13)`;
    await sql(adminUrl, figure, [code, value]);
  }
  expect(await sql(readerUrl, 'select territory_code, value::int from released_figure')).toEqual([
    { territory_code: 'UA', value: 15 },
  ]);
  await expect(sql(readerUrl, 'select counted from released_figure')).rejects.toThrow('permission denied');
});
