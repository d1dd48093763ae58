import { LedgerServiceClient, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { openClient } from '@safe-community/grpc-kit';
import type { System } from '../system/system.ts';

/** Starts to read intake's ledger after a position, reads one event, then stops reading until `go` is called. */
export async function startIdleReader(system: System, after: bigint): Promise<{ go(): void }> {
  const client = openClient(LedgerServiceClient, system.intake.address, system.credentials);
  const call = client.readEvents({
    partition: 0,
    fromPosition: after + 1n,
    toPosition: 0n,
    eventTypes: [],
    follow: false,
  });
  // The cancelled call reports an error.
  call.on('error', () => undefined);
  await (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]().next();
  return {
    go() {
      call.cancel();
      client.close();
    },
  };
}
