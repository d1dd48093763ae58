import type { NatsConnection } from '@nats-io/transport-node';
import type { Database, EntityManager } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import type { EventHandler } from './event-handler.ts';
import type { CounterChange } from '../rebuild/counter-change.ts';
import type { LedgerSource } from './ledger-source.ts';

export interface ConsumerOptions {
  readonly database: Database;
  readonly broker: Promise<NatsConnection>;
  /** The name of this service. */
  readonly consumer: string;
  /** The domain whose events it consumes. */
  readonly producer: Domain;
  readonly handlers: readonly EventHandler[];
  /** How long events may wait, in milliseconds, so that more of them are applied together. Absent: not at all. */
  readonly gatherMs?: number;
  /**
   * Deletes all effects of the producer's events, before a rebuild applies them again from the first one. Delete rows,
   * do not truncate tables: readers see the former effects until the commit.
   */
  readonly forget: (em: EntityManager) => Promise<void>;
  /**
   * Says what a rebuild has changed, before its commit: with what others still see, and with what it has applied. Absent:
   * nothing is compared.
   */
  readonly compare?: (former: EntityManager, rebuilt: EntityManager) => Promise<readonly CounterChange[]>;
  /** The producer's ledger, for events that the broker did not deliver. */
  readonly source: LedgerSource;
  /** Called after each commit, for what a service keeps in memory, and again until it succeeds. */
  readonly onApplied?: () => Promise<void>;
  readonly logger: Logger;
}
