import { makeGenericClientConstructor, type ChannelCredentials } from '@grpc/grpc-js';
import { service as healthService } from 'grpc-health-check';

const HealthClient = makeGenericClientConstructor(healthService, 'Health');

type Check = (
  request: object,
  options: { deadline: number },
  callback: (error: Error | null, response?: { status: string }) => void,
) => void;

/**
 * The service name for the liveness of a process in the health service. Readiness (the empty name) depends on the
 * database and on consumed events; liveness, which decides about a restart, depends on the process alone.
 */
export const LIVENESS = 'liveness';

/** Whether the server at `address` is ready. Also false if there is no response within a second. */
export function isServing(address: string, credentials: ChannelCredentials): Promise<boolean> {
  return saysServing('', address, credentials);
}

/** Whether the process at `address` is alive, ready or not. Also false if there is no response within a second. */
export function isAlive(address: string, credentials: ChannelCredentials): Promise<boolean> {
  return saysServing(LIVENESS, address, credentials);
}

function saysServing(service: string, address: string, credentials: ChannelCredentials): Promise<boolean> {
  const client = new HealthClient(address, credentials);
  return new Promise((resolve) => {
    (client['check'] as unknown as Check).call(client, { service }, { deadline: Date.now() + 1_000 }, (_, response) => {
      client.close();
      resolve(response?.status === 'SERVING');
    });
  });
}
