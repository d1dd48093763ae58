import type { Database } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import type { ServedService } from '@safe-community/grpc-kit';
import type { ConsumerOptions, EventHandler, Sensitivity, Wakeup } from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import type { AuditedService } from './operations/audit/audit.queries.ts';
import type { Job } from './run-jobs.ts';

/** Another service whose events this one hears. */
export interface ConsumedService {
  readonly producer: Domain;
  /** host:port of its gRPC server, whose ledger fills what the broker loses. */
  readonly address: string;
  readonly handlers: readonly EventHandler[];
  /** Takes away all effects of these handlers, before they are made anew from the ledger. */
  readonly forget: ConsumerOptions['forget'];
  /** Called after each commit of effects, for what is kept in memory. */
  readonly onApplied?: () => Promise<void>;
  /**
   * Whether a service that is too far behind is not ready (default). `false` for one that must work with what it last
   * heard rather than not at all: it waits for what it has missed at its start, and not for long.
   */
  readonly isNeededFresh?: boolean;
}

/** What a service is made of, as its wire.ts puts it together. */
export interface ServiceParts {
  readonly name: string;
  /** The domain whose facts it emits. */
  readonly domain: Domain;
  readonly database: Database;
  readonly wakeup: Wakeup;
  readonly services: readonly ServedService[];
  readonly consumes: readonly ConsumedService[];
  /** Which of its facts not everybody may read who may read its ledger. */
  readonly sensitivity?: Sensitivity;
  /** Digests of the sealed reasons of sensitive reads, where it keeps such. */
  readonly reasonDigests?: AuditedService['reasonDigests'];
  /** Its periodic work, from when it is ready for the first time. */
  readonly jobs?: readonly Job[];
  /** Fills the memory from the database, before the service says that it is ready. */
  readonly load?: () => Promise<void>;
  /** Resolves when no write of its own waits any more. */
  readonly idle?: () => Promise<void>;
  readonly logger: Logger;
}
