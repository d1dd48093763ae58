import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { System } from '../system/system.ts';

/** Position of intake's ledger that statistics reports as applied. */
export async function appliedPosition(system: System): Promise<bigint> {
  const client = openClient(ConsumerServiceClient, system.statistics.address, system.credentials);
  try {
    const { checkpoints } = await callUnary('GetCheckpoints', client.getCheckpoints.bind(client), {}, 10_000);
    return checkpoints.find(({ producer }) => producer === 'incidents')?.position ?? 0n;
  } finally {
    client.close();
  }
}
