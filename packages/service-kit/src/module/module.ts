import type { DatabaseOptions, DefinedMigration, Rights } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import type { ConsumerOptions, EventHandler } from '@safe-community/ledger';
import type { EncryptedTable } from '../keys/encrypted-table.ts';
import type { Job } from '../run-jobs.ts';
import type { Rpc, Runtime } from './rpc.ts';

/**
 * A feature of a service: its tables, and what it does once the service runs. `Shared` is what `service.ts` gives to
 * all modules of the service.
 */
export interface Module<Shared> {
  /** kebab-case: the name of its folder. */
  readonly name: string;
  readonly entities?: DatabaseOptions['entities'];
  /** Names begin with the day: "2026-11-24-routing". A released migration is never edited. */
  readonly migrations?: readonly DefinedMigration[];
  /** What its statements do with each of its tables, and what people and dashboards see of them. */
  readonly rights?: Rights;
  /** Its tables with data keys. */
  readonly encryptedTables?: readonly EncryptedTable[];
  /** The runtime is for work that no request starts, such as jobs. */
  readonly start?: (shared: Shared, runtime: Runtime) => ModuleParts;
}

/** What a module does in a running service. */
export interface ModuleParts {
  readonly rpcs?: readonly Rpc[];
  readonly subscriptions?: readonly Subscription[];
  readonly jobs?: readonly Job[];
  /** Fills memory from the database before the service is ready. */
  readonly load?: () => Promise<void>;
  /** Called when the keys of the service have changed, for what is kept in memory. */
  readonly onKeysChanged?: () => void;
  readonly stop?: () => Promise<void>;
}

/** A module's reactions to the events of another service. */
export interface Subscription {
  readonly producer: Domain;
  readonly handlers: readonly EventHandler[];
  /** Deletes all effects of these handlers, before a rebuild applies the events again. */
  readonly forget?: ConsumerOptions['forget'];
  /** Runs after each commit of effects, for what is kept in memory. */
  readonly onApplied?: () => Promise<void>;
}
