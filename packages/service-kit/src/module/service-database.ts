import { AUDIT_MIGRATIONS } from '@safe-community/audit';
import { openDatabase, type Database, type DefinedMigration, type Rights } from '@safe-community/database';
import {
  CONSUMER_MIGRATIONS,
  CONSUMER_RIGHTS,
  LEDGER_MIGRATIONS,
  LEDGER_RIGHTS,
  REQUEST_MIGRATIONS,
  REQUEST_RIGHTS,
} from '@safe-community/ledger';
import { KEY_MIGRATIONS, KEY_RIGHTS } from '../keys/index.ts';
import type { Module } from './module.ts';

/** The part of a module that describes its tables. */
type Stored = Omit<Module<never>, 'start'>;

export interface StorageOptions {
  /** Whether the service consumes events of other services, and therefore has checkpoints and dead letters. */
  readonly isConsumer: boolean;
}

/**
 * Returns a function that opens the database of a service, with the tables of its modules and those of the kit: ledger,
 * idempotency keys, audit, and, where needed, consumers and data keys. The service and its migrations both use it.
 */
export function serviceDatabase(
  modules: readonly Stored[],
  { isConsumer }: StorageOptions,
): (url: string, poolSize?: number) => Database {
  const hasKeys = encryptedTablesOf(modules).length > 0;
  const migrations = [
    ...LEDGER_MIGRATIONS,
    ...REQUEST_MIGRATIONS,
    ...(isConsumer ? CONSUMER_MIGRATIONS : []),
    ...AUDIT_MIGRATIONS,
    ...(hasKeys ? KEY_MIGRATIONS : []),
    ...inOrderOfDays(modules.flatMap((module) => module.migrations ?? [])),
  ];
  const rights = joinRights([
    LEDGER_RIGHTS,
    REQUEST_RIGHTS,
    ...(isConsumer ? [CONSUMER_RIGHTS] : []),
    ...(hasKeys ? [KEY_RIGHTS] : []),
    ...modules.map((module) => module.rights ?? {}),
  ]);
  requireRights(migrations, rights);
  const entities = modules.flatMap((module) => module.entities ?? []);
  return (url, poolSize) =>
    openDatabase({ url, entities, migrations, rights, ...(poolSize === undefined ? {} : { poolSize }) });
}

export function encryptedTablesOf(modules: readonly Stored[]) {
  return modules.flatMap((module) => module.encryptedTables ?? []);
}

/** By date, then in the order of the modules: a module can depend on the tables of the modules before it. */
function inOrderOfDays(migrations: readonly DefinedMigration[]): DefinedMigration[] {
  return migrations.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : Number(dayOf(a) > dayOf(b))));
}

function dayOf({ name }: DefinedMigration): string {
  return name.slice(0, '2026-11-24'.length);
}

/** Without rights, every statement on the table would fail. Of the audit, all services have the same. */
function requireRights(migrations: readonly DefinedMigration[], rights: Rights): void {
  const table = migrations.flatMap(({ creates }) => creates).find((name) => !(name in rights || isOfAudit(name)));
  if (table !== undefined) throw new Error(`no module declares rights for the table ${table}`);
}

function isOfAudit(table: string): boolean {
  return table.startsWith('audit_');
}

function joinRights(all: readonly Rights[]): Rights {
  const joined: Record<string, Rights[string]> = {};
  for (const [table, rights] of all.flatMap((each) => Object.entries(each))) {
    if (table in joined) throw new Error(`two modules declare rights for the table ${table}`);
    joined[table] = rights;
  }
  return joined;
}
