import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { until } from '../until.ts';
import type { Random } from '../random.ts';
import type { System } from '../system/system.ts';

const DEADLINE_MS = 5_000;

/** Depends on the length of the ledger, which has hundreds of thousands of events by then. */
const WITHIN_MS = 300_000;

/**
 * Rebuilds the incidents in statistics from the ledger, and waits until that is done. Returns the
 * duration in milliseconds.
 */
export async function rebuildStatistics(system: System, random: Random): Promise<number> {
  const began = performance.now();
  using client = openClient(ConsumerServiceClient, system.statistics.address, system.credentials);
  const request = { requestId: random.uuid(), producer: 'incidents', reason: 'an older database' };
  await callUnary('RequestRebuild', client.requestRebuild.bind(client), request, DEADLINE_MS);
  const isDone = async (): Promise<boolean> => {
    const { checkpoints } = await callUnary('GetCheckpoints', client.getCheckpoints.bind(client), {}, DEADLINE_MS);
    return checkpoints.every(({ rebuildPending }) => !rebuildPending);
  };
  await until('statistics is rebuilt', isDone, WITHIN_MS);
  return performance.now() - began;
}
