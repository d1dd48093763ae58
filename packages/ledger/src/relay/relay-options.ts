import type { Installation } from '@safe-community/domain-kit';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Database } from '@safe-community/database';
import type { Domain, StreamPolicy } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import type { ServerPolicy } from './server-settings.ts';
import type { Wakeup } from '../outbox/wakeup.ts';

export interface RelayOptions {
  readonly database: Database;
  /** URL of the same database, for the lease's own session. */
  readonly databaseUrl: string;
  readonly broker: Promise<NatsConnection>;
  /** The domain of the service, the name of ledger and stream. */
  readonly producer: Domain;
  readonly installation: Installation;
  readonly streamPolicy: StreamPolicy;
  /** Absent: the settings of the NATS servers are not checked. */
  readonly serverPolicy?: ServerPolicy | undefined;
  readonly wakeup: Wakeup;
  readonly logger: Logger;
}

/** Something that runs in the background until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}
