import { defineMigration, type Database } from '@safe-community/database';
import { expect, onTestFinished, test } from 'vitest';
import type { Module } from './module.ts';
import { serviceDatabase } from './service-database.ts';

const URL = 'postgresql://nobody:nothing@127.0.0.1:1/none';
const migration = (name: string) => defineMigration(name, []);

function open(...modules: readonly Module<unknown>[]): Database {
  const database = serviceDatabase(modules, { isConsumer: false })(URL);
  onTestFinished(() => database.close());
  return database;
}

function migrationsOf(database: Database): string[] {
  return (database.config.get('migrations').migrationsList ?? []).map(({ name }) => name);
}

test('migrations of modules follow those of the kit: by day, and within a day in module order', () => {
  const database = open(
    { name: 'base', migrations: [migration('2026-11-24-first'), migration('2026-11-26-last')] },
    { name: 'other', migrations: [migration('2026-11-25-a'), migration('2026-11-24-b')] },
  );
  expect(migrationsOf(database).slice(-4)).toEqual([
    '2026-11-24-first',
    '2026-11-24-b',
    '2026-11-25-a',
    '2026-11-26-last',
  ]);
});

test('the rights of all modules apply, and a table belongs to one module', () => {
  const database = open({ name: 'a', rights: { a: { insert: true } } }, { name: 'b', rights: { b: { delete: true } } });
  expect(database.rights).toMatchObject({ a: { insert: true }, b: { delete: true } });
  expect(() => open({ name: 'a', rights: { a: {} } }, { name: 'b', rights: { a: {} } })).toThrow(
    'two modules declare rights for the table a',
  );
});

test('reports a table for which no module declares rights', () => {
  const migrations = [defineMigration('2026-11-27-firmware', ['create table firmware (id uuid primary key)'])];
  expect(() => open({ name: 'a', migrations })).toThrow('no module declares rights for the table firmware');
  expect(() => open({ name: 'a', migrations, rights: { firmware: {} } })).not.toThrow();
});

test('a service with encrypted tables has the tables of its keys', () => {
  const names = migrationsOf(open({ name: 'a', encryptedTables: [{ name: 'a', id: 'a_id' }] }));
  expect(names.length).toBeGreaterThan(migrationsOf(open({ name: 'a' })).length);
});
