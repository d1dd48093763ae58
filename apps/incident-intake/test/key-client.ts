import { KeyServiceClient } from '@safe-community/contracts/keys/v1/key_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import type { From, RunningIntake } from './running-intake.ts';

/** The calls of an operator of the keys. */
export function keyClient({ port }: Pick<RunningIntake, 'port'>, from: From = 'client') {
  const client = new KeyServiceClient(`localhost:${port}`, demoClientCredentials(from));
  return {
    status: () => callUnary('Status', client.getKeyStatus.bind(client), {}, 10_000),
    close: () => client.close(),
  };
}
