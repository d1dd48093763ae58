import type { Envelope } from '@safe-community/events';

/** Where a consumer gets the events that the broker did not deliver: the producer's ledger. */
export interface LedgerSource {
  /**
   * Events from `from` to `to`, both included, in order. Throws when the producer does not answer, when it has pruned
   * some of them (`EventsForgotten`), and when it withholds some of them (`EventsWithheld`). Ends early, without an
   * error, when the signal is aborted.
   */
  read(from: bigint, to: bigint, signal: AbortSignal): AsyncIterable<Envelope>;
  /** The epoch of the ledger, its newest and its oldest position. Throws when the producer does not answer. */
  head(): Promise<SourceHead>;
  close(): void;
}

interface SourceHead {
  readonly epoch: string;
  readonly head: bigint;
  /** Position of the oldest event that is still kept; one beyond the head when none is. */
  readonly first: bigint;
}

/** How far a producer's ledger was when the producer last reported it. */
export interface ReportedHead {
  readonly epoch: string;
  /** All events up to here are with the broker. */
  readonly published: bigint;
  /** When it was reported, in terms of `performance.now()`. */
  readonly at: number;
}
