import type { Envelope } from '@safe-community/events';

/** Where a consumer gets events that the broker did not give it: the producer's ledger. */
export interface LedgerSource {
  /**
   * Events from `from` to `to`, both included, in order. Throws when the producer does not
   * answer, or keeps some of them no longer (`EventsForgotten`) or back (`EventsWithheld`); ends early,
   * without an error, when the signal says stop.
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

/** How far a producer's ledger was when it told so last. */
export interface ToldHead {
  readonly epoch: string;
  /** All up to here are with the broker. */
  readonly published: bigint;
  /** When it was told, as `performance.now()` counts. */
  readonly at: number;
}
