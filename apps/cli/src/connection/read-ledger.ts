import type { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { CallError, type Called } from './call-error.ts';
import { readStream } from './read-stream.ts';

/** A range of positions, filtered by event type. */
export interface Stretch {
  /** Absent: the first event. */
  readonly from?: bigint;
  readonly to: bigint;
  readonly eventTypes: readonly string[];
}

/** Some ten thousand events per second are read; a longer read is stuck. */
const DEADLINE_MS = 30 * 60_000;

/** Reads a ledger in order, with as many calls as needed. Rejects with a CallError. */
export async function* readLedger(called: Called, { from = 1n, to, eventTypes }: Stretch): AsyncGenerator<LedgerEvent> {
  const { LedgerServiceService, ReadEventsRequest } =
    await import('@safe-community/contracts/ledger/v1/ledger_service.ts');
  let next = from;
  while (next <= to) {
    const request = ReadEventsRequest.fromPartial({ fromPosition: next, toPosition: to, eventTypes: [...eventTypes] });
    const answers = readStream(called, LedgerServiceService.readEvents, request, DEADLINE_MS);
    try {
      for await (const { event, passedOver } of answers) {
        if (event === undefined) continue;
        next = event.position + 1n;
        if (!passedOver) yield event;
      }
      return;
    } catch (error) {
      if (!(error instanceof CallError) || !RESUMABLE.has(error.details.reason ?? '')) throw error;
    }
  }
}

/** The server ends a call that is too old or skips too many events. */
const RESUMABLE: ReadonlySet<string> = new Set(['PASSED_OVER_ENOUGH', 'STREAM_TOO_OLD']);
