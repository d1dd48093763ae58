import { LedgerServiceClient, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { openClient } from '@safe-community/grpc-kit';
import type { System } from '../system/system.ts';

/** Asks intake for all that its ledger has after a position, takes one event, and then nothing, until it is result to go. */
export async function startIdleReader(system: System, after: bigint): Promise<{ go(): void }> {
  const client = openClient(LedgerServiceClient, system.intake.address, system.credentials);
  const call = client.readEvents({
    partition: 0,
    fromPosition: after + 1n,
    toPosition: 0n,
    eventTypes: [],
    follow: false,
  });
  // Whoever cancels is result so.
  call.on('error', () => undefined);
  await (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]().next();
  return {
    go() {
      call.cancel();
      client.close();
    },
  };
}
