import { status, type ChannelCredentials } from '@grpc/grpc-js';
import { LedgerServiceClient, type ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { fromHeaders, orStopped, type Envelope } from '@safe-community/events';
import { callUnary, openClient, traceMetadata } from '@safe-community/grpc-kit';
import { PARTITION } from '../outbox/append.ts';
import { EventsForgotten, EventsWithheld } from '../consumer/consumer-errors.ts';
import type { LedgerSource } from '../consumer/ledger-source.ts';

const DEADLINE_MS = 30_000;
const HEAD_DEADLINE_MS = 3_000;
export const GET_HEAD = 'safecommunity.ledger.v1.LedgerService/GetHead';

export function ledgerSource(address: string, credentials: ChannelCredentials): LedgerSource {
  const client = openClient(LedgerServiceClient, address, credentials);
  return {
    async *read(from, to, signal) {
      const request = { partition: PARTITION, fromPosition: from, toPosition: to, eventTypes: [], follow: false };
      const call = client.readEvents(request, traceMetadata(), { deadline: Date.now() + DEADLINE_MS });
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
        // A reader that stops in the middle must not leave the producer reading on.
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

function toEnvelope({ event, withheld }: ReadEventsResponse): Envelope {
  if (event === undefined) throw new Error('a ledger answer without an event');
  if (withheld) throw new EventsWithheld(event.position);
  return fromHeaders((name) => event.headers[name] ?? '', event.subject, event.body);
}

/** What the error of a call to the producer's ledger means for a consumer. */
function meaningOf(error: unknown, from: bigint): unknown {
  const isForgotten = error instanceof Error && 'code' in error && error.code === status.OUT_OF_RANGE;
  if (!isForgotten) return error;
  return new EventsForgotten(from, 'details' in error ? String(error.details) : '');
}
