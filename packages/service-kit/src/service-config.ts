import { readAuditKey, type SigningKey } from '@safe-community/audit/signing';
import {
  ConfigError,
  durationMs,
  filePath,
  hostPorts,
  oneOf,
  port,
  readEnv,
  secret,
  text,
  url,
  wholeNumber,
} from '@safe-community/config';
import { INSTALLATIONS, type Installation } from '@safe-community/domain-kit';
import { readCrashPoint, type PlannedCrash } from '@safe-community/database/crash-points';
import type { BrokerOptions, StreamPolicy } from '@safe-community/events';
import {
  type Callers,
  DEFAULT_CONCURRENCY,
  DEFAULT_TIMEOUTS,
  type PerClass,
  type Timeouts,
  type TlsFiles,
} from '@safe-community/grpc-kit';
import type { TokenIssuer } from '@safe-community/security/identity';
import type { ServerPolicy } from '@safe-community/ledger';
import { ACCESS_VARIABLES, accessFilesOf, callersOf, tokenIssuerOf, type AccessFiles } from './access-config.ts';
import { CERTIFICATE_VARIABLES, expiryBoundOf, type ExpiryBound } from './certificate-config.ts';
import type { LagBound } from './freshness.ts';
import { PROCESS_VARIABLES, processConfigOf, type ProcessConfig } from './process-config.ts';
import { RETENTION_VARIABLES, retentionOf, type RetentionPolicy } from './retention-config.ts';
import { SERVER_VARIABLES, serverPolicyOf } from './broker-server-config.ts';

/** How long the server waits for its clients. */
const TIMEOUT_VARIABLES = {
  REQUEST_WITHIN: durationMs().default(DEFAULT_TIMEOUTS.requestMs),
  CALLER_SILENCE: durationMs().default(DEFAULT_TIMEOUTS.silenceMs),
  READER_SILENCE: durationMs().default(DEFAULT_TIMEOUTS.readerMs),
  STREAMING_CALL_AGE: durationMs().default(DEFAULT_TIMEOUTS.streamMs),
};

const DAY_MS = 24 * 3_600_000;

/** The variables that every service reads; a service adds its own. */
const VARIABLES = {
  INSTALLATION: oneOf(INSTALLATIONS),
  GRPC_HOST: text({ expects: 'an address to listen on', example: '127.0.0.1' }).default('127.0.0.1'),
  GRPC_PORT: port(),
  HEALTH_PORT: port().optional(),
  DATABASE_URL: secret(url(['postgres', 'postgresql'], 'postgresql://user:password@127.0.0.1:5432/database')),
  DATABASE_POOL: wholeNumber({ min: 3, max: 200 }).default(10),
  NATS_SERVERS: hostPorts(),
  STREAM_REPLICAS: wholeNumber({ min: 1, max: 5 }).default(1),
  STREAM_MAX_AGE: durationMs().default(14 * DAY_MS),
  STREAM_MAX_BYTES: wholeNumber({ min: 1_048_576, max: 2 ** 53 - 1 }).default(2 * 1024 ** 3),
  ...SERVER_VARIABLES,
  TLS_CA_FILE: filePath(),
  TLS_CERT_FILE: filePath(),
  TLS_KEY_FILE: filePath(),
  ...ACCESS_VARIABLES,
  AUDIT_KEY_FILE: filePath(),
  ...CERTIFICATE_VARIABLES,
  READS_AT_ONCE: atOnce().default(DEFAULT_CONCURRENCY.reads),
  WRITES_AT_ONCE: atOnce().default(DEFAULT_CONCURRENCY.writes),
  STREAMS_AT_ONCE: atOnce().default(DEFAULT_CONCURRENCY.streams),
  IMPORTS_AT_ONCE: atOnce().default(DEFAULT_CONCURRENCY.imports),
  ...TIMEOUT_VARIABLES,
  ...PROCESS_VARIABLES,
  ...RETENTION_VARIABLES,
  READY_LAG_EVENTS: wholeNumber({ min: 1, max: 2 ** 31 }).default(10_000),
  READY_LAG_AGE: durationMs().default(60_000),
  READY_START_WAIT: durationMs().default(30_000),
};

