import type { FoundRouting } from './routing.ts';

/** A fact as the ledger gives it. */
export interface FoundEvent {
  readonly position: bigint;
  /** What it is about: the id of an incident. */
  readonly id: string;
  readonly countsAs: string;
}

/** What is there after the fault, from all places where it must be. */
export interface Found {
  /** Ids as the service keeps them, one for each row. */
  readonly rows: readonly string[];
  /** Each row's first fact, in the order in which they were read. */
  readonly events: readonly FoundEvent[];
  /** The positions of all facts, also of those of other kinds, in the order in which they were read. */
  readonly positions: readonly bigint[];
  /** The position after which they were read. */
  readonly after: bigint;
  /** Who answers for what is there. */
  readonly routing: FoundRouting;
  /** How many another service counted, by what they count as. */
  readonly counted: ReadonlyMap<string, number>;
}
