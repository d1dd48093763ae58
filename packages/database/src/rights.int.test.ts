import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { defineMigration, migrate, openDatabase, rightsProblems, rows, type Database, type Rights } from './index.ts';

const FIRST = defineMigration('2026-11-25-first', [
  'create table note (id int primary key, text text, sealed bytea)',
  'create table once (id int)',
  'create table hidden (id int)',
  'create table audit_entry (id int)',
  'create table read_once (id int, key_id text)',
  `insert into note values (1, 'plain', 'x'), (2, 'grave', 'y')`,
]);
const SECOND = defineMigration('2026-11-26-second', [
  'create table later (id int)',
  'alter table note add column more text',
]);

const RIGHTS = {
  note: { insert: true, update: ['text'], reader: { columns: ['id', 'text'], rows: `text <> 'grave'` } },
  once: { insert: true },
  // Nothing in the audit is ever changed, whatever is declared.
  audit_entry: { insert: true, update: true, delete: true },
} as const satisfies Rights;

let created: TestDatabase;

beforeEach(async () => {
  created = await createTestDatabase();
  return () => created.drop();
});

function open(url: string, rights: Rights = RIGHTS, migrations = [FIRST]): Database {
  const database = openDatabase({ url, entities: [], migrations, rights, poolSize: 2 });
  onTestFinished(() => database.close());
  return database;
}

async function migrated(rights: Rights = RIGHTS, migrations = [FIRST]): Promise<void> {
  await migrate(open(created.ownerUrl, rights, migrations), 'real');
}

/** The result of a statement: its number of rows, or the reason of its failure. */
async function as(url: string, statement: string): Promise<number | string> {
  return rows(open(url).em.fork(), statement).then(
    (found) => found.length,
    (error: unknown) => (error instanceof Error ? error.message.split('\n')[0] : String(error)) ?? '',
  );
}

describe('the service role', () => {
  beforeEach(() => migrated());

  it.each([
    ['select text, sealed from note', 2],
    [`insert into note values (3, 'new', '') returning 1`, 1],
    [`update note set text = 'other' returning 1`, 2],
    ['insert into once values (1) returning 1', 1],
    ['insert into audit_entry values (1) returning 1', 1],
    ['select name from schema_migration', 1],
  ])('has the declared rights: %s', async (statement, count) => {
    expect(await as(created.url, statement)).toBe(count);
  });

  it.each([
    [`update note set sealed = ''`, 'permission denied for table note'],
    ['delete from note', 'permission denied for table note'],
    ['update once set id = 2', 'permission denied for table once'],
    ['delete from once', 'permission denied for table once'],
    ['truncate once', 'permission denied for table once'],
    ['update audit_entry set id = 2', 'permission denied for table audit_entry'],
    ['delete from audit_entry', 'permission denied for table audit_entry'],
    ['truncate audit_entry', 'permission denied for table audit_entry'],
    ['select id from hidden', 'permission denied for table hidden'],
    ['delete from schema_migration', 'permission denied for table schema_migration'],
    ['create table ours (id int)', 'permission denied for schema public'],
    ['create schema ours', /permission denied for database/],
    ['create temporary table ours (id int)', /permission denied to create temporary tables/],
    ['alter table note add column ours int', 'must be owner of table note'],
    ['alter table note disable row level security', 'must be owner of table note'],
    ['drop table note', 'must be owner of table note'],
    ['create index ours on note (id)', 'must be owner of table note'],
  ])('has no other rights: %s', async (statement, why) => {
    expect(await as(created.url, statement)).toMatch(why);
  });
});

