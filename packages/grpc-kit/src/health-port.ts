import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { HealthImplementation } from 'grpc-health-check';
import { bind } from './bind.ts';

export interface HealthPort {
  readonly port: number;
  close(): void;
}

/**
 * Serves the health service on a second port without TLS, because the probes of Kubernetes have no certificate. This port
 * serves nothing else.
 *
 * @param health the instance of the port with TLS, so that both report the same
 * @throws {ListenError} if it cannot listen
 */
export async function openHealthPort(health: HealthImplementation, host: string, port: number): Promise<HealthPort> {
  // Probes are small and infrequent. Limits keep other clients, which need no certificate here, cheap.
  const server = new Server({
    'grpc.max_receive_message_length': 1_024,
    'grpc.max_concurrent_streams': 10,
    'grpc.max_connection_age_ms': 60_000,
  });
  health.addToServer(server);
  const bound = await bind(server, `${host}:${port}`, ServerCredentials.createInsecure());
  return { port: bound, close: () => server.forceShutdown() };
}
