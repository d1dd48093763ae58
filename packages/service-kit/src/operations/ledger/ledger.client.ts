import { status, type ChannelCredentials } from '@grpc/grpc-js';
import { LedgerServiceClient, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { fromHeaders, orStopped, type Envelope } from '@safe-community/events';
import { callUnary, openClient, traceMetadata } from '@safe-community/grpc-kit';
import {
  EventsForgotten,
  EventsWithheld,
  PARTITION,
  type LedgerSource,
  type ReportedHead,
} from '@safe-community/ledger';

const READ_DEADLINE_MS = 30_000;
const HEAD_DEADLINE_MS = 3_000;
const ASK_DEADLINE_MS = 2_000;
const GET_HEAD = 'safecommunity.ledger.v1.LedgerService/GetHead';

/** The ledger of a producer, over gRPC. */
export function ledgerSource(address: string, credentials: ChannelCredentials): LedgerSource {
  const client = openClient(LedgerServiceClient, address, credentials);
  return {
    async *read(from, to, signal) {
      const request = { partition: PARTITION, fromPosition: from, toPosition: to, eventTypes: [], follow: false };
      const call = client.readEvents(request, traceMetadata(), { deadline: Date.now() + READ_DEADLINE_MS });
      const responses = (call as AsyncIterable<ReadEventsResponse>)[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await orStopped(responses.next(), signal);
          if (next === undefined || next.done === true) return;
          yield toEnvelope(next.value);
        }
      } catch (error) {
        throw meaningOf(error, from);
      } finally {
        // Otherwise the producer reads on for a reader that stopped half-way.
        call.cancel();
      }
    },
    async head() {
      const request = { partition: PARTITION };
      const method = client.getHead.bind(client);
      const { epoch, firstPosition, headPosition } = await callUnary(GET_HEAD, method, request, HEAD_DEADLINE_MS);
      return { epoch, head: headPosition, first: firstPosition };
    },
    close: () => client.close(),
  };
}

/** Asks a producer once how far its ledger is. Undefined when the producer does not answer at once. */
export async function askHead(address: string, credentials: ChannelCredentials): Promise<ReportedHead | undefined> {
  const client = openClient(LedgerServiceClient, address, credentials, { 'grpc.enable_retries': 0 });
  try {
    const method = client.getHead.bind(client);
    const { epoch, publishedPosition } = await callUnary(GET_HEAD, method, { partition: PARTITION }, ASK_DEADLINE_MS);
    return { epoch, published: publishedPosition, at: performance.now() };
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return undefined;
    throw error;
  } finally {
    client.close();
  }
}

function toEnvelope({ event, withheld }: ReadEventsResponse): Envelope {
  if (event === undefined) throw new Error('a ledger answer without an event');
  if (withheld) throw new EventsWithheld(event.position);
  return fromHeaders((name) => event.headers[name] ?? '', event.subject, event.body);
}

/** What an error of the producer means to a consumer. */
function meaningOf(error: unknown, from: bigint): unknown {
  const isForgotten = error instanceof Error && 'code' in error && error.code === status.OUT_OF_RANGE;
  if (!isForgotten) return error;
  return new EventsForgotten(from, 'details' in error ? String(error.details) : '');
}
