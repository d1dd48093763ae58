import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Logger } from '@safe-community/telemetry';
import { HealthImplementation } from 'grpc-health-check';
import { bindService } from './bind-service.ts';
import type { Callers } from './callers.ts';
import type { TlsFiles } from './credentials.ts';
import { serverCredentials } from './credentials.ts';
import { reflection } from './reflection.ts';
import type { Refusal } from './refusal.ts';
import type { ServedService } from './service.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly tls: TlsFiles;
  readonly callers: Callers;
  readonly services: readonly ServedService[];
  readonly logger: Logger;
  readonly faultOf: (error: unknown) => Refusal | undefined;
}

export interface RunningServer {
  readonly port: number;
  /** Tells the health service; a server begins as NOT_SERVING. */
  setServing(serving: boolean): void;
  /** Takes no new calls and waits for those under way; after `graceMs` they are cut. */
  drain(graceMs: number): Promise<void>;
}

const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/** Starts a gRPC server with mutual TLS, health and reflection. Throws when the port is taken or a scope is missing. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_concurrent_streams': 1_000,
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
  });
  for (const service of options.services) {
    const { definition, implementation } = bindService(service, options);
    server.addService(definition, implementation);
  }
  const health = new HealthImplementation({ '': 'NOT_SERVING' });
  health.addToServer(server);
  reflection(options.services).addToServer(server);
  const port = await bind(server, `${options.host}:${options.port}`, serverCredentials(options.tls));
  return {
    port,
    setServing: (serving) => health.setStatus('', serving ? 'SERVING' : 'NOT_SERVING'),
    drain: (graceMs) => drain(server, graceMs),
  };
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}

function drain(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.forceShutdown(), graceMs);
    server.tryShutdown(() => {
      clearTimeout(cut);
      resolve();
    });
  });
}
