import { createTestDatabase } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  defineMigration,
  migrate,
  openDatabase,
  OtherInstallation,
  pendingMigrations,
  requireInstallation,
  rows,
  type Database,
} from './index.ts';

const FIRST = defineMigration('2026-11-24-first', [
  'create table note (text text)',
  `insert into note values ('first')`,
]);
const SECOND = defineMigration('2026-11-25-second', [`insert into note values ('second')`]);
const BROKEN = defineMigration('2026-11-26-broken', [`insert into note values ('half')`, 'select 1 / 0']);

async function emptyDatabase(): Promise<(migrations: (typeof FIRST)[]) => Database> {
  const created = await createTestDatabase();
  onTestFinished(() => created.drop());
  return (migrations) => {
    const database = openDatabase({ url: created.ownerUrl, entities: [], migrations });
    onTestFinished(() => database.close());
    return database;
  };
}

async function notes(database: Database): Promise<string[]> {
  return (await rows<{ text: string }>(database.em.fork(), 'select text from note')).map(({ text }) => text);
}

describe('defineMigration', () => {
  it.each(['firmware', '2026-11-27', '2026-13-01-firmware', '27-11-2026-firmware', '2026-11-27-Firmware'])(
    'rejects the name %s',
    (name) => {
      expect(() => defineMigration(name, [])).toThrow(`the name of a migration is YYYY-MM-DD-noun, not "${name}"`);
    },
  );
});

describe('migrate', () => {
  it('runs pending migrations in order, each once', async () => {
    const open = await emptyDatabase();
    expect(await migrate(open([FIRST]), 'real')).toEqual([FIRST.name]);
    const database = open([FIRST, SECOND]);
    expect(await pendingMigrations(database)).toEqual([SECOND.name]);
    expect(await migrate(database, 'real')).toEqual([SECOND.name]);
    expect(await migrate(database, 'real')).toEqual([]);
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await notes(database)).toEqual(['first', 'second']);
  });

  it('runs once when many processes start it, while others check it', async () => {
    const open = await emptyDatabase();
    const looking = open([FIRST, SECOND]);
    const looks = Array.from({ length: 10 }, () => pendingMigrations(looking));
    const ran = await Promise.all(Array.from({ length: 4 }, () => migrate(open([FIRST, SECOND]), 'real')));
    await Promise.all(looks);
    expect(ran.flat().toSorted()).toEqual([FIRST.name, SECOND.name]);
    expect(await notes(looking)).toEqual(['first', 'second']);
  });

  it('leaves nothing of a failed migration, and can be repeated', async () => {
    const open = await emptyDatabase();
    await migrate(open([FIRST]), 'real');
    const broken = open([FIRST, BROKEN]);
    await expect(migrate(broken, 'real')).rejects.toMatchObject({
      message: 'the migration 2026-11-26-broken failed',
      cause: { message: expect.stringContaining('division by zero') },
    });
    expect(await notes(broken)).toEqual(['first']);
    expect(await pendingMigrations(broken)).toEqual([BROKEN.name]);
    const mended = open([FIRST, { ...SECOND, name: BROKEN.name }]);
    expect(await migrate(mended, 'real')).toEqual([BROKEN.name]);
  });

  it('may take longer than a statement of a service', async () => {
    const open = await emptyDatabase();
    const limits = [
      `create table seen as select current_setting('statement_timeout') as statement_limit`,
      `alter table seen add pause_limit text default current_setting('idle_in_transaction_session_timeout')`,
    ];
    const database = open([defineMigration('2026-11-26-limits', limits)]);
    await migrate(database, 'real');
    expect(await rows(database.em.fork(), 'select * from seen')).toEqual([{ statement_limit: '0', pause_limit: '0' }]);
    expect(await rows(database.em.fork(), 'show statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
  });
});

describe('installation', () => {
  it('a database stays of the kind for which it was first migrated, and nothing is changed for the other', async () => {
    const open = await emptyDatabase();
    await migrate(open([FIRST]), 'demonstration');
    const database = open([FIRST, SECOND]);
    await expect(migrate(database, 'real')).rejects.toThrow(
      'INSTALLATION is real, but the database belongs to a demonstration installation',
    );
    expect(await notes(database)).toEqual(['first']);
    await expect(requireInstallation(database.em.fork(), 'real')).rejects.toThrow(OtherInstallation);
    await requireInstallation(database.em.fork(), 'demonstration');
    expect(await migrate(database, 'demonstration')).toEqual([SECOND.name]);
  });
});

describe('pendingMigrations', () => {
  it('changes nothing in a database that was never migrated', async () => {
    const database = (await emptyDatabase())([FIRST]);
    expect(await pendingMigrations(database)).toEqual([FIRST.name]);
    const tables = await rows(database.em.fork(), `select 1 from pg_tables where schemaname = 'public'`);
    expect(tables).toEqual([]);
  });
});