export interface ServiceConfig extends ProcessConfig {
  /** What the service belongs to; its database and the producers of its events belong to the same. */
  readonly installation: Installation;
  readonly port: number;
  /** The port of the health service without TLS, for probes. Absent: there is none. */
  readonly healthPort?: number | undefined;
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly broker: Omit<BrokerOptions, 'name'>;
  readonly streamPolicy: StreamPolicy;
  /** Absent: the settings of the NATS servers are not checked. */
  readonly serverPolicy?: ServerPolicy | undefined;
  readonly retention: RetentionPolicy;
  /** How far behind the events that it consumes a service may be and still be ready. */
  readonly lagBound: LagBound;
  readonly tls: TlsFiles;
  /** When an expiring certificate is reported. Absent: 14 days before, and 3 days before as an error. */
  readonly expiryBound?: ExpiryBound;
  readonly callers: Callers;
  /** Where changed callers and policies are read from. Absent: they never change. */
  readonly accessFiles?: AccessFiles;
  /** The issuer of tokens for acting persons. Absent: tokens are rejected. */
  readonly tokenIssuer?: TokenIssuer | undefined;
  /** Signs the checkpoints of the audit. */
  readonly auditKey: SigningKey;
  /** Concurrent calls at most, for each class of methods. Default: `DEFAULT_CONCURRENCY`. */
  readonly concurrency?: PerClass<number>;
  /** How long the server waits for its clients. Default: `DEFAULT_TIMEOUTS`. */
  readonly timeouts?: Timeouts;
  /** Where the process kills itself, for fault tests. Rejected in production. */
  readonly plannedCrash?: PlannedCrash | undefined;
}

/** Reads the variables that every service has. @throws {ConfigError} with all problems. */
export function readServiceConfig(env: NodeJS.ProcessEnv): ServiceConfig {
  const settings = readEnv(VARIABLES, env);
  const tls = { caFile: settings.TLS_CA_FILE, certFile: settings.TLS_CERT_FILE, keyFile: settings.TLS_KEY_FILE };
  return {
    installation: settings.INSTALLATION,
    host: settings.GRPC_HOST,
    port: settings.GRPC_PORT,
    healthPort: settings.HEALTH_PORT,
    databaseUrl: settings.DATABASE_URL,
    databasePool: settings.DATABASE_POOL,
    broker: { servers: settings.NATS_SERVERS.map(({ address }) => address), tls },
    streamPolicy: {
      replicas: settings.STREAM_REPLICAS,
      maxAgeDays: settings.STREAM_MAX_AGE / DAY_MS,
      maxBytes: settings.STREAM_MAX_BYTES,
    },
    serverPolicy: serverPolicyOf(settings, tls.caFile),
    retention: retentionOf(settings),
    lagBound: {
      events: settings.READY_LAG_EVENTS,
      ageMs: settings.READY_LAG_AGE,
      startWaitMs: settings.READY_START_WAIT,
    },
    tls,
    expiryBound: expiryBoundOf(settings),
    callers: callersOf(settings),
    accessFiles: accessFilesOf(settings),
    tokenIssuer: tokenIssuerOf(settings),
    auditKey: auditKeyOf(settings.AUDIT_KEY_FILE),
    concurrency: {
      reads: settings.READS_AT_ONCE,
      writes: settings.WRITES_AT_ONCE,
      streams: settings.STREAMS_AT_ONCE,
      imports: settings.IMPORTS_AT_ONCE,
    },
    timeouts: timeoutsOf(settings),
    ...processConfigOf(settings),
    plannedCrash: readCrashPoint(env),
  };
}

function atOnce() {
  return wholeNumber({ min: 1, max: 100_000 });
}

function auditKeyOf(file: string): SigningKey {
  try {
    return readAuditKey(file);
  } catch (error) {
    throw new ConfigError([`AUDIT_KEY_FILE is invalid: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function timeoutsOf(settings: { readonly [Name in keyof typeof TIMEOUT_VARIABLES]: number }): Timeouts {
  return {
    requestMs: settings.REQUEST_WITHIN,
    silenceMs: settings.CALLER_SILENCE,
    readerMs: settings.READER_SILENCE,
    streamMs: settings.STREAMING_CALL_AGE,
  };
}
