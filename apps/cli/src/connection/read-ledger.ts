import type { Client } from '@grpc/grpc-js';
import {
  LedgerServiceService,
  ReadEventsRequest,
  type LedgerEvent,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { CalledService } from './call-error.ts';
import { readStream } from './read-stream.ts';

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
  const request = ReadEventsRequest.fromPartial({ fromPosition: from, toPosition: to, eventTypes: [...eventTypes] });
  const answers = readStream(client, service, LedgerServiceService.readEvents, request, DEADLINE_MS);
  for await (const { event } of answers) if (event !== undefined) yield event;
}
