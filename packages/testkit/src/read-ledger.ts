import {
  LedgerServiceClient,
  ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from './test-pki.ts';

/** The ledger of a service on this machine as the system with this certificate gets it; rejects when it is refused. */
export async function readLedger(
  port: number,
  identity: Parameters<typeof demoClientCredentials>[0],
  request: Partial<ReadEventsRequest> = {},
): Promise<ReadEventsResponse[]> {
  const client = new LedgerServiceClient(`localhost:${port}`, demoClientCredentials(identity));
  try {
    const whole = ReadEventsRequest.fromPartial({ fromPosition: 1n, ...request });
    const read: ReadEventsResponse[] = [];
    for await (const response of client.readEvents(whole) as AsyncIterable<ReadEventsResponse>) read.push(response);
    return read;
  } finally {
    client.close();
  }
}

/** Whether that system may ask how far the ledger is; rejects when it is refused. */
export async function readHead(port: number, identity: Parameters<typeof demoClientCredentials>[0]): Promise<bigint> {
  const client = new LedgerServiceClient(`localhost:${port}`, demoClientCredentials(identity));
  try {
    const { headPosition } = await callUnary('GetHead', client.getHead.bind(client), { partition: 0 }, 5_000);
    return headPosition;
  } finally {
    client.close();
  }
}
