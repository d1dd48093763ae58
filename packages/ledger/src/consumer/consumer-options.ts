import type { NatsConnection } from '@nats-io/transport-node';
import type { Database, EntityManager } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import type { EventHandler } from './event-handler.ts';
import type { LedgerSource } from './ledger-source.ts';

export interface ConsumerOptions {
  readonly database: Database;
  readonly broker: Promise<NatsConnection>;
  /** The service that hears. */
  readonly consumer: string;
  /** The domain that it hears. */
  readonly producer: Domain;
  readonly handlers: readonly EventHandler[];
  /**
   * Takes away all effects of the producer's events, so that applying them from the first on makes the ones that hold.
   * By deleting rows, not by emptying tables: readers go on seeing what was there until the commit.
   */
  readonly forget: (em: EntityManager) => Promise<void>;
  /** The producer's own ledger, for what the broker did not bring. */
  readonly source: LedgerSource;
  /** Called after each commit, for what a service keeps in memory; when it fails, again until it does not. */
  readonly onApplied?: () => Promise<void>;
  readonly logger: Logger;
}
