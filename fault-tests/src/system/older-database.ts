import pg from 'pg';
import { databaseOf, type ServiceName } from './service-names.ts';
import type { System } from './system.ts';

/** A copy of a service's database, to take its place later: as an operator does with a backup. */
export class OlderDatabase {
  readonly #system: System;
  readonly #name: string;

  private constructor(system: System, name: string) {
    this.#system = system;
    this.#name = name;
  }

  /** While the service is down. */
  static async keep(system: System, service: ServiceName): Promise<OlderDatabase> {
    const older = new OlderDatabase(system, databaseOf(service));
    await older.#administer([
      `drop database if exists ${older.#copy}`,
      `create database ${older.#copy} template ${older.#name} owner ${older.#name}`,
    ]);
    return older;
  }

  /** While the service is down: what was committed since has never been. */
  async putBack(): Promise<void> {
    await this.#administer([
      `drop database ${this.#name} with (force)`,
      `alter database ${this.#copy} rename to ${this.#name}`,
    ]);
  }

  get #copy(): string {
    return `${this.#name}_copy`;
  }

  async #administer(statements: readonly string[]): Promise<void> {
    const admin = new pg.Client({ connectionString: this.#system.postgres.adminUrl });
    await admin.connect();
    try {
      for (const statement of statements) await admin.query(statement);
    } finally {
      await admin.end();
    }
  }
}
