import type { FoundRouting } from './routing.ts';

/** An event of the ledger. */
export interface FoundEvent {
  readonly position: bigint;
  /** What it is about: the id of an incident. */
  readonly id: string;
  readonly countsAs: string;
}

/** The stored state after the fault. */
export interface Found {
  /** Ids of the rows of the service. */
  readonly rows: readonly string[];
  /** The first event of each row, in reading order. */
  readonly events: readonly FoundEvent[];
  /** The positions of all events of any kind, in reading order. */
  readonly positions: readonly bigint[];
  /** The position after which they were read. */
  readonly after: bigint;
  /** Responsible officers. */
  readonly routing: FoundRouting;
  /** Counts of another service, by category. */
  readonly counted: ReadonlyMap<string, number>;
}
