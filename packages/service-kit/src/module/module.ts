import type { DatabaseOptions, DefinedMigration, Rights } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import type { EffectsBesides, EffectsInPlace, EventHandler } from '@safe-community/ledger';
import type { EncryptedTable } from '../keys/encrypted-table.ts';
import type { Job } from '../run-jobs.ts';
import type { Rpc, Runtime } from './rpc.ts';

/**
 * A feature of a service, in a folder of its own: the tables that belong to it, and the parts that run. Everything in it
 * is optional except for the name. A module is data, so that migrations and tests can use its tables without starting it.
 *
 * `Shared` is what `service.ts` passes to all modules of the service, such as the keyring or a client of another service.
 */
export interface Module<Shared> {
  /** The name of its folder, in kebab-case. */
  readonly name: string;
  /** The MikroORM entities of its tables. */
  readonly entities?: DatabaseOptions['entities'];
  /** A name begins with a date: "2026-11-24-routing". Never edit a released migration; add another one. */
  readonly migrations?: readonly DefinedMigration[];
  /** What the service may do with each table of the module, and which columns people and dashboards may read. */
  readonly rights?: Rights;
  /** The tables that contain wrapped data keys. The service rewraps those keys after its keyring changes. */
  readonly encryptedTables?: readonly EncryptedTable[];
  /** Creates the parts that run. Called once, before the service listens. The runtime is for work that no request starts. */
  readonly start?: (shared: Shared, runtime: Runtime) => ModuleParts;
}

/** The parts of a module in a running service. */
export interface ModuleParts {
  /** Its methods, declared with `command`, `query` and the like. */
  readonly rpcs?: readonly Rpc[];
  readonly subscriptions?: readonly Subscription[];
  /** Its periodic work. */
  readonly jobs?: readonly Job[];
  /** Fills memory from the database. The service is not ready before this has succeeded. */
  readonly load?: () => Promise<void>;
  /** Runs after the keys of the service change, so that keys in memory can be rewrapped. */
  readonly onKeysChanged?: () => void;
  /** Runs first when the service stops. */
  readonly stop?: () => Promise<void>;
}

/** How a module reacts to the domain events of another service. */
export interface Subscription {
  readonly producer: Domain;
  readonly handlers: readonly EventHandler[];
  /**
   * How long these events may wait, in milliseconds, so that more of them are applied together, for figures that need not
   * be of this second. The shortest time of all modules that consume the producer applies; absent: not at all.
   */
  readonly gatherMs?: number;
  /**
   * Deletes all effects of these handlers: a rebuild calls it, and then applies the events again, while no others are
   * applied. Absent if they fill tables of their own, which declare `rebuiltFrom`: a rebuild goes on beside those.
   */
  readonly forget?: EffectsInPlace['forget'];
  /** Runs before a rebuild beside the tables. */
  readonly hold?: EffectsBesides['hold'];
  /** Says what a rebuild beside the tables has changed. */
  readonly compare?: EffectsBesides['compare'];
  /** Runs after each commit of effects, for example to refresh memory. */
  readonly onApplied?: () => Promise<void>;
}
