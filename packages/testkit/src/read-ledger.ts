import {
  LedgerServiceClient,
  ReadEventsRequest,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from './test-pki.ts';

/** Reads the ledger of a local service with a certificate; rejects when access is denied. */
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

/** Reads the ledger head with a certificate; rejects when access is denied. */
export async function readHead(port: number, identity: Parameters<typeof demoClientCredentials>[0]): Promise<bigint> {
  const client = new LedgerServiceClient(`localhost:${port}`, demoClientCredentials(identity));
  try {
    const { headPosition } = await callUnary('GetHead', client.getHead.bind(client), { partition: 0 }, 5_000);
    return headPosition;
  } finally {
    client.close();
  }
}
