import type { Client } from '@grpc/grpc-js';
import {
  LedgerServiceService,
  ReadEventsRequest,
  type LedgerEvent,
} from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { CallError, type CalledService } from './call-error.ts';
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

/** Reads a ledger in order, by as many calls as it takes. Rejects with a CallError. */
export async function* readLedger(
  client: Client,
  service: CalledService,
  { from = 1n, to, eventTypes }: Stretch,
): AsyncGenerator<LedgerEvent> {
  let next = from;
  while (next <= to) {
    const request = ReadEventsRequest.fromPartial({ fromPosition: next, toPosition: to, eventTypes: [...eventTypes] });
    const answers = readStream(client, service, LedgerServiceService.readEvents, request, DEADLINE_MS);
    try {
      for await (const { event, passedOver } of answers) {
        if (event === undefined) continue;
        next = event.position + 1n;
        if (!passedOver) yield event;
      }
      return;
    } catch (error) {
      if (!(error instanceof CallError) || !ENDS_IN_BETWEEN.has(error.details.reason ?? '')) throw error;
    }
  }
}

/** A call that reads for long, or for little, ends before the ledger does. */
const ENDS_IN_BETWEEN: ReadonlySet<string> = new Set(['PASSED_OVER_ENOUGH', 'STREAM_TOO_OLD']);
