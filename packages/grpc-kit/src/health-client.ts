import { makeGenericClientConstructor, type ChannelCredentials } from '@grpc/grpc-js';
import { service as healthService } from 'grpc-health-check';

const HealthClient = makeGenericClientConstructor(healthService, 'Health');

type Check = (
  request: object,
  options: { deadline: number },
  callback: (error: Error | null, response?: { status: string }) => void,
) => void;

/** Whether the server at `address` says SERVING; false as well when nobody answers within a second. */
export function isServing(address: string, credentials: ChannelCredentials): Promise<boolean> {
  const client = new HealthClient(address, credentials);
  return new Promise((resolve) => {
    (client['check'] as unknown as Check).call(
      client,
      { service: '' },
      { deadline: Date.now() + 1_000 },
      (_, response) => {
        client.close();
        resolve(response?.status === 'SERVING');
      },
    );
  });
}
