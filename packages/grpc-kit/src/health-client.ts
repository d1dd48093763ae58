import { makeGenericClientConstructor, type ChannelCredentials } from '@grpc/grpc-js';
import { service as healthService } from 'grpc-health-check';

const HealthClient = makeGenericClientConstructor(healthService, 'Health');

type Check = (
  request: object,
  options: { deadline: number },
  callback: (error: Error | null, response?: { status: string }) => void,
) => void;

/**
 * The name by which the health service is asked whether a process lives. Whether it is to be sent calls (the empty
 * name) depends on its database and on what it hears; whether it is to be killed and started again on nothing but
 * itself: it answers as long as it can.
 */
export const LIVENESS = 'liveness';

/** Whether the server at `address` can work; false as well when nobody answers within a second. */
export function isServing(address: string, credentials: ChannelCredentials): Promise<boolean> {
  return saysServing('', address, credentials);
}

/** Whether the process at `address` lives, whatever it may lack; false as well when nobody answers within a second. */
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
