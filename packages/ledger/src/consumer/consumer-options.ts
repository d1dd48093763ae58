import type { Installation } from '@safe-community/domain-kit';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Database } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import type { EventHandler } from './event-handler.ts';
import type { Effects } from '../rebuild/effects.ts';
import type { LedgerSource } from './ledger-source.ts';

export interface ConsumerOptions {
  readonly database: Database;
  readonly broker: Promise<NatsConnection>;
  /** The name of this service. */
  readonly consumer: string;
  /** The domain whose events it consumes. */
  readonly producer: Domain;
  readonly installation: Installation;
  readonly handlers: readonly EventHandler[];
  /** How long events may wait, in milliseconds, so that more of them are applied together. Absent: not at all. */
  readonly gatherMs?: number;
  /** What a rebuild replaces by what the producer's events do, from the first one on. */
  readonly effects: Effects;
  /** The producer's ledger, for events that the broker did not deliver. */
  readonly source: LedgerSource;
  /** Called after each commit, for what a service keeps in memory, and again until it succeeds. */
  readonly onApplied?: () => Promise<void>;
  /**
   * After how many milliseconds a stop leaves a batch that hangs because the database is away: it does not commit, and
   * comes again. Absent: two seconds.
   */
  readonly leaveAfterMs?: number;
  readonly logger: Logger;
}