describe('people and dashboards', () => {
  beforeEach(() => migrated());

  it('see the declared columns of the declared rows', async () => {
    const seen = await rows(open(created.readerUrl).em.fork(), 'select id, text from note');
    expect(seen).toEqual([{ id: 1, text: 'plain' }]);
  });

  it.each([
    ['select sealed from note', 'permission denied for table note'],
    ['select * from note', 'permission denied for table note'],
    ['select id from once', 'permission denied for table once'],
    ['select id from audit_entry', 'permission denied for table audit_entry'],
    ['select id from hidden', 'permission denied for table hidden'],
  ])('see nothing else: %s', async (statement, why) => {
    expect(await as(created.readerUrl, statement)).toMatch(why);
  });

  it('cannot write, even in a session set to read-write', async () => {
    expect(await as(created.readerUrl, 'insert into once values (1)')).toMatch('read-only transaction');
    const writing = open(created.readerUrl)
      .em.fork()
      .transactional(async (em) => {
        await rows(em, 'set transaction read write');
        await rows(em, 'insert into once values (1)');
      });
    await expect(writing).rejects.toThrow('permission denied for table once');
  });

  it('do not see a column or a table of a later migration without declared rights', async () => {
    await migrated({ ...RIGHTS, later: { insert: true } }, [FIRST, SECOND]);
    expect(await as(created.readerUrl, 'select more from note')).toBe('permission denied for table note');
    expect(await as(created.readerUrl, 'select id from later')).toBe('permission denied for table later');
    expect(await as(created.url, 'insert into later values (1) returning 1')).toBe(1);
  });
});

describe('rights', () => {
  it('are granted even if no migration is pending: an older database has none', async () => {
    await migrated({});
    expect(await as(created.url, 'select id from note')).toBe('permission denied for table note');
    await migrated();
    expect(await as(created.url, 'select id from note')).toBe(2);
  });

  it('that are no longer declared are revoked, and hidden rows become visible', async () => {
    await migrated();
    await migrated({ note: { reader: { columns: ['id'] } } });
    expect(await as(created.url, `insert into note values (3, '', '')`)).toBe('permission denied for table note');
    expect(await as(created.url, 'select id from once')).toBe('permission denied for table once');
    expect(await as(created.readerUrl, 'select text from note')).toBe('permission denied for table note');
    expect(await as(created.readerUrl, 'select id from note')).toBe(2);
  });

  it('that newer code needs are left unchanged by older code', async () => {
    await migrated({ ...RIGHTS, later: { insert: true } }, [FIRST, SECOND]);
    await migrated({ note: {} });
    expect(await as(created.url, 'insert into later values (1) returning 1')).toBe(1);
    expect(await as(created.url, `update note set text = 'other' returning 1`)).toBe(2);
  });

  it('of rows are not recreated when unchanged: that would lock the table', async () => {
    const policies = () => rows(open(created.ownerUrl).em.fork(), 'select oid from pg_policy order by oid');
    await migrated();
    const before = await policies();
    expect(before).toHaveLength(2);
    await migrated();
    expect(await policies()).toEqual(before);
    await migrated({ ...RIGHTS, note: { reader: { columns: ['id'], rows: 'id > 1' } } });
    expect(await policies()).not.toEqual(before);
    expect(await rows(open(created.readerUrl).em.fork(), 'select id from note')).toEqual([{ id: 2 }]);
  });

  it('are not granted, and nothing is migrated, when a role is missing', async () => {
    const run = migrate(open(created.ownerUrl), 'real', { reader: 'nobody' });
    await expect(run).rejects.toThrow('the database role nobody is missing');
    expect(await as(created.ownerUrl, 'select 1 from note')).toBe('relation "note" does not exist');
  });
});

describe('a table with row-level security', () => {
  const BOUND = {
    note: { insert: true, update: ['text'], rows: `current_setting('test.note', true) = id::text` },
  } as const satisfies Rights;

  const naming = (id: number, statement: string): Promise<unknown[]> =>
    open(created.url)
      .em.fork()
      .transactional(async (em) => {
        await rows(em, `select set_config('test.note', $1, true)`, [String(id)]);
        return rows(em, statement);
      });

  beforeEach(() => migrated(BOUND));

  it('shows the service only the rows that it has named, in that transaction', async () => {
    expect(await as(created.url, 'select id from note')).toBe(0);
    expect(await naming(2, 'select id from note')).toEqual([{ id: 2 }]);
    expect(await naming(2, `update note set text = 'other' returning id`)).toEqual([{ id: 2 }]);
    await expect(naming(2, `insert into note values (3, '', '')`)).rejects.toThrow(
      'violates row-level security policy',
    );
    expect(await naming(3, `insert into note values (3, '', '') returning id`)).toEqual([{ id: 3 }]);
    expect(await as(created.url, 'select id from note')).toBe(0);
  });

  it('applies to its owner as well, and a migration that would change part of it fails', async () => {
    expect(await as(created.ownerUrl, 'select id from note')).toBe(0);
    const part = defineMigration('2026-11-27-part', [`update note set text = ''`]);
    await expect(migrated(BOUND, [FIRST, part])).rejects.toMatchObject({
      cause: { message: expect.stringContaining('query would be affected by row-level security policy') },
    });
    const whole = defineMigration('2026-11-27-whole', [
      'alter table note no force row level security',
      `update note set text = 'all'`,
      'alter table note force row level security',
    ]);
    await migrated(BOUND, [FIRST, whole]);
    expect(await naming(2, `select id from note where text = 'all'`)).toEqual([{ id: 2 }]);
  });
});

