import { Metadata, type Client } from '@grpc/grpc-js';
import {
  LedgerServiceService,
  ReadEventsRequest,
  type LedgerEvent,
  type ReadEventsResponse,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { CallError, type CalledService } from './call-error.ts';
import { isServiceError } from './status-details.ts';

/** From the first event to `to`, of these types only. */
export interface Stretch {
  /** Absent: the very first. */
  readonly from?: bigint;
  readonly to: bigint;
  readonly eventTypes: readonly string[];
}

/** A ledger gives some ten thousand events a second: a reading that takes longer than this is stuck. */
const DEADLINE_MS = 30 * 60_000;

/** Reads a ledger in order. Rejects with a CallError. */
export async function* readLedger(
  client: Client,
  service: CalledService,
  { from = 1n, to, eventTypes }: Stretch,
): AsyncGenerator<LedgerEvent> {
  if (to === 0n) return;
  const { path, requestSerialize, responseDeserialize } = LedgerServiceService.readEvents;
  const request = ReadEventsRequest.fromPartial({ fromPosition: from, toPosition: to, eventTypes: [...eventTypes] });
  const options = { deadline: Date.now() + DEADLINE_MS };
  const call = client.makeServerStreamRequest(
    path,
    requestSerialize,
    responseDeserialize,
    request,
    new Metadata(),
    options,
  );
  try {
    for await (const { event } of call as AsyncIterable<ReadEventsResponse>) if (event !== undefined) yield event;
  } catch (error) {
    throw isServiceError(error) ? new CallError(service, error) : error;
  } finally {
    call.cancel();
  }
}
