import type { ServiceName } from '@safe-community/local-stack';
import pg from 'pg';
import { environmentOfMigrations } from './environment.ts';
import { migrateWhole } from './migration.ts';
import { databaseOf } from './service-names.ts';
import type { System } from './system.ts';

/**
 * A copy of a service's database that later replaces it, like a restored backup. It lacks the rights of the service's
 * role, because it is older than that role.
 */
export class OlderDatabase {
  readonly #system: System;
  readonly #service: ServiceName;

  private constructor(system: System, service: ServiceName) {
    this.#system = system;
    this.#service = service;
  }

  /** Takes the copy; call it while the service is down. */
  static async keep(system: System, service: ServiceName): Promise<OlderDatabase> {
    const older = new OlderDatabase(system, service);
    await older.#administer('postgres', [
      `drop database if exists ${older.#copy}`,
      `create database ${older.#copy} template ${older.#name} owner ${older.#name}`,
    ]);
    const roles = `${older.#name}_service, ${older.#name}_reader`;
    await older.#administer(older.#copy, [
      `revoke all on all tables in schema public from ${roles}`,
      `revoke all on schema public from ${roles}`,
    ]);
    return older;
  }

  /**
   * Replaces the database by the copy, while the service is down: later commits are lost. Migrations run, as after any
   * restore.
   */
  async putBack(): Promise<void> {
    await this.#administer('postgres', [
      `drop database ${this.#name} with (force)`,
      `alter database ${this.#copy} rename to ${this.#name}`,
    ]);
    await migrateWhole(this.#service, environmentOfMigrations(this.#system.ownerUrl(this.#service)));
  }

  get #name(): string {
    return databaseOf(this.#service);
  }

  get #copy(): string {
    return `${this.#name}_copy`;
  }

  async #administer(database: string, statements: readonly string[]): Promise<void> {
    const url = new URL(this.#system.postgres.adminUrl);
    url.pathname = database;
    const admin = new pg.Client({ connectionString: url.toString() });
    await admin.connect();
    try {
      for (const statement of statements) await admin.query(statement);
    } finally {
      await admin.end();
    }
  }
}
