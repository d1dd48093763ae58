import type { Database } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import type { ServedService } from '@safe-community/grpc-kit';
import type { ConsumerOptions, EventHandler, Sensitivity, Wakeup } from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import type { AuditedService } from './operations/audit/audit.queries.ts';
import type { Job } from './run-jobs.ts';

/** Another service whose events this one consumes. */
export interface ConsumedService {
  readonly producer: Domain;
  /** host:port of its gRPC server: its ledger has the events that the broker loses. */
  readonly address: string;
  readonly handlers: readonly EventHandler[];
  /** How long events may wait, in milliseconds, so that more of them are applied together. Absent: not at all. */
  readonly gatherMs?: ConsumerOptions['gatherMs'];
  /** What a rebuild replaces. */
  readonly effects: ConsumerOptions['effects'];
  /** Called after each commit of effects, for what is kept in memory. */
  readonly onApplied?: () => Promise<void>;
  /**
   * Whether the service is not ready when it is too far behind (default). `false` for a service that works with old
   * data rather than not at all: at its start it waits for a short time until it has caught up.
   */
  readonly isNeededFresh?: boolean;
  /**
   * `false`, beside `isNeededFresh: false`: the service does not wait at its start either, nor ask the producer for its
   * head. For two services that consume each other's events: one of them must start without the other.
   */
  readonly isNeededAtStart?: boolean;
}

/** The parts of a service. */
export interface ServiceParts {
  readonly name: string;
  /** The domain whose events it publishes. */
  readonly domain: Domain;
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly services: readonly ServedService[];
  readonly consumes: readonly ConsumedService[];
  /** Which of its events not every reader of its ledger may read. */
  readonly sensitivity?: Sensitivity;
  /** Digests of the encrypted reasons of sensitive reads, where it has such reads. */
  readonly reasonDigests?: AuditedService['reasonDigests'];
  /** Its periodic work, which begins when it is ready for the first time. */
  readonly jobs?: readonly Job[];
  /** Fills memory from the database before the service is ready. */
  readonly load?: () => Promise<void>;
  /** Resolves when no write waits. */
  readonly idle?: () => Promise<void>;
  readonly logger: Logger;
}
