import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@grpc/grpc-js';
import type { TokenVerifier } from '@safe-community/security/identity';
import type { Logger } from '@safe-community/telemetry';
import type { TlsFiles } from '@safe-community/security/tls';
import { HealthImplementation, service as healthService } from 'grpc-health-check';
import type { Refusal } from '@safe-community/domain-kit';
import { Admission } from './admission.ts';
import { bind } from './bind.ts';
import { bindService } from './bind-service.ts';
import type { CallAudit } from './call-audit.ts';
import { CallsUnderWay } from './calls-under-way.ts';
import type { Callers } from './callers.ts';
import { serverCredentials } from './credentials.ts';
import type { PerClass } from './method-class.ts';
import { classOf } from './methods.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from './timeouts.ts';
import { DEFAULT_CONCURRENCY } from './concurrency-limit.ts';
import { LIVENESS } from './health-client.ts';
import { openHealthPort } from './health-port.ts';
import { watchHeaders } from './identity-headers.ts';
import { takeLibraryLog } from './library-log.ts';
import type { OnPeer } from './peer-name.ts';
import { addReflection } from './reflection.ts';
import type { ServedService } from './service.ts';
import { refuseUnregisteredClients } from './unregistered-clients.ts';
import { answerUnknownMethods } from './unknown-methods.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** A second port for the health service, without TLS, for probes without a certificate. Absent: there is none. */
  readonly healthPort?: number | undefined;
  readonly tls: TlsFiles;
  readonly callers: Callers;
  /** Verifies tokens of acting persons. Absent: the server accepts no tokens. */
  readonly tokens?: TokenVerifier | undefined;
  readonly services: readonly ServedService[];
  readonly logger: Logger;
  readonly faultOf: (error: unknown) => Refusal | undefined;
  /** Records calls that are denied because of who makes them. */
  readonly audit?: CallAudit;
  /** Concurrent calls at most, for each class of methods. Default: `DEFAULT_CONCURRENCY`. */
  readonly concurrency?: PerClass<number>;
  /** How long the server waits for its clients. Default: `DEFAULT_TIMEOUTS`. */
  readonly timeouts?: Timeouts;
  /** After this time, in milliseconds, a connection accepts no new calls. Default: an hour. */
  readonly connectionAgeMs?: number;
  /** Called for each connection of a registered client, with the name in its certificate and when it expires. */
  readonly onPeer?: OnPeer;
}

export interface RunningServer {
  readonly port: number;
  /** The port of the health service without TLS. */
  readonly healthPort?: number;
  /** Sets whether the health service reports the server as ready. It starts as NOT_SERVING. */
  setServing(serving: boolean): void;
  /** Accepts no new calls and waits for active ones. After `graceMs` they are cut. */
  drain(graceMs: number): Promise<void>;
}

const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/**
 * After this time every client has reconnected, and thus shown a certificate that is currently valid. Active calls,
 * including watches, continue to their end.
 */
const CONNECTION_AGE_MS = 3_600_000;

/** Starts a gRPC server with mutual TLS, health and reflection. Throws if the port is in use or a scope is missing. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  takeLibraryLog(options.logger);
  watchHeaders();
  const underWay = new CallsUnderWay();
  const timeouts = options.timeouts ?? DEFAULT_TIMEOUTS;
  const admission = new Admission(options.callers, options.concurrency ?? DEFAULT_CONCURRENCY, timeouts);
  const server = new Server({
    // In the order in which they handle a call.
    interceptors: [
      refuseUnregisteredClients(options.callers, isHealth, options.audit, options.onPeer),
      admission.interceptor,
    ],
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_concurrent_streams': 1_000,
    // Without channelz, grpc-js 1.14 does not track its sessions, and forceShutdown closes none of them.
    'grpc.enable_channelz': 1,
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.max_connection_age_ms': options.connectionAgeMs ?? CONNECTION_AGE_MS,
  });
  answerUnknownMethods(server);
  for (const service of options.services) {
    const { definition, implementation } = bindService(service, { ...options, underWay, admission, timeouts });
    server.addService(definition, implementation);
    for (const method of Object.values(service.description)) admission.register(method.path, classOf(method));
  }
  const health = new HealthImplementation({ '': 'NOT_SERVING', [LIVENESS]: 'SERVING' });
  health.addToServer(server);
  addReflection(server, options.services);
  const port = await bind(server, `${options.host}:${options.port}`, serverCredentials(options.tls));
  const plain = await plainHealth(health, options).catch((error: unknown) => {
    server.forceShutdown();
    throw error;
  });
  return {
    port,
    ...(plain === undefined ? {} : { healthPort: plain.port }),
    setServing: (serving) => health.setStatus('', serving ? 'SERVING' : 'NOT_SERVING'),
    async drain(graceMs) {
      // Probes get responses until the server has stopped.
      await drain(server, underWay, graceMs).finally(() => plain?.close());
    },
  };
}

async function plainHealth(health: HealthImplementation, { host, healthPort }: ServerOptions) {
  return healthPort === undefined ? undefined : openHealthPort(health, host, healthPort);
}

const HEALTH_PATHS = new Set(Object.values(healthService).map(({ path }) => path));

/** Unregistered clients may call the health service, so that any certificate is enough for a probe. */
function isHealth(path: string): boolean {
  return HEALTH_PATHS.has(path);
}

/**
 * A connection closes when its last call ends. Connections with a call that has no end, such as Watch of the health
 * service, are cut once all other calls have ended.
 */
async function drain(server: Server, underWay: CallsUnderWay, graceMs: number): Promise<void> {
  const enough = new AbortController();
  const closed = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  const done = underWay.drain().then(() => pause(FLUSH_MS, enough.signal));
  await Promise.race([closed, done, pause(graceMs, enough.signal)]);
  enough.abort();
  server.forceShutdown();
}

/** Time for sending the last responses. */
const FLUSH_MS = 200;

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