describe('restricted deletes', () => {
  it('keep rows that do not meet the condition, whatever the statement says', async () => {
    await migrated({ note: { update: ['text'], delete: 'id > 1' } });
    expect(await as(created.url, 'delete from note returning 1')).toBe(1);
    expect(await as(created.url, `update note set text = 'other' returning 1`)).toBe(1);
  });
});

describe('rightsProblems', () => {
  const problems = (url: string, rights: Rights = RIGHTS) => rightsProblems(open(url, rights));

  it('finds no problem with a role that has the declared rights', async () => {
    await migrated();
    expect(await problems(created.url)).toEqual([]);
  });

  it('reports what the owner, a superuser and a role with update rights on append-only tables could do', async () => {
    await migrated();
    const ofOwner = await problems(created.ownerUrl);
    expect(ofOwner[0]).toEqual({ kind: 'too-much', reason: 'makes-tables' });
    expect(ofOwner).toContainEqual({ kind: 'too-much', reason: 'owns-a-table', table: 'note' });
    expect((await problems(created.adminUrl))[0]).toEqual({ kind: 'too-much', reason: 'rules-the-server' });
    await as(created.ownerUrl, 'grant update (id) on audit_entry to test_owner_service');
    await as(created.ownerUrl, 'grant delete on once to test_owner_service');
    await as(created.ownerUrl, 'grant truncate on note to test_owner_service');
    expect(await problems(created.url)).toEqual([
      { kind: 'too-much', reason: 'changes-what-is-written-once', table: 'audit_entry' },
      { kind: 'too-much', reason: 'empties-a-table', table: 'note' },
      { kind: 'too-much', reason: 'changes-what-is-written-once', table: 'once' },
    ]);
  });

  it('allows a rewrap of keys in append-only rows, and no other change', async () => {
    const rights = { read_once: { insert: true, update: ['key_id'] } } as const;
    await migrated(rights);
    expect(await problems(created.url, rights)).toEqual([]);
    await as(created.ownerUrl, 'grant update (id) on read_once to test_owner_service');
    const changed = { kind: 'too-much', reason: 'changes-what-is-written-once', table: 'read_once' };
    expect(await problems(created.url, rights)).toEqual([changed]);
  });

  it('reports missing rights, and allows fewer update rights than declared', async () => {
    await migrated();
    const declared = { ...RIGHTS, note: { insert: true, update: true, delete: true }, hidden: {} } as const;
    expect(await problems(created.url, declared)).toEqual([
      { kind: 'too-little', reason: 'cannot-select', table: 'hidden' },
      { kind: 'too-little', reason: 'cannot-delete', table: 'note' },
    ]);
    expect(await problems(created.url, { note: { update: ['text'] } })).toEqual([]);
  });

  it('allows temporary tables only to a service that rebuilds beside its tables, and reports their lack', async () => {
    const copied = { ...RIGHTS, note: { ...RIGHTS.note, rebuiltFrom: 'incidents' } } as const;
    await migrated();
    const lack = { kind: 'too-little', reason: 'cannot-copy-tables' };
    expect(await problems(created.url, copied)).toEqual([lack]);
    await migrated(copied);
    expect(await problems(created.url, copied)).toEqual([]);
    expect(await as(created.readerUrl, 'create temporary table ours (id int)')).toMatch('read-only transaction');
    await migrated();
    expect(await problems(created.url, copied)).toEqual([lack]);
  });
});
