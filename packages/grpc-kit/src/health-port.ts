import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { HealthImplementation } from 'grpc-health-check';
import { bind } from './bind.ts';

export interface HealthPort {
  readonly port: number;
  close(): void;
}

/**
 * The health service once more, on a port of its own without TLS, for the probes of Kubernetes: they can show no
 * certificate. Nothing else answers there, so nothing else can be asked without one.
 *
 * @param health the one of the port with TLS: both say the same
 * @throws {ListenError} when it cannot listen
 */
export async function openHealthPort(health: HealthImplementation, host: string, port: number): Promise<HealthPort> {
  // A probe asks little and seldom; who asks for more without a certificate is to cost little.
  const server = new Server({
    'grpc.max_receive_message_length': 1_024,
    'grpc.max_concurrent_streams': 10,
    'grpc.max_connection_age_ms': 60_000,
  });
  health.addToServer(server);
  const bound = await bind(server, `${host}:${port}`, ServerCredentials.createInsecure());
  return { port: bound, close: () => server.forceShutdown() };
}
