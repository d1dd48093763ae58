import type { ChannelCredentials } from '@grpc/grpc-js';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { PARTITION } from '../outbox/append.ts';
import type { ToldHead } from '../consumer/ledger-source.ts';
import { GET_HEAD } from './ledger-source.ts';

const DEADLINE_MS = 2_000;

/** Asks a producer once how far its ledger is, and does not wait for one that is away: undefined. */
export async function askHead(address: string, credentials: ChannelCredentials): Promise<ToldHead | undefined> {
  const client = openClient(LedgerServiceClient, address, credentials, { 'grpc.enable_retries': 0 });
  try {
    const request = { partition: PARTITION };
    const { epoch, publishedPosition } = await callUnary(GET_HEAD, client.getHead.bind(client), request, DEADLINE_MS);
    return { epoch, published: publishedPosition, at: performance.now() };
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return undefined;
    throw error;
  } finally {
    client.close();
  }
}
