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
import { watchHeaders } from './illegible-headers.ts';
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
  /** Where the health service answers without TLS as well, for probes that can show no certificate; absent: nowhere. */
  readonly healthPort?: number | undefined;
  readonly tls: TlsFiles;
  readonly callers: Callers;
  /** Reads who acts from tokens; absent where none are taken. */
  readonly tokens?: TokenVerifier | undefined;
  readonly services: readonly ServedService[];
  readonly logger: Logger;
  readonly faultOf: (error: unknown) => Refusal | undefined;
  /** Is told of what is refused for who calls. */
  readonly audit?: CallAudit;
  /** Calls under way at the most, of each class of methods; default `DEFAULT_CONCURRENCY`. */
  readonly concurrency?: PerClass<number>;
  /** How long callers are waited for; default `DEFAULT_TIMEOUTS`. */
  readonly timeouts?: Timeouts;
  /** After which time a connection takes no new calls, milliseconds; default an hour. */
  readonly connectionAgeMs?: number;
  /** Told of each connection of a known caller, at its first call, whose certificate it shows and when that ends. */
  readonly onPeer?: OnPeer;
}

export interface RunningServer {
  readonly port: number;
  /** Where the health service answers without TLS. */
  readonly healthPort?: number;
  /** Tells the health service whether the server can work; a server begins as NOT_SERVING. */
  setServing(serving: boolean): void;
  /** Takes no new calls and waits for those under way; after `graceMs` they are cut. */
  drain(graceMs: number): Promise<void>;
}

const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/**
 * By then every client has connected anew, hence shown a certificate that is valid now. Calls under way go on to their
 * end, watches too.
 */
const CONNECTION_AGE_MS = 3_600_000;

/** Starts a gRPC server with mutual TLS, health and reflection. Throws when the port is taken or a scope is missing. */
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
    // Without its channelz accounts grpc-js 1.14 forgets its sessions, and forceShutdown cuts none of them.
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
      // Probes are answered until there is nothing left to ask about.
      await drain(server, underWay, graceMs).finally(() => plain?.close());
    },
  };
}

async function plainHealth(health: HealthImplementation, { host, healthPort }: ServerOptions) {
  return healthPort === undefined ? undefined : openHealthPort(health, host, healthPort);
}

const HEALTH_PATHS = new Set(Object.values(healthService).map(({ path }) => path));

/** A probe may ask with any certificate of our authority. */
function isHealth(path: string): boolean {
  return HEALTH_PATHS.has(path);
}

/**
 * Connections close by themselves when their last call ends, but for those with a call that has no
 * end, such as the health service's Watch: they are cut once our own calls are done.
 */
async function drain(server: Server, underWay: CallsUnderWay, graceMs: number): Promise<void> {
  const enough = new AbortController();
  const closed = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  const done = underWay.drain().then(() => pause(FAREWELL_MS, enough.signal));
  await Promise.race([closed, done, pause(graceMs, enough.signal)]);
  enough.abort();
  server.forceShutdown();
}

/** Time for the last answers to get out. */
const FAREWELL_MS = 200;

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
